"""The desk: one complaint with everything an agent needs to do the next thing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Prefetch, prefetch_related_objects
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from complaints import clock, rules
from complaints.actions import presence
from complaints.actions.contact import UNDO
from complaints.enums import (
    DISPUTE_STATES,
    Answer,
    BreachReason,
    ClockName,
    ClockState,
    Criterion,
    Direction,
    HandoverReason,
    HandoverStatus,
    PauseReason,
    PayoutState,
    RemedyKind,
    RemedyStatus,
    State,
)
from complaints.forms.contact import NoteForm, ReplyForm
from complaints.models import Complaint, Message, Payout, ProfileFact, Proposal
from complaints.reports.decision import reached_by
from complaints.reports.exposure import posts_of
from complaints.reports.figures.hours import is_pattern, nights_among
from complaints.reports.findings import as_lines
from complaints.roles import SEE_ALL, WHO_MAY, has_role
from complaints.sentences import called, fired, named, urgency
from complaints.views.asked import asked_of, going_back_of
from complaints.views.at_risk import risk_of
from complaints.views.board import board_of, cost_of_inspections, custody_of, records_of
from complaints.views.cases import cases_of, others, people_at
from complaints.views.joined import joined_of
from complaints.views.opinion import first_words, opinion_of
from complaints.views.queues import listing_of
from complaints.views.recalling import letter_sent
from complaints.views.steps import payout_steps, steps_of, wears
from complaints.views.story import story_of
from complaints.views.surroundings import look_around

BESIDES = ("kind", "older", "sent", "kept", "draft")  # parameters of this page alone; all others are the list's
# What the page's own links need.
HATS = (
    *("reply", "note", "check_eligibility", "propose_payout", "add_evidence", "reveal_contact"),
    *("explain_breach", "record_call", "confirm_class", "call_unhappy", "remember"),
    *("add_post", "watch_post", "answer_post", "check_return", "take_goods_back"),
)
CHECKING = (State.DISPATCHED, State.INVESTIGATING)
UNTAKEN = (State.REGISTERED, State.NEED_INFO)
# Read along; desk and master are looked up where there is one: each further table doubles the time of planning.
ALONG = ("category", "consumer", "owner", "first_owner", "handler")
PARTS = ("evidence", Prefetch("payouts", Payout.objects.with_claims()))
ASKED_BEFORE_THE_END = (State.RESOLVED, State.EXTERNAL)  # closing looks at what other desks still owe
# A complaint that is still being checked has no proposal yet.
PARTS_OF = {
    State.REGISTERED: ("refusals", "eligibility__answered_by"),
    State.NEED_INFO: ("refusals", "eligibility__answered_by"),
    State.INELIGIBLE: (),
    State.ACCEPTED: (),
    State.DISPATCHED: ("findings",),
    State.INVESTIGATING: ("findings",),
}


def load(request, number):
    """The complaint of that number with all its parts, or 404 for whoever may not know of it."""
    rows = Complaint.objects.visible_to(request.user).select_related(*ALONG)
    complaint = get_object_or_404(rows, number=number)
    complaint.looked_at = timezone.now()
    look_around(complaint, complaint.looked_at)
    prefetch_related_objects([complaint], *PARTS, *parts_of(complaint.state))
    return complaint


def parts_of(state):
    """What the rules of this state look at besides: from the first draft on, what was offered."""
    if state in PARTS_OF:
        return PARTS_OF[state]
    offers = Prefetch("proposals", Proposal.objects.select_related("author"))
    more = ("disputes",) if state in DISPUTE_STATES else ("tasks",) if state in ASKED_BEFORE_THE_END else ()
    return offers, "proposals__options__remedies", *more


@require_GET
def complaint(request, number):
    """Show the desk."""
    return desk(request, load(request, number))


def desk(request, complaint, *, status=200, **forms):
    """The page of `complaint`; `forms` may bring back a composer with its text, a conflict, revealed contact data."""
    now, agent = complaint.looked_at, request.user
    listing = listing_of(request)
    for name in BESIDES:
        listing.params.pop(name, None)
    query = f"?{listing.params.urlencode()}" if listing.params else ""
    context = {
        "c": complaint,
        "called": called(complaint.consumer),
        "query": query,
        "query_and": f"{query}&" if query else "?",
        "cases": cases_of(listing, complaint, now),
        "words": fired(complaint.description, complaint.matched_words),
        "story": story_of(complaint, request.GET, {row["kind"]: row["n"] for row in complaint.event_counts}),
        "may": {verb: wears(verb, agent) for verb in HATS},
        **facts_of(complaint, agent, now, query),
        **money_of(complaint, agent, now, query),
        **sent_facts(request, now),
        "letter_sent": letter_sent(complaint, agent, now),
        **composers(complaint, agent, now, request.GET),
        **forms,
    }
    return render(request, "complaints/complaint.html", context, status=status)


def facts_of(complaint, agent, now, query):
    """The right column: clocks, next steps, the offer, evidence, the consumer."""
    handover = pack_for(agent, complaint)
    is_asked = bool(handover and handover["is_asked"])
    return {
        "eligibility": eligibility_of(complaint) if complaint.state in UNTAKEN else None,
        "clocks": clocks_of(complaint, now),
        "paused": paused_of(complaint, now),
        "breaches": [missed_line(row) for row in complaint.missed],
        "unexplained": sum(not row["reason_code"] for row in complaint.missed),
        "next_contact_by": clock.next_contact_by(complaint) if complaint.is_open else None,
        "urgency": [urgency(reason) for reason in complaint.urgency_reasons],
        "also": [f"{row['code']} {named(row)}" for row in complaint.also],
        "handover": handover,
        "steps": steps_of(complaint, agent, now, query, asked_first=is_asked),
        "posts": posts_of(complaint, now),
        "going_back": going_back_of(complaint, now),
        "joined": joined_of(complaint, now),
        "risk": risk_of(complaint),
        "board": board_of(complaint, now),
        "custody": custody_of(complaint, now),
        "inspections": cost_of_inspections(complaint),
        "records": records_of(complaint),
        "gate": rules.gate_sentence(complaint) if complaint.state in CHECKING else "",
        "findings": as_lines(complaint.found),
        "profile": [profile_line(row) for row in complaint.profile],
        "earlier_words": [word_line(row) for row in complaint.given_words],
        "nights": nights_of(complaint, now),
        "unhappy": complaint.unhappy and complaint.unhappy | {"by": told_moment(complaint.unhappy["by"])},
        "sees_figures": has_role(agent, *SEE_ALL),
        **asked_of(complaint, now),
        **offer_of(complaint),
    }


def eligibility_of(complaint):
    """What the checklist leaves in doubt, who answered last, and the refusal somebody proposed."""
    rows = list(complaint.eligibility.all())
    open_ones = len(Criterion) - sum(row.answer != Answer.UNKNOWN for row in rows)
    against = sum(row.answer == Answer.NO for row in rows)
    if against:
        summary = _("%(n)s speak against it") % {"n": against}
    else:
        summary = _("%(n)s not known yet") % {"n": open_ones} if open_ones else _("nothing speaks against it")
    return {
        "doubts": [row for row in rows if row.answer != Answer.YES],
        "last": max(rows, key=lambda row: row.answered_at, default=None),
        "summary": summary,
        "refusal": rules.pending_refusal(complaint),
    }


def money_of(complaint, agent, now, query):
    """What stands behind one more payout, and what may be done with those there are."""
    payouts = complaint.payouts.all()
    return {
        "purse": complaint.money_for(agent) if wears("propose_payout", agent) else None,
        "why_no_pay": rules.may_propose_payout(complaint, agent).why,
        "payouts": [(payout, payout_steps(payout, agent, now, query)) for payout in payouts],
        "waiting": [payout for payout in payouts if payout.state == PayoutState.PROPOSED],
        "decides_payouts": has_role(agent, *WHO_MAY["reject"]),
        "holds": [hold | {"due_by": told_moment(hold["due_by"])} for hold in complaint.holds_around],
    }


def composers(complaint, agent, now, params):
    """The two buffers, empty; or the reply with the words that were asked for: of a first opinion, or taken back."""
    facts, first = {"complaint": complaint, "by": agent, "now": now}, {"seen": complaint.last_event}
    opinion = opinion_of(complaint, params, now)
    words = first_words(complaint, now) if opinion and opinion["is_offered"] else taken_back(complaint, agent, params)
    return {
        "opinion": opinion,
        "why_no_reply": rules.may_reply(complaint, agent).why,
        "reach": reached_by(complaint.consumer),
        "reply_form": ReplyForm(auto_id="reply_%s", initial=first | words, **facts),
        "note_form": NoteForm(auto_id="note_%s", initial=first, **facts),
    }


def taken_back(complaint, agent, params):
    """The words of an own reply that was taken back, to go on with; nothing typed is lost."""
    pk = params.get("draft", "")
    rows = Message.objects.filter(complaint=complaint, author=agent).exclude(recalled_at=None)
    return rows.filter(pk=pk).values("body").first() or {} if pk.isdecimal() else {}


@require_POST
def beat(request, number):
    """Note who looks or writes, and answer with the others (asked every 20 seconds by the page)."""
    now = timezone.now()
    rows = Complaint.objects.visible_to(request.user).only("pk").annotate(people=people_at(OuterRef("pk"), now))
    complaint = get_object_or_404(rows, number=number)
    writing = request.GET.get("writing", "")
    presence.beat(complaint, by=request.user, now=now, writing=writing if writing in ("reply", "note") else "")
    return render(request, "complaints/_presence.html", {"people": others(complaint, request.user)})


@require_GET
def beside(request, number):
    """What may help with a complaint: articles, similar cases, the tactic card. Asked for after the page itself."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), number=number)
    template = "complaints/_beside.html" if request.htmx else "complaints/beside.html"
    return render(request, template, {"c": complaint})


