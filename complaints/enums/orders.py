"""What is known of an order: whether the shop's own system has confirmed what was typed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrderStatus(TextChoices):
    """How far the order facts of a complaint are confirmed by the order source; empty where there is no order."""

    WAITING = "waiting", _("not yet confirmed")
    FOUND = "found", _("confirmed by the order system")
    UNKNOWN = "unknown", _("unknown to the order system")
