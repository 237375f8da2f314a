"""Clocks, their lights, and what the sweep does about them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from complaints.enums.states import State


class ClockName(TextChoices):
    """The clocks of domain.md 7.6; `stage` is the deadline of the present state itself."""

    RESPOND = "respond", _("first response")
    DISPATCH = "dispatch", _("dispatch")
    PLAN = "plan", _("plan")
    REPORT = "report", _("high-tier report")
    UPDATE = "update", _("progress update")
    STAGE = "stage", _("this step")
    REDLINE = "redline", _("legal red line")


# What the stage clock waits for, said in the clock's own words.
STAGE_LABELS = {
    State.NEED_INFO: _("consumer's information"),
    State.INELIGIBLE: _("objection window"),
    State.IN_REVIEW: _("review"),
    State.AWAITING_CONSUMER: _("consumer's answer"),
    State.EXECUTING: _("carrying out"),
    State.MEDIATION: _("mediation"),
    State.RE_REVIEW: _("second review"),
    State.ARBITRATION: _("arbitration"),
    State.EXTERNAL: _("outside procedure"),
    State.RESOLVED: _("satisfaction survey"),
    State.CLOSED: _("archiving"),
    State.WITHDRAWN: _("undo window"),
}


class ClockState(TextChoices):
    RUNNING = "running", _("running")
    SOON = "soon", _("due soon")
    LATE = "late", _("late")
    PAUSED = "paused", _("paused")
    MET = "met", _("met")


class Mark(TextChoices):
    """What the sweep has already done about one clock; each mark is set once (CL-07)."""

    WARN_50 = "warn_50", _("half of the time has gone")
    WARN_80 = "warn_80", _("80 % of the time has gone")
    REMIND = "remind", _("consumer reminded")
    ALARM_10D = "alarm_10d", _("red-line alarm at day 10")
    BREACH = "breach", _("breached")
    DOUBLE = "double", _("200 % of the time has gone")
