"""Tactic cards: what helps with which feeling at which strength, and whether it did (AS-06, AS-08)."""

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import Emotion
from support.enums import Effect, SupportType

ONE_A_LINE = _("One advice a line.")


class TacticCardQuerySet(models.QuerySet):
    """Cards in force, the fitting one, and how they did."""

    def active(self):
        return self.filter(is_active=True)

    def matching(self, reading):
        """The cards in force for the first emotion of `reading`, the one that starts nearest below it first."""
        strength = Q(intensity_from__lte=reading.intensity, intensity_to__gte=reading.intensity)
        return self.active().filter(strength, emotion=reading.emotion).order_by("-intensity_from")

    def with_effects(self, since):
        """With `helped`, `no_change`, `worse` and `tried`: how often agents marked which since then."""
        counts = {
            effect.value: Count("feedback", filter=Q(feedback__effect=effect, feedback__at__gte=since))
            for effect in Effect
        }
        return self.annotate(tried=Count("feedback", filter=Q(feedback__at__gte=since)), **counts)


class TacticCard(models.Model):
    """Advice for one emotion within a band of strength, in both languages. Agents may depart from it."""

    emotion = models.CharField(_("emotion"), max_length=20, choices=Emotion)
    intensity_from = models.PositiveSmallIntegerField(_("strength from"), default=0)
    intensity_to = models.PositiveSmallIntegerField(_("strength to"), default=10)
    support_type = models.CharField(_("kind of support"), max_length=15, choices=SupportType)
    first_aim_zh = models.CharField(_("first aim (Chinese)"), max_length=60)
    first_aim_en = models.CharField(_("first aim (English)"), max_length=120)
    do_zh = models.TextField(_("do (Chinese)"), help_text=ONE_A_LINE)
    do_en = models.TextField(_("do (English)"), help_text=ONE_A_LINE)
    dont_zh = models.TextField(_("do not (Chinese)"), help_text=ONE_A_LINE)
    dont_en = models.TextField(_("do not (English)"), help_text=ONE_A_LINE)
    opening_zh = models.TextField(_("opening lines (Chinese)"), blank=True, help_text=ONE_A_LINE)
    opening_en = models.TextField(_("opening lines (English)"), blank=True, help_text=ONE_A_LINE)
    is_active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords()
    objects = TacticCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("tactic card")
        verbose_name_plural = _("tactic cards")
        ordering = ["emotion", "intensity_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(intensity_from__lte=F("intensity_to"), intensity_to__lte=10),
                name="tactic_band_within_0_to_10",
                violation_error_message=_("The band runs from 0 to 10, the smaller figure first."),
            ),
            models.UniqueConstraint(
                fields=["emotion", "intensity_from"],
                condition=Q(is_active=True),
                name="tactic_one_card_per_band",
                violation_error_message=_("An active card of this emotion already starts at this strength."),
            ),
        ]

    def __str__(self):
        return f"{self.get_emotion_display()} {self.band}"

    @property
    def band(self):
        """5–8, or 10."""
        if self.intensity_from == self.intensity_to:
            return str(self.intensity_to)
        return f"{self.intensity_from}–{self.intensity_to}"

    @property
    def first_aim(self):
        return self.spoken("first_aim")

    @property
    def do(self):
        return self.spoken("do").splitlines()

    @property
    def dont(self):
        return self.spoken("dont").splitlines()

    @property
    def opening(self):
        return self.spoken("opening").splitlines()

    def spoken(self, name):
        """The text `name` in the language in use."""
        return getattr(self, f"{name}_en" if get_language() == "en" else f"{name}_zh")


class TacticFeedback(models.Model):
    """What one agent saw after one reading. Everybody has one mark a reading and may change it."""

    card = models.ForeignKey(TacticCard, models.PROTECT, related_name="feedback", verbose_name=_("tactic card"))
    reading = models.ForeignKey("complaints.EmotionReading", models.PROTECT, related_name="tactic_feedback")
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="+")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    effect = models.CharField(_("effect"), max_length=10, choices=Effect)
    at = models.DateTimeField(_("at"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("effect of a tactic")
        verbose_name_plural = _("effects of tactics")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["card", "at"], name="tactic_feedback_of_card")]
        constraints = [
            models.UniqueConstraint(fields=["reading", "agent"], name="tactic_one_mark_per_reading_and_agent"),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="tactic_effect_is_known"),
        ]

    def __str__(self):
        return f"{self.card}: {self.get_effect_display()}"
