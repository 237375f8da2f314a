"""What the payment system says is taken down, and carried out where it can be true: once, in whatever order it comes.

An order has one key for good, and the payment system pays a key once at most. So an order without an answer is not a
failed one: it is asked again until there is a word. Only the word "failed" makes a payout fail (docs/adr, 21).
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions import payouts
from complaints.actions.notices import tell_agents, wearers_of
from complaints.enums import EventKind, NoticeChannel, NoticeStatus, PayerDoubt, PayerWord, PayoutState
from complaints.lifecycle import Refused, check, lock, move, require, tell
from complaints.models import Notice, PayerReport, Payout
from complaints.models.hold import is_held
from complaints.roles import Role, System

S = PayoutState
ASK_AGAIN = timedelta(hours=24)  # how long an order that was taken may stay without a word
SILENT_TRIES = 4  # so many tries without an answer, some 20 minutes, and people are told


def take_word(payout, word, *, now, reference="", reason=""):
    """Take down what the payment system says about one order. Returns (report, whether it is new).

    Said again it changes nothing. What contradicts our rows is kept with its doubt, shown to the back office, and
    named by `reconcile` until somebody has cleared it up; it never moves money a second time.
    """
    reference, reason = reference.strip()[:80], reason.strip()[:200]
    with transaction.atomic():
        lock(payout.complaint)
        payout = lock(payout)
        known = payout.reports.filter(word=word, reference=reference).first()
        doubt = "" if known else doubt_about(payout, word, reference)
        if not doubt and (not known or payout.state == S.PAYING):
            refusal = carry_out(payout, word, reference, reason, now)
            doubt, reason = (PayerDoubt.REFUSED, refusal) if refusal else ("", reason)
        if known:
            return known, False
        said = {"word": word, "reference": reference, "reason": reason}
        report = PayerReport.objects.create(payout=payout, at=now, doubt=doubt, **said)
        if doubt:
            raise_doubt(report, now)
    return report, True


def doubt_about(payout, word, reference):
    """Why this word cannot be right as things stand; empty if it can."""
    if word in (PayerWord.PAID, PayerWord.ARRIVED):
        return doubt_about_paid(payout, reference)
    if word == PayerWord.RETURNED:
        return PayerDoubt.CAME_BACK if payout.state in (S.PAID, S.CONFIRMED) else PayerDoubt.NOT_PAID
    if word == PayerWord.FAILED and payout.state in (S.PAID, S.CONFIRMED):
        return PayerDoubt.FAILED_AFTER_PAID
    return ""


def doubt_about_paid(payout, reference):
    """Paid, or arrived, under this reference."""
    others = payout.reports.filter(word__in=[PayerWord.PAID, PayerWord.ARRIVED]).exclude(reference=reference)
    if others.exists():
        return PayerDoubt.PAID_TWICE
    if payout.state in (S.PROPOSED, S.REJECTED, S.CANCELLED):
        return PayerDoubt.NOT_ORDERED
    if payout.state in (S.APPROVED, S.FAILED) and payout.held_by:
        return PayerDoubt.HELD
    return PayerDoubt.TAKEN_BACK if payout.state == S.REVERSED else ""


def carry_out(payout, word, reference, reason, now):
    """Bring the payout to where this word says it is; returns why that was refused, if it was."""
    try:
        with transaction.atomic():
            if word == PayerWord.FAILED and payout.state == S.PAYING:
                payouts.fail(payout, by=System(), now=now, failure=reason or _("no reason given"))
            elif word in (PayerWord.PAID, PayerWord.ARRIVED):
                has_left(payout, word, reference, now)
    except Refused as refused:
        return refused.reason[:200]
    return ""


def has_left(payout, word, reference, now):
    """The money is on its way or there. It counts after a "failed", too: what has left, has left."""
    facts = {"by": System(), "now": now}
    if payout.state == S.FAILED:
        payout = move(payout, "retry", **facts)
    if payout.state in (S.APPROVED, S.PAYING):
        payout = payouts.mark_paid(payout, reference=reference, **facts)
    if word == PayerWord.ARRIVED and payout.state == S.PAID:
        payouts.confirm(payout, **facts)


def raise_doubt(report, now):
    """The back office and the owner learn of it at once; the timeline keeps it."""
    complaint = report.payout.complaint
    facts = {"amount": str(report.payout.amount), "number": report.payout.number}
    data = {"word": report.word, "doubt": report.doubt}
    kept = {"kind": EventKind.MONEY, "payout": report.payout, "reason": report.reason, "data": data}
    tell("doubt_payer", by=System(), now=now, complaint=complaint, **kept)
    people = [*wearers_of(Role.BACK_OFFICE), *filter(None, [complaint.owner])]
    tell_agents(people, "payer_doubt", now=now, complaint=complaint, once=f"doubt:{report.pk}", **facts)


def clear_up(report, *, by, now, note):
    """Somebody of the back office has looked into a doubtful word and says what was found. Returns the report."""
    require(note, _("Say what you found, and what was done about it."))
    with transaction.atomic():
        report = (
            PayerReport.objects.select_for_update(of=("self",)).select_related("payout__complaint").get(pk=report.pk)
        )
        check(rules.may_clear_up(report, by))
        report.cleared_at, report.cleared_by, report.cleared_note = now, by, note
        report.save(update_fields=["cleared_at", "cleared_by", "cleared_note"])
        facts = {
            "kind": EventKind.MONEY,
            "payout": report.payout,
            "reason": note,
            "data": {"word": report.word, "doubt": report.doubt},
        }
        tell("clear_up", by=by, now=now, complaint=report.payout.complaint, **facts)
    return report


# --- orders without an answer ---------------------------------------------------------------------------------


def unanswered(now):
    """Payouts whose order was taken long ago, and no word since; held ones are not asked about again."""
    rows = Payout.objects.filter(~is_held(), state=S.PAYING, sent_at__lte=now - ASK_AGAIN)
    return rows.order_by("sent_at", "pk")


def ask_again(pk, *, by, now):
    """Put the order back into the outbox under its old key: whoever has paid it answers so. 1 if it was to be asked."""
    with transaction.atomic():
        rows = Notice.objects.filter(once=f"pay:{pk}", status=NoticeStatus.SENT, sent_at__lte=now - ASK_AGAIN)
        return rows.update(status=NoticeStatus.QUEUED, tries=0, next_try_at=now)


def tell_of_silence(notice, now):
    """After some tries without an answer people learn that a payment waits for the payment system."""
    if notice.channel != NoticeChannel.PAYER or notice.tries != SILENT_TRIES:
        return
    complaint, facts = notice.complaint, {"amount": notice.context["amount"], "number": notice.context["number"]}
    people = [*wearers_of(Role.BACK_OFFICE), *filter(None, [complaint.owner])]
    tell_agents(people, "payer_silent", now=now, complaint=complaint, once=f"silent:{notice.pk}", **facts)


def answer_of(facts):
    """(word, reference, reason) of a decoded answer; None where it says nothing about the order.

    Raises ValueError for what is no answer at all.
    """
    if not isinstance(facts, dict):
        raise ValueError("the answer of the payment system is no object")
    word = facts.get("status")
    if word is None:
        return None
    reference, reason = (str(facts.get(name) or "") for name in ("reference", "reason"))
    if word not in PayerWord.values:
        raise ValueError(f"the payment system says “{str(word)[:40]}”, which means nothing here")
    if word in (PayerWord.PAID, PayerWord.ARRIVED) and not reference.strip():
        raise ValueError("the payment system says paid without a reference")
    return word, reference, reason
