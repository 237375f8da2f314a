"""Saved filters: one set of conditions with four uses (product.md 2), and who has been told about a crossing."""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints import roles
from complaints.enums import Audience, Flag, RuleEffect
from complaints.roles import Role


class SavedFilterQuerySet(models.QuerySet):
    """Saved filters by who finds them and by their use."""

    def active(self):
        return self.filter(ended_at=None)

    def found_by(self, agent, *, looks_after=False):
        """The own ones and those shared with this agent. What he sees through them is another question.

        `looks_after`: also all that is shared with others or acts on new complaints.
        """
        shared = Q(owner=agent) | Q(audience=Audience.EVERYBODY)
        shared |= Q(audience=Audience.ROLE, role__in=agent.roles)
        if agent.department_id:
            shared |= Q(audience=Audience.DESK, desk=agent.department_id)
        if looks_after:
            shared |= ~Q(audience=Audience.ME) | Q(is_rule=True)
        return self.active().filter(shared)

    def watching(self, now):
        """Alert thresholds that have not been looked at at this moment."""
        unseen = Q(alert_checked_at=None) | Q(alert_checked_at__lt=now)
        return self.active().filter(unseen, is_alert=True).order_by("pk")

    def intake_rules(self):
        """The rules for new complaints, the oldest first."""
        return self.active().filter(is_rule=True).order_by("pk")


class SavedFilter(models.Model):
    """Conditions of the inbox under a name: a queue, an alert threshold, an intake rule, a report (CL-09).

    `conditions` are the parameters of an address of the inbox; `ComplaintFilter` is what reads them, here and there.
    """

    name = models.CharField(_("name"), max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_filters", verbose_name=_("owner")
    )
    audience = models.CharField(_("shared with"), max_length=10, choices=Audience, default=Audience.ME)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    desk = models.ForeignKey(
        "complaints.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("desk")
    )
    queue = models.CharField(_("queue"), max_length=20)
    conditions = models.JSONField(_("conditions"), default=dict, blank=True)
    sort = models.CharField(_("sorting"), max_length=10, default="due")

    is_queue = models.BooleanField(_("queue in the rail"), default=True)
    is_alert = models.BooleanField(_("alert threshold"), default=False)
    is_rule = models.BooleanField(_("intake rule"), default=False)
    is_report = models.BooleanField(_("report"), default=False)

    alert_count = models.PositiveIntegerField(_("more than so many"), null=True, blank=True)
    alert_minutes = models.PositiveIntegerField(_("the oldest older than (minutes)"), null=True, blank=True)
    alert_checked_at = models.DateTimeField(null=True, editable=False)

    effect = models.CharField(_("effect"), max_length=10, choices=RuleEffect, blank=True)
    effect_flag = models.CharField(_("mark"), max_length=20, choices=Flag, blank=True)
    effect_desk = models.ForeignKey(
        "complaints.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to the desk")
    )
    effect_agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tell")
    )

    created_at = models.DateTimeField(_("created at"))
    ended_at = models.DateTimeField(_("deleted at"), null=True, blank=True)

    who_may = roles.FINDING

    history = HistoricalRecords(excluded_fields=["alert_checked_at"])
    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["audience", "name"], condition=Q(ended_at=None), name="saved_filter_shared"),
            models.Index(fields=["id"], condition=Q(ended_at=None, is_alert=True), name="saved_filter_watching"),
            models.Index(fields=["id"], condition=Q(ended_at=None, is_rule=True), name="saved_filter_rules"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], condition=Q(ended_at=None), name="saved_filter_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_filter_has_a_name"),
            models.CheckConstraint(condition=~Q(audience="role") | ~Q(role=""), name="saved_filter_names_its_role"),
            models.CheckConstraint(
                condition=~Q(audience="desk") | Q(desk__isnull=False), name="saved_filter_names_its_desk"
            ),
            models.CheckConstraint(
                condition=Q(is_alert=False) | Q(alert_count__isnull=False) | Q(alert_minutes__isnull=False),
                name="saved_filter_alert_has_a_threshold",
            ),
            models.CheckConstraint(
                condition=Q(is_rule=False)
                | Q(effect="priority")
                | (Q(effect="flag") & ~Q(effect_flag=""))
                | Q(effect="desk", effect_desk__isnull=False)
                | Q(effect="tell", effect_agent__isnull=False),
                name="saved_filter_rule_has_an_effect",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def query(self):
        """The address of its list, behind the question mark."""
        return urlencode({"queue": self.queue, **self.conditions, "sort": self.sort, "saved": self.pk})

    @property
    def alert_age(self):
        return self.alert_minutes and timedelta(minutes=self.alert_minutes)


class Crossing(models.Model):
    """For this agent the filter is over its threshold, and he has been told; the row goes when it is below again."""

    saved_filter = models.ForeignKey(SavedFilter, models.CASCADE, related_name="crossings")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(_("since"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saved_filter", "agent"], name="crossing_once")]

    def __str__(self):
        return f"{self.saved_filter_id} for {self.agent_id}"
