"""The evidence board: per side what is there, asked, missing or waived; and the goods' way from hand to hand."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from complaints import wording
from complaints.actions.links import inquiry_token
from complaints.enums import ASKED_BY_LINK, EvidenceKind, EvidenceStatus, OrderStatus, RecordPart, Scan, Side, State
from complaints.sentences import named

# The answer is out, or somebody else has it: the checklist has done its work.
PAST_ASKING = (State.AWAITING_CONSUMER, State.EXECUTING, State.RESOLVED, State.EXTERNAL)
MISSING = "missing"
HOURS_TOLD = timedelta(hours=96)  # up to here a lag is told in hours, as the law and the sources count it
ON_THE_WAY = (EvidenceKind.LOGISTICS, EvidenceKind.BATCH, EvidenceKind.INSPECTION, EvidenceKind.VIDEO)


@dataclass(frozen=True)
class Line:
    """One thing on the board: items of one title, or what the checklist misses."""

    title: str
    words: str
    tone: str = ""
    status: str = MISSING
    items: list = field(default_factory=list)
    want: int | None = None  # a missing thing that one click asks for
    add: str = ""  # a missing thing of our own: the way to bring it
    skip: int | None = None  # a missing thing that one may do without


@dataclass(frozen=True)
class SideOfBoard:
    """One side with its lines and how many of them are there, asked, missing, waived."""

    name: str
    tally: str
    lines: list


def board_of(complaint, now):
    """Every side with what it gave and owes (IV-01, IV-10). The checklist came along with the surroundings."""
    missing = missing_of(complaint)
    parts = {row["item"]: row["part"] for row in complaint.kept_records}
    given = groupby(sorted(complaint.evidence.all(), key=place_of), key=lambda item: item.side)
    given = {side: lines_of([with_record(item, parts) for item in items], now) for side, items in given}
    sides = {side: [*given.get(side, []), *missing.get(side, [])] for side in Side}
    return [SideOfBoard(Side(side).label, tally_of(lines), lines) for side, lines in sides.items() if lines]


def place_of(item):
    """Its place on the board."""
    return list(Side).index(item.side), item.pk


def lines_of(items, now):
    """Items of one side; files of one thing stand in one line."""
    lines = []
    for (title, status, _ready), rows in groupby(items, key=lambda item: (item.title, item.status, item.is_ready)):
        rows = [with_answer_link(row) for row in rows]
        words, tone = evidence_state(rows[-1], now)
        lines.append(Line(title, words, tone, MISSING if rows[-1].scan == Scan.REFUSED else status, rows))
    return lines


def tally_of(lines):
    """2 received · 1 asked · 1 missing."""
    counts = Counter(line.status for line in lines)
    told = {
        EvidenceStatus.RECEIVED: _("%(n)s received"),
        EvidenceStatus.ASKED: _("%(n)s asked"),
        MISSING: _("%(n)s missing"),
        EvidenceStatus.SILENT: _("%(n)s not answered"),
        EvidenceStatus.WAIVED: _("%(n)s waived"),
    }
    return " · ".join(words % {"n": counts[status]} for status, words in told.items() if counts[status])


def missing_of(complaint):
    """{side: [Line]} of what the checklist wants and nobody was asked for; a code's own line first."""
    if not complaint.is_open or complaint.state in PAST_ASKING:
        return {}
    met = {(item.side, item.kind) for item in complaint.evidence.all() if item.scan != Scan.REFUSED}
    lines = {}
    for row in sorted(complaint.wanted, key=lambda row: (row["code"] != complaint.category_id, row["pk"])):
        if (row["side"], row["kind"]) not in met:
            met.add((row["side"], row["kind"]))
            lines.setdefault(row["side"], []).append(missing_line(complaint, row))
    return lines


def missing_line(complaint, row):
    """What is still to be asked for; of our own what the order system holds is there already."""
    title = named(row)
    if row["side"] != Side.PLATFORM:
        return Line(title, _("not asked yet"), "amber", want=row["pk"], skip=row["pk"])
    if held := held_of(complaint, row["kind"]):
        return Line(title, held, "green", EvidenceStatus.RECEIVED)
    query = urlencode({"side": Side.PLATFORM, "kind": row["kind"], "title": title})
    way = f"{reverse('complaints:add_evidence', args=[complaint.number])}?{query}"
    return Line(title, _("we bring it"), "amber", add=way, skip=row["pk"])


