"""What the audit does itself: an export of the history is written into the history."""

from django.utils.translation import gettext as _

from complaints import roles
from complaints.enums import EventKind
from complaints.lifecycle import Refused, tell


def export_history(complaint, *, by, now, rows, conditions):
    """Record that `by` takes `rows` events out of the house, chosen by `conditions`; `complaint` is None for many."""
    if not roles.has_role(by, *roles.READ_HISTORY):
        raise Refused(_("Only managers, auditors and supervisors export the history."))
    return tell(
        "export_history",
        by=by,
        now=now,
        complaint=complaint,
        kind=EventKind.PRIVACY,
        data={"rows": rows, "conditions": conditions},
    )
