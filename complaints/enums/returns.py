"""Goods that go back without a reason: what kind they are, and so whether the law lets them (CPL-25)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GoodsKind(TextChoices):
    """What the law asks about goods bought at a distance."""

    ORDINARY = "ordinary", _("Ordinary goods")
    MADE_TO_ORDER = "made_to_order", _("Made to order")
    PERISHABLE = "perishable", _("Fresh and perishable")
    OPENED_DIGITAL = "digital", _("Digital goods, downloaded or unsealed")
    PAPERS = "papers", _("Newspapers and magazines delivered")
    CONFIRMED = "confirmed", _("Other goods that were said not to be returnable")


# The law names them; nobody has to confirm anything.
NAMED_EXCEPTIONS = (GoodsKind.MADE_TO_ORDER, GoodsKind.PERISHABLE, GoodsKind.OPENED_DIGITAL, GoodsKind.PAPERS)
