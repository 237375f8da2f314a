"""What becomes of claims whose payout came back, and who is told when a claim is overdue (DP-09)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints.actions.notices import tell_agents, wearers_of
from complaints.enums import Figure, RecoveryState
from complaints.lifecycle import claim, move, require
from complaints.models import Recovery
from complaints.models.money_figure import figure
from complaints.roles import Role, System

LATER = timedelta(days=3)  # so long after the first alert the leads learn of it; our proposal


def answer_due(now):
    """Until when a party has to answer a claim made now, and we to pay back what we owe it."""
    return now + timedelta(days=int(figure(Figure.CLAIM_DAYS)))


def facts_of(recovery, amount=None):
    """What the sentence of an event says: of whom, how much."""
    return {"party": recovery.party, "amount": str(amount or recovery.amount)}


def end_claims(payout, *, by, now, reason):
    """The payout came back, so there is no loss that anybody else could bear (DP-09). `payout` is locked.

    A claim for which nothing came in falls away. What did come in is not ours any more: it is owed back to the party,
    with a day, until somebody writes down that it was paid back; that also goes for a claim that was received in full,
    or given up after a part. A claim that was given up without a receipt has ended and stays so. No claim reopens: who
    is paid anew gets another payout, and from that it can be claimed again.
    """
    for recovery in payout.recoveries.order_by("pk"):
        if recovery.state == RecoveryState.GIVEN_UP and not recovery.recovered:
            continue
        told = {"reason": reason, "data": facts_of(recovery, recovery.recovered or recovery.rest)}
        recovery = move(recovery, "end_claim", by=System(by.via), now=now, due_by=answer_due(now), **told)
        event = "claim_owed_back" if recovery.state == RecoveryState.OWED_BACK else "claim_fell_away"
        facts = {"number": recovery.number, "amount": told["data"]["amount"], "once": str(recovery.pk)}
        tell_agents(answering_for(recovery), event, now=now, complaint=recovery.complaint, **facts)


def repay_claim(recovery, *, by, now, reference):
    """What had come in was paid back to the party; its bank reference ends the claim. Returns the recovery."""
    require(reference, _("Enter the bank reference."))
    told = {"reason": reference, "data": facts_of(recovery, recovery.recovered)}
    return move(recovery, "repay_claim", by=by, now=now, reference=reference, **told)


def answering_for(recovery):
    """Who answers for a claim: who made it, as long as he works here, and the owner of the complaint."""
    people = [recovery.opened_by if recovery.opened_by.is_active else None, recovery.complaint.owner]
    return [person for person in people if person] or wearers_of(Role.LEAD)


def remind_claim(pk, *, by, now):
    """A claim is overdue: who answers for it is told, three days later the leads; each once for every due day."""
    with transaction.atomic():
        recovery = claim(Recovery.objects.to_alert(now, LATER), pk)
        if recovery is None:
            return 0
        people = wearers_of(Role.LEAD) if recovery.alerted else answering_for(recovery)
        event = "claim_late" if recovery.alerted else "claim_due"
        facts = {"number": recovery.number, "amount": str(recovery.outstanding), "due_at": recovery.due_by.isoformat()}
        once = f"{pk}:{recovery.due_by:%s}:{recovery.alerted}"
        tell_agents(people, event, now=now, complaint=recovery.complaint, once=once, **facts)
        Recovery.objects.filter(pk=pk).update(alerted=recovery.alerted + 1)
        return 1
