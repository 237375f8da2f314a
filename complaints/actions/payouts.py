"""Money: asking, approving, paying, reversing. Lock order everywhere: allowance, complaints, payout."""

import hashlib
import json
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions import holds, reversals
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.actions.proposals import finish, require_note
from complaints.enums import EventKind, NoticeChannel, NoticeStatus, PayoutState, RemedyStatus
from complaints.lifecycle import Refused, check, lock, move, require, tell
from complaints.models import Agent, Complaint, Notice, Payout, PayoutLimit

SPLIT_WINDOW_DAYS = 30
CENT = Decimal("0.01")


def propose_payout(complaint, *, by, now, amount, kind, reason, idempotency_key, remedy=None, ask_approval=True):
    """Pay `amount` CNY if `by` may do so alone, else leave it for the approval ladder. Returns the payout.

    The limit is read under the locks of the allowance and of every complaint that counts together.
    The same key and body give the same payout again; the same key with another body is refused.
    With `ask_approval=False` an amount above the limit is refused instead of waiting for approval.
    """
    amount = checked_amount(amount)
    require(reason, _("Give the reason."))
    require(idempotency_key, _("The form is too old: open it again."))
    body = request_hash(complaint, by, amount, kind, reason, remedy)
    try:
        with transaction.atomic():
            complaint = lock_family(complaint, now, by)
            known = Payout.objects.filter(idempotency_key=idempotency_key).first()
            if known:
                return same_request(known, body)
            check(rules.may_propose_payout(complaint, by))
            check(rules.is_claim_payable(complaint, kind))
            check(rules.is_remedy_open(complaint, remedy, amount, kind))
            check_one_open_request(complaint, kind)
            payout = insert(complaint, by, now, amount, kind, reason, idempotency_key, body, remedy)
            return decide(payout, by=by, now=now, ask_approval=ask_approval)
    except IntegrityError as error:
        known = Payout.objects.filter(idempotency_key=idempotency_key).first()
        if known is None:
            raise
        raise Refused(_("This request was already made for another complaint.")) from error


def decide(payout, *, by, now, ask_approval):
    """Approve at once where a rule allows it; else ask for approval, or refuse."""
    complaint = payout.complaint
    check(rules.is_refund_covered(payout))
    alone = rules.within_payout_limit(payout, by)
    if alone:
        limit = complaint.money_for(by).limit
        payout = move(payout, "approve", by=by, now=now, basis=Payout.Basis.OWN_LIMIT, limit=limit)
    elif rules.is_covered_by_review(payout):
        payout = move(payout, "approve", by=by, now=now, basis=Payout.Basis.REVIEW)
    elif not ask_approval:
        raise Refused(_("%(why)s Change the amount, or ask for approval.") % {"why": alone.why})
    else:
        ask_for_approval(payout, by, now, alone.why)
        return payout
    after_approval(payout, by=by, now=now)
    return payout


def checked_amount(amount):
    """A positive amount with at most two decimals, as Decimal. Raises Refused."""
    if not isinstance(amount, Decimal) or not amount.is_finite():
        raise Refused(_("Enter an amount such as 120.00."))
    if amount <= 0:
        raise Refused(_("The amount has to be more than zero."))
    if amount != amount.quantize(CENT):
        raise Refused(_("An amount has two decimals at most."))
    return amount.quantize(CENT)


def lock_family(complaint, now, by=None):
    """Lock the allowance of `by`, then every complaint that counts together, in one order. Returns a fresh row."""
    if isinstance(by, Agent):
        Agent.objects.select_for_update(no_key=True).get(pk=by.pk)
    rows = Complaint.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=complaint.family)
    fresh = {row.pk: row for row in rows.order_by("pk")}[complaint.pk]
    fresh.looked_at, fresh.family = now, complaint.family
    return fresh


def request_hash(complaint, by, amount, kind, reason, remedy):
    """What one request asked for, so that a key is not used for another."""
    body = [complaint.pk, by.pk, str(amount), kind, reason, remedy and remedy.pk]
    return hashlib.sha256(json.dumps(body).encode()).hexdigest()


def same_request(payout, body):
    """The earlier payout of the same request; refused if the key was used for something else."""
    if payout.request_hash != body:
        raise Refused(_("This request was already made with other values."))
    return payout


