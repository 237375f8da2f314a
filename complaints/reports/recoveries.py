"""Claims against who caused losses: what is due, what nobody has claimed yet, and how much comes back (DP-09, K34)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from complaints.enums import CLAIMABLE, COMMITTED_STATES, Bearer, PayoutState
from complaints.filters import midnight
from complaints.models import Complaint, Event, LossSplit, Recovery
from complaints.reports.figures.period import A_DAY

MERCHANTS_SHOWN = 30
LOST = [state.value for state in COMMITTED_STATES if state != PayoutState.REVERSED]
# Of each payout and each other bearer: his part, what is claimed of him, what came in and what was given up.
LOSSES = """
SELECT grouping(party, merchant, month), party, merchant, month,
    count(*), sum(greatest(part, claimed)), sum(claimed), sum(recovered), sum(given_up)
FROM (
    SELECT bears.party, complaint.merchant,
        to_char(payout.approved_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month,
        coalesce(bears.part, 0) AS part, coalesce(claim.amount, 0) AS claimed,
        coalesce(claim.recovered, 0) AS recovered,
        CASE claim.state WHEN 'given_up' THEN claim.amount - claim.recovered ELSE 0 END AS given_up
    FROM complaints_payout payout
    JOIN complaints_complaint complaint ON complaint.id = payout.complaint_id
    LEFT JOIN complaints_losssplit split ON split.payout_id = payout.id
    CROSS JOIN LATERAL (VALUES ('merchant', split.merchant), ('carrier', split.carrier), ('insurer', split.insurer),
        ('payment_body', split.payment_body)) AS bears(party, part)
    LEFT JOIN complaints_recovery claim ON claim.payout_id = payout.id AND claim.party = bears.party
    WHERE payout.approved_at >= %(since)s AND payout.approved_at < %(until)s AND payout.state = ANY(%(lost)s)
        AND payout.amount > 0 AND (bears.part > 0 OR claim.id IS NOT NULL)
) AS losses
GROUP BY GROUPING SETS ((), (party), (party, merchant), (month))
"""
# What `grouping` says of a row: which of party, merchant and month are put together.
ALL, BY_PARTY, BY_MERCHANT, BY_MONTH = 7, 3, 1, 6


@dataclass(frozen=True)
class Yield:
    """What others bear, and how much of it has come back; in CNY."""

    party: str
    merchant: str
    month: str
    count: int
    borne: Decimal
    claimed: Decimal
    recovered: Decimal
    given_up: Decimal

    @property
    def label(self):
        return Bearer(self.party).label if self.party else ""

    @property
    def days_query(self):
        """The days of its month as conditions of the list."""
        first = date.fromisoformat(f"{self.month}-01")
        last = (first + timedelta(days=31)).replace(day=1) - A_DAY
        return f"since={first}&until={last}"

    @property
    def open(self):
        """What is neither in nor given up."""
        return self.borne - self.recovered - self.given_up

    @property
    def unclaimed(self):
        return self.borne - self.claimed

    @property
    def share(self):
        """Per cent of what others bear that has come back (K34)."""
        return 100 * float(self.recovered) / float(self.borne) if self.borne else None


NOTHING = Yield("", "", "", 0, *[Decimal(0)] * 4)


@dataclass(frozen=True)
class Yields:
    """The same of a period: together, by party, by month, and of the merchants that owe most."""

    together: Yield
    parties: list
    months: list
    merchants: list


def yields(span):
    """The Yields of payouts approved in a period; one statement."""
    since, until = span
    with connection.cursor() as cursor:
        cursor.execute(LOSSES, {"since": since, "until": until, "lost": LOST})
        rows = [(row[0], Yield(row[1] or "", row[2] or "", row[3] or "", *row[4:])) for row in cursor.fetchall()]
    of = {kind: [row for found, row in rows if found == kind] for kind in (ALL, BY_PARTY, BY_MERCHANT, BY_MONTH)}
    merchants = [row for row in of[BY_MERCHANT] if row.party == Bearer.MERCHANT]
    together = of[ALL][0] if of[ALL] and of[ALL][0].count else NOTHING
    return Yields(
        together,
        sorted(of[BY_PARTY], key=lambda row: (-row.borne, row.party)),
        sorted(of[BY_MONTH], key=lambda row: row.month),
        sorted(merchants, key=lambda row: (-row.open, row.merchant))[:MERCHANTS_SHOWN],
    )


def listed(agent, conditions):
    """The claims that this agent may see and the conditions leave, unordered."""
    rows = Recovery.objects.visible_to(agent).filter(paid_within(conditions, "payout__"))
    if "party" in conditions:
        rows = rows.filter(party=conditions["party"])
    if "merchant" in conditions:
        rows = rows.filter(complaint__merchant=conditions["merchant"])
    return rows.select_related("complaint__owner", "payout", "give_up_asked_by")


def paid_within(conditions, path):
    """Payouts approved within the days asked for."""
    found = Q()
    if "since" in conditions:
        found &= Q(**{f"{path}approved_at__gte": midnight(conditions["since"])})
    if "until" in conditions:
        found &= Q(**{f"{path}approved_at__lt": midnight(conditions["until"] + A_DAY)})
    return found


def unclaimed(agent, conditions):
    """Splits by which somebody else bears a part that nobody has claimed of him, unordered."""
    parties = [conditions["party"]] if "party" in conditions else [bearer.value for bearer in CLAIMABLE]
    open_parts = Q()
    for party in parties:
        claims = Recovery.objects.filter(payout=OuterRef("pk"), party=party)
        open_parts |= Q(**{f"{party}__gt": 0}) & ~Exists(claims)
    visible = Complaint.objects.visible_to(agent).order_by()
    rows = LossSplit.objects.filter(open_parts, payout__state__in=LOST, payout__complaint__in=visible)
    if "merchant" in conditions:
        rows = rows.filter(payout__complaint__merchant=conditions["merchant"])
    rows = rows.filter(paid_within(conditions, "payout__"))
    return rows.select_related("payout__complaint__owner").prefetch_related("payout__recoveries")


def open_parts(split):
    """[(bearer, amount), ...] of a split that nobody has claimed."""
    claimed = {recovery.party for recovery in split.payout.recoveries.all()}
    return [(bearer, part) for bearer, part in split.shares.items() if bearer in CLAIMABLE and bearer not in claimed]


def events_of(recovery):
    """What has happened to one claim, the newest first."""
    rows = Event.objects.filter(complaint=recovery.complaint_id, recovery=recovery)
    return rows.select_related("agent", "complaint", "payout").order_by("-at", "-pk")
