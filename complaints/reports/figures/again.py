"""Who complains again, and who is content: the two effects claimed for first-contact ownership (OW-02, K21, K26)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from complaints.filters import midnight
from complaints.models import Complaint
from complaints.models.choosing import COUNTED, REPEAT_WITHIN
from complaints.reports.figures.period import A_DAY, own_range, today
from complaints.reports.figures.rates import Change, Rate, change_at_equal_mix, change_between

CONTENT = (4, 5)


@dataclass(frozen=True)
class Repeats:
    """Of complaints that are closed: how many came again within thirty days, on the same order or the same matter."""

    either: Rate
    order: Rate
    topic: Rate


def known(period, now):
    """The period moved back by whole days until each of its complaints has had its thirty days."""
    back = max(period.last - (today(now) - REPEAT_WITHIN - A_DAY), timedelta())
    return own_range(period.first - back, period.last - back, now)


def cut(span, now):
    """A span without the days whose thirty days are not over yet; None where nothing is left."""
    since, until = span
    until = min(until, now - REPEAT_WITHIN)
    return (since, until) if since < until else None


# Closed complaints registered in a span, with what came after them. The inbox shows the same rows one by one
# (`ComplaintQuerySet.repeated`); a test compares the two.
COHORT = """
WITH closed AS (
    SELECT c.id, c.consumer_id, c.order_number, c.category_id, c.merchant, c.registered_at, c.tier,
        c.reopened > 0 AS back,
        coalesce(category.parent_id, category.code) AS family,
        c.registered_at - coalesce(handler.date_joined, owner.date_joined) AS served
    FROM complaints_complaint c
    JOIN complaints_category category ON category.code = c.category_id
    LEFT JOIN complaints_agent handler ON handler.id = c.handler_id
    LEFT JOIN complaints_agent owner ON owner.id = c.owner_id
    WHERE c.master_id IS NULL AND c.closed_at IS NOT NULL
        AND c.registered_at >= %(since)s AND c.registered_at < %(until)s
), again AS (
    SELECT closed.id,
        bool_or(closed.order_number <> '' AND later.order_number = closed.order_number) AS same_order,
        bool_or(closed.merchant <> '' AND later.merchant = closed.merchant
            AND later.category_id = closed.category_id) AS same_topic
    FROM closed JOIN complaints_complaint later ON later.consumer_id = closed.consumer_id
        AND later.master_id IS NULL AND later.registered_at > closed.registered_at
        AND later.registered_at <= closed.registered_at + %(within)s
    GROUP BY closed.id
)
"""
REPEATS = (
    COHORT
    + """
SELECT count(*), count(*) FILTER (WHERE same_order OR same_topic), count(*) FILTER (WHERE same_order),
    count(*) FILTER (WHERE same_topic)
FROM closed LEFT JOIN again ON again.id = closed.id
"""
)
BY_STRATUM = (
    COHORT
    + """
SELECT family, tier, count(*) FILTER (WHERE same_order OR same_topic), count(*)
FROM closed LEFT JOIN again ON again.id = closed.id GROUP BY family, tier
"""
)


def read(statement, span, **facts):
    """The rows of one statement about the closed complaints of a span."""
    since, until = span
    with connection.cursor() as cursor:
        cursor.execute(statement, {"since": since, "until": until, "within": REPEAT_WITHIN} | facts)
        return cursor.fetchall()


def repeats(span):
    """The three rates of one span, in one statement."""
    ((n, either, order, topic),) = read(REPEATS, span)
    return Repeats(Rate(either, n), Rate(order, n), Rate(topic, n))


def repeat_strata(span):
    """{(class of the first level, tier): Rate} of complaints that came again."""
    return {(family, tier): Rate(hits, n) for family, tier, hits, n in read(BY_STRATUM, span)}


def satisfaction(*spans):
    """For each span: 4 and 5 of all answers, and the answers of all that were closed in it; one statement."""
    wanted = {}
    for number, (since, until) in enumerate(spans):
        answered = COUNTED & Q(surveyed_at__gte=since, surveyed_at__lt=until, satisfaction__isnull=False)
        closed = COUNTED & Q(closed_at__gte=since, closed_at__lt=until)
        wanted |= {
            f"content_{number}": Count("pk", filter=answered & Q(satisfaction__in=CONTENT)),
            f"answers_{number}": Count("pk", filter=answered),
            f"told_{number}": Count("pk", filter=closed & Q(satisfaction__isnull=False)),
            f"closed_{number}": Count("pk", filter=closed),
        }
    found = Complaint.objects.order_by().aggregate(**wanted)
    return [
        (Rate(found[f"content_{n}"], found[f"answers_{n}"]), Rate(found[f"told_{n}"], found[f"closed_{n}"]))
        for n in range(len(spans))
    ]


def content_strata(span):
    """{(class of the first level, tier): Rate} of contented answers."""
    since, until = span
    rows = Complaint.objects.filter(COUNTED, surveyed_at__gte=since, surveyed_at__lt=until, satisfaction__isnull=False)
    rows = rows.order_by().values_list(Coalesce("category__parent", "category"), "tier")
    found = rows.annotate(hits=Count("pk", filter=Q(satisfaction__in=CONTENT)), n=Count("pk"))
    return {(family, tier): Rate(hits, n) for family, tier, hits, n in found}


# --- before and after a day -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Comparison:
    """One rate before and after a day: as it is, and at equal mix of class and tier."""

    before: Rate
    after: Rate
    change: Change | None
    at_equal_mix: Change | None
    before_span: tuple[datetime, datetime]
    after_span: tuple[datetime, datetime] | None


def around(day, days, now):
    """((since, until) before, (since, until) after) a day, each of so many days at most."""
    middle, width = midnight(day), timedelta(days=days)
    return (middle - width, middle), (middle, min(middle + width, now))


def compare(strata_of, before, after):
    """Compare two spans by their strata; `after` may be empty."""
    one, two = strata_of(before), strata_of(after) if after else {}
    pairs = [(one.get(key, Rate(0, 0)), two.get(key, Rate(0, 0))) for key in one.keys() | two.keys()]
    earlier, later = total(one), total(two)
    return Comparison(earlier, later, change_between(earlier, later), change_at_equal_mix(pairs), before, after)


def total(rates):
    """All strata as one rate."""
    return Rate(sum(rate.hits for rate in rates.values()), sum(rate.tries for rate in rates.values()))


def before_and_after(day, days, now):
    """Repeats and satisfaction before and after a day; four statements."""
    before, after = around(day, days, now)
    return {
        "repeats": compare(repeat_strata, before, cut(after, now)),
        "satisfaction": compare(content_strata, before, after),
    }
