"""Due times: what the targets, the calendar and the present moment make of a complaint's clocks."""

from datetime import timedelta

from complaints import clock
from complaints.enums import ClockName, Tier
from complaints.models import CalendarDay, TierTarget

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
    fields = {"tier": tier}
    proposed = due(tier, plan, now)
    if not complaint.planned_at and clock.retargeted(complaint.plan_by, proposed) == proposed:
        fields |= {"plan_by": proposed, "tier_set_at": now, "plan_held": timedelta()}
    if not complaint.responded_at:
        proposed = due(tier, ClockName.RESPOND, now)
        fields["respond_by"] = clock.retargeted(complaint.respond_by, proposed)
    if not complaint.dispatched_at:
        proposed = due(tier, ClockName.DISPATCH, now)
        fields["dispatch_by"] = clock.retargeted(complaint.dispatch_by, proposed)
    proposed = due(tier, ClockName.UPDATE, now)
    fields["update_by"] = clock.retargeted(complaint.update_by, proposed)
    return fields