def held_of(complaint, kind):
    """What the answer of the order system, kept with the complaint, says of this kind; "" if it does not (IV-10)."""
    if complaint.order_status != OrderStatus.FOUND:
        return ""
    if kind == EvidenceKind.ORDER:
        return _("in the order system: %(what)s") % {"what": complaint.order_number}
    if kind == EvidenceKind.LOGISTICS and complaint.tracking_number and complaint.received_at:
        return _("in the order system: %(what)s") % {"what": complaint.tracking_number}
    if kind == EvidenceKind.BATCH and complaint.batch:
        return _("in the order system: %(what)s") % {"what": complaint.batch}
    return ""


def with_record(item, parts):
    """An item that the order system itself has told carries the part of the records where it can be read (IV-03)."""
    item.record = parts.get(item.pk, "")
    return item


def records_of(complaint):
    """The parts that the order system has told so far, in words (IV-03)."""
    parts = {row["part"] for row in complaint.kept_records}
    return [part.label for part in RecordPart if part in parts]


def with_answer_link(item):
    """An item asked of somebody without an account carries the link on which he answers."""
    can_come = item.status in (EvidenceStatus.ASKED, EvidenceStatus.SILENT) and not item.locked_at
    asked_outside = can_come and item.side in ASKED_BY_LINK
    item.answer_url = reverse("complaints:inquiry", args=[inquiry_token(item)]) if asked_outside else ""
    return item


def evidence_state(item, now):
    """Received, asked with the time left, missing with the time gone, without an answer, or waived; and the tone."""
    if not item.is_ready:
        return item.get_scan_display(), "red" if item.scan == Scan.REFUSED else "amber"
    if item.status == EvidenceStatus.RECEIVED:
        return _("received %(at)s") % {"at": wording.brief_moment(item.received_at, now)}, "green"
    if item.status == EvidenceStatus.WAIVED:
        return _("waived"), ""
    if item.status == EvidenceStatus.SILENT:
        return _("no answer: judged by what there is"), "amber"
    if item.due_by and item.due_by < now:
        return _("missing, %(time)s late") % {"time": wording.span(now - item.due_by)}, "red"
    if item.due_by:
        return _("asked, %(time)s left") % {"time": wording.span(item.due_by - now)}, ""
    return _("asked"), ""


# --- from hand to hand --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stop:
    """One moment on the goods' way, and how long after the one before."""

    what: str
    at: datetime
    told: str
    lag: str = ""


def cost_of_inspections(complaint):
    """What the inspections of this complaint cost in all; None where there was none (IV-08)."""
    costs = [item.cost for item in complaint.evidence.all() if item.cost is not None]
    return sum(costs) if costs else None


def custody_of(complaint, now):
    """The goods' way from the order to the complaint with the time between (IV-07); nothing where they never came."""
    known = [
        (complaint.order_paid_at, _("order paid")),
        (complaint.received_at, _("signed for")),
        (complaint.unboxed_at, _("unpacked")),
        *((item.happened_at, item.title) for item in complaint.evidence.all() if is_on_the_way(item)),
    ]
    known = [(at, what) for at, what in known if at and at <= now]
    if not (complaint.received_at or complaint.unboxed_at or len(known) > 1):
        return []
    stops = sorted([*known, (complaint.first_contact_at, _("complaint"))], key=lambda stop: stop[0])
    before = [None, *(at for at, _what in stops)]
    days = {at for at in (complaint.received_at, complaint.unboxed_at) if at and wording.is_whole_day(at)}
    lags = [lag_between(last, at, days) for (at, _what), last in zip(stops, before, strict=False)]
    told = [wording.day_or_moment(at, now) if at in days else wording.brief_moment(at, now) for at, _what in stops]
    return [Stop(what, at, said, lag) for (at, what), said, lag in zip(stops, told, lags, strict=True)]


def lag_between(last, at, days):
    """How long after the stop before; in days where one of the two is among `days`, known by its day only."""
    if not last:
        return ""
    if last not in days and at not in days:
        return lag_of(at - last)
    gone = at.astimezone(wording.SHANGHAI).date() - last.astimezone(wording.SHANGHAI).date()
    return _("%(span)s later") % {"span": wording.span(gone)} if gone else _("the same day")


def is_on_the_way(item):
    """A record of where the goods were, with its own time."""
    return item.status == EvidenceStatus.RECEIVED and item.kind in ON_THE_WAY and item.happened_at


def lag_of(span):
    """72 h; longer ones in days."""
    if timedelta(hours=1) <= span <= HOURS_TOLD:
        return _("%(n)s h later") % {"n": round(span / timedelta(hours=1))}
    return _("%(span)s later") % {"span": wording.span(span)}
