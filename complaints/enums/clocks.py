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
    # What the consumer has asked for: a call-back at a time he chose, an answer by a person.
    CALL = "call", _("call-back")
    PERSON = "person", _("a person asked for")
    # Of the work between desks: a sub-task, a ruling of the mid-office, and the age of a complex case.
    TASK = "task", _("sub-task")
    RULING = "ruling", _("ruling")
    AGE = "age", _("age of the case")


# What the stage clock waits for, said in the clock's own words.
STAGE_LABELS = {
    State.REGISTERED: _("decision on the objection"),
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
RATED = _("closing")  # the survey is answered: what is left of its time is ours


class PauseReason(TextChoices):
    """Why a clock stands still: nothing else stops one (domain.md 7.6)."""

    CONSUMER = "consumer", _("waiting for the consumer")
    INSPECTION = "inspection", _("waiting for an inspection")
    EXTERNAL = "external", _("an outside procedure runs")


class ClockState(TextChoices):
    RUNNING = "running", _("running")
    SOON = "soon", _("due soon")
    LATE = "late", _("late")
    PAUSED = "paused", _("paused")
    MET = "met", _("met")


class BreachReason(TextChoices):
    """Why a time was missed, in the owner's judgement; the report adds them up (domain.md 7.6)."""

    LOAD = "load", _("Too many cases at once")
    OVERSIGHT = "oversight", _("Overlooked")
    ABSENCE = "absence", _("Absence without a stand-in")
    DESK = "desk", _("Another desk was late")
    WRONG_DESK = "wrong_desk", _("Wrong class or desk at first")
    OUTSIDE = "outside", _("Merchant, carrier or laboratory was late")
    CONSUMER = "consumer", _("Consumer could not be reached")
    SYSTEM = "system", _("System trouble")
    OTHER = "other", _("Something else")


class Mark(TextChoices):
    """What the sweep has already done about one clock; each mark is set once (CL-07)."""

    WARN_50 = "warn_50", _("half of the time has gone")
    WARN_80 = "warn_80", _("80 % of the time has gone")
    WARN_DAY_2 = "warn_day_2", _("two days have gone")
    CALL_SOON = "call_soon", _("begins in a quarter of an hour")
    REMIND = "remind", _("consumer reminded")
    ALARM_10D = "alarm_10d", _("red-line alarm at day 10")
    BREACH = "breach", _("breached")
    DOUBLE = "double", _("200 % of the time has gone")


BREACHES = (Mark.BREACH, Mark.DOUBLE)
