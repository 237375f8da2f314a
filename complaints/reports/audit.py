"""The audit history: events as sentences with their differences, across complaints, without a query per row."""

import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from complaints import wording
from complaints.enums import ActorKind, EventKind
from complaints.filters import midnight
from complaints.models import Agent, Complaint, Event
from complaints.sentences import differences, plain, sentence, symbol

PAYOUT_NUMBER = re.compile(r"P-(\d{1,6})-(\d{1,4})", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One event as it is read aloud: the sentence, what changed, why, and from where."""

    event: Event
    sentence: str
    changes: list
    icon: str

    @property
    def source(self):
        return source_words(self.event.source)

    @property
    def reason(self):
        return self.event.reason

    @property
    def at(self):
        return self.event.at

    @property
    def day(self):
        return self.event.at.astimezone(wording.SHANGHAI).date()


def names_of_agents():
    """{key: name} of everybody, for the choice of a person and for the differences."""
    return {pk: name or username for pk, name, username in Agent.objects.values_list("pk", "display_name", "username")}


def events_visible_to(agent):
    """Events of the complaints this agent may see, and of none at all, the newest first, with what sentences need."""
    rows = Event.objects.select_related("agent", "payout__complaint", "complaint").order_by("-at", "-pk")
    return rows.filter(Q(complaint__in=Complaint.objects.visible_to(agent)) | Q(complaint=None))


def narrowed(events, number="", who="", what=(), since=None, until=None):
    """The events that meet every condition given."""
    if number:
        events = about(events, number.strip())
    if who in ActorKind.values:
        events = events.filter(actor_kind=who)
    elif who:
        events = events.filter(agent=int(who))
    if what:
        events = events.filter(kind__in=what)
    if since:
        events = events.filter(at__gte=midnight(since))
    if until:
        events = events.filter(at__lt=midnight(until + timedelta(days=1)))
    return events


def about(events, number):
    """The events of one complaint (TS-261121-0417-3) or one payout (P-0417-2, or with its complaint in front)."""
    payout = PAYOUT_NUMBER.fullmatch(number)
    if payout:
        short, seq = payout.groups()
        return events.filter(payout__seq=seq, payout__complaint__number__contains=f"-{short}-")
    return events.filter(complaint__number__iexact=number)


def lines_of(events, people):
    """Events in words."""
    return [Line(event, sentence(event), differences(event, people), symbol(event)[0]) for event in events]


def by_day(lines):
    """[(day, lines), ...] in the order given; days are those of Shanghai."""
    return [(day, list(rows)) for day, rows in groupby(lines, key=lambda line: line.day)]


def counts_of(complaint):
    """How many events of each kind one complaint has: {kind: count}, one statement."""
    rows = Event.objects.filter(complaint=complaint).order_by().values_list("kind").annotate(Count("pk"))
    return dict(rows)


TABS = {"all": (), "payouts": (EventKind.MONEY,), "looks": (EventKind.PRIVACY,)}


def cells_of(event, people):
    """One event as the cells of a spreadsheet row."""
    changes = "; ".join(f"{c['label']}: {c['old']} → {c['new']}" for c in differences(event, people))
    actor = event.agent or event.get_actor_kind_display()
    where = " ".join(filter(None, (str(source_words(event.source)), event.address)))
    return (
        wording.exact_moment(event.at),
        event.complaint.number if event.complaint else "",
        actor,
        plain(event),
        event.reason,
        changes,
        where,
        event.request_id,
    )


SOURCES = {
    "rule": _("intake rule"),
    "web": _("web"),
    "admin": _("admin"),
    "api": _("interface"),
    "page": _("progress page"),
    "system": _("by itself"),
    "shell": _("command line"),
    "mail": _("mailbox"),
    "chat": _("pasted chat"),
}


def source_words(source):
    """From where, in a word; an unknown source as it is stored."""
    return SOURCES.get(source, source)
