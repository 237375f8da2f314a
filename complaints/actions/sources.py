"""What was said elsewhere, put to its complaint: a chat with its own times and sides, a public post with its reach."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.triage import raise_flag
from complaints.actions.weight import weigh
from complaints.enums import Direction, EventKind, Flag, Measured, Platform, Via
from complaints.lifecycle import Refused, check, lock, new_event, tell
from complaints.models import Event, Message, PublicPost
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


def add_post(complaint, *, by, now, platform, url="", author="", text="", reposts=None, likes=None):
    """Record a public post as a source of exposure, with its reach as seen now (CL-12).

    The flag goes up, and with it the priority; a great reach raises it further. Seen again, the same post keeps the
    greater reach.
    """
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("add_post", by))
        check(rules.is_not_archived(complaint))
        check(rules.may_take_or_work_on_or_system(complaint, by))
        facts = {"author": author, "text": text, "reposts": reposts, "likes": likes}
        post, is_new = PublicPost.objects.get_or_create(
            complaint=complaint,
            platform=platform,
            url=url,
            defaults=facts | {"recorded_by": by, "seen_at": now},
        )
        if not is_new and not has_grown(post, reposts, likes, now):
            return post
        shown = {"platform": platform, "url": url, "author": author, "reposts": reposts, "likes": likes}
        tell("add_post", by=by, now=now, complaint=complaint, kind=EventKind.FACT, reason=text, data=shown)
        expose(complaint, post, by=by, now=now)
    return post


def has_grown(post, reposts, likes, now):
    """Keep the greater reach of a post that was seen before; False where it is as it was."""
    reach = {"reposts": reposts, "likes": likes}
    more = {name: value for name, value in reach.items() if (value or 0) > (getattr(post, name) or 0)}
    for name, value in (more | {"seen_at": now} if more else {}).items():
        setattr(post, name, value)
    post.save(update_fields=[*more, "seen_at"])
    return bool(more)


def expose(complaint, post, *, by, now):
    """What stands in public is marked so, and becomes more urgent the more people pass it on."""
    reason = _("A public post on %(platform)s is known.") % {"platform": Platform(post.platform).label}
    if Flag.EXPOSURE not in complaint.flags:
        complaint = raise_flag(complaint, by=by, now=now, flag=Flag.EXPOSURE, reason=reason)
    weigh(complaint, by=by, now=now, reason=reason, **{Measured.REACH: post.reposts})
