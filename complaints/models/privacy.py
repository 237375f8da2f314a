"""How long data is kept, what stops its erasure, and what persons ask about their own data (AR-07, PIPL 44 to 50)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints import rules
from complaints.clock import Clock
from complaints.enums import AskedOf, ClockName, DataState, EventKind, Keeping
from complaints.roles import PRIVACY_OFFICERS as OFFICERS
from complaints.roles import Role

S = DataState
OPEN = Q(state="open")


class RetentionPolicyQuerySet(models.QuerySet):
    """Which row counts."""

    def days_for(self, kind, day):
        """For how many days this kind of data is kept, by the policy in force on a day; None: nothing is erased."""
        rows = self.filter(kind=kind, effective_from__lte=day).order_by("-effective_from")
        return rows.values_list("days", flat=True).first()


class RetentionPolicy(models.Model):
    """For how long one kind of data is kept, since when this counts, and on which grounds."""

    kind = models.CharField(_("kind of data"), max_length=10, choices=Keeping)
    days = models.PositiveIntegerField(_("kept for … days"))
    effective_from = models.DateField(_("in force from"))
    basis = models.CharField(_("grounds"), max_length=200)

    history = HistoricalRecords()
    objects = RetentionPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("retention policy")
        verbose_name_plural = _("retention policies")
        ordering = ["kind", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "effective_from"], name="retention_once"),
            # Trade data is kept for three years at least (E-Commerce Law 31).
            models.CheckConstraint(condition=~Q(kind="case") | Q(days__gte=1095), name="retention_case_three_years"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.days}"


class LegalHold(models.Model):
    """Why nothing of a complaint is erased, whatever its age, until somebody lifts the hold."""

    who_may = {"lift_hold": OFFICERS}

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="holds")
    because = models.TextField(_("why it has to be kept"))
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(_("placed at"))
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lifted_because = models.TextField(_("why it was lifted"), blank=True)

    # The moment at which rules look at this row; set by the door.
    looked_at = None
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=Q(lifted_at=None), name="hold_once"),
            models.CheckConstraint(condition=~Q(because=""), name="hold_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | (Q(lifted_by__isnull=False) & ~Q(lifted_because="")),
                name="hold_lifted_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.complaint_id}: {self.because[:40]}"

    def timeline(self):
        """Where the door writes what happened."""
        return {"complaint_id": self.complaint_id, "kind": EventKind.PRIVACY}


class DataRequestQuerySet(models.QuerySet):
    """The verbs by which pages and the sweep choose requests."""

    def open(self):
        return self.filter(OPEN)

    def to_alert(self, now):
        """Unanswered, and due within three days or late."""
        return self.filter(OPEN, alert_at__lte=now).order_by("alert_at", "pk")


class DataRequest(models.Model):
    """What a person asks about his own data, until when it is answered, and what he was told."""

    who_may = {
        "grant_request": OFFICERS | {Role.SYSTEM},
        "restrict_request": OFFICERS,
        "refuse_request": OFFICERS,
    }

    state = FSMField(_("state"), default=S.OPEN, choices=S.choices, protected=True)
    kind = models.CharField(_("what the person asks"), max_length=10, choices=AskedOf)
    consumer = models.ForeignKey("complaints.Consumer", models.PROTECT, related_name="data_requests")
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="data_requests")
    says = models.TextField(_("in own words"), blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_by = models.DateTimeField(_("answer due by"))
    alert_at = models.DateTimeField(null=True, editable=False)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    # Of a restricted one: from when on the data may be erased.
    until = models.DateTimeField(_("restricted until"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    # The moment at which rules look at this row; set by the door.
    looked_at = None
    history = HistoricalRecords(excluded_fields=["says", "answer", "alert_at"])
    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("data request")
        verbose_name_plural = _("data requests")
        ordering = ["due_by", "pk"]
        indexes = [
            models.Index(fields=["due_by", "id"], condition=OPEN, name="data_request_open"),
            models.Index(fields=["-asked_at", "-id"], name="data_request_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="data_request_state_is_known"),
            models.UniqueConstraint(fields=["consumer", "kind"], condition=OPEN, name="data_request_one_open_a_kind"),
            models.CheckConstraint(
                condition=OPEN | (~Q(answer="") & Q(answered_at__isnull=False)), name="data_request_answered_in_words"
            ),
            models.CheckConstraint(
                condition=~Q(state="restricted") | (Q(kind="erasure") & Q(until__isnull=False)),
                name="data_request_restricted_until",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.consumer_id}"

    def timeline(self):
        """Where the door writes what happened: the complaint through which it came."""
        return {"complaint_id": self.complaint_id, "kind": EventKind.PRIVACY}

    @property
    def clock(self):
        """Fifteen working days."""
        label = _("answer to a data request")
        return Clock(ClockName.TASK, self.asked_at, self.due_by, self.answered_at, state_label=label)

    @transition(state, S.OPEN, S.GRANTED, permission=rules.may_answer_data_request)
    def grant_request(self, *, by, now, answer):
        self.end(by, now, answer)

    @transition(state, S.OPEN, S.RESTRICTED, permission=rules.may_answer_data_request)
    def restrict_request(self, *, by, now, answer, until):
        self.until = until
        self.end(by, now, answer)

    @transition(state, S.OPEN, S.REFUSED, permission=rules.may_answer_data_request)
    def refuse_request(self, *, by, now, answer):
        self.end(by, now, answer)

    def end(self, by, now, answer):
        """It is answered."""
        self.answer, self.answered_at, self.answered_by, self.alert_at = answer, now, by if by.pk else None, None
