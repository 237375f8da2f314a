"""Figures by channel, ownership, people and hour of the day: each page a report of its own, over the same days."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from complaints.forms.insight import AroundForm, HoursForm
from complaints.models import Complaint, Consumer
from complaints.reports import after
from complaints.reports.figures import again, answers, channels, deviations, hours, people
from complaints.reports.figures.rates import Rate
from complaints.seeds import benchmarks
from complaints.templatetags.figures import signed
from complaints.views.periods import for_who_sees_all, frame


def claimed(code):
    """What a source claims, with its place, and that it is no result of ours."""
    found = benchmarks()[code]
    value = signed(found.value) if code.endswith("_change") else found.value
    unit = "%" if found.unit == "percent" else _("hours")
    return _("claimed by source %(source)s: %(value)s %(unit)s, not verified by us") % {
        "source": found.source,
        "value": str(value).removesuffix(".0"),
        "unit": unit,
    }


def records(period, *conditions):
    """The address of the inbox that lists what a number counts."""
    return "&".join([f"{reverse('complaints:inbox')}?queue=all", period.days_query, *conditions])


@require_GET
@for_who_sees_all
def channel_figures(request):
    """Volume, answers, endings and lag of every door, beside the period before (IN-01, IN-14)."""
    now = timezone.now()
    period, context = frame(request, now, "channels")
    baseline, source = channels.baseline()
    (total, *doors), (before, *doors_before) = channels.doors(period.span, now), channels.doors(period.before, now)
    earlier = {door.code: door for door in doors_before}
    rows = [(door, earlier.get(door.code), records(period, f"channel={door.code}")) for door in doors]
    slowest = max([baseline, *(door.lag_p90 for door in doors if door.lag_p90)])
    context |= {
        "total": total,
        "before": before,
        "rows": rows,
        "all_url": records(period),
        "baseline": baseline,
        "axis": slowest + slowest / 20,
        "source": source.source,
        "claim": claimed("contact_lag"),
    }
    return render(request, "complaints/insight/channels.html", context)


@require_GET
@for_who_sees_all
def answer_figures(request):
    """Silence beside its ceiling, first opinions, results in time, second surveys, who feels ignored (FB-08, FB-12)."""
    now = timezone.now()
    period, context = frame(request, now, "answers")
    (silent, tiers), (silent_before, _tiers) = answers.silence(period.span, now), answers.silence(period.before, now)
    line = answers.ceiling()
    context |= {
        "silent": silent,
        "silent_before": silent_before,
        "silent_url": records(period, "silent=1"),
        "tiers": [
            (row, tiers.get(row.tier, Rate(0, 0)), records(period, f"tier={row.tier}", "silent=1"))
            for row in answers.results(period.span, now)
        ],
        "line": line.value,
        "is_over": bool(silent.tries) and silent.share > line.value,
        "claim": claimed("silence"),
        "opinions": answers.opinions(period.span, now),
        "opinions_before": answers.opinions(period.before, now),
        "asked_again": answers.second_surveys(period.span, now),
        "asked_before": answers.second_surveys(period.before, now),
        "escalations": answers.escalations(period.span),
        "merchants": after.merchants(period.span),
        "merchant_words": after.words_of_merchants(period.span, Complaint.objects.visible_to(request.user).order_by()),
        "evaluations": after.evaluations(period.span),
    }
    return render(request, "complaints/insight/answers.html", context)


@require_GET
@for_who_sees_all
def effects(request):
    """Who complains again and who is content, and both before and after a day one chooses (OW-02)."""
    now = timezone.now()
    period, context = frame(request, now, "effects")
    form = AroundForm(request.GET or None)
    known = again.known(period, now)
    (content, asked), (content_before, asked_before) = again.satisfaction(period.span, period.before)
    context |= {
        "known": known,
        "now_rates": again.repeats(known.span),
        "before_rates": again.repeats(known.before),
        "repeats_url": records(known, "repeated=1"),
        "content": content,
        "content_before": content_before,
        "asked": asked,
        "asked_before": asked_before,
        "claims": {"repeats": claimed("repeat_change"), "content": claimed("satisfaction_change")},
        "form": form,
        "compared": compared(form, now),
    }
    return render(request, "complaints/insight/effects.html", context)


def compared(form, now):
    """[(name, claim, Comparison)] around the day that was asked for, or nothing."""
    if not (form.is_bound and form.is_valid() and form.cleaned_data["changed"]):
        return []
    found = again.before_and_after(form.cleaned_data["changed"], form.cleaned_data["width"], now)
    return [
        (_("Came again within 30 days"), claimed("repeat_change"), found["repeats"]),
        (_("Content (4 or 5)"), claimed("satisfaction_change"), found["satisfaction"]),
    ]


@require_GET
@for_who_sees_all
def staff(request):
    """Turnover by role and tenure, and what comes back by the handler's tenure (OW-06, OW-07)."""
    now = timezone.now()
    period, context = frame(request, now, "staff")
    everybody = people.services()
    days = (period.last - period.first).days + 1
    before = people.turnover(everybody, period.first - timedelta(days=days), period.first - timedelta(days=1))
    year = people.turnover(everybody, period.last - timedelta(days=people.A_YEAR - 1), period.last)
    known = again.known(period, now)
    found = people.turnover(everybody, period.first, period.last)
    context |= {
        "tiles": [
            (_("Turnover, last twelve months"), year["all"], claimed("turnover")),
            (_("Turnover in this period"), found["all"], str(period)),
            (_("Turnover in the period before"), before["all"], ""),
        ],
        "tables": [(_("By role"), found["roles"]), (_("By time in the post"), found["bands"])],
        "claim": claimed("turnover"),
        "tenure": people.by_tenure(known.span),
        "known": known,
    }
    return render(request, "complaints/insight/staff.html", context)


