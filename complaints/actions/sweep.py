"""The sweep: what falls due by itself happens here, each effect once and with its true time.

One more thing that falls due is one more function in `ROUNDS`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from django.db import transaction

from complaints import clock, rules
from complaints.actions import (
    absences,
    after,
    desk_rounds,
    exposure,
    freezes,
    handover,
    holds,
    incidents,
    inquiries,
    limits,
    links,
    orphans,
    payer,
    prevention,
    privacy,
    promotions,
    referrals,
    retention,
    returns,
    reversals,
    survey,
    uploads,
)
from complaints.actions.calls import drop_call, settle_over
from complaints.actions.deadlines import stage_due
from complaints.actions.eligibility import lapse_info
from complaints.actions.ends import closing_code_of, drop_loose_ends
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.actions.particulars import needed_now, raise_needed
from complaints.enums import ClockName, EventKind, Mark, OrphanKind, State
from complaints.lifecycle import claim, move, store, tell, told_values
from complaints.models import (
    Call,
    CheckRound,
    ClockMark,
    Complaint,
    CorrectiveAction,
    DataRequest,
    Evidence,
    FollowUp,
    Freeze,
    Incident,
    PartialUpload,
    PaymentHold,
    PublicPost,
    Recovery,
    Referral,
    ReturnCheck,
    Task,
    Watch,
)
from complaints.roles import Role, System

log = logging.getLogger(__name__)
PROMISED = (ClockName.DISPATCH, ClockName.PLAN, ClockName.REPORT)  # the times a consumer was told


@dataclass(frozen=True)
class Round:
    """One kind of row that falls due: which rows at a moment, and what happens to one of them under its lock."""

    due: Callable  # (now) -> QuerySet
    settle: Callable  # (pk, *, by, now) -> the number of effects, 0 if there was nothing left to do


def sweep(*, now, by=None, batch=200, also=()):
    """Let everything fall due that is due at `now`; returns the number of effects. `also`: rounds of higher rooms.

    Each row has a transaction of its own: twice at once, killed or hours late, every effect happens exactly
    once, with its true time. A row that fails is left for the next sweep and does not stop others.
    Raises the last failure after all others were done.
    """
    by, done, failure = by or System(), 0, None
    for kind in (*ROUNDS, *also):
        effects, error = make_round(kind, by=by, now=now, batch=batch)
        done, failure = done + effects, error or failure
    if failure:
        raise failure
    return done


def make_round(kind, *, by, now, batch):
    """Settle all due rows of one kind, in batches; returns (effects, last failure or None)."""
    done, failure, passed = 0, None, set()
    while ids := list(kind.due(now).exclude(pk__in=passed).values_list("pk", flat=True)[:batch]):
        for pk in ids:
            try:
                effects = kind.settle(pk, by=by, now=now)
            except Exception as error:  # one poison row must not stop the others
                log.exception("the sweep failed on %s %s", kind.settle.__name__, pk)
                failure, effects = error, 0
            done += effects
            if not effects:
                passed.add(pk)
    return done, failure


def sweep_one(pk, *, by, now):
    """Let the due effects of one complaint happen; returns how many there were (0 if another sweep has it)."""
    with transaction.atomic():
        complaint = claim(Complaint.objects.filter(sweep_at__lte=now), pk)
        if complaint is None:
            return 0
        effects = clock.fallen_due(versions(complaint), complaint.swept_at, now)
        count = sum(record(complaint, effect, by=by, now=now) for effect in effects)
        note_progress(complaint, effects, now)
        if clock.step_is_over(complaint, now):
            count += end_stage(complaint, by=by, now=now).state != complaint.state
        return count


def end_pause(pk, *, by, now):
    """Let a plan clock that has stood still for as long as it may go on, from that moment."""
    with transaction.atomic():
        complaint = claim(Complaint.objects.pause_over(now), pk)
        if complaint is None:
            return 0
        store(complaint, told_values(complaint), "resume_clock", by, now, quiet=True)
        return 1


def versions(complaint):
    """The complaint as it stood since the last sweep: (row, until) pairs, oldest first, the present row last."""
    history = complaint.history.order_by("history_date", "history_id")
    changes = list(history.filter(history_date__gt=complaint.swept_at))
    if not changes:
        return [(complaint, None)]
    before = history.filter(history_date__lte=complaint.swept_at).last()
    rows = [before, *changes] if before else changes
    return [*((row, later.history_date) for row, later in pairwise(rows)), (complaint, None)]


def note_progress(complaint, effects, now):
    """Remember how far the sweep has come: the machine's own bookkeeping, which no history needs."""
    complaint.swept_at = max([complaint.swept_at, *(effect.at for effect in effects)])
    complaint.sweep_at = None
    complaint.arrange_clocks(now)
    Complaint.objects.filter(pk=complaint.pk).update(swept_at=complaint.swept_at, sweep_at=complaint.sweep_at)


