"""What the audit does itself: what leaves the house, and who looked for whom, is written into the history."""

from django.utils.translation import gettext as _

from complaints import roles, rules
from complaints.enums import EventKind
from complaints.lifecycle import Refused, check, tell


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


def export_complaints(*, by, now, rows, title, conditions):
    """Record that `by` takes a list of complaints out of the house. Raises Refused."""
    check(rules.may_find("export_complaints", by))
    facts = {"rows": rows, "title": title, "conditions": conditions}
    return tell("export_complaints", by=by, now=now, complaint=None, kind=EventKind.PRIVACY, data=facts)


def export_report(*, by, now, rows, title, conditions):
    """Record that `by` takes the figures of a report out of the house. Raises Refused."""
    check(rules.may_find("export_report", by))
    facts = {"rows": rows, "title": title, "conditions": conditions}
    return tell("export_report", by=by, now=now, complaint=None, kind=EventKind.PRIVACY, data=facts)


def export_rejected(run, *, by, now):
    """Record that `by` takes the refused rows of an import out of the house, as they stood in the file."""
    check(rules.may_find("import_complaints", by))
    facts = {"rows": run.rejected, "title": run.file_name}
    return tell("export_rejected", by=by, now=now, complaint=None, kind=EventKind.PRIVACY, data=facts)


def search_contact(*, by, now, rows):
    """Record that `by` looked somebody up by a whole phone number or address, which is not kept (AR-07)."""
    return tell("search_contact", by=by, now=now, complaint=None, kind=EventKind.PRIVACY, data={"rows": rows})