@require_GET
@for_who_sees_all
def hour_figures(request):
    """The hours of the day, the nights, whom they belong to, and a change of shifts (OW-08)."""
    now = timezone.now()
    period, context = frame(request, now, "hours")
    form = HoursForm(request.GET or None)
    facts = form.cleaned_data if form.is_bound and form.is_valid() else {}
    measured, closed = hours.minutes_measured(period.span)
    minutes = facts.get("minutes") or (round(measured) if measured else None)
    table = hours.hours(period.span, now, minutes)
    consumer = get_object_or_404(Consumer, pk=facts["consumer"]) if facts.get("consumer") else None
    context |= {
        "hours": [(hour, records(period, f"hour={hour.hour}")) for hour in table],
        "bars": [bar_of(hour) for hour in table],
        "staff_bars": [staff_bar_of(hour) for hour in table],
        "lacking": sorted((hour for hour in table if hour.lacking), key=lambda hour: -hour.lacking),
        "night": hours.night_of(table),
        "night_before": hours.night_share(period.before),
        "night_url": records(period, "hour=night"),
        "minutes": minutes,
        "is_typed": bool(facts.get("minutes")),
        "measured_of": closed,
        "nights": hours.night_complainers(now),
        "consumer": consumer,
        "form": form,
        "shift": shift_of(facts, consumer, now),
        "claim": claimed("night_change"),
    }
    return render(request, "complaints/insight/hours.html", context)


def bar_of(hour):
    """An hour as a column of complaints on the average day."""
    return hour.label[:2], hour.a_day, None, "night" if hour.is_night else ""


def staff_bar_of(hour):
    """An hour as a column of people at work, with a line at the people needed."""
    return hour.label[:2], hour.at_work, hour.needed, "lacking" if hour.lacking else ""


def shift_of(facts, consumer, now):
    """The nights before and after the day that was asked for, or None."""
    if not facts.get("changed"):
        return None
    return hours.shift_change(facts["changed"], facts["width"], now, consumer)


@require_GET
@for_who_sees_all
def deviation_figures(request):
    """Departures from the standard options by category and agent, with their direction and outcome (DP-08)."""
    now = timezone.now()
    period, context = frame(request, now, "deviations")
    chosen = {name: request.GET.get(name, "") for name in ("category", "author", "way")}
    context |= {
        "total": deviations.everything(period.span),
        "before": deviations.everything(period.before),
        "tables": [
            (_("By category"), _("Category"), "category", deviations.by_category(period.span)),
            (_("By agent"), _("Colleague"), "author", deviations.by_agent(period.span)),
        ],
        "query": f"?{period.query}",
        "is_chosen": any(chosen.values()),
        "records": list(deviations.records(period.span, chosen)) if any(chosen.values()) else [],
    }
    return render(request, "complaints/insight/deviations.html", context)
