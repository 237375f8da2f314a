"""What a story is, and how its times are read: all offsets are relative, to now or to the step that says them."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from complaints.workdays import CHINA

OFFSET = re.compile(r"(\d+)([dhm])")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}
PLACEHOLDER = re.compile(r"\[\[([^\]]+)\]\]")
REFERENCE = "demo:"
ROUND = 5  # minutes: nobody promises 14:37


@dataclass
class Story:
    """One invented case: who complains about what through which door, and the steps that follow."""

    key: str
    channel: str
    consumer: list
    words: str
    steps: list
    title: str = ""
    order: dict = field(default_factory=dict)
    wish: list = field(default_factory=list)
    language: str = "zh-hans"
    by: str = "consumer"
    no_contact: str = ""

    @property
    def reference(self):
        """What the complaint remembers of its story, so that none is played twice."""
        return REFERENCE + self.key


def offset(text) -> timedelta:
    """A timedelta from "-2h5m", "+3d" or "90m"."""
    span = sum((timedelta(**{UNITS[unit]: int(n)}) for n, unit in OFFSET.findall(text)), timedelta())
    return -span if text.startswith("-") else span


def moment_of(now, when) -> datetime:
    """The moment of a step: "-2h5m" before `now`, or "-9d@22:40" at that hour in China."""
    span, _at, hour = when.partition("@")
    moment = now + offset(span)
    if not hour:
        return moment
    hours, minutes = map(int, hour.split(":"))
    return moment.astimezone(CHINA).replace(hour=hours, minute=minutes, second=0, microsecond=0)


def promised(now, text) -> datetime:
    """The moment `text` away from `now`, on a full five minutes."""
    moment = now + offset(text)
    return moment - timedelta(minutes=moment.minute % ROUND, seconds=moment.second, microseconds=moment.microsecond)


def spoken(now, text, language) -> str:
    """That moment as somebody says it at `now`: 15:00, 明天 15:00, 11 月 3 日."""
    moment, today = promised(now, text).astimezone(CHINA), now.astimezone(CHINA).date()
    days, clock = (moment.date() - today).days, f"{moment:%H:%M}"
    if language == "en":
        near = {0: clock, 1: f"{clock} tomorrow", -1: f"{clock} yesterday"}
        return near.get(days, f"{moment.day} {moment:%B}")
    near = {0: clock, 1: f"明天 {clock}", -1: f"昨天 {clock}"}
    return near.get(days, f"{moment.month} 月 {moment.day} 日")


@dataclass
class Scene:
    """Where a step happens: the story, its complaint as it stands, the hour, and everybody else."""

    story: Story
    complaint: object
    at: datetime
    cast: dict
    complaints: dict

    def said(self, text):
        """A text with its hours filled in: [[+2h]] is two hours from this step."""
        return PLACEHOLDER.sub(lambda found: spoken(self.at, found[1], self.story.language), text)

    def moment(self, text):
        """A moment that somebody promises or sets at this step."""
        return promised(self.at, text)

    def agent(self, username):
        """Somebody of the cast, by username."""
        return self.cast[username]

    def case(self, key):
        """The complaint of another story."""
        return self.complaints[key]
