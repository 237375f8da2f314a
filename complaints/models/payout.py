"""Money that leaves the house: one row a payment, its own small machine, amounts never edited."""

from datetime import timedelta
from decimal import Decimal

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q, Sum, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints import rules
from complaints.enums import COMMITTED_STATES, UNPAID_STATES, Flag, PayoutKind, PayoutState
from complaints.models.agent import limit_in_force
from complaints.models.ladder import next_roles, total_with_this
from complaints.models.policy import LadderRung

S = PayoutState


class PayoutQuerySet(models.QuerySet):
    """Payouts by how they count."""

    def committed(self):
        """Spent or promised money: it counts against the limit."""
        return self.filter(state__in=COMMITTED_STATES)

    def against_limit(self):
        """A refund of the price is no payout against the limit (product.md 4)."""
        return self.exclude(kind=PayoutKind.REFUND)

    def waiting(self):
        return self.filter(state=S.PROPOSED)

    def unpaid(self):
        """Asked for or on their way, and not paid yet."""
        return self.filter(state__in=UNPAID_STATES)

    def waiting_for(self, agent):
        """Requests this agent may decide now: the rung's roles are his, and he neither asked, owns nor handles.

        One statement; `rules.may_approve_by_ladder` says the same of one row (a test holds them equal).
        """
        involved = Q(proposed_by=agent) | Q(complaint__owner=agent) | Q(complaint__handler=agent)
        rows = self.waiting().alias(
            total=total_with_this(),
            is_statutory=Q(kind=PayoutKind.STATUTORY),
            is_endorsed=Q(endorsed_by__isnull=False),
            clause_claimed=Q(complaint__flags__contains=[Flag.LEGAL_CLAUSE]),
            next_roles=next_roles(),
        )
        mine = rows.filter(next_roles__contained_by=sorted(agent.roles))
        return mine.exclude(involved | Q(endorsed_by=agent, endorsed_by__isnull=False))

    def with_claims(self):
        """With their splits and, as `claims_read`, what is claimed of others for them: no statement more."""
        claims = apps.get_model("complaints", "Recovery").objects.filter(payout=OuterRef("pk")).order_by("pk")
        row = JSONObject(**{name: name for name in ("pk", "party", "amount", "recovered", "state")})
        return self.select_related("split").annotate(claims_read=ArraySubquery(claims.values(row=row)))

    def visible_to(self, agent):
        """Payouts of the complaints this agent may see."""
        complaints = apps.get_model("complaints", "Complaint").objects
        return self.filter(complaint__in=complaints.visible_to(agent))

    def of_family(self, complaint):
        """Payouts of every complaint that counts together with this one."""
        known = complaint.__dict__.get("family")  # under the lock it is known and must not be read anew
        return self.filter(complaint__in=complaint.family_rows() if known is None else known)


