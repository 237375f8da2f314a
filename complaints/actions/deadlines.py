"""Due times: what the targets, the calendar and the present moment make of a complaint's clocks."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import clock, rules
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.enums import ClockName, EventKind, Mark, State, Tier
from complaints.lifecycle import Refused, move, store, tell, told_values
from complaints.models import CalendarDay, ClockMark, Complaint, TierTarget
from complaints.roles import Role, System

REDLINE = timedelta(days=15)  # PUN-8/9: after 15 days a demand counts as refused


def exceptions():
    """The days of the working calendar that are not what their weekday says."""
    return dict(CalendarDay.objects.values_list("date", "is_workday"))


def due(tier, name, start, state=""):
    """When the clock `name` of `tier` is due if it starts at `start`; None without a target."""
    row = TierTarget.objects.filter(tier=tier, clock=name, state=state).first()
    if row is None:
        return None
    days = exceptions() if row.in_working_days else {}
    return clock.due_at(start, clock.Target(row.minutes, row.in_working_days), days)


def stage_due(complaint, state, now):
    """When the step `state` is due if `complaint` enters it now."""
    return due(complaint.tier, ClockName.STAGE, now, state)


def first_clocks(tier, registered_at):
    """The stored due times of a new complaint of `tier`, as field values (one query)."""
    rows = TierTarget.objects.filter(tier=tier, state="")
    targets = {row.clock: clock.Target(row.minutes, row.in_working_days) for row in rows}
    days = exceptions() if any(target.in_working_days for target in targets.values()) else {}
    plan = ClockName.REPORT if tier == Tier.HIGH else ClockName.PLAN
    by = {
        name: clock.due_at(registered_at, targets[name], days)
        for name in (ClockName.RESPOND, ClockName.DISPATCH, ClockName.UPDATE, plan)
    }
    return {
        "respond_by": by[ClockName.RESPOND],
        "dispatch_by": by[ClockName.DISPATCH],
        "update_by": by[ClockName.UPDATE],
        "plan_by": by[plan],
        "redline_by": registered_at + REDLINE,
    }


def retarget(complaint, tier, now):
    """Field values after the tier becomes `tier` now: new clocks start at once, none moves later."""
    plan = ClockName.REPORT if tier == Tier.HIGH else ClockName.PLAN
    fields = {"tier": tier, "tier_set_at": now}
    if not complaint.planned_at:
        fields["plan_by"] = clock.retargeted(complaint.plan_by, due(tier, plan, now))
    if not complaint.responded_at:
        proposed = due(tier, ClockName.RESPOND, now)
        fields["respond_by"] = clock.retargeted(complaint.respond_by, proposed)
    if not complaint.dispatched_at:
        proposed = due(tier, ClockName.DISPATCH, now)
        fields["dispatch_by"] = clock.retargeted(complaint.dispatch_by, proposed)
    proposed = due(tier, ClockName.UPDATE, now)
    fields["update_by"] = clock.retargeted(complaint.update_by, proposed)
    return fields


def explain_breach(mark, *, by, now, explanation):
    """Give a recorded breach its reason; the breach itself stays (domain.md 7.6)."""
    with transaction.atomic():
        fresh = ClockMark.objects.select_for_update().get(pk=mark.pk)
        if not explanation.strip():
            raise Refused(_("Give the reason."))
        fresh.explanation = explanation.strip()
        fresh.save(update_fields=["explanation"])
        tell(
            "explain_breach",
            by=by,
            now=now,
            complaint_id=fresh.complaint_id,
            kind=EventKind.CLOCK,
            reason=fresh.explanation,
            data={"clock": fresh.clock},
        )
    return fresh


# --- the sweep --------------------------------------------------------------------------------------------


def sweep(*, now, by=None, batch=200):
    """Let everything fall due that is due at `now`; returns the number of effects.

    Each complaint has a transaction of its own: twice at once, killed or hours late, every effect happens
    exactly once, with its true time. A complaint that fails is left for the next sweep and does not stop others.
    Raises the last failure after all others were done.
    """
    by = by or System()
    done, failure, passed = 0, None, set()
    while True:
        due_rows = Complaint.objects.sweepable(now).exclude(pk__in=passed)
        ids = list(due_rows.values_list("pk", flat=True)[:batch])
        if not ids:
            break
        for pk in ids:
            try:
                effects = sweep_one(pk, by=by, now=now)
            except Exception as error:  # one poison row must not stop the others
                failure, effects = error, 0
            done += effects
            if not effects:
                passed.add(pk)
    if failure:
        raise failure
    return done


def sweep_one(pk, *, by, now):
    """Let the due effects of one complaint happen; returns how many there were (0 if another sweep has it)."""
    with transaction.atomic():
        complaint = (
            Complaint.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
            .filter(pk=pk, sweep_at__lte=now)
            .first()
        )
        if complaint is None:
            return 0
        effects = [effect for effect in clock.pending(complaint) if effect.at <= now]
        marks = [record(complaint, effect, by=by, now=now) for effect in effects]
        complaint.swept_at = max([complaint.swept_at, *(effect.at for effect in effects)])
        before = told_values(complaint)
        store(complaint, before, "sweep", by, now, quiet=True)
        if any(e.clock == ClockName.STAGE and e.mark == Mark.BREACH for e in effects):
            end_stage(complaint, by=by, now=now)
        return sum(marks)


def record(complaint, effect, *, by, now):
    """Write the mark, the line on the timeline and the notices of one effect; 0 if it was done before."""
    mark, is_new = ClockMark.objects.get_or_create(
        complaint=complaint,
        clock=effect.clock,
        mark=effect.mark,
        at=effect.at,
        defaults={"due_at": effect.due_at, "marked_at": now},
    )
    if not is_new:
        return 0
    facts = {"clock": effect.clock, "mark": effect.mark, "due_at": effect.due_at.isoformat()}
    if effect.mark in (Mark.BREACH, Mark.DOUBLE, Mark.ALARM_10D):
        tell("clock", by=by, now=now, complaint=complaint, kind=EventKind.CLOCK, data=facts)
    warn(complaint, effect, mark, now)
    return 1


def warn(complaint, effect, mark, now):
    """Who has to know: owner and handler always, the lead from 80 %, the manager at 200 %."""
    facts = {"clock": effect.clock, "mark": effect.mark, "due_at": effect.due_at.isoformat()}
    if effect.mark == Mark.REMIND:
        tell_consumer(complaint, "reminder", now=now, once=str(mark.pk), **facts)
        return
    people = [complaint.owner, complaint.handler]
    if effect.mark in (Mark.WARN_80, Mark.BREACH, Mark.ALARM_10D) or not complaint.owner_id:
        people += wearers_of(Role.LEAD)
    if effect.mark == Mark.DOUBLE:
        people += wearers_of(Role.MANAGER)
    tell_agents(people, "clock", now=now, complaint=complaint, once=str(mark.pk), **facts)
    if effect.mark == Mark.BREACH and effect.clock in (ClockName.DISPATCH, ClockName.PLAN):
        # An honest new date instead of silence (scenario 6).
        new_date = now + (effect.due_at - complaint.registered_at)
        tell_consumer(complaint, "late", now=now, once=str(mark.pk), new_date=new_date.isoformat(), **facts)


def end_stage(complaint, *, by, now):
    """What happens by itself when a step's time is up (domain.md 7.2 rows 4, 20, 28)."""
    if complaint.state == State.NEED_INFO:
        move(complaint, "give_info", by=by, now=now, data={"lapsed": True})
    elif complaint.state == State.AWAITING_CONSUMER:
        expire(complaint, by=by, now=now)
    elif complaint.state == State.RESOLVED:
        close_unanswered(complaint, by=by, now=now)


def expire(complaint, *, by, now):
    """The offer ran out: close with `no_answer`, tell the consumer how to reopen."""
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
    tell_consumer(complaint, "expired", now=now)
    return complaint


def close_unanswered(complaint, *, by, now):
    """72 hours without an answer to the survey: close with the code of what was done."""
    if rules.is_surveyed_or_past_stage(complaint, now) and rules.has_nothing_unpaid(complaint):
        complaint = move(
            complaint,
            "close",
            by=by,
            now=now,
            closing_code=closing_code_of(complaint),
            stage_by=stage_due(complaint, State.CLOSED, now),
        )
        tell_consumer(complaint, "closed", now=now)
    return complaint


def closing_code_of(complaint):
    """Accepted with money, with something else, or with an explanation; or how the dispute ended."""
    remedies = rules.chosen_remedies(complaint)
    last = complaint.disputes.exclude(closed_at=None).first()
    if last and last.kind == "arbitration":
        return last.result
    if last and last.kind == "mediation" and last.result == "agreed":
        return "mediated"
    if any(remedy.is_money for remedy in remedies):
        return "accepted_money"
    if all(remedy.kind == "explanation" for remedy in remedies):
        return "accepted_explanation"
    return "accepted_nonmoney"
