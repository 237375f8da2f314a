"""Call-backs: what may become of one (IN-18, IN-19)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CallState(TextChoices):
    """The machine of a call-back."""

    BOOKED = "booked", _("Booked")
    REACHED = "reached", _("Spoken with")
    UNREACHED = "unreached", _("Not reached")
    MISSED = "missed", _("Missed by us")
    CANCELLED = "cancelled", _("Cancelled")


# Somebody still has to call: in time, or late.
DUE_CALLS = (CallState.BOOKED, CallState.MISSED)
