"""The player: acts out the stories in the order of time, through the same actions as everybody, at a simulated hour."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import Min

from complaints.actions import accounts, intake, orders
from complaints.actions.sweep import sweep
from complaints.demo import shop
from complaints.demo.partners import SHOP, filed_by_the_shop
from complaints.demo.script import REFERENCE, Scene, moment_of, offset
from complaints.demo.verbs import VERBS, converted
from complaints.models import Complaint, Consumer, Evidence, Task
from complaints.roles import System

UNREAD = timedelta(hours=2)


class StoryError(Exception):
    """A step of a story that does not work out; names the story and the step."""


class Player:
    """Plays stories whose end is `now`. `complaints` maps the keys of all stories to their complaints."""

    def __init__(self, cast, now):
        self.cast, self.now = cast, now
        self.complaints = {row.source_ref.removeprefix(REFERENCE): row for row in demo_complaints()}

    def play(self, stories):
        """Play those that were not played yet, all in one order of time; returns how many."""
        new = [story for story in stories if story.key not in self.complaints]
        steps = [(moment_of(self.now, step[0]), story, step) for story in new for step in story.steps]
        for at, story, step in sorted(steps, key=lambda row: row[0]):
            self.sweep_until(at)
            try:
                self.act(story, step, at)
            except Exception as error:
                raise StoryError(f"{story.key} {step[:3]}: {error}") from error
        if new:
            self.sweep_until(self.now)
            self.read_alerts()
        return len(new)

    def read_alerts(self):
        """Everybody has seen what came in before the last hours."""
        seen = self.now - UNREAD
        for agent in self.cast.values():
            accounts.read_alerts(agent, now=seen, created_at__lt=seen)

    def sweep_until(self, at):
        """Let everything that falls due before `at` happen at its own time."""
        last = None
        while (due := next_due()) and due <= at and due != last:
            sweep(now=due)
            last = due

    def act(self, story, step, at):
        """One step: [when, who, verb, *values, {facts}]."""
        _when, who, verb, *values = step
        if verb == "submit":
            self.complaints[story.key] = self.submit(story, at)
            return
        complaint = Complaint.objects.get(pk=self.complaints[story.key].pk)
        scene = Scene(story, complaint, at, self.cast, self.complaints)
        action, target, names = VERBS[verb]
        facts = values.pop() if values and isinstance(values[-1], dict) else {}
        facts = dict(zip(names, values, strict=False)) | facts
        aim = target(scene, facts)
        facts = {name: converted(scene, name, value) for name, value in facts.items()}
        action(aim, by=self.actor(who, complaint), now=at, **facts)

    def actor(self, who, complaint):
        """The person behind a name of the script."""
        if who == "consumer":
            return complaint.consumer if complaint else Consumer()
        return System() if who == "system" else self.cast[who]

    def submit(self, story, at):
        """The first step: the complaint comes in through its door."""
        scene = Scene(story, None, at, self.cast, self.complaints)
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
            order={name: order_value(name, value, at) for name, value in story.order.items()},
            **dict(zip(("name", "phone", "email"), story.consumer, strict=False)),
        )
        complaint = self.file(story, facts, at)
        if complaint.order_number:
            complaint = orders.take_order_facts(complaint, shop.answer(story, at), by=System(), now=at)
        return complaint

    def file(self, story, facts, at):
        """By a person, by the consumer, or by the shop's own system over the API."""
        if story.by == SHOP:
            return filed_by_the_shop(lambda by: intake.submit(facts, by=by, now=at), story.reference, at)
        return intake.submit(facts, by=self.actor(story.by, None), now=at)


def next_due():
    """When the sweep has something to do next, about a complaint, a sub-task or a question; None if never."""
    moments = [model.objects.aggregate(due=Min("sweep_at"))["due"] for model in (Complaint, Task)]
    moments.append(Evidence.objects.filter(status="asked").aggregate(due=Min("chase_at"))["due"])
    return min(filter(None, moments), default=None)


def order_value(name, value, at):
    """A fact of the order: its times are relative to the complaint."""
    if name.endswith("_at"):
        return at + offset(value)
    return Decimal(value) if name == "order_amount" else value


def demo_complaints():
    """All complaints of the demo as they stand, the oldest first."""
    rows = Complaint.objects.filter(source_ref__startswith=REFERENCE)
    return rows.select_related("owner", "handler").order_by("registered_at")
