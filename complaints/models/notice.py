"""The outbox: what has to reach somebody outside the database, written with the business row, sent afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.enums import NoticeChannel, NoticeStatus


class NoticeQuerySet(models.QuerySet):
    """Notices by what is still to be done."""

    def queued(self):
        """Those that still have to leave."""
        return self.filter(status=NoticeStatus.QUEUED)

    def due(self, now):
        """Queued notices for the world outside whose next try has come."""
        return self.queued().filter(next_try_at__lte=now)

    def unread_by(self, agent):
        return self.filter(agent=agent, channel=NoticeChannel.IN_APP, read_at=None)


class Notice(models.Model):
    """One message to one recipient over one channel. `once` makes a second insert impossible."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, related_name="notices")
    event = models.CharField(_("event"), max_length=30)
    channel = models.CharField(_("channel"), max_length=10, choices=NoticeChannel)
    consumer = models.ForeignKey("complaints.Consumer", models.PROTECT, null=True, related_name="notices")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="notices")
    subscriber = models.ForeignKey("complaints.Subscriber", models.PROTECT, null=True, related_name="deliveries")
    correspondent = models.ForeignKey(
        "complaints.Correspondent", models.PROTECT, null=True, blank=True, related_name="notices"
    )
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    context = models.JSONField(_("facts"), default=dict)
    once = models.CharField(_("key"), max_length=120, unique=True)
    status = models.CharField(_("status"), max_length=10, choices=NoticeStatus, default=NoticeStatus.QUEUED)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try at"))
    created_at = models.DateTimeField(_("created at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    # About a P1 or somebody's safety: quiet hours do not hold it back.
    is_urgent = models.BooleanField(_("urgent"), default=False)
    # What has left the house by mail or SMS, word for word; the key of the link is blotted out.
    subject = models.CharField(_("subject as sent"), max_length=300, blank=True)
    body = models.TextField(_("text as sent"), blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(status="queued"),
                name="notice_due",
            ),
            models.Index(
                fields=["agent", "-created_at"],
                condition=Q(channel="in_app", read_at=None),
                name="notice_unread",
            ),
            models.Index(fields=["complaint", "-created_at"], name="notice_of_complaint"),
            models.Index(
                fields=["subscriber", "-created_at"],
                condition=Q(subscriber__isnull=False),
                name="notice_of_subscriber",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
                name="notice_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(channel="webhook") | Q(subscriber__isnull=False),
                name="notice_webhook_has_a_subscriber",
            ),
        ]

    def __str__(self):
        return f"{self.event} → {self.get_channel_display()}"
