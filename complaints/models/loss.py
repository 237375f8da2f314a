"""What a payout cost and who bears it: the split by party, the claims against others, and what came in (DP-09)."""

from decimal import Decimal

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, FSMField, transition
from simple_history.models import HistoricalRecords

from complaints import rules
from complaints.enums import CLAIMABLE, OPEN_CLAIMS, RUNNING_CLAIMS, Bearer, EventKind, RecoveryState, SplitBasis
from complaints.models.payout import Payout
from complaints.roles import Role

S = RecoveryState
FRONT, LEAD, MID, BACK = Role.FRONT_LINE, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE
ON_THE_CASE, SUPERVISORS = {FRONT, LEAD, MID, BACK}, {LEAD, MID, BACK}
RUNNING = Q(state__in=[state.value for state in RUNNING_CLAIMS])
OPEN = Q(state__in=[state.value for state in OPEN_CLAIMS])
OTHERS = [bearer.value for bearer in CLAIMABLE]


def share_of(bearer):
    """The column of one bearer."""
    return models.DecimalField(bearer.label, max_digits=12, decimal_places=2, default=Decimal(0))


def by_agent(label, **more):
    """Who did one step."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=label, **more)


class LossSplit(models.Model):
    """How much of one payout each party bears; the parts are the whole, to the cent (a trigger holds it)."""

    payout = models.OneToOneField(Payout, models.PROTECT, primary_key=True, related_name="split")
    platform = share_of(Bearer.PLATFORM)
    merchant = share_of(Bearer.MERCHANT)
    carrier = share_of(Bearer.CARRIER)
    insurer = share_of(Bearer.INSURER)
    payment_body = share_of(Bearer.PAYMENT_BODY)
    basis = models.CharField(_("basis"), max_length=10, choices=SplitBasis)
    because = models.CharField(_("why not as found"), max_length=300, blank=True)
    split_by = by_agent(_("split by"))
    split_at = models.DateTimeField(_("split at"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("split of a loss")
        verbose_name_plural = _("splits of losses")
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{bearer.value}__gte": 0 for bearer in Bearer}), name="loss_split_not_negative"
            ),
            models.CheckConstraint(condition=~Q(basis="decided") | ~Q(because=""), name="loss_split_decided_says_why"),
        ]

    def __str__(self):
        return str(self.payout)

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    def timeline(self):
        """Where the door writes what happened: beside the payout."""
        return {"complaint_id": self.payout.complaint_id, "payout": self.payout, "kind": EventKind.MONEY}

    @property
    def shares(self):
        """{bearer: amount} of those who bear something, the platform first."""
        return {bearer: amount for bearer in Bearer if (amount := getattr(self, bearer.value))}


class RecoveryQuerySet(models.QuerySet):
    """The verbs by which pages choose claims."""

    def running(self):
        return self.filter(RUNNING)

    def overdue(self, now):
        """The party has neither answered nor paid in time, or we have not paid back."""
        return self.filter(OPEN, due_by__lt=now)

    def to_alert(self, now, later):
        """Overdue ones of which somebody has to be told: at once, and once more so much later."""
        late = Q(alerted=0, due_by__lte=now) | Q(alerted=1, due_by__lte=now - later)
        return self.filter(OPEN & late).order_by("due_by", "pk")

    def visible_to(self, agent):
        """Claims of the complaints this agent may see."""
        complaints = apps.get_model("complaints", "Complaint").objects
        return self.filter(complaint__in=complaints.visible_to(agent).order_by())


class Recovery(models.Model):
    """A claim against who caused a loss: the consumer has his money first. Only `lifecycle.move()` sets its state."""

    who_may = {
        "agree_recovery": ON_THE_CASE,
        "refuse_recovery": ON_THE_CASE,
        "claim_again": ON_THE_CASE,
        "receive_recovery": SUPERVISORS,
        "ask_give_up": ON_THE_CASE,
        "keep_recovery": SUPERVISORS,
        "give_up_recovery": SUPERVISORS,
        "end_claim": {Role.SYSTEM},
        "repay_claim": SUPERVISORS,
    }

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="recoveries")
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="recoveries")
    state = FSMField(_("state"), default=S.CLAIMED, choices=S.choices, protected=True)
    party = models.CharField(_("party"), max_length=12, choices=Bearer)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    grounds = models.CharField(_("grounds"), max_length=300)
    opened_by = by_agent(_("opened by"))
    opened_at = models.DateTimeField(_("opened at"))
    # When the party has to answer; once it has agreed, when it has to pay; at last when we have to pay back.
    due_by = models.DateTimeField(_("due by"))
    # How often people were told that this due day has passed.
    alerted = models.PositiveSmallIntegerField(default=0, editable=False)
    agreed = models.DecimalField(_("agreed amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    answer = models.CharField(_("what the party answered"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    recovered = models.DecimalField(_("recovered amount"), max_digits=12, decimal_places=2, default=Decimal(0))
    recovered_at = models.DateTimeField(_("recovered at"), null=True, blank=True)
    give_up_asked_by = by_agent(_("giving up asked by"), null=True, blank=True)
    give_up_asked_at = models.DateTimeField(_("giving up asked at"), null=True, blank=True)
    give_up_why = models.CharField(_("why it is given up"), max_length=300, blank=True)
    given_up_by = by_agent(_("given up by"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    # Up to how much one person could give up then, so that it can be judged again.
    alone_up_to = models.DecimalField(max_digits=12, decimal_places=2, null=True, editable=False)

    repaid_reference = models.CharField(_("bank reference of the repayment"), max_length=80, blank=True)
    repaid_by = by_agent(_("paid back by"), null=True, blank=True)
    repaid_at = models.DateTimeField(_("paid back at"), null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["alerted"])
    objects = RecoveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("recovery")
        verbose_name_plural = _("recoveries")
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["due_by", "id"], condition=OPEN, name="recovery_due"),
            models.Index(fields=["-opened_at", "-id"], name="recovery_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["payout", "party"], name="recovery_once_per_party"),
            models.CheckConstraint(condition=Q(state__in=S.values), name="recovery_state_is_known"),
            models.CheckConstraint(condition=Q(party__in=OTHERS), name="recovery_from_somebody_else"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="recovery_positive"),
            models.CheckConstraint(
                condition=Q(recovered__gte=0, recovered__lte=F("amount")), name="recovery_not_more_than_claimed"
            ),
            models.CheckConstraint(
                condition=Q(agreed=None) | Q(agreed__gt=0, agreed__lte=F("amount")), name="recovery_agreed_within_claim"
            ),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(recovered=F("amount"), recovered_at__isnull=False),
                name="recovery_received_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="part") | Q(recovered__gt=0, recovered__lt=F("amount")), name="recovery_part_is_part"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(answer=""), name="recovery_refused_with_words"),
            models.CheckConstraint(
                condition=~Q(state="given_up")
                | (Q(given_up_by__isnull=False, given_up_at__isnull=False) & ~Q(give_up_why="")),
                name="recovery_given_up_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="given_up")
                | Q(give_up_asked_by__isnull=False)
                | Q(alone_up_to__gte=F("amount") - F("recovered")),
                name="recovery_large_needs_two",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["owed_back", "repaid"]) | Q(recovered__gt=0), name="recovery_owed_back_came_in"
            ),
            models.CheckConstraint(
                condition=~Q(state="repaid")
                | (Q(repaid_by__isnull=False, repaid_at__isnull=False) & ~Q(repaid_reference="")),
                name="recovery_repaid_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(given_up_by=None) | Q(give_up_asked_by=None) | ~Q(given_up_by=F("give_up_asked_by")),
                name="recovery_four_eyes",
            ),
        ]

    def __str__(self):
        return f"{self.get_party_display()} ¥{self.amount:,.2f}"

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    def timeline(self):
        """Where the door writes what happened: the timeline of the complaint."""
        return {"complaint_id": self.complaint_id, "recovery": self, "kind": EventKind.MONEY}

    @property
    def number(self):
        """R-12: how people name it to each other."""
        return f"R-{self.pk}"

    @property
    def rest(self):
        """What has not come in."""
        return self.amount - self.recovered

    @property
    def outstanding(self):
        """What somebody still has to pay: the party to us, or we to the party."""
        return self.recovered if self.state == S.OWED_BACK else self.rest if self.is_running else Decimal(0)

    @property
    def counts(self):
        """What it takes of the payout: once it is given up only what came in."""
        return self.recovered if self.state in (S.GIVEN_UP, S.LAPSED) else self.amount

    @property
    def is_running(self):
        return self.state in RUNNING_CLAIMS

    @property
    def is_open(self):
        """Whether somebody has to do the next step until its due day."""
        return self.state in OPEN_CLAIMS

    @transition(state, [S.CLAIMED, S.REFUSED], S.AGREED, permission=rules.may_work_on_recovery)
    def agree_recovery(self, *, by, now, agreed, due_by, answer):
        """The party will pay, all or a part, until a day."""
        self.agreed, self.answer, self.answered_at = agreed, answer, now
        self.due_on(due_by)

    @transition(state, [S.CLAIMED, S.AGREED], S.REFUSED, permission=rules.may_work_on_recovery)
    def refuse_recovery(self, *, by, now, answer):
        """The party will not pay."""
        self.answer, self.answered_at, self.agreed = answer, now, None

    @transition(state, S.REFUSED, S.CLAIMED, permission=rules.may_work_on_recovery)
    def claim_again(self, *, by, now, due_by):
        """Once more, with what was missing."""
        self.due_on(due_by)

    @transition(
        state,
        [S.CLAIMED, S.AGREED, S.REFUSED, S.PART],
        RETURN_VALUE(S.PART, S.RECEIVED),
        permission=rules.may_work_on_recovery,
    )
    def receive_recovery(self, *, by, now, amount):
        """Money has come in; the last part ends the claim."""
        self.recovered += amount
        if self.recovered < self.amount:
            return S.PART
        self.recovered_at = now
        return S.RECEIVED

    @transition(
        state,
        [S.CLAIMED, S.AGREED, S.REFUSED, S.PART],
        S.GIVEN_UP,
        permission=rules.may_give_up,
    )
    def give_up_recovery(self, *, by, now, why, alone_up_to):
        """The rest is borne by the platform."""
        self.given_up_by, self.given_up_at, self.alone_up_to = by, now, alone_up_to
        self.give_up_why = self.give_up_why or why

    @transition(
        state,
        [S.CLAIMED, S.AGREED, S.REFUSED, S.PART, S.RECEIVED, S.GIVEN_UP],
        RETURN_VALUE(S.LAPSED, S.OWED_BACK),
        conditions=[rules.is_payout_reversed],
    )
    def end_claim(self, *, by, now, due_by):
        """Its payout came back: nothing is claimed any more, and what came in is owed back."""
        if not self.recovered:
            return S.LAPSED
        self.due_on(due_by)
        return S.OWED_BACK

    @transition(state, S.OWED_BACK, S.REPAID, permission=rules.may_work_on_recovery)
    def repay_claim(self, *, by, now, reference):
        """We do not owe it any more."""
        self.repaid_reference, self.repaid_by, self.repaid_at = reference, by, now

    def due_on(self, due_by):
        """A new due day; of the old one nobody is told any more."""
        self.due_by, self.alerted = due_by, 0


class Receipt(models.Model):
    """One amount that came in for a claim; a trigger keeps it as it is, and the sum of them what the claim says."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="receipts")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    reference = models.CharField(_("bank reference"), max_length=80)
    recorded_by = by_agent(_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recovery", "reference"], name="receipt_reference_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_positive"),
            models.CheckConstraint(condition=~Q(reference=""), name="receipt_has_a_reference"),
        ]

    def __str__(self):
        return f"¥{self.amount:,.2f} {self.reference}"
