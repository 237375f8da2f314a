"""Work between desks: who answers a sub-task, what may be returned or waived, the legal gate, room for more work."""

from django.utils.translation import gettext as _

from complaints.enums import (
    LIVE_TASKS,
    PROVED_KINDS,
    EvidenceKind,
    EvidenceStatus,
    PayoutKind,
    TaskKind,
    TaskState,
    Tier,
)
from complaints.roles import Role, has_role
from complaints.rules.cases import has_owner, is_open
from complaints.rules.people import may_take_or_work_on, may_work_on
from complaints.rules.verdict import YES, allow, first_no, no

SECOND_BOUNCE = 2  # at the second bounce the mid-office rules (CL-19)


# Sub-tasks


def may_ask_desk(complaint, by):
    """Somebody on the case asks a desk while the case is open; the owner stays (OW-05)."""
    return first_no(has_owner(complaint), is_open(complaint), may_work_on(complaint, by))


def is_ruling(task):
    return allow(task.kind == TaskKind.RULING, _("Only a ruling decides whose case it is."))


def is_no_ruling(task):
    return allow(task.kind != TaskKind.RULING, _("A ruling is given on the complaint: say whose case it is."))


def has_listing_for_gate(task):
    """Legal judges a promise by what the listing said when the order was made (scenario 17)."""
    if not task.is_gate:
        return YES
    there = any(
        item.kind == EvidenceKind.LISTING and item.status in (EvidenceStatus.RECEIVED, EvidenceStatus.WAIVED)
        for item in task.complaint.evidence.all()
    )
    return allow(
        there, _("The listing snapshot is missing: add it to the evidence, or say there why it is not needed.")
    )


def may_work_on_task(task, by):
    """Somebody of the desk, as long as no colleague has it; legal opinions are given by legal."""
    if task.kind == TaskKind.LEGAL and not has_role(by, Role.LEGAL):
        return no(_("It waits for %(who)s.") % {"who": Role.LEGAL.label})
    if task.assignee_id and task.assignee_id != by.pk and not has_role(by, Role.LEAD):
        return no(_("%(name)s has taken it up.") % {"name": task.assignee})
    return allow(
        by.department_id == task.department_id or has_role(by, Role.LEAD),
        _("It waits for %(desk)s.") % {"desk": task.department},
    )


def may_answer_task(task, by):
    return first_no(may_work_on_task(task, by), has_listing_for_gate(task))


def is_returnable(task):
    """“Not ours” ends where the mid-office has ruled, and before it; legal's word on a clause is never declined."""
    complaint = task.complaint
    ruled = complaint.ruled_at and complaint.department_id == task.department_id
    return first_no(
        allow(task.kind != TaskKind.RULING, _("A ruling is not returned: decide whose case it is.")),
        allow(not task.is_gate, _("Legal's word on a clause is not returned: answer it.")),
        allow(not ruled, _("The mid-office has ruled: it stays with %(desk)s.") % {"desk": task.department}),
    )


def may_waive_task(task, by):
    """Who asked, owner, handler or a lead do without an answer; a legal gate only legal, a ruling nobody."""
    if has_role(by, Role.SYSTEM):
        return YES
    if task.kind == TaskKind.RULING:
        return no(_("A ruling is not waived: the mid-office decides."))
    if task.is_gate:
        return allow(has_role(by, Role.LEGAL), _("Only legal lifts the gate of a clause claim."))
    about = task.incident or task.complaint
    people = (task.asked_by_id, about.owner_id, getattr(about, "handler_id", None))
    return allow(
        by.pk in people or has_role(by, Role.LEAD),
        _("Only who asked, its owner (%(name)s) or a team lead does without it.") % {"name": about.owner},
    )


def has_proof(task, files):
    """What a merchant has done is believed when it is shown (DP-10, DP-15)."""
    return allow(
        task.kind not in PROVED_KINDS or files,
        _("Attach the proof: a screenshot of the listing, the merchant's confirmation or the recall notice."),
    )


