"""The one timeline of a complaint: its newest window, the chips that narrow it, the way to what is older."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from complaints import wording
from complaints.enums import Direction, EventKind
from complaints.sentences import called, sentence, symbol
from complaints.views.paging import Place, key_of, page_of
from complaints.wording import SHANGHAI

WINDOW = 30
CHIPS = {
    "": (_("All"), tuple(EventKind)),
    "messages": (_("Messages"), (EventKind.MESSAGE,)),
    "notes": (_("Notes"), (EventKind.NOTE,)),
    "evidence": (_("Evidence"), (EventKind.EVIDENCE,)),
    "decisions": (_("Decisions"), (EventKind.STATE, EventKind.DECISION)),
    "payouts": (_("Money"), (EventKind.MONEY,)),
    "handovers": (_("Hand-overs"), (EventKind.HANDOVER,)),
    "tasks": (_("Sub-tasks"), (EventKind.TASK,)),
    "other": (_("Other"), (EventKind.FACT, EventKind.CLOCK, EventKind.PRIVACY)),
}
# What a line of the timeline shows; four whole rows a line are a hundred columns.
ALONG = ("agent", "message", "evidence", "payout")
COLUMNS = (
    *("complaint", "at", "kind", "verb", "actor_kind", "from_state", "to_state", "reason", "changes", "data"),
    *("agent__display_name", "agent__username"),
    *("message__body", "message__direction", "message__recalled_at"),
    *("evidence__file_name", "evidence__media_type", "evidence__scan"),
    *("payout__amount", "payout__kind"),
)
BOXES = {
    Direction.TO_CONSUMER: "ours",
    Direction.FROM_CONSUMER: "theirs",
    Direction.UNPROVED: "note",
    Direction.NOTE: "note",
}


@dataclass(frozen=True)
class Entry:
    """One event as the timeline shows it. `day` is set where a new day begins."""

    event: object
    day: str = ""
    more: tuple = ()  # uploads that came together with this one
    consumer: str = ""
    waits: bool = False  # the consumer's last word, unanswered

    @property
    def time(self):
        return f"{self.event.at.astimezone(SHANGHAI):%H:%M}"

    @property
    def sentence(self):
        return sentence(self.event, self.consumer)

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
    def files(self):
        """The files that came with this event and with those that came together with it."""
        items = [e.evidence for e in (self.event, *self.more) if e.evidence_id and e.verb == "add_evidence"]
        return [item for item in items if item.file_name and item.is_ready]


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
    events = complaint.events.select_related(*ALONG).only(*COLUMNS).order_by("-at", "-pk")
    if chosen:
        events = events.filter(kind__in=kinds)
    place = Place(after=key_of(params.get("older", "")))
    page = page_of(events, place, WINDOW)
    total = sum(counts.get(kind, 0) for kind in kinds)
    return Story(
        entries=entries_of(
            page.rows[::-1], complaint, unanswered(page.rows) if place.is_first and not chosen else None
        ),
        chips=chips(counts, chosen, params),
        older_url=address(params, older=page.next) if page.next else "",
        newest_url=address(params) if page.previous else "",
        older_count=total - len(page.rows) if place.is_first else 0,
    )


def line_of(event, **more):
    """One event as a line on the page of what it is about: its sentence and its symbol."""
    return {"event": event, "line": sentence(event), "symbol": symbol(event)} | more


def entries_of(events, complaint, waiting):
    """The events with the beginning of each day marked, unless all are of today."""
    now, name = complaint.looked_at, called(complaint.consumer)
    entries, last = [], now.astimezone(SHANGHAI).date()
    for first, *more in grouped(events):
        day = first.at.astimezone(SHANGHAI).date()
        entries.append(
            Entry(first, day_name(day, now) if day != last else "", tuple(more), name, waits=first is waiting)
        )
        last = day
    return entries


def unanswered(newest_first):
    """The consumer's last word if nobody has replied or called since."""
    spoken = ("hear_consumer", "reach_consumer")
    talk = (e for e in newest_first if e.verb in spoken or (e.verb == "reply" and not e.message.recalled_at))
    last = next(talk, None)
    return last if last and last.verb == "hear_consumer" else None


def grouped(events):
    """Uploads of one person for one thing, one right after the other, stand together; all else stands alone."""
    return [list(together) for _key, together in groupby(events, key=togetherness)]


def togetherness(event):
    """What uploads have in common that stand together."""
    if event.verb != "add_evidence":
        return event.pk
    return event.at, event.agent_id, event.data.get("title")


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
