"""What a payment body has answered, and what follows for the payouts that waited for it (DP-20)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions import payouts
from complaints.actions.evidence import answer_evidence
from complaints.actions.holds import facts_of, let_go, tell_of
from complaints.enums import ANSWERS, EvidenceStatus, HoldOutcome
from complaints.lifecycle import check, lock, move, require

TOLD = {
    HoldOutcome.CLEAR: "payment_goes_on",
    HoldOutcome.RETURNED: "payment_returned",
    HoldOutcome.STOPPED: "payment_stopped",
}


def answer_hold(hold, *, by, now, outcome, answer, refund_reference=""):
    """The payment body has answered: the payout goes on, or is cancelled as the money comes another way or must not.

    A refund by the payment body itself keeps its reference, which the consumer reads on his page. Refused where the
    payment system has the order of a payout that would have to be cancelled. Returns the hold.
    """
    require(answer, _("Write what they answered."))
    check(rules.allow(outcome in ANSWERS, _("Say what follows from the answer.")))
    if outcome == HoldOutcome.RETURNED:
        require(refund_reference, _("Enter the reference of the refund: the consumer finds the money by it."))
    with transaction.atomic():
        lock(hold.complaint)
        waiting = list(lock(hold).held_payouts)
        facts = {"outcome": outcome, "answer": answer, "refund_reference": refund_reference}
        facts |= {"reason": answer, "data": facts_of(hold) | {"outcome": str(outcome)}}
        hold = move(hold, "answer_hold", by=by, now=now, **facts)
        keep_answer(hold, by, now)
        if outcome == HoldOutcome.CLEAR:
            let_go(hold, now)
        else:
            call_off(waiting, by, now, answer)
        tell_of(hold, TOLD[outcome], now, reference=refund_reference)
    return hold


def keep_answer(hold, by, now):
    """Their words join the evidence, unless they came by the link or a decision was sent without them."""
    item = hold.question
    if item.status in (EvidenceStatus.ASKED, EvidenceStatus.SILENT) and rules.may_still_come(item):
        answer_evidence(item, by=by, now=now, says=hold.answer)


def call_off(waiting, by, now, why):
    """Nothing of it is paid by us; each under its own rules."""
    for payout in waiting:
        check(rules.can_be_called_off(payout))
        payouts.cancel(payout, by=by, now=now, reason=why)