def live_tasks(complaint):
    """What other desks still owe this complaint; what goes beyond the single case does not hold it up."""
    live = [task for task in complaint.tasks.all() if task.state in LIVE_TASKS]
    return [task for task in live if task.incident_id is None and task.kind != TaskKind.RECTIFY]


def has_no_open_tasks(complaint):
    """A case is not closed over a question that somebody still works on (OW-05)."""
    rest = live_tasks(complaint)
    return allow(
        not rest,
        _("Still asked of another desk: %(what)s. Wait for the answer, or waive it with a reason.")
        % {"what": _(", ").join(task.title for task in rest)},
    )


# The legal gate (CL-17)


def standing_gate(complaint):
    """The legal gate that counts: the one answered or still open; else the last one legal lifted; None without."""
    gates = [task for task in complaint.tasks.all() if task.is_gate]
    standing = [task for task in gates if task.state not in (TaskState.RETURNED, TaskState.CANCELLED)]
    lifted = [task for task in gates if task.state == TaskState.CANCELLED and task.ended_by_id]
    return next(iter(standing or lifted), None)


def has_gate_answered(complaint):
    """Where a promise clause is claimed nothing is closed before legal has answered."""
    gate = standing_gate(complaint)
    return allow(
        gate is None or gate.state not in LIVE_TASKS,
        _("A clause is claimed: legal has to answer first."),
    )


def is_clause_answered(payout):
    """The multiple of a clause is never paid before legal has answered, by nobody (CL-17, DP-11)."""
    if payout.kind != PayoutKind.STATUTORY:
        return YES
    return is_claim_payable(payout.complaint, payout.kind)


def is_claim_payable(complaint, kind):
    """The same of a request that is not written yet."""
    if kind != PayoutKind.STATUTORY:
        return YES
    gate = standing_gate(complaint)
    return allow(
        gate and gate.state not in LIVE_TASKS,
        _("The multiple of a clause is paid after legal has answered: see the sub-task of this complaint."),
    )


# Bounces, and the ruling that ends them: CL-19.


def awaits_ruling(complaint):
    return complaint.bounces >= SECOND_BOUNCE and complaint.ruled_at is None


def is_not_to_be_ruled(complaint):
    return allow(not awaits_ruling(complaint), _("The mid-office rules first whose case it is."))


def is_to_be_ruled(complaint):
    return allow(awaits_ruling(complaint), _("There is nothing to rule: it was not bounced twice."))


def is_bounceable(complaint):
    """After the ruling the department keeps it."""
    return first_no(
        allow(
            complaint.ruled_at is None,
            _("The mid-office has ruled: it stays with %(desk)s.") % {"desk": complaint.department},
        ),
        is_not_to_be_ruled(complaint),
    )


# Who should take it (CL-09, CL-16)


def has_room(agent, tier=""):
    """Whether one more complaint stays within the limit; `agent` comes from `with_load(tier)`."""
    if agent.most is not None and agent.load >= agent.most:
        return no(
            _("%(name)s has %(load)s of at most %(most)s open complaints.")
            % {"name": agent, "load": agent.load, "most": agent.most}
        )
    most = getattr(agent, "tier_most", None)
    if most is not None and agent.tier_load >= most:
        return no(
            _("%(name)s has %(load)s of at most %(most)s open complaints of the tier %(tier)s.")
            % {"name": agent, "load": agent.tier_load, "most": most, "tier": Tier(tier).label}
        )
    return YES


def may_pass_limit(by):
    """A lead or the mid-office gives more work than the limit, with a reason."""
    return allow(
        has_role(by, Role.LEAD, Role.MID_OFFICE),
        _("Choose somebody else, or ask a team lead: only a lead goes above the limit."),
    )


# The watch list (OW-09)


def may_watch(complaint, _by):
    return first_no(has_owner(complaint), is_open(complaint))


def may_report_up(complaint, by):
    return may_take_or_work_on(complaint, by)
