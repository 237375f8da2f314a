"""Talking: replies to the consumer, internal notes, what the consumer says, and how it felt."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import due, hours_for, urgent
from complaints.actions.erasure import kept_days
from complaints.actions.evidence import send_files, take_files_back
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.clock import retargeted
from complaints.enums import (
    ClockName,
    Direction,
    EmotionMoment,
    EventKind,
    Flag,
    Keeping,
    NoticeChannel,
    NoticeStatus,
    Priority,
)
from complaints.lifecycle import Refused, amend, check, lock, require, store, tell, told_values
from complaints.models import Agent, EmotionReading, Message, Notice
from complaints.roles import Role, System

UNDO = rules.UNDO  # so long a reply waits in the house, and its author may take it back
STRONG = 5  # from here on the reading raises the priority by one step (domain.md 6.1)
TWINS = timedelta(minutes=1)  # the same words by the same person within it are one message sent twice
SENIOR = 7  # from here on a senior agent is offered and the lead is told


def reply(complaint, *, by, now, body, next_contact_at=None, is_opinion=False, files=()):
    """Write to the consumer. Meets the first-response clock and sets the next contact. Returns the message.

    `next_contact_at` is the promise to the consumer. It counts if it is earlier than the tier's update interval,
    which never becomes longer by a promise (domain.md 7.6). `is_opinion`: it says what is checked, or what we think
    of it so far; the first such message after acceptance is counted (FB-19). `files`: forms.CheckedFile rows that go
    with it, kept as disclosed evidence (IV-14).
    """
    require(body, _("Write the reply first."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("reply", by))
        check(rules.may_reply(complaint, by))
        check(rules.may_say(complaint, body))
        check(rules.waives_nothing(body))
        if next_contact_at and next_contact_at <= now:
            raise Refused(_("The next contact has to be in the future."))
        twin = twin_of(complaint, Direction.TO_CONSUMER, body, by, now)
        if twin:
            return twin
        message = add_message(complaint, Direction.TO_CONSUMER, body, by, now)
        sent = send_files(complaint, files, by=by, now=now)
        left = {name: iso(getattr(complaint, name)) for name in CONTACT_TIMES}
        touch(complaint, by=by, now=now, next_contact_at=next_contact_at, is_opinion=is_opinion)
        tell(
            "reply",
            by=by,
            now=now,
            complaint=complaint,
            kind=EventKind.MESSAGE,
            message=message,
            data={"next_contact_at": iso(complaint.update_by), "left": left, "files": [item.pk for item in sent]},
        )
        facts = {"body": body, "alias": by.alias, "files": len(sent)}
        tell_consumer(complaint, "reply", now=now, once=str(message.pk), **facts)
        reply_notices(message).update(next_try_at=now + UNDO)
        count_retelling(complaint, body, by=by, now=now)
    return message


def count_retelling(complaint, body, *, by, now):
    """The consumer was asked for what we hold, in spite of the hint: the complaint is marked and counted (IN-15)."""
    if Flag.REPEAT_STORY in complaint.flags or rules.is_not_asked_again(complaint, body):
        return
    flags = sorted({*complaint.flags, Flag.REPEAT_STORY})
    amend(complaint, "repeat_story", by=System(by.via), now=now, flags=flags)


CONTACT_TIMES = ("contacted_at", "responded_at", "update_by", "person_asked_at", "person_by", "opinion_at")


def iso(moment):
    """A moment as the timeline's facts keep it."""
    return moment and moment.isoformat()


def twin_of(complaint, direction, body, by, now):
    """The same words by the same person a moment ago: one message sent twice. `complaint` is locked."""
    own = complaint.messages.filter(author=by, direction=direction, body=body.strip(), recalled_at=None)
    return own.filter(sent_at__gt=now - TWINS).first()


def reply_notices(message):
    """What the outbox holds of one reply."""
    key = f"reply:{message.complaint_id}:"
    return Notice.objects.filter(complaint=message.complaint_id, once__startswith=key, once__endswith=f":{message.pk}")


