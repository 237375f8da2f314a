"""The list at the left of the desk: the lines around the present complaint, its place, and who looks at what."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from complaints import clock
from complaints.actions import presence
from complaints.models import Complaint, Presence
from complaints.views.paging import CAP
from complaints.views.queues import Neighbours, neighbours

ROWS, BEFORE = 24, 8  # as many as the highest screen shows
COLUMNS = (  # of a line
    *("number", "title", "tier", "state", "next_due_at", "next_started_at", "next_clock", "paused_at", "surveyed_at"),
    *("consumer__name", "category__name_zh", "category__name_en"),
)


@dataclass(frozen=True)
class Case:
    """One line of the list."""

    complaint: Complaint
    url: str
    light: object
    people: list


@dataclass(frozen=True)
class Cases:
    """The list one comes from, around the present complaint."""

    title: str
    lines: list
    place: Neighbours
    people: list


def cases_of(listing, complaint, now):
    """The lines of the list around `complaint`, its neighbours, and who else looks at any of them."""
    me = listing.agent
    place, window = around(listing.rows, complaint, now)
    pattern = reverse("complaints:complaint", args=["NUMBER"])
    lines = [
        Case(row, pattern.replace("NUMBER", row.number), clock.stored_light(row, now), others(row, me))
        for row in window
    ]
    return Cases(listing.queue.label, lines, place, others(complaint, me))


def around(queryset, complaint, now):
    """The place of `complaint` in an ordered queryset, and the rows around it.

    The keys come first, as far as one counts; by them just the rows that are shown. Asked for in one statement, rows,
    place and total take the database ten times as long to plan (performance.md).
    """
    keys = list(queryset.select_related(None).values_list("pk", "number")[: CAP + 1])
    place = place_in([number for _pk, number in keys], complaint.number)
    if len(keys) > CAP and not 0 < place.position <= CAP:
        place = neighbours(queryset, complaint)
    start = max(0, place.position - BEFORE) if place.position > ROWS else 0
    window = [pk for pk, _number in keys[start : start + ROWS]]
    rows = Complaint.objects.select_related("consumer", "category").only(*COLUMNS)
    found = rows.annotate(people=people_at(OuterRef("pk"), now)).in_bulk(window)
    return place, [found[pk] for pk in window if pk in found]


def place_in(numbers, number):
    """The neighbours of `number` in a list; of one that is not (or no longer) in it, the first row follows."""
    if number not in numbers:
        return Neighbours("", numbers[0] if numbers else "", 0, len(numbers))
    at = numbers.index(number)
    following = numbers[at + 1] if at + 1 < len(numbers) else ""
    return Neighbours(numbers[at - 1] if at else "", following, at + 1, len(numbers))


# Who looks


def people_at(complaint, now):
    """Who looks at a complaint, as a column, those who write first: [{name, agent, writing}]."""
    rows = Presence.objects.filter(complaint=complaint, seen_at__gt=now - presence.GONE_AFTER).order_by(
        "-is_writing", "pk"
    )
    row = JSONObject(name="agent__display_name", agent="agent", writing="is_writing")
    return ArraySubquery(rows.values(row=row))


def others(complaint, me):
    """Everybody but me who has it open."""
    return [person(row) for row in complaint.people if row["agent"] != me.pk]


def person(row):
    """Somebody who looks or writes, for the avatars."""
    doing = {"reply": _("is writing a reply"), "note": _("is writing a note")}.get(row["writing"], "")
    return {"name": row["name"], "writing": bool(row["writing"]), "doing": doing}
