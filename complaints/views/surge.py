"""The days ahead, and how things stand now: what a lead looks at before and during a promotion (IN-16)."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from complaints.forms.insight import SurgeForm
from complaints.reports.figures import hours, surge
from complaints.reports.figures.period import last_days, today
from complaints.views.periods import for_who_sees_all, frame

MEASURED_DAYS = 90


@require_GET
@for_who_sees_all
def days_ahead(request):
    """Seven days with what is expected, needed and there; one of them by the hour; earlier promotions; the load now."""
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
        "today": today(now),
    }
    return render(request, "complaints/insight/days_ahead.html", context)


def bar_of(slot):
    """An hour as a column of expected complaints."""
    return slot.label[:2], slot.expected, None, "lacking" if slot.lacking else ""
