"""The record of a clause claim: what the listing promised, and what it may come to at most (DP-11)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import AmountBasis
from complaints.models.task import MOST_TIMES


class Clause(models.Model):
    """One reading of the promise. The ceilings are for legal review: nothing is ever paid by them (domain.md 4.2)."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="clauses")
    evidence = models.ForeignKey(
        "complaints.Evidence", models.PROTECT, related_name="+", verbose_name=_("snapshot of the listing")
    )
    text = models.CharField(_("words of the clause"), max_length=500)
    times = models.PositiveSmallIntegerField(
        _("times the price promised"), validators=[MinValueValidator(1), MaxValueValidator(MOST_TIMES)]
    )
    basis = models.CharField(_("basis of the amount"), max_length=8, choices=AmountBasis)
    price = models.DecimalField(_("price it is reckoned from"), max_digits=12, decimal_places=2)
    # As reckoned when it was recorded, by the law of the day of the order.
    law = models.ForeignKey(
        "complaints.LegalRule", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("legal rule")
    )
    promised_ceiling = models.DecimalField(_("ceiling of the promise"), max_digits=14, decimal_places=2)
    statutory_ceiling = models.DecimalField(
        _("ceiling of the law"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="clause_has_words"),
            models.CheckConstraint(condition=Q(times__range=(1, MOST_TIMES)), name="clause_times_1_to_100"),
            models.CheckConstraint(condition=Q(price__gt=0), name="clause_price_positive"),
        ]

    def __str__(self):
        return self.text[:60]
