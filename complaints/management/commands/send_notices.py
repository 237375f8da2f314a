"""Delivers the outbox: mail, SMS and payment orders, as far as their addresses are set."""

import json
import smtplib
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from complaints import letters
from complaints.actions import links, outbox, payer
from complaints.enums import NoticeChannel
from complaints.management.outgoing import send_webhook, signed
from complaints.models import Evidence, Payout

TIMEOUT = 10
MOST_BYTES = 16 * 1024  # of an answer
# What no letter is to blame for: a server that is away, or that does not let us in.
NOBODY_THERE = (
    *(smtplib.SMTPConnectError, smtplib.SMTPServerDisconnected, smtplib.SMTPHeloError),
    *(smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError),
)
AT_ONCE = 8  # subscribers; below DATABASE_POOL_SIZE


class Command(BaseCommand):
    help = "Deliver the outbox. A channel whose address is not set keeps its rows queued."

    def handle(self, *args, **options):
        """Deliver what is due; exits with one line when something could not be delivered."""
        senders = {
            NoticeChannel.MAIL: (settings.EMAIL_URL, send_mail),
            NoticeChannel.SMS: (settings.SMS_WEBHOOK_URL, send_sms),
            NoticeChannel.PAYER: (settings.PAYMENT_WEBHOOK_URL, send_payment),
        }
        open_ones = {channel: send for channel, (address, send) in senders.items() if address}
        words = letters.Words(channel__in=(NoticeChannel.MAIL, NoticeChannel.SMS, NoticeChannel.IN_APP))
        sent, errors = outbox.deliver(
            now=timezone.now(), channels=list(open_ones), send=lambda notice: open_ones[notice.channel](notice, words)
        )
        for more, problems in tell_subscribers():
            sent, errors = sent + more, errors + problems
        if errors:
            raise CommandError(f"{sent} delivered, {len(errors)} put off: {errors[0]}")
        if sent:
            self.stdout.write(f"{sent} delivered")


def tell_subscribers():
    """Every subscriber in a thread of its own, so that one who is slow keeps nobody waiting; [(sent, errors), ...]."""
    waiting = outbox.waiting_subscribers(timezone.now())
    if not waiting:
        return []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(tell_subscriber, waiting))


def tell_subscriber(subscriber):
    """Everything that is due to one subscriber."""
    try:
        return outbox.deliver(
            now=timezone.now(), channels=[NoticeChannel.WEBHOOK], send=send_webhook, subscriber=subscriber
        )
    finally:
        connection.close()


def send_mail(notice, words=None):
    """One plain-text mail. Raises Undeliverable for a receiver refused for good, Away where no server answers."""
    words = words or letters.Words(channel__in=(NoticeChannel.MAIL, NoticeChannel.IN_APP))
    message = mail_to(notice, words)
    message.connection = get_connection()
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        raise judged(refusal) from refusal
    except NOBODY_THERE as error:
        raise outbox.Away(str(error)) from error
    except smtplib.SMTPException:
        raise
    except OSError as error:  # nobody listens, no such host, no answer in time
        raise outbox.Away(str(error)) from error
    finally:
        with suppress(smtplib.SMTPException):  # Django leaves it open where signing in fails
            message.connection.close()


def mail_to(notice, words):
    """The mail to whoever it is for: a colleague, somebody outside, the consumer."""
    if notice.agent_id:
        return alerts_mail(notice, words)
    return question_mail(notice) if notice.correspondent_id else mail_of(notice, words)


def question_mail(notice):
    """Our question to a merchant or carrier, with its link. Nobody answers the mail itself."""
    item, page, token = asked_of(notice)
    link = f"{settings.PUBLIC_URL}{reverse(f'complaints:{page}', args=[token])}"
    subject, body = letters.question(notice, item, link)
    notice.subject, notice.body = subject, body.replace(token, "***")
    sender = settings.DEFAULT_FROM_EMAIL
    host = parseaddr(sender)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<notice-{notice.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, sender, [notice.correspondent.email], headers=headers)


def asked_of(notice):
    """(the item asked for, if any, the page for the answer, its secret)."""
    if notice.event == "merchant_asked":
        return None, "merchant", links.merchant_token(notice.complaint)
    item = Evidence.objects.select_related("complaint").get(pk=notice.context["item"])
    return item, "inquiry", links.inquiry_token(item)


def mail_of(notice, words):
    """The letter as a mail. Its Message-ID follows from the row, so a second copy is known as one.

    Answers and reports of mail servers go to the signed address of the complaint (actions/links.py); the letters of
    one complaint hang together.
    """
    link = letters.link_of(notice.complaint)
    subject, body = letters.letter(notice, words.of(notice, notice.channel, timezone.now(), notice.language), link)
    notice.subject, notice.body = subject[:300], letters.blotted(body, link)
    sender = settings.DEFAULT_FROM_EMAIL
    host = parseaddr(sender)[1].rpartition("@")[2]
    answers = links.reply_address(notice.complaint)
    headers = {"Message-ID": f"<notice-{notice.pk}@{host}>", "From": sender}
    headers["References"] = f"<complaint-{notice.complaint.number}@{host}>"
    if notice.event not in letters.BY_PEOPLE:
        headers["Auto-Submitted"] = "auto-generated"
    addresses = {
        "from_email": answers or sender,
        "to": [notice.consumer.email],
        "reply_to": [answers] if answers else [],
    }
    return EmailMessage(subject, body, headers=headers, **addresses)


def alerts_mail(notice, words):
    """The alert, or those of quiet hours, for a colleague. Nobody answers it."""
    notice.subject, notice.body = letters.alert_letter(notice, words)
    sender = settings.DEFAULT_FROM_EMAIL
    host = parseaddr(sender)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<notice-{notice.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(notice.subject, notice.body, sender, [notice.agent.email], headers=headers)


def judged(refusal):
    """A receiver refused with 5xx is refused for good; 4xx means later."""
    code, why = next(iter(refusal.recipients.values()))
    sentence = f"{code} {why.decode('utf-8', 'replace') if isinstance(why, bytes) else why}"
    return outbox.Undeliverable(sentence) if 500 <= code < 600 else OSError(sentence)


def send_sms(notice, words):
    """One short message, handed to the SMS gateway."""
    link = letters.link_of(notice.complaint)
    text = letters.short_message(notice, words.of(notice, notice.channel, timezone.now(), notice.language), link)
    notice.body = letters.blotted(text, link)
    post(settings.SMS_WEBHOOK_URL, notice, {"to": notice.consumer.phone, "text": text})


def send_payment(notice, _words):
    """One payment order, handed to the payment system. What it says at once is taken down; the rest it reports later.

    Raises OSError or ValueError where there is no answer that means something: the order is then asked about again.
    """
    facts = {"complaint": notice.complaint.number, **notice.context}
    answer = post(settings.PAYMENT_WEBHOOK_URL, notice, facts)
    said = payer.answer_of(json.loads(answer)) if answer.strip() else None
    if said:
        word, reference, reason = said
        payout = Payout.objects.select_related("complaint").get(pk=notice.context["payout"])
        payer.take_word(payout, word, now=timezone.now(), reference=reference, reason=reason)


def post(url, notice, facts):
    """POST `facts` as signed JSON; returns the beginning of the answer, raises OSError unless it is a success."""
    body, headers = signed(notice, facts, settings.WEBHOOK_SECRET)
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310  the operator's address
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
        return answer.read(MOST_BYTES)
