"""A pasted chat as messages: the shapes in which customer-service tools copy and export them. Pure: `today` is given.

One line a message ("10:02 小美：您好", "[2026-11-16 10:02:33] Visitor: hi", "16/11/2026, 10:02 - Anna: hi", "Amy
(10:02 AM): hi"), or a line with name and time above the words ("tb1234 2026-11-16 10:02:33", "小美 11月16日 10:02").
What fits no shape belongs to the message above it; what stands above the first message is handed back as it is.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from complaints.sources.plain import clean
from complaints.workdays import CHINA

MOST_LINES = 500
DAY = (
    r"(?:(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?|(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
    r"|(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y3>\d{2,4})|(?P<near>今天|昨天|前天|today|yesterday))"
)
TIME = (
    r"(?P<early>凌晨|早上|上午|中午|下午|晚上)?[ ]?(?P<h>\d{1,2})[:：](?P<i>\d{2})(?:[:：](?P<s>\d{2})(?:\.\d+)?)?"
    r"(?:[ ]?(?P<half>[ap]\.?m\.?)(?![a-z]))?(?!\d)"
)
STAMP = rf"(?:{DAY}[ ,，T]*(?:星期.|周.)?[ ]*)?{TIME}"
NAME = r"(?P<name>[^\n:：\[\]【】]{1,40}?)"
SHOP_NAME = r"(?P<name>[^\n\[\]【】]{1,40}?)"  # 海味旗舰店:小美
SHAPES = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"[\[(（【]?{STAMP}[\])）】]?[ ]*[-–—|]?[ ]*{NAME}[ ]*[:：][ ]*(?P<text>.*)",
        rf"{SHOP_NAME}[ ]*[\[(（【]{STAMP}[\])）】][ ]*[:：]?[ ]*(?P<text>.*)",
        rf"{SHOP_NAME}[ ]+{STAMP}[ ]*[:：]?(?P<text>)",
        rf"{SHOP_NAME}[ ]+(?=\d{{4}}){STAMP}[ ]*[:：][ ]*(?P<text>.+)",
        rf"[\[(（【]?{STAMP}[\])）】]?[ ]+{NAME}(?P<text>)",
    )
]
INLINE = SHAPES[:2]  # in the others a sentence that ends with a time may look like a name
DAY_LINE = re.compile(rf"[-—=~─ ]*{DAY}[ ]*(?:星期.|周.)?[-—=~─ ]*", re.IGNORECASE)
BARE = re.compile(r"(?P<name>[^\n:：]{1,20})[:：][ ]*(?P<text>.+)")
OURS = re.compile(
    r"客服|商家|卖家|店|小二|官方|机器人|智能|助手|系统|平台|售后|\b(agent|support|service|bot|assistant|advisor|shop|store"
    r"|seller|merchant|system|rep)\b",
    re.IGNORECASE,
)
THEIRS = re.compile(
    r"客户|顾客|买家|用户|会员|消费者|访客|^我$|^(tb|jd_|t_)\w+$|\b(customer|visitor|buyer|client|user|guest|me)\b",
    re.IGNORECASE,
)
NEAR = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}


@dataclass
class Line:
    """One message. `is_ours`: the service said it, not the consumer."""

    at: datetime
    name: str
    text: str
    is_ours: bool = False


@dataclass
class Transcript:
    """The messages in the order in which they stand, and the lines above them that are none."""

    lines: list = field(default_factory=list)
    rest: list = field(default_factory=list)
    is_cut: bool = False

    @property
    def words_of_the_consumer(self):
        """What the consumer said, as one text."""
        return "\n".join(line.text for line in self.lines if not line.is_ours)


def read(text, *, today, consumer="", ours=()):
    """The Transcript of a pasted chat. `today` is the day of times without one; `consumer` and `ours` name speakers."""
    reader = Reader(today, day_first(text), {name.strip().lower() for name in (consumer,) if name.strip()})
    for row in clean(text).split("\n"):
        reader.take(row.strip())
    found = Transcript(with_words(reader.lines), reader.rest)
    found.is_cut, found.lines = len(found.lines) > MOST_LINES, found.lines[:MOST_LINES]
    decide_sides(found.lines, consumer.strip(), {name.lower() for name in ours if name})
    return found


def with_words(lines):
    """The messages without those that say nothing: a picture that was not copied, a name above nothing."""
    return [line for line in lines if line.text]


def day_first(text):
    """Whether 03/04/2026 is the third of April: unless some date of this text can only be read the other way."""
    pairs = re.findall(r"\b(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}\b", text)
    return not any(int(second) > 12 for _first, second in pairs)


class Reader:
    """Reads row by row; remembers the day, the last time and the message that is still being told."""

    def __init__(self, today, is_day_first, speakers):
        self.today, self.day, self.is_day_first, self.speakers = today, None, is_day_first, speakers
        self.lines, self.rest, self.are_dated = [], [], True

    def take(self, row):
        """One row: a day, a message, more of the last message, or nothing we know."""
        if not row:
            return
        found = next((match for shape in SHAPES if (match := shape.fullmatch(row))), None)
        at = self.moment(found) if found and self.is_message(found) else None
        if at:
            self.lines.append(Line(at, found["name"].strip(), found["text"].strip()))
        elif (day_row := DAY_LINE.fullmatch(row)) and (day := self.day_of(day_row)):
            self.day = day
        elif self.lines and (bare := BARE.fullmatch(row)) and self.is_speaker(bare["name"].strip()):
            self.lines.append(Line(self.lines[-1].at, bare["name"].strip(), bare["text"].strip()))
        elif self.lines:
            last = self.lines[-1]
            last.text = f"{last.text}\n{row}".strip()
        else:
            self.rest.append(row)

    def is_message(self, found):
        """Whether a match begins a message. One with a day does; one without only where such are usual here."""
        if self.day_of(found) is not None:
            return True
        usual = not self.are_dated and found.re in INLINE
        return not self.lines or usual or self.is_speaker(found["name"].strip())

    def is_speaker(self, name):
        """Whether a row without a time begins with somebody who speaks here."""
        known = self.speakers | {line.name.lower() for line in self.lines}
        return name.lower() in known or bool(len(name) <= 6 and (OURS.search(name) or THEIRS.search(name)))

    def moment(self, found):
        """The time of a message; a time without a day follows the one before, over midnight if need be."""
        day = self.day_of(found)
        if day is False:
            return None
        hour, minute, second = hour_of(found), int(found["i"]), int(found["s"] or 0)
        if hour > 23 or minute > 59 or second > 59:
            return None
        self.are_dated = self.are_dated and day is not None
        self.day = day or self.day or self.today
        at = datetime(self.day.year, self.day.month, self.day.day, hour, minute, second, tzinfo=CHINA)
        if day is None and self.lines and at < self.lines[-1].at - timedelta(hours=12):
            at += timedelta(days=1)
            self.day = at.date()
        return at

    def day_of(self, found):
        """The day a match names: None if it names none, False if there is no such day."""
        part = found.groupdict()
        if part["near"]:
            return self.today - timedelta(days=NEAR[part["near"].lower()])
        if part["a"]:
            first, second = int(part["a"]), int(part["b"])
            day, month = (first, second) if self.is_day_first else (second, first)
            return day_or_false(int(part["y3"]) % 100 + 2000, month, day)
        if part["m2"]:
            year = (self.day or self.today).year
            day = day_or_false(year, int(part["m2"]), int(part["d2"]))
            return day.replace(year=year - 1) if day and day > self.today + timedelta(days=1) else day
        return day_or_false(int(part["y"]), int(part["m"]), int(part["d"])) if part["y"] else None


def day_or_false(year, month, day):
    """A day of the calendar, or False."""
    try:
        return date(year, month, day)
    except ValueError:
        return False


def hour_of(found):
    """The hour on a clock of 24."""
    hour, half, early = int(found["h"]), (found["half"] or "").lower(), found["early"]
    if half:
        return hour % 12 + (12 if half.startswith("p") else 0)
    return hour + 12 if early in ("下午", "晚上") and hour < 12 else hour


def decide_sides(lines, consumer, ours):
    """Who of the speakers is the consumer: the named one, else by the words of the names, else who speaks first."""
    sides = {line.name: side_of(line.name, consumer, ours) for line in lines}
    if False not in sides.values():
        unknown = next((line.name for line in lines if sides[line.name] is None), None)
        if unknown is not None:
            sides[unknown] = False
    for line in lines:
        line.is_ours = sides[line.name] is not False


def side_of(name, consumer, ours):
    """True for the service, False for the consumer, None for who can be either."""
    if consumer:
        return name.lower() != consumer.lower()
    if name.lower() in ours or OURS.search(name):
        return True
    return False if THEIRS.search(name) else None
