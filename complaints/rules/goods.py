"""Which goods many complaints are about: what most of those who name a thing name alike (DP-15, scenario 9)."""

from collections import Counter

from complaints.text import fold

GOODS = ("product", "batch", "merchant")


def agreed(values):
    """What more than half of those who name something name alike, as it was written first; "" if they do not agree."""
    named = [value.strip() for value in values if value.strip()]
    counts = Counter(fold(value) for value in named)
    if not counts:
        return ""
    most, times = counts.most_common(1)[0]
    return next(value for value in named if fold(value) == most) if times * 2 > len(named) else ""


def agreed_goods(cases):
    """{field: what these complaints agree on} for the goods of an incident."""
    return {name: agreed([getattr(case, name) for case in cases]) for name in GOODS}


def better_known(incident, before, after):
    """{field: value} that the complaints now agree on and nobody typed otherwise.

    `before` and `after`: what they agreed on without those who have just joined, and with them. What stands there and
    is neither empty nor what they had agreed on was typed by somebody: it stays.
    """
    return {
        name: value
        for name, value in after.items()
        if value and value != getattr(incident, name) and getattr(incident, name) in ("", before[name])
    }
