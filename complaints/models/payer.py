"""What the payment system says about our orders: every word is kept, also one that cannot be right."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.enums import PayerDoubt, PayerWord


class PayerReportQuerySet(models.QuerySet):
    """Reports by what is left to do about them."""

    def in_doubt(self):
        """Those that contradict what we hold and that nobody has cleared up yet."""
        return self.filter(cleared_at=None).exclude(doubt="")


class PayerReport(models.Model):
    """One thing the payment system has said about one order. Said twice it is one row (domain.md 7.3)."""

    payout = models.ForeignKey("complaints.Payout", models.PROTECT, related_name="reports")
    word = models.CharField(_("what it says"), max_length=10, choices=PayerWord)
    reference = models.CharField(_("bank reference"), max_length=80, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"))
    # Why it cannot be right as things stood; empty where it was taken at its word.
    doubt = models.CharField(_("what is doubtful"), max_length=12, choices=PayerDoubt, blank=True)
    cleared_at = models.DateTimeField(_("cleared up at"), null=True, blank=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    cleared_note = models.CharField(_("what was found"), max_length=300, blank=True)

    objects = PayerReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of the payment system")
        verbose_name_plural = _("words of the payment system")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"], condition=~Q(doubt="") & Q(cleared_at=None), name="payer_in_doubt")]
        constraints = [
            models.UniqueConstraint(fields=["payout", "word", "reference"], name="payer_word_once"),
            models.CheckConstraint(
                condition=Q(cleared_at=None, cleared_by=None, cleared_note="")
                | (Q(cleared_at__isnull=False, cleared_by__isnull=False) & ~Q(cleared_note="") & ~Q(doubt="")),
                name="payer_cleared_with_a_note",
            ),
            models.CheckConstraint(
                condition=~Q(word__in=["paid", "arrived"]) | ~Q(reference=""), name="payer_paid_has_a_reference"
            ),
        ]

    def __str__(self):
        return f"{self.payout}: {self.get_word_display()}"
