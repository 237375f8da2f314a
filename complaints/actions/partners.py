"""What other systems ask of us: each request with a key is done once, however often it comes."""

import hashlib
import json

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from complaints.actions import contact, eligibility, evidence
from complaints.enums import Side, State
from complaints.lifecycle import Refused, lock
from complaints.models import ApiCall
from complaints.models.partner import new_secret


class KeyTaken(Refused):
    """The key came before, with another request."""


def once(agent, key, verb, body, act, *, now):
    """Let `act()` -> (complaint, answer) happen once per account and key; returns the call with its answer.

    The same key and body get the answer of the first time. Raises KeyTaken if the key came with another body.
    """
    digest = body_hash(verb, body)
    earlier = call_of(agent, key)
    if earlier:
        return same_call(earlier, digest)
    try:
        return first_call(agent, key, verb, digest, act, now)
    except IntegrityError:
        earlier = call_of(agent, key)
        if earlier:  # the same request at the same moment: the other one was first
            return same_call(earlier, digest)
    return first_call(agent, key, verb, digest, act, now)  # two strangers met at one new account: now it is known


def first_call(agent, key, verb, digest, act, now):
    """Do it, and keep the answer beside it."""
    with transaction.atomic():
        complaint, answer = act()
        return ApiCall.objects.create(
            agent=agent, key=key, verb=verb, body_hash=digest, complaint=complaint, answer=answer, at=now
        )


def call_of(agent, key):
    """The call of this account with this key, or None."""
    return ApiCall.objects.filter(agent=agent, key=key).select_related("complaint").first()


def same_call(call, digest):
    """The earlier call, marked as one, provided that it asked the same."""
    if call.body_hash != digest:
        raise KeyTaken(_("This Idempotency-Key was used for another request. Take a new key."))
    call.is_repeated = True
    return call


def body_hash(verb, body):
    """A digest that two requests share if and only if they say the same; order of fields and spaces do not count."""
    text = json.dumps([verb, body], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def pass_on(complaint, *, by, now, text):
    """What the consumer wrote elsewhere: the answer to our question while we wait for one, else a message."""
    if complaint.state == State.NEED_INFO:
        return eligibility.give_info(complaint, by=by, now=now, text=text)
    return contact.hear_consumer(complaint, by=by, now=now, body=text)


def renew_secret(subscriber, *, by, now):
    """Give the subscriber a new secret: from the next delivery on it signs, the old one no more. Returns the row."""
    with transaction.atomic():
        subscriber = lock(subscriber)
        subscriber.secret = new_secret()
        subscriber._history_user, subscriber._history_date, subscriber._change_reason = by, now, "renew_secret"
        subscriber.save()
        subscriber._change_reason = None
    return subscriber


def hand_in(complaint, *, by, now, files, title="", says="", kind=""):
    """Put the consumer's checked files onto the evidence board, all or none. Returns the items."""
    with transaction.atomic():
        return [
            evidence.add_evidence(
                complaint,
                by=by,
                now=now,
                side=Side.CONSUMER,
                kind=kind or evidence.kind_of(file),
                title=title or file.name,
                says=says,
                upload=file,
                happened_at=file.happened_at,
            )
            for file in files
        ]
