"""The working calendar: taking over the published holidays and make-up workdays of a year."""

from datetime import date, timedelta

import chinese_calendar
from django.utils.translation import gettext as _

from complaints.lifecycle import Refused
from complaints.models import CalendarDay

SATURDAY = 5


def import_holidays(year):
    """Add the days of `year` that are not what their weekday says; returns how many. What is there stays.

    Raises Refused for a year that is not published yet.
    """
    try:
        days = [special for day in days_of(year) if (special := exception(day))]
    except NotImplementedError as error:  # how the library says that a year is not published yet
        raise Refused(
            _("The calendar of %(year)s is not published yet: enter its days by hand.") % {"year": year}
        ) from error
    before = CalendarDay.objects.count()
    CalendarDay.objects.bulk_create(days, ignore_conflicts=True)
    return CalendarDay.objects.count() - before


def days_of(year):
    """All days of a year."""
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def exception(day):
    """The row of a day that is a holiday on a weekday, or worked on a weekend; else None."""
    works = chinese_calendar.is_workday(day)
    if works == (day.weekday() < SATURDAY):
        return None
    _is_holiday, name = chinese_calendar.get_holiday_detail(day)
    return CalendarDay(date=day, is_workday=works, name=name or "")
