"""Changing the handler, as offer and acceptance with a pack, so that nobody has to tell the story twice (7.5)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, tell_consumer
from complaints.enums import EventKind, HandoverStatus
from complaints.lifecycle import Refused, amend, check, lock, require, tell
from complaints.models import Handover

ACCEPT_WITHIN = timedelta(minutes=15)


def offer_handover(complaint, *, by, now, to_agent, reason, story, **pack):
    """Offer the work to a colleague. The first owner stays; until it is taken nothing changes.

    `pack` may hold promises, emotion and next_contact_at.
    """
    require(story, _("Tell the story in a few lines, so that the consumer need not."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("offer_handover", by))
        check(rules.has_owner(complaint))
        check(rules.is_open(complaint))
        check(rules.may_work_on(complaint, by))
        if to_agent.pk == complaint.handler_id:
            raise Refused(_("%(name)s already works on it.") % {"name": to_agent})
        if complaint.handovers.filter(status=HandoverStatus.OFFERED).exists():
            raise Refused(_("A hand-over is already offered."))
        handover = Handover.objects.create(
            complaint=complaint,
            from_agent=complaint.handler or by,
            to_agent=to_agent,
            reason=reason,
            story=story,
            offered_at=now,
            accept_by=now + ACCEPT_WITHIN,
            **pack,
        )
        record(handover, "offer_handover", by, now, reason=handover.get_reason_display())
        tell_agents([to_agent], "handover_offered", now=now, complaint=complaint)
    return handover


def take_handover(handover, *, by, now):
    """Take the work over; the consumer is told the new name, the first owner remains (scenario 16)."""
    with transaction.atomic():
        lock(handover.complaint)
        handover = answer(handover, HandoverStatus.ACCEPTED, by, now)
        department = by.department or handover.complaint.department
        complaint = amend(
            handover.complaint,
            "take_handover",
            by=by,
            now=now,
            allowed=rules.is_open,
            handler=by,
            department=department,
            data={"from": handover.from_agent_id, "to": by.pk, "to_name": str(by)},
        )
        tell_agents([handover.from_agent], "handover_taken", now=now, complaint=complaint)
        tell_consumer(complaint, "new_handler", now=now, alias=by.alias)
    return handover


def decline_handover(handover, *, by, now, reason):
    """Say no, with a reason: the work stays where it is."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        lock(handover.complaint)
        handover = answer(handover, HandoverStatus.DECLINED, by, now, declined_because=reason)
        record(handover, "decline_handover", by, now, reason=reason)
        tell_agents([handover.from_agent], "handover_declined", now=now, complaint=handover.complaint)
    return handover


def answer(handover, status, by, now, **fields):
    """Settle an offered hand-over under its lock."""
    handover = lock(handover)
    check(rules.may_take_handover(handover, by))
    handover.status, handover.answered_at = status, now
    for name, value in fields.items():
        setattr(handover, name, value)
    handover.save()
    return handover


def record(handover, verb, by, now, reason):
    """Say on the timeline what happened to a hand-over."""
    tell(
        verb,
        by=by,
        now=now,
        complaint=handover.complaint,
        kind=EventKind.HANDOVER,
        reason=reason,
        data={
            "from": handover.from_agent_id,
            "to": handover.to_agent_id,
            "to_name": str(handover.to_agent),
        },
    )
