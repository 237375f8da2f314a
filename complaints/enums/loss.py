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
    LAPSED = "lapsed", _("Fallen away: the payout came back")
    OWED_BACK = "owed_back", _("To be paid back")
    REPAID = "repaid", _("Paid back")


RUNNING_CLAIMS = (RecoveryState.CLAIMED, RecoveryState.AGREED, RecoveryState.REFUSED, RecoveryState.PART)

# Of these somebody has to do the next step: a party owes us, or we owe it.
OPEN_CLAIMS = (*RUNNING_CLAIMS, RecoveryState.OWED_BACK)
# What came in for them is not ours: the payout it was for came back.
NOT_OURS = (RecoveryState.OWED_BACK, RecoveryState.REPAID)


class CostCentre(TextChoices):
    """Where an amount is booked: derived from what it is and who bears it, never typed (DP-05)."""

    RETURNS = "returns", _("Returns and refunds")
    CLAIMS = "claims", _("After-sales claims")
    GOODWILL = "goodwill", _("Goodwill of the service")
    STATUTORY = "statutory", _("Statutory compensation")
    FULFILMENT = "fulfilment", _("Exchange, repair, sending again")
    SERVICE = "service", _("Customer service")
    DUE_MERCHANT = "due_merchant", _("Due from merchants")
    DUE_CARRIER = "due_carrier", _("Due from carriers")
    DUE_INSURER = "due_insurer", _("Due from insurers")
    DUE_PAYMENT = "due_payment", _("Due from payment institutions")


class Figure(TextChoices):
    """A figure of the money that a manager sets; what is shipped is our proposal, not a benchmark."""

    GIVE_UP_ALONE = "give_up_alone", _("One person gives up a claim up to (CNY)")
    CLAIM_DAYS = "claim_days", _("Days that a party has to answer a claim")
    HOLD_DAYS = "hold_days", _("Days that a payment body has to answer while a payout is held")
    MINUTE_COST = "minute_cost", _("Cost of a minute of handling (CNY)")
    CONTENT_WORTH = "content_worth", _("Worth of a content consumer in twelve months (CNY; 0: not counted)")
    NEAR_FROM = "near_from", _("A payout is just below the limit from (% of it)")
    NEAR_LEAST = "near_least", _("Payouts just below the limit that raise an alarm, at least")
    NEAR_DAYS = "near_days", _("Days over which payouts just below the limit are counted")


FIGURE_RANGES = {
    Figure.GIVE_UP_ALONE: (Decimal(0), Decimal(100_000)),
    Figure.CLAIM_DAYS: (Decimal(1), Decimal(365)),
    Figure.HOLD_DAYS: (Decimal(1), Decimal(60)),
    Figure.MINUTE_COST: (Decimal(0), Decimal(100)),
    Figure.CONTENT_WORTH: (Decimal(0), Decimal(100_000)),
    Figure.NEAR_FROM: (Decimal(50), Decimal(99)),
    Figure.NEAR_LEAST: (Decimal(2), Decimal(1000)),
    Figure.NEAR_DAYS: (Decimal(7), Decimal(365)),
}
WHOLE_FIGURES = (Figure.CLAIM_DAYS, Figure.HOLD_DAYS, Figure.NEAR_FROM, Figure.NEAR_LEAST, Figure.NEAR_DAYS)