def record(complaint, effect, *, by, now):
    """Write the mark, the line on the timeline and the notices of one effect; 0 if it was done before.

    One run of a clock has each mark once, also when a pause has moved its due time; only reminders are two.
    """
    if effect.mark == clock.ENDED:
        return 0
    same = {"complaint": complaint, "clock": effect.clock, "mark": effect.mark}
    since = effect.at if effect.mark == Mark.REMIND else effect.started_at
    if ClockMark.objects.filter(**same, at__gte=since).exists():
        return 0
    who = {"owner_id": effect.owner_id, "department_id": effect.desk_id}
    mark = ClockMark.objects.create(**same, **who, at=effect.at, due_at=effect.due_at, marked_at=now)
    if effect.mark in (Mark.BREACH, Mark.DOUBLE, Mark.ALARM_10D):
        facts = facts_of(effect) | {"at": effect.at.isoformat()}
        tell("clock", by=by, now=now, complaint=complaint, kind=EventKind.CLOCK, data=facts)
    warn(complaint, effect, mark, now)
    return 1


def facts_of(effect):
    """What timeline and notices say about an effect."""
    return {"clock": effect.clock, "mark": effect.mark, "due_at": effect.due_at.isoformat()}


def warn(complaint, effect, mark, now):
    """Tell whoever has to know, and the consumer if it was promised to him."""
    once = {"once": str(mark.pk), **facts_of(effect)}
    if effect.mark == Mark.REMIND:
        remind(complaint, now=now, **once)
        return
    tell_agents(people_of(complaint, effect), "clock", now=now, complaint=complaint, **once)
    in_mediation = effect.state == complaint.state == State.MEDIATION
    if effect.mark == Mark.BREACH and in_mediation and not rules.word_of_mediator(complaint):
        tell_consumer(complaint, "mediation_over", now=now, **once)
    is_told = complaint.told_by and complaint.told_by > effect.at
    if effect.mark == Mark.BREACH and effect.clock in PROMISED and is_still_owed(complaint, effect) and not is_told:
        # An honest new date instead of silence (scenario 6).
        new_date = now + (effect.due_at - complaint.registered_at)
        tell_consumer(complaint, "late", now=now, new_date=new_date.isoformat(), **once)


def remind(complaint, *, now, **facts):
    """We wait for the consumer; what we asked for stands in the reminder again."""
    if complaint.state == State.NEED_INFO:
        tell_consumer(complaint, "info_reminder", now=now, items=complaint.info_items, **facts)
    else:
        tell_consumer(complaint, "reminder", now=now, **facts)


def people_of(complaint, effect):
    """Owner and handler always, the lead from 80 % on (legal too, if an outside body waits), the manager at 200 %.

    Of a missed time their mentors hear as well (OW-07).
    """
    people = [complaint.owner, complaint.handler]
    if effect.mark == Mark.BREACH:
        people += [person.mentor for person in people if person]
    if effect.mark in (Mark.WARN_80, Mark.WARN_DAY_2, Mark.BREACH, Mark.ALARM_10D) or not complaint.owner_id:
        people += wearers_of(Role.LEAD)
        if effect.state == State.EXTERNAL:
            people += wearers_of(Role.LEGAL)
    if effect.mark == Mark.DOUBLE:
        people += wearers_of(Role.MANAGER)
    return people


def is_still_owed(complaint, effect):
    """Whether the consumer was promised this and still waits for it: imported complaints were promised nothing."""
    running = (k for k in clock.clocks(complaint) if clock.runs(k, complaint.state))
    waits = any(k.name == effect.clock and k.due_at == effect.due_at for k in running)
    return waits and complaint.notices.filter(event="received").exists()