def check_one_open_request(complaint, kind):
    """Raise Refused while another request of this kind waits."""
    waiting = complaint.payouts.filter(kind=kind, state=PayoutState.PROPOSED).first()
    if waiting:
        raise Refused(
            _("%(number)s over %(amount)s still waits for approval: wait for it, or cancel it.")
            % {"number": waiting.number, "amount": rules.money(waiting.amount)}
        )


def next_seq(complaint):
    """The next number of a payout within its complaint; the complaint is locked."""
    last = complaint.payouts.order_by("-seq").first()
    return last.seq + 1 if last else 1


def insert(complaint, by, now, amount, kind, reason, key, body, remedy):
    """Write the proposed payout with its history row and its line on the timeline."""
    payout = Payout(
        complaint=complaint,
        seq=next_seq(complaint),
        kind=kind,
        amount=amount,
        reason=reason,
        remedy=remedy,
        proposed_by=by,
        proposed_at=now,
        total_before=complaint.money_for(by).spent,
        idempotency_key=key,
        request_hash=body,
    )
    payout._history_user, payout._history_date = by, now
    payout._change_reason = "propose_payout"
    payout.save(force_insert=True)
    payout._change_reason = None
    tell(
        "propose_payout",
        by=by,
        now=now,
        complaint=complaint,
        kind=EventKind.MONEY,
        payout=payout,
        reason=reason,
        data={"amount": str(amount), "kind": kind},
    )
    return payout


def ask_for_approval(payout, by, now, why):
    """Tell the people of the rung that somebody waits for them."""
    rung = payout.rung
    facts = {"amount": str(payout.amount), "why": why}
    tell_agents(
        wearers_of(*rung.roles, *rung.second_roles),
        "approval_asked",
        now=now,
        complaint=payout.complaint,
        once=str(payout.pk),
        **facts,
    )
    if is_splitting(payout, now):
        tell_agents(
            wearers_of(*rung.roles),
            "splitting",
            now=now,
            complaint=payout.complaint,
            once=str(payout.pk),
            **facts,
        )


def is_splitting(payout, now):
    """Several payouts on one order or consumer within 30 days whose sum passes the limit (domain.md 7.3)."""
    others = Payout.objects.committed().against_limit().of_family(payout.complaint)
    recent = [p for p in others if (now - p.proposed_at).days < SPLIT_WINDOW_DAYS]
    complaints = {p.complaint_id for p in recent} | {payout.complaint_id}
    return len(complaints) > 1


def after_approval(payout, *, by, now):
    """Tell the consumer, and hand the order to the payment system."""
    facts = {"amount": str(payout.amount), "number": payout.number}
    tell_consumer(payout.complaint, "payout", now=now, once=str(payout.pk), **facts)
    Notice.objects.create(
        complaint=payout.complaint,
        event="pay",
        channel=NoticeChannel.PAYER,
        context={**facts, "payout": payout.pk},
        once=f"pay:{payout.pk}",
        next_try_at=now,
        created_at=now,
    )


def approve(payout, *, by, now, note=""):
    """Approve by the ladder (four eyes), then pay. Under the locks of everything that counts together."""
    with transaction.atomic():
        complaint = lock_family(payout.complaint, now)
        payout = lock(payout)
        payout.complaint = complaint
        rung = payout.rung
        if rung.needs_two and not payout.endorsed_by_id:
            return endorse(payout, by=by, now=now, note=note)
        check(rules.may_approve_by_ladder(payout, by))
        payout = move(payout, "approve", by=by, now=now, basis=Payout.Basis.LADDER, note=note, reason=note)
        after_approval(payout, by=by, now=now)
        tell_agents([payout.proposed_by], "approved", now=now, complaint=complaint, once=str(payout.pk))
    return payout


def endorse(payout, *, by, now, note=""):
    """The first of two approvals; the second one pays."""
    with transaction.atomic():
        payout = move(payout, "endorse", by=by, now=now, note=note, reason=note)
        tell_agents(
            wearers_of(*payout.rung.second_roles),
            "approval_asked",
            now=now,
            complaint=payout.complaint,
            once=f"second:{payout.pk}",
            amount=str(payout.amount),
        )
    return payout


def reject(payout, *, by, now, note):
    """Say no to a request, with what is missing; the author is told."""
    require_note(note)
    with transaction.atomic():
        payout = move(payout, "reject", by=by, now=now, note=note, reason=note)
        tell_agents([payout.proposed_by], "payout_rejected", now=now, complaint=payout.complaint, note=note)
    return payout


