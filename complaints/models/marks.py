"""What is kept of a complaint's clocks: the marks of the sweep, and the stretches in which a clock stood still."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.enums import BreachReason, ClockName, Mark, PauseReason


class ClockMark(models.Model):
    """What the sweep has done about one clock of one complaint; the key makes a second time impossible."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="clock_marks")
    clock = models.CharField(_("clock"), max_length=12, choices=ClockName)
    mark = models.CharField(_("what"), max_length=10, choices=Mark)
    at = models.DateTimeField(_("fell due at"))
    due_at = models.DateTimeField(_("due time of the clock"))
    marked_at = models.DateTimeField(_("noticed at"))
    # Who answered for the complaint, and at which desk, when it fell due: later hand-overs do not move a breach.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("owner")
    )
    department = models.ForeignKey(
        "complaints.Department", models.PROTECT, null=True, related_name="+", verbose_name=_("department")
    )
    reason_code = models.CharField(_("kind of reason"), max_length=12, choices=BreachReason, blank=True)
    explanation = models.CharField(_("reason of the breach"), max_length=200, blank=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("explained by")
    )
    explained_at = models.DateTimeField(_("explained at"), null=True)

    # Of a sub-task; the breach of a desk is recorded like any other.
    task = models.ForeignKey(
        "complaints.Task", models.PROTECT, null=True, related_name="marks", verbose_name=_("sub-task")
    )

    class Meta:
        verbose_name = _("clock mark")
        verbose_name_plural = _("clock marks")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "clock", "mark", "at", "task"], nulls_distinct=False, name="clock_mark_once"
            ),
            models.CheckConstraint(
                condition=Q(reason_code="", explanation="") | (~Q(reason_code="") & ~Q(explanation="")),
                name="clock_mark_explained_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["mark", "-at"], name="clock_mark_newest"),
            models.Index(fields=["complaint"], condition=Q(clock="age"), name="clock_mark_aged"),
        ]

    def __str__(self):
        return f"{self.clock} {self.mark}"


def holds_of(values):
    """{clock: (why, since)} of the clocks that stand still, out of the stored values of a complaint."""
    rows = (
        (ClockName.PLAN, values["paused_for"], values["paused_at"]),
        (ClockName.REDLINE, PauseReason.EXTERNAL, values["redline_paused_at"]),
    )
    return {name: (why, since) for name, why, since in rows if since}


class Pause(models.Model):
    """One stretch in which a clock stood still, and why; open as long as it does (domain.md 7.6)."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="pauses")
    # `plan` stands for the high-tier report as well: it is the same clock.
    clock = models.CharField(_("clock"), max_length=12, choices=ClockName)
    why = models.CharField(_("why"), max_length=12, choices=PauseReason)
    started_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "clock"], condition=Q(ended_at=None), name="pause_one_open_per_clock"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="pause_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(clock="plan", why__in=["consumer", "inspection"]) | Q(clock="redline", why="external"),
                name="pause_for_a_reason_of_its_clock",
            ),
        ]

    def __str__(self):
        return f"{self.clock} {self.why} {self.started_at:%Y-%m-%d %H:%M}"
