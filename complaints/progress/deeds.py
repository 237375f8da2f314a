"""What we did, told to the consumer: only verbs with words on this list are told."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from complaints import rules, wording
from complaints.enums import EvidenceKind, RemedyKind, Side
from complaints.models import Event
from complaints.progress.letter import retold, untold
from complaints.reports.beginning import DEEDS as LETTER_DEEDS

SHOWN = ("consumer", "both")  # disclosures that the consumer may know of

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
    "answer_together": _("We told you what we know about these goods and what is done about them"),
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
    "fail_mediation": _("The mediator found no agreement"),
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
    "book_call": _("A call was agreed"),
    "move_call": _("The call was moved"),
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
SPOKEN = _("{alias} spoke with you and wrote down what you said")
# A body outside is named as the letter names it.
OF_BODY = {"ask_evidence": _("We asked {body}: {kind}"), "add_evidence": _("{body} answered: {kind}")}
GIVEN = _("We sent you: {title}")


@dataclass(frozen=True)
class Deed:
    """One line of “what we did”."""

    at: datetime
    text: str


def deeds_of(complaint, now, letter=None):
    """What happened, oldest first, in words that are on the list; what can still be taken back does not count yet.

    `letter`: the proposal sent last. What it names the list names, too; what its author added stands at its day.
    """
    verbs = {*DEEDS, *LETTER_DEEDS, "ask_evidence", "add_evidence", "recall_letter"}
    rows = Event.objects.filter(complaint=complaint, verb__in=verbs)
    rows = rows.exclude(message__recalled_at__isnull=False).exclude(
        verb__in=["reply", *rules.LETTERS], at__gt=now - rules.UNDO
    )
    rows = list(rows.select_related("agent", "evidence", "payout").order_by("at", "pk"))
    together = {event.data["message"] for event in rows if event.verb == "answer_together"}  # told as what it is
    rows = [event for event in rows if event.message_id is None or event.message_id not in together]
    taken_back = {event.data.get("step") for event in rows if event.verb == "recall_letter"}
    named = retold(rows, letter, complaint)
    deeds = [
        Deed(event.at, deed_text(event, complaint, is_named=event.pk in named))
        for event in rows
        if event.pk not in taken_back
    ]
    added = [Deed(letter.sent_at, line) for line in untold(rows, letter, complaint)] if letter else []
    return sorted([deed for deed in [*deeds, *added] if deed.text], key=lambda deed: deed.at)


def deed_text(event, complaint, *, is_named=False):
    """One event in words, or "" if it is not for the consumer; `is_named`: a letter has named the thing."""
    if event.evidence and event.verb == "add_evidence" and is_ours_for_them(event.evidence):
        words = GIVEN
    elif event.evidence and event.evidence.body and event.evidence.side == Side.THIRD_PARTY:
        words = OF_BODY.get(event.verb, OF_BODY["add_evidence"])
    elif event.evidence:
        words = (ASKED if event.verb == "ask_evidence" else CAME).get(event.evidence.side, "")
    elif event.verb == "approve" and event.payout_id is None:
        words = ""
    elif event.verb == "hear_consumer" and event.agent:
        words = SPOKEN
    else:
        words = DEEDS.get(event.verb) or (LETTER_DEEDS.get(event.verb, "") if is_named else "")
    told = str(words).format(**facts_of(event))
    return told[:1].upper() + told[1:] + took(event, complaint)


def facts_of(event):
    """The few facts a deed may name: never an agent's own name, never a free text of an agent but the offer."""
    item, data = event.evidence, event.data
    return {
        "alias": event.agent.alias if event.agent else "",
        "to": data.get("alias", ""),
        "title": item.title if item else "",
        "kind": EvidenceKind(item.kind).label if item else "",
        "body": item.body if item else "",
        "option": data.get("option", ""),
        "amount": wording.money(event.payout.amount) if event.payout else "",
        "remedy": RemedyKind(data["kind"]).label if data.get("kind") in RemedyKind.values else "",
    }


def took(event, complaint):
    """After the first reply: how long it took."""
    if event.verb != "reply" or event.at != complaint.responded_at:
        return ""
    return str(_(", after {time}")).format(time=wording.span(event.at - complaint.registered_at))


def is_ours_for_them(item):
    """Whether an item of ours is meant for the consumer (IV-14)."""
    return item.side == Side.PLATFORM and item.disclosure in SHOWN
