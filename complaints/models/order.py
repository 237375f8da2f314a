"""What the order source told about the order of a complaint, kept as it was told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.enums import OrderStatus


class OrderSnapshot(models.Model):
    """One question to the order source: asked until it answers. `facts` is its answer, word for word (IN-05, IN-13).

    The complaint's own columns hold what people work with; a later answer shows on the timeline as a difference.
    """

    complaint = models.OneToOneField("complaints.Complaint", models.PROTECT, related_name="order_snapshot")
    number = models.CharField(_("order number"), max_length=40)
    status = models.CharField(_("status"), max_length=10, choices=OrderStatus, default=OrderStatus.WAITING)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("order snapshot")
        verbose_name_plural = _("order snapshots")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(next_try_at__isnull=False), name="order_snapshot_due"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=OrderStatus.values), name="order_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status="found") | (~Q(facts={}) & Q(answered_at__isnull=False)),
                name="order_found_has_facts",
            ),
        ]

    def __str__(self):
        return self.number
