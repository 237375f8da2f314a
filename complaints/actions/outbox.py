"""Delivering the outbox: rows are leased, sent outside of any transaction, then marked.

Nothing is lost and nothing told twice while a receiver is away: the first row that meets a dead receiver ends the
turn of its channel, and none loses a try, so that all leave as soon as the receiver is back.

At least once: a worker that dies between sending and marking leaves a row that is sent again when its lease is
over. Mails then carry the same Message-ID and webhooks the same Idempotency-Key, so that the receiver drops
the second one. Two workers never hold the same row.
"""

import re
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints.actions import holds, payer, payouts
from complaints.actions.notices import QUIET_OVER, tell_agents, wearers_of
from complaints.enums import EventKind, NoticeChannel, NoticeStatus, PayoutState
from complaints.lifecycle import Refused, claim, tell
from complaints.models import Evidence, MerchantFeedback, Message, Notice, Payout, Subscriber
from complaints.roles import Role, System, has_role

MAIL_ADDRESS = re.compile(r"[^\s<>:;,]+@[^\s<>:;,]+")
# The wait after the first, second, ... failed try; after the last one the row is failed and shown.
WAITS = [timedelta(minutes=m) for m in (2, 5, 15, 30, 60, 120, 240, 480, 960, 1440)]


# A system that says no may be mended by then; after these tries it means it.
NO_TRIES = 3


class Declined(Exception):  # noqa: N818 - the word of the house
    """A subscriber's system has answered, and the answer is no."""


class Undeliverable(Exception):  # noqa: N818 - the word of the house
    """The receiver has refused this notice for good: no second try would help."""


class Away(Exception):  # noqa: N818
    """Nobody answers at the receiver: all notices of its channel have to wait."""


def deliver(*, now, channels, send, batch=500, subscriber=None):
    """Send up to `batch` due notices of `channels` by `send(notice)`; returns (sent, errors).

    A failed notice waits longer each time and stops nobody else, whatever `send` raises; `Away` ends its channel's
    turn, `Undeliverable` its tries. With `subscriber` only what goes to it is sent, and a first failure ends its
    turn: who is down is not asked five hundred times.
    """
    sent, errors, open_ones = 0, [], set(channels)
    for _turn in range(batch):
        over = not open_ones or (subscriber and errors)
        notice = None if over else lease(open_ones, now, subscriber)
        if notice is None:
            break
        try:
            begin(notice, now)
            send(notice)
        except Refused as refusal:
            turn_down(notice, refusal, now)
        except Undeliverable as refusal:
            errors.append(undeliverable(notice, why=str(refusal), now=now))
        except Away as error:
            open_ones.discard(notice.channel)
            errors.append(wait_for(notice, error, now))
        except Exception as error:  # noqa: BLE001  one poison row must not stop the others
            errors.append(put_off(notice, error, now))
        else:
            sent += mark_sent(notice, now)
    return sent, errors


def lease(channels, now, subscriber=None):
    """Take the next due notice for as long as its next wait; None when nothing is due."""
    with transaction.atomic():
        rows = Notice.objects.due(now).filter(channel__in=channels).order_by("next_try_at", "pk")
        rows = rows.filter(subscriber=subscriber) if subscriber else rows
        notice = claim(rows)
        if notice is None:
            return None
        if is_taken_back(notice):
            give_up(notice, "taken back")
            return lease(channels, now, subscriber)
        if holds.rests(notice, now, notice.tries):
            return lease(channels, now, subscriber)
        notice.tries += 1
        notice.next_try_at = now + WAITS[min(notice.tries, len(WAITS)) - 1]
        notice.save(update_fields=["tries", "next_try_at"])
    return notice


def is_taken_back(notice):
    """Whether its reason is gone: the reply was recalled, the alerts were read, the question was answered."""
    if notice.event == QUIET_OVER:
        return not Notice.objects.unread_by(notice.agent_id).filter(created_at__gte=notice.created_at).exists()
    if notice.event == "merchant_asked":
        return MerchantFeedback.objects.filter(complaint=notice.complaint_id).exists()
    if notice.correspondent_id:  # answered or waived meanwhile: nobody is asked any more
        return not Evidence.objects.filter(pk=notice.context["item"], status__in=["asked", "silent"]).exists()
    if notice.event != "reply":
        return False
    return Message.objects.filter(pk=notice.once.rpartition(":")[2], recalled_at__isnull=False).exists()


