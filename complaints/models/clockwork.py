"""The clockwork of a complaint: which clocks stand still, what is due first, when the sweep looks again."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Sum

from complaints import clock
from complaints.enums import WAITING_FOR_CONSUMER, ClockName, PauseReason, State


class ComplaintClockwork(models.Model):
    """Abstract third of `Complaint`: derives its own time columns from its state. Only the door calls it."""

    class Meta:
        abstract = True

    def arrange_clocks(self, now, left=""):
        """Stop and start clocks, derive the nearest due time and the next look of the sweep (called by the door).

        `left` is the state before this change. What has fallen due before it, but was not swept yet, stays due:
        the sweep reads it off the history.
        """
        self.hold_plan(now)
        self.hold_redline(now)
        if left in WAITING_FOR_CONSUMER and self.state not in WAITING_FOR_CONSUMER and self.update_by:
            # The consumer has spoken, or his time is up: the next word is ours, within the same span as before.
            self.contacted_at, self.update_by = now, now + (self.update_by - self.contacted_at)
        near = clock.nearest(self)
        self.next_due_at = near and near.due_at
        self.next_started_at = near and near.begun_at
        self.next_clock = near.name if near else ""
        if self.sweep_at is None or self.sweep_at > now:
            self.sweep_at = clock.next_look_at(self, now)

    def hold_plan(self, now):
        """The plan clock stands still for the consumer, 72 h in all, and for an inspection (domain.md 7.6)."""
        why, until = self.reason_to_hold(now)
        if self.paused_for and (why != self.paused_for or now >= self.paused_until):
            since = max(self.paused_at, self.tier_set_at)
            credit = max(min(now, self.paused_until) - since, timedelta())
            self.plan_by, self.plan_held = self.plan_by + credit, self.plan_held + credit
            self.paused_at, self.paused_until, self.paused_for = None, None, ""
        if why:
            self.paused_at, self.paused_until, self.paused_for = self.paused_at or now, until, why

    def reason_to_hold(self, now):
        """(why the plan clock has to stand still now, until when at most); a late clock goes on."""
        if self.planned_at or not self.plan_by or (self.plan_by <= now and not self.paused_for):
            return "", None
        if self.state == State.NEED_INFO and self.paused_for == PauseReason.CONSUMER:
            until = self.paused_until
        elif self.state == State.NEED_INFO:
            until = now + clock.pause_left(self.waited())
        else:
            until = now
        if until > now:
            return PauseReason.CONSUMER, until
        is_inspected = self.is_open and self.inspection_by and self.inspection_by > now
        return (PauseReason.INSPECTION, self.inspection_by) if is_inspected else ("", None)

    def waited(self):
        """How long the plan clock has stood still for the consumer so far, over all rounds."""
        rows = self.pauses.filter(why=PauseReason.CONSUMER, clock=ClockName.PLAN)
        return rows.aggregate(total=Sum(F("ended_at") - F("started_at")))["total"] or timedelta()

    def hold_redline(self, now):
        """The red line stands still only while a real outside procedure runs (domain.md 7.6)."""
        runs = self.redline_by and not self.settled_at and (self.redline_paused_at or self.redline_by > now)
        if runs and self.state == State.EXTERNAL:
            self.redline_paused_at = self.redline_paused_at or now
        elif self.redline_paused_at:
            self.redline_by += now - self.redline_paused_at
            self.redline_paused_at = None