def cancel(payout, *, by, now, reason):
    """Take back a request, or an approved payout that was not sent yet."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        payout = move(payout, "cancel", by=by, now=now, reason=reason)
        holds.end_cancelled(payout, by=by, now=now)
        Notice.objects.filter(once=f"pay:{payout.pk}", status=NoticeStatus.QUEUED).delete()
    return payout


def pay(payout, *, by, now):
    """The order has been given to the payment system."""
    return move(payout, "pay", by=by, now=now)


def is_given(payout):
    """Whether the payment system has been asked to pay it."""
    return Notice.objects.filter(once=f"pay:{payout.pk}", tries__gt=0).exists()


def mark_paid(payout, *, by, now, reference):
    """The payment system has paid: keep its reference; the remedy behind it is done once all of it is paid."""
    require(reference, _("Enter the bank reference."))
    with transaction.atomic():
        complaint = lock(payout.complaint)
        check(rules.may_settle_by_hand(by, is_given=is_given(payout)))
        if payout.state == PayoutState.APPROVED:
            payout = move(payout, "pay", by=by, now=now)
        payout = move(payout, "mark_paid", by=by, now=now, reference=reference, reason=reference)
        holds.end_paid(payout, now=now, reference=reference)
        remedy = payout.remedy and lock(payout.remedy)
        if remedy and remedy.status == RemedyStatus.DUE and rules.is_promise_paid(remedy):
            finish(remedy, complaint, by=by, now=now, proof=reference)
        tell_consumer(complaint, "paid", now=now, once=str(payout.pk), amount=str(payout.amount))
    return payout


def fail(payout, *, by, now, failure):
    """The payment system could not pay: the owner is told, the money stays committed until cancelled."""
    require(failure, _("Say what the payment system answered."))
    with transaction.atomic():
        check(rules.may_settle_by_hand(by, is_given=is_given(payout)))
        payout = move(payout, "fail", by=by, now=now, failure=failure, reason=failure)
        complaint = payout.complaint
        tell_agents([complaint.owner, complaint.handler], "pay_failed", now=now, complaint=complaint)
    return payout


def retry(payout, *, by, now):
    """Give a failed payment to the payment system once more; its order goes back to the outbox."""
    with transaction.atomic():
        payout = move(payout, "retry", by=by, now=now)
        order = Notice.objects.filter(once=f"pay:{payout.pk}")
        order.update(status=NoticeStatus.QUEUED, tries=0, next_try_at=now, sent_at=None)
    return payout


def confirm(payout, *, by, now):
    """The money has reached the consumer (DP-21)."""
    return move(payout, "confirm", by=by, now=now)


def reverse(payout, *, by, now, reason):
    """The money came back: a counter-entry, never an edit; its claims end (actions/reversals.py). Returns the entry."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock_family(payout.complaint, now)
        payout = move(payout, "reverse", by=by, now=now, reason=reason)
        entry = payout.counter_entry(
            seq=next_seq(complaint),
            by=by,
            now=now,
            reason=reason,
            spent=complaint.money_for(None).spent,
        )
        entry._history_user, entry._change_reason = by, "reverse"
        entry.save(force_insert=True)
        entry._change_reason = None
        reversals.end_claims(payout, by=by, now=now, reason=reason)
    return entry


def raise_limit(agent, *, by, now, amount, valid_until=None, reason="", valid_from=None, daily_pot=None):
    """Give an agent another limit, for good or until `valid_until`; never one's own (DP-19)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        check(rules.may_raise_limit(agent, by))
        Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
        if valid_until and valid_until <= (valid_from or now):
            raise Refused(_("The end has to come after the beginning."))
        limit = PayoutLimit(
            agent=agent,
            amount=checked_limit(amount),
            daily_pot=daily_pot,
            valid_from=valid_from or now,
            valid_until=valid_until,
            granted_by=by,
            reason=reason,
        )
        limit._history_user, limit._history_date, limit._change_reason = by, now, reason[:100]
        limit.save()
    return limit


def checked_limit(amount):
    """A limit of zero or more, in CNY. Raises Refused."""
    if not isinstance(amount, Decimal) or not amount.is_finite() or amount < 0:
        raise Refused(_("Enter an amount such as 120.00."))
    return amount.quantize(CENT)
