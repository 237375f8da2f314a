"""The demo's shop: what its order system would answer about the orders of the stories."""

import tomllib
from functools import cache
from pathlib import Path

from complaints.actions.orders import COLUMNS
from complaints.demo.script import offset
from complaints.forms.order_records import records_of

FILE = Path(__file__).parent / "records.toml"
MOMENTS = ("at", "promised_at", "packed_at", "left_at")
DAYS = ("made_on", "best_before")


def answer(story, at):
    """The facts of the order of `story`, whose complaint came in at `at`; None if the shop knows no such order.

    Orders of which a story tells only the number are unknown to the shop.
    """
    order = story.order
    if "order_amount" not in order:
        return None
    told = {name: order[column] for column, name in COLUMNS.items() if column in order}
    facts = {name: at + offset(value) if name.endswith("_at") else value for name, value in told.items()}
    kept, _none = records_of({"records": records(story, at)}, at)
    return facts | {"source": "orders.example"} | ({"records": kept} if kept else {})


@cache
def written_records():
    """{key of a story: {part: what the systems know}} as it is written."""
    return tomllib.loads(FILE.read_text("utf-8"))


def records(story, at):
    """What the shop's systems know beside the order, at the hours of a complaint that came in at `at` (IV-03)."""
    return timed(written_records().get(story.key, {}), at)


def timed(value, at):
    """The same with moments and days instead of offsets."""
    if isinstance(value, list):
        return [timed(row, at) for row in value]
    if not isinstance(value, dict):
        return value
    return {name: moment_or(name, row, at) for name, row in value.items()}


def moment_or(name, row, at):
    """A moment or a day where the name says so."""
    if name in MOMENTS:
        return (at + offset(row)).isoformat()
    return (at + offset(row)).date().isoformat() if name in DAYS else timed(row, at)


def orders(stories, now):
    """{order number: what it answers} of all stories, as a shop would know them today."""
    known = {}
    for story in stories:
        facts = answer(story, now)
        if facts:
            told = facts | {"records": records(story, now)}
            known.setdefault(story.order["order_number"], told)
    return known
