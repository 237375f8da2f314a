"""A measure against a merchant that cannot wait: asked by one, decided by another, lifted with a reason (DP-16)."""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints import rules
from complaints.clock import Clock
from complaints.enums import OPEN_FREEZES, ClockName, EventKind, Extent, FreezeKind, FreezeState
from complaints.roles import HANDLERS, SEE_ALL, Role, has_role

S = FreezeState
FRONT, LEAD, MID, BACK, MANAGER = Role.FRONT_LINE, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE, Role.MANAGER
DECIDERS = frozenset({MID, BACK, MANAGER})
OPEN = Q(state__in=[state.value for state in OPEN_FREEZES])
A_DAY = timedelta(days=1)


def person(label, **more):
    """Who did one step."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=label, **more)


class FreezeQuerySet(models.QuerySet):
    """The verbs by which pages and the sweep choose freezes."""

    def open(self):
        return self.filter(OPEN)

    def to_alert(self, now):
        """About which somebody has to be reminded."""
        return self.filter(OPEN, alert_at__lte=now).order_by("alert_at", "pk")

    def visible_to(self, agent):
        """Whoever sees all complaints; the desks that carry it out; all others where they see the complaint."""
        if has_role(agent, *SEE_ALL):
            return self
        if not has_role(agent, FRONT):
            return self.none()
        if agent.department_id in rules.CARRIES_OUT:
            return self
        complaints = apps.get_model("complaints", "Complaint").objects
        return self.filter(complaint__in=complaints.visible_to(agent).order_by())


class Freeze(models.Model):
    """One measure against one merchant, out of one complaint. Only `lifecycle.move()` changes its state."""

    who_may = {
        "ask_freeze": {FRONT, LEAD, MID, BACK},
        "grant_freeze": DECIDERS,
        "refuse_freeze": DECIDERS,
        "withdraw_freeze": {FRONT, LEAD, MID, BACK},
        "carry_out_freeze": HANDLERS,
        "keep_freeze": DECIDERS,
        "lift_freeze": DECIDERS,
    }

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="freezes")
    state = FSMField(_("state"), default=S.ASKED, choices=S.choices, protected=True)
    kind = models.CharField(_("measure"), max_length=10, choices=FreezeKind)
    merchant = models.CharField(_("merchant"), max_length=120)
    product = models.CharField(_("product"), max_length=200, blank=True)
    facts = models.TextField(_("facts established"))
    reason = models.TextField(_("why it cannot wait"))
    basis = models.CharField(_("rule or law it rests on"), max_length=300)
    asked_by = person(_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    due_by = models.DateTimeField(_("decision due by"))
    decided_by = person(_("decided by"), null=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_why = models.TextField(_("reasons of the decision"), blank=True)
    # A freeze has no natural end: until then somebody looks whether it is still needed.
    review_by = models.DateTimeField(_("looked at again by"), null=True, blank=True)
    extent = models.CharField(_("carried out"), max_length=10, choices=Extent, blank=True)
    carried_by = person(_("carried out by"), null=True)
    carried_at = models.DateTimeField(_("carried out at"), null=True, blank=True)
    carried_note = models.TextField(_("what was done"), blank=True)
    ended_by = person(_("ended by"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_why = models.TextField(_("why it ended"), blank=True)
    alert_at = models.DateTimeField(null=True, editable=False)

    # The moment at which rules look at this row; set by the door.
    looked_at = None
    history = HistoricalRecords(excluded_fields=["alert_at"])
    objects = FreezeQuerySet.as_manager()

    class Meta:
        verbose_name = _("freeze")
        verbose_name_plural = _("freezes")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["due_by", "id"], condition=OPEN, name="freeze_open"),
            models.Index(fields=["alert_at", "id"], condition=OPEN & Q(alert_at__isnull=False), name="freeze_alert"),
            models.Index(fields=["-asked_at", "-id"], name="freeze_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="freeze_state_is_known"),
            models.UniqueConstraint(fields=["merchant", "kind", "product"], condition=OPEN, name="freeze_once"),
            models.CheckConstraint(
                condition=~Q(merchant="") & ~Q(facts="") & ~Q(reason="") & ~Q(basis=""), name="freeze_says_why"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="freeze_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "withdrawn"])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision_why="")),
                name="freeze_decided_with_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "in_force"]) | Q(review_by__isnull=False),
                name="freeze_looked_at_again",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force")
                | (Q(carried_by__isnull=False, carried_at__isnull=False) & ~Q(extent="") & ~Q(carried_note="")),
                name="freeze_in_force_is_shown",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["withdrawn", "lifted"])
                | (Q(ended_by__isnull=False, ended_at__isnull=False) & ~Q(ended_why="")),
                name="freeze_ended_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.get_kind_display()} · {self.merchant}"

    @property
    def number(self):
        """Its own number, such as DJ-26-0007."""
        return f"DJ-{self.asked_at:%y}-{self.pk:04d}"

    @property
    def is_open(self):
        return self.state in OPEN_FREEZES

    @property
    def clock(self):
        """Until it is decided; then until somebody looks again; None where nothing runs."""
        if self.state == S.ASKED:
            return Clock(ClockName.TASK, self.asked_at, self.due_by, state_label=_("decision on a freeze"))
        if self.is_open:
            return Clock(ClockName.TASK, self.decided_at, self.review_by, state_label=_("second look at a freeze"))
        return None

    def timeline(self):
        """Where the door writes what happened."""
        return {"complaint_id": self.complaint_id, "kind": EventKind.FACT}

    @transition(state, S.ASKED, S.GRANTED, permission=rules.may_decide_freeze)
    def grant_freeze(self, *, by, now, why, review_by):
        self.decided_by, self.decided_at, self.decision_why = by, now, why
        self.review_by, self.alert_at = review_by, review_by

    @transition(state, S.ASKED, S.REFUSED, permission=rules.may_decide_freeze)
    def refuse_freeze(self, *, by, now, why):
        self.decided_by, self.decided_at, self.decision_why, self.alert_at = by, now, why, None

    @transition(state, S.ASKED, S.WITHDRAWN, permission=rules.may_withdraw_freeze)
    def withdraw_freeze(self, *, by, now, why):
        self.end(by, now, why)

    @transition(state, [S.GRANTED, S.IN_FORCE], S.IN_FORCE, permission=rules.may_carry_out_freeze)
    def carry_out_freeze(self, *, by, now, extent, note):
        self.extent, self.carried_by, self.carried_at, self.carried_note = extent, by, now, note

    @transition(state, [S.GRANTED, S.IN_FORCE], S.LIFTED, permission=rules.may_lift_freeze)
    def lift_freeze(self, *, by, now, why):
        self.end(by, now, why)

    def end(self, by, now, why):
        """Nothing is frozen any more."""
        self.ended_by, self.ended_at, self.ended_why, self.alert_at = by, now, why, None
