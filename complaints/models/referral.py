"""A report to an authority: what, to whom, by which way, what they answered and what they want of us (DP-16, EX-05)."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints import rules
from complaints.clock import Clock
from complaints.enums import (
    RUNNING_REFERRALS,
    Authority,
    ClockName,
    EventKind,
    ReferralChannel,
    ReferralResult,
    ReferralState,
)
from complaints.roles import Role

S = ReferralState
FRONT, LEAD, MID, BACK, LEGAL = Role.FRONT_LINE, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE, Role.LEGAL
WRITERS = frozenset({FRONT, LEAD, MID, BACK, LEGAL})
SENDERS = frozenset({MID, BACK, LEGAL})
RUNNING = Q(state__in=[state.value for state in RUNNING_REFERRALS])


def person(label, **more):
    """Who did one step."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=label, **more)


class ReferralQuerySet(models.QuerySet):
    """The verbs by which pages and the sweep choose reports."""

    def running(self):
        return self.filter(RUNNING)

    def to_alert(self, now):
        """Whose time is up: somebody has to answer, or to ask again."""
        return self.filter(RUNNING, alert_at__lte=now).order_by("alert_at", "pk")

    def visible_to(self, agent):
        """Those of the complaints this agent may see."""
        complaints = apps.get_model("complaints", "Complaint").objects
        return self.filter(complaint__in=complaints.visible_to(agent).order_by())


class Referral(models.Model):
    """One report of one complaint to one authority. What was sent stays as it was sent (a wall)."""

    who_may = {
        "draft_referral": WRITERS,
        "change_referral": WRITERS,
        "send_referral": SENDERS,
        "hear_authority": WRITERS,
        "take_demand": WRITERS,
        "answer_authority": SENDERS,
        "close_referral": SENDERS,
        "drop_referral": WRITERS,
    }

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="referrals")
    state = FSMField(_("state"), default=S.DRAFT, choices=S.choices, protected=True)
    authority = models.CharField(_("authority"), max_length=12, choices=Authority)
    office = models.CharField(_("which office"), max_length=120)
    subject = models.CharField(_("what it is about"), max_length=120)
    says = models.TextField(_("what is reported"))
    evidence = models.ManyToManyField(
        "complaints.Evidence", blank=True, related_name="referrals", verbose_name=_("evidence that goes along")
    )
    drafted_by = person(_("written by"))
    drafted_at = models.DateTimeField(_("written at"))
    channel = models.CharField(_("by which way"), max_length=10, choices=ReferralChannel, blank=True)
    reference = models.CharField(_("their reference number"), max_length=80, blank=True)
    sent_by = person(_("sent by"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # By when the side that has to act has to: we send or answer, they answer.
    due_by = models.DateTimeField(_("due by"), null=True, blank=True)
    alert_at = models.DateTimeField(null=True, editable=False)
    answer = models.TextField(_("what they answered last"), blank=True)
    heard_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    demand = models.TextField(_("what they want of us"), blank=True)
    our_answer = models.TextField(_("what we answered"), blank=True)
    result = models.CharField(_("result"), max_length=12, choices=ReferralResult, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    ended_by = person(_("ended by"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    # The moment at which rules look at this row; set by the door.
    looked_at = None
    history = HistoricalRecords(excluded_fields=["alert_at"])
    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("report to an authority")
        verbose_name_plural = _("reports to authorities")
        ordering = ["-drafted_at", "-pk"]
        indexes = [
            models.Index(fields=["due_by", "id"], condition=RUNNING, name="referral_running"),
            models.Index(
                fields=["alert_at", "id"], condition=RUNNING & Q(alert_at__isnull=False), name="referral_alert"
            ),
            models.Index(fields=["-drafted_at", "-id"], name="referral_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="referral_state_is_known"),
            models.CheckConstraint(
                condition=~Q(office="") & ~Q(subject="") & ~Q(says=""), name="referral_says_what_to_whom"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "asked", "closed"])
                | (Q(sent_by__isnull=False, sent_at__isnull=False) & ~Q(channel="")),
                name="referral_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="asked") | (~Q(demand="") & Q(due_by__isnull=False)), name="referral_asked_what"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (~Q(result="") & ~Q(outcome="") & Q(ended_by__isnull=False)),
                name="referral_closed_with_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | (~Q(outcome="") & Q(ended_by__isnull=False, sent_at=None)),
                name="referral_dropped_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.subject}"

    @property
    def number(self):
        """Its own number, such as BG-26-0007."""
        return f"BG-{self.drafted_at:%y}-{self.pk:04d}"

    @property
    def is_draft(self):
        return self.state == S.DRAFT

    @property
    def is_running(self):
        return self.state in RUNNING_REFERRALS

    @property
    def clock(self):
        """Until whoever has to act has to; None where nobody was given a time."""
        if not (self.is_running and self.due_by):
            return None
        since = self.heard_at or self.sent_at or self.drafted_at
        return Clock(ClockName.TASK, min(since, self.due_by), self.due_by, state_label=self.get_state_display())

    def timeline(self):
        """Where the door writes what happened."""
        return {"complaint_id": self.complaint_id, "kind": EventKind.FACT}

    @transition(state, S.DRAFT, S.SENT, permission=rules.may_send_referral)
    def send_referral(self, *, by, now, channel, sent_at, reference, due_by):
        self.channel, self.sent_by, self.sent_at, self.reference = channel, by, sent_at, reference
        self.wait_until(due_by)

    @transition(state, S.SENT, S.SENT, permission=rules.may_work_on_referral)
    def hear_authority(self, *, by, now, answer, reference, due_by):
        self.answer, self.heard_at, self.reference = answer, now, reference or self.reference
        self.wait_until(due_by)

    @transition(state, S.SENT, S.ASKED, permission=rules.may_work_on_referral)
    def take_demand(self, *, by, now, demand, due_by):
        self.demand, self.heard_at = demand, now
        self.wait_until(due_by)

    @transition(state, S.ASKED, S.SENT, permission=rules.may_send_referral)
    def answer_authority(self, *, by, now, answer, due_by):
        self.our_answer = answer
        self.wait_until(due_by)

    @transition(state, [S.SENT, S.ASKED], S.CLOSED, permission=rules.may_send_referral)
    def close_referral(self, *, by, now, result, outcome):
        self.result = result
        self.end(by, now, outcome)

    @transition(state, S.DRAFT, S.DROPPED, permission=rules.may_work_on_referral)
    def drop_referral(self, *, by, now, why):
        self.end(by, now, why)

    def wait_until(self, due_by):
        """Somebody is reminded when the time of the side that acts next is up."""
        self.due_by = self.alert_at = due_by

    def end(self, by, now, outcome):
        """Nobody waits any more."""
        self.outcome, self.ended_by, self.ended_at, self.alert_at = outcome, by, now, None
