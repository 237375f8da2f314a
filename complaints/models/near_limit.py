"""How far colleagues use the limit they decide within alone, and the alarm of payouts just below it (DP-19, K32)."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Avg, Count, DecimalField, ExpressionWrapper, F, Max, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.models.payout import Payout
from complaints.roles import Role

PER_CENT = DecimalField(max_digits=12, decimal_places=4)
WHOLE = Decimal(100)


def decided_alone(since, until):
    """Payouts of a time that one person decided within the own limit; `used`: per cent of it the case then had."""
    rows = Payout.objects.committed().against_limit().filter(basis=Payout.Basis.OWN_LIMIT, amount__gt=0)
    rows = rows.filter(approved_at__gte=since, approved_at__lt=until, limit_applied__gt=0)
    share = WHOLE * (F("total_before") + F("amount")) / F("limit_applied")
    return rows.annotate(used=ExpressionWrapper(share, PER_CENT))


def limit_use(since, until, band):
    """[{agent, payouts, near, limit, mean}, ...]: how often each came into the band from `band` per cent up."""
    rows = decided_alone(since, until).order_by().values(agent=F("approved_by"))
    return rows.annotate(
        payouts=Count("pk"), near=Count("pk", filter=Q(used__gte=band)), limit=Max("limit_applied"), mean=Avg("used")
    )


class LimitAlarm(models.Model):
    """One agent's payouts of a time lay too often just below the limit; a lead says what he found.

    The figures are those of the moment; times of one agent never overlap (a wall).
    """

    who_may = {"acknowledge_alarm": {Role.LEAD, Role.MANAGER}}

    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="limit_alarms", verbose_name=_("agent")
    )
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("to"))
    band = models.DecimalField(_("band from (%)"), max_digits=5, decimal_places=2)
    limit = models.DecimalField(_("limit"), max_digits=12, decimal_places=2)
    payouts = models.PositiveIntegerField(_("payouts decided alone"))
    near = models.PositiveIntegerField(_("just below the limit"))
    others_payouts = models.PositiveIntegerField(_("payouts of all others"))
    others_near = models.PositiveIntegerField(_("of all others just below"))
    seen_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("looked at by")
    )
    note = models.TextField(_("what was found"), blank=True)

    # The moment at which rules look at this row; set by the door.
    looked_at = None
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("limit alarm")
        verbose_name_plural = _("limit alarms")
        ordering = ["-until", "-pk"]
        indexes = [models.Index(fields=["until", "id"], condition=Q(seen_at=None), name="limit_alarm_open")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="limit_alarm_has_a_time"),
            models.CheckConstraint(
                condition=Q(near__gt=0, near__lte=F("payouts"), others_near__lte=F("others_payouts")),
                name="limit_alarm_counts",
            ),
            models.CheckConstraint(
                condition=Q(seen_at=None, seen_by=None)
                | (Q(seen_at__isnull=False, seen_by__isnull=False) & ~Q(note="")),
                name="limit_alarm_seen_with_a_note",
            ),
            models.CheckConstraint(
                condition=Q(seen_by=None) | ~Q(seen_by=F("agent")), name="limit_alarm_not_seen_by_oneself"
            ),
        ]

    def __str__(self):
        return f"{self.agent} {self.near}/{self.payouts}"
