"""The desk: one complaint with everything an agent needs to do the next thing."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from complaints import clock, rules, wording
from complaints.actions import presence
from complaints.actions.contact import UNDO
from complaints.enums import ClockName, Direction, EvidenceStatus, PayoutState, RemedyStatus
from complaints.forms.contact import NoteForm, ReplyForm
from complaints.models import Complaint, Event, Message, Presence, ProfileFact
from complaints.sentences import called, fired, urgency
from complaints.views.queues import neighbours, queue_of
from complaints.views.steps import payout_steps, pending_handover, steps_of, wears
from complaints.views.story import story_of

BESIDES = ("kind", "older", "sent", "kept")  # parameters of this page alone; all others are the list's
ROWS, BEFORE = 40, 8
PEOPLE = ("category", "consumer", "owner", "first_owner", "handler", "department", "master")
PARTS = ("evidence", "proposals__options__remedies", "payouts", "findings", "refusals", "disputes", "handovers")


def load(request, number):
    """The complaint of that number with all its parts, or 404 for whoever may not know of it."""
    rows = Complaint.objects.visible_to(request.user).select_related(*PEOPLE).prefetch_related(*PARTS)
    complaint = get_object_or_404(with_counts(rows), number=number)
    complaint.looked_at = timezone.now()
    return complaint


def with_counts(complaints):
    """Add what the page says about the complaint's surroundings, in the same statement."""
    events = Event.objects.filter(complaint=OuterRef("pk")).order_by()
    kinds = events.values("kind").annotate(n=Count("pk")).values(pair=JSONObject(kind="kind", n="n"))
    others = Complaint.objects.filter(consumer=OuterRef("consumer")).exclude(pk=OuterRef("pk")).order_by()
    facts = ProfileFact.objects.filter(consumer=OuterRef("consumer"), expires_at__gt=timezone.now())
    fact = JSONObject(kind="kind", value="value", source="source", consent_at="consent_at", by=F("recorded_by__alias"))
    return complaints.annotate(
        event_counts=ArraySubquery(kinds),
        last_event=Subquery(events.order_by("-pk").values("pk")[:1]),
        earlier_count=Subquery(others.values("consumer").annotate(n=Count("pk")).values("n")),
        profile=ArraySubquery(facts.order_by("kind", "-recorded_at").values(row=fact)[:6]),
    )


@require_GET
def complaint(request, number):
    """Show the desk."""
    return desk(request, load(request, number))


def desk(request, complaint, *, status=200, **forms):
    """The page of `complaint`; `forms` may bring back a composer with its text, a conflict, revealed contact data."""
    now, agent = complaint.looked_at, request.user
    rows, params = queue_of(request)
    for name in BESIDES:
        params.pop(name, None)
    query = f"?{params.urlencode()}" if params else ""
    context = {
        "c": complaint,
        "called": called(complaint.consumer),
        "query": query,
        "query_and": f"{query}&" if query else "?",
        "cases": cases_of(rows, complaint, now),
        "story": story_of(complaint, request.GET, {row["kind"]: row["n"] for row in complaint.event_counts}),
        "steps": steps_of(complaint, agent, now, query),
        "clocks": clocks_of(complaint, now),
        "board": board_of(complaint, now),
        "gate": rules.gate_sentence(complaint) if complaint.is_open else "",
        "purse": complaint.money_for(agent) if wears("propose_payout", agent) else None,
        "payouts": [(payout, payout_steps(payout, agent, now, query)) for payout in complaint.payouts.all()],
        "words": fired(complaint.description, complaint.matched_words),
        "urgency": [urgency(reason) for reason in complaint.urgency_reasons],
        "proposal": rules.draft_of(complaint) or next(iter(complaint.proposals.all()), None),
        "remedies": [r for r in rules.chosen_remedies(complaint) if r.status != RemedyStatus.DONE],
        "handover": pending_handover(complaint),
        "profile": [profile_line(row) for row in complaint.profile],
        "waiting": [p for p in complaint.payouts.all() if p.state == PayoutState.PROPOSED],
        "may": {
            verb: wears(verb, agent) for verb in ("reply", "note", "propose_payout", "add_evidence", "reveal_contact")
        },
        "why_no_pay": rules.may_propose_payout(complaint, agent).why,
        "why_no_reply": rules.may_reply(complaint, agent).why,
        **sent_facts(request, now),
        **composers(complaint, agent, now),
        **forms,
    }
    return render(request, "complaints/complaint.html", context, status=status)


def composers(complaint, agent, now):
    """The two empty buffers."""
    facts = {"complaint": complaint, "by": agent, "now": now, "initial": {"seen": complaint.last_event}}
    return {
        "reply_form": ReplyForm(auto_id="reply_%s", **facts),
        "note_form": NoteForm(auto_id="note_%s", **facts),
    }


