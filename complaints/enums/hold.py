"""Inquiries with payment bodies: whom one asks, how far it is, and what follows from the answer (DP-20)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PaymentBody(TextChoices):
    """Who moves the money, and can say where it is."""

    BANK = "bank", _("Bank")
    WALLET = "wallet", _("Wallet")
    CARD_SCHEME = "card_scheme", _("Card scheme")
    ACQUIRER = "acquirer", _("Payment processor")
    OTHER = "other", _("Another payment body")


class HoldState(TextChoices):
    """The machine of a hold."""

    RUNNING = "running", _("Held")
    ANSWERED = "answered", _("Answered")
    RELEASED = "released", _("Released without an answer")
    DROPPED = "dropped", _("Nothing left to hold")


class HoldOutcome(TextChoices):
    """What follows from the answer of a payment body."""

    CLEAR = "clear", _("Nothing stands against it: pay")
    RETURNED = "returned", _("They give the money back themselves: our payout is cancelled")
    STOPPED = "stopped", _("It must not be paid this way: our payout is cancelled")
    PAID = "paid", _("It has been paid")


# What people may write down; that it has been paid the payment system says.
ANSWERS = (HoldOutcome.CLEAR, HoldOutcome.RETURNED, HoldOutcome.STOPPED)
