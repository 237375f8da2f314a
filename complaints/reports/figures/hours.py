"""The hours of the day in China: what comes, who is there, what the nights are like, and whom they belong to (OW-08).

K41 of domain.md 5.2. The story behind it: a consumer who complained at night, and a change of the night shift.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Avg, Count, Q
from django.db.models.functions import ExtractHour

from complaints.filters import NIGHT_HOURS
from complaints.models import Complaint, Consumer
from complaints.models.choosing import COUNTED, IN_TIME, unanswered_in_time
from complaints.reports.figures.again import around
from complaints.reports.figures.rates import Change, Rate, change_of_counts, wilson
from complaints.reports.figures.waiting import agents_needed
from complaints.wording import SHANGHAI

HOURS = range(24)
AT_NIGHT = Q(hour__in=NIGHT_HOURS)
A_DAY = timedelta(days=1)
PATTERN_SPAN = timedelta(days=365)
PATTERN_LEAST = 5  # complaints before one speaks of a pattern
SHOWN = 20
WORK_SPAN = timedelta(days=28)  # who is at work is told by the last four weeks of a period
# How many people did something about a complaint in each hour, on the average day.
AT_WORK = """
SELECT extract(hour FROM acted.hour AT TIME ZONE 'Asia/Shanghai')::int, count(*)
FROM (
    SELECT DISTINCT agent_id, date_trunc('hour', at) AS hour FROM complaints_event
    WHERE agent_id IS NOT NULL AND at >= %(since)s AND at < %(until)s
) AS acted GROUP BY 1
"""


@dataclass(frozen=True)
class Hour:
    """One hour of the average day: complaints, people at work, people needed."""

    hour: int
    came: int
    days: float
    in_time: Rate
    at_work: float
    needed: int | None

    @property
    def label(self):
        return f"{self.hour:02d}:00"

    @property
    def is_night(self):
        return self.hour in NIGHT_HOURS

    @property
    def a_day(self):
        return self.came / self.days

    @property
    def lacking(self):
        """How many people are missing; 0 where enough are there or it is not known."""
        return max(round(self.needed - self.at_work, 1), 0) if self.needed else 0


@dataclass(frozen=True)
class Night:
    """A consumer most of whose complaints come at night."""

    consumer: Consumer
    at_night: Rate


def with_hour(rows):
    """Add `hour`, the hour of the day of registration in China."""
    return rows.annotate(hour=ExtractHour("registered_at", tzinfo=SHANGHAI))


def registered_in(span):
    """The complaints of a span with their hour."""
    since, until = span
    return with_hour(Complaint.objects.filter(registered_at__gte=since, registered_at__lt=until)).order_by()


def hours(span, now, minutes_each=None):
    """Twenty-four Hours; two statements."""
    since, until = span
    days = max((until - since) / A_DAY, 1 / 24)
    wanted = {
        "n": Count("pk"),
        "kept": Count("pk", filter=IN_TIME),
        "missed": Count("pk", filter=unanswered_in_time(now)),
    }
    found = {row["hour"]: row for row in registered_in(span).values("hour").annotate(**wanted)}
    there = at_work((max(since, until - WORK_SPAN), until))
    nothing = dict.fromkeys(wanted, 0)
    return [one_hour(hour, found.get(hour, nothing), days, there.get(hour, 0), minutes_each) for hour in HOURS]


def one_hour(hour, row, days, there, minutes_each):
    """An Hour with the people it needs at its average rate."""
    needed = agents_needed(row["n"] / days, minutes_each) if minutes_each else None
    return Hour(hour, row["n"], days, Rate(row["kept"], row["kept"] + row["missed"]), there, needed)


def at_work(span):
    """{hour: people at work on the average day}."""
    since, until = span
    days = max((until - since) / A_DAY, 1 / 24)
    with connection.cursor() as cursor:
        cursor.execute(AT_WORK, {"since": since, "until": until})
        return {hour: count / days for hour, count in cursor.fetchall()}


def night_share(span):
    """How many of all came at night; one statement."""
    found = registered_in(span).aggregate(hits=Count("pk", filter=AT_NIGHT), n=Count("pk"))
    return Rate(found["hits"], found["n"])


def night_of(table):
    """The same out of the Hours of a period."""
    return Rate(sum(hour.came for hour in table if hour.is_night), sum(hour.came for hour in table))


def minutes_measured(span):
    """(the average minutes of work that were written down at closing, of how many complaints)."""
    since, until = span
    rows = Complaint.objects.filter(COUNTED, closed_at__gte=since, closed_at__lt=until, handling_minutes__gt=0)
    found = rows.order_by().aggregate(mean=Avg("handling_minutes"), n=Count("pk"))
    return found["mean"], found["n"]


# --- one consumer -----------------------------------------------------------------------------------------------


def is_pattern(rate):
    """Whether somebody complains at night: five complaints at least, and surely more than half of them."""
    return rate.tries >= PATTERN_LEAST and wilson(rate.hits, rate.tries)[0] > 0.5


def nights_among(moments, now):
    """How many of a consumer's complaints of a year came at night; `moments` are their registrations."""
    hours = [at.astimezone(SHANGHAI).hour for at in moments if at > now - PATTERN_SPAN]
    return Rate(sum(hour in NIGHT_HOURS for hour in hours), len(hours))


def night_complainers(now):
    """Consumers with a pattern, the most complaints at night first; two statements."""
    rows = with_hour(Complaint.objects.filter(COUNTED, registered_at__gt=now - PATTERN_SPAN)).order_by()
    groups = rows.values_list("consumer").annotate(hits=Count("pk", filter=AT_NIGHT), n=Count("pk"))
    groups = groups.filter(hits__gte=PATTERN_LEAST).order_by("-hits", "consumer")
    rates = {pk: Rate(hits, n) for pk, hits, n in groups if is_pattern(Rate(hits, n))}
    people = Consumer.objects.in_bulk(list(rates)[:SHOWN])
    return [Night(people[pk], rates[pk]) for pk in list(rates)[:SHOWN]]


# --- before and after a change of shifts ------------------------------------------------------------------------


@dataclass(frozen=True)
class Shift:
    """The nights before and after a day: complaints, how they were answered, and by how much they changed."""

    before: int
    after: int
    before_days: float
    after_days: float
    before_answer: Rate
    after_answer: Rate
    change: Change | None

    @property
    def before_a_month(self):
        return 30 * self.before / self.before_days

    @property
    def after_a_month(self):
        return 30 * self.after / self.after_days if self.after_days else None


def shift_change(day, days, now, consumer=None):
    """What came at night before and after a day, of everybody or of one consumer; one statement a side."""
    sides = []
    for since, until in around(day, days, now):
        rows = registered_in((since, until)).filter(COUNTED & AT_NIGHT)
        if consumer:
            rows = rows.filter(consumer=consumer)
        found = rows.aggregate(
            n=Count("pk"), kept=Count("pk", filter=IN_TIME), missed=Count("pk", filter=unanswered_in_time(now))
        )
        answered = Rate(found["kept"], found["kept"] + found["missed"])
        sides.append((found["n"], max((until - since) / A_DAY, 0), answered))
    (before, before_days, one), (after, after_days, two) = sides
    change = change_of_counts(before, after, before_days, after_days) if after_days else None
    return Shift(before, after, before_days, after_days, one, two, change)
