"""Payouts that wait for a payment body: what is held, who answers, who releases (DP-20)."""

from django.utils.translation import gettext as _

from complaints.enums import UNPAID_STATES, PayoutState, State
from complaints.roles import Role, has_role
from complaints.rules.cases import may_add_evidence
from complaints.rules.people import may_work_on, wears_the_hat
from complaints.rules.verdict import YES, allow, first_no

CALLED_OFF = (PayoutState.PROPOSED, PayoutState.APPROVED, PayoutState.FAILED)


def is_not_held(payout):
    """Nothing is approved, paid or tried again while a payment body looks into it."""
    body = payout.held_by
    return allow(not body, _("It is held while %(body)s looks into it.") % {"body": body})


def may_hold_payment(complaint, by):
    """Somebody on the case, until the archive."""
    return first_no(
        wears_the_hat("hold_payment", by),
        allow(complaint.state not in (State.WITHDRAWN, State.INELIGIBLE), _("It has ended: nothing is paid here.")),
        may_add_evidence(complaint, by),
        may_work_on(complaint, by),
    )


def is_holdable(complaint, payout):
    """What has left cannot be held; and nothing is asked twice at once."""
    if payout is None:
        running = complaint.payment_holds.filter(payout=None, state="running").exists()
        return allow(not running, _("A payment body is being asked already: wait for its answer, or ask it again."))
    return first_no(
        allow(payout.complaint_id == complaint.pk, _("This payout belongs to another complaint.")),
        allow(payout.state in UNPAID_STATES, _("Only what is not paid yet can be held.")),
        is_not_held(payout),
    )


def may_work_on_hold(hold, by):
    return may_work_on(hold.complaint, by)


def may_answer_hold(hold, by):
    """Somebody on the case; the platform itself where the payment system says that it has paid."""
    return YES if has_role(by, Role.SYSTEM) else may_work_on_hold(hold, by)


def may_release_payment(hold, by):
    """Without an answer a second person decides."""
    return first_no(
        allow(hold.opened_by_id != by.pk, _("Who asked the payment body does not release it: a second person.")),
        may_work_on_hold(hold, by),
    )


def can_be_called_off(payout):
    """What the payment system may have paid is not called off."""
    return allow(
        payout.state in CALLED_OFF,
        _("The payment system has the order of %(number)s: wait for its word first.") % {"number": payout.number},
    )
