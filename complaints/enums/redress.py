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
