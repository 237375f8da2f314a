"""The right desk: dispatch, start, bounce, assign, escalate."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import due, hours_for, retarget
from complaints.actions.disputes import close_open_dispute
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.enums import ClockName, Tier
from complaints.lifecycle import Refused, amend, check, lock, move, require, store, told_values
from complaints.models import Department
from complaints.roles import Role

MAX_BOUNCES = 2  # at the second bounce the mid-office rules (CL-19)


def dispatch(complaint, *, by, now, department, handler=None, reason=""):
    """Give the work to a desk; the owner keeps the case (OW-01). The desk is alerted."""
    if handler and handler.department_id != department.pk:
        raise Refused(_("%(name)s works at another desk.") % {"name": handler})
    with transaction.atomic():
        complaint = move(
            complaint,
            "dispatch",
            by=by,
            now=now,
            reason=reason,
            department=department,
            handler=handler,
            data={
                "department": department.pk,
                "desk": {"zh": department.name_zh, "en": department.name_en},
                "handler": handler and handler.pk,
            },
        )
        crew = [handler] if handler else wearers_of(Role.FRONT_LINE, department=department)
        tell_agents(crew, "dispatched", now=now, complaint=complaint)
        tell_consumer(complaint, "dispatched", now=now)
    return complaint


def start(complaint, *, by, now):
    """Take up the work at the desk it was dispatched to."""
    return move(complaint, "start", by=by, now=now)


def bounce(complaint, *, by, now, reason, department):
    """“Not ours”: with a reason, to another desk. At the second bounce the mid-office rules (CL-19)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        last = complaint.bounces + 1 >= MAX_BOUNCES
        target = Department.objects.get(pk="MIDOFFICE") if last else department
        complaint = move(
            complaint,
            "bounce",
            by=by,
            now=now,
            reason=reason,
            department=target,
            data={
                "department": target.pk,
                "desk": {"zh": target.name_zh, "en": target.name_en},
            },
        )
        people = wearers_of(Role.MID_OFFICE) if last else wearers_of(department=target)
        tell_agents([complaint.owner, *people], "bounced", now=now, complaint=complaint)
    return complaint


def finish_check(complaint, *, by, now):
    """The facts are clear: the proposal can be written (IV-06)."""
    return move(complaint, "finish_check", by=by, now=now)


def solve_now(complaint, *, by, now):
    """Settle a low-tier case at once, without a desk in between (DP-17)."""
    return move(complaint, "solve_now", by=by, now=now)


def assign(complaint, *, by, now, agent, reason):
    """A lead gives an unowned complaint to an agent, who thereby becomes its first owner (domain.md 7.5)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.is_open(complaint))
        if complaint.owner_id:
            raise Refused(_("It already has an owner: offer a hand-over."))
        complaint = amend(
            complaint,
            "assign",
            by=by,
            now=now,
            reason=reason,
            owner=agent,
            first_owner=complaint.first_owner or agent,
            handler=agent,
            data={"to": agent.pk, "to_name": str(agent)},
        )
        tell_agents([agent], "assigned", now=now, complaint=complaint)
    return complaint


def escalate(complaint, *, by, now, reason):
    """To the back office: tier high, report within 12 h, owner stays, PR and legal are told (row 15)."""
    require(reason, _("Say what makes it a high-risk case."))
    with transaction.atomic():
        complaint = lock(complaint)
        left = complaint.state
        complaint = move(complaint, "escalate", by=by, now=now, reason=reason)
        if complaint.tier != Tier.HIGH:
            complaint = amend(
                complaint, "set_tier", by=by, now=now, reason=reason, **retarget(complaint, Tier.HIGH, now)
            )
        if complaint.planned_at:
            complaint = restart_plan(complaint, by=by, now=now)
        close_open_dispute(complaint, now=now, left=left)
        joined = wearers_of(Role.BACK_OFFICE, Role.PR, Role.LEGAL)
        tell_agents(joined, "escalated", now=now, complaint=complaint)
        tell_consumer(complaint, "escalated", now=now, by=complaint.plan_by.isoformat())
    return complaint


def restart_plan(complaint, *, by, now):
    """A new plan is owed although one was sent before: its clock starts again. `complaint` is locked."""
    before = told_values(complaint)
    name = ClockName.REPORT if complaint.tier == Tier.HIGH else ClockName.PLAN
    complaint.restart_plan(now, due(complaint.tier, name, now, hours=hours_for(complaint)))
    return store(complaint, before, "restart_plan", by, now, quiet=True)
