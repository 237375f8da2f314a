"""Dates and times as people write them in tables."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from datetime import time as clock_time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.workdays import CHINA

DAY_SHAPES = (
    re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?=\D|$)"),
    re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})"),
)
TIME_SHAPE = re.compile(
    r"[T ]*(?P<h>\d{1,2})[:时点](?P<i>\d{1,2})分?(?::?(?P<s>\d{1,2})(?:\.\d+)?秒?)?\s*(?P<half>[AaPp][Mm])?"
)
ZONE_SHAPE = re.compile(r"(?P<zulu>Z)|(?P<sign>[+-])(?P<zh>\d{2}):?(?P<zm>\d{2})")
SERIAL = re.compile(r"\d{5}(\.\d+)?")
EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=CHINA)


def moment(cell, now):
    """The moment a cell means, in Chinese time unless it names a zone; None for a blank cell."""
    if isinstance(cell, datetime):
        found = cell
    elif isinstance(cell, date):
        found = datetime.combine(cell, clock_time())
    else:
        text = unicodedata.normalize("NFKC", str(cell or "")).strip()
        if not text:
            return None
        found = written_moment(text)
    found = found if timezone.is_aware(found) else found.replace(tzinfo=CHINA)
    if found > now + timedelta(days=1):
        raise ValidationError(_("The date lies in the future."))
    return found


def written_moment(text):
    """2019-02-28, 2019/2/28 11:25, 2019年2月28日11时25分, 28.02.2019, ISO with a zone, a spreadsheet's number."""
    if SERIAL.fullmatch(text):
        return EXCEL_EPOCH + timedelta(days=float(text))
    day = next((found for shape in DAY_SHAPES if (found := shape.match(text))), None)
    if day is None:
        raise ValidationError(_("Not a date: “%(text)s”.") % {"text": text[:40]})
    rest = text[day.end() :]
    hour = TIME_SHAPE.match(rest)
    rest = rest[hour.end() :] if hour else rest
    try:
        return datetime(*year_month_day(day), *hour_minute_second(hour), tzinfo=zone(rest.strip()))
    except ValueError as error:
        raise ValidationError(_("Not a date: “%(text)s”.") % {"text": text[:40]}) from error


def year_month_day(found):
    """28.02.2019 and 02/28/2019 can be told apart; 03/04/2019 cannot, and nobody is served by a guess."""
    part = {name: int(value) for name, value in found.groupdict().items()}
    if "m" in part:
        return part["y"], part["m"], part["d"]
    first, second = part["a"], part["b"]
    if first <= 12 and second <= 12 and first != second:
        raise ValidationError(_("Day and month cannot be told apart: “%(text)s”.") % {"text": found[0]})
    return (part["y"], second, first) if first > 12 else (part["y"], first, second)


def hour_minute_second(found):
    """Hours of a 12-hour clock become those of a 24-hour clock."""
    if not found:
        return 0, 0, 0
    hour = int(found["h"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    return hour, int(found["i"]), int(found["s"] or 0)


def zone(text):
    """The zone written behind a time; ours when there is none. ValueError for anything else."""
    if not text:
        return CHINA
    found = ZONE_SHAPE.fullmatch(text)
    if not found:
        raise ValueError(text)
    if found["zulu"]:
        return timezone.get_fixed_timezone(0)
    minutes = int(found["zh"]) * 60 + int(found["zm"])
    return timezone.get_fixed_timezone(-minutes if found["sign"] == "-" else minutes)
