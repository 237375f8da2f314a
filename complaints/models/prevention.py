"""Corrective and preventive actions: what is changed so that a complaint does not come again (AR-10, AN-11)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints import rules
from complaints.clock import Clock
from complaints.enums import LIVE_CAPAS, CapaKind, CapaState, ClockName, EventKind, RootCause
from complaints.models.complaint import Complaint
from complaints.roles import SEE_ALL, Role, has_role

S = CapaState
LIVE = Q(state__in=[state.value for state in LIVE_CAPAS])
FRONT, LEAD, MID, BACK, MANAGER = Role.FRONT_LINE, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE, Role.MANAGER
AHEAD = timedelta(days=2)  # so long before it is due its owner is reminded
AGAIN = timedelta(days=7)  # and as often afterwards


def first_reminder(due_by, now):
    """When the owner is reminded: some days ahead, else when it is due."""
    return due_by - AHEAD if due_by - AHEAD > now else due_by


class CorrectiveActionQuerySet(models.QuerySet):
    """The verbs by which pages and the sweep choose actions."""

    def live(self):
        return self.filter(LIVE)

    def visible_to(self, agent):
        """Whoever sees every complaint sees every action; others their own, and those of complaints they see."""
        if has_role(agent, *SEE_ALL):
            return self
        if not has_role(agent, FRONT):
            return self.none()
        cases = Complaint.objects.visible_to(agent).order_by().values("pk")
        links = self.model.complaints.through.objects.filter(complaint__in=cases)
        return self.filter(Q(owner=agent) | Q(pk__in=links.values("correctiveaction")))

    def to_alert(self, now):
        """Of which somebody has to be reminded."""
        return self.filter(LIVE, alert_at__lte=now).order_by("alert_at", "pk")


class CorrectiveAction(models.Model):
    """One action: what, why, who, until when, with proof, and its effect as somebody else judged it.

    `root_cause`, `category`, `merchant`: the complaints that are counted before and after it. Only `lifecycle.move()`
    changes its state.
    """

    who_may = {
        "plan_action": {FRONT, LEAD, MID, BACK},
        "tie_action": {FRONT, LEAD, MID, BACK},
        "give_action": {LEAD, MID, BACK},
        "carry_out_action": {FRONT, LEAD, MID, BACK},
        "confirm_action": {LEAD, MID, BACK, MANAGER},
        "resume_action": {LEAD, MID, BACK, MANAGER},
        "drop_action": {LEAD, MID, BACK},
    }

    state = FSMField(_("state"), default=S.OPEN, choices=S.choices, protected=True)
    kind = models.CharField(_("kind"), max_length=10, choices=CapaKind, default=CapaKind.CORRECTIVE)
    title = models.CharField(_("what is done"), max_length=120)
    because = models.TextField(_("why"))
    lesson = models.CharField(_("lesson it follows from"), max_length=200, blank=True)
    # What is counted before and after.
    root_cause = models.CharField(_("root cause"), max_length=12, choices=RootCause, blank=True)
    category = models.ForeignKey(
        "complaints.Category", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    merchant = models.CharField(_("merchant"), max_length=120, blank=True)
    # On its timeline stands what happens to the action, too.
    first = models.ForeignKey(Complaint, models.PROTECT, related_name="+", verbose_name=_("first complaint"))
    complaints = models.ManyToManyField(Complaint, related_name="corrective_actions")
    incident = models.ForeignKey(
        "complaints.Incident", models.PROTECT, null=True, blank=True, related_name="corrective_actions"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="corrective_actions", verbose_name=_("owner")
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("planned by")
    )
    opened_at = models.DateTimeField(_("planned at"))
    due_by = models.DateTimeField(_("due by"))
    check_days = models.PositiveSmallIntegerField(_("effect checked after … days"), default=30)
    proof = models.TextField(_("proof"), blank=True)
    evidence = models.ManyToManyField("complaints.Evidence", blank=True, related_name="corrective_actions")
    done_at = models.DateTimeField(_("carried out at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("carried out by")
    )
    check_by = models.DateTimeField(_("effect to be checked from"), null=True, blank=True)
    checked_at = models.DateTimeField(_("effect checked at"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("effect checked by")
    )
    verdict = models.TextField(_("what the check found"), blank=True)
    # The counts as they stood at the verdict.
    figures = models.JSONField(_("figures of the check"), default=dict, blank=True)
    reopened = models.PositiveSmallIntegerField(_("how often it had no effect"), default=0)
    alert_at = models.DateTimeField(null=True, editable=False)

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    history = HistoricalRecords(excluded_fields=["alert_at"])
    objects = CorrectiveActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("corrective action")
        verbose_name_plural = _("corrective actions")
        ordering = ["due_by", "pk"]
        indexes = [
            models.Index(fields=["due_by", "id"], condition=LIVE, name="capa_live"),
            models.Index(fields=["alert_at", "id"], condition=LIVE & Q(alert_at__isnull=False), name="capa_alert"),
            models.Index(fields=["-opened_at", "-id"], name="capa_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="capa_state_is_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(because=""), name="capa_says_what_and_why"),
            models.CheckConstraint(
                condition=~Q(root_cause="") | Q(category__isnull=False) | ~Q(merchant=""), name="capa_can_be_counted"
            ),
            models.CheckConstraint(condition=Q(check_days__range=(7, 365)), name="capa_checked_within_a_year"),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "effective"])
                | (~Q(proof="") & Q(done_at__isnull=False, done_by__isnull=False, check_by__isnull=False)),
                name="capa_done_with_proof",
            ),
            models.CheckConstraint(
                condition=~Q(state="effective") | (~Q(verdict="") & Q(checked_by__isnull=False)),
                name="capa_effective_was_checked",
            ),
            models.CheckConstraint(
                condition=~Q(state="effective") | (~Q(checked_by=F("owner")) & ~Q(checked_by=F("done_by"))),
                name="capa_four_eyes",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def number(self):
        """Its own number, such as GJ-26-0007."""
        return f"GJ-{self.opened_at:%y}-{self.pk:04d}"

    @property
    def is_live(self):
        return self.state in LIVE_CAPAS

    @property
    def clock(self):
        """Until it is carried out; then until somebody looks at the effect."""
        if self.state == S.OPEN:
            return Clock(ClockName.TASK, self.opened_at, self.due_by, state_label=_("corrective action"))
        return Clock(ClockName.TASK, self.done_at, self.check_by, self.checked_at, state_label=_("check of the effect"))

    def timeline(self):
        """Where the door writes what happened."""
        return {"complaint_id": self.first_id, "kind": EventKind.FACT}

    @transition(state, S.OPEN, S.DONE, permission=rules.may_carry_out)
    def carry_out_action(self, *, by, now, proof):
        self.proof, self.done_at, self.done_by = proof, now, by
        self.check_by = self.alert_at = now + timedelta(days=self.check_days)
        self.checked_at = self.checked_by = None

    @transition(
        state, S.DONE, S.EFFECTIVE, permission=rules.may_judge_effect, custom={"window": rules.has_effect_shown}
    )
    def confirm_action(self, *, by, now, verdict, figures):
        self.verdict, self.figures, self.checked_at, self.checked_by = verdict, figures, now, by
        self.alert_at = None

    @transition(state, S.DONE, S.OPEN, permission=rules.may_judge_effect, custom={"window": rules.has_effect_shown})
    def resume_action(self, *, by, now, verdict, figures, due_by):
        self.verdict, self.figures, self.checked_at, self.checked_by = verdict, figures, now, by
        self.reopened, self.due_by, self.alert_at = self.reopened + 1, due_by, first_reminder(due_by, now)

    @transition(state, S.OPEN, S.DROPPED, permission=rules.may_carry_out)
    def drop_action(self, *, by, now):
        self.alert_at = None