def begin(notice, now):
    """A payment order counts as given from its first try on: nobody may cancel what may already be paid."""
    if notice.channel != NoticeChannel.PAYER:
        return
    payout = Payout.objects.get(pk=notice.context["payout"])
    if payout.state != PayoutState.PAYING:
        payouts.pay(payout, by=System(), now=now)


def mark_sent(notice, now):
    """The world outside has it, in these words; returns 1 unless somebody else said so first."""
    rows = Notice.objects.filter(pk=notice.pk, status=NoticeStatus.QUEUED)
    return rows.update(status=NoticeStatus.SENT, sent_at=now, last_error="", subject=notice.subject, body=notice.body)


def wait_for(notice, error, now):
    """The receiver is away, which is not this row's fault: it loses no try and is asked again soon."""
    facts = {"tries": notice.tries - 1, "next_try_at": now + WAITS[0], "last_error": str(error)[:300]}
    Notice.objects.filter(pk=notice.pk, status=NoticeStatus.QUEUED).update(**facts)
    return str(error)[:300]


def put_off(notice, error, now):
    """Keep the error; the row is due again when its lease is over, or failed after the last wait."""
    sentence = str(error)[:300]
    most = NO_TRIES if isinstance(error, Declined) else len(WAITS)
    if notice.tries < most or notice.channel == NoticeChannel.PAYER:  # an order without an answer may have been paid
        Notice.objects.filter(pk=notice.pk).update(last_error=sentence)
        payer.tell_of_silence(notice, now)
        return sentence
    if notice.channel != NoticeChannel.WEBHOOK:
        return undeliverable(notice, why=sentence, now=now)
    give_up(notice, sentence)
    return sentence


def undeliverable(notice, *, why, now):
    """A letter or short message that does not arrive: failed with its reason, told to its owner and the timeline."""
    why = MAIL_ADDRESS.sub("***", " ".join(why.split()))[:300]
    with transaction.atomic():
        rows = Notice.objects.filter(pk=notice.pk).exclude(status=NoticeStatus.FAILED)
        is_new, complaint = rows.update(status=NoticeStatus.FAILED, last_error=why), notice.complaint
        if is_new and notice.correspondent_id:
            facts = {"once": str(notice.pk), "title": notice.context["title"]}
            tell_agents(
                [complaint.owner, complaint.handler], "question_unreachable", now=now, complaint=complaint, **facts
            )
        if not is_new or notice.consumer_id is None:
            return why
        facts = {"event": notice.event, "channel": notice.channel}
        tell(
            "undeliverable",
            by=System(),
            now=now,
            complaint=complaint,
            kind=EventKind.MESSAGE,
            reason=why,
            data=facts,
        )
        people = [agent for agent in (complaint.owner, complaint.handler) if agent] or wearers_of(Role.LEAD)
        tell_agents(people, "undeliverable", now=now, complaint=complaint, once=str(notice.pk), reason=why)
    return why


def turn_down(notice, refusal, now):
    """A rule stands against it: no more tries, unless it is the order of a payout that is held since it was leased."""
    if not holds.rests(notice, now, notice.tries - 1):
        give_up(notice, refusal)


def give_up(notice, why):
    """No more tries: the row is failed and shown with its reason."""
    Notice.objects.filter(pk=notice.pk).update(status=NoticeStatus.FAILED, last_error=str(why)[:300])


def send_again(notice, *, by, now):
    """Queue a row once more, as if new; its key stays, so that a receiver who has it already can tell. Returns it."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
        if not has_role(by, Role.ADMINISTRATOR):
            raise Refused(_("Only these may do this: %(roles)s.") % {"roles": Role.ADMINISTRATOR.label})
        if notice.status == NoticeStatus.QUEUED:
            raise Refused(_("It is waiting to be sent already."))
        notice.status, notice.tries, notice.next_try_at = NoticeStatus.QUEUED, 0, now
        notice.save(update_fields=["status", "tries", "next_try_at"])
    return notice


def waiting_subscribers(now):
    """The subscribers, still switched on, for whom something is due."""
    due = Notice.objects.due(now).filter(channel=NoticeChannel.WEBHOOK).values("subscriber")
    return list(Subscriber.objects.filter(pk__in=due, is_active=True, partner__agent__is_active=True).order_by("pk"))
