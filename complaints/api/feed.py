"""What has changed since: every change once it is certain, none left out, paged by key.

Two complaints may have changed at the same moment, so a place in the list is a time and a primary key. And a
transaction may end after a later one: its rows then appear behind the back of a reader who has gone on. So the list
ends before the oldest transaction that is still writing; what it writes is later than its own beginning.
It ends before a letter, too, that may still be taken back: nobody outside knows of it yet.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, make_aware
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from complaints import rules
from complaints.views.paging import Order, cursor, key_of

SIZE, MOST = 100, 500
HORIZON = """
SELECT least(
    statement_timestamp(),
    min(xact_start),
    (SELECT min(changed_at) FROM complaints_complaint WHERE changed_at > statement_timestamp() - %(undo)s
     AND stage_at > statement_timestamp() - %(undo)s AND (state = 'awaiting_consumer' OR EXISTS (
        SELECT 1 FROM complaints_event AS step WHERE step.complaint_id = complaints_complaint.id
        AND step.at = stage_at AND step.verb = ANY(%(rulings)s))))
) FROM pg_stat_activity
WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Wanted:
    """From where on, and how many."""

    since: datetime | None
    after: tuple | None
    size: int

    @classmethod
    def of(cls, params):
        """What the address asks for; raises ValidationError with a message per parameter."""
        return cls(moment_of(params), place_of(params), size_of(params))


def moment_of(params):
    """`updated_since`, or None."""
    text = params.get("updated_since", "")
    day, t, time = text.partition("T")
    try:
        moment = parse_datetime(f"{day}{t}{time.replace(' ', '+')}")  # a plus that nobody has quoted
        moment = moment and (moment if is_aware(moment) else make_aware(moment)).astimezone(UTC)
    except (ValueError, OverflowError):
        moment = None
    if text and moment is None:
        raise ValidationError({"updated_since": [_("Not a moment: write it as 2026-11-16T10:30:00+08:00.")]})
    return moment


def place_of(params):
    """`cursor`, or None."""
    text = params.get("cursor", "")
    place = key_of(text)
    if text and place is None:
        raise ValidationError({"cursor": [_("No such place in the list: take the address under “next”.")]})
    return place


def size_of(params):
    """`limit`, from 1 to MOST."""
    text = params.get("limit", str(SIZE))
    if not (text.isdecimal() and len(text) <= 4 and 1 <= int(text) <= MOST):
        raise ValidationError({"limit": [_("A number from 1 to %(most)s.") % {"most": MOST}]})
    return int(text)


def changes(complaints, wanted):
    """(rows, parameters of the next page, whether there is more) of `complaints`."""
    rows = complaints.filter(changed_at__lt=horizon()).order_by("changed_at", "pk")
    if wanted.after:
        rows = Order.of(rows).beyond(rows, wanted.after)
    elif wanted.since:
        rows = rows.filter(changed_at__gte=wanted.since)
    rows = list(rows[: wanted.size + 1])
    more, rows = len(rows) > wanted.size, rows[: wanted.size]
    if rows:
        return rows, {"cursor": cursor((rows[-1].changed_at, rows[-1].pk))}, more
    if wanted.after:
        return rows, {"cursor": cursor(wanted.after)}, more
    return rows, {"updated_since": wanted.since.isoformat()} if wanted.since else {}, more


def horizon():
    """Everything before this moment is written and visible."""
    with connection.cursor() as sql:
        sql.execute(HORIZON, {"undo": rules.UNDO, "rulings": list(rules.RULINGS)})
        return sql.fetchone()[0]
