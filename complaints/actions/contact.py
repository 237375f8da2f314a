"""Talking: replies to the consumer, internal notes, what the consumer says, and how it felt."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import due
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.enums import ClockName, Direction, EmotionMoment, EventKind, Priority
from complaints.lifecycle import Refused, amend, check, lock, require, store, tell, told_values
from complaints.models import Agent, EmotionReading, Message
from complaints.roles import Role

STRONG = 5  # from here on the reading raises the priority by one step (domain.md 6.1)
SENIOR = 7  # from here on a senior agent is offered and the lead is told


def reply(complaint, *, by, now, body, next_contact_at=None):
    """Write to the consumer. Meets the first-response clock and sets the next contact. Returns the message.

    `next_contact_at` is the promise to the consumer; without one the tier's update interval counts.
    """
    require(body, _("Write the reply first."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("reply", by))
        check(rules.may_reply(complaint, by))
        check(rules.may_say(complaint, body))
        if next_contact_at and next_contact_at <= now:
            raise Refused(_("The next contact has to be in the future."))
        message = add_message(complaint, Direction.TO_CONSUMER, body, by, now)
        touch(complaint, by=by, now=now, next_contact_at=next_contact_at)
        tell(
            "reply",
            by=by,
            now=now,
            complaint=complaint,
            kind=EventKind.MESSAGE,
            message=message,
            data={"next_contact_at": complaint.update_by and complaint.update_by.isoformat()},
        )
        tell_consumer(complaint, "reply", now=now, once=str(message.pk), body=body, alias=by.alias)
    return message


def touch(complaint, *, by, now, next_contact_at=None):
    """The consumer has been contacted now: first response met, next contact promised. `complaint` is locked."""
    before = told_values(complaint)
    complaint.contacted_at = now
    complaint.responded_at = complaint.responded_at or now
    complaint.update_by = next_contact_at or due(complaint.tier, ClockName.UPDATE, now)
    return store(complaint, before, "contact", by, now, quiet=True)


def note(complaint, *, by, now, body):
    """Write an internal note; the consumer never sees it. Returns the message."""
    require(body, _("Write the note first."))
    with transaction.atomic():
        check(rules.wears_the_hat("note", by))
        message = add_message(complaint, Direction.NOTE, body, by, now)
        tell("note", by=by, now=now, complaint=complaint, kind=EventKind.NOTE, message=message)
    return message


def hear_consumer(complaint, *, by, now, body):
    """Record what the consumer said (on the page, by phone, by mail). Returns the message."""
    require(body, _("Write what you want to say."))
    with transaction.atomic():
        check(rules.wears_the_hat("hear_consumer", by))
        if isinstance(by, Agent):
            check(rules.may_reply(complaint, by))
        else:
            check(rules.is_own_complaint(complaint, by))
        message = add_message(complaint, Direction.FROM_CONSUMER, body, by, now)
        tell(
            "hear_consumer",
            by=by,
            now=now,
            complaint=complaint,
            kind=EventKind.MESSAGE,
            message=message,
        )
        tell_agents(
            [complaint.owner, complaint.handler],
            "heard",
            now=now,
            complaint=complaint,
            once=str(message.pk),
        )
    return message


def add_message(complaint, direction, body, by, now):
    return Message.objects.create(
        complaint=complaint,
        direction=direction,
        body=body.strip(),
        author=by if isinstance(by, Agent) else None,
        sent_at=now,
    )


def read_emotion(complaint, *, by, now, emotion, intensity, moment=EmotionMoment.INTAKE, **more):
    """Record an emotion reading. From 5 the priority rises one step, from 7 the lead is told; money never follows.

    `more` may hold second_emotion, basis and note.
    """
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("read_emotion", by))
        strongest = max((r.intensity for r in complaint.emotion_readings.all()), default=0)
        reading = EmotionReading.objects.create(
            complaint=complaint,
            emotion=emotion,
            intensity=intensity,
            moment=moment,
            rater=by,
            read_at=now,
            **more,
        )
        facts = {"emotion": emotion, "intensity": intensity}
        if intensity >= STRONG > strongest and complaint.is_open:
            complaint = amend(
                complaint,
                "read_emotion",
                by=by,
                now=now,
                priority=Priority(complaint.priority).raised(1),
                urgency_reasons=[
                    *complaint.urgency_reasons,
                    {"code": "intensity", "value": intensity},
                ],
                data=facts,
            )
        else:
            tell("read_emotion", by=by, now=now, complaint=complaint, kind=EventKind.FACT, data=facts)
        if intensity >= SENIOR:
            tell_agents(
                wearers_of(Role.LEAD),
                "strong_emotion",
                now=now,
                complaint=complaint,
                once=str(reading.pk),
                intensity=intensity,
            )
    return reading


def reveal_contact(complaint, *, by, now, reason):
    """Show the consumer's contact data once, for a reason; the look itself is recorded (AR-07)."""
    require(reason, _("Give the reason."))
    check(rules.wears_the_hat("reveal_contact", by))
    check(rules.may_take_or_work_on(complaint, by))
    tell(
        "reveal_contact",
        by=by,
        now=now,
        complaint=complaint,
        kind=EventKind.PRIVACY,
        reason=reason,
    )
    consumer = complaint.consumer
    return {"name": consumer.name, "phone": consumer.phone, "email": consumer.email}
