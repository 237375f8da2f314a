"""Insight: missed times and the times of the steps, with every number leading to its records."""

from datetime import timedelta
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from complaints.forms.insight import PERIODS, BreachesForm, PeriodForm, StaysForm
from complaints.reports import breaches as missed
from complaints.reports import stages
from complaints.roles import SEE_ALL, has_role
from complaints.views.paging import Place, page_of, page_url

PAGE_SIZE = 50


def for_who_sees_all(view):
    """Only the roles that see every complaint; everybody else gets 403."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not has_role(request.user, *SEE_ALL):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@for_who_sees_all
def insight(request):
    """Missed times by clock, person, desk and reason; the steps of each category with their bottleneck."""
    now, days = timezone.now(), PeriodForm(request.GET).chosen()
    since = now - timedelta(days=days)
    rows = missed.narrowed(missed.breaches_visible_to(request.user), since=since)
    context = {
        "days": days,
        "tabs": periods(days),
        "tables": tables_of(missed.summary(rows)),
        "categories": stages.by_category(since, now, now),
    }
    return render(request, "complaints/insight/insight.html", context)


def tables_of(summary):
    """The four tables of missed times with their headings; a column of the list's conditions each."""
    heads = {"clock": _("Clock"), "owner": _("Owner"), "desk": _("Department"), "reason": _("Reason")}
    empty = {"owner": _("nobody owned it"), "reason": _("not explained yet"), "desk": _("at no desk yet"), "clock": ""}
    return [
        {"name": name, "head": heads[name], "rows": [(code, label or empty[name], *n) for code, label, *n in rows]}
        for name, rows in summary.items()
    ]


def periods(days):
    """The periods as tabs."""
    return [{"label": label, "url": f"?days={n}", "current": n == days} for n, label in PERIODS]


@require_GET
@for_who_sees_all
def breaches(request):
    """The records behind a number: every missed time with its reason, the newest first; keyset pages."""
    form = BreachesForm(request.GET)
    days = form.chosen()
    since = timezone.now() - timedelta(days=days)
    rows = missed.narrowed(missed.breaches_visible_to(request.user), since=since, **form.conditions())
    rows = rows.select_related("complaint", "owner", "department", "explained_by")
    page = page_of(rows, Place.of(request.GET), PAGE_SIZE)
    context = {
        "rows": page.rows,
        "days": days,
        "newer_url": page_url(request.GET, before=page.previous),
        "older_url": page_url(request.GET, after=page.next),
    }
    return render(request, "complaints/insight/breaches.html", context)


@require_GET
@for_who_sees_all
def stays(request):
    """The steps of one category; with a step, the records behind its time: the longest stays."""
    form, now = StaysForm(request.GET), timezone.now()
    if not form.is_valid():
        raise Http404
    days, category, state = (form.cleaned_data[name] for name in ("days", "category", "state"))
    since, back = now - timedelta(days=days), f"{reverse('complaints:insight')}?days={days}"
    context = {"category": category, "state": state, "days": days, "back": back}
    if state:
        context["stays"] = stages.longest_stays(category.pk, state, since, now, now)
    else:
        context["steps"] = next((c for c in stages.by_category(since, now, now) if c.code == category.pk), None)
    return render(request, "complaints/insight/stays.html", context)
