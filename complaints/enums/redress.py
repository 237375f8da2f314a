"""What is offered and paid."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RemedyKind(TextChoices):
    """What can be offered (DP-04, DP-05)."""

    REFUND = "refund", _("Refund of the price")
    RETURN_REFUND = "return_refund", _("Return and refund")
    EXCHANGE = "exchange", _("Exchange")
    REPAIR = "repair", _("Repair")
    REDELIVER = "redeliver", _("Send again")
    COMPENSATION = "compensation", _("Compensation")
    GOODWILL = "goodwill", _("Goodwill payment")
    COUPON = "coupon", _("Coupon")
    DISCOUNT = "discount", _("Discount on a new one")
    SERVICE_UPGRADE = "service_upgrade", _("Service upgrade")
    APOLOGY = "apology", _("Apology")
    EXPLANATION = "explanation", _("Written explanation")
    RECTIFICATION = "rectification", _("Merchant rectifies")


class Deviation(TextChoices):
    """How a proposal departs from the standard option of its category (DP-08)."""

    SAME = "same", _("as the standard")
    ABOVE = "above", _("more than the standard")
    BELOW = "below", _("less than the standard")
    OTHER = "other", _("another remedy")


class RefusedFor(TextChoices):
    """Why a consumer does not take an offer (DP-14); voluntary, beside his own words."""

    TOO_LITTLE = "too_little", _("Too little")
    TOO_LATE = "too_late", _("Too late, or it takes too long")
    WRONG_KIND = "wrong_kind", _("Another kind of solution wanted")
    REPLACEMENT = "replacement", _("Repair, exchange or a new one wanted")
    NO_APOLOGY = "no_apology", _("No apology or explanation")
    NOT_AS_IT_WAS = "not_as_it_was", _("What happened is told wrongly")
    NO_TRUST = "no_trust", _("No trust that it will be done")
    OTHER = "other", _("Another reason")


class AmountBasis(TextChoices):
    """What a clause claim is reckoned from (DP-11)."""

    PAID = "paid", _("the price paid")
    LISTED = "listed", _("the price of the listing")


class PayoutKind(TextChoices):
    """Goodwill and liability are separate kinds; a refund of the price is neither (product.md 4)."""

    REFUND = "refund", _("Refund of the price")
    LIABILITY = "liability", _("Liability")
    GOODWILL = "goodwill", _("Goodwill")
    STATUTORY = "statutory", _("Statutory multiple")


PAYOUT_KIND_OF = {
    RemedyKind.REFUND: PayoutKind.REFUND,
    RemedyKind.RETURN_REFUND: PayoutKind.REFUND,
    RemedyKind.COMPENSATION: PayoutKind.LIABILITY,
    RemedyKind.GOODWILL: PayoutKind.GOODWILL,
    RemedyKind.COUPON: PayoutKind.GOODWILL,
}


MONEY_REMEDIES = tuple(PAYOUT_KIND_OF)


class RemedyStatus(TextChoices):
    OFFERED = "offered", _("offered")
    DUE = "due", _("to be carried out")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class PayoutState(TextChoices):
    """The payout machine (domain.md 7.3)."""

    PROPOSED = "proposed", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    PAYING = "paying", _("Being paid")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Failed")
    CONFIRMED = "confirmed", _("Arrived")
    REJECTED = "rejected", _("Rejected")
    CANCELLED = "cancelled", _("Cancelled")
    REVERSED = "reversed", _("Reversed")


class PayerWord(TextChoices):
    """What the payment system can say about an order."""

    ACCEPTED = "accepted", _("order taken")
    PAID = "paid", _("paid")
    FAILED = "failed", _("could not be paid")
    ARRIVED = "arrived", _("has arrived")
    RETURNED = "returned", _("came back from the bank")


class PayerDoubt(TextChoices):
    """Why a word of the payment system cannot be right, or cannot be carried out by a machine."""

    PAID_TWICE = "paid_twice", _("paid twice, under two references")
    NOT_ORDERED = "not_ordered", _("paid, though it was never approved, or was cancelled")
    TAKEN_BACK = "taken_back", _("paid, though it was reversed")
    FAILED_AFTER_PAID = "failed_after", _("failed, after it was paid")
    CAME_BACK = "came_back", _("came back from the bank: reverse it and settle it anew")
    NOT_PAID = "not_paid", _("came back, though nothing was paid")
    HELD = "held", _("paid, though it is held while a payment body looks into it")
    REFUSED = "refused", _("could not be carried out here")


# Money that is spent or promised: it counts against the limit and the ladder.
COMMITTED_STATES = (
    PayoutState.APPROVED,
    PayoutState.PAYING,
    PayoutState.PAID,
    PayoutState.FAILED,
    PayoutState.CONFIRMED,
    PayoutState.REVERSED,
)


UNPAID_STATES = (
    PayoutState.PROPOSED,
    PayoutState.APPROVED,
    PayoutState.PAYING,
    PayoutState.FAILED,
)
