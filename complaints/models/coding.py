"""What people make of the machine's classification, and what is learnt from it (CL-20, K42 of domain.md 5.2)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints import roles
from complaints.enums import Measured, Priority


class LearnedModel(models.Model):
    """Weights learnt from complaints that people have coded, with what was measured on cases held back. Suggests only.

    The file holds numbers, no program; it is read only while its hash is the one kept here.
    """

    version = models.PositiveIntegerField(_("version"), unique=True)
    trained_at = models.DateTimeField(_("trained at"))
    samples = models.PositiveIntegerField(_("complaints learnt from"))
    held_back = models.PositiveIntegerField(_("complaints it was measured on"))
    accuracy = models.FloatField(_("first suggestion right"))
    top_three = models.FloatField(_("right among three"))
    rules_accuracy = models.FloatField(_("words and likeness on the same complaints"))
    # [[code, held back, of these right], ...] and [[fifth of how sure, held back, right], ...]
    by_code = models.JSONField(default=list)
    by_share = models.JSONField(default=list)
    file_name = models.CharField(max_length=100, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    is_on = models.BooleanField(_("switched on"), default=False)
    switched_at = models.DateTimeField(_("switched at"), null=True, blank=True)

    who_may = roles.FINDING

    history = HistoricalRecords(excluded_fields=["by_code", "by_share"])

    class Meta:
        verbose_name = _("learned suggestions")
        verbose_name_plural = _("learned suggestions")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["is_on"], condition=Q(is_on=True), name="learned_model_one_is_on"),
            models.CheckConstraint(
                condition=Q(accuracy__range=(0, 1), top_three__range=(0, 1), rules_accuracy__range=(0, 1)),
                name="learned_model_shares",
            ),
        ]

    def __str__(self):
        return f"v{self.version}"


class Coding(models.Model):
    """One decision of a person about the class of a complaint; the newest one counts. Never changed afterwards.

    What the machine had said first stands with the complaint (`machine_said`); what the learned model suggested at
    the moment of the decision stands here.
    """

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="codings")
    was = models.ForeignKey("complaints.Category", models.PROTECT, related_name="+", verbose_name=_("category before"))
    category = models.ForeignKey("complaints.Category", models.PROTECT, related_name="+", verbose_name=_("category"))
    was_priority = models.CharField(max_length=2, choices=Priority)
    priority = models.CharField(_("priority"), max_length=2, choices=Priority)
    secondary_codes = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    learned = models.ForeignKey(LearnedModel, models.PROTECT, null=True, blank=True, related_name="codings")
    suggested = models.CharField(_("suggested"), max_length=8, blank=True)
    suggested_share = models.FloatField(_("how sure"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("coding")
        verbose_name_plural = _("codings")
        ordering = ["-decided_at", "-pk"]
        indexes = [
            models.Index(fields=["complaint", "-id"], name="coding_of_complaint"),
            models.Index(fields=["-decided_at"], name="coding_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(learned=None, suggested="", suggested_share=None)
                | (Q(learned__isnull=False, suggested_share__isnull=False) & ~Q(suggested="")),
                name="coding_suggestion_is_whole",
            )
        ]

    def __str__(self):
        return f"{self.complaint_id}: {self.category_id}"


class UrgencyThreshold(models.Model):
    """From how much on a complaint is at least so urgent: the price, the demand, the reach (CL-05)."""

    measure = models.CharField(_("measure"), max_length=8, choices=Measured)
    at_least = models.DecimalField(
        _("at least"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(1)],
        help_text=_("CNY, or reposts."),
    )
    priority = models.CharField(_("is at least"), max_length=2, choices=Priority)
    is_active = models.BooleanField(_("active"), default=True)
    note = models.CharField(_("note"), max_length=120, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("urgency threshold")
        verbose_name_plural = _("urgency thresholds")
        ordering = ["measure", "at_least"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "at_least"], name="urgency_threshold_once"),
            models.CheckConstraint(condition=Q(at_least__gt=0), name="urgency_threshold_positive"),
            models.CheckConstraint(condition=Q(measure__in=Measured.values), name="urgency_measure_is_known"),
        ]

    def __str__(self):
        return f"{self.get_measure_display()} ≥ {self.at_least:,.0f}"
