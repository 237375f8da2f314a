"""The inbox: queues with their counts, the list of one of them, conditions, and acts on ticked rows."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, OuterRef
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from complaints import clock
from complaints.models import Complaint
from complaints.models.complaint import due_within, late
from complaints.views.bulk import bulk_acts
from complaints.views.cases import people_at, person
from complaints.views.conditions import adding, altered, conditions_of
from complaints.views.paging import CAP, Place, capped_counts, page_of, page_url, rows_until, told_count
from complaints.views.queues import BY_DUE, SOON, SORTS, listing_of, queues_for

PAGE = 50
PHRASE_STARTS = "。！？!?;；，, \n\r\t"


@dataclass(frozen=True)
class Row:
    """A complaint as a line of the list: nothing here asks the database."""

    complaint: Complaint
    url: str
    light: clock.Light | None
    phrase: str
    people: list


@require_safe
def inbox(request):
    """One page of one queue. A condition that makes no sense is told, with status 400, and the list stays empty."""
    listing, place = listing_of(request), Place.of(request.GET)
    page = page_of(listing.rows.annotate(people=people_at(OuterRef("pk"), listing.now)), place, PAGE)
    context = {
        "listing": listing,
        "rows": rows_of(page.rows, listing.params, listing.now),
        "conditions": conditions_of(listing),
        "adding": adding(listing, request.GET.get("add")),
        "sorting": {sort: altered(listing.params, sort=sort) for sort in SORTS},
        "bulk": bulk_acts(request.user),
        "first_url": f"?{listing.params.urlencode()}",
        "is_first_page": place.is_first,
        "previous_url": page_url(listing.params, before=page.previous),
        "next_url": page_url(listing.params, after=page.next),
        **figures(listing, place, page),
    }
    return render(request, "complaints/inbox.html", context, status=200 if listing.is_good else 400)


def rows_of(complaints, params, now):
    """The lines of a list; each leads to its complaint and takes the list along."""
    pattern = reverse("complaints:complaint", args=["NUMBER"])
    tail = f"?{params.urlencode()}" if params else ""
    return [
        Row(
            c,
            pattern.replace("NUMBER", c.number) + tail,
            clock.stored_light(c, now),
            phrase_of(c),
            list(map(person, c.people)),
        )
        for c in complaints
    ]


def phrase_of(complaint):
    """What the consumer wants in own words, else how the words go on after the title."""
    if complaint.demand_text:
        return complaint.demand_text
    opening = " ".join(complaint.opening.split())
    return opening.removeprefix(complaint.title).lstrip(PHRASE_STARTS)


def figures(listing, place, page):
    """The counts of this list; those of the queues the rail asks for once it stands.

    Counting costs the database more in planning than in reading, so a page counts only what it is about.
    """
    rows = listing.rows.select_related(None)
    counts = {"late": 0, "soon": 0} | (
        capped_counts({"here": rows}) if listing.queue.is_archive else by_due(rows, listing.now)
    )
    ahead = 0 if place.is_first else capped_counts({"ahead": rows_until(rows, place)})["ahead"]
    return {
        "total": told_count(counts["here"]),
        "late": told_count(counts["late"]),
        "soon": told_count(counts["soon"]),
        "span": span_of(ahead, place, page),
        "rail": rail_of(listing, {}),
    }


def by_due(rows, now):
    """How many rows there are, late ones, and such as are due soon, each capped: the first of them by due time tell.

    If all that are looked at are late or due soon, there may be more of these behind, and they are counted apart.
    """
    first = rows.order_by(*BY_DUE).values("pk", "state", "next_due_at")[: CAP + 1]
    counts = first.aggregate(
        here=Count("pk"), late=Count("pk", filter=late(now)), soon=Count("pk", filter=due_within(SOON, now))
    )
    if counts["late"] + counts["soon"] > CAP:
        counts |= capped_counts({"soon": rows.due_within(SOON, now)})
    return counts


def span_of(ahead, place, page):
    """The first and last position of the page; None where the list is too long to say."""
    if ahead > CAP or not page.rows:
        return None
    first = ahead + 1 - (len(page.rows) if place.before else 0)
    return max(1, first), max(1, first) + len(page.rows) - 1


@require_safe
def rail(request):
    """The queues with all their counts, which the inbox fetches once it stands."""
    listing = listing_of(request)
    counts = capped_counts(counted(listing, queues_for(request.user)))
    return render(request, "complaints/_rail.html", {"rail": rail_of(listing, counts)})


def counted(listing, queues):
    """What has to be counted for these queues."""
    wanted = {queue.code: queue.list(listing.visible, listing.agent, listing.now) for queue in queues}
    if "answer" in wanted:
        wanted["late_answers"] = wanted["answer"].overdue(listing.now)
    return wanted


def rail_of(listing, counts):
    """The queues in their sections, with the counts that are known."""
    inbox_url = reverse("complaints:inbox")
    entries = [
        {
            "section": queue.section,
            "label": queue.label,
            "url": f"{inbox_url}?queue={queue.code}",
            "count": told_count(counts[queue.code]) if queue.code in counts else "",
            "late": counts.get("late_answers") if queue.code == "answer" else 0,
            "current": queue is listing.queue,
        }
        for queue in queues_for(listing.agent)
    ]
    return [(section, list(group)) for section, group in groupby(entries, key=lambda entry: entry["section"])]
