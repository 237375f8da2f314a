"""The people of the platform: agents (the user model), departments, and what each agent may pay out."""

from datetime import timedelta
from decimal import Decimal
from itertools import islice

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints import rules
from complaints.enums import MailAlerts, Via

DEFAULT_PAYOUT_LIMIT = Decimal("500.00")  # DP-01; not the ¥500 floor of CPL-55


class Department(models.Model):
    """A desk that complaints are dispatched to."""

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60)
    is_active = models.BooleanField(_("active"), default=True)
    keeps_holidays = models.BooleanField(
        _("closed on holidays"), default=True, help_text=_("Counts only for a desk with service hours.")
    )
    calls_per_hour = models.PositiveSmallIntegerField(
        _("call-backs per hour and person"),
        default=2,
        validators=[MinValueValidator(0)],
        help_text=_("So many consumers may book the same hour with one person; 0: no call-backs."),
    )

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["code"]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.name_en if get_language() == "en" else self.name_zh


class ServiceHours(models.Model):
    """One span of a weekday in which a desk works; a desk without any works round the clock (product.md 4)."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    department = models.ForeignKey(Department, models.CASCADE, related_name="service_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"), help_text=_("0:00 is midnight."))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("service hours")
        verbose_name_plural = _("service hours")
        ordering = ["department", "weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["department", "weekday", "opens"], name="service_hours_once"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes="00:00"),
                name="service_hours_close_after_they_open",
                violation_error_message=_("Closing comes after opening; a night is two spans, until and from 0:00."),
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class AgentQuerySet(models.QuerySet):
    """The verbs by which pages choose colleagues."""

    def with_load(self, tier=""):
        """Add `load`, the open complaints an agent owns or works on, and `most`, how many he should have at once.

        With a `tier` also `tier_load` and `tier_most`. All in the same statement; the partial indexes of the open
        complaints by owner and by handler serve the count (measured in docs/performance.md).
        """
        rows = self.annotate(load=open_work(), most=Coalesce(F("work_limit"), limit_of_roles("")))
        if tier:
            rows = rows.annotate(tier_load=open_work(tier=tier), tier_most=limit_of_roles(tier))
        return rows


def open_work(**conditions):
    """How many open complaints the outer agent owns or works on, as a column."""
    complaints = apps.get_model("complaints", "Complaint").objects.order_by()
    me = OuterRef("pk")
    mine = complaints.open().filter(Q(owner=me) | Q(handler=me), **conditions)
    counted = mine.annotate(everything=models.Value(1)).values("everything").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def limit_of_roles(tier):
    """The most generous limit of the outer agent's roles for one tier ("": for all together), as a column."""
    limits = apps.get_model("complaints", "WorkLimit").objects
    hats = Group.objects.filter(user=OuterRef(OuterRef("pk"))).values("name")
    return Subquery(limits.filter(tier=tier, role__in=hats).order_by("-most").values("most")[:1])


class AgentManager(UserManager.from_queryset(AgentQuerySet)):
    """Django's own manager of users, with our verbs."""


class Agent(AbstractUser):
    """Somebody who signs in. `alias` is the only name a consumer ever sees (FB-05)."""

    display_name = models.CharField(_("name"), max_length=60)
    alias = models.CharField(_("alias"), max_length=30, help_text=_("The name consumers see, such as 小林."))
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="agents",
        null=True,
        blank=True,
        verbose_name=_("department"),
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    hotkeys_on = models.BooleanField(_("keyboard shortcuts"), default=True)
    last_day = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Whoever leaves takes nothing new from now on.")
    )

    work_limit = models.PositiveSmallIntegerField(
        _("open complaints at most"),
        null=True,
        blank=True,
        help_text=_("Empty: the limit of the role."),
    )

    # Quiet hours, in the time of the platform; both or none.
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    quiet_weekends = models.BooleanField(_("quiet all Saturday and Sunday"), default=False)
    mail_alerts = models.CharField(_("alerts by e-mail"), max_length=10, choices=MailAlerts, default=MailAlerts.NONE)
    # Who looks over a new colleague's shoulder (OW-07).
    mentor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="proteges", verbose_name=_("mentor")
    )

    via = Via()

    history = HistoricalRecords(excluded_fields=["password", "last_login", "email"])
    objects = AgentManager()

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")
        ordering = ["display_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until")),
                name="agent_quiet_hours_have_both_ends",
                violation_error_message=_("Quiet hours need two different times, or none."),
            )
        ]

    def __str__(self):
        return self.display_name or self.username

    def get_full_name(self):
        return str(self)

    @cached_property
    def roles(self):
        """The codes of the groups this agent is in (one query per request)."""
        return frozenset(self.groups.values_list("name", flat=True))

    @cached_property
    def ties_in_force(self):
        """Whom this agent has declared to be close to (one query per request, where something is decided)."""
        return list(self.ties.in_force())

    def could_take(self, complaint):
        """Up to three colleagues of the same desk and hat whom nothing keeps from this case."""
        people = Agent.objects.filter(is_active=True, last_day=None, department=self.department_id)
        people = people.filter(groups__name__in=self.roles).exclude(pk=self.pk).distinct()
        ties = Prefetch("ties", apps.get_model("complaints", "Tie").objects.in_force(), to_attr="ties_in_force")
        rows = people.prefetch_related(ties).order_by("display_name", "pk")
        return list(islice((agent for agent in rows if rules.is_impartial(complaint, agent)), 3))


class PayoutLimitQuerySet(models.QuerySet):
    """Limits by validity."""

    def in_force(self, now):
        """The rows valid at `now`."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=now), valid_from__lte=now)


class PayoutLimit(models.Model):
    """What one agent may pay alone per complaint and order, from when to when (DP-01, DP-19).

    Rows without an end are the agent's base limit (the newest counts); rows with an end are temporary raises.
    """

    agent = models.ForeignKey(Agent, models.PROTECT, related_name="payout_limits", verbose_name=_("agent"))
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal("0"))]
    )
    daily_pot = models.DecimalField(
        _("daily pot"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Optional: the most this agent may pay alone in one day."),
    )
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    granted_by = models.ForeignKey(Agent, models.PROTECT, related_name="+", null=True, verbose_name=_("granted by"))
    reason = models.CharField(_("reason"), max_length=200)

    history = HistoricalRecords()
    objects = PayoutLimitQuerySet.as_manager()

    class Meta:
        verbose_name = _("payout limit")
        verbose_name_plural = _("payout limits")
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["agent", "-valid_from"], name="limit_of_agent")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="limit_not_negative"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="limit_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("agent")),
                name="limit_not_granted_to_oneself",
            ),
        ]

    def __str__(self):
        return f"{self.agent} ¥{self.amount:,.2f}"

    @property
    def is_temporary(self):
        return self.valid_until is not None


def limit_in_force(agent, now):
    """The row that counts for `agent` at `now`, or an unsaved row with the default limit of ¥500.00.

    The newest base limit counts, unless a temporary raise in force is higher.
    """
    rows = list(agent.payout_limits.in_force(now))
    base = next((row for row in rows if not row.is_temporary), None)
    if base is None:
        base = PayoutLimit(agent=agent, amount=DEFAULT_PAYOUT_LIMIT, valid_from=now - timedelta(1))
    return max([base, *(row for row in rows if row.is_temporary)], key=lambda row: row.amount)
