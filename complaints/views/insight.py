"""Insight: missed times and the times of the steps, with every number leading to its records."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from complaints import rules
from complaints.forms.insight import BreachesForm, StaysForm
from complaints.reports import breaches as missed
from complaints.reports import stages
from complaints.views.paging import Place, page_of, page_url
from complaints.views.periods import for_who_sees_all, frame

PAGE_SIZE = 50


@require_GET
@for_who_sees_all
def insight(request):
    """Missed times by clock, person, desk and reason; the steps of each category with their bottleneck."""
    now = timezone.now()
    period, context = frame(request, now, "insight")
    rows = missed.narrowed(missed.breaches_visible_to(request.user), since=period.since, until=period.until)
    context |= {
        "tables": tables_of(missed.summary(rows)),
        "categories": stages.by_category(period.since, period.until, now),
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


@require_GET
@for_who_sees_all
def breaches(request):
    """The records behind a number: every missed time with its reason, the newest first; keyset pages."""
    form = BreachesForm(request.GET)
    period = form.period(timezone.now())
    rows = missed.breaches_visible_to(request.user)
    rows = missed.narrowed(rows, since=period.since, until=period.until, **form.conditions())
    rows = rows.select_related("complaint", "owner", "department", "explained_by")
    page = page_of(rows, Place.of(request.GET), PAGE_SIZE)
    context = {
        "rows": page.rows,
        "period": period,
        "may_explain": bool(rules.wears_the_hat("explain_breach", request.user)),
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
    category, state = form.cleaned_data["category"], form.cleaned_data["state"]
    period = form.period(now)
    context = {
        "category": category,
        "state": state,
        "period": period,
        "back": f"{reverse('complaints:insight')}?{period.query}",
    }
    if state:
        context["stays"] = stages.longest_stays(category.pk, state, *period.span, now)
    else:
        steps = stages.by_category(*period.span, now)
        context["steps"] = next((found for found in steps if found.code == category.pk), None)
    return render(request, "complaints/insight/stays.html", context)
