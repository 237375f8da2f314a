"""A payout that waits while a payment body looks into it: the inquiry, its answer, and what followed (DP-20)."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints import rules
from complaints.enums import EventKind, HoldOutcome, HoldState, PaymentBody
from complaints.models.payout import Payout
from complaints.roles import Role

S = HoldState
ON_THE_CASE = {Role.FRONT_LINE, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE}
SUPERVISORS = {Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE}
RUNNING = Q(state="running")


class PaymentHoldQuerySet(models.QuerySet):
    """Holds by what is still to be done."""

    def running(self):
        return self.filter(RUNNING)

    def on(self, payout):
        """Those that hold this payout: they name it, or every payout of its complaint."""
        return self.running().filter(Q(payout=payout) | Q(payout=None, complaint=payout.complaint_id))

    def body_holding(self, payout):
        """The payment body whose answer a payout waits for, or ""."""
        return self.on(payout).order_by("pk").values_list("body_name", flat=True).first() or ""

    def to_remind(self, now):
        """Running ones of which somebody has to be reminded."""
        return self.running().filter(remind_at__lte=now).order_by("remind_at", "pk")

    def visible_to(self, agent):
        """Those of the complaints this agent may see."""
        complaints = apps.get_model("complaints", "Complaint").objects
        return self.filter(complaint__in=complaints.visible_to(agent).order_by())


def is_held():
    """Whether the payout of the outer query is held."""
    same = Q(payout=OuterRef("pk")) | Q(payout=None, complaint=OuterRef("complaint"))
    return Exists(PaymentHold.objects.running().filter(same))


def by_agent(label, **more):
    """Who did one step."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=label, **more)


class PaymentHold(models.Model):
    """One inquiry with a payment body; what it names is not paid while it runs (triggers hold that, too).

    What is asked, until when, reminders and the answer are those of `question`, an item of evidence asked of a third
    party. Without a payout every unpaid payout of the complaint is held: the payment body may return the money itself.
    Only `lifecycle.move()` changes its state.
    """

    who_may = {
        "answer_hold": ON_THE_CASE | {Role.SYSTEM},
        "ask_hold_again": ON_THE_CASE,
        "release_payment": SUPERVISORS,
        "drop_hold": {Role.SYSTEM},
    }

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="payment_holds")
    payout = models.ForeignKey(Payout, models.PROTECT, null=True, blank=True, related_name="holds")
    state = FSMField(_("state"), default=S.RUNNING, choices=S.choices, protected=True)
    body = models.CharField(_("payment body"), max_length=12, choices=PaymentBody)
    body_name = models.CharField(_("name of the payment body"), max_length=80)
    reference = models.CharField(_("their reference"), max_length=80, blank=True)
    question = models.ForeignKey("complaints.Evidence", models.PROTECT, related_name="payment_holds")
    opened_by = by_agent(_("asked by"))
    opened_at = models.DateTimeField(_("asked at"))
    # When people are reminded next that it still holds money, and how often they were.
    remind_at = models.DateTimeField(null=True, editable=False)
    reminded = models.PositiveSmallIntegerField(default=0, editable=False)
    outcome = models.CharField(_("what follows"), max_length=10, choices=HoldOutcome, blank=True)
    answer = models.CharField(_("what they answered"), max_length=300, blank=True)
    refund_reference = models.CharField(_("reference of the refund"), max_length=80, blank=True)
    because = models.CharField(_("why it was released"), max_length=300, blank=True)
    ended_by = by_agent(_("ended by"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["remind_at", "reminded"])
    objects = PaymentHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("held payment")
        verbose_name_plural = _("held payments")
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["remind_at", "id"], condition=RUNNING, name="payment_hold_due"),
            models.Index(fields=["complaint", "state"], name="payment_hold_of_complaint"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="payment_hold_state_is_known"),
            models.CheckConstraint(condition=~Q(body_name=""), name="payment_hold_names_the_body"),
            models.UniqueConstraint(
                fields=["payout"], condition=RUNNING & Q(payout__isnull=False), name="payment_hold_once_a_payout"
            ),
            models.UniqueConstraint(
                fields=["complaint"], condition=RUNNING & Q(payout=None), name="payment_hold_once_a_complaint"
            ),
            models.CheckConstraint(condition=RUNNING | Q(ended_at__isnull=False), name="payment_hold_ended_has_a_time"),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(answer="") & ~Q(outcome="")), name="payment_hold_answer_has_words"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(refund_reference=""), name="payment_hold_refund_has_a_reference"
            ),
            models.CheckConstraint(
                condition=~Q(state="released")
                | (Q(ended_by__isnull=False) & ~Q(ended_by=F("opened_by")) & ~Q(because="")),
                name="payment_hold_released_by_a_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.body_name}"

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    def timeline(self):
        """Where the door writes what happened: the timeline of the complaint, beside the payout."""
        return {"complaint_id": self.complaint_id, "payout": self.payout, "kind": EventKind.MONEY}

    @property
    def number(self):
        """H-12: how people name it to each other."""
        return f"H-{self.pk}"

    @property
    def is_running(self):
        return self.state == S.RUNNING

    @property
    def held_payouts(self):
        """The payouts that wait for its answer, the oldest first."""
        rows = Payout.objects.unpaid().filter(complaint=self.complaint_id)
        return rows.filter(pk=self.payout_id).order_by("pk") if self.payout_id else rows.order_by("pk")

    @transition(state, S.RUNNING, S.ANSWERED, permission=rules.may_answer_hold)
    def answer_hold(self, *, by, now, outcome, answer, refund_reference):
        self.outcome, self.answer, self.refund_reference = outcome, answer, refund_reference
        self.end(by, now)

    @transition(state, S.RUNNING, S.RELEASED, permission=rules.may_release_payment)
    def release_payment(self, *, by, now, because):
        """Without an answer, by somebody else than who asked."""
        self.because = because
        self.end(by, now)

    @transition(state, S.RUNNING, S.DROPPED)
    def drop_hold(self, *, by, now):
        """The payout was cancelled, or the complaint has ended with nothing unpaid."""
        self.end(by, now)

    def end(self, by, now):
        """It holds nothing any more."""
        self.ended_by_id, self.ended_at = by.pk, now
