"""Claims against who caused a loss: made, answered, paid in steps, given up by two people (DP-09)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, wearers_of
from complaints.actions.payouts import checked_amount
from complaints.actions.reversals import answer_due, facts_of
from complaints.enums import EventKind, Figure
from complaints.lifecycle import Refused, amend, check, lock, move, require, store, tell
from complaints.models import LossSplit, Receipt, Recovery
from complaints.models.money_figure import figure
from complaints.roles import Role

DECIDERS = (Role.LEAD, Role.BACK_OFFICE)


def open_recovery(payout, *, by, now, party, amount, grounds):
    """Claim back what another party caused; the consumer has his money first (DP-09). Returns the recovery."""
    require(grounds, _("Give the grounds."))
    amount = checked_amount(amount)
    with transaction.atomic():
        complaint = lock(payout.complaint)
        payout = lock(payout)
        check(rules.wears_the_hat("open_recovery", by))
        check(rules.may_work_on(complaint, by))
        check(rules.is_recoverable(payout, amount))
        if payout.recoveries.filter(party=party).exists():
            raise Refused(_("A recovery from this party is already open."))
        check(rules.is_left_to_recover(payout, amount))
        check(rules.is_within_share(LossSplit.objects.filter(pk=payout.pk).first(), party, amount))
        recovery = Recovery(
            complaint=complaint,
            payout=payout,
            party=party,
            amount=amount,
            grounds=grounds,
            opened_by=by,
            opened_at=now,
            due_by=answer_due(now),
        )
        recovery = store(recovery, {}, "open_recovery", by, now, grounds, quiet=True)
        about = {"complaint": complaint, "recovery": recovery, "kind": EventKind.MONEY}
        tell("open_recovery", by=by, now=now, reason=grounds, data=facts_of(recovery), **about)
    return recovery


def agree_recovery(recovery, *, by, now, agreed, due_by, answer=""):
    """The party will pay `agreed` CNY, all or a part, until `due_by`. What is left of the claim stays open."""
    agreed = checked_amount(agreed)
    with transaction.atomic():
        recovery = lock(recovery)
        check(rules.is_left_to_receive(recovery, agreed))
        check(rules.allow(due_by > now, _("The day by which they pay has to lie ahead.")))
        facts = {"agreed": agreed, "due_by": due_by, "answer": answer}
        data = facts_of(recovery, agreed)
        return move(recovery, "agree_recovery", by=by, now=now, reason=answer, data=data, **facts)


def refuse_recovery(recovery, *, by, now, answer):
    """The party will not pay; its words are kept, and the claim waits for the next step."""
    require(answer, _("Write what the party answered."))
    return move(recovery, "refuse_recovery", by=by, now=now, reason=answer, data=facts_of(recovery), answer=answer)


def claim_again(recovery, *, by, now, because):
    """Claim once more after a refusal, with what was missing; the time to answer begins anew."""
    require(because, _("Write what is new since the refusal."))
    due_by = answer_due(now)
    return move(recovery, "claim_again", by=by, now=now, reason=because, data=facts_of(recovery), due_by=due_by)


def receive_recovery(recovery, *, by, now, amount, reference):
    """Record one amount that came in, with its bank reference; the last one ends the claim. Returns the recovery."""
    amount = checked_amount(amount)
    require(reference, _("Enter the bank reference."))
    try:
        with transaction.atomic():
            recovery = lock(recovery)
            check(rules.is_left_to_receive(recovery, amount))
            data = facts_of(recovery, amount)
            recovery = move(recovery, "receive_recovery", by=by, now=now, reason=reference, data=data, amount=amount)
            facts = {"amount": amount, "reference": reference, "recorded_by": by, "recorded_at": now}
            Receipt.objects.create(recovery=recovery, **facts)
    except IntegrityError as error:
        if "receipt_reference_once" not in str(error):
            raise
        raise Refused(_("An amount with this reference is recorded already.")) from error
    return recovery


def ask_give_up(recovery, *, by, now, why):
    """Ask to give up what is still open; somebody else decides."""
    require(why, _("Give the reason."))
    facts = {"give_up_asked_by": by, "give_up_asked_at": now, "give_up_why": why}
    with transaction.atomic():
        recovery = signed(recovery, "ask_give_up", rules.may_ask_give_up, by, now, why, **facts)
        others = [agent for agent in wearers_of(*DECIDERS) if agent.pk != by.pk]
        facts = {"number": recovery.number, "amount": str(recovery.rest), "note": why}
        facts |= {"complaint": recovery.complaint, "once": f"{recovery.pk}:{now:%s}"}
        tell_agents(others, "give_up_asked", now=now, **facts)
    return recovery


def keep_recovery(recovery, *, by, now, why):
    """It is not given up: go on claiming. Who had asked is told."""
    require(why, _("Give the reason."))
    with transaction.atomic():
        asked_by = recovery.give_up_asked_by
        facts = {"give_up_asked_by": None, "give_up_asked_at": None, "give_up_why": ""}
        recovery = signed(recovery, "keep_recovery", rules.may_keep_recovery, by, now, why, **facts)
        tell_agents(
            [asked_by], "recovery_kept", now=now, complaint=recovery.complaint, number=recovery.number, note=why
        )
    return recovery


def give_up_recovery(recovery, *, by, now, why):
    """Give up what is still open: alone up to the limit of the house, above it only what somebody else asked for."""
    require(why, _("Give the reason."))
    with transaction.atomic():
        recovery = lock(recovery)
        check(needs_two(recovery))
        data = facts_of(recovery, recovery.rest)
        facts = {"why": why, "alone_up_to": figure(Figure.GIVE_UP_ALONE)}
        return move(recovery, "give_up_recovery", by=by, now=now, reason=why, data=data, **facts)


def needs_two(recovery):
    """Whether one person may give it up by the limit of the house, or somebody else has asked; else why not."""
    return rules.needs_no_second(recovery, figure(Figure.GIVE_UP_ALONE))


def signed(recovery, verb, rule, by, now, reason, **fields):
    """Change facts of the claim without a step, if the rule allows it."""
    allowed = {"allowed": lambda row: rule(row, by), "reason": reason, "data": facts_of(recovery, recovery.rest)}
    return amend(recovery, verb, by=by, now=now, **allowed, **fields)
