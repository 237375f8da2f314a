"""The player: acts out the stories in the order of time, through the same actions as everybody, at a simulated hour."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.db.models import Min

from complaints.actions import intake
from complaints.actions.deadlines import sweep
from complaints.clock import CHINA
from complaints.demo.verbs import CONVERTERS, MACHINE, VERBS
from complaints.models import Complaint, Consumer

OFFSET = re.compile(r"(\d+)([dhm])")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}
PLACEHOLDER = re.compile(r"\[\[([^\]]+)\]\]")
REFERENCE = "demo:"
ROUND = 5  # minutes: nobody promises 14:37


class StoryError(Exception):
    """A step of a story that does not work out; names the story and the step."""


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
        return REFERENCE + self.key


def offset(text):
    """A timedelta from "-2h5m", "+3d" or "90m"."""
    span = sum((timedelta(**{UNITS[unit]: int(n)}) for n, unit in OFFSET.findall(text)), timedelta())
    return -span if text.startswith("-") else span


def moment_of(now, when):
    """The moment of a step: "-2h5m" before `now`, or "-9d@22:40" at that hour in China."""
    span, _at, hour = when.partition("@")
    moment = now + offset(span)
    if not hour:
        return moment
    hours, minutes = map(int, hour.split(":"))
    return moment.astimezone(CHINA).replace(hour=hours, minute=minutes, second=0, microsecond=0)


def promised(now, text):
    """The moment `text` away from `now`, on a full five minutes."""
    moment = now + offset(text)
    return moment - timedelta(minutes=moment.minute % ROUND, seconds=moment.second, microseconds=moment.microsecond)


def spoken(now, text, language):
    """That moment as somebody says it at `now`: 15:00, 明天 15:00, 11 月 3 日."""
    moment, today = promised(now, text).astimezone(CHINA), now.astimezone(CHINA).date()
    days, clock = (moment.date() - today).days, f"{moment:%H:%M}"
    if language == "en":
        near = {0: clock, 1: f"{clock} tomorrow", -1: f"{clock} yesterday"}
        return near.get(days, f"{moment.day} {moment:%B}")
    near = {0: clock, 1: f"明天 {clock}", -1: f"昨天 {clock}"}
    return near.get(days, f"{moment.month} 月 {moment.day} 日")


class Player:
    """Plays stories whose end is `now`. `complaints` maps the keys of all stories to their complaints."""

    def __init__(self, cast, now):
        self.cast, self.now = cast, now
        self.complaints = known_complaints()

    def play(self, stories):
        """Play those that were not played yet, all in one order of time; returns how many."""
        new = [story for story in stories if story.key not in self.complaints]
        steps = [
            (moment_of(self.now, step[0]), number, story, step) for number, (story, step) in enumerate(all_of(new))
        ]
        for at, _number, story, step in sorted(steps, key=lambda row: row[:2]):
            self.sweep_until(at)
            try:
                self.act(story, step, at)
            except Exception as error:
                raise StoryError(f"{story.key} {step[:3]}: {error}") from error
        if new:
            self.sweep_until(self.now)
        return len(new)

    def sweep_until(self, at):
        """Let everything that falls due before `at` happen at its own time."""
        last = None
        while (due := Complaint.objects.aggregate(due=Min("sweep_at"))["due"]) and due <= at and due != last:
            sweep(now=due)
            last = due

    def act(self, story, step, at):
        """One step: [when, who, verb, *values, {facts}]."""
        _when, who, verb, *values = step
        if verb == "submit":
            self.complaints[story.key] = self.submit(story, at)
            return
        complaint = Complaint.objects.get(pk=self.complaints[story.key].pk)
        scene = Scene(self, story, complaint, at)
        action, target, names = VERBS[verb]
        facts = values.pop() if values and isinstance(values[-1], dict) else {}
        facts = dict(zip(names, values, strict=False)) | facts
        aim = target(scene, facts)
        facts = {name: scene.converted(name, value) for name, value in facts.items()}
        action(aim, by=self.actor(who, complaint), now=at, **facts)

    def actor(self, who, complaint):
        if who == "consumer":
            return complaint.consumer
        return MACHINE if who == "system" else self.cast[who]

    def submit(self, story, at):
        """The first step: the complaint comes in through its door."""
        scene = Scene(self, story, None, at)
        kind, amount, text = (*story.wish, "", "", "")[:3]
        facts = intake.Intake(
            channel=story.channel,
            title=story.title,
            description=scene.said(story.words),
            source_ref=story.reference,
            contact_none_reason=story.no_contact,
            language=story.language,
            demand_kind=kind,
            demand_amount=Decimal(amount) if amount else None,
            demand_text=scene.said(text),
            order={name: scene.order_value(name, value) for name, value in story.order.items()},
            **dict(zip(("name", "phone", "email"), story.consumer, strict=False)),
        )
        by = Consumer() if story.by == "consumer" else self.actor(story.by, None)
        return intake.submit(facts, by=by, now=at)


def all_of(stories):
    """Every step of every story, in the order in which they are written."""
    return [(story, step) for story in stories for step in story.steps]


def known_complaints():
    """What earlier seedings have made, by the keys of their stories."""
    rows = Complaint.objects.filter(source_ref__startswith=REFERENCE)
    return {row.source_ref.removeprefix(REFERENCE): row for row in rows}


@dataclass
class Scene:
    """Where a step happens: the story, the complaint as it stands, the hour."""

    player: Player
    story: Story
    complaint: Complaint | None
    at: object

    def converted(self, name, value):
        """The value of a fact as the action wants it."""
        value = self.said(value) if isinstance(value, str) else value
        return CONVERTERS[name](self, value) if name in CONVERTERS else value

    def said(self, text):
        """A text with its hours filled in: [[+2h]] is two hours from this step."""
        return PLACEHOLDER.sub(lambda found: spoken(self.at, found[1], self.story.language), text)

    def moment(self, text):
        return promised(self.at, text)

    def agent(self, username):
        return self.player.cast[username]

    def case(self, key):
        """The complaint of another story."""
        return Complaint.objects.get(pk=self.player.complaints[key].pk)

    def order_value(self, name, value):
        if name.endswith("_at"):
            return self.at + offset(value)
        return Decimal(value) if name == "order_amount" else value