def end_stage(complaint, *, by, now):
    """What happens by itself when a step's time is up (domain.md 7.2 rows 4, 20, 28). Returns the complaint.

    Where something stands in the way, an open task or an answer of legal, the sweep comes back.
    """
    ends = {State.NEED_INFO: lapse_info, State.AWAITING_CONSUMER: expire, State.RESOLVED: close_unanswered}
    return ends[complaint.state](complaint, by=by, now=now)


def expire(complaint, *, by, now):
    """The offer ran out: close with `no_answer`, tell the consumer how to reopen; but never over legal's head."""
    if not rules.has_gate_answered(complaint):
        return complaint
    offer = rules.open_offer(complaint)
    complaint = move(
        complaint,
        "expire",
        by=by,
        now=now,
        closing_code="no_answer",
        stage_by=stage_due(complaint, State.CLOSED, now),
    )
    if offer:
        offer.answered_at = now
        offer.save(update_fields=["answered_at"])
    drop_loose_ends(complaint, by=by, now=now)
    tell_consumer(complaint, "expired", now=now)
    return complaint


def close_unanswered(complaint, *, by, now):
    """72 hours without an answer to the survey: close with the code of what was done."""
    nothing_open = rules.first_no(
        rules.has_nothing_unpaid(complaint), rules.has_gate_answered(complaint), rules.has_no_open_tasks(complaint)
    )
    if rules.is_surveyed_or_past_stage(complaint, now) and nothing_open:
        complaint = move(
            complaint,
            "close",
            by=by,
            now=now,
            closing_code=closing_code_of(complaint),
            stage_by=stage_due(complaint, State.CLOSED, now),
        )
        drop_call(complaint, by=by, now=now)
        survey.plan_follow_up(complaint, now=now)
        tell_consumer(complaint, "closed", now=now)
    return complaint


# In this order: a clock that goes on may have fallen due already.
OVERDUE = Round(due=Complaint.objects.sweepable, settle=sweep_one)
ROUNDS = (
    Round(due=Complaint.objects.pause_over, settle=end_pause),
    OVERDUE,
    Round(due=Call.objects.over, settle=settle_over),
    Round(due=promotions.out_of_step, settle=promotions.fit_one),
    Round(due=promotions.switching, settle=promotions.switch_one),
    Round(due=handover.unanswered, settle=handover.lapse_one),
    Round(due=absences.covered, settle=absences.arrange_cover),
    Round(due=absences.uncovered, settle=absences.arrange_cover),
    *(Round(due=partial(orphans.untold, kind), settle=orphans.telling(kind)) for kind in OrphanKind),
    Round(due=needed_now, settle=raise_needed),
    Round(due=payer.unanswered, settle=payer.ask_again),
    Round(due=PaymentHold.objects.to_remind, settle=holds.remind_hold),
    Round(due=partial(Recovery.objects.to_alert, later=reversals.LATER), settle=reversals.remind_claim),
    Round(due=Task.objects.sweepable, settle=desk_rounds.settle_task),
    Round(due=Evidence.objects.to_chase, settle=inquiries.chase_one),
    Round(due=desk_rounds.aged, settle=desk_rounds.settle_age),
    Round(due=Watch.objects.to_remind, settle=desk_rounds.remind_watch),
    Round(due=ReturnCheck.objects.to_remind, settle=returns.remind_refund),
    Round(due=Incident.objects.report_alarms, settle=incidents.alarm_report),
    Round(due=PublicPost.objects.to_read_again, settle=exposure.ask_to_read),
    Round(due=FollowUp.objects.due, settle=survey.ask_again),
    Round(due=FollowUp.objects.uncalled, settle=survey.tell_lead),
    Round(due=CorrectiveAction.objects.to_alert, settle=prevention.remind_one),
    Round(due=limits.standing_out, settle=limits.raise_alarm),
    Round(due=Freeze.objects.to_alert, settle=freezes.remind_freeze),
    Round(due=Referral.objects.to_alert, settle=referrals.remind_referral),
    Round(due=CheckRound.objects.to_draw, settle=after.draw_one),
    Round(due=DataRequest.objects.to_alert, settle=privacy.remind_request),
    *(Round(due=due, settle=retention.ERASE[kind]) for kind, due in retention.DUE.items()),
    Round(due=PartialUpload.objects.to_clear, settle=uploads.clear_one),
    Round(due=links.forgotten, settle=links.forget_one),
)
