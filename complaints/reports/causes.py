"""What complaints are about and why they arose: families beside a claimed benchmark, root causes, who bears them.

CL-02, K40: only the families with a benchmark are compared, each as its share of them together. CL-13: a Pareto of the
codes that archiving asks for.
"""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Left

from complaints.enums import Party, RootCause
from complaints.models import Category
from complaints.models.policy import localized
from complaints.reports.shares import per_cent, wilson


@dataclass(frozen=True)
class Family:
    """One group of codes: how many complaints, their share, and what a source claims."""

    code: str
    name: str
    count: int
    share: float | None  # of the families that have a benchmark
    interval: tuple | None
    benchmark: int | None

    @property
    def points(self):
        """The own share less the claimed one, signed."""
        return None if self.share is None else f"{self.share - self.benchmark:+.0f}"

    @property
    def is_off(self):
        """Whether the interval lies wholly beside the benchmark."""
        return bool(self.interval) and not self.interval[0] <= self.benchmark <= self.interval[1]


@dataclass(frozen=True)
class Bar:
    """One line of a Pareto: how many, which share, and which share together with all lines above."""

    code: str
    label: str
    count: int
    share: float
    together: float

    @property
    def width(self):
        return f"{self.share:.1f}%"


def families(complaints):
    """The groups by the number of their complaints; those with a benchmark first (two statements)."""
    rows = complaints.order_by().annotate(group=Left("category", 1)).values_list("group").annotate(n=Count("pk"))
    counts = dict(rows)
    groups = Category.objects.filter(parent=None)
    compared = sum(counts.get(group.pk, 0) for group in groups if group.benchmark_share is not None)
    return sorted(
        (family_of(group, counts.get(group.pk, 0), compared) for group in groups),
        key=lambda family: (family.benchmark is None, -(family.benchmark or 0), -family.count),
    )


def family_of(group, count, compared):
    """One group; its share only where there is a benchmark to compare it with."""
    has_one = group.benchmark_share is not None and compared
    return Family(
        group.pk,
        localized(group),
        count,
        per_cent(count, compared) if has_one else None,
        wilson(count, compared) if has_one else None,
        group.benchmark_share,
    )


def distance(rows):
    """Half the sum of the differences to the benchmark, in points: 0 is the same; None of nothing."""
    shares = [(row.share, row.benchmark) for row in rows if row.share is not None]
    return sum(abs(own - claimed) for own, claimed in shares) / 2 if shares else None


def pareto(complaints, column, choices):
    """The codes of one column, the most frequent first (one statement)."""
    found = complaints.order_by().exclude(**{column: ""}).values_list(column).annotate(n=Count("pk"))
    rows = sorted(found, key=lambda row: (-row[1], row[0]))
    total, together, bars = sum(n for _code, n in rows), 0, []
    for code, count in rows:
        together += count
        bars.append(Bar(code, choices(code).label, count, per_cent(count, total), per_cent(together, total)))
    return bars


def root_causes(complaints):
    """Why they arose."""
    return pareto(complaints, "root_cause", RootCause)


def parties(complaints):
    """Who bears the responsibility."""
    return pareto(complaints, "responsible_party", Party)
