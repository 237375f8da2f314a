"""More complaints than anybody wrote: plots filled differently for every number, the same for the same seed."""

import tomllib
from datetime import timedelta
from pathlib import Path
from random import Random

from complaints.demo.script import Story, offset

SOURCE = Path(__file__).with_name("variations.toml")
FARTHEST = 20 * 24 * 60  # minutes: how long ago the oldest one came in


def stories(count, seed):
    """`count` generated stories; the first ones stay the same when `count` grows."""
    source = tomllib.loads(SOURCE.read_text("utf-8"))
    return [story(source, number, seed) for number in range(1, count + 1)]


def story(source, number, seed):
    """The generated story with this number."""
    random = Random(f"{seed}:{number}")  # noqa: S311 a story is no secret
    plot = random.choice(source["plot"])
    product, merchant, amount = random.choice(source["products"])
    name = random.choice(source["surnames"]) + random.choice(["先生", "女士"])
    facts = {"product": product, "title": name, "amount": amount, "number": f"{seed}-{number}"}
    age, agent = random.randrange(5, FARTHEST), random.choice(source["agents"])
    return Story(
        key=f"v{seed}-{number}",
        channel=random.choice(source["channels"]),
        consumer=[name, f"1380{seed % 1000:03d}{number % 10000:04d}"],
        words=random.choice(plot["words"]).format(**facts),
        wish=plot["wish"],
        order={
            "order_number": f"V{seed}-{number:06d}",
            "order_amount": amount,
            "product": product,
            "merchant": merchant,
        },
        steps=[placed(step, age, agent, facts) for step in plot["steps"] if is_past(step, age)],
    )


def is_past(step, age):
    """Whether a complaint that is `age` minutes old has come to this step."""
    return offset(step[0]) < timedelta(minutes=age)


def placed(step, age, agent, facts):
    """The step before now, by this agent, with its words filled in."""
    when, who, *rest = step
    ago = timedelta(minutes=age) - offset(when)
    return [f"-{int(ago.total_seconds()) // 60}m", agent if who == "agent" else who, *filled(rest, facts)]


def filled(value, facts):
    """The same value with its {placeholders} replaced, however deep they stand."""
    if isinstance(value, list):
        return [filled(part, facts) for part in value]
    return value.format(**facts) if isinstance(value, str) else value
