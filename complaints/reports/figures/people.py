"""Who leaves and who stays: turnover by role and tenure, and what comes back by tenure (OW-06, OW-07, K39)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Min, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from complaints.models import Agent
from complaints.reports.figures.again import COHORT, read
from complaints.reports.figures.period import A_DAY
from complaints.reports.figures.rates import Rate
from complaints.roles import HANDLERS, Role
from complaints.wording import SHANGHAI

A_YEAR = 365
# (from so many days in the post, below so many, in words)
BANDS = (
    (0, 90, _("below 3 months")),
    (90, 365, _("3 to 12 months")),
    (365, 3 * 365, _("1 to 3 years")),
    (3 * 365, 100 * 365, _("3 years and more")),
)
# Whoever joined after the registration (a case of a predecessor, an import) is as new as can be.
BY_TENURE = (
    COHORT
    + """
SELECT greatest(width_bucket(served, %(edges)s::interval[]), 1), count(*),
    count(*) FILTER (WHERE same_order OR same_topic), count(*) FILTER (WHERE back)
FROM closed LEFT JOIN again ON again.id = closed.id GROUP BY 1
"""
)


@dataclass(frozen=True)
class Service:
    """From when to when somebody works on complaints; `left` is the last day, or None."""

    name: str
    roles: tuple[str, ...]
    joined: date
    left: date | None

    def days_in(self, first, last):
        """Days of work within a span of days, both included."""
        end = min(self.left or last, last)
        return max((end - max(self.joined, first)).days + 1, 0)

    def days_in_band(self, first, last, least, most):
        """The same, only the days at which the tenure was within a band."""
        return self.days_in(max(first, self.joined + least * A_DAY), min(last, self.joined + (most - 1) * A_DAY))

    def leaves_in(self, first, last):
        return self.left is not None and first <= self.left <= last


@dataclass(frozen=True)
class Turnover:
    """Leavers of a span over the average head count, and that as a rate of a year."""

    label: str
    leavers: int
    person_days: int
    days: int

    @property
    def staff(self):
        """The average head count."""
        return self.person_days / self.days if self.days else 0

    @property
    def a_year(self):
        """Per cent a year; None where nobody worked."""
        return 100 * A_YEAR * self.leavers / self.person_days if self.person_days else None

    @property
    def is_few(self):
        """Below one person leaving in the span at the claimed rate, the figure is chance."""
        return self.person_days * 0.3 < A_YEAR


def services():
    """Everybody who works, or worked, on complaints; one statement. Who was only switched off left on that day."""
    past = Agent.history.model.objects.filter(id=OuterRef("pk"), is_active=False).order_by()
    off = Subquery(past.values("id").annotate(at=Min("history_date")).values("at"))
    rows = Agent.objects.filter(groups__name__in=HANDLERS).order_by("pk")
    rows = rows.annotate(hats=ArrayAgg("groups__name", distinct=True), off_at=off)
    return [service_of(row) for row in rows]


def service_of(agent):
    """One agent as a Service."""
    off = agent.off_at.astimezone(SHANGHAI).date() if agent.off_at and not agent.is_active else None
    joined = agent.date_joined.astimezone(SHANGHAI).date()
    return Service(str(agent), tuple(agent.hats), joined, agent.last_day or off)


def turnover(people, first, last):
    """{"all": Turnover, "roles": [...], "bands": [...]} of a span of days, both included."""
    days = (last - first).days + 1
    roles = defaultdict(list)
    for person in people:
        for role in person.roles:
            roles[role].append(person)

    def of(label, group):
        leavers = sum(person.leaves_in(first, last) for person in group)
        return Turnover(label, leavers, sum(person.days_in(first, last) for person in group), days)

    return {
        "all": of("", people),
        "roles": [of(Role(role).label, roles[role]) for role in Role if role in roles],
        "bands": [band_turnover(people, first, last, days, *band) for band in BANDS],
    }


def band_turnover(people, first, last, days, least, most, label):
    """The turnover among people whose tenure was within a band."""
    leavers = [
        person
        for person in people
        if person.leaves_in(first, last) and least <= (person.left - person.joined).days < most
    ]
    worked = sum(person.days_in_band(first, last, least, most) for person in people)
    return Turnover(label, len(leavers), worked, days)


@dataclass(frozen=True)
class Band:
    """What came back of the complaints that people of one tenure handled."""

    label: str
    repeated: Rate
    reopened: Rate


def by_tenure(span):
    """Repeats and reopening of the closed complaints by the handler's tenure at registration; one statement."""
    edges = [timedelta(days=least) for least, _most, _label in BANDS]
    counts = {band: rest for band, *rest in read(BY_TENURE, span, edges=edges)}
    return [
        Band(label, Rate(again, n), Rate(reopens, n))
        for number, (_least, _most, label) in enumerate(BANDS, start=1)
        for n, again, reopens in [counts.get(number, (0, 0, 0))]
    ]
