"""Imports in the browser: the file, its mapping, how far it is, what was refused."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.enums import Channel, ImportStatus


def import_path(run, filename):
    """Files of imports are named by us, outside the web root."""
    return f"imports/{run.created_at:%Y/%m}/{filename}"


class ImportRunQuerySet(models.QuerySet):
    """Imports by what is still to be done."""

    def to_do(self, now, patience):
        """Begun and in no worker's hands: waiting, or running without a sign of life for `patience`."""
        left = Q(status=ImportStatus.RUNNING, beat_at__lt=now - patience)
        return self.filter(Q(status=ImportStatus.WAITING) | left).order_by("started_at", "pk")


class ImportRun(models.Model):
    """One file and what became of its rows (IN-01). `claim` is the worker that has it now; nobody else writes."""

    file = models.FileField(_("file"), upload_to=import_path)
    file_name = models.CharField(_("file name"), max_length=120)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    columns = models.JSONField(_("columns"), default=list)
    # {position of the column: field}, as chosen; positions are text, as JSON has it.
    mapping = models.JSONField(_("mapping"), default=dict)
    channel = models.CharField(_("channel"), max_length=15, choices=Channel, default=Channel.IMPORT)
    status = models.CharField(_("status"), max_length=10, choices=ImportStatus, default=ImportStatus.DRAFT)
    is_trial = models.BooleanField(_("dry run"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports", verbose_name=_("by"))
    created_at = models.DateTimeField(_("uploaded at"))
    started_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    beat_at = models.DateTimeField(null=True, editable=False)
    claim = models.CharField(max_length=32, blank=True, editable=False)
    rows = models.PositiveIntegerField(_("rows, about"), default=0)
    read = models.PositiveIntegerField(_("read"), default=0)
    created = models.PositiveIntegerField(_("created"), default=0)
    skipped = models.PositiveIntegerField(_("skipped"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)
    reason = models.CharField(_("why it failed"), max_length=300, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="import_newest"),
            models.Index(fields=["started_at"], condition=Q(status__in=["waiting", "running"]), name="import_to_do"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="running") | (~Q(claim="") & Q(beat_at__isnull=False)),
                name="import_running_has_a_worker",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["tried", "done", "cancelled", "failed"]) | Q(ended_at__isnull=False),
                name="import_over_has_an_end",
            ),
            models.CheckConstraint(condition=~Q(status="failed") | ~Q(reason=""), name="import_failed_has_a_reason"),
        ]

    def __str__(self):
        return self.file_name

    @property
    def is_busy(self):
        return self.status in (ImportStatus.WAITING, ImportStatus.RUNNING)

    @property
    def can_begin(self):
        return self.status in (ImportStatus.DRAFT, ImportStatus.TRIED)

    @property
    def positions(self):
        """{position: field}."""
        return {int(position): field for position, field in self.mapping.items()}


class ImportRejection(models.Model):
    """A row that was not taken, and why."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rejections")
    row = models.PositiveIntegerField(_("row"))
    reason = models.TextField(_("reason"))

    class Meta:
        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["run", "row"], name="rejection_of_import")]
        constraints = [models.UniqueConstraint(fields=["run", "row"], name="rejection_once")]

    def __str__(self):
        return f"{self.row}: {self.reason}"
