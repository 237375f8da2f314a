"""The days ahead, and how things stand now: what a lead looks at before and during a promotion (IN-16)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from complaints.actions import waits
from complaints.forms.insight import SurgeForm, WaitForm
from complaints.lifecycle import Refused
from complaints.reports.figures import hours, surge
from complaints.reports.figures.period import last_days
from complaints.roles import HANDLERS, WHO_MAY, has_role
from complaints.views.outcomes import UNPROCESSABLE
from complaints.views.periods import for_who_sees_all, frame

MEASURED_DAYS = 90


@require_GET
@for_who_sees_all
def days_ahead(request):
    """Seven days with what is expected, needed and there; one of them by the hour; earlier promotions; the load now."""
    return shown(request, wait_form_of(request))


def shown(request, wait_form, status=200):
    """The page, with the form of the longer wait as it was sent."""
    now = timezone.now()
    _period, context = frame(request, now, "days_ahead")
    form = SurgeForm(request.GET or None)
    facts = form.cleaned_data if form.is_bound and form.is_valid() else {}
    measured, closed = hours.minutes_measured(last_days(MEASURED_DAYS, now).span)
    minutes = facts.get("minutes") or (round(measured) if measured else None)
    days = surge.days_ahead(now, minutes)
    chosen = next((ahead for ahead in days if ahead.day == facts.get("day")), days[0])
    found = surge.lifts(now)
    context |= {
        "choices": [],
        "days": days,
        "chosen": chosen,
        "bars": [bar_of(slot) for slot in chosen.slots],
        "lifts": found,
        "factor": surge.factor_of(found, now),
        "load": surge.load(now, minutes),
        "minutes": minutes,
        "is_typed": bool(facts.get("minutes")),
        "measured_of": closed,
        "form": form,
        "wait": waits.wait_at(now),
        "wait_form": wait_form,
        "reads_absences": has_role(request.user, *HANDLERS),
    }
    return render(request, "complaints/insight/days_ahead.html", context, status=status)


def may_announce(request):
    """Whether this agent decides what consumers are told."""
    return has_role(request.user, *WHO_MAY["announce_wait"])


def wait_form_of(request):
    """An empty form for those who may use it."""
    return WaitForm() if may_announce(request) else None


@require_POST
@for_who_sees_all
def tell_longer(request):
    """Tell new consumers the true time from now on."""
    if not may_announce(request):
        raise PermissionDenied
    form = WaitForm(request.POST)
    if form.is_valid():
        try:
            waits.announce_wait(by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("ends_at", refused.reason)
        else:
            messages.success(request, _("New consumers are told so from now on."))
            return redirect("complaints:days_ahead")
    return shown(request, form, status=UNPROCESSABLE)


@require_POST
@for_who_sees_all
def tell_usual(request):
    """Tell the usual time again."""
    if not may_announce(request):
        raise PermissionDenied
    waits.end_wait(by=request.user, now=timezone.now())
    messages.success(request, _("New consumers are told the usual time again."))
    return redirect("complaints:days_ahead")


def bar_of(slot):
    """An hour as a column of expected complaints."""
    return slot.label[:2], slot.expected, None, "lacking" if slot.lacking else ""
