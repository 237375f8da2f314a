"""What the consumer may know about the own complaint: only what stands on a list here is shown."""

from datetime import datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import JSONObject
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from complaints import clock, rules, wording
from complaints.enums import (
    ANSWERED_STATES,
    PHASE_OF,
    WAITING_FOR_CONSUMER,
    AskedOf,
    CallState,
    ClockName,
    DataState,
    Direction,
    EvidenceStatus,
    PauseReason,
    PayoutState,
    Phase,
    Side,
    State,
)
from complaints.letters import day_and_time, told_of
from complaints.lifecycle import next_steps, why_not
from complaints.models import Complaint, DataRequest, Evidence, Message, Notice, PaymentHold, Payout, Proposal
from complaints.progress.decided import decision_of, special_head
from complaints.progress.deeds import DEEDS, SHOWN, Deed, deeds_of
from complaints.progress.promise import promise_of
from complaints.progress.standing import main_step, own_due, report_told, standing_head
from complaints.progress.told import as_told
from complaints.workdays import CHINA

__all__ = [
    "DEEDS",
    "Deed",
    "as_told",
    "deeds_of",
    "find",
    "friendly",
    "headline_of",
    "is_late",
    "late_words",
    "may",
    "page",
]

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

PAYOUTS_SHOWN = {
    PayoutState.APPROVED: _("released, on its way"),
    PayoutState.PAYING: _("released, on its way"),
    PayoutState.FAILED: _("the bank sent it back; we see to it"),
    PayoutState.PAID: _("paid"),
    PayoutState.CONFIRMED: _("arrived"),
}
HELD = _("held, until we have the answer about it")


# A copy of all we keep of him has been granted and can be taken (AR-07).
COPIES = DataRequest.objects.filter(complaint=OuterRef("pk"), kind=AskedOf.ACCESS, state=DataState.GRANTED)

# What is asked of payment bodies, and what they pay back themselves.
INQUIRIES = (
    PaymentHold.objects.filter(Q(state="running") | ~Q(refund_reference=""), complaint=OuterRef("pk"))
    .order_by("pk")
    .values(
        row=JSONObject(
            name="body_name",
            runs=Q(state="running"),
            payout="payout",
            due="question__due_by",
            reference="refund_reference",
        )
    )
)


def find(link_hash, now):
    """The complaint behind a link that is still good, as its consumer may know it, with all the page needs; or None."""
    found = (
        Complaint.objects.select_related("consumer", "owner", "handler", "master")
        .prefetch_related(
            Prefetch("proposals", Proposal.objects.select_related("law")),
            "proposals__options__remedies",
            "disputes",
            "refusals",
            Prefetch("evidence", Evidence.objects.order_by("pk")),
            Prefetch("payouts", Payout.objects.order_by("pk")),
        )
        .annotate(has_copy=Exists(COPIES), inquiries_read=ArraySubquery(INQUIRIES))
        .filter(link_hash=link_hash, link_expires_at__gt=now)
        .first()
    )
    return found and as_told(found, now)


