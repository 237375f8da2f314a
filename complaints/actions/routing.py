"""The right desk: dispatch, start, bounce, assign, escalate."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import due, hours_for, plan_at, retarget
from complaints.actions.disputes import close_open_dispute
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.actions.staffing import room_of, route_of
from complaints.actions.tasks import note_reroute, open_task
from complaints.enums import ClockName, RerouteKind, TaskKind, Tier
from complaints.lifecycle import Refused, amend, check, lock, move, require, store, told_values
from complaints.models import Department
from complaints.roles import Role


def dispatch(complaint, *, by, now, department, handler=None, reason="", over_limit=False):
    """Give the work to a desk; the owner keeps the case (OW-01). The desk is alerted.

    Another desk than the routing table names needs a reason, and is counted (CL-03).
    """
    if handler and handler.department_id != department.pk:
        raise Refused(_("%(name)s works at another desk.") % {"name": handler})
    with transaction.atomic():
        complaint = lock(complaint)
        route = route_of(complaint, now)
        overrides = route is not None and route.department_id != department.pk
        if overrides:
            require(reason, another_desk(route))
        limits = room_of(handler, complaint, by=by, over_limit=over_limit, reason=reason) if handler else {}
        complaint = move(
            complaint,
            "dispatch",
            by=by,
            now=now,
            reason=reason,
            department=department,
            handler=handler,
            plan_by=plan_at(complaint, department),
            data={
                "department": department.pk,
                "desk": {"zh": department.name_zh, "en": department.name_en},
                "handler": handler and handler.pk,
                **({"suggested": route.department_id} if overrides else {}),
                **limits,
            },
        )
        if overrides:
            desks = {"from_department": route.department, "to_department": department}
            note_reroute(complaint, RerouteKind.OVERRIDE, by, now, reason, **desks)
        hat = route.role if route and not overrides else Role.FRONT_LINE
        crew = [handler] if handler else wearers_of(hat, department=department)
        tell_agents(crew, "dispatched", now=now, complaint=complaint)
        tell_consumer(complaint, "dispatched", now=now)
    return complaint


def another_desk(route):
    """What is asked of whoever chooses another desk than the routing table names."""
    return _("The routing table names %(desk)s: say why it goes elsewhere.") % {"desk": route.department}


def start(complaint, *, by, now):
    """Take up the work at the desk it was dispatched to."""
    return move(complaint, "start", by=by, now=now)


def bounce(complaint, *, by, now, reason, department):
    """“Not ours”: with a reason, to another desk. At the second bounce the mid-office rules in set time (CL-19)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        left, is_last = complaint.department, complaint.bounces + 1 >= rules.SECOND_BOUNCE
        target = Department.objects.get(pk="MIDOFFICE") if is_last else department
        complaint = move(
            complaint,
            "bounce",
            by=by,
            now=now,
            reason=reason,
            department=target,
            plan_by=plan_at(complaint, target),
            data={
                "department": target.pk,
                "desk": {"zh": target.name_zh, "en": target.name_en},
            },
        )
        note_reroute(complaint, RerouteKind.BOUNCE, by, now, reason, from_department=left, to_department=department)
        if is_last:
            ask_ruling(complaint, by=by, now=now, reason=reason)
        people = [] if is_last else wearers_of(Role.FRONT_LINE, department=target)
        tell_agents([complaint.owner, *people], "bounced", now=now, complaint=complaint)
    return complaint


def ask_ruling(complaint, *, by, now, reason):
    """Two desks have said “not ours”: the mid-office decides within its target (OW-12). `complaint` is locked."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Whose case is it?")
    return open_task(
        complaint,
        by=by,
        now=now,
        kind=TaskKind.RULING,
        department=complaint.department,
        title=title,
        question=reason,
        due_by=due(complaint.tier, ClockName.RULING, now),
    )


def rule_desk(complaint, *, by, now, department, reason):
    """The mid-office decides whose case it is, with reasons; that desk cannot bounce it again (CL-19, OW-12)."""
    require(reason, _("A ruling needs its reasons."))
    with transaction.atomic():
        complaint = lock(complaint)
        left = complaint.department
        desk = {"department": department.pk, "desk": {"zh": department.name_zh, "en": department.name_en}}
        fields = {"department": department, "plan_by": plan_at(complaint, department)}
        complaint = move(complaint, "rule_desk", by=by, now=now, reason=reason, **fields, data=desk)
        for task in complaint.tasks.live().filter(kind=TaskKind.RULING):
            data = desk | {"title": task.title}
            move(task, "rule_task", by=by, now=now, answer=reason, decided=department, reason=reason, data=data)
        note_reroute(complaint, RerouteKind.RULING, by, now, reason, from_department=left, to_department=department)
        people = wearers_of(Role.FRONT_LINE, department=department)
        tell_agents([complaint.owner, *people], "ruled", now=now, complaint=complaint)
    return complaint


def finish_check(complaint, *, by, now):
    """The facts are clear: the proposal can be written (IV-06)."""
    return move(complaint, "finish_check", by=by, now=now)


def solve_now(complaint, *, by, now):
    """Settle a low-tier case at once, without a desk in between (DP-17)."""
    return move(complaint, "solve_now", by=by, now=now)


def assign(complaint, *, by, now, agent, reason, over_limit=False):
    """A lead gives an unowned complaint to an agent, who thereby becomes its first owner (domain.md 7.5).

    Above the agent's limit only if the lead says so; the reason is kept either way (CL-09).
    """
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.is_open(complaint))
        if complaint.owner_id:
            raise Refused(_("It already has an owner: offer a hand-over."))
        check(rules.wears_the_hat("assign", by))
        limits = room_of(agent, complaint, by=by, over_limit=over_limit, reason=reason)
        complaint = amend(
            complaint,
            "assign",
            by=by,
            now=now,
            reason=reason,
            owner=agent,
            first_owner=complaint.first_owner or agent,
            handler=agent,
            data={"to": agent.pk, "to_name": str(agent), **limits},
        )
        tell_agents([agent], "assigned", now=now, complaint=complaint)
    return complaint


def escalate(complaint, *, by, now, reason, reason_code=""):
    """To the back office: tier high, report within 12 h, owner stays, PR and legal are told (row 15).

    Beside the kind of reason it is kept how long the consumer had heard nothing (FB-18).
    """
    require(reason, _("Say what makes it a high-risk case."))
    with transaction.atomic():
        complaint = lock(complaint)
        left = complaint.state
        silence = max((now - complaint.contacted_at) // timedelta(minutes=1), 0)
        data = {"reason_code": reason_code, "silence_minutes": silence}
        complaint = move(complaint, "escalate", by=by, now=now, reason=reason, data=data)
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
