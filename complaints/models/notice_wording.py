"""The house's own words of a notice: versions per event, language and channel, put into force by a second person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints import roles
from complaints.enums import WORDED_CHANNELS, NoticeChannel
from complaints.models.version import Version, VersionQuerySet, walls_of_versions


class NoticeWordingQuerySet(VersionQuerySet):
    """Versions by their place."""

    def of(self, event, channel, language):
        """All versions of one place."""
        return self.filter(event=event, channel=channel, language=language)


class NoticeWording(Version):
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

    noun, place = "wording", ("event", "channel", "language")
    who_may = roles.WORDING

    history = HistoricalRecords()
    objects = NoticeWordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of a notice")
        verbose_name_plural = _("wordings of notices")
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["channel", "event"], condition=~Q(approved_at=None), name="wording_of_event")]
        constraints = [
            *walls_of_versions("wording", ["event", "channel", "language"]),
            models.CheckConstraint(condition=~Q(body=""), name="wording_says_something"),
            models.CheckConstraint(
                condition=~Q(channel="mail") | ~Q(subject=""), name="wording_of_a_mail_has_a_subject"
            ),
        ]

    def __str__(self):
        return f"{self.event} · {self.get_channel_display()} · {self.get_language_display()}"
