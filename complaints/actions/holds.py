"""A payout waits while a payment body looks into it: asked, asked again, released by a second person (DP-20).

What is asked is an item of evidence, so that reminders, the link for the answer and the file beside it are those of
every question to somebody outside (actions/inquiries.py). The order in the outbox stays where it is and rests.
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions import inquiries
from complaints.actions.evidence import waive_evidence
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.enums import EventKind, EvidenceKind, EvidenceStatus, HoldOutcome, NoticeChannel, Side
from complaints.lifecycle import amend, check, claim, lock, move, require, store, tell
from complaints.models import Notice, PaymentHold, Payout
from complaints.roles import Role, System

REST = timedelta(hours=1)  # how long the order of a held payout rests before it is looked at again
LATER = timedelta(days=1)  # after the first reminder the leads learn of it
SAID = 200  # characters of a reason that fit beside the item of evidence


def hold_payment(complaint, *, by, now, body, body_name, question, due_by, payout=None, reference=""):
    """Ask a payment body about a payment; until its answer the payout is neither approved, paid nor tried again.

    Without `payout` every unpaid payout of the complaint is held: the body may return the money itself. The consumer
    is told, with the day by which he hears from us. Returns the hold. Raises Refused.
    """
    require(body_name, _("Say which bank, wallet or card it is."))
    with transaction.atomic():
        complaint = lock(complaint)
        payout = payout and lock(payout)
        check(rules.may_hold_payment(complaint, by))
        check(rules.is_holdable(complaint, payout))
        hold = PaymentHold(
            complaint=complaint,
            payout=payout,
            body=body,
            body_name=body_name,
            reference=reference,
            question=ask(complaint, by, now, question, due_by),
            opened_by=by,
            opened_at=now,
            remind_at=rules.end_of_wait(now, due_by),
        )
        hold = store(hold, {}, "hold_payment", by, now, question, quiet=True)
        about = {"complaint": complaint, "payout": payout, "kind": EventKind.MONEY}
        tell("hold_payment", by=by, now=now, reason=question, data=facts_of(hold), **about)
        tell_of(hold, "payment_held" if payout else "payment_asked", now, by=due_by.isoformat())
    return hold


def ask(complaint, by, now, question, due_by):
    """The question on the board of evidence, as every other to somebody outside."""
    kind = {"side": Side.THIRD_PARTY, "kind": EvidenceKind.RECEIPT}
    return inquiries.ask(complaint, by=by, now=now, title=question, due_by=due_by, **kind)


def facts_of(hold):
    """What the sentence of an event says, and by which the page of the hold finds its events."""
    return {"hold": hold.pk, "name": hold.body_name}


def tell_of(hold, event, now, **more):
    """The consumer learns what happens to his money."""
    facts = {"institution": hold.body_name, "once": f"{hold.pk}:{now:%s}"} | more
    if hold.payout_id:
        facts["amount"] = str(hold.payout.amount)
    tell_consumer(hold.complaint, event, now=now, **facts)


def ask_hold_again(hold, *, by, now, question, due_by, reference=""):
    """Ask once more, with a new day; what was asked before needs no answer any more. The consumer gets the new day."""
    with transaction.atomic():
        complaint = lock(hold.complaint)
        hold = lock(hold)
        leave_question(hold, by, now, _("Asked again."))
        facts = {"question": ask(complaint, by, now, question, due_by), "reference": reference or hold.reference}
        facts |= {"remind_at": rules.end_of_wait(now, due_by), "reminded": 0}
        allowed = rules.allow(hold.is_running, _("This hold has ended."))
        check(rules.may_work_on_hold(hold, by))
        told = {"reason": question, "data": facts_of(hold)}
        hold = amend(hold, "ask_hold_again", by=by, now=now, allowed=allowed, **told, **facts)
        tell_of(hold, "payment_still_held", now, by=due_by.isoformat())
    return hold


def leave_question(hold, by, now, why):
    """Nobody waits for the answer to the present question any more."""
    item = lock(hold.question)
    if item.status == EvidenceStatus.ASKED and rules.is_not_decided_on(item):
        waive_evidence(item, by=by, now=now, reason=why[:SAID])


def release_payment(hold, *, by, now, because):
    """Without an answer: a second person lets the payout go on, with the reason."""
    require(because, _("Give the reason."))
    with transaction.atomic():
        lock(hold.complaint)
        hold = move(hold, "release_payment", by=by, now=now, because=because, reason=because, data=facts_of(hold))
        leave_question(hold, by, now, because)
        let_go(hold, now)
        tell_agents([hold.opened_by], "hold_released", now=now, complaint=hold.complaint, number=hold.number)
        tell_of(hold, "payment_goes_on", now)
    return hold


def let_go(hold, now):
    """The orders that rested leave with the next delivery."""
    keys = [f"pay:{payout.pk}" for payout in hold.held_payouts]
    Notice.objects.queued().filter(once__in=keys).update(next_try_at=now)


def end_paid(payout, *, now, reference):
    """The payment system has paid what was held on its way: that is the answer. `payout` is locked."""
    for hold in PaymentHold.objects.running().filter(payout=payout):
        answer = {"outcome": HoldOutcome.PAID, "answer": _("The payment system has paid it."), "refund_reference": ""}
        data = facts_of(hold) | {"outcome": HoldOutcome.PAID.value}
        move(hold, "answer_hold", by=System(), now=now, reason=reference, data=data, **answer)


def end_cancelled(payout, *, by, now):
    """The payout is cancelled: nothing is left to hold. `payout` is locked."""
    drop(PaymentHold.objects.running().filter(payout=payout), by, now)


def drop_holds(complaint, *, by, now):
    """The complaint ends: what holds nothing any more ends with it. `complaint` is locked."""
    drop([hold for hold in complaint.payment_holds.running() if not hold.held_payouts], by, now)


def drop(holds, by, now):
    """End holds that hold nothing."""
    for hold in holds:
        move(hold, "drop_hold", by=System(by.via), now=now, data=facts_of(hold))


# --- the outbox and the sweep -------------------------------------------------------------------------------


def rests(notice, now, tries):
    """Whether this is the order of a held payout: then it rests a while, and has cost no more than `tries`."""
    if notice.channel != NoticeChannel.PAYER:
        return False
    payout = Payout.objects.get(pk=notice.context["payout"])
    if not PaymentHold.objects.on(payout).exists():
        return False
    Notice.objects.filter(pk=notice.pk).update(next_try_at=now + REST, tries=tries)
    return True


def remind_hold(pk, *, by, now):
    """Money still waits: who asked and who works on it, a day later the leads; each once. 0 if there is nothing."""
    with transaction.atomic():
        hold = claim(PaymentHold.objects.to_remind(now), pk)
        if hold is None:
            return 0
        complaint, is_first = hold.complaint, not hold.reminded
        close = [hold.opened_by, complaint.owner, complaint.handler]
        people = close if is_first else wearers_of(Role.LEAD, Role.BACK_OFFICE)
        answered = hold.question.status == EvidenceStatus.RECEIVED
        event = "hold_answered" if answered else "hold_silent"
        facts = {"number": hold.number, "name": hold.body_name, "once": f"{pk}:{hold.remind_at:%s}"}
        tell_agents(people, event, now=now, complaint=complaint, **facts)
        again = hold.remind_at + LATER if is_first else None
        PaymentHold.objects.filter(pk=pk).update(remind_at=again, reminded=hold.reminded + 1)
        return 1
