"""How far each colleague uses the limit he decides within alone, beside all others, and the payouts behind it (K32)."""

from dataclasses import dataclass
from decimal import Decimal

from complaints.models import Agent, LimitAlarm, Payout, decided_alone, limit_use
from complaints.reports.figures.rates import Rate

SEEN_SHOWN = 10


@dataclass(frozen=True)
class Line:
    """One colleague: payouts decided alone, the highest limit then, its mean use, and how often just below it."""

    agent: Agent
    limit: Decimal
    mean: Decimal
    near: Rate
    others: Rate


def limit_lines(span, band):
    """Everybody who decided alone within the span, the most payouts just below the limit first; two statements."""
    rows = list(limit_use(*span, band))
    agents = Agent.objects.select_related("department").in_bulk([row["agent"] for row in rows])
    near, payouts = sum(row["near"] for row in rows), sum(row["payouts"] for row in rows)
    lines = [
        Line(
            agents[row["agent"]],
            row["limit"],
            row["mean"],
            Rate(row["near"], row["payouts"]),
            Rate(near - row["near"], payouts - row["payouts"]),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (-line.near.hits, -line.near.tries, line.agent.pk))


def alarms():
    """(those nobody has looked at, oldest first; the last ones somebody has)."""
    rows = LimitAlarm.objects.select_related("agent", "seen_by")
    waiting = list(rows.filter(seen_at=None).order_by("until", "pk"))
    return waiting, list(rows.filter(seen_at__isnull=False).order_by("-seen_at", "-pk")[:SEEN_SHOWN])


def limit_payouts(reader, span, band=None, agent=None):
    """The payouts behind a figure, the newest first; with `band` only those in it."""
    rows = decided_alone(*span).filter(pk__in=Payout.objects.visible_to(reader).order_by().values("pk"))
    if band is not None:
        rows = rows.filter(used__gte=band)
    if agent:
        rows = rows.filter(approved_by=agent)
    return rows.select_related("complaint", "approved_by").order_by("-approved_at", "-pk")