# The list at the left


@dataclass(frozen=True)
class Case:
    """One line of the list."""

    complaint: object
    light: object
    people: list


@dataclass(frozen=True)
class Cases:
    """The list one comes from, around the present complaint."""

    lines: list
    place: object
    people: list


def cases_of(rows, complaint, now):
    """The lines around `complaint`, its neighbours, and who else looks at any of them."""
    place = neighbours(rows, complaint)
    start = max(0, place.position - BEFORE)
    window = list(rows[start : start + ROWS])
    people = presences([*window, complaint], now)
    lines = [Case(row, clock.stored_light(row, now), people.get(row.pk, [])) for row in window]
    return Cases(lines, place, people.get(complaint.pk, []))


def presences(complaints, now):
    """Who looks at which of these complaints: {pk: [{name, writing, doing, agent}]}."""
    rows = Presence.objects.filter(complaint__in=[c.pk for c in complaints], seen_at__gt=now - presence.GONE_AFTER)
    found = {}
    for row in rows.select_related("agent"):
        found.setdefault(row.complaint_id, []).append(person(row))
    return found


def person(row):
    doing = {"reply": _("is writing a reply"), "note": _("is writing a note")}.get(row.is_writing, "")
    return {"name": str(row.agent), "agent": row.agent_id, "writing": bool(row.is_writing), "doing": doing}


@require_POST
def beat(request, number):
    """Note who looks or writes, and answer with the others (asked every 20 seconds by the page)."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user).only("pk", "number"), number=number)
    now = timezone.now()
    writing = request.GET.get("writing", "")
    presence.beat(complaint, by=request.user, now=now, writing=writing if writing in ("reply", "note") else "")
    people = presences([complaint], now).get(complaint.pk, [])
    return render(request, "complaints/_presence.html", {"people": people})


# The columns' contents


@dataclass(frozen=True)
class Clocks:
    """The running clocks, nearest first; those that are met or were missed."""

    running: list
    done: list


def clocks_of(complaint, now):
    """The clocks as lights. The red line stands apart among the facts."""
    every = [c for c in clock.clocks(complaint) if c.name != ClockName.REDLINE]
    running = [c for c in every if clock.runs(c, complaint.state)]
    running.sort(key=lambda c: (c.paused_at is not None, c.due_at))
    return Clocks(
        running=[clock.light(c, now) for c in running],
        done=[clock.light(c, now) for c in every if c.met_at],
    )


def board_of(complaint, now):
    """The evidence board: every item with its state in words; a side is named once."""
    lines, side = [], None
    for item in complaint.evidence.all():
        words, tone = evidence_state(item, now)
        first = item.side != side
        side = item.side
        lines.append({"item": item, "side": item.get_side_display() if first else "", "words": words, "tone": tone})
    return lines


def evidence_state(item, now):
    """Received, asked with the time left, missing with the time gone, or waived; and the tone."""
    if item.status == EvidenceStatus.RECEIVED:
        return _("received %(at)s") % {"at": wording.brief_moment(item.received_at, now)}, "green"
    if item.status == EvidenceStatus.WAIVED:
        return _("waived"), ""
    if item.due_by and item.due_by < now:
        return _("missing, %(time)s late") % {"time": wording.span(now - item.due_by)}, "red"
    if item.due_by:
        return _("asked, %(time)s left") % {"time": wording.span(item.due_by - now)}, ""
    return _("asked"), ""


def profile_line(row):
    """One remembered fact with its source: what we may use, and why we know it."""
    source = ProfileFact.Source(row["source"]).label
    consent = _(", agreed %(day)s") % {"day": row["consent_at"][:10]} if row["consent_at"] else ""
    kind = ProfileFact.Kind(row["kind"])
    return {"label": kind.label, "value": row["value"], "source": f"{source}{consent}"}


def sent_facts(request, now):
    """What the page says about a message just sent."""
    sent = sent_message(request)
    can_undo = bool(sent and sent.direction == Direction.TO_CONSUMER and now < sent.sent_at + UNDO)
    sent_to = called(sent.complaint.consumer) if can_undo else ""
    return {"sent": sent, "can_undo": can_undo, "sent_to": sent_to, "undo_seconds": UNDO.seconds}


def sent_message(request):
    """The reply or note just written: its draft is forgotten, and a reply may still be taken back."""
    pk = request.GET.get("sent") or request.GET.get("kept") or ""
    if not pk.isdecimal():
        return None
    rows = Message.objects.filter(pk=pk, author=request.user, recalled_at=None)
    return rows.select_related("complaint__consumer").first()
