"""What was said elsewhere, put to its complaint: a chat with its own times and sides."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.enums import Direction, EventKind, Via
from complaints.lifecycle import Refused, check, lock, new_event, tell
from complaints.models import Event, Message
from complaints.roles import System

VIA = Via("chat")


def add_chat(complaint, transcript, *, by, now):
    """Put the messages of a chat onto the timeline, each at its own time and from its own side; once (IN-01).

    They are words of the past: they meet no clock and wait for no answer. Lines that are no message go into a note.
    Returns the messages.
    """
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("add_chat", by))
        if complaint.events.filter(verb="add_chat").exists():
            return []
        lines = sorted(transcript.lines, key=lambda line: line.at)
        if not lines or lines[-1].at > now:
            raise Refused(_("A message lies in the future: check the dates."))
        messages = Message.objects.bulk_create([message_of(complaint, line) for line in lines])
        Event.objects.bulk_create(
            [told(complaint, line, message) for line, message in zip(lines, messages, strict=True)]
        )
        tell("add_chat", by=by, now=now, complaint=complaint, kind=EventKind.FACT, data={"lines": len(lines)})
        if transcript.rest:
            keep_rest(complaint, transcript.rest, by=by, now=now)
    return messages


def message_of(complaint, line):
    """One message of a chat, unsaved."""
    direction = Direction.TO_CONSUMER if line.is_ours else Direction.FROM_CONSUMER
    return Message(complaint=complaint, direction=direction, body=line.text, sent_at=line.at)


def told(complaint, line, message):
    """Its line of the timeline, unsaved."""
    facts = {"kind": EventKind.MESSAGE, "message": message, "data": {"name": line.name}}
    return new_event("chat_line", by=System(VIA), now=line.at, complaint=complaint, **facts)


def keep_rest(complaint, rest, *, by, now):
    """Lines that no message was found in, as an internal note: nothing that was pasted is lost."""
    body = _("Lines of the chat that are no message:") + "\n" + "\n".join(rest)
    message = Message.objects.create(complaint=complaint, direction=Direction.NOTE, body=body, author=by, sent_at=now)
    tell("note", by=by, now=now, complaint=complaint, kind=EventKind.NOTE, message=message)
