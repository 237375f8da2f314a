"""The working calendar: days of work and of rest, hours of service, ends of periods. Pure: all rows are arguments."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar

CHINA = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
SATURDAY, TEN_YEARS = 5, 3653


@dataclass(frozen=True)
class Target:
    """How long a clock may run; `in_working_days` counts 1,440 minutes as one working day."""

    minutes: int
    in_working_days: bool = False


@dataclass(frozen=True)
class Hours:
    """When a desk works: {weekday: ((opens, closes), ...)}, Monday is 0; closing at 0:00 is midnight."""

    spans: dict
    keeps_holidays: bool = True


def is_workday(day: date, exceptions: dict[date, bool]) -> bool:
    """Whether `day` is worked: our own table first, then the published calendar, then Monday to Friday."""
    if day in exceptions:
        return exceptions[day]
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:  # a year not published yet
        return day.weekday() < 5


def calendar_is_known(day: date, exceptions: dict[date, bool]) -> bool:
    """False when only the plain Monday-to-Friday guess is left; the page then shows a warning."""
    try:
        chinese_calendar.is_workday(day)
    except NotImplementedError:  # how the library says that a year is not published yet
        return any(known.year == day.year for known in exceptions)
    return True


def add_working_days(start: datetime, days: int, exceptions: dict[date, bool]) -> datetime:
    """The same Chinese clock time `days` working days later; the count starts on the day after `start`."""
    moment = start.astimezone(CHINA)
    while days > 0:
        moment += ONE_DAY
        if is_workday(moment.date(), exceptions):
            days -= 1
    return moment


def spans_on(day: date, hours: Hours, exceptions: dict[date, bool]) -> tuple:
    """The hours worked on one day: none on a holiday; a make-up workday without hours of its own has Friday's."""
    if hours.keeps_holidays and day.weekday() < SATURDAY and not is_workday(day, exceptions):
        return ()
    if hours.keeps_holidays and day.weekday() >= SATURDAY and is_workday(day, exceptions):
        return hours.spans.get(day.weekday()) or hours.spans.get(SATURDAY - 1, ())
    return hours.spans.get(day.weekday(), ())


def add_service_time(start: datetime, length: timedelta, hours: Hours, exceptions: dict[date, bool]) -> datetime:
    """The Chinese moment at which `length` has been worked since `start`; after ten idle years, without hours."""
    here, left = start.astimezone(CHINA), length
    for number in range(TEN_YEARS):
        day = start.astimezone(CHINA).date() + number * ONE_DAY
        for opens, closes in sorted(spans_on(day, hours, exceptions)):
            end = datetime.combine(day if closes > opens else day + ONE_DAY, closes, CHINA)
            here = max(here, datetime.combine(day, opens, CHINA))
            if here < end and end - here >= left:
                return here + left
            left -= max(end - here, timedelta())
            here = max(here, end)
    return start.astimezone(CHINA) + length


def end_of_day(day: date) -> datetime:
    """The last second of a Chinese day."""
    return datetime.combine(day, time(23, 59, 59), CHINA)


def legal_due(start: date, days: int, in_working_days: bool, exceptions: dict[date, bool]) -> datetime:
    """The end of a period of the law that begins on `start` (domain.md 4.2).

    The day after is the first; calendar days that would end on a day of rest end on the next day of work.
    """
    if in_working_days:
        return end_of_day(add_working_days(end_of_day(start), days, exceptions).date())
    last = start + days * ONE_DAY
    while not is_workday(last, exceptions):
        last += ONE_DAY
    return end_of_day(last)


def due_at(start: datetime, target: Target, exceptions: dict[date, bool], hours: Hours | None = None) -> datetime:
    """When a clock that starts at `start` is due; `hours` if its minutes are hours of service."""
    if hours:
        return add_service_time(start, timedelta(minutes=target.minutes), hours, exceptions)
    if target.in_working_days:
        return add_working_days(start, target.minutes // 1440, exceptions)
    return start + timedelta(minutes=target.minutes)
