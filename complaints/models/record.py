"""What the platform's own systems told about the order of a complaint, kept as it was told at that moment."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.enums import RecordPart


def fingerprint(content):
    """The SHA-256 of a content, however its keys are ordered."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class PlatformRecordQuerySet(models.QuerySet):
    """Records by how new they are."""

    def newest(self):
        """The newest record of each part."""
        return self.order_by("part", "-taken_at", "-pk").distinct("part")


class PlatformRecord(models.Model):
    """One part of what the order source told at one moment (IV-03). Written once; a later look is another row.

    `content` has only named facts, each of its kind (forms/order_records.py); people see it masked.
    """

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="platform_records")
    part = models.CharField(_("part"), max_length=10, choices=RecordPart)
    reference = models.CharField(_("order number"), max_length=40)
    source = models.CharField(_("source"), max_length=80, blank=True)
    content = models.JSONField(_("as told"), default=dict)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    taken_at = models.DateTimeField(_("taken at"))
    # Who looked; nobody where the worker asked.
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # The item on the evidence board for which it stands.
    evidence = models.ForeignKey(
        "complaints.Evidence", models.PROTECT, null=True, blank=True, related_name="platform_records"
    )

    objects = PlatformRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("platform record")
        verbose_name_plural = _("platform records")
        ordering = ["-taken_at", "-pk"]
        indexes = [models.Index(fields=["complaint", "part", "-taken_at"], name="platform_record_newest")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(sha256=""), name="platform_record_has_a_hash"),
        ]

    def __str__(self):
        return f"{self.get_part_display()} {self.reference}"

    @property
    def is_as_taken(self):
        """Whether the content is still what was hashed when it was taken."""
        return fingerprint(self.content) == self.sha256
