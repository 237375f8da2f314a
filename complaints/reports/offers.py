"""What we offer beside what is asked for, by category, tier and author, and the offers refused (DP-14, K37)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import DecimalField, ExpressionWrapper, F, Max, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, NullIf

from complaints.enums import MONEY_REMEDIES, Tier
from complaints.models import Agent, Category, Complaint, Option, Proposal, Remedy
from complaints.models.policy import localized
from complaints.reports.figures.rates import FEW, Rate

MONEY = [kind.value for kind in MONEY_REMEDIES]
# The first offer of each complaint: its best option in money, beside what the consumer had asked for.
OFFERS = """
WITH firsts AS (
    SELECT DISTINCT ON (complaint_id) id, complaint_id, author_id, sent_at, chosen_option_id, rejected_because
    FROM complaints_proposal WHERE sent_at IS NOT NULL ORDER BY complaint_id, version
), offers AS (
    SELECT firsts.*, complaint.category_id, complaint.tier, nullif(complaint.demand_amount, 0) AS claim,
        coalesce((SELECT max(totals.total) FROM (
            SELECT sum(remedy.amount) AS total FROM complaints_option option
            JOIN complaints_remedy remedy ON remedy.option_id = option.id AND remedy.kind = ANY(%(money)s)
            WHERE option.proposal_id = firsts.id GROUP BY option.id) AS totals), 0) AS offer
    FROM firsts JOIN complaints_complaint complaint ON complaint.id = firsts.complaint_id
    WHERE firsts.sent_at >= %(since)s AND firsts.sent_at < %(until)s
)
SELECT grouping(category_id, tier, author_id), category_id, tier, author_id, count(*), count(claim),
    percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY offer / claim),
    count(*) FILTER (WHERE claim IS NOT NULL AND offer < claim / 2),
    count(*) FILTER (WHERE chosen_option_id IS NOT NULL), count(*) FILTER (WHERE rejected_because <> '')
FROM offers GROUP BY GROUPING SETS ((), (category_id), (tier), (author_id))
"""
ALL, BY_CATEGORY, BY_TIER, BY_AUTHOR = 7, 3, 5, 6


@dataclass(frozen=True)
class Offers:
    """First offers of one kind: how many, how they stand to what was asked for, and what the consumers said."""

    code: str
    label: str
    count: int
    claims: int
    quartiles: tuple | None
    low: int
    accepted: int
    rejected: int

    @property
    def is_few(self):
        return self.claims < FEW

    @property
    def median(self):
        """Per cent of what was asked for; half of the offers are at most so much."""
        return None if self.quartiles is None else 100 * self.quartiles[1]

    @property
    def middle(self):
        """From where to where the middle half of them lies, in per cent."""
        return None if self.quartiles is None else (100 * self.quartiles[0], 100 * self.quartiles[2])

    @property
    def low_rate(self):
        """Of those with a sum asked for: how many offer less than half of it."""
        return Rate(self.low, self.claims)

    @property
    def refusal_rate(self):
        """Of the answered ones: how many were refused."""
        return Rate(self.rejected, self.accepted + self.rejected)


NOTHING = Offers("", "", 0, 0, None, 0, 0, 0)


def offers(span):
    """{"all": Offers, "category": [...], "tier": [...], "agent": [...]} of first offers sent in a period."""
    since, until = span
    with connection.cursor() as cursor:
        cursor.execute(OFFERS, {"since": since, "until": until, "money": MONEY})
        rows = cursor.fetchall()
    names = {row.pk: localized(row) for row in Category.objects.all()}
    people = {row.pk: str(row) for row in Agent.objects.filter(pk__in=[row[3] for row in rows if row[3]])}
    tables = {"all": NOTHING, "category": [], "tier": [], "agent": []}
    for kind, category, tier, author, *figures in rows:
        if kind == ALL:
            tables["all"] = offers_of("", "", figures)
        elif kind == BY_CATEGORY:
            tables["category"].append(offers_of(category or "", names.get(category, ""), figures))
        elif kind == BY_TIER:
            tables["tier"].append(offers_of(tier, Tier(tier).label, figures))
        else:
            tables["agent"].append(offers_of(str(author), people[author], figures))
    for name in ("category", "tier", "agent"):
        tables[name].sort(key=lambda row: (-row.count, row.code))
    return tables


def offers_of(code, label, figures):
    """One line of a table."""
    count, claims, quartiles, low, accepted, rejected = figures
    shares = tuple(float(value) for value in quartiles) if claims else None
    return Offers(code, label, count, claims, shares, low, accepted, rejected)


def records(agent, span, conditions):
    """The first offers behind a figure, the newest first, each with `offer`, `claim` and their `ratio`."""
    since, until = span
    earlier = Proposal.objects.filter(complaint=OuterRef("complaint"), sent_at__isnull=False).order_by("version")
    rows = Proposal.objects.filter(sent_at__gte=since, sent_at__lt=until, pk=Subquery(earlier.values("pk")[:1]))
    rows = rows.filter(complaint__in=Complaint.objects.visible_to(agent).order_by(), **conditions_of(conditions))
    if conditions.get("rejected"):
        rows = rows.exclude(rejected_because="")
    rows = valued(rows)
    if conditions.get("low"):
        rows = rows.filter(claim__gt=0, offer__lt=F("claim") / 2)
    return rows.select_related("complaint__category", "author").order_by("-sent_at", "-pk")


def valued(rows):
    """Proposals with `offer`, the best option in money, `claim`, what was asked for, and their `ratio` in per cent."""
    total = Remedy.objects.filter(option=OuterRef("pk"), kind__in=MONEY).values("option").annotate(all=Sum("amount"))
    best = Option.objects.filter(proposal=OuterRef("pk")).order_by().values("proposal")
    best = best.annotate(most=Max(Subquery(total.values("all"))))
    money = DecimalField(max_digits=12, decimal_places=2)
    return rows.annotate(
        offer=Coalesce(Subquery(best.values("most")), Decimal(0), output_field=money),
        claim=NullIf("complaint__demand_amount", Value(Decimal(0))),
    ).annotate(ratio=ExpressionWrapper(F("offer") * 100 / F("claim"), money))


def conditions_of(conditions):
    """The conditions of a line as those of a proposal."""
    columns = {"category": "complaint__category", "tier": "complaint__tier", "agent": "author"}
    return {columns[name]: value for name, value in conditions.items() if name in columns and value}
