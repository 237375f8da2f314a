"""What was said, and how it felt: messages, internal notes and emotion readings."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.enums import Direction, Emotion, EmotionBasis, EmotionMoment


class Message(models.Model):
    """One message from or to the consumer, or one internal note. Never edited."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="messages")
    direction = models.CharField(_("direction"), max_length=15, choices=Direction)
    body = models.TextField(_("text"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="messages")
    sent_at = models.DateTimeField(_("sent at"))
    # A reply goes out after the undo seconds; until then its author may take it back.
    recalled_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    # Holding texts and acknowledgements do not stop the first-response clock (domain.md 5.1, t1).
    is_template = models.BooleanField(_("sent by template"), default=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["complaint", "sent_at"], name="message_of_complaint")]
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="message_not_empty"),
            models.CheckConstraint(
                condition=~Q(direction="note") | Q(author__isnull=False),
                name="note_has_an_author",
            ),
        ]

    def __str__(self):
        return self.body[:60]


class EmotionReading(models.Model):
    """How strong which feeling was, who read it, from what (domain.md 6.1). It raises urgency, never money."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="emotion_readings")
    emotion = models.CharField(_("emotion"), max_length=20, choices=Emotion)
    second_emotion = models.CharField(_("second emotion"), max_length=20, choices=Emotion, blank=True)
    intensity = models.PositiveSmallIntegerField(_("intensity"))
    moment = models.CharField(_("moment"), max_length=15, choices=EmotionMoment)
    basis = models.CharField(_("basis"), max_length=12, choices=EmotionBasis)
    note = models.CharField(_("note"), max_length=300, blank=True)
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="emotion_readings",
        verbose_name=_("rater"),
    )
    read_at = models.DateTimeField(_("read at"))

    class Meta:
        verbose_name = _("emotion reading")
        verbose_name_plural = _("emotion readings")
        ordering = ["read_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(intensity__range=(0, 10)), name="emotion_intensity_0_to_10"),
            models.CheckConstraint(condition=~Q(second_emotion=models.F("emotion")), name="emotion_second_differs"),
        ]

    def __str__(self):
        return f"{self.get_emotion_display()} {self.intensity}/10"
