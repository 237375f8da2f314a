"""How often proposals depart from the standard option, which way, and what consumers say to it (DP-08)."""

from dataclasses import dataclass

from django.db.models import Count, Q

from complaints.enums import Deviation
from complaints.models import Agent, Category, Proposal
from complaints.reports.figures.rates import Rate

MOST = 200  # records listed below the figures
DEPARTS = ~Q(deviation=Deviation.SAME)
ANSWERED = Q(answered_at__isnull=False)
TAKEN = Q(chosen_option__isnull=False)


@dataclass(frozen=True)
class Departures:
    """Of one category, of one agent, or of all: sent proposals that had a standard, and their answers."""

    key: str
    label: str
    departs: Rate
    above: int
    below: int
    other: int
    taken: Rate  # of the departing ones that were answered
    taken_same: Rate  # of those as the standard


def measured(span):
    """The proposals that were sent in a period and had a standard."""
    since, until = span
    return Proposal.objects.filter(sent_at__gte=since, sent_at__lt=until).exclude(deviation="").order_by()


COUNTS = {
    "n": Count("pk"),
    "departs": Count("pk", filter=DEPARTS),
    **{way: Count("pk", filter=Q(deviation=way)) for way in (Deviation.ABOVE, Deviation.BELOW, Deviation.OTHER)},
    "asked": Count("pk", filter=DEPARTS & ANSWERED),
    "took": Count("pk", filter=DEPARTS & ANSWERED & TAKEN),
    "asked_same": Count("pk", filter=~DEPARTS & ANSWERED),
    "took_same": Count("pk", filter=~DEPARTS & ANSWERED & TAKEN),
}


def everything(span):
    """All of them; one statement."""
    return departures("", "", measured(span).aggregate(**COUNTS))


def by_category(span):
    """[Departures, ...] by category of the complaint, the most proposals first; two statements."""
    rows = measured(span).values("complaint__category").annotate(**COUNTS).order_by("-n", "complaint__category")
    names = {row.pk: str(row) for row in Category.objects.all()}
    return [departures(row["complaint__category"], names[row["complaint__category"]], row) for row in rows]


def by_agent(span):
    """[Departures, ...] by author, the most proposals first; two statements."""
    rows = list(measured(span).values("author__username").annotate(**COUNTS).order_by("-n", "author__username"))
    names = {row.username: str(row) for row in Agent.objects.filter(username__in=[r["author__username"] for r in rows])}
    return [departures(row["author__username"], names[row["author__username"]], row) for row in rows]


WAYS = {
    "any": DEPARTS,
    **{way: Q(deviation=way) for way in Deviation.values},
    "taken": DEPARTS & ANSWERED & TAKEN,
    "taken_same": ~DEPARTS & ANSWERED & TAKEN,
}


def records(span, conditions):
    """The proposals behind one figure, the newest first; `conditions`: category, author and way, as far as given."""
    rows = measured(span).select_related("complaint", "author", "standard", "chosen_option")
    if conditions.get("category"):
        rows = rows.filter(complaint__category=conditions["category"])
    if conditions.get("author"):
        rows = rows.filter(author__username=conditions["author"])
    return rows.filter(WAYS.get(conditions.get("way"), Q())).order_by("-sent_at", "-pk")[:MOST]


def departures(key, label, row):
    """The counts of one statement as figures."""
    return Departures(
        key,
        label,
        Rate(row["departs"], row["n"]),
        row[Deviation.ABOVE],
        row[Deviation.BELOW],
        row[Deviation.OTHER],
        Rate(row["took"], row["asked"]),
        Rate(row["took_same"], row["asked_same"]),
    )
