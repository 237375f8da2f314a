"""The demo's shop: what its order system would answer about the orders of the stories."""

from complaints.actions.orders import COLUMNS
from complaints.demo.script import offset


def answer(story, at):
    """The facts of the order of `story`, whose complaint came in at `at`; None if the shop knows no such order.

    Orders of which a story tells only the number are unknown to the shop.
    """
    order = story.order
    if "order_amount" not in order:
        return None
    told = {name: order[column] for column, name in COLUMNS.items() if column in order}
    return {name: at + offset(value) if name.endswith("_at") else value for name, value in told.items()}


def orders(stories, now):
    """{order number: facts} of all stories, as a shop would know them today."""
    known = {}
    for story in stories:
        facts = answer(story, now)
        if facts:
            known.setdefault(story.order["order_number"], facts)
    return known
