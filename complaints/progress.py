"""What the consumer may know about the own complaint: only what stands on a list here is shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from complaints import clock, rules, wording
from complaints.actions.contact import UNDO
from complaints.clock import CHINA
from complaints.enums import (
    PHASE_OF,
    WAITING_FOR_CONSUMER,
    AskedOf,
    CallState,
    ClockName,
    DataState,
    Direction,
    DisputeKind,
    EvidenceKind,
    EvidenceStatus,
    PauseReason,
    PayoutState,
    Phase,
    RemedyKind,
    Side,
    State,
)
from complaints.letters import day_and_time, told_of
from complaints.lifecycle import next_steps, why_not
from complaints.models import Complaint, DataRequest, Event, Evidence, Message, Notice, Payout, Proposal

S = State
DEEDS_SHOWN = 12
# Our own step is due at the plan's time; everything else at the time of the step itself.
BROKEN_OFF = (S.INELIGIBLE, S.WITHDRAWN, S.MERGED)
NOT_OUR_STEP = (*WAITING_FOR_CONSUMER, S.EXTERNAL)
OUR_WORK = (S.ACCEPTED, S.DISPATCHED, S.INVESTIGATING, S.PROPOSING, S.IN_REVIEW, S.HIGH_REVIEW)
OUTSIDE = _("It should answer by {by}. Your contact with us stays the same.")
CHECKING = _("You get our answer by {by}. We tell you in between how it goes.")

# State -> (headline, what it means for the consumer and by when).
HEADLINES = {
    S.REGISTERED: (_("We have your complaint"), _("Somebody is in charge of it by {by}.")),
    S.NEED_INFO: (_("We need something more from you"), _("Please answer by {by}, {left} left.")),
    S.INELIGIBLE: (_("We cannot take on this complaint"), _("The reasons are below. You can object until {by}.")),
    S.ACCEPTED: (_("{alias} has taken on your complaint"), CHECKING),
    S.DISPATCHED: (_("Your complaint is with those who can check it"), CHECKING),
    S.INVESTIGATING: (_("We are checking what happened"), CHECKING),
    S.PROPOSING: (_("We are writing our proposal"), CHECKING),
    S.IN_REVIEW: (_("A second person looks at our proposal"), CHECKING),
    S.HIGH_REVIEW: (_("A special team deals with your complaint"), CHECKING),
    S.AWAITING_CONSUMER: (_("Our proposal is ready: please choose"), _("Please choose by {by}, {left} left.")),
    S.EXECUTING: (_("We are carrying out what you chose"), _("All of it is done by {by}.")),
    S.RESOLVED: (_("Everything is done"), _("Was it right for you? You can tell us until {by}.")),
    S.MEDIATION: (_("A neutral mediator is at work"), _("You hear the result by {by}.")),
    S.RE_REVIEW: (_("Somebody else looks at it again"), _("You get the answer by {by}.")),
    S.ARBITRATION: (_("The platform decides"), _("You get the decision with its reasons by {by}.")),
    S.EXTERNAL: (
        _("An outside body deals with it"),
        OUTSIDE,
    ),
    S.CLOSED: (_("Your complaint is closed"), _("If it is not right after all, you can have it opened again.")),
    S.ARCHIVED: (_("Your complaint is closed"), _("Thank you for telling us.")),
    S.WITHDRAWN: (_("You have withdrawn your complaint"), _("You can take this back until {by}.")),
    S.MERGED: (_("We handle your two complaints as one"), _("It goes on under the number {number}.")),
}
FINAL = _("Somebody else has looked at it again. The reasons are below; the outside routes stay open.")
LATE = _("We promised to get on by {by} and did not. We are sorry.")

# Verb of an event -> what we did, in words for the consumer. What is not here is not shown.
DEEDS = {
    "submit": _("We received your complaint"),
    "accept": _("{alias} took on your complaint and stays with it to the end"),
    "ask_info": _("We asked you for what was missing"),
    "give_info": _("You gave what was missing"),
    "refuse": _("A second person confirmed the refusal and we sent you the letter"),
    "object": _("You objected; somebody else decides anew"),
    "dispatch": _("We passed it to those who can check it"),
    "start": _("We began to check what happened"),
    "reply": _("{alias} read your words and wrote to you"),
    "hear_consumer": _("You wrote to us"),
    "take_handover": _("{alias} goes on with it and knows what you told us"),
    "change_owner": _("{to} looks after it from now on and knows what you told us"),
    "give_work": _("{to} goes on with it and knows what you told us"),
    "finish_check": _("We finished checking"),
    "ask_review": _("A second person began to look at our proposal"),
    "send_proposal": _("We sent you our proposal"),
    "approve_proposal": _("We sent you our proposal, after a second person had looked at it"),
    "issue_report": _("The special team sent you its answer"),
    "escalate": _("A special team took over; your contact stays the same"),
    "choose_option": _("You chose: {option}"),
    "ask_mediation": _("You said no and asked for mediation"),
    "ask_re_review": _("You said no and asked somebody else to look"),
    "propose_settlement": _("You got a new proposal from somebody who had no part in it before"),
    "refer_to_arbitration": _("It went to the platform's arbiter"),
    "award": _("The arbiter decided for you"),
    "dismiss": _("The arbiter decided; the reasons are below"),
    "go_external": _("An outside body took it up"),
    "resume_external": _("The outside body asked for a settlement"),
    "close_external": _("The outside procedure ended"),
    "approve": _("We released {amount} for you"),
    "mark_paid": _("We paid you {amount}"),
    "confirm": _("{amount} arrived"),
    "set_new_date": _("We told you a new date"),
    "take_goods_back": _("Your goods have come back"),
    "book_call": _("You booked a call with us"),
    "move_call": _("You moved the call"),
    "cancel_call": _("You cancelled the call"),
    "try_call": _("{alias} called and could not reach you"),
    "reach_consumer": _("{alias} called and spoke with you"),
    "miss_call": _("We missed a call we had promised; we are sorry"),
    "confirm_heard": _("You told us how the call was"),
    "ask_person": _("You asked for a person"),
    "carry_out_remedy": _("Done: {remedy}"),
    "fail_execution": _("Something could not be carried out; we are writing a new proposal"),
    "resolve": _("Everything we promised is done"),
    "answer_survey": _("You answered our questions"),
    "ask_follow_up": _("We asked whether it is still right for you"),
    "answer_follow_up": _("You told us whether it is still right"),
    "call_unhappy": _("{alias} called you about your answer"),
    "close": _("We closed your complaint"),
    "expire": _("Our proposal ran out without an answer"),
    "reopen": _("It was opened again"),
    "withdraw": _("You withdrew it"),
    "undo_withdraw": _("You took the withdrawal back"),
    "merge": _("We handle it together with your other complaint"),
    "undo_merge": _("We handle your two complaints apart again"),
}
ASKED = {
    Side.CONSUMER: _("We asked you for: {title}"),
    Side.MERCHANT: _("We asked the merchant: {kind}"),
    Side.CARRIER: _("We asked the carrier: {kind}"),
    Side.PLATFORM: _("We looked into our own records: {kind}"),
    Side.THIRD_PARTY: _("We asked a third party: {kind}"),
}
CAME = {
    Side.CONSUMER: _("You gave us: {title}"),
    Side.MERCHANT: _("The merchant answered: {kind}"),
    Side.CARRIER: _("The carrier answered: {kind}"),
    Side.PLATFORM: _("We found in our own records: {kind}"),
    Side.THIRD_PARTY: _("A third party answered: {kind}"),
}
GIVEN = _("We sent you: {title}")
PAYOUTS_SHOWN = {
    PayoutState.APPROVED: _("released, on its way"),
    PayoutState.PAYING: _("released, on its way"),
    PayoutState.FAILED: _("the bank sent it back; we see to it"),
    PayoutState.PAID: _("paid"),
    PayoutState.CONFIRMED: _("arrived"),
}


@dataclass(frozen=True)
class Deed:
    """One line of “what we did”."""

    at: datetime
    text: str


# A copy of all we keep of him has been granted and can be taken (AR-07).
COPIES = DataRequest.objects.filter(complaint=OuterRef("pk"), kind=AskedOf.ACCESS, state=DataState.GRANTED)


def find(link_hash, now):
    """The complaint behind a link that is still good, with all the page needs; or None."""
    return (
        Complaint.objects.select_related("consumer", "owner", "handler", "master")
        .prefetch_related(
            Prefetch("proposals", Proposal.objects.select_related("law")),
            "proposals__options__remedies",
            "disputes",
            "refusals",
            Prefetch("evidence", Evidence.objects.order_by("pk")),
            Prefetch("payouts", Payout.objects.order_by("pk")),
        )
        .annotate(has_copy=Exists(COPIES))
        .filter(link_hash=link_hash, link_expires_at__gt=now)
        .first()
    )


def page(complaint, now) -> dict:
    """All that the progress page shows."""
    headline, lead = headline_of(complaint, now)
    deeds = deeds_of(complaint, now)
    older = len(deeds) - DEEDS_SHOWN if len(deeds) > DEEDS_SHOWN + 3 else 0  # nobody opens a box for one line
    return {
        "complaint": complaint,
        "headline": headline,
        "lead": lead,
        "late": late_words(complaint, now),
        "steps": steps_of(complaint),
        "next_contact": next_contact(complaint, now),
        "paused": paused_words(complaint, now),
        "offer": rules.open_offer(complaint) if may(complaint, "choose_option", now) else None,
        "answer": latest_answer(complaint),
        "older_deeds": deeds[:older],
        "deeds": deeds[older:],
        "told": told_of(complaint),
        "decision": decision_of(complaint),
        "refusal": next((row for row in complaint.refusals.all() if row.confirmed_at), None),
        "questions": [item for item in given_or_asked(complaint) if item.status == EvidenceStatus.ASKED],
        "materials": [item for item in given_or_asked(complaint) if item.status == EvidenceStatus.RECEIVED],
        "messages_both_ways": messages_of(complaint, now),
        "payouts": payouts_of(complaint),
        "may": {verb: may(complaint, verb, now) for verb in CONSUMER_VERBS},
        "call": call_of(complaint, now),
        "may_survey": complaint.state in (S.RESOLVED, S.CLOSED) and not complaint.surveyed_at,
        "again": follow_up_of(complaint, now),
        "is_readonly": complaint.state in (S.ARCHIVED, S.MERGED),
    }


def follow_up_of(complaint, now):
    """The second survey: whether it waits for an answer, and by when an unhappy consumer is called (FB-09)."""
    last = complaint.follow_ups.first() if complaint.state in (S.CLOSED, S.ARCHIVED) else None
    owes = last and last.call_by and not last.called_at
    return {
        "waits": bool(last and last.asked_at and not last.answered_at),
        "call_by": friendly(last.call_by, now) if owes else "",
    }


CONSUMER_VERBS = (
    *("give_info", "object", "choose_option", "ask_mediation", "ask_re_review", "refer_to_arbitration"),
    *("withdraw", "undo_withdraw", "reopen"),
)


def may(complaint, verb, now) -> bool:
    """Whether the consumer can take the step `verb` now."""
    return verb in next_steps(complaint) and not why_not(complaint, verb, complaint.consumer, now)


def friendly(at, now) -> str:
    """today 17:30, tomorrow 9:00, else 28 Nov, 15:02."""
    days = (at.astimezone(CHINA).date() - now.astimezone(CHINA).date()).days
    return wording.moment(at, now) if abs(days) <= 1 else day_and_time(at)


# --- where it stands ------------------------------------------------------------------------------------


def due_of(complaint):
    """By when the present step is promised or waited for."""
    if complaint.state == S.REGISTERED:
        return complaint.dispatch_by
    if complaint.state not in OUR_WORK:
        return complaint.stage_by
    return max(filter(None, (complaint.plan_by, complaint.told_by)), default=None)


def headline_of(complaint, now):
    """(headline, lead) of the present state, with its time in bold."""
    headline, lead = HEADLINES[complaint.state]
    due = due_of(complaint)
    if is_late(complaint, now):
        lead = LATE
    if complaint.state == S.INELIGIBLE and not rules.has_objection_left(complaint):
        lead = FINAL
    facts = {
        "alias": complaint.owner.alias if complaint.owner else "",
        "by": format_html("<b>{}</b>", friendly(due, now)) if due else wording.NOTHING,
        "left": wording.span(due - now) if due else "",
        "number": complaint.master.number if complaint.master else "",
    }
    return format_html(str(headline), **facts), format_html(str(lead), **facts)


def is_late(complaint, now):
    """Whether a time that we promised has passed."""
    due = due_of(complaint)
    return complaint.is_open and complaint.state not in NOT_OUR_STEP and bool(due) and due < now


def late_words(complaint, now):
    """The newest honest date after a broken promise (scenario 6), as long as it lies ahead."""
    if not is_late(complaint, now):
        return ""
    rows = Notice.objects.filter(complaint=complaint, event__in=["late", "new_date"], channel="page")
    new_date = rows.order_by("-pk").values_list("context__new_date", flat=True).first()
    new_date = new_date and datetime.fromisoformat(new_date)
    return friendly(new_date, now) if new_date and new_date > now else ""


def steps_of(complaint):
    """The five steps with done, current, todo; a finished one has all of them done, a broken-off one says so."""
    phases = list(Phase)
    if complaint.state in BROKEN_OFF:
        reached = phases.index(PHASE_OF[complaint.left_state or S.REGISTERED])
        steps = [{"label": phase.label, "state": "done" if n <= reached else "todo"} for n, phase in enumerate(phases)]
        return [*steps[:-1], {"label": complaint.get_state_display(), "state": "current"}]
    place = phases.index(complaint.phase)
    done = place + 1 if complaint.phase == Phase.DONE else place
    return [
        {"label": phase.label, "state": "done" if n < done else "current" if n == place else "todo"}
        for n, phase in enumerate(phases)
    ]


PAUSED_FOR = {PauseReason.CONSUMER: _("waiting for you"), PauseReason.INSPECTION: _("waiting for an inspection")}


def paused_words(complaint, now):
    """How long our clock has stood still, and for whom: (in all, [what for and how long])."""
    rows = complaint.pauses.filter(clock=ClockName.PLAN).values_list("why", "started_at", "ended_at")
    spans = clock.stood_still(rows, now)
    parts = [f"{PAUSED_FOR[why]} {wording.span(span)}" for why, span in spans.items()]
    return wording.span(sum(spans.values(), timedelta())) if spans else "", parts


def next_contact(complaint, now):
    """When we promised to be in touch again, while we owe it and it lies ahead."""
    waits = complaint.state in WAITING_FOR_CONSUMER
    due = complaint.update_by
    return friendly(due, now) if due and due > now and complaint.is_open and not waits else ""


def call_of(complaint, now):
    """The newest call-back, and what the consumer can do about it (IN-18, IN-19); public words only."""
    call = complaint.calls.order_by("-pk").first()
    state = call.state if call else ""
    return {
        "state": state,
        "when": friendly(call.starts_at, now) if call else "",
        "until": f"{call.ends_at.astimezone(CHINA):%H:%M}" if call else "",
        "phone": call.masked_phone if call else "",
        "may_book": state != CallState.BOOKED and bool(rules.may_book_call(complaint, complaint.consumer)),
        "may_change": state == CallState.BOOKED and bool(rules.has_not_begun(call, now)),
        "asks_heard": state == CallState.REACHED and call.heard is None,
        "may_ask_person": bool(rules.may_ask_person(complaint, complaint.consumer)),
        "person_by": friendly(complaint.person_by, now) if complaint.person_by else "",
    }


# --- what was done --------------------------------------------------------------------------------------


def deeds_of(complaint, now):
    """What happened, oldest first, in words that are on the list; a reply counts once it can no longer be undone."""
    rows = Event.objects.filter(complaint=complaint, verb__in=[*DEEDS, "ask_evidence", "add_evidence"])
    rows = rows.exclude(message__recalled_at__isnull=False).exclude(verb="reply", at__gt=now - UNDO)
    rows = rows.select_related("agent", "evidence", "payout").order_by("at", "pk")
    deeds = [Deed(event.at, deed_text(event, complaint)) for event in rows]
    return [deed for deed in deeds if deed.text]


def deed_text(event, complaint):
    """One event in words, or "" if it is not for the consumer."""
    if event.evidence and event.verb == "add_evidence" and is_ours_for_them(event.evidence):
        words = GIVEN
    elif event.evidence:
        words = (ASKED if event.verb == "ask_evidence" else CAME).get(event.evidence.side, "")
    elif event.verb == "approve" and event.payout_id is None:
        words = ""
    else:
        words = DEEDS.get(event.verb, "")
    return str(words).format(**facts_of(event)) + took(event, complaint)


def facts_of(event):
    """The few facts a deed may name: never an agent's own name, never a free text of an agent but the offer."""
    item, data = event.evidence, event.data
    return {
        "alias": event.agent.alias if event.agent else "",
        "to": data.get("alias", ""),
        "title": item.title if item else "",
        "kind": EvidenceKind(item.kind).label if item else "",
        "option": data.get("option", ""),
        "amount": wording.money(event.payout.amount) if event.payout else "",
        "remedy": RemedyKind(data["kind"]).label if data.get("kind") in RemedyKind.values else "",
    }


