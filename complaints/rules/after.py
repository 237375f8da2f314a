"""After the archive: who looks at a file, who evaluates, when the merchant is heard (AR-04, AR-06, FB-10)."""

from django.utils.translation import gettext as _

from complaints.enums import State
from complaints.roles import Role, has_role
from complaints.rules.answers import is_uninvolved
from complaints.rules.verdict import allow, first_no

CHECKERS = (Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE, Role.LEGAL, Role.MANAGER, Role.AUDITOR)


def had_no_part(complaint, by):
    """Neither owner nor handler at any time, nor author of anything sent."""
    held = complaint.stints.filter(agent=by).exists()
    return first_no(
        allow(not held, _("You had this case yourself: somebody else looks at it.")), is_uninvolved(complaint, by)
    )


def may_check_file(check, by):
    """Whoever had no part in it, once."""
    return first_no(
        allow(has_role(by, *CHECKERS), _("A supervisor, legal, a manager or the auditor looks at files.")),
        allow(check.checked_at is None, _("This file has been looked at.")),
        allow(check.complaint.erased_at is None, _("Its words have been erased meanwhile.")),
        had_no_part(check.complaint, by),
    )


def has_ended_for_good(complaint):
    return allow(complaint.state in (State.CLOSED, State.ARCHIVED), _("It is evaluated once it is closed or archived."))


def may_evaluate(complaint, by):
    """Its owner, after the end; whoever looks at the file again does so there."""
    return first_no(
        has_ended_for_good(complaint),
        allow(complaint.erased_at is None, _("Its words have been erased meanwhile.")),
        allow(
            by.pk in (complaint.owner_id, complaint.first_owner_id),
            _("Its owner evaluates it; others do when they look at the file again."),
        ),
    )


def may_hear_merchant(complaint):
    """After the end, where there is a merchant."""
    return first_no(
        allow(complaint.merchant, _("No merchant is known.")),
        has_ended_for_good(complaint),
        allow(complaint.erased_at is None, _("Its words have been erased meanwhile.")),
    )
