"""What an incident has come to: its complaints by state, the money promised and paid, its measures (DP-15)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from complaints.enums import COMMITTED_STATES, OPEN_STATES, PayoutKind, Tier
from complaints.models import Complaint, Event, Incident, Payout
from complaints.sentences import left_to_do

MOST_EVENTS = 100
MOST_CASES = 200


@dataclass(frozen=True)
class Money:
    """Sums in CNY over all its complaints."""

    refunds: Decimal
    payouts: Decimal
    waiting: Decimal

    @property
    def total(self):
        return self.refunds + self.payouts


def listed(agent):
    """The incidents this agent may see, newest first, each with its number of complaints, open ones and tasks."""
    return (
        Incident.objects.visible_to(agent)
        .select_related("owner")
        .annotate(
            case_count=Count("cases", distinct=True),
            open_count=Count("cases", filter=Q(cases__complaint__state__in=OPEN_STATES), distinct=True),
        )
        .order_by("-opened_at", "-pk")
    )


def cases_of(incident, agent):
    """Its complaints that this agent may see, each with what is left to do about it."""
    rows = Complaint.objects.visible_to(agent).filter(incident_case__incident=incident)
    rows = rows.select_related("owner", "consumer", "incident_case").order_by("-registered_at", "-pk")
    return [(case, case.incident_case.answered_at, left_to_do(case.state)) for case in rows[:MOST_CASES]]


def owed_sooner(incident):
    """The complaint whose own report is due first, if that is before the report of all; or None."""
    if incident.reported_at:
        return None
    owing = Complaint.objects.open().filter(incident_case__incident=incident, tier=Tier.HIGH, planned_at=None)
    return owing.filter(plan_by__lt=incident.report_by).order_by("plan_by", "pk").first()


def money_of(incident):
    """What has been promised to its consumers so far."""
    rows = Payout.objects.filter(complaint__incident_case__incident=incident)
    is_refund = Q(kind=PayoutKind.REFUND)
    sums = rows.order_by().aggregate(
        refunds=Sum("amount", filter=Q(state__in=COMMITTED_STATES) & is_refund),
        payouts=Sum("amount", filter=Q(state__in=COMMITTED_STATES) & ~is_refund),
        waiting=Sum("amount", filter=Q(state="proposed")),
    )
    return Money(**{name: amount or Decimal(0) for name, amount in sums.items()})


def events_of(incident):
    """Its timeline, newest first: its own steps, its measures, which complaints came and went.

    Who got the report when stands beside each complaint.
    """
    rows = Event.objects.filter(incident=incident).exclude(verb="answer_together")
    rows = rows.select_related("agent", "payout", "complaint", "evidence", "message")
    return list(rows.order_by("-at", "-pk")[:MOST_EVENTS])
