"""The house's own words of a notice: versions per event, language and channel, put into force by a second person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints import roles
from complaints.enums import WORDED_CHANNELS, NoticeChannel


class NoticeWordingQuerySet(models.QuerySet):
    """Versions by whether they count."""

    def of(self, event, channel, language):
        """All versions of one place."""
        return self.filter(event=event, channel=channel, language=language)

    def approved(self):
        """Those that are or once were in force."""
        return self.filter(approved_at__isnull=False)

    def in_force(self):
        return self.approved().filter(ended_at=None)

    def waiting(self):
        """Handed in; a second person has not looked at it yet."""
        return self.filter(approved_at=None, ended_at=None)


class NoticeWording(models.Model):
    """One version. Where none is in force the shipped words count (sentences/notices.py); a version never changes.

    `{name}` in the words stands for a fact of the notice, under the names that the shipped words use.
    """

    event = models.CharField(_("event"), max_length=30)
    channel = models.CharField(
        _("channel"), max_length=10, choices=[(c.value, c.label) for c in NoticeChannel if c in WORDED_CHANNELS]
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=120, blank=True)
    body = models.TextField(_("text"))
    because = models.CharField(_("why it was changed"), max_length=200)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("put into force by")
    )
    approved_at = models.DateTimeField(_("in force since"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    who_may = roles.WORDING

    history = HistoricalRecords()
    objects = NoticeWordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of a notice")
        verbose_name_plural = _("wordings of notices")
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["channel", "event"], condition=~Q(approved_at=None), name="wording_of_event")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "channel", "language"],
                condition=Q(ended_at=None, approved_at__isnull=False),
                name="wording_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["event", "channel", "language"],
                condition=Q(ended_at=None, approved_at=None),
                name="wording_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="wording_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")), name="wording_by_four_eyes"
            ),
            models.CheckConstraint(condition=~Q(body=""), name="wording_says_something"),
            models.CheckConstraint(
                condition=~Q(channel="mail") | ~Q(subject=""), name="wording_of_a_mail_has_a_subject"
            ),
        ]

    def __str__(self):
        return f"{self.event} · {self.get_channel_display()} · {self.get_language_display()}"

    @property
    def is_waiting(self):
        return self.approved_at is None and self.ended_at is None

    @property
    def is_in_force(self):
        return self.approved_at is not None and self.ended_at is None

    def counts_at(self, moment):
        """Whether these were the words of `moment`."""
        begun = self.approved_at is not None and self.approved_at <= moment
        return begun and (self.ended_at is None or moment < self.ended_at)
