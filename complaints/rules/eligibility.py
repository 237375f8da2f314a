"""Whether a complaint may be taken, refused or asked about: the checklist and the objection (IN-02)."""

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from complaints.enums import Answer, Flag, State
from complaints.rules.cases import is_not_stopped_safety, is_open, pending_refusal
from complaints.rules.people import may_take_or_work_on
from complaints.rules.ties import is_not_a_relative
from complaints.rules.verdict import YES, allow, first_no, no


def is_not_ruled_out(complaint):
    """Row 2: the checklist says no to nothing; a safety case is accepted first and checked later."""
    if Flag.SAFETY in complaint.flags:
        return YES
    prefetch_related_objects([complaint], "eligibility")  # the door and the machine both ask: read once
    against = [row.get_criterion_display() for row in complaint.eligibility.all() if row.answer == Answer.NO]
    return allow(
        not against,
        _("The checklist says no: %(what)s. Correct it, propose not to accept, or merge.")
        % {"what": _(", ").join(against)},
    )


def may_decide_objection(complaint, by):
    """Row 6: after an objection somebody else decides than those who refused."""
    if not complaint.objections:
        return YES
    refused = [row for row in complaint.refusals.all() if row.confirmed_at]
    part = {pk for row in refused for pk in (row.proposed_by_id, row.confirmed_by_id)}
    return allow(by.pk not in part, _("You had a part in the refusal: somebody else decides the objection."))


def may_accept(complaint, by):
    """Anybody of the right role who sees it may take what nobody owns; the row lock decides who was first."""
    return first_no(
        may_take_or_work_on(complaint, by),
        allow(not by.last_day, _("Who is leaving takes nothing new.")),
        may_decide_objection(complaint, by),
    )


def may_propose_refusal(complaint, by):
    """Before it is accepted, not for safety, one proposal at a time, and after an objection by somebody else."""
    if complaint.state not in (State.REGISTERED, State.NEED_INFO):
        return no(_("Not possible in the state “%(state)s”.") % {"state": complaint.get_state_display()})
    return first_no(
        is_not_stopped_safety(complaint),
        may_take_or_work_on(complaint, by),
        may_decide_objection(complaint, by),
        allow(not pending_refusal(complaint), _("A refusal is already proposed.")),
        is_not_a_relative(complaint, by),
    )


def may_confirm_refusal(complaint, by):
    refusal = pending_refusal(complaint)
    return first_no(
        allow(refusal is None or refusal.proposed_by_id != by.pk, _("Who proposed the refusal cannot confirm it.")),
        may_decide_objection(complaint, by),
        is_not_a_relative(complaint, by),
    )


def may_check_eligibility(complaint, by):
    return first_no(is_open(complaint), may_take_or_work_on(complaint, by))
