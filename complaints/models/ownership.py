"""Who looked after a complaint from when to when, and who is away meanwhile (domain.md 7.5)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import AbsenceKind, Post

LONG = timedelta(hours=4)  # domain.md 7.5, point 5: from here on an absence needs a stand-in


class StintQuerySet(models.QuerySet):
    """Intervals by time."""

    def running(self):
        return self.filter(ended_at=None)

    def within(self, since, until):
        """Those that share a moment with the span."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=since), began_at__lt=until)


class Stint(models.Model):
    """One person as owner, handler or stand-in of one complaint, from when to when and why (OW-10).

    Written by the door in the transaction of the change. Walls: no overlap per complaint and post, an ended one
    never changes; `reconcile` derives all of them again from the events.
    """

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="stints")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="stints")
    post = models.CharField(_("as"), max_length=10, choices=Post)
    began_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)
    verb = models.CharField(_("by which step"), max_length=30)
    why = models.TextField(_("why"), blank=True)

    objects = StintQuerySet.as_manager()

    class Meta:
        verbose_name = _("interval of responsibility")
        verbose_name_plural = _("intervals of responsibility")
        ordering = ["began_at", "pk"]
        indexes = [
            models.Index(fields=["complaint", "began_at", "id"], name="stint_of_complaint"),
            models.Index(fields=["agent", "post", "-began_at"], name="stint_of_agent"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(post__in=Post.values), name="stint_post_is_known"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=F("began_at")), name="stint_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["complaint", "post"], condition=Q(ended_at=None), name="stint_one_running"),
        ]

    def __str__(self):
        return f"{self.agent} {self.get_post_display()}"


class AbsenceQuerySet(models.QuerySet):
    """Absences by time. A cancelled one never was, one ended early is over."""

    def in_force(self, now):
        return self.filter(begins_at__lte=now, ends_at__gt=now)

    def long(self):
        """Those during which somebody has to stand in: longer than four hours."""
        return self.filter(ends_at__gt=F("begins_at") + LONG)

    def ahead(self, now):
        """Those that run or will, without the cancelled ones."""
        return self.filter(ends_at__gt=now).exclude(ends_at=F("begins_at"))


class Absence(models.Model):
    """Somebody is away for a while and a colleague of the same team stands in (domain.md 7.5, points 5 and 6)."""

    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences", verbose_name=_("who"))
    kind = models.CharField(_("kind"), max_length=10, choices=AbsenceKind)
    begins_at = models.DateTimeField(_("away from"))
    ends_at = models.DateTimeField(_("back at"))
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="stands_in_for", verbose_name=_("stand-in")
    )
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    history = HistoricalRecords()
    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["begins_at", "pk"]
        indexes = [models.Index(fields=["ends_at", "begins_at"], name="absence_by_end")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("begins_at")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(stand_in=F("agent")), name="absence_stand_in_is_another"),
        ]

    def __str__(self):
        return f"{self.agent} {self.get_kind_display()}"

    @property
    def is_long(self):
        return self.ends_at - self.begins_at > LONG