def took(event, complaint):
    """After the first reply: how long it took."""
    if event.verb != "reply" or event.at != complaint.responded_at:
        return ""
    return str(_(", after {time}")).format(time=wording.span(event.at - complaint.registered_at))


def latest_answer(complaint):
    """The proposal that was sent last, with what we did, reasons and alternatives."""
    return next((row for row in complaint.proposals.all() if row.sent_at), None)


def decision_of(complaint):
    """The arbiter's decision, once there is one."""
    rows = complaint.disputes.all()
    return next((d for d in rows if d.kind == DisputeKind.ARBITRATION and d.closed_at and d.result_reasons), None)


# --- what goes both ways --------------------------------------------------------------------------------


SHOWN = ("consumer", "both")  # disclosures that the consumer may know of


def given_or_asked(complaint):
    """Items of evidence the consumer may know of: the own ones and what was disclosed."""
    return [item for item in complaint.evidence.all() if item.side == Side.CONSUMER or item.disclosure in SHOWN]


def is_ours_for_them(item):
    """Whether an item of ours is meant for the consumer (IV-14)."""
    return item.side == Side.PLATFORM and item.disclosure in SHOWN


def messages_of(complaint, now):
    """Messages both ways: no note, none that was taken back or still may be, no words of an unproved sender."""
    both_ways = (Direction.FROM_CONSUMER, Direction.TO_CONSUMER)
    rows = Message.objects.filter(complaint=complaint, recalled_at=None, direction__in=both_ways)
    rows = rows.exclude(direction=Direction.TO_CONSUMER, sent_at__gt=now - UNDO)
    return rows.select_related("author").order_by("sent_at", "pk")


def payouts_of(complaint):
    """(payout, words, may be confirmed) of the money that was released."""
    return [
        (payout, PAYOUTS_SHOWN[payout.state], payout.state == PayoutState.PAID)
        for payout in complaint.payouts.all()
        if payout.state in PAYOUTS_SHOWN and payout.amount > 0
    ]