def recall(message, *, by, now):
    """Take a reply back before it leaves the house: within eight seconds, by its author alone.

    The message stays on the timeline as taken back. Clocks that it met run again, unless somebody has been in
    contact since. Raises Refused once it is on its way.
    """
    with transaction.atomic():
        complaint = lock(message.complaint)
        message = lock(message)
        check(rules.wears_the_hat("reply", by))
        check(rules.may_recall(message, by, now, UNDO))
        check(rules.is_no_report(message, complaint))
        if complaint.events.filter(verb="answer_together", data__message=message.pk).exists():
            raise Refused(_("This is the report of an incident, shared with all: it stays as it was sent."))
        outside = reply_notices(message).exclude(channel=NoticeChannel.PAGE)
        if outside.exclude(status=NoticeStatus.QUEUED, tries=0).exists():
            raise Refused(_("It is on its way already."))
        reply_notices(message).delete()
        message.recalled_at = now
        message.save(update_fields=["recalled_at"])
        told = complaint.events.get(verb="reply", message=message).data
        take_files_back(complaint, told.get("files", ()), by=by, now=now)
        restore_clocks(complaint, message, told["left"], by=by, now=now)
        tell("recall", by=by, now=now, complaint=complaint, kind=EventKind.MESSAGE, message=message)
    return message


def restore_clocks(complaint, message, left, *, by, now):
    """Put the times of contact back to what they were before `message`, if it was the last contact."""
    if complaint.contacted_at != message.sent_at:
        return
    before = told_values(complaint)
    for name in CONTACT_TIMES:
        setattr(complaint, name, left.get(name) and datetime.fromisoformat(left[name]))
    store(complaint, before, "recall", by, now, quiet=True)


def touch(complaint, *, by, now, next_contact_at=None, is_opinion=False):
    """A person has been in contact now: first response met, next contact promised. `complaint` is locked."""
    before = told_values(complaint)
    complaint.contacted_at = now
    complaint.responded_at = complaint.responded_at or now
    complaint.update_by = retargeted(next_contact_at, due(complaint.tier, ClockName.UPDATE, now))
    complaint.person_asked_at, complaint.person_by = None, None
    if is_opinion and complaint.opinion_by:
        complaint.opinion_at = complaint.opinion_at or now
    return store(complaint, before, "contact", by, now, quiet=True)


def note(complaint, *, by, now, body):
    """Write an internal note; the consumer never sees it. Returns the message."""
    require(body, _("Write the note first."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("note", by))
        twin = twin_of(complaint, Direction.NOTE, body, by, now)
        if twin:
            return twin
        message = add_message(complaint, Direction.NOTE, body, by, now)
        tell("note", by=by, now=now, complaint=complaint, kind=EventKind.NOTE, message=message)
    return message


def hear_consumer(complaint, *, by, now, body, data=None):
    """Record what the consumer said (on the page, by phone, by mail). Returns the message.

    Whoever writes down a talk has spoken with the consumer: that is a contact, as a call-back is one.
    """
    require(body, _("Write what you want to say."))
    with transaction.atomic():
        check(rules.wears_the_hat("hear_consumer", by))
        if isinstance(by, Agent):
            complaint = lock(complaint)
            check(rules.may_reply(complaint, by))
            touch(complaint, by=by, now=now)
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
            data=data or {},
        )
        tell_agents(
            [complaint.owner, complaint.handler],
            "heard",
            now=now,
            complaint=complaint,
            once=str(message.pk),
        )
    return message


def ask_person(complaint, *, by, now, body=""):
    """The consumer wants to talk to a person: the owner's bell rings, the answer clock runs (IN-18).

    An answer is a reply or a call; asking again does not move the time. Leads are told where nobody owns it.
    """
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.may_ask_person(complaint, by))
        if (body or "").strip():
            hear_consumer(complaint, by=by, now=now, body=body)
        due_by = complaint.person_by or due(complaint.tier, ClockName.RESPOND, now, hours=hours_for(complaint))
        complaint = amend(
            complaint,
            "ask_person",
            by=by,
            now=now,
            data={"due_by": due_by.isoformat()},
            person_asked_at=complaint.person_asked_at or now,
            person_by=due_by,
        )
        people = [complaint.owner, complaint.handler] if complaint.owner_id else wearers_of(Role.LEAD)
        tell_agents(people, "person_asked", now=now, complaint=complaint, due_at=due_by.isoformat())
    return complaint


def add_message(complaint, direction, body, by, now):
    """Keep one message; its author is an agent, or nobody."""
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
                **urgent(complaint, Priority(complaint.priority).raised(1), now),
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
    check(rules.may_see_contact(complaint, kept_days(Keeping.CONTACT, now), now))
    tell(
        "reveal_contact",
        by=by,
        now=now,
        complaint=complaint,
        kind=EventKind.PRIVACY,
        reason=reason,
    )
    consumer, call = complaint.consumer, complaint.calls.due().first()
    shown = {"name": consumer.name, "phone": consumer.phone, "email": consumer.email}
    return shown | {"call": call.phone if call else ""}
