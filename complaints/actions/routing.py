"""The right desk: dispatch, start, bounce, escalate, merge, link."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import due, hours_for, retarget
from complaints.actions.disputes import close_open_dispute
from complaints.actions.ends import drop_loose_ends
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.clock import retargeted
from complaints.enums import ClockName, EventKind, Flag, Tier
from complaints.lifecycle import Refused, amend, check, lock, lock_all, move, require, store, tell, told_values
from complaints.models import Department
from complaints.roles import Role

MASS = 5  # linked complaints that make a mass case (domain.md 7.2 row 15)
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


def link(complaint, other, *, by, now, reason):
    """Tie two complaints about the same matter. Five linked ones make a mass case, and that is high tier."""
    require(reason, _("Give the reason."))
    if other.pk == complaint.pk:
        raise Refused(_("A complaint is not linked to itself."))
    with transaction.atomic():
        check(rules.wears_the_hat("reclassify", by))
        check(rules.may_take_or_work_on(complaint, by))
        complaint.linked.add(other)
        for one, two in ((complaint, other), (other, complaint)):
            tell(
                "link",
                by=by,
                now=now,
                complaint=one,
                kind=EventKind.FACT,
                reason=reason,
                data={"number": two.number},
            )
        raise_mass(complaint, other, by=by, now=now)


def raise_mass(complaint, other, *, by, now):
    """Five complaints that hang together are a mass case: flag each of them and raise its tier (row 15)."""
    cluster = {complaint, other, *complaint.linked.all(), *other.linked.all()}
    if len(cluster) < MASS:
        return
    for case in lock_all(*cluster):
        if Flag.MASS not in case.flags and case.is_open:
            amend(
                case,
                "set_tier",
                by=by,
                now=now,
                reason=_("%(n)s linked complaints") % {"n": len(cluster)},
                flags=[*case.flags, Flag.MASS],
                **retarget(case, Tier.HIGH, now),
            )


def merge(complaint, *, by, now, master, reason):
    """Close a duplicate into `master`, which keeps the earliest clock and the highest tier (row 31).

    Both numbers stay valid. Refused unless it is the same consumer and the same order, or the same kind
    of case with the same merchant within 30 days.
    """
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint, master = lock_all(complaint, master)
        check_mergeable(complaint, master)
        master = amend(
            master,
            "merge",
            by=by,
            now=now,
            reason=reason,
            data={"number": complaint.number},
            **inherited(complaint, master),
        )
        complaint = move(
            complaint,
            "merge",
            by=by,
            now=now,
            reason=reason,
            master=master,
            data={"number": master.number},
        )
        drop_loose_ends(complaint, by=by, now=now)
        tell_consumer(complaint, "merged", now=now, number=master.number)
    return complaint


def check_mergeable(complaint, master):
    """Raise Refused unless the two are about the same matter of the same consumer."""
    near = abs(complaint.registered_at - master.registered_at).days <= 30
    same_order = complaint.order_number and complaint.order_number == master.order_number
    same_kind = (
        complaint.category_id == master.category_id
        and complaint.merchant
        and complaint.merchant == master.merchant
        and near
    )
    if complaint.pk == master.pk or not master.is_open:
        raise Refused(_("Choose another open complaint to merge into."))
    if complaint.consumer_id != master.consumer_id or not (same_order or same_kind):
        raise Refused(_("Only complaints of one consumer about one order, or one merchant, are merged."))


def inherited(complaint, master):
    """What the master takes over: the earliest due times and the highest tier and priority."""
    fields = {
        name: retargeted(getattr(master, name), getattr(complaint, name))
        for name in ("respond_by", "dispatch_by", "plan_by", "redline_by")
        if getattr(complaint, name)
    }
    fields["tier"] = max(complaint.tier, master.tier, key=lambda tier: Tier(tier).rank)
    fields["priority"] = min(complaint.priority, master.priority)
    fields["flags"] = sorted({*complaint.flags, *master.flags})
    return fields
