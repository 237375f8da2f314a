"""Moving the accountability: by a lead, for one of four reasons; the first owner stays (domain.md 7.5, point 4)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.handover import lapse, offered, tell_lead_of_many
from complaints.actions.notices import tell_agents, tell_consumer
from complaints.actions.pack import pack_of
from complaints.actions.staffing import room_of
from complaints.enums import HandoverReason, HandoverStatus, OwnerChangeReason
from complaints.lifecycle import amend, check, lock, require
from complaints.models import Handover
from complaints.roles import System

# Why the work moves with the accountability, in the words of a hand-over.
WORK_REASON = {
    OwnerChangeReason.LASTING_ABSENCE: HandoverReason.ABSENCE,
    OwnerChangeReason.RESIGNATION: HandoverReason.LEAVE,
    OwnerChangeReason.ABOUT_OWNER: HandoverReason.ABOUT_AGENT,
    OwnerChangeReason.WISH: HandoverReason.WISH,
}


def change_owner(complaint, *, by, now, to_agent, cause, reason="", pack=None, over_limit=False):
    """Make somebody else accountable. The work moves along if the old owner had it; the pack is written at once.

    `cause` is an OwnerChangeReason, `reason` may say more. Old and new owner stay in the intervals and in the
    history, the first owner never changes; the consumer and both colleagues are told. Above the new owner's limit
    only if the lead says so (CL-09).
    """
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("change_owner", by))
        check(rules.may_change_owner(complaint, to_agent))
        limits = room_for(to_agent, complaint, by=by, over_limit=over_limit, reason=reason or cause)
        old, handler = complaint.owner, complaint.handler
        works = handler is None or handler.pk in (old.pk, to_agent.pk)
        handover = give_pack(complaint, old, to_agent, WORK_REASON[cause], now, pack)
        end_offer(complaint, by=by, now=now)
        complaint = amend(
            complaint,
            "change_owner",
            by=by,
            now=now,
            reason=reason,
            owner=to_agent,
            handler=to_agent if works else handler,
            stand_in=None,
            handovers_taken=complaint.handovers_taken + 1,
            data=between(old, to_agent) | {"cause": cause} | limits,
        )
        tell_agents([to_agent], "owner_given", now=now, complaint=complaint, name=str(old))
        tell_agents([old], "owner_taken", now=now, complaint=complaint, name=str(to_agent))
        tell_consumer(complaint, "new_owner", now=now, alias=to_agent.alias)
        tell_lead_of_many(complaint, now)
    return handover


def give_work(complaint, *, by, now, to_agent, cause=HandoverReason.LEAVE, reason="", pack=None, over_limit=False):
    """A lead gives the work to somebody without asking, because the handler cannot; the owner stays."""
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("give_work", by))
        check(rules.may_give_work(complaint, to_agent))
        limits = room_for(to_agent, complaint, by=by, over_limit=over_limit, reason=reason or cause)
        old = complaint.handler
        handover = give_pack(complaint, old, to_agent, cause, now, pack)
        end_offer(complaint, by=by, now=now)
        complaint = amend(
            complaint,
            "give_work",
            by=by,
            now=now,
            reason=reason,
            handler=to_agent,
            stand_in=None,
            handovers_taken=complaint.handovers_taken + 1,
            data=between(old, to_agent) | limits,
        )
        tell_agents([to_agent], "work_given", now=now, complaint=complaint, name=str(old))
        tell_consumer(complaint, "new_handler", now=now, alias=to_agent.alias)
        tell_lead_of_many(complaint, now)
    return handover


def room_for(agent, complaint, **word):
    """Facts for the timeline if `agent` gets more than his limit by this change; what is his already counts already."""
    if agent.pk in (complaint.owner_id, complaint.handler_id):
        return {}
    return room_of(agent, complaint, **word)


def between(old, new):
    """From whom to whom, as the timeline keeps it; the alias is what the consumer may read."""
    return {"from": old.pk, "from_name": str(old), "to": new.pk, "to_name": str(new), "alias": new.alias}


def give_pack(complaint, from_agent, to_agent, cause, now, pack):
    """The pack of a change that nobody has to accept."""
    return Handover.objects.create(
        complaint=complaint,
        from_agent=from_agent,
        to_agent=to_agent,
        reason=cause,
        status=HandoverStatus.GIVEN,
        offered_at=now,
        accept_by=now,
        answered_at=now,
        **pack or pack_of(complaint, now),
    )


def end_offer(complaint, *, by, now):
    """A hand-over still on offer falls with the change."""
    for handover in offered(complaint).select_related("complaint", "from_agent", "to_agent"):
        lapse(handover, by=System(by.via), now=now)


def look_at_handovers(complaint, *, by, now, reason):
    """A lead has looked at a case that went through more than two pairs of hands, and says what follows."""
    require(reason, _("Say what you have seen and what follows."))
    with transaction.atomic():
        complaint = lock(complaint)
        return amend(
            complaint,
            "look_at_handovers",
            by=by,
            now=now,
            reason=reason,
            allowed=rules.was_handed_about,
            handovers_seen=complaint.handovers_taken,
            data={"count": complaint.handovers_taken},
        )
