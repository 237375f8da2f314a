"""Return without a reason: the facts the law asks for, and the refund that is owed once the goods are back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import GoodsKind, PayoutKind, PayoutState
from complaints.models.payout import Payout

PAID = (PayoutState.PAID, PayoutState.CONFIRMED)


class ReturnCheckQuerySet(models.QuerySet):
    """The verbs by which the sweep chooses returns."""

    def to_remind(self, now):
        """Goods are back, the refund is not paid, and its day is near or over."""
        paid = Payout.objects.filter(complaint=models.OuterRef("complaint"), kind=PayoutKind.REFUND, state__in=PAID)
        rows = self.filter(remind_at__lte=now).exclude(models.Exists(paid))
        return rows.order_by("remind_at", "pk")


class ReturnCheck(models.Model):
    """Whether goods bought at a distance may go back without a reason (domain.md 4, CPL-25 and NRR)."""

    complaint = models.OneToOneField("complaints.Complaint", models.PROTECT, related_name="return_check")
    goods = models.CharField(_("kind of goods"), max_length=15, choices=GoodsKind)
    signed_on = models.DateField(_("signed for on"))
    asked_on = models.DateField(_("asked for the return on"))
    last_day = models.DateField(_("last day to ask"))
    is_intact = models.BooleanField(_("goods intact"))
    was_confirmed = models.BooleanField(_("the buyer confirmed at the order that there is no return"), default=False)
    is_promised = models.BooleanField(_("the listing promised the return all the same"), default=False)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("checked at"))
    back_at = models.DateTimeField(_("goods back at"), null=True, blank=True)
    refund_by = models.DateTimeField(_("refund due by"), null=True, blank=True)
    remind_at = models.DateTimeField(_("next reminder"), null=True, blank=True)

    history = HistoricalRecords()
    objects = ReturnCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("return without a reason")
        verbose_name_plural = _("returns without a reason")
        ordering = ["-checked_at", "-pk"]
        indexes = [models.Index(fields=["remind_at"], name="return_to_remind", condition=Q(remind_at__isnull=False))]
        constraints = [
            models.CheckConstraint(condition=Q(asked_on__gte=F("signed_on")), name="return_asked_after_signing"),
            models.CheckConstraint(condition=Q(last_day__gt=F("signed_on")), name="return_last_day_after_signing"),
            models.CheckConstraint(
                condition=Q(back_at=None, refund_by=None) | Q(back_at__isnull=False, refund_by__gt=F("back_at")),
                name="return_back_has_its_refund_day",
            ),
        ]

    def __str__(self):
        return f"{self.get_goods_display()}: {self.asked_on}"
