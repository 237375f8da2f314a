"""How the house writes money, times, spans of time and masked names. Pure: `now` is an argument."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUS = "\N{MINUS SIGN}"
NOTHING = "—"
FAMILIAR = ("小", "阿", "老")  # 小林 is known by 林
MINUTES_A_DAY = 24 * 60
# clocks.js tells the time with the same patterns (templatetags/ui.py hands them over).
SPANS = {
    "moment": gettext_lazy("less than 1 min"),
    "minutes": gettext_lazy("%(minutes)s min"),
    "hours": gettext_lazy("%(hours)s h"),
    "hours-minutes": gettext_lazy("%(hours)s h %(minutes)s min"),
    "days": gettext_lazy("%(days)s d"),
    "days-hours": gettext_lazy("%(days)s d %(hours)s h"),
}
REMAINING = {"left": gettext_lazy("%(time)s left"), "late": gettext_lazy("%(time)s late")}


def money(amount: Decimal | int | None) -> str:
    """¥1,234.50, with a true minus sign; a dash where there is no amount."""
    if amount is None or amount == "":
        return NOTHING
    amount = Decimal(amount)
    return f"{MINUS if amount < 0 else ''}¥{abs(amount):,.2f}"


def counted(number: int | None) -> str:
    """9,800; a dash for what nobody has counted."""
    return NOTHING if number is None else f"{number:,}"


def signed(number: int) -> str:
    """+1,200 or -3: a change."""
    return f"{number:+,}"


def span(length: timedelta) -> str:
    """23 min, 1 h 12 min, 3 d 4 h: the two largest units, rounded down; a minus is dropped."""
    minutes = int(abs(length).total_seconds() // 60)
    days, rest = divmod(minutes, MINUTES_A_DAY)
    hours, minutes = divmod(rest, 60)
    if days:
        pattern = SPANS["days-hours" if hours else "days"]
    elif hours:
        pattern = SPANS["hours-minutes" if minutes else "hours"]
    else:
        pattern = SPANS["minutes" if minutes else "moment"]
    return str(pattern) % {"days": days, "hours": hours, "minutes": f"{minutes:02d}" if hours else minutes}


def moment(at: datetime | None, now: datetime) -> str:
    """today 15:00, tomorrow 9:00, 11-20 22:07, 2025-06-02 14:00, always in Shanghai."""
    if at is None:
        return NOTHING
    here, today = at.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    clock = f"{here:%H:%M}"
    named = {-1: _("yesterday %(time)s"), 0: _("today %(time)s"), 1: _("tomorrow %(time)s")}
    if words := named.get((here.date() - today).days):
        return words % {"time": clock}
    return f"{short_date(here.date(), today)} {clock}"


def brief_moment(at: datetime | None, now: datetime) -> str:
    """For narrow columns: 15:00 if it is today, else 11-20 22:07."""
    if at is None:
        return NOTHING
    here, today = at.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    return f"{here:%H:%M}" if here.date() == today else f"{short_date(here.date(), today)} {here:%H:%M}"


def is_whole_day(at: datetime) -> bool:
    """Midnight to the second in Shanghai: somebody named a day and no time."""
    return at.astimezone(SHANGHAI).time() == time()


def day_or_moment(at: datetime | None, now: datetime) -> str:
    """For what may be known by its day only: 11-15, else as `brief_moment`."""
    if at is None or not is_whole_day(at):
        return brief_moment(at, now)
    return short_date(at.astimezone(SHANGHAI).date(), now.astimezone(SHANGHAI).date())


def exact_moment(at: datetime | None) -> str:
    """2026-11-21 14:40:12, for the audit history and for hovering."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if at else NOTHING


def short_date(day: date, today: date) -> str:
    """11-20, with the year when it is not this one."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def ago(at: datetime, now: datetime) -> str:
    """2 h 11 min ago; for what lies ahead: in 2 h 11 min."""
    passed = now - at
    if abs(passed) < timedelta(minutes=1):
        return _("just now")
    words = _("%(time)s ago") if passed > timedelta(0) else _("in %(time)s")
    return words % {"time": span(passed)}


def masked_name(name: str) -> str:
    """陆** for 陆小曼, A** for Anna: the first letter and at most two stars."""
    name = (name or "").strip()
    return name[:1] + "*" * min(2, max(1, len(name) - 1)) if name else NOTHING


def masked_address(address: str) -> str:
    """l***@example.com for lu@example.com; nothing for what is no address."""
    local, at, domain = (address or "").partition("@")
    return f"{local[:1]}***{at}{domain}" if at else ""


NUMBERS = re.compile(r"(?<![\dA-Za-z])(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?!\d)")  # mobile numbers of China
IDENTITY = re.compile(r"(?<![\dA-Za-z])(\d{3})\d{11}(\d{3}[\dXx])(?!\d)")
MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def masked_words(text: str, *names: str) -> str:
    """A text of others without phone numbers, identity numbers, addresses of mail and these names (AR-07)."""
    text = IDENTITY.sub(r"\1***********\2", NUMBERS.sub(r"\1****\3", text))
    text = MAIL_ADDRESS.sub(lambda found: masked_address(found[0]), text)
    for name in filter(lambda name: len(name.strip()) > 1, names):
        text = text.replace(name.strip(), masked_name(name))
    return text


def percent(share: float) -> str:
    """A share between 0 and 1 as whole per cent: 82 %."""
    return f"{share * 100:.0f} %"


def initial(name: str) -> str:
    """The letter that stands for a person: 林 for 林晓 and for 小林, A for anna."""
    name = (name or "").strip()
    if len(name) == 2 and name[0] in FAMILIAR:
        name = name[1]
    return name[:1].upper() or "?"
