"""Payouts just below the limit: who, how often beside all others, the alarms, and the payouts behind each figure."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from complaints.actions import limits as acts
from complaints.forms.insight import PeriodForm
from complaints.forms.ties import AlarmNoteForm, LimitRecordsForm
from complaints.models import LimitAlarm
from complaints.reports import limits as report
from complaints.reports.figures.rates import Rate
from complaints.roles import has_role
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE, accepts
from complaints.views.paging import Place, page_of, page_url
from complaints.views.periods import choices
from complaints.views.team import READERS

PAGE = 50


@require_GET
@only_for(READERS)
def limits(request):
    """The alarms nobody has looked at first, then everybody who decided alone within the period."""
    return show(request)


@require_POST
@only_for(LimitAlarm.who_may["acknowledge_alarm"])
def acknowledge(request, pk):
    """Say what was found about one alarm; what was wrong comes back with the text."""
    alarm = get_object_or_404(LimitAlarm, pk=pk)
    form = AlarmNoteForm(request.POST, auto_id=f"alarm{pk}_%s")
    if form.is_valid() and accepts(
        form, lambda: acts.acknowledge_alarm(alarm, by=request.user, now=timezone.now(), **form.facts())
    ):
        messages.success(request, _("Noted."))
        return redirect("complaints:limits")
    return show(request, status=UNPROCESSABLE, sent=(pk, form))


def show(request, status=200, sent=(None, None)):
    """The page; `sent` brings one form back with its errors."""
    now, form = timezone.now(), PeriodForm(request.GET)
    period = form.period(now)
    band, least, length = acts.policy()
    waiting, seen = report.alarms()
    lines = report.limit_lines(period.span, band)
    may_note = has_role(request.user, *LimitAlarm.who_may["acknowledge_alarm"])
    context = {
        "period": period,
        "choices": choices(period, now),
        "range_form": form,
        "band": band,
        "least": least,
        "days": length.days,
        "alarms": [(alarm, note_form(alarm, request.user, sent) if may_note else None) for alarm in waiting],
        "seen": seen,
        "lines": lines,
        "together": Rate(sum(line.near.hits for line in lines), sum(line.near.tries for line in lines)),
        "records_url": f"{reverse('complaints:limit_records')}?{period.query}",
    }
    return render(request, "complaints/limits.html", context, status=status)


def note_form(alarm, agent, sent):
    """The form of one alarm; none for whom it is about."""
    if alarm.agent_id == agent.pk:
        return None
    pk, form = sent
    return form if pk == alarm.pk else AlarmNoteForm(auto_id=f"alarm{alarm.pk}_%s")


@require_GET
@only_for(READERS)
def limit_records(request):
    """The payouts behind a figure, the newest first, each with the share of the limit its case then had."""
    form = LimitRecordsForm(request.GET)
    period, (agent, is_near), (band, _least, _length) = form.period(timezone.now()), form.conditions(), acts.policy()
    rows = report.limit_payouts(request.user, period.span, band if is_near else None, agent)
    page = page_of(rows, Place.of(request.GET), PAGE)
    context = {
        "rows": page.rows,
        "period": period,
        "agent": agent,
        "band": band if is_near else None,
        "newer_url": page_url(request.GET, before=page.previous),
        "older_url": page_url(request.GET, after=page.next),
    }
    return render(request, "complaints/limit_records.html", context)
