"""Incidents: many complaints about one product, batch or merchant, handled as one thing (DP-15)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints import rules
from complaints.clock import Clock
from complaints.enums import RUNNING_INCIDENTS, SHUT, ClockName, EventKind, IncidentState, Tier
from complaints.models.complaint import Complaint
from complaints.roles import SEE_ALL, Role, has_role

S = IncidentState
RUNNING = Q(state__in=[state.value for state in RUNNING_INCIDENTS])
FRONT, LEAD, MID, BACK = Role.FRONT_LINE, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE
# What a report to the people concerned has to say (scenario 9), in the order of its form.
REPORT_PARTS = ("report_facts", "report_cause", "report_measures", "report_consumer")


class IncidentQuerySet(models.QuerySet):
    """The verbs by which pages choose incidents."""

    def running(self):
        return self.filter(RUNNING)

    def report_alarms(self, now):
        """Running ones whose report is not shared although its time is short or over."""
        return self.running().filter(alert_at__lte=now, reported_at=None).order_by("alert_at", "pk")

    def visible_to(self, agent):
        """Whoever sees every complaint sees every incident; others where they own it, or have a case or task in it."""
        if has_role(agent, *SEE_ALL):
            return self
        if not has_role(agent, FRONT):
            return self.none()
        cases = IncidentCase.objects.filter(complaint__in=Complaint.objects.visible_to(agent).order_by())
        return self.filter(Q(owner=agent) | Q(pk__in=cases.values("incident")))


class Incident(models.Model):
    """One thing that has hit many consumers. Only `lifecycle.move()` changes its state."""

    who_may = {
        "open_incident": {LEAD, MID, BACK},
        "join_incident": {FRONT, LEAD, MID, BACK},
        "leave_incident": {LEAD, MID, BACK},
        "give_incident": {LEAD, MID, BACK},
        "order_measure": {FRONT, LEAD, MID, BACK},
        "write_report": {FRONT, LEAD, MID, BACK},
        "share_report": {MID, BACK},
        "pass_report": {FRONT, LEAD, MID, BACK},
        "tell_all": {LEAD, MID, BACK},
        "contain_incident": {FRONT, LEAD, MID, BACK},
        "flare_up": {FRONT, LEAD, MID, BACK},
        "close_incident": {LEAD, MID, BACK},
    }

    state = FSMField(_("state"), default=S.OPEN, choices=S.choices, protected=True)
    title = models.CharField(_("title"), max_length=120)
    product = models.CharField(_("product"), max_length=200, blank=True)
    batch = models.CharField(_("batch"), max_length=100, blank=True)
    merchant = models.CharField(_("merchant"), max_length=200, blank=True)
    because = models.TextField(_("why it is an incident"))
    tier = models.CharField(_("tier"), max_length=10, choices=Tier, default=Tier.HIGH)
    # On its timeline stands what happens to the incident, too.
    first = models.ForeignKey(Complaint, models.PROTECT, related_name="+", verbose_name=_("first complaint"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="incidents", verbose_name=_("owner")
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"))
    report_by = models.DateTimeField(_("report due by"))
    alert_at = models.DateTimeField(_("next reminder"), null=True, editable=False)
    report_facts = models.TextField(_("what has happened"), blank=True)
    report_cause = models.TextField(_("cause, as far as it is known"), blank=True)
    report_measures = models.TextField(_("what has been done and what follows"), blank=True)
    report_consumer = models.TextField(_("consumer version"), blank=True)
    # {language: text}: what consumers read who use another language than the house.
    report_texts = models.JSONField(_("consumer version in other languages"), default=dict, blank=True)
    reported_at = models.DateTimeField(_("report shared at"), null=True, blank=True)
    contained_at = models.DateTimeField(_("contained at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    summary = models.TextField(_("what came of it"), blank=True)
    complaints = models.ManyToManyField(Complaint, through="IncidentCase", related_name="incidents")

    history = HistoricalRecords()
    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["state", "-opened_at", "-id"], name="incident_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="incident_state_is_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(because=""), name="incident_says_why"),
            models.CheckConstraint(condition=Q(report_by__gt=F("opened_at")), name="incident_report_after_opening"),
            models.CheckConstraint(
                condition=Q(reported_at=None)
                | ~(Q(report_facts="") | Q(report_cause="") | Q(report_measures="") | Q(report_consumer="")),
                name="incident_report_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(closed_at__isnull=False) & ~Q(summary="")),
                name="incident_closed_with_a_summary",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def number(self):
        """Its own number, such as SJ-26-0007."""
        return f"SJ-{self.opened_at:%y}-{self.pk:04d}"

    @property
    def is_running(self):
        return self.state in RUNNING_INCIDENTS

    @property
    def report_clock(self):
        """Twelve hours for the shared report (DP-03)."""
        return Clock(ClockName.REPORT, self.opened_at, self.report_by, self.reported_at, state_label=_("shared report"))

    def consumer_text(self, language):
        """The consumer version for somebody who reads this language; "" where it is not written."""
        return self.report_consumer if language == settings.LANGUAGE_CODE else self.report_texts.get(language, "")

    def untold(self):
        """Its complaints whose consumers have not got the shared report, among those that can still be written to."""
        return self.complaints.exclude(state__in=SHUT).filter(incident_case__answered_at=None).order_by("pk")

    def timeline(self):
        """Where the door writes what happened."""
        return {"complaint_id": self.first_id, "incident": self, "kind": EventKind.FACT}

    @transition(
        state,
        S.OPEN,
        S.CONTAINED,
        conditions=[rules.has_sale_stopped],
        permission=rules.may_lead_incident,
    )
    def contain_incident(self, *, by, now):
        self.contained_at = now

    @transition(state, [S.CONTAINED, S.CLOSED], S.OPEN, permission=rules.may_lead_incident)
    def flare_up(self, *, by, now):
        self.contained_at = self.closed_at = None

    @transition(
        state,
        S.CONTAINED,
        S.CLOSED,
        conditions=[rules.has_measures_proved, rules.has_report_shared],
        permission=rules.may_lead_incident,
    )
    def close_incident(self, *, by, now, summary):
        self.closed_at, self.summary = now, summary


class IncidentCase(models.Model):
    """A complaint in its incident; it is in one at most."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="cases")
    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="incident_case")
    added_at = models.DateTimeField(_("added at"))
    answered_at = models.DateTimeField(_("report sent to this consumer at"), null=True, blank=True)

    class Meta:
        verbose_name = _("complaint of an incident")
        verbose_name_plural = _("complaints of an incident")
        ordering = ["added_at", "pk"]

    def __str__(self):
        return f"{self.incident_id}: {self.complaint_id}"
