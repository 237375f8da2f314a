"""The report of the high tier, sent beside an answer that has gone out before (domain.md 7.2 rows 15 and 16)."""

from django.utils.translation import gettext as _

from complaints.enums import ANSWERED_STATES
from complaints.rules.desk import has_gate_answered
from complaints.rules.incidents import owes_report
from complaints.rules.ties import is_not_a_relative
from complaints.rules.verdict import allow, no


def may_send_report(complaint, by):
    """The back office, where a report is owed and no step of its own leads to it."""
    if not owes_report(complaint):
        return no(_("No report is owed."))
    if complaint.state not in ANSWERED_STATES:
        return no(_("In this step the report goes out with the proposal: issue it there."))
    return has_gate_answered(complaint) and is_not_a_relative(complaint, by)


def is_no_report(message, complaint):
    """A report that met its clock stands; what has to be put right is written in a message of its own."""
    return allow(
        complaint.planned_at != message.sent_at, _("A report is not taken back: write what has to be put right.")
    )
