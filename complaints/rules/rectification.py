"""Rectification: who checks it, when a sanction may be proposed, and who decides (DP-10)."""

from django.utils.translation import gettext as _

from complaints.enums import LIVE_TASKS, TaskState
from complaints.roles import Role, has_role
from complaints.rules.people import may_work_on
from complaints.rules.ties import is_not_a_relative
from complaints.rules.verdict import allow, first_no


def may_check_rectification(row, by):
    """Once it is proved, by somebody on the case who did not bring the proof."""
    task = row.task
    return first_no(
        allow(task.state == TaskState.DONE, _("The desk has not proved it yet.")),
        allow(row.passed is None, _("It has been checked already.")),
        allow(task.ended_by_id != by.pk, _("Somebody else checks it than who brought the proof.")),
        may_work_on(task.complaint, by),
        is_not_a_relative(task.complaint, by),
    )


def has_lapsed(row):
    """The time is up without proof, or the check has failed."""
    task = row.task
    late = task.state in LIVE_TASKS and task.due_by < row.looked_at
    return allow(late or row.passed is False, _("A sanction follows only when the time is up or the check has failed."))


def may_propose_sanction(row, by):
    """The desk that was asked proposes, or a lead; once."""
    at_desk = by.department_id == row.task.department_id or has_role(by, Role.LEAD)
    return first_no(
        has_lapsed(row),
        allow(not row.sanction, _("A sanction is proposed already.")),
        allow(at_desk, _("It waits for %(desk)s.") % {"desk": row.task.department}),
    )


def may_decide_sanction(row, by):
    return first_no(
        allow(row.sanction, _("No sanction is proposed.")),
        allow(row.granted is None, _("The sanction has been decided.")),
        allow(row.proposed_by_id != by.pk, _("Nobody decides an own proposal.")),
        is_not_a_relative(row.task.complaint, by),
    )
