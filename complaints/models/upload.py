"""Files that are still on their way: pieces with an offset, kept until the form that names them is sent (IV-02)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PartialUploadQuerySet(models.QuerySet):
    """Uploads by what may be done with them."""

    def waiting(self, now):
        """Not used yet, and not left for too long."""
        return self.filter(used_at=None, expires_at__gt=now)

    def to_clear(self, now):
        """Used up or left lying: their pieces can go."""
        return self.filter(Q(used_at__isnull=False) | Q(expires_at__lte=now)).order_by("pk")


class PartialUpload(models.Model):
    """One file that comes in pieces over a link: of the consumer's page, or for one question to somebody outside.

    `received` is where the next piece begins. The pieces lie in the storage under `folder`, away from evidence.
    """

    key = models.CharField(max_length=32, unique=True)
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, related_name="uploads")
    item = models.ForeignKey("complaints.Evidence", models.PROTECT, null=True, related_name="uploads")
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    received = models.PositiveBigIntegerField(_("received bytes"), default=0)
    pieces = models.JSONField(default=list)
    started_at = models.DateTimeField(_("started at"))
    expires_at = models.DateTimeField(_("kept until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    objects = PartialUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload on its way")
        verbose_name_plural = _("uploads on their way")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["expires_at"], name="upload_by_end"),
            models.Index(fields=["used_at"], condition=Q(used_at__isnull=False), name="upload_used"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(complaint__isnull=True, item__isnull=False) | Q(complaint__isnull=False, item__isnull=True),
                name="upload_is_of_one_page",
            ),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_never_exceeds_its_size"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_whole(self):
        return self.received == self.size

    @property
    def folder(self):
        return f"uploads/{self.key}"
