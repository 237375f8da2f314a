"""Whether a complaint is ours to handle: asking for what is missing, refusing by two people, one objection (IN-02)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import stage_due
from complaints.actions.ends import drop_refusal
from complaints.actions.evidence import lock_evidence
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.enums import Direction, EventKind, State
from complaints.lifecycle import Refused, check, lock, move, require, tell
from complaints.models import Agent, Message, Refusal
from complaints.roles import Role, System


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
        complaint = move(complaint, "give_info", by=by, now=now, stage_by=decision_due(complaint, now))
        message = Message.objects.create(
            complaint=complaint,
            direction=Direction.FROM_CONSUMER,
            body=text,
            author=by if isinstance(by, Agent) else None,
            sent_at=now,
        )
        facts = {"complaint": complaint, "kind": EventKind.MESSAGE, "message": message, "data": data or {}}
        tell("hear_consumer", by=by, now=now, **facts)
        tell_agents([complaint.owner, complaint.handler], "heard", now=now, complaint=complaint)
    return complaint


def lapse_info(complaint, *, by, now):
    """The consumer did not answer within 72 hours: our clock goes on, and people decide with what there is (row 4).

    After the second round nothing more can be asked. No machine refuses: owner or leads are told to decide.
    """
    due = decision_due(complaint, now)
    complaint = move(complaint, "give_info", by=by, now=now, stage_by=due, data={"lapsed": True})
    is_last = not rules.has_info_round_left(complaint)
    people = [complaint.owner] if complaint.owner else wearers_of(Role.LEAD)
    tell_agents(people, "info_lapsed_twice" if is_last else "info_lapsed", now=now, complaint=complaint)
    tell_consumer(complaint, "info_lapsed", now=now)
    return complaint


def decision_due(complaint, now):
    """After an objection its decision is due again once the consumer has answered (row 6); else nothing is."""
    return stage_due(complaint, State.REGISTERED, now) if complaint.objections else None


def check_eligibility(complaint, *, by, now, answers):
    """Answer the checklist: `answers` is {criterion: (answer, note)}; each answer keeps who gave it and when (IN-02).

    An answer that stays the same stays with whoever gave it. Raises Refused.
    """
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("check_eligibility", by))
        check(rules.may_check_eligibility(complaint, by))
        known = {row.criterion: row for row in complaint.eligibility.all()}
        fresh = {
            criterion: (answer, note)
            for criterion, (answer, note) in answers.items()
            if criterion not in known or (known[criterion].answer, known[criterion].note) != (answer, note)
        }
        if not fresh:
            raise Refused(_("Nothing has changed."))
        for criterion, (answer, note) in fresh.items():
            facts = {"answer": answer, "note": note, "answered_by": by, "answered_at": now}
            complaint.eligibility.update_or_create(criterion=criterion, defaults=facts)
        told = {criterion: answer for criterion, (answer, _note) in fresh.items()}
        tell("check_eligibility", by=by, now=now, complaint=complaint, kind=EventKind.DECISION, data={"answers": told})
    return complaint


def propose_refusal(complaint, *, by, now, reason_code, letter, routes):
    """Propose not to accept the complaint; somebody else confirms it (IN-02)."""
    require(letter, _("Write the letter to the consumer."))
    if not routes:
        raise Refused(_("Name at least one outside route."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("propose_refusal", by))
        check(rules.may_propose_refusal(complaint, by))
        refusal = Refusal.objects.create(
            complaint=complaint,
            reason_code=reason_code,
            letter=letter,
            routes=routes,
            proposed_by=by,
            proposed_at=now,
        )
        facts = {"reason": letter, "data": {"reason_code": reason_code}}
        tell("propose_refusal", by=by, now=now, complaint=complaint, kind=EventKind.DECISION, **facts)
        tell_agents(wearers_of(Role.LEAD).exclude(pk=by.pk), "refusal_proposed", now=now, complaint=complaint)
    return refusal


def return_refusal(complaint, *, by, now, note):
    """Do not confirm the proposed refusal: it goes back with a note, and the complaint stays where it is."""
    require(note, _("Say what speaks against it."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("return_refusal", by))
        refusal = rules.pending_refusal(complaint)
        check(rules.has_refusal_proposed(complaint))
        check(rules.may_decide_objection(complaint, by))
        drop_refusal(complaint, by=by, now=now, because=note)
        tell("return_refusal", by=by, now=now, complaint=complaint, kind=EventKind.DECISION, reason=note)
        tell_agents([refusal.proposed_by], "refusal_returned", now=now, complaint=complaint, note=note)
    return complaint


def refuse(complaint, *, by, now):
    """Confirm the proposed refusal: the letter with reason and outside routes goes out.

    The consumer may object once; a refusal after an objection is the last word of the house.
    """
    with transaction.atomic():
        complaint = lock(complaint)
        refusal = rules.pending_refusal(complaint)
        may_object = bool(rules.has_objection_left(complaint))
        due = stage_due(complaint, State.INELIGIBLE, now) if may_object else None
        reason = refusal.letter if refusal else ""
        complaint = move(complaint, "refuse", by=by, now=now, stage_by=due, reason=reason)
        Refusal.objects.filter(pk=refusal.pk).update(confirmed_by=by, confirmed_at=now)
        lock_evidence(complaint, now)
        facts = {"letter": refusal.letter, "routes": refusal.routes}
        if may_object:
            tell_consumer(complaint, "refused", now=now, by=due.isoformat(), **facts)
        else:
            tell_consumer(complaint, "refused_again", now=now, **facts)
    return complaint


def object(complaint, *, by, now, because):  # noqa: A001 - the verb of the table, not Python's root class
    """The consumer objects once, within seven days; somebody else decides anew within two working days (row 6)."""
    require(because, _("Say why you object."))
    with transaction.atomic():
        due = stage_due(complaint, State.REGISTERED, now)
        complaint = move(complaint, "object", by=by, now=now, reason=because, stage_by=due)
        refusal = complaint.refusals.exclude(confirmed_at=None).first()
        Refusal.objects.filter(pk=refusal.pk).update(objected_because=because)
        others = wearers_of(Role.LEAD, Role.MID_OFFICE).exclude(
            pk__in=[refusal.proposed_by_id, refusal.confirmed_by_id]
        )
        tell_agents(others, "objection", now=now, complaint=complaint)
        tell_consumer(complaint, "objection", now=now, by=due.isoformat())
    return complaint


def resume_for_safety(complaint, *, by, now):
    """A safety case is never stopped: a running question does not hold it, and a proposed refusal falls (row 3, 5)."""
    drop_refusal(complaint, by=by, now=now, because=_("A safety case is never stopped."))
    if complaint.state == State.NEED_INFO:
        complaint = move(complaint, "give_info", by=System(by.via), now=now, data={"safety": True})
    return complaint
