"""The right desk and the right person: routes, skills, limits of open work, disagreements, and the watch list."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import Flag, RerouteKind, SkillLevel, Tier
from complaints.models.policy import localized
from complaints.roles import Role

DESK_ROLES = [(role.value, role.label) for role in (Role.FRONT_LINE, Role.LEAD, Role.MID_OFFICE, Role.LEGAL, Role.PR)]
MOST_DAYS = 30  # between two reports on a watched case


class Skill(models.Model):
    """A subject that not everybody knows: cross-border, payment, privacy, legal, English (CL-16)."""

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60)
    # A consumer who writes in this language is best served by somebody who has the skill.
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["code"]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return localized(self)


class AgentSkill(models.Model):
    """That one agent knows one subject, how well, and since when (CL-16)."""

    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="skills", verbose_name=_("agent"))
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="agents", verbose_name=_("skill"))
    level = models.PositiveSmallIntegerField(_("level"), choices=SkillLevel, default=SkillLevel.SOUND)
    since = models.DateField(_("since"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("skill of an agent")
        verbose_name_plural = _("skills of agents")
        ordering = ["agent", "skill"]
        constraints = [
            models.UniqueConstraint(fields=["agent", "skill"], name="agent_skill_once"),
            models.CheckConstraint(condition=Q(level__in=SkillLevel.values), name="agent_skill_level_is_known"),
        ]

    def __str__(self):
        return f"{self.agent} · {self.skill}"


class RouteQuerySet(models.QuerySet):
    """Routes by what they are for."""

    def fitting(self, complaint, now):
        """The rows whose conditions this complaint meets at `now`: temporary ones before the others, then by choice."""
        return self.filter(
            Q(tier="") | Q(tier=complaint.tier),
            Q(flag="") | Q(flag__in=complaint.flags),
            Q(active_from=None) | Q(active_from__lte=now),
            Q(active_until=None) | Q(active_until__gt=now),
            category=complaint.category_id,
            is_active=True,
            department__is_active=True,
        ).order_by(F("active_until").asc(nulls_last=True), "position", "pk")


class Route(models.Model):
    """One row of the routing table: this kind of complaint goes to this desk (CL-03). Position 1 is the first choice.

    A row with a tier or a flag fits only such complaints; put it before the row for all others.
    """

    category = models.ForeignKey(
        "complaints.Category", models.PROTECT, related_name="routes", verbose_name=_("category")
    )
    department = models.ForeignKey(
        "complaints.Department", models.PROTECT, related_name="routes", verbose_name=_("department")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1, validators=[MinValueValidator(1)])
    tier = models.CharField(_("only tier"), max_length=8, choices=Tier, blank=True)
    flag = models.CharField(_("only with the flag"), max_length=20, choices=Flag, blank=True)
    skill = models.ForeignKey(
        Skill, models.PROTECT, null=True, blank=True, related_name="routes", verbose_name=_("skill needed")
    )
    role = models.CharField(_("who is alerted"), max_length=20, choices=DESK_ROLES, default=Role.FRONT_LINE)
    is_active = models.BooleanField(_("active"), default=True)
    # A temporary row, for a promotion say, goes before all others while it counts (IN-16).
    active_from = models.DateTimeField(_("counts from"), null=True, blank=True)
    active_until = models.DateTimeField(_("counts until"), null=True, blank=True)

    history = HistoricalRecords()
    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routing table")
        ordering = ["category", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["category", "department", "tier", "flag"], name="route_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="route_position_from_1"),
            models.CheckConstraint(
                condition=Q(active_from=None) | Q(active_until=None) | Q(active_until__gt=F("active_from")),
                name="route_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.category_id} → {self.department_id}"


class WorkLimit(models.Model):
    """How many open complaints somebody of a role should have at once, in all or of one tier (CL-09)."""

    role = models.CharField(_("role"), max_length=20, choices=Role)
    tier = models.CharField(_("tier"), max_length=8, choices=Tier, blank=True, help_text=_("Empty: all together."))
    most = models.PositiveSmallIntegerField(_("at most"), validators=[MinValueValidator(1)])

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("limit of open work")
        verbose_name_plural = _("limits of open work")
        ordering = ["role", "tier"]
        constraints = [
            models.UniqueConstraint(fields=["role", "tier"], name="work_limit_once"),
            models.CheckConstraint(condition=Q(most__gte=1), name="work_limit_positive"),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.get_tier_display()}".strip()


class Reroute(models.Model):
    """One disagreement about the desk: an override, a bounce, a returned sub-task, a ruling. Kept for counting."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="reroutes")
    kind = models.CharField(_("kind"), max_length=10, choices=RerouteKind)
    from_department = models.ForeignKey(
        "complaints.Department", models.PROTECT, null=True, related_name="+", verbose_name=_("from")
    )
    to_department = models.ForeignKey(
        "complaints.Department", models.PROTECT, null=True, related_name="+", verbose_name=_("to")
    )
    reason = models.TextField(_("reason"))
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("change of desk")
        verbose_name_plural = _("changes of desk")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "from_department", "-at"], name="reroute_by_desk")]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="reroute_with_a_reason")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.from_department_id} → {self.to_department_id}"


class WatchQuerySet(models.QuerySet):
    """Watched cases by what is due."""

    def running(self):
        return self.filter(ended_at=None)

    def to_remind(self, now):
        return self.running().filter(reminded_at=None, report_by__lte=now)


class Watch(models.Model):
    """A complex case that is reported upward every so many days, until somebody ends it (OW-09)."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="watches")
    because = models.TextField(_("why it is watched"))
    every_days = models.PositiveSmallIntegerField(
        _("report every … days"), validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    watched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="watches", verbose_name=_("reported to")
    )
    watched_at = models.DateTimeField(_("watched since"))
    report_by = models.DateTimeField(_("next report by"))
    reported_at = models.DateTimeField(_("last report at"), null=True, blank=True)
    last_report = models.TextField(_("last report"), blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_because = models.TextField(_("why it ended"), blank=True)

    history = HistoricalRecords()
    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("watched case")
        verbose_name_plural = _("watch list")
        ordering = ["report_by", "pk"]
        indexes = [
            models.Index(
                fields=["report_by", "id"], condition=Q(ended_at=None, reminded_at=None), name="watch_to_remind"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=Q(ended_at=None), name="watch_once"),
            models.CheckConstraint(condition=Q(every_days__range=(1, MOST_DAYS)), name="watch_every_1_to_30_days"),
            models.CheckConstraint(condition=~Q(because=""), name="watch_with_a_reason"),
            models.CheckConstraint(condition=Q(report_by__gt=F("watched_at")), name="watch_report_after_begin"),
        ]

    def __str__(self):
        return f"{self.complaint_id}: {self.every_days} d"
