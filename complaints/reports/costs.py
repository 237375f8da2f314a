"""What handling complaints costs and what it brings: work, payouts, goodwill, recoveries (DP-18, K35, K36; DP-05).

Cost of a case = handling minutes x cost of a minute + payouts of every kind less those that came back - recoveries.
Benefit = content consumers x what one is worth, only where a manager has set that figure; a decision aid, no proof.
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import DecimalField, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from complaints import rules
from complaints.enums import COMMITTED_STATES, NOT_OURS, Figure, PayoutState
from complaints.models import Category, Complaint, MoneyFigure, Payout, Recovery
from complaints.models.choosing import ENDED_WHOLE
from complaints.models.policy import localized
from complaints.reports.figures.again import CONTENT

COMMITTED = [state.value for state in COMMITTED_STATES]
COSTS = """
WITH paid AS (
    SELECT complaint_id, sum(amount) AS all_kinds, sum(amount) FILTER (WHERE kind = 'refund') AS refunds,
        sum(amount) FILTER (WHERE kind = 'goodwill') AS goodwill
    FROM complaints_payout WHERE state = ANY(%(committed)s) GROUP BY complaint_id
), back AS (
    SELECT complaint_id, sum(recovered) AS recovered FROM complaints_recovery
    WHERE state <> ALL(%(not_ours)s) GROUP BY complaint_id
)
SELECT grouping(category_id, week), category_id, week, count(*), count(handling_minutes),
    coalesce(sum(handling_minutes), 0), coalesce(sum(all_kinds), 0), coalesce(sum(refunds), 0),
    coalesce(sum(goodwill), 0), coalesce(sum(recovered), 0), count(*) FILTER (WHERE satisfaction = ANY(%(content)s))