# The columns' contents


@dataclass(frozen=True)
class Clocks:
    """The running clocks, nearest first; those that were missed, those that were met; the legal red line."""

    running: list
    missed: list
    met: list
    redline: object


def clocks_of(complaint, now):
    """The clocks as lights. The red line stands apart among the facts."""
    every = {c.name: c for c in clock.clocks(complaint)}
    redline = every.pop(ClockName.REDLINE, None)
    every = every.values()
    running = [c for c in every if clock.runs(c, complaint.state)]
    running.sort(key=lambda c: (c.paused_at is not None, c.due_at))
    done = [clock.light(c, now) for c in every if c.met_at]
    return Clocks(
        running=[clock.light(c, now) for c in running],
        missed=[light for light in done if light.state == ClockState.LATE],
        met=[light for light in done if light.state == ClockState.MET],
        redline=redline and clock.light(redline, now),
    )


def paused_of(complaint, now):
    """How long the plan clock has stood still so far: (in all, [(reason, how long)])."""
    rows = [(row["why"], told_moment(row["since"]), told_moment(row["until"])) for row in complaint.stretches]
    spans = clock.stood_still(rows, now)
    return sum(spans.values(), timedelta()), [(PauseReason(why).label, span) for why, span in spans.items()]


def missed_line(row):
    """One missed time: which, when, and its reason once somebody has given it."""
    reason = BreachReason(row["reason_code"]).label if row["reason_code"] else ""
    return row | {"label": ClockName(row["clock"]).label, "at": told_moment(row["at"]), "reason": reason}