class Payout(models.Model):
    """One payment to one consumer (domain.md 7.3). A trigger keeps amount, kind and complaint as they were."""

    class Basis(models.TextChoices):
        OWN_LIMIT = "own_limit", _("own limit")
        REVIEW = "review", _("approved with the proposal")
        LADDER = "ladder", _("approval ladder")
        REVERSAL = "reversal", _("reversal")

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="payouts")
    seq = models.PositiveSmallIntegerField(_("number within the complaint"))
    kind = models.CharField(_("kind"), max_length=12, choices=PayoutKind)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=300)
    remedy = models.ForeignKey("complaints.Remedy", models.PROTECT, null=True, blank=True, related_name="payouts")
    state = FSMField(_("state"), default=S.PROPOSED, choices=S.choices, protected=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="payouts_proposed")
    proposed_at = models.DateTimeField(_("proposed at"))
    endorsed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    endorsed_at = models.DateTimeField(_("first approval at"), null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, blank=True)
    # The price, the limit and the total by which this payout was judged, so that it can be judged again (reconcile).
    price_applied = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    limit_applied = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    total_before = models.DecimalField(max_digits=12, decimal_places=2)
    decision_note = models.CharField(_("note of the decision"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent to the payer at"), null=True, blank=True)
    paid_at = models.DateTimeField(_("paid at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("arrived at"), null=True, blank=True)
    reference = models.CharField(_("bank reference"), max_length=80, blank=True)
    failure = models.CharField(_("why it failed"), max_length=200, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversal")
    idempotency_key = models.CharField(max_length=80, unique=True)
    request_hash = models.CharField(max_length=64)

    history = HistoricalRecords()
    objects = PayoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        ordering = ["-proposed_at", "-pk"]
        indexes = [
            models.Index(fields=["complaint", "state"], name="payout_of_complaint"),
            models.Index(
                fields=["proposed_at", "id"],
                condition=Q(state="proposed"),
                name="payout_waiting",
            ),
            models.Index(fields=["proposed_by", "-proposed_at"], name="payout_of_agent"),
            models.Index(fields=["approved_at"], condition=Q(basis="own_limit"), name="payout_alone"),
            models.Index(fields=["state", "sent_at"], condition=Q(state__in=["paying", "failed"]), name="payout_stuck"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "seq"], name="payout_number_once"),
            models.UniqueConstraint(
                fields=["complaint", "kind"],
                condition=Q(state="proposed"),
                name="payout_one_open_request_per_kind",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, reverses=None) | Q(amount__lt=0, reverses__isnull=False),
                name="payout_positive_unless_reversal",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(basis__in=["own_limit", "review", "reversal"])
                | ~Q(approved_by=F("proposed_by")),
                name="payout_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(endorsed_by=None)
                | (~Q(endorsed_by=F("proposed_by")) & (Q(approved_by=None) | ~Q(endorsed_by=F("approved_by")))),
                name="payout_two_approvers_differ",
            ),
            models.CheckConstraint(
                condition=~Q(basis="own_limit")
                | Q(kind="refund")
                | Q(limit_applied__gte=F("total_before") + F("amount")),
                name="payout_own_limit_holds",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "rejected", "cancelled"])
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="payout_spent_is_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["paid", "confirmed"]) | Q(paid_at__isnull=False),
                name="payout_paid_has_a_time",
            ),
        ]

    def __str__(self):
        return self.number

    def counter_entry(self, *, seq, by, now, reason, spent):
        """The unsaved row that takes this payment back: the same with a negative amount (never an edit)."""
        return Payout(
            complaint=self.complaint,
            seq=seq,
            kind=self.kind,
            amount=-self.amount,
            reason=reason,
            state=S.CONFIRMED,
            proposed_by=by,
            proposed_at=now,
            approved_by=by,
            approved_at=now,
            paid_at=now,
            confirmed_at=now,
            basis=Payout.Basis.REVERSAL,
            total_before=spent,
            reverses=self,
            idempotency_key=f"reversal:{self.pk}",
            request_hash="",
        )

    @property
    def number(self):
        """The payout's own number, such as P-0417-2."""
        return f"P-{self.complaint.short_number}-{self.seq}"

    @property
    def looked_at(self):
        return self.complaint.looked_at

    @looked_at.setter
    def looked_at(self, now):
        self.complaint.looked_at = now

    @property
    def rung(self):
        """The rung of the ladder that decides about this payout as things stand (domain.md 7.3)."""
        total = Decimal(0)
        if self.kind != PayoutKind.REFUND:
            total = self.complaint.money_for(None).spent + self.amount
        return rung_for(self.complaint, total, self.kind == PayoutKind.STATUTORY)

    def timeline(self):
        """Where the door writes what happened: the timeline of the complaint."""
        return {"complaint_id": self.complaint_id, "payout": self, "kind": "money"}

    @property
    def claims(self):
        """What is claimed of others for it: as a page has read it along, else asked for now."""
        read = vars(self).get("claims_read")
        return list(self.recoveries.all()) if read is None else [rules.Claim.of(row) for row in read]

    @property
    def cost_centres(self):
        """[(centre, bearer, amount), ...]: by its kind, and by its split once there is one (DP-05)."""
        return rules.cost_centres(self)

    @property
    def is_unpaid(self):
        return self.state in UNPAID_STATES

    @property
    def held_by(self):
        """The payment body whose answer it waits for (DP-20), or "": as a page has read it along, else asked for."""
        around = vars(self.complaint).get("holds_around")
        if around is None:
            return apps.get_model("complaints", "PaymentHold").objects.body_holding(self)
        return next((row["name"] for row in around if row["runs"] and row["payout"] in (self.pk, None)), "")

    @transition(
        state,
        source=S.PROPOSED,
        target=S.PROPOSED,
        conditions=[rules.is_clause_answered],
        permission=rules.may_endorse,
    )
    def endorse(self, *, by, now, note=""):
        """The first of two approvals."""
        self.endorsed_by, self.endorsed_at, self.decision_note = by, now, note

    @transition(
        state,
        source=S.PROPOSED,
        target=S.APPROVED,
        conditions=[rules.is_case_payable, rules.is_refund_covered, rules.is_clause_answered, rules.is_not_held],
        permission=rules.may_approve_payout,
    )
    def approve(self, *, by, now, basis, limit=None, note=""):
        self.approved_by, self.approved_at, self.basis = by, now, basis
        self.price_applied = self.complaint.order_amount if self.kind == PayoutKind.REFUND else None
        self.limit_applied, self.decision_note = limit, note

    @transition(state, source=S.PROPOSED, target=S.REJECTED, permission=rules.may_reject_payout)
    def reject(self, *, by, now, note):
        self.decision_note = note

    @transition(
        state,
        source=[S.PROPOSED, S.APPROVED, S.FAILED],
        target=S.CANCELLED,
        permission=rules.may_cancel_payout,
    )
    def cancel(self, *, by, now):
        """Nothing was paid and nothing will be."""

    @transition(
        state, source=S.APPROVED, target=S.PAYING, conditions=[rules.is_not_held], permission=rules.may_handle_payment
    )
    def pay(self, *, by, now):
        self.sent_at = now

    @transition(state, source=S.PAYING, target=S.PAID, permission=rules.may_handle_payment)
    def mark_paid(self, *, by, now, reference=""):
        self.paid_at, self.reference = now, reference

    @transition(state, source=S.PAYING, target=S.FAILED, permission=rules.may_handle_payment)
    def fail(self, *, by, now, failure):
        self.failure = failure

    @transition(
        state, source=S.FAILED, target=S.PAYING, conditions=[rules.is_not_held], permission=rules.may_handle_payment
    )
    def retry(self, *, by, now):
        self.sent_at, self.failure = now, ""

    @transition(state, source=S.PAID, target=S.CONFIRMED, permission=rules.may_confirm_payment)
    def confirm(self, *, by, now):
        self.confirmed_at = now

    @transition(state, source=[S.PAID, S.CONFIRMED], target=S.REVERSED, permission=rules.may_reverse_payout)
    def reverse(self, *, by, now):
        """The money came back: the counter-entry is a row of its own."""


def sum_of(queryset):
    """The sum of the amounts of a queryset, zero if it is empty."""
    return queryset.aggregate(total=Sum("amount"))["total"] or Decimal(0)


SUMS = ("spent", "pending", "refunded")


def sums_of(pk, root, order_number):
    """The aggregates behind `Money`, over the payouts of a family.

    A price is paid back once: of refunds only those of the same order count, and of what is merged. A complaint that
    is merely linked, as those of one incident are, is another purchase.
    """
    same_order = Q(complaint__order_number=order_number) & ~Q(complaint__order_number="")
    same_purchase = Q(complaint=pk) | Q(complaint=root) | Q(complaint__master=root) | same_order
    return {
        "spent": Sum("amount", filter=Q(state__in=COMMITTED_STATES) & ~Q(kind=PayoutKind.REFUND)),
        "pending": Sum("amount", filter=Q(state=S.PROPOSED) & ~Q(kind=PayoutKind.REFUND)),
        "refunded": Sum("amount", filter=Q(state__in=COMMITTED_STATES, kind=PayoutKind.REFUND) & same_purchase),
    }


def family_sums(family, sums):
    """The sums over a family of complaints as a subquery of one value, {name: amount}; nothing without a payout."""
    rows = Payout.objects.order_by().filter(complaint__in=family).values(everything=Value(1)).annotate(**sums)
    return rows.values(sums=JSONObject(**{name: name for name in SUMS}))


def purse_of(complaint, agent, now):
    """Limit, spent, pending and refundable for one more payout on `complaint` (in CNY), as `rules.Money`."""
    known = vars(complaint).get("sums")  # a page has added them up already; under the lock the row is fresh
    sums = known or Payout.objects.of_family(complaint).aggregate(
        **sums_of(complaint.pk, complaint.master_id or complaint.pk, complaint.order_number)
    )
    limit = limit_in_force(agent, now) if agent else None
    return rules.Money(
        limit=limit.amount if limit else Decimal(0),
        spent=sums["spent"] or Decimal(0),
        pending=sums["pending"] or Decimal(0),
        price=complaint.order_amount,
        refunded=sums["refunded"] or Decimal(0),
        pot_left=pot_left(agent, limit, now) if limit and limit.daily_pot is not None else None,
    )


def pot_left(agent, limit, now):
    """What is left of the agent's daily pot: own decisions of the last 24 hours count."""
    today = Payout.objects.committed().against_limit()
    spent = today.filter(approved_by=agent, basis=Payout.Basis.OWN_LIMIT, approved_at__gt=now - timedelta(days=1))
    return limit.daily_pot - sum_of(spent)


def rung_for(complaint, total, statutory=False):
    """The row of the ladder for this total and tier; legal joins as second approver if a clause is claimed."""
    rows = LadderRung.objects.filter(tier=complaint.tier, statutory=statutory)
    rung = next(row for row in rows if row.up_to is None or total <= row.up_to)
    if rung.legal_if_clause and Flag.LEGAL_CLAUSE in complaint.flags and not rung.second_roles:
        rung.second_roles = ["legal"]
    return rung
