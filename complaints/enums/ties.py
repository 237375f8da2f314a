"""Whom colleagues are close to: what they declare about themselves (DP-19, domain.md 7.3)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TieKind(TextChoices):
    """How close somebody is."""

    OWN = "own", _("Myself, with my private contact")
    FAMILY = "family", _("Family")
    FRIEND = "friend", _("Friend")
    BUSINESS = "business", _("Business")