def page(complaint, now) -> dict:
    """All that the progress page shows."""
    headline, lead = headline_of(complaint, now)
    answer = latest_answer(complaint)
    deeds = deeds_of(complaint, now, answer)
    inquiries, talk = inquiries_of(complaint, now), list(messages_of(complaint, now))
    money = payouts_of(complaint, inquiries)
    older = len(deeds) - DEEDS_SHOWN if len(deeds) > DEEDS_SHOWN + 3 else 0  # nobody opens a box for one line
    return {
        "complaint": complaint,
        "headline": headline,
        "lead": lead,
        "late": late_words(complaint, now),
        "main": main_step(complaint, may(complaint, "refer_to_arbitration", now)),
        "report": report_told(complaint, talk),
        "mediator": rules.word_of_mediator(complaint) if complaint.state == S.MEDIATION else "",
        "steps": steps_of(complaint),
        "next_contact": next_contact(complaint, now),
        "paused": paused_words(complaint, now),
        "report_by": report_by(complaint, now),
        "offer": rules.open_offer(complaint) if may(complaint, "choose_option", now) else None,
        "answer": answer,
        "older_deeds": deeds[:older],
        "deeds": deeds[older:],
        "told": told_of(complaint, now),
        "decision": decision_of(complaint),
        "mediating": still_mediating(complaint, now),
        "refusal": next((row for row in complaint.refusals.all() if row.confirmed_at), None),
        "questions": rules.asked_of_consumer(complaint),
        **materials_of(complaint),
        "messages_both_ways": talk,
        "payouts": money,
        "promise": promise_of(complaint, answer, money),
        "inquiries": inquiries,
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
    return own_due(complaint) if complaint.state in OUR_WORK else complaint.stage_by


def headline_of(complaint, now):
    """(headline, lead) of the present state, with its time in bold."""
    headline, lead = HEADLINES[complaint.state]
    due, more = due_of(complaint), {}
    if is_late(complaint, now):
        lead = LATE
    elif standing := standing_head(complaint, now, is_ours=complaint.state in OUR_WORK):
        headline, lead, more = standing[0] or headline, *standing[1:]
    if complaint.state == S.INELIGIBLE and not rules.has_objection_left(complaint):
        lead = FINAL
    if special := special_head(complaint, now):
        headline, opening, facts = special
        more |= facts
        lead = f"{opening}{lead}" if complaint.state == S.EXECUTING else opening
    facts = {
        "alias": complaint.owner.alias if complaint.owner else "",
        "by": format_html("<b>{}</b>", friendly(due, now)) if due else wording.NOTHING,
        "left": wording.span(due - now) if due else "",
        "number": complaint.master.number if complaint.master else "",
        **more,
    }
    return format_html(str(headline), **facts), format_html(str(lead), **facts)


def still_mediating(complaint, now):
    """From when on the platform can decide although the mediator has not spoken yet (row 22); "" if it can already."""
    is_running = complaint.state == S.MEDIATION and not rules.is_mediation_over(complaint, now)
    return friendly(complaint.stage_by, now) if is_running and complaint.stage_by else ""


def is_late(complaint, now):
    """Whether a time that we promised has passed."""
    due = due_of(complaint)
    theirs = complaint.state in NOT_OUR_STEP or (complaint.state == S.MEDIATION and rules.word_of_mediator(complaint))
    theirs = theirs or rules.waits_for_goods(complaint)
    return complaint.is_open and not theirs and bool(due) and due < now


def late_words(complaint, now):
    """The newest honest date after a broken promise (scenario 6), as long as it lies ahead."""
    if not is_late(complaint, now):
        return ""
    rows = Notice.objects.filter(complaint=complaint, event__in=["late", "new_date"], channel="page")
    new_date = rows.order_by("-pk").values_list("context__new_date", flat=True).first()
    new_date = new_date and datetime.fromisoformat(new_date)
    return friendly(new_date, now) if new_date and new_date > now else ""


def steps_of(complaint):
    """The five steps with done, current, todo; a finished one has all of them done, a broken-off one says so.

    Where an arbiter has decided, the fourth is no choice of the consumer's.
    """
    phases = list(Phase)
    decided = {Phase.YOUR_CHOICE: _("Decision")} if decision_of(complaint) else {}
    if complaint.state in BROKEN_OFF:
        reached = phases.index(PHASE_OF[complaint.left_state or S.REGISTERED])
        steps = [
            {"label": phase.label, "state": "done" if n < max(reached, 1) else "todo"} for n, phase in enumerate(phases)
        ]
        return [*steps[:-1], {"label": complaint.get_state_display(), "state": "current"}]
    place = phases.index(complaint.phase)
    done = place + 1 if complaint.phase == Phase.DONE else place
    return [
        {"label": decided.get(phase, phase.label), "state": "done" if n < done else "current" if n == place else "todo"}
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


def report_by(complaint, now):
    """By when the report comes that goes out beside an earlier answer, while it is owed and lies ahead (FB-17)."""
    owed = complaint.state in ANSWERED_STATES and rules.owes_report(complaint) and not complaint.paused_for
    return friendly(complaint.plan_by, now) if owed and complaint.plan_by > now else ""


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


# --- what was decided -----------------------------------------------------------------------------------


def latest_answer(complaint):
    """The proposal that was sent last, with what we did, reasons and alternatives."""
    return next((row for row in complaint.proposals.all() if row.sent_at), None)


# --- what goes both ways --------------------------------------------------------------------------------


def given_or_asked(complaint):
    """Items of evidence the consumer may know of: the own ones and what was disclosed."""
    return [item for item in complaint.evidence.all() if item.side == Side.CONSUMER or item.disclosure in SHOWN]


def materials_of(complaint):
    """What has come: from the consumer, and what others gave and was disclosed."""
    received = [item for item in given_or_asked(complaint) if item.status == EvidenceStatus.RECEIVED]
    return {
        "given": [item for item in received if item.side == Side.CONSUMER],
        "shown": [item for item in received if item.side != Side.CONSUMER],
    }


def messages_of(complaint, now):
    """Messages both ways: no note, none that was taken back or still may be, no words of an unproved sender."""
    both_ways = (Direction.FROM_CONSUMER, Direction.TO_CONSUMER)
    rows = Message.objects.filter(complaint=complaint, recalled_at=None, direction__in=both_ways)
    rows = rows.exclude(direction=Direction.TO_CONSUMER, sent_at__gt=now - rules.UNDO)
    return rows.select_related("author").order_by("sent_at", "pk")


def payouts_of(complaint, inquiries):
    """(payout, words, may be confirmed) of the money that was released; what is held says so."""
    held = {one["payout"] for one in inquiries if one["runs"]}
    return [
        (payout, words_of(payout, held), payout.state == PayoutState.PAID)
        for payout in complaint.payouts.all()
        if payout.state in PAYOUTS_SHOWN and payout.amount > 0
    ]


def words_of(payout, held):
    """How far one payment is; `held` names the payouts that wait for a payment body, None for all that are unpaid."""
    return HELD if payout.is_unpaid and held & {payout.pk, None} else PAYOUTS_SHOWN[payout.state]


def inquiries_of(complaint, now):
    """What we asked payment bodies and by when he hears from us; and where a refund of theirs is found (DP-20)."""
    rows = [row | {"due": datetime.fromisoformat(row["due"])} for row in getattr(complaint, "inquiries_read", ())]
    return [row | {"by": friendly(row["due"], now) if row["runs"] and row["due"] > now else ""} for row in rows]
