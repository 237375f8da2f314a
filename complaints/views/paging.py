"""Keyset paging: a page is found by the key of the row before it, never by counting rows (performance.md).

A queryset that is paged here is ordered by one time column and then by primary key, both in one direction.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField, Q, Subquery

CAP = 1000  # counts above it are told as "1000+"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class CappedCount(Subquery):
    """How many rows a queryset has, looking at no more than one beyond the cap.

    An explicit order is kept: it makes the database walk the list's own index. Left without, it may prefer to read
    the table from its oldest end, where the rows of a queue are not (performance.md).
    """

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, queryset):
        rows = queryset if queryset.query.order_by else queryset.order_by()
        super().__init__(rows.values("pk")[: CAP + 1])


def capped_counts(querysets):
    """How many rows each of several querysets has: {name: count}, in one statement."""
    return counts_by(querysets, *counting(querysets))


def counting(querysets):
    """The statement that counts several querysets, and its values.

    The parts are put together as SQL: a dozen subqueries inside one queryset cost more to compile than to run.
    """
    parts, values = [], []
    for queryset in querysets.values():
        rows = queryset if queryset.query.order_by else queryset.order_by()
        try:
            sql, bound = rows.values("pk")[: CAP + 1].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS capped)")  # noqa: S608 - Django's own SQL, its values bound
        values += bound
    return f"SELECT {', '.join(parts)}", values


def counts_by(names, sql, values):
    """What a statement of `counting` finds, by name."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(zip(names, cursor.fetchone(), strict=True))


def told_count(count):
    """41, or 1000+."""
    return f"{CAP}+" if count > CAP else str(count)


@dataclass(frozen=True)
class Order:
    """By which column a queryset is ordered, and which way."""

    column: str
    descending: bool

    @classmethod
    def of(cls, queryset):
        first = queryset.query.order_by[0]
        return cls(first.lstrip("-"), first.startswith("-"))

    def key(self, row):
        """The place of a row in this order; None for a row that has none."""
        at = getattr(row, self.column)
        return at and (at, row.pk)

    def beyond(self, queryset, key, *, backwards=False, including=False):
        """The rows after `key` (before it, backwards). The bound on the column alone lets the index begin there."""
        at, pk = key
        step = "lt" if self.descending != backwards else "gt"
        bound = Q(**{f"{self.column}__{step}e": at})
        by_pk = Q(**{f"pk__{step}{'e' if including else ''}": pk})
        return queryset.filter(bound & (Q(**{f"{self.column}__{step}": at}) | by_pk))


def cursor(key):
    """A key as it stands in an address."""
    at, pk = key
    return f"{(at - EPOCH) // MICROSECOND}-{pk}"


def key_of(text):
    """The key of a cursor; None for anything that is none."""
    micros, _dash, pk = text.partition("-")
    if not (micros.isdecimal() and pk.isdecimal() and len(micros) < 17 and len(pk) < 19):
        return None
    return EPOCH + int(micros) * MICROSECOND, int(pk)


@dataclass(frozen=True)
class Place:
    """Where a page begins: behind the key `after`, or in front of `before`, else at the first row."""

    after: tuple | None = None
    before: tuple | None = None

    @classmethod
    def of(cls, params):
        return cls(key_of(params.get("after", "")), key_of(params.get("before", "")))

    @property
    def is_first(self):
        return not (self.after or self.before)


@dataclass(frozen=True)
class Page:
    """One page of rows; `previous` and `next` are cursors for the pages around it, empty at the ends."""

    rows: list
    previous: str = ""
    next: str = ""


def page_of(queryset, place, size):
    """The rows at `place`, one statement."""
    order = Order.of(queryset)
    if place.before:
        queryset = order.beyond(queryset.reverse(), place.before, backwards=True)
    elif place.after:
        queryset = order.beyond(queryset, place.after)
    rows = list(queryset[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if place.before:
        rows.reverse()
    if not rows:
        return Page(rows)
    first, last = cursor(order.key(rows[0])), cursor(order.key(rows[-1]))
    has_previous = more if place.before else bool(place.after)
    has_next = more or bool(place.before)
    return Page(rows, first if has_previous else "", last if has_next else "")


def page_url(params, **place):
    """The address of the page around this one (`after` or `before` a cursor); empty at the ends."""
    if not any(place.values()):
        return ""
    kept = params.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    kept.update(place)
    return f"?{kept.urlencode()}"


def rows_until(queryset, place):
    """The rows in front of the place (with a row that is itself the key)."""
    key = place.before or place.after
    return Order.of(queryset).beyond(queryset, key, backwards=True, including=place.after is not None)
