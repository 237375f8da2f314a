"""What the order source may tell beside the facts of the order: named facts of each part, each of its kind (IV-03).

Under `records` of its answer: `track` {carrier, number, promised_at, events: [{at, place, what}]}, `batch` {number,
made_on, best_before, maker, warehouse, sold, checked}, `warehouse` {name, position, packed_at, left_at, temperature,
note} and `chat` [{at, name, side: consumer | service, text}]. All of it is optional; a part that makes no sense is not
kept, the others are.
"""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from complaints.enums import RecordPart
from complaints.forms.moments import moment

MOST_STOPS, MOST_LINES = 200, 500
A_YEAR = timedelta(days=366)
SIDES = [("consumer", "consumer"), ("service", "service")]


class Moment(forms.CharField):
    """A moment, not after `latest`; kept as text."""

    def __init__(self, latest, *, required=False):
        super().__init__(max_length=40, required=required)
        self.latest = latest

    def clean(self, value):
        """As the house reads moments, in ISO 8601."""
        text = super().clean(value)
        return moment(text, self.latest).isoformat() if text else ""


class Day(forms.DateField):
    """A day, kept as text."""

    def clean(self, value):
        """2026-11-19."""
        day = super().clean(value)
        return day.isoformat() if day else ""


def line(most, *, required=False):
    """A text of at most so many characters."""
    return forms.CharField(max_length=most, required=required)


def read(told, **fields):
    """The named facts of one object of the answer, without what was left empty. Raises ValidationError."""
    if not isinstance(told, dict):
        raise ValidationError(_("This is no object."))
    facts = {name: field.clean(plain(told.get(name))) for name, field in fields.items()}
    return {name: value for name, value in facts.items() if value not in ("", None)}


def plain(value):
    """A value as a form gets it; lists and objects are none. Raises ValidationError."""
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        raise ValidationError(_("This is no plain value."))
    return str(value)


def rows_of(told, most):
    """The rows of a list of the answer, at least one and not too many. Raises ValidationError."""
    if not isinstance(told, list) or not 0 < len(told) <= most:
        raise ValidationError(_("This is no list of 1 to %(most)s rows.") % {"most": most})
    return told


def track_of(told, now):
    """The stops in the order of time, and what was promised."""
    facts = read(told, carrier=line(60), number=line(60), promised_at=Moment(now + A_YEAR))
    stops = [
        read(row, at=Moment(now, required=True), place=line(80), what=line(200, required=True))
        for row in rows_of(told.get("events"), MOST_STOPS)
    ]
    return facts | {"events": sorted(stops, key=lambda stop: stop["at"])}


def batch_of(told, _now):
    """Where and when it was made, where it lay, how much of it was sold, what the last check said."""
    return read(
        told,
        number=line(60, required=True),
        made_on=Day(required=False),
        best_before=Day(required=False),
        maker=line(120),
        warehouse=line(120),
        sold=forms.IntegerField(min_value=0, max_value=10**9, required=False),
        checked=line(300),
    )


def warehouse_of(told, now):
    """Where the goods lay and when they left."""
    moments = {name: Moment(now) for name in ("packed_at", "left_at")}
    rest = {"position": line(60), "temperature": line(60), "note": line(300)}
    return read(told, name=line(120, required=True), **moments, **rest)


def chat_of(told, now):
    """The lines in the order of time, and who said them."""
    lines = [
        read(
            row,
            at=Moment(now, required=True),
            name=line(40),
            side=forms.ChoiceField(choices=SIDES),
            text=line(2000, required=True),
        )
        for row in rows_of(told, MOST_LINES)
    ]
    return {"lines": sorted(lines, key=lambda row: row["at"])}


READERS = {
    RecordPart.TRACK: track_of,
    RecordPart.BATCH: batch_of,
    RecordPart.WAREHOUSE: warehouse_of,
    RecordPart.CHAT: chat_of,
}


def records_of(answer, now):
    """({part: content}, [parts that make no sense]) of the answer of an order source."""
    told = answer.get("records")
    if not isinstance(told, dict):
        return {}, []
    kept, refused = {}, []
    for part, reader in READERS.items():
        if told.get(part) in (None, [], {}):
            continue
        try:
            kept[part.value] = reader(told[part], now)
        except ValidationError:
            refused.append(part.value)
    return kept, refused
