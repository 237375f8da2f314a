"""Who bears a loss in the end, what becomes of a claim, and the figures that the house sets for its money."""

from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Bearer(TextChoices):
    """Who bears a part of what a payout cost (DP-09). The platform has paid; from all others it claims."""

    PLATFORM = "platform", _("Platform")
    MERCHANT = "merchant", _("Merchant")
    CARRIER = "carrier", _("Carrier")
    INSURER = "insurer", _("Insurer")
    PAYMENT_BODY = "payment_body", _("Payment institution")


CLAIMABLE = tuple(bearer for bearer in Bearer if bearer != Bearer.PLATFORM)


class SplitBasis(TextChoices):
    """Where the shares come from."""

    FINDING = "finding", _("from the finding")
    DECIDED = "decided", _("decided otherwise")


class RecoveryState(TextChoices):
    """How far a claim is (DP-09)."""

    CLAIMED = "claimed", _("Claim made")
    AGREED = "agreed", _("Agrees to pay")
    REFUSED = "refused", _("Refuses to pay")
    PART = "part", _("Received in part")
    RECEIVED = "received", _("Received in full")
    GIVEN_UP = "given_up", _("Given up")


RUNNING_CLAIMS = (RecoveryState.CLAIMED, RecoveryState.AGREED, RecoveryState.REFUSED, RecoveryState.PART)


class Figure(TextChoices):
    """A figure of the money that a manager sets; what is shipped is our proposal, not a benchmark."""

    GIVE_UP_ALONE = "give_up_alone", _("One person gives up a claim up to (CNY)")
    CLAIM_DAYS = "claim_days", _("Days that a party has to answer a claim")


FIGURE_RANGES = {
    Figure.GIVE_UP_ALONE: (Decimal(0), Decimal(100_000)),
    Figure.CLAIM_DAYS: (Decimal(1), Decimal(365)),
}
WHOLE_FIGURES = (Figure.CLAIM_DAYS,)
