"""The one timeline of a complaint: its newest window, the chips that narrow it, the way to what is older."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from complaints import wording
from complaints.enums import Direction, EventKind
from complaints.sentences import sentence, symbol
from complaints.views.paging import Place, key_of, page_of
from complaints.wording import SHANGHAI

WINDOW = 30
CHIPS = {
    "": (_("All"), tuple(EventKind)),
    "messages": (_("Messages"), (EventKind.MESSAGE,)),
    "notes": (_("Notes"), (EventKind.NOTE,)),
    "evidence": (_("Evidence"), (EventKind.EVIDENCE,)),
    "decisions": (_("Decisions"), (EventKind.STATE, EventKind.DECISION)),
    "payouts": (_("Payouts"), (EventKind.MONEY,)),
    "handovers": (_("Hand-overs"), (EventKind.HANDOVER,)),
    "other": (_("Other"), (EventKind.FACT, EventKind.CLOCK, EventKind.PRIVACY)),
}
BOXES = {Direction.TO_CONSUMER: "ours", Direction.FROM_CONSUMER: "theirs", Direction.NOTE: "note"}


@dataclass(frozen=True)
class Entry:
    """One event as the timeline shows it. `day` is set where a new day begins."""

    event: object
    day: str = ""

    @property
    def time(self):
        return f"{self.event.at.astimezone(SHANGHAI):%H:%M}"

    @property
    def sentence(self):
        return sentence(self.event)

    @cached_property
    def symbol(self):
        return symbol(self.event)

    @property
    def icon(self):
        return self.symbol[0]

    @property
    def tone(self):
        return self.symbol[1]

    @property
    def message(self):
        """The words themselves; a reply that was taken back is not read again."""
        told = self.event.message if self.event.message_id and self.event.verb != "recall" else None
        return None if told and told.recalled_at else told

    @property
    def box(self):
        return BOXES[self.message.direction]

    @property
    def file(self):
        """The file that came with this event."""
        item = self.event.evidence if self.event.evidence_id and self.event.verb == "add_evidence" else None
        return item if item and item.file_name else None


@dataclass(frozen=True)
class Story:
    """One window of the timeline, oldest entry first."""

    entries: list
    chips: list
    older_url: str
    newest_url: str
    older_count: int


def story_of(complaint, params, counts):
    """The window that an address asks for (`kind`, `older`); `counts`: events by kind."""
    chosen = params.get("kind") if params.get("kind") in CHIPS else ""
    kinds = CHIPS[chosen][1]
    events = complaint.events.select_related("agent", "message", "evidence", "payout").order_by("-at", "-pk")
    if chosen:
        events = events.filter(kind__in=kinds)
    place = Place(after=key_of(params.get("older", "")))
    page = page_of(events, place, WINDOW)
    total = sum(counts.get(kind, 0) for kind in kinds)
    return Story(
        entries=entries_of(page.rows[::-1], complaint.looked_at),
        chips=chips(counts, chosen, params),
        older_url=address(params, older=page.next) if page.next else "",
        newest_url=address(params) if page.previous else "",
        older_count=total - len(page.rows) if place.is_first else 0,
    )


def entries_of(events, now):
    """The events with the beginning of each day marked, unless all are of today."""
    entries, last = [], now.astimezone(SHANGHAI).date()
    for event in events:
        day = event.at.astimezone(SHANGHAI).date()
        entries.append(Entry(event, day_name(day, now) if day != last else ""))
        last = day
    return entries


def day_name(day, now):
    """Today or the date."""
    today = now.astimezone(SHANGHAI).date()
    return _("Today") if day == today else wording.short_date(day, today)


def chips(counts, chosen, params):
    """The chips that hold something; the chosen one always stays."""
    rows = []
    for code, (label, kinds) in CHIPS.items():
        count = sum(counts.get(kind, 0) for kind in kinds)
        if count or code == chosen or not code:
            rows.append({"label": label, "count": count, "current": code == chosen, "url": address(params, kind=code)})
    return rows


def address(params, **changes):
    """The query string of `params` with changes; an empty value leaves the name out."""
    query = params.copy()
    for name in ("older", *changes):
        query.pop(name, None)
    for name, value in changes.items():
        if value:
            query[name] = value
    return f"?{query.urlencode()}#timeline"
