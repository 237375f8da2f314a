"""How long consumers are honestly told to wait while we cannot keep the usual time (IN-16)."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

LEAST, MOST = 31, 7 * 24 * 60  # minutes: longer than the usual thirty, a week at most


class LongerWaitQuerySet(models.QuerySet):
    """Longer waits by time."""

    def in_force(self, now):
        """The ones told at `now`, the newest first."""
        return self.filter(begins_at__lte=now, ends_at__gt=now).order_by("-begins_at", "-pk")


class LongerWait(models.Model):
    """From when to when the receipt and the public form tell a longer time; the stored clocks do not move."""

    minutes = models.PositiveIntegerField(
        _("a person answers after about … minutes"), validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)]
    )
    text_zh = models.CharField(_("why, in Chinese"), max_length=200)
    text_en = models.CharField(_("why, in English"), max_length=200, blank=True)
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    history = HistoricalRecords()
    objects = LongerWaitQuerySet.as_manager()

    class Meta:
        verbose_name = _("longer wait")
        verbose_name_plural = _("longer waits")
        ordering = ["-begins_at", "-pk"]
        indexes = [models.Index(fields=["ends_at"], name="longer_wait_by_end")]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__range=(LEAST, MOST)), name="longer_wait_is_longer"),
            models.CheckConstraint(condition=Q(ends_at__gte=F("begins_at")), name="longer_wait_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(text_zh=""), name="longer_wait_says_why"),
        ]

    def __str__(self):
        return self.text

    @property
    def text(self):
        return self.text_en if get_language() == "en" and self.text_en else self.text_zh

    @property
    def length(self):
        return timedelta(minutes=self.minutes)
