"""The inbox: queues with their counts, the list of one of them, conditions, and acts on ticked rows."""

from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from django.db.models import Count, OuterRef
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from complaints import clock, rules
from complaints.models import Complaint
from complaints.models.choosing import due_within, late
from complaints.reports.suggested import first_suggestions
from complaints.views.bulk import bulk_acts
from complaints.views.cases import people_at, person
from complaints.views.conditions import adding, altered, conditions_of
from complaints.views.joined import joined, joined_line
from complaints.views.paging import CAP, Place, capped_counts, page_of, page_url, rows_until, told_count
from complaints.views.queues import BY_DUE, SOON, SORTS, listing_of, queues_for
from complaints.views.saved_rows import in_rail, saved_rows

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
    suggested: tuple | None = None  # (category, per cent)
    joined: str = ""  # the incident it belongs to, and whether its report has answered it


@require_safe
def inbox(request):
    """One page of one queue. A condition that makes no sense is told, with status 400, and the list stays empty."""
    listing, place = listing_of(request), Place.of(request.GET)
    beside = {"people": people_at(OuterRef("pk"), listing.now), "joined": joined()}
    page = page_of(listing.rows.annotate(**beside), place, PAGE)
    suggested = first_suggestions(page.rows) if listing.queue.code == "unclassified" else {}
    context = {
        "listing": listing,
        "rows": rows_of(page.rows, listing.params, listing.now, suggested),
        "conditions": conditions_of(listing),
        "adding": adding(listing, request.GET.get("add")),
        "sorting": {sort: altered(listing.params, sort=sort) for sort in SORTS},
        "bulk": bulk_acts(request.user),
        "saving": saving(listing),
        "may_register": bool(rules.wears_the_hat("submit", request.user)),
        "first_url": f"?{listing.params.urlencode()}",
        "is_first_page": place.is_first,
        "previous_url": page_url(listing.params, before=page.previous),
        "next_url": page_url(listing.params, after=page.next),
        **figures(listing, place, page),
    }
    return render(request, "complaints/inbox.html", context, status=200 if listing.is_good else 400)


def rows_of(complaints, params, now, suggested=MappingProxyType({})):
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
            suggested.get(c.pk),
            joined_line(c, now),
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
    listing, saved = listing_of(request), in_rail(request.user)
    counts = capped_counts(counted(listing, queues_for(request.user), saved))
    return render(request, "complaints/_rail.html", {"rail": rail_of(listing, counts, saved)})


def counted(listing, queues, saved):
    """What has to be counted for these queues and saved filters."""
    wanted = {kept.pk: saved_rows(kept, listing.agent, listing.now) for kept in saved}
    wanted |= {queue.code: queue.list(listing.visible, listing.agent, listing.now) for queue in queues}
    if "answer" in wanted:
        wanted["late_answers"] = wanted["answer"].overdue(listing.now)
    return wanted


def rail_of(listing, counts, saved=()):
    """The queues in their sections, with the counts that are known; the saved filters where they have been read."""
    inbox_url = reverse("complaints:inbox")
    entries = [
        {
            "section": queue.section,
            "label": queue.label,
            "url": f"{inbox_url}?queue={queue.code}",
            "count": told_count(counts[queue.code]) if queue.code in counts else "",
            "late": counts.get("late_answers") if queue.code == "answer" else 0,
            "current": queue is listing.queue and not listing.saved,
        }
        for queue in queues_for(listing.agent)
    ]
    sections = [(section, list(group)) for section, group in groupby(entries, key=lambda entry: entry["section"])]
    kept = saved_entries(listing, counts, saved)
    return [*sections, (_("Saved filters"), kept)] if kept else sections


def saved_entries(listing, counts, saved):
    """The saved filters as entries of the rail, and the way to all of them."""
    inbox_url, current = reverse("complaints:inbox"), listing.saved
    shown = [*saved, current] if current and current not in saved else saved
    entries = [
        {
            "label": kept.name,
            "url": f"{inbox_url}?{kept.query}",
            "count": told_count(counts[kept.pk]) if kept.pk in counts else "",
            "current": kept == current,
        }
        for kept in shown
    ]
    if rules.may_find("save_filter", listing.agent):
        entries.append({"label": _("All saved filters"), "url": reverse("complaints:saved_filters"), "count": ""})
    return entries


def saving(listing):
    """Where this view is saved, or what was changed about a saved one; nothing where there is nothing to save."""
    if not listing.is_good or not rules.may_find("save_filter", listing.agent):
        return None
    address = altered(listing.params, queue=listing.queue.code, saved=None)
    saved = listing.saved if listing.has_changed else None
    may_change = saved and rules.may_change_filter(saved, listing.agent)
    return {
        "new_url": f"{reverse('complaints:new_filter')}?{address}",
        "change_url": f"{reverse('complaints:edit_filter', args=[saved.pk])}?{address}" if may_change else "",
        "report_url": reverse("complaints:filter_report", args=[listing.saved.pk])
        if listing.saved and listing.saved.is_report
        else "",
    }
