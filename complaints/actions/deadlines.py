"""Due times: what the targets, the calendar and the present moment make of a complaint's clocks."""

from datetime import timedelta

from complaints import clock, workdays
from complaints.enums import ANSWERED_STATES, ClockName, Priority, Tier
from complaints.models import CalendarDay, LegalRule, ServiceHours, TierTarget

HOME_DESK = "CS"  # where every complaint begins
IN_SERVICE_HOURS = (ClockName.RESPOND, ClockName.DISPATCH, ClockName.PLAN)
REDLINE = "PUN-8"  # the legal rule by which a demand not met for so many days counts as refused


def urgent(complaint, priority, now):
    """Field values after the priority becomes `priority`: P1 knows no service hours."""
    if priority != Priority.P1 or complaint.priority == Priority.P1:
        return {"priority": priority}
    return {"priority": priority} | retarget(complaint, complaint.tier, now, priority)


def exceptions():
    """The days of the working calendar that are not what their weekday says."""
    return dict(CalendarDay.objects.values_list("date", "is_workday"))


def hours_of(tier, priority, desk):
    """The service hours of a desk, or None round the clock: always for high tier and P1 (product.md 4)."""
    if tier == Tier.HIGH or priority == Priority.P1:
        return None
    spans, keeps_holidays = {}, True
    for row in ServiceHours.objects.filter(department=desk).select_related("department"):
        spans[row.weekday] = (*spans.get(row.weekday, ()), (row.opens, row.closes))
        keeps_holidays = row.department.keeps_holidays
    return workdays.Hours(spans, keeps_holidays) if spans else None


def hours_for(complaint, tier=None, priority=None):
    """The service hours that count for a complaint now, or would under another tier or priority."""
    desk = complaint.department_id or complaint.home_desk_id
    return hours_of(tier or complaint.tier, priority or complaint.priority, desk)


def due(tier, name, start, state="", hours=None):
    """When the clock `name` of `tier` is due if it starts at `start`; None without a target.

    Only our own work is counted in service hours: how often a consumer hears from us, and what is his, is real time.
    """
    row = TierTarget.objects.filter(tier=tier, clock=name, state=state).first()
    if row is None:
        return None
    hours = hours if name in IN_SERVICE_HOURS else None
    days = exceptions() if row.in_working_days or hours else {}
    return workdays.due_at(start, workdays.Target(row.minutes, row.in_working_days), days, hours)


def stage_due(complaint, state, now):
    """When the step `state` is due if `complaint` enters it now."""
    return due(complaint.tier, ClockName.STAGE, now, state)


def first_clocks(tier, registered_at, priority="", desk=HOME_DESK):
    """The stored due times of a new complaint at `desk`, as field values."""
    hours = hours_of(tier, priority, desk)
    rows = TierTarget.objects.filter(tier=tier, state="")
    targets = {row.clock: workdays.Target(row.minutes, row.in_working_days) for row in rows}
    days = exceptions() if hours or any(target.in_working_days for target in targets.values()) else {}
    plan = ClockName.REPORT if tier == Tier.HIGH else ClockName.PLAN
    by = {
        name: workdays.due_at(registered_at, targets[name], days, hours if name in IN_SERVICE_HOURS else None)
        for name in (ClockName.RESPOND, ClockName.DISPATCH, ClockName.UPDATE, plan)
    }
    return {
        "respond_by": by[ClockName.RESPOND],
        "dispatch_by": by[ClockName.DISPATCH],
        "update_by": by[ClockName.UPDATE],
        "plan_by": by[plan],
        "redline_by": redline_of(registered_at),
    }


def redline_of(registered_at):
    """When a demand made at `registered_at` counts as refused by the law in force that day (domain.md 4.2)."""
    law = LegalRule.objects.in_force(registered_at.astimezone(workdays.CHINA).date()).filter(code=REDLINE).first()
    return registered_at + timedelta(days=int(law.value)) if law else None


def plan_at(complaint, desk):
    """When the plan is due once the work goes to `desk`: in its service hours, if that is earlier; never later."""
    if complaint.planned_at or not complaint.plan_by or hours_for(complaint) is None:
        return complaint.plan_by  # done, or already counted round the clock
    plan = ClockName.REPORT if complaint.tier == Tier.HIGH else ClockName.PLAN
    hours = hours_of(complaint.tier, complaint.priority, desk)
    proposed = due(complaint.tier, plan, complaint.tier_set_at, hours=hours)
    return clock.retargeted(complaint.plan_by, proposed + complaint.plan_held) if proposed else complaint.plan_by


def owes_report(complaint, tier):
    """A tier that becomes high owes a report, whatever was sent under the one before (domain.md 7.6, scenario 2)."""
    return tier == Tier.HIGH != complaint.tier and complaint.planned_at is not None


def is_spared_report(complaint, tier):
    """A tier that is lowered again owes no report beside the answer that has gone out."""
    spared = complaint.tier == Tier.HIGH != tier and complaint.planned_at is None
    return spared and complaint.state in ANSWERED_STATES and complaint.proposals.exclude(sent_at=None).exists()


def retarget(complaint, tier, now, priority=None):
    """Field values after tier (and priority) change now: new clocks start at once, none that runs moves later.

    A plan that was sent is no report: a tier that becomes high starts the report's clock anew.
    """
    hours = hours_for(complaint, tier, priority)
    plan = ClockName.REPORT if tier == Tier.HIGH else ClockName.PLAN
    fields = {"tier": tier}
    proposed = due(tier, plan, now, hours=hours)
    anew = {"plan_by": proposed, "tier_set_at": now, "plan_held": timedelta(), "told_by": None}
    if owes_report(complaint, tier):
        fields |= anew | {"planned_at": None}
    elif is_spared_report(complaint, tier):
        fields["planned_at"] = now
    elif not complaint.planned_at and clock.retargeted(complaint.plan_by, proposed) == proposed:
        fields |= anew
    if not complaint.responded_at:
        proposed = due(tier, ClockName.RESPOND, now, hours=hours)
        fields["respond_by"] = clock.retargeted(complaint.respond_by, proposed)
    if not complaint.dispatched_at:
        proposed = due(tier, ClockName.DISPATCH, now, hours=hours)
        fields["dispatch_by"] = clock.retargeted(complaint.dispatch_by, proposed)
    proposed = due(tier, ClockName.UPDATE, now)
    fields["update_by"] = clock.retargeted(complaint.update_by, proposed)
    return fields
