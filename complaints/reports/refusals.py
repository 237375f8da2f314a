"""Why consumers refuse offers: the reasons they name, by category, tier and author, with the offers behind (DP-14)."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from complaints.enums import RefusedFor, Tier
from complaints.models import Agent, Category, Complaint, Proposal
from complaints.models.policy import localized
from complaints.reports.offers import conditions_of, valued
from complaints.reports.shares import per_cent

UNSAID = "none"  # the consumer named no kind of reason
COLUMNS = {"category": "complaint__category", "tier": "complaint__tier", "agent": "author"}


@dataclass(frozen=True)
class Reason:
    """One kind of reason, how often it was named, and its share in per cent."""

    code: str
    count: int
    share: float

    @property
    def label(self):
        """Its words; "" where the consumer named none."""
        return "" if self.code == UNSAID else RefusedFor(self.code).label


@dataclass(frozen=True)
class Refusals:
    """The refused offers of one category, tier or author, or all of them, with their reasons."""

    key: str
    label: str
    count: int
    reasons: list


def refused(span):
    """The offers that were refused in a period: the first one of a complaint, or a later one."""
    since, until = span
    return Proposal.objects.filter(answered_at__gte=since, answered_at__lt=until).exclude(rejected_because="")


def refusals(span, column):
    """(Refusals of all, [Refusals of each value of `column`, the most first]); two statements."""
    counts = defaultdict(Counter)
    grouped = refused(span).order_by().values_list(COLUMNS[column], "rejected_for").annotate(n=Count("pk"))
    for key, code, count in grouped:
        counts[key][code or UNSAID] += count
    names = names_of(column, counts)
    rows = [refusals_of(str(key or ""), names.get(key, ""), found) for key, found in counts.items()]
    everything = refusals_of("", "", sum(counts.values(), Counter()))
    return everything, sorted(rows, key=lambda row: (-row.count, row.key))


def names_of(column, keys):
    """{key: how people call it} of the values of one column."""
    if column == "tier":
        return {key: Tier(key).label for key in keys if key}
    if column == "agent":
        return {row.pk: str(row) for row in Agent.objects.filter(pk__in=list(keys))}
    return {row.pk: localized(row) for row in Category.objects.filter(pk__in=[key for key in keys if key])}


def refusals_of(key, label, found):
    """One line: the reasons by how often they were named, what was not said last."""
    total = found.total()
    ordered = sorted(found.items(), key=lambda pair: (pair[0] == UNSAID, -pair[1], pair[0]))
    return Refusals(key, label, total, [Reason(code, count, per_cent(count, total)) for code, count in ordered])


def records(agent, span, conditions):
    """The refused offers behind a figure, the last refused first, each with `offer`, `claim` and their `ratio`."""
    rows = refused(span).filter(complaint__in=Complaint.objects.visible_to(agent).order_by())
    rows = rows.filter(**conditions_of(conditions))
    if reason := conditions.get("reason"):
        rows = rows.filter(rejected_for="" if reason == UNSAID else reason)
    return valued(rows).select_related("complaint__category", "author").order_by("-answered_at", "-pk")
