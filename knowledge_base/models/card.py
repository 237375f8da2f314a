"""Education cards given to consumers: which version of which card went with which complaint (AR-08)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class GivenCard(models.Model):
    """One card attached to the end of one complaint. What the consumer reads is that version, whatever comes later."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="+")
    version = models.ForeignKey("knowledge_base.ArticleVersion", models.PROTECT, related_name="given")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("attached at"))

    class Meta:
        verbose_name = _("given card")
        verbose_name_plural = _("given cards")
        ordering = ["given_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["complaint", "version"], name="card_given_once")]

    def __str__(self):
        return self.version.title
