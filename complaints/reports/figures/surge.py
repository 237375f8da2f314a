"""The days ahead: how much comes, who is there, how many it takes, and what a new complaint waits now (IN-16)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Count, Q

from complaints.filters import midnight
from complaints.models import Absence, Agent, Complaint, PromotionWindow
from complaints.reports.figures.hours import A_DAY, HOURS, at_work
from complaints.reports.figures.period import today
from complaints.reports.figures.rates import FEW, Change, change_of_counts
from complaints.reports.figures.waiting import agents_needed
from complaints.roles import HANDLERS
from complaints.wording import SHANGHAI

AN_HOUR = timedelta(hours=1)
USUAL_DAYS = 28  # what is usual is told by the four weeks before
DAYS_AHEAD = 7
EARLIER = timedelta(days=800)  # promotions come once a year
USUAL = """
SELECT date_trunc('hour', registered_at), count(*) FROM complaints_complaint
WHERE registered_at >= %(since)s AND registered_at < %(until)s GROUP BY 1
"""
WINDOWS = """
SELECT w.name, w.starts_at, least(w.ends_at, %(now)s),
    (SELECT count(*) FROM complaints_complaint c
        WHERE c.registered_at >= w.starts_at AND c.registered_at < least(w.ends_at, %(now)s)),
    (SELECT count(*) FROM complaints_complaint c
        WHERE c.registered_at >= w.starts_at - %(usual)s AND c.registered_at < w.starts_at)
FROM complaints_promotionwindow w
WHERE w.starts_at < %(now)s AND w.starts_at >= %(now)s - %(earlier)s ORDER BY w.starts_at DESC
"""


@dataclass(frozen=True)
class Lift:
    """How much came in a promotion, over what was usual in the four weeks before it."""

    name: str
    starts_at: datetime
    until: datetime
    came: int
    usual: float
    change: Change | None

    @property
    def factor(self):
        return self.came / self.usual if self.usual else None


@dataclass(frozen=True)
class Slot:
    """One hour of one day ahead."""

    hour: int
    expected: float
    there: float
    needed: int | None

    @property
    def label(self):
        return f"{self.hour:02d}:00"

    @property
    def lacking(self):
        return max(round(self.needed - self.there, 1), 0) if self.needed else 0


@dataclass(frozen=True)
class Ahead:
    """One day ahead with its hours and the promotions in it."""

    day: date
    windows: list
    slots: list
    away: int

    @property
    def expected(self):
        return sum(slot.expected for slot in self.slots)

    @property
    def worst(self):
        """The hour at which most people are missing; of equals the fullest."""
        return max(self.slots, key=lambda slot: (slot.lacking, slot.expected))


def usual_day(now, windows):
    """{hour: complaints in it on a usual day}: four weeks of whole days, without the hours of promotions."""
    until = midnight(today(now))
    since = until - USUAL_DAYS * A_DAY
    with connection.cursor() as cursor:
        cursor.execute(USUAL, {"since": since, "until": until})
        came = dict(cursor.fetchall())
    counts, slots = defaultdict(int), defaultdict(int)
    for number in range(USUAL_DAYS * 24):
        at = since + number * AN_HOUR
        if not any(window.starts_at < at + AN_HOUR and window.ends_at > at for window in windows):
            hour = at.astimezone(SHANGHAI).hour
            counts[hour] += came.get(at, 0)
            slots[hour] += 1
    return {hour: counts[hour] / slots[hour] if slots[hour] else 0 for hour in HOURS}


def lifts(now):
    """What earlier promotions brought, and the running one so far, the newest first; one statement."""
    facts = {"now": now, "usual": USUAL_DAYS * A_DAY, "earlier": EARLIER}
    with connection.cursor() as cursor:
        cursor.execute(WINDOWS, facts)
        rows = cursor.fetchall()
    return [lift(*row) for row in rows]


def lift(name, starts_at, until, came, before):
    """One row as a Lift."""
    days = (until - starts_at) / A_DAY
    change = change_of_counts(before, came, USUAL_DAYS, days) if days else None
    return Lift(name, starts_at, until, came, before * days / USUAL_DAYS, change)


def factor_of(found, now):
    """(by what the usual is multiplied in a promotion, from how many promotions): all of them together.

    A running one counts as soon as it has brought enough to count; too few complaints in all teach nothing.
    """
    known = [row for row in found if row.usual and (row.until < now or row.came >= FEW)]
    came, usual = sum(row.came for row in known), sum(row.usual for row in known)
    return (came / usual, len(known)) if came >= FEW else (1.0, 0)


def days_ahead(now, minutes_each=None):
    """[Ahead, ...] for today and the six days after it; five statements."""
    windows = list(PromotionWindow.objects.filter(ends_at__gt=now - (USUAL_DAYS + 1) * A_DAY).order_by("starts_at"))
    usual, (factor, _known) = usual_day(now, windows), factor_of(lifts(now), now)
    there = at_work((now - USUAL_DAYS * A_DAY, now))
    first = today(now)
    end = midnight(first + DAYS_AHEAD * A_DAY)
    absences = list(Absence.objects.filter(begins_at__lt=end, ends_at__gt=midnight(first)))
    crew = Agent.objects.filter(is_active=True, groups__name__in=HANDLERS).distinct().count()
    return [
        one_day(first + number * A_DAY, usual, factor, windows, there, absences, crew, minutes_each)
        for number in range(DAYS_AHEAD)
    ]


def one_day(day, usual, factor, windows, there, absences, crew, minutes_each):
    """A day of hours: the usual, lifted within a promotion; the people usually at work, less those away."""
    slots, away_at = [], []
    begins = midnight(day)
    for hour in HOURS:
        at = begins + hour * AN_HOUR
        is_on = any(window.starts_at <= at < window.ends_at for window in windows)
        expected = usual[hour] * (factor if is_on else 1)
        away = len({row.agent_id for row in absences if row.begins_at < at + AN_HOUR and row.ends_at > at})
        present = there.get(hour, 0) * (crew - away) / crew if crew else 0
        needed = agents_needed(expected, minutes_each) if minutes_each else None
        slots.append(Slot(hour, expected, present, needed))
        away_at.append(away)
    within = [window for window in windows if window.starts_at < begins + A_DAY and window.ends_at > begins]
    return Ahead(day, within, slots, max(away_at))


@dataclass(frozen=True)
class Load:
    """How things stand now: open complaints, those without an answer, people here and away, people at work."""

    open: int
    unanswered: int
    crew: int
    away: int
    at_work: int
    minutes: int | None

    @property
    def a_head(self):
        """Open complaints per person who is not away."""
        return self.open / (self.crew - self.away) if self.crew > self.away else None

    @property
    def wait(self):
        """How long a new complaint waits for an answer if all before it are taken first; None if it cannot be said."""
        if not self.minutes or not self.at_work:
            return None
        return timedelta(minutes=self.unanswered * self.minutes / self.at_work)


def load(now, minutes_each=None):
    """The state of this moment; at work is who did something in the last hour."""
    counts = Complaint.objects.open().order_by().aggregate(n=Count("pk"), new=Count("pk", filter=Q(responded_at=None)))
    crew = Agent.objects.filter(is_active=True, groups__name__in=HANDLERS).distinct().count()
    away = Absence.objects.in_force(now).values("agent").distinct().count()
    acting = Agent.objects.filter(events__at__gt=now - AN_HOUR, events__at__lte=now).distinct().count()
    return Load(counts["n"], counts["new"], crew, away, acting, minutes_each)