FROM (
    SELECT complaint.category_id, complaint.handling_minutes, complaint.satisfaction, paid.*, back.recovered,
        date_trunc('week', complaint.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS week
    FROM complaints_complaint complaint
    LEFT JOIN paid ON paid.complaint_id = complaint.id
    LEFT JOIN back ON back.complaint_id = complaint.id
    WHERE complaint.master_id IS NULL AND complaint.closed_at >= %(since)s AND complaint.closed_at < %(until)s
) AS cases
GROUP BY GROUPING SETS ((), (category_id), (week))
"""
ALL, BY_CATEGORY, BY_WEEK = 3, 1, 2


@dataclass(frozen=True)
class Prices:
    """What a minute costs, and what a content consumer is worth (zero: not set), in CNY."""

    minute: Decimal
    content: Decimal

    @classmethod
    def now(cls):
        values = dict(MoneyFigure.objects.values_list("code", "value"))
        return cls(values[Figure.MINUTE_COST], values[Figure.CONTENT_WORTH])

    def cost_of(self, case):
        """What one of the `records` cost: its minutes and what was paid, less what came back."""
        return (case.handling_minutes or 0) * self.minute + case.paid - case.back


@dataclass(frozen=True)
class Sums:
    """What the cases of one line have in common; money in CNY."""

    code: str
    label: str
    count: int
    timed: int  # of them, those whose minutes were written down
    minutes: int
    paid: Decimal
    refunds: Decimal
    goodwill: Decimal
    recovered: Decimal
    content: int


@dataclass(frozen=True)
class Costs(Sums):
    """The same with its prices."""

    prices: Prices

    @property
    def work(self):
        return self.minutes * self.prices.minute

    @property
    def total(self):
        """Work and payouts less what came back."""
        return self.work + self.paid - self.recovered

    @property
    def each(self):
        """Of one case; None of nothing."""
        return self.total / self.count if self.count else None

    @property
    def benefit(self):
        """What its content consumers are worth; None while nobody has set it."""
        return self.content * self.prices.content if self.prices.content else None

    @property
    def ratio(self):
        """Benefit for each yuan of cost (K36)."""
        return self.benefit / self.total if self.benefit is not None and self.total > 0 else None

    @property
    def days_query(self):
        """The days of its week, as conditions of the records."""
        first = date.fromisoformat(self.code)
        return f"since={first}&until={first + timedelta(days=6)}"


def costs(span, prices):
    """(all, [by category], [by week]) of the cases closed in a period; two statements."""
    since, until = span
    facts = {"since": since, "until": until, "committed": COMMITTED, "content": list(CONTENT)}
    facts["not_ours"] = [state.value for state in NOT_OURS]
    with connection.cursor() as cursor:
        cursor.execute(COSTS, facts)
        rows = cursor.fetchall()
    names = {row.pk: localized(row) for row in Category.objects.all()}
    everything, categories, weeks = empty(prices), [], []
    for kind, category, week, *figures in rows:
        if kind == ALL:
            everything = Costs("", "", *figures, prices)
        elif kind == BY_CATEGORY:
            categories.append(Costs(category or "", names.get(category, ""), *figures, prices))
        else:
            weeks.append(Costs(week.isoformat(), "", *figures, prices))
    categories.sort(key=lambda row: (-row.total, row.code))
    return everything, categories, sorted(weeks, key=lambda row: row.code)


def empty(prices):
    """The line of no case."""
    return Costs("", "", *[0] * (len(fields(Sums)) - 2), prices)


def records(agent, span, category=""):
    """The cases behind a figure, the last closed first, each with what was paid and what came back."""
    since, until = span
    rows = Complaint.objects.visible_to(agent).filter(ENDED_WHOLE, closed_at__gte=since, closed_at__lt=until)
    if category:
        rows = rows.filter(category=category)
    paid = Payout.objects.committed().filter(complaint=OuterRef("pk")).order_by().values("complaint")
    ours = Recovery.objects.exclude(state__in=NOT_OURS)  # what is owed back, or was, has not come back to us
    back = ours.filter(complaint=OuterRef("pk")).order_by().values("complaint")
    money = DecimalField(max_digits=12, decimal_places=2)
    rows = rows.annotate(
        paid=Coalesce(Subquery(paid.annotate(all=Sum("amount")).values("all")), Decimal(0), output_field=money),
        back=Coalesce(Subquery(back.annotate(all=Sum("recovered")).values("all")), Decimal(0), output_field=money),
    )
    return rows.select_related("category", "owner").order_by("-closed_at", "-pk")


def cost_lines(agent, span):
    """Every payout approved in a period with the cost centres that bear it: for the export (DP-05)."""
    since, until = span
    rows = Payout.objects.visible_to(agent).filter(approved_at__gte=since, approved_at__lt=until)
    rows = rows.filter(Q(state__in=COMMITTED), ~Q(state=PayoutState.REVERSED), reverses=None)
    for payout in rows.select_related("complaint", "split").order_by("approved_at", "pk"):
        for centre, bearer, amount in rules.cost_centres(payout):
            yield payout, centre, bearer, amount


def by_centre(span):
    """[(centre, amount), ...] of the payouts approved in a period, the largest first; in CNY."""
    since, until = span
    rows = Payout.objects.filter(approved_at__gte=since, approved_at__lt=until, state__in=COMMITTED, reverses=None)
    rows = rows.exclude(state=PayoutState.REVERSED).order_by().values("kind")
    parts = {bearer: Sum(F(f"split__{bearer.value}")) for bearer in rules.DUE_FROM}
    found = {}
    for row in rows.annotate(whole=Sum("amount"), **{bearer.value: part for bearer, part in parts.items()}):
        others = {bearer: row[bearer.value] or Decimal(0) for bearer in rules.DUE_FROM}
        own = rules.CENTRE_OF[row["kind"]]
        found[own] = found.get(own, Decimal(0)) + row["whole"] - sum(others.values())
        for bearer, amount in others.items():
            centre = rules.DUE_FROM[bearer]
            found[centre] = found.get(centre, Decimal(0)) + amount
    return sorted(((centre, amount) for centre, amount in found.items() if amount), key=lambda row: -row[1])
