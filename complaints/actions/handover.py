"""Changing the handler, as offer and acceptance with a pack, so that nobody has to tell the story twice (7.5)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import plan_at
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.actions.pack import pack_of
from complaints.actions.staffing import room_of
from complaints.enums import EventKind, HandoverStatus
from complaints.lifecycle import Refused, amend, check, lock, require, tell
from complaints.models import Handover
from complaints.roles import Role


def offer_handover(complaint, *, by, now, to_agent, reason, story, over_limit=False, **pack):
    """Offer the work to a colleague. The first owner stays; until it is taken nothing changes.

    `pack` may hold promises, emotion, next_contact_at and note; what it leaves out is collected from the file.
    """
    require(story, _("Tell the story in a few lines, so that the consumer need not."))
    check(rules.is_short_story(story))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("offer_handover", by))
        check(rules.has_owner(complaint))
        check(rules.is_open(complaint))
        check(rules.may_work_on(complaint, by))
        check(rules.may_give_work(complaint, to_agent))
        if offered(complaint).exists():
            raise Refused(_("A hand-over is already offered."))
        room_of(to_agent, complaint, by=by, over_limit=over_limit, reason=story)
        handover = Handover.objects.create(
            complaint=complaint,
            from_agent=complaint.handler or by,
            to_agent=to_agent,
            reason=reason,
            offered_at=now,
            accept_by=now + rules.ACCEPT_WITHIN,
            **pack_of(complaint, now) | pack | {"story": story},
        )
        record(handover, "offer_handover", by, now, reason=handover.get_reason_display())
        tell_agents([to_agent], "handover_offered", now=now, complaint=complaint)
    return handover


def offered(complaint):
    """The hand-over that waits for an answer, if there is one."""
    return complaint.handovers.filter(status=HandoverStatus.OFFERED)


def take_handover(handover, *, by, now):
    """Take the work over; the consumer is told the new name, the first owner remains (scenario 16)."""
    with transaction.atomic():
        complaint = lock(handover.complaint)
        handover = answer(handover, HandoverStatus.ACCEPTED, by, now)
        check(rules.may_receive(by))
        desk = by.department or complaint.department
        complaint = amend(
            complaint,
            "take_handover",
            by=by,
            now=now,
            allowed=rules.is_open,
            handler=by,
            department=desk,
            plan_by=plan_at(complaint, desk),
            stand_in=None,
            handovers_taken=complaint.handovers_taken + 1,
            data={"from": handover.from_agent_id, "to": by.pk, "to_name": str(by)},
        )
        tell_agents([handover.from_agent], "handover_taken", now=now, complaint=complaint)
        tell_consumer(complaint, "new_handler", now=now, alias=by.alias)
        tell_lead_of_many(complaint, now)
    return handover


def tell_lead_of_many(complaint, now):
    """More than two hand-overs: the leads are told, and the case waits in their list for a look (7.5, point 7)."""
    if rules.was_handed_about(complaint):
        count = complaint.handovers_taken
        leads = wearers_of(Role.LEAD)
        tell_agents(leads, "handed_about", now=now, complaint=complaint, once=str(count), count=count)


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
    check(rules.may_take_handover(handover, by, now))
    return settled(handover, status, now, **fields)


def settled(handover, status, at, **fields):
    """Write how a hand-over ended, and when. It is locked."""
    handover.status, handover.answered_at = status, at
    for name, value in fields.items():
        setattr(handover, name, value)
    handover.save()
    return handover


# --- nobody answered ----------------------------------------------------------------------------------------


def unanswered(now):
    """The offers whose fifteen minutes are over."""
    return Handover.objects.filter(status=HandoverStatus.OFFERED, accept_by__lt=now).order_by("accept_by", "pk")


def lapse_one(pk, *, by, now):
    """Back to who offered it, once, with its true time; both are told. Returns 1, or 0 if it was answered."""
    with transaction.atomic():
        handover = Handover.objects.select_related("complaint", "from_agent", "to_agent").get(pk=pk)
        lock(handover.complaint)
        if not unanswered(now).filter(pk=pk).exists():
            return 0
        lapse(handover, by=by, now=now)
    return 1


def lapse(handover, *, by, now):
    """The offer ends without an answer: at its last second, or now if something came between. Complaint is locked."""
    ended_at = min(now, handover.accept_by)
    settled(handover, HandoverStatus.LAPSED, ended_at)
    record(handover, "lapse_handover", by, now, at=ended_at.isoformat())
    both = [handover.from_agent, handover.to_agent]
    facts = {"once": str(handover.pk), "to": str(handover.to_agent)}
    tell_agents(both, "handover_lapsed", now=now, complaint=handover.complaint, **facts)


def record(handover, verb, by, now, reason="", **facts):
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
            **facts,
        },
    )
