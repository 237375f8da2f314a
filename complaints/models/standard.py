"""The standard option of a category: what it usually gets, in dated versions that a second person puts into force."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints import roles
from complaints.enums import MONEY_REMEDIES, RemedyKind
from complaints.models.version import Version, walls_of_versions

CENT = Decimal("0.01")


class StandardOption(Version):
    """One version for one category or group (DP-08). A version never changes; the next one ends it.

    `{product}` and the like in the words become the facts of the complaint.
    """

    category = models.ForeignKey(
        "complaints.Category", models.PROTECT, related_name="standards", verbose_name=_("category")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    remedy = models.CharField(_("remedy"), max_length=20, choices=RemedyKind)
    share = models.PositiveSmallIntegerField(
        _("share of the price (%)"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    title_zh = models.CharField(_("offer in Chinese"), max_length=120)
    title_en = models.CharField(_("offer in English"), max_length=120)
    words_zh = models.TextField(_("reasons in Chinese"))
    words_en = models.TextField(_("reasons in English"))

    noun, place = "standard", ("category",)
    who_may = roles.STANDARDS

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("standard option")
        verbose_name_plural = _("standard options")
        ordering = ["category", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["category", "number"], name="standard_version_once"),
            *walls_of_versions("standard", ["category"]),
            models.CheckConstraint(
                condition=Q(share=None, amount=None)
                | Q(share__range=(1, 100), amount=None)
                | Q(share=None, amount__gt=0),
                name="standard_share_or_amount",
            ),
            models.CheckConstraint(
                condition=~Q(remedy__in=[kind.value for kind in MONEY_REMEDIES])
                | Q(share__isnull=False)
                | Q(amount__isnull=False),
                name="standard_money_says_how_much",
            ),
        ]

    def __str__(self):
        return f"{self.category_id} · {self.title}"

    @property
    def title(self):
        return self.title_en if get_language() == "en" else self.title_zh

    @property
    def words(self):
        return self.words_en if get_language() == "en" else self.words_zh

    def amount_for(self, price):
        """What it comes to for this price in CNY; None where it is no money, or the price is not known."""
        if self.amount is not None or self.share is None or price is None:
            return self.amount
        return (price * self.share / 100).quantize(CENT)
