"""The platform's own records of a complaint as people read them: masked, with source and differences (IV-03)."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints import rules, wording
from complaints.enums import RecordPart
from complaints.models import Complaint, PlatformRecord

MANY = 1000  # of the same batch: more is told as "1000 or more"
# What a fact of a record is called.
LABELS = {
    "name": _("Stored at"),
    "number": _("Number"),
    "amount": _("Price paid"),
    "paid_at": _("Paid at"),
    "merchant": _("Merchant"),
    "product": _("Product"),
    "brand": _("Brand"),
    "batch": _("Batch"),
    "carrier": _("Carrier"),
    "tracking_number": _("Tracking number"),
    "received_at": _("Goods received"),
    "buyer": _("Buyer's account"),
    "promised_at": _("Promised for"),
    "made_on": _("Made on"),
    "best_before": _("Best before"),
    "maker": _("Made by"),
    "warehouse": _("Stored at"),
    "sold": _("Sold of it"),
    "checked": _("Last check"),
    "position": _("Place"),
    "packed_at": _("Packed"),
    "left_at": _("Left the warehouse"),
    "temperature": _("Temperature"),
    "note": _("Note"),
}
ROWS = ("events", "lines")


@dataclass(frozen=True)
class Change:
    """One difference between two looks, for components/diff.html."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Shown:
    """One part as it is shown: its row, facts in words, stops or lines, and how it differs from the look before."""

    row: PlatformRecord
    facts: list
    stops: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    is_late: bool = False
    changes: list | None = None
    before: PlatformRecord | None = None


def rows_of(complaint):
    """All records of a complaint and of those merged into it, the newest first."""
    of_case = Q(complaint=complaint) | Q(complaint__master=complaint)
    return list(PlatformRecord.objects.filter(of_case).select_related("asked_by").order_by("-taken_at", "-pk"))


def shown_records(complaint, rows, pick=None):
    """The newest record of each part, or the picked one of its part, as people read them."""
    names = (complaint.consumer.name, complaint.consumer.phone)
    shown = []
    for part in RecordPart:
        own = [row for row in rows if row.part == part]
        if own:
            place = next((n for n, row in enumerate(own) if row.pk == pick), 0)
            shown.append(as_shown(own[place], own[place + 1] if len(own) > place + 1 else None, names))
    return shown


def as_shown(row, before, names):
    """One record in words."""
    content = row.content
    is_track = row.part == RecordPart.TRACK and bool(content.get("events"))
    return Shown(
        row=row,
        facts=facts_of(content, names),
        stops=masked_stops(content, names) if is_track else [],
        lines=[said(line, names) for line in content.get("lines", [])],
        is_late=is_track and rules.is_track_late(content),
        changes=differences(before.content, content, names) if before else None,
        before=before,
    )


def facts_of(content, names):
    """[(label, value), ...] of what is no list, in the order of the labels: the database keeps none."""
    known = [name for name in LABELS if name in content]
    rest = [name for name in content if name not in LABELS and name not in ROWS]
    return [(label_of(name), told(name, content[name], names)) for name in (*known, *rest)]


def label_of(name):
    """The word for a fact."""
    return LABELS.get(name, name)


def told(name, value, names):
    """A value as people read it: a moment, money, or masked words."""
    if name.endswith("_at"):
        return wording.exact_moment(datetime.fromisoformat(value))[:-3]
    if name == "amount":
        return wording.money(value)
    return wording.masked_words(str(value), *names)


def masked_stops(content, names):
    """The stops of a track, each with the time from the one before."""
    return [
        (stop, wording.masked_words(stop.what, *names), wording.span(stop.lag) if stop.lag else "")
        for stop in rules.stops_of(content)
    ]


def said(line, names):
    """One line of a chat: when, who, what, and whether it was ours."""
    return {
        "at": datetime.fromisoformat(line["at"]),
        "name": wording.masked_words(line.get("name", ""), *names),
        "text": wording.masked_words(line["text"], *names),
        "is_ours": line["side"] == "service",
    }


def differences(old, new, names):
    """What the later look tells differently: facts with both values, rows that came and rows that went."""
    own = [name for name in {**old, **new} if name not in ROWS and old.get(name) != new.get(name)]
    changes = [
        Change(
            label_of(name),
            told(name, old[name], names) if name in old else wording.NOTHING,
            told(name, new[name], names) if name in new else wording.NOTHING,
        )
        for name in own
    ]
    for name in ROWS:
        was, now = old.get(name, []), new.get(name, [])
        changes += [Change(_("gone"), as_line(row, names), wording.NOTHING) for row in was if row not in now]
        changes += [Change(_("added"), wording.NOTHING, as_line(row, names)) for row in now if row not in was]
    return changes


def as_line(row, names):
    """A stop or a line of a chat in one line."""
    at = wording.exact_moment(datetime.fromisoformat(row["at"]))[5:-3]
    words = [row.get("place") or row.get("name", ""), row.get("what") or row.get("text", "")]
    return wording.masked_words(" ".join([at, *filter(None, words)]), *names)


def same_batch(complaint, agent):
    """How many other complaints that this agent may see are about the same batch; 0 where none is known."""
    if not complaint.batch:
        return 0
    others = Complaint.objects.visible_to(agent).filter(batch=complaint.batch).exclude(pk=complaint.pk)
    return others.order_by().values("pk")[:MANY].count()
