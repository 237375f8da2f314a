"""Inspections by bodies outside, over all complaints: how many, what they cost, who bore it, how long, what they said.

Counted are inspections asked for in a period (IV-08). Time: from the question to the report; half take less than the
median. Share: reports that bear out the consumer, of those of which it was said whom they bear out.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from complaints.enums import COST_BEARERS, EvidenceStatus, InspectionOutcome
from complaints.models import Category, Complaint, Evidence
from complaints.models.policy import localized
from complaints.reports.figures.rates import Rate

FACTS = ("body", "complaint__category", "status", "asked_at", "received_at", "cost", "borne_by", "outcome")
UNNAMED = UNSAID = "none"  # in an address: the body was not named, the report not judged


@dataclass(frozen=True)
class Inspections:
    """What the inspections of one line have in common; money in CNY."""

    code: str
    label: str
    count: int
    reported: int
    silent: int
    waived: int
    cost: Decimal
    costed: int  # of them, those whose cost was written down
    agreed: Rate
    median: timedelta | None

    @property
    def out(self):
        """Still waited for."""
        return self.count - self.reported - self.silent - self.waived

    @property
    def each(self):
        """What one with a known cost cost; None where none has one."""
        return self.cost / self.costed if self.costed else None


@dataclass(frozen=True)
class Table:
    """The lines of one view of the same inspections."""

    name: str
    title: str
    head: str
    rows: list


def of_period(span):
    """The inspections asked for in a period."""
    since, until = span
    return Evidence.objects.inspections().filter(asked_at__gte=since, asked_at__lt=until)


def inspections(span):
    """(all together, who bore how much, what was said, by body and category) of a period; two statements."""
    rows = list(of_period(span).values_list(*FACTS, named=True))
    names = {row.pk: localized(row) for row in Category.objects.all()}
    bodies = grouped(rows, lambda row: row.body)
    categories = grouped(rows, lambda row: row.complaint__category or "")
    tables = [
        Table(
            "body",
            _("By body"),
            _("Inspection body"),
            lines(bodies, lambda body: (body or UNNAMED, body or _("not named"))),
        ),
        Table(
            "category",
            _("By category"),
            _("Category"),
            lines(categories, lambda code: (code, names.get(code, _("no category yet")))),
        ),
    ]
    return line_of("", "", rows), bearers(rows), outcomes(rows), tables


def grouped(rows, key):
    """{value: its rows}."""
    found = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def lines(groups, name_of):
    """The lines of groups, the dearest first, then the most."""
    found = [line_of(*name_of(value), rows) for value, rows in groups.items()]
    return sorted(found, key=lambda line: (-line.cost, -line.count, line.label))


def line_of(code, label, rows):
    """What these rows have in common."""
    status = Counter(row.status for row in rows)
    said = Counter(row.outcome for row in rows if row.outcome)
    costs = [row.cost for row in rows if row.cost is not None]
    spans = [row.received_at - row.asked_at for row in rows if row.status == EvidenceStatus.RECEIVED]
    return Inspections(
        code=code,
        label=label,
        count=len(rows),
        reported=status[EvidenceStatus.RECEIVED],
        silent=status[EvidenceStatus.SILENT],
        waived=status[EvidenceStatus.WAIVED],
        cost=sum(costs, Decimal(0)),
        costed=len(costs),
        agreed=Rate(said[InspectionOutcome.CONSUMER], sum(said.values())),
        median=median(spans) if spans else None,
    )


def bearers(rows):
    """[(code, who, how many, amount), ...] of the costs written down, the largest first."""
    sums, counts = Counter(), Counter()
    for row in rows:
        if row.cost is not None:
            sums[row.borne_by] += row.cost
            counts[row.borne_by] += 1
    found = [(code, label, counts[code], sums[code]) for code, label in COST_BEARERS if counts[code]]
    return sorted(found, key=lambda line: -line[3])


def outcomes(rows):
    """[(code, whom it bears out, how many), ...] of the reports that have come."""
    counts = Counter(row.outcome or UNSAID for row in rows if row.status == EvidenceStatus.RECEIVED)
    return [(code, label, counts[code]) for code, label in (*InspectionOutcome.choices, (UNSAID, _("not said yet")))]


def records(agent, span, *, body="", category=None, borne_by="", outcome="", status=""):
    """The inspections behind a figure, the newest question first."""
    rows = of_period(span).filter(complaint__in=Complaint.objects.visible_to(agent))
    if body:
        rows = rows.filter(body="" if body == UNNAMED else body)
    if category:
        rows = rows.filter(complaint__category=category)
    if outcome == UNSAID:
        rows, outcome = rows.filter(outcome="", status=EvidenceStatus.RECEIVED), ""
    same = {"borne_by": borne_by, "outcome": outcome, "status": status}
    rows = rows.filter(**{name: value for name, value in same.items() if value})
    return rows.select_related("complaint__category", "asked_by").order_by("-asked_at", "-pk")
