"""A period of whole days in China, and the one before it, of the same length and as far gone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from complaints.filters import midnight
from complaints.wording import SHANGHAI

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From the beginning of `first` to the end of `last`, or to now; `query` is what an address carries of it."""

    first: date
    last: date
    since: datetime
    until: datetime
    before_since: datetime
    before_until: datetime
    query: str

    @property
    def length(self):
        return self.until - self.since

    @property
    def span(self):
        """(since, until), as statements take it."""
        return self.since, self.until

    @property
    def before(self):
        """The same of the period before."""
        return self.before_since, self.before_until

    @property
    def carried(self):
        """The same as pairs, for forms."""
        return [part.split("=") for part in self.query.split("&")]

    @property
    def days_query(self):
        """The days as conditions of the inbox."""
        return f"since={self.first}&until={self.last}"

    def __str__(self):
        return f"{self.first} – {self.last}"


def today(now):
    """The day it is in China."""
    return now.astimezone(SHANGHAI).date()


def last_days(count, now):
    """Today and the days before it, `count` in all."""
    day = today(now)
    return own_range(day - timedelta(days=count - 1), day, now, query=f"days={count}")


def month_of(first, now):
    """One month, compared with the month before: a running month with as much of that one."""
    next_month = (first + timedelta(days=31)).replace(day=1)
    since, until = midnight(first), min(midnight(next_month), now)
    earlier = midnight((first - A_DAY).replace(day=1))
    last = min(next_month - A_DAY, today(now))
    return Period(
        first, last, since, until, earlier, min(earlier + (until - since), since), query=f"month={first:%Y-%m}"
    )


def own_range(first, last, now, query=""):
    """From one day to another, both included; it ends now if `last` is today or later."""
    last = min(last, today(now))
    since, until = midnight(first), min(midnight(last + A_DAY), now)
    back = midnight(last + A_DAY) - since
    return Period(first, last, since, until, since - back, until - back, query or f"since={first}&until={last}")
