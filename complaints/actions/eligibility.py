"""Whether a complaint is ours to handle: asking for what is missing, refusing by two people, one objection (IN-02)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import stage_due
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.enums import Direction, EventKind, State
from complaints.lifecycle import Refused, check, lock, move, require, tell
from complaints.models import Agent, Message, Refusal
from complaints.roles import Role


def ask_info(complaint, *, by, now, items):
    """Ask the consumer for what is missing; our plan clock stands still for 72 hours at most."""
    require(items, _("Say what is missing."))
    with transaction.atomic():
        due = stage_due(complaint, State.NEED_INFO, now)
        complaint = move(complaint, "ask_info", by=by, now=now, items=items, stage_by=due, reason=items)
        tell_consumer(complaint, "need_info", now=now, items=items, by=due.isoformat())
    return complaint


def give_info(complaint, *, by, now, text, data=None):
    """The consumer answers what was asked; the clock goes on."""
    require(text, _("Write what you can tell us."))
    with transaction.atomic():
        complaint = move(complaint, "give_info", by=by, now=now)
        message = Message.objects.create(
            complaint=complaint,
            direction=Direction.FROM_CONSUMER,
            body=text,
            author=by if isinstance(by, Agent) else None,
            sent_at=now,
        )
        tell(
            "hear_consumer",
            by=by,
            now=now,
            complaint=complaint,
            kind=EventKind.MESSAGE,
            message=message,
            data=data or {},
        )
        tell_agents([complaint.owner, complaint.handler], "heard", now=now, complaint=complaint)
    return complaint


def propose_refusal(complaint, *, by, now, reason_code, letter, routes):
    """Propose not to accept the complaint; somebody else confirms it (IN-02)."""
    require(letter, _("Write the letter to the consumer."))
    if not routes:
        raise Refused(_("Name at least one outside route."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("propose_refusal", by))
        check(rules.is_not_stopped_safety(complaint))
        check(rules.may_take_or_work_on(complaint, by))
        if complaint.state not in (State.REGISTERED, State.NEED_INFO):
            raise Refused(str(rules.out_of_turn(complaint, "refuse").why))
        if rules.pending_refusal(complaint):
            raise Refused(_("A refusal is already proposed."))
        refusal = Refusal.objects.create(
            complaint=complaint,
            reason_code=reason_code,
            letter=letter,
            routes=routes,
            proposed_by=by,
            proposed_at=now,
        )
        tell(
            "propose_refusal",
            by=by,
            now=now,
            complaint=complaint,
            kind=EventKind.DECISION,
            reason=letter,
            data={"reason_code": reason_code},
        )
        tell_agents(wearers_of(Role.LEAD), "refusal_proposed", now=now, complaint=complaint)
    return refusal


def refuse(complaint, *, by, now):
    """Confirm the proposed refusal: the letter with reason and outside routes goes out."""
    with transaction.atomic():
        refusal = rules.pending_refusal(complaint)
        due = stage_due(complaint, State.INELIGIBLE, now)
        reason = refusal.letter if refusal else ""
        complaint = move(complaint, "refuse", by=by, now=now, stage_by=due, reason=reason)
        Refusal.objects.filter(pk=refusal.pk).update(confirmed_by=by, confirmed_at=now)
        tell_consumer(
            complaint,
            "refused",
            now=now,
            letter=refusal.letter,
            routes=refusal.routes,
            by=due.isoformat(),
        )
    return complaint


def object(complaint, *, by, now, because):  # noqa: A001 - the verb of the table, not Python's root class
    """The consumer objects once, within seven days; somebody else decides anew."""
    require(because, _("Say why you object."))
    with transaction.atomic():
        complaint = move(complaint, "object", by=by, now=now, reason=because)
        refusal = complaint.refusals.exclude(confirmed_at=None).first()
        Refusal.objects.filter(pk=refusal.pk).update(objected_because=because)
        others = wearers_of(Role.LEAD, Role.MID_OFFICE).exclude(pk=refusal.confirmed_by_id)
        tell_agents(others, "objection", now=now, complaint=complaint)
    return complaint
