"""How long complaints stay in each step, by category, and which step is the bottleneck (CL-18, K10 of domain.md 5.1).

Computed from the events, which nobody can change. Who is still in a step counts with the time so far: leaving out
the open ones would flatter the slowest steps.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.db import connection

from complaints.enums import OPEN_STATES, State
from complaints.models.policy import localized

STAYS = """
WITH steps AS (
    SELECT event.complaint_id, event.to_state AS state, event.at AS since,
        lead(event.at) OVER (PARTITION BY event.complaint_id ORDER BY event.at, event.id) AS until
    FROM complaints_event event
    JOIN complaints_complaint complaint ON complaint.id = event.complaint_id
    WHERE event.payout_id IS NULL AND event.to_state <> '' AND event.to_state <> event.from_state
        AND complaint.registered_at >= %(since)s AND complaint.registered_at < %(until)s
), stays AS (
    SELECT complaint_id, state, since, until, coalesce(until, %(now)s) - since AS length
    FROM steps WHERE state = ANY(%(states)s)
)
"""
BY_CATEGORY = (
    STAYS
    + """
SELECT category.code, category.name_zh, category.name_en, stays.state, count(*),
    count(*) FILTER (WHERE stays.until IS NULL),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY stays.length),
    percentile_cont(0.9) WITHIN GROUP (ORDER BY stays.length)
FROM stays JOIN complaints_complaint complaint ON complaint.id = stays.complaint_id
JOIN complaints_category category ON category.code = complaint.category_id
GROUP BY category.code, stays.state ORDER BY category.code
"""
)
LONGEST = (
    STAYS
    + """
SELECT complaint.number, complaint.title, stays.since, stays.until, stays.length
FROM stays JOIN complaints_complaint complaint ON complaint.id = stays.complaint_id
WHERE complaint.category_id = %(category)s AND stays.state = %(state)s
ORDER BY stays.length DESC, complaint.id LIMIT %(limit)s
"""
)
ORDER = [state.value for state in OPEN_STATES]
SHOWN = 200


@dataclass(frozen=True)
class Stage:
    """How long one step takes in one category: half of the stays are shorter than `median`, nine in ten than `p90`."""

    state: str
    stays: int
    running: int
    median: timedelta
    p90: timedelta

    @property
    def label(self):
        return State(self.state).label


@dataclass(frozen=True)
class Category:
    """The steps of one category, and the one that takes the largest share of the nine-in-ten times."""

    code: str
    name_zh: str
    name_en: str
    stages: list

    @property
    def name(self):
        return localized(self)

    @property
    def bottleneck(self):
        return max(self.stages, key=lambda stage: stage.p90)

    @property
    def share(self):
        """The bottleneck's share of all steps' nine-in-ten times, in per cent."""
        total = sum((stage.p90 for stage in self.stages), timedelta())
        return round(100 * self.bottleneck.p90 / total) if total else 0

    @property
    def cases(self):
        return max(stage.stays for stage in self.stages)


@dataclass(frozen=True)
class Stay:
    """One complaint in one step, for how long."""

    number: str
    title: str
    since: object
    until: object
    length: timedelta


def by_category(since, until, now):
    """Every category with the times of its steps, the slowest bottleneck first (one statement)."""
    rows = read(BY_CATEGORY, since=since, until=until, now=now)
    found = [
        Category(*name, sorted((Stage(*row[3:]) for row in group), key=lambda stage: ORDER.index(stage.state)))
        for name, group in groupby(rows, key=lambda row: row[:3])
    ]
    return sorted(found, key=lambda category: -category.bottleneck.p90)


def longest_stays(category, state, since, until, now):
    """The stays behind one number, the longest first."""
    facts = {"category": category, "state": state, "limit": SHOWN}
    return [Stay(*row) for row in read(LONGEST, since=since, until=until, now=now, **facts)]


def read(statement, **facts):
    """The rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, facts | {"states": ORDER})
        return cursor.fetchall()