def told_moment(text):
    """A moment out of a row that came as text."""
    return text and datetime.fromisoformat(text)


def offer_of(complaint):
    """The proposal that counts now, and what is still to be done of the chosen option."""
    if complaint.state in PARTS_OF:
        return {"proposal": None, "remedies": []}
    newest = next(iter(complaint.proposals.all()), None)
    rest = [remedy for remedy in rules.chosen_remedies(complaint) if remedy.status != RemedyStatus.DONE]
    return {"proposal": newest, "remedies": rest}


def pack_for(agent, complaint):
    """The newest hand-over with its pack: it waits for this agent's answer, or tells what came before."""
    pack = complaint.pack
    if not pack:
        return None
    moments = {name: moment_in(pack[name]) for name in ("accept_by", "answered_at", "next_contact_at")}
    waits = pack["status"] == HandoverStatus.OFFERED
    is_asked = waits and pack["to_agent"] == agent.pk and complaint.looked_at <= moments["accept_by"]
    return pack | moments | {"reason": HandoverReason(pack["reason"]).label, "waits": waits, "is_asked": is_asked}


def moment_in(text):
    """A moment out of a JSON row."""
    return text and datetime.fromisoformat(text)


def nights_of(complaint, now):
    """The consumer's complaints at night, if they are a pattern (scenario 12); else None."""
    found = nights_among([moment_in(text) for text in complaint.came_at], now)
    return found if is_pattern(found) else None


def profile_line(row):
    """One remembered fact with its source: what we may use, and why we know it."""
    source = ProfileFact.Source(row["source"]).label
    consent = _(", agreed %(day)s") % {"day": row["consent_at"][:10]} if row["consent_at"] else ""
    kind = ProfileFact.Kind(row["kind"])
    value = ProfileFact(kind=kind, value=row["value"]).told_value
    facts = {"pk": row["pk"], "number": row["number"], "until": told_moment(row["expires_at"])}
    return facts | {"label": kind.label, "value": value, "source": f"{source}{consent}"}


def word_line(row):
    """What was promised in an earlier complaint, and whether it was kept (AR-09)."""
    words = {"what": RemedyKind(row["kind"]).label, "status": RemedyStatus(row["status"]).label}
    return words | {"detail": row["detail"], "number": row["number"], "is_done": row["status"] == RemedyStatus.DONE}


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
