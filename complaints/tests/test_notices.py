"""Notices: every event has its words in both languages; the outbox loses nothing and repeats nothing."""

import ast
import json
import threading
from datetime import timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.utils import translation

from complaints import letters
from complaints.actions import contact, intake, outbox, payouts, routing
from complaints.lifecycle import Refused
from complaints.models import Message, Notice

pytestmark = pytest.mark.django_db

SENDERS = ("tell_consumer", "tell_agents")
# Events whose name stands in a variable where they are told.
BY_VARIABLE = {"tell_consumer": {"ask_mediation", "ask_re_review"}, "tell_agents": set()}


def told_events(sender):
    """The events that the actions tell to this audience, read from their source."""
    found = set(BY_VARIABLE[sender])
    for app in ("complaints", "knowledge_base", "support"):
        for path in (Path(project.BASE_DIR) / app / "actions").glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == sender:
                    found |= {node.args[1].value} if isinstance(node.args[1], ast.Constant) else set()
    return found


def test_every_event_has_its_words():
    assert told_events("tell_consumer") - set(letters.TO_CONSUMER) == set()
    assert told_events("tell_agents") - set(letters.TO_AGENT) == set()


FACTS = {
    "to": "王芳",
    "name": "林晓",
    "count": 3,
    "kind": "unowned",
    "since": "2026-11-17T02:00:00+00:00",
    "until": "2026-11-17T12:00:00+00:00",
    "by": "2026-11-17T02:00:00+00:00",
    "respond_by": "2026-11-16T02:30:00+00:00",
    "dispatch_by": "2026-11-16T04:00:00+00:00",
    "new_date": "2026-11-18T02:00:00+00:00",
    "due_at": "2026-11-16T04:00:00+00:00",
    "alias": "小林",
    "body": "您好",
    "items": "订单号",
    "letter": "不属于受理范围。",
    "routes": ["12315", "court"],
    "title": "照片",
    "option": "退款",
    "amount": "1234.50",
    "number": "P-1",
    "reason": "缺货",
    "reasons": "双方意见均已听取。",
    "reference": "R-1",
    "institution": "招商银行",
    "result": "settled",
    "note": "再打电话",
    "intensity": 8,
    "clock": "respond",
    "mark": "breach",
    "answer": "好",
    "why": "超过额度",
    "n": 12,
    "platform": "weibo",
    "file": "photo.jpg",
    "oldest": "2026-11-16T02:00:00+00:00",
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("event", letters.TO_CONSUMER)
def test_a_letter_is_whole(complaint, event, language):
    notice = Notice(
        complaint=complaint, consumer=complaint.consumer, event=event, language=language, context=FACTS, channel="mail"
    )
    subject, body = letters.letter(notice)
    assert subject
    assert "%(" not in subject + body
    assert "None" not in body
    assert "—" not in subject
    assert letters.link_of(complaint) in body
    assert letters.link_of(complaint) in letters.short_message(notice)
    assert complaint.number in body


@pytest.mark.parametrize("event", letters.TO_AGENT)
def test_an_alert_is_one_line(complaint, lin, event):
    words = letters.alert(Notice(complaint=complaint, agent=lin, event=event, context=FACTS))
    assert words
    assert "\n" not in words
    assert "—" not in words


def test_times_in_letters_stay_true(complaint):
    notice = Notice(complaint=complaint, consumer=complaint.consumer, event="proposal", language="en", context=FACTS)
    assert "17 Nov, 10:00" in letters.letter(notice)[1]


def test_a_letter_is_plain_text_that_escapes_nothing_and_carries_no_header(complaint):
    complaint.consumer.name = "A & B"
    facts = FACTS | {"alias": "小林\r\nBcc: everybody@example.com", "body": "<b>&</b>"}
    notice = Notice(complaint=complaint, consumer=complaint.consumer, event="reply", language="zh-hans", context=facts)
    subject, body = letters.letter(notice)
    assert "\n" not in subject
    assert "<b>&</b>" in body
    assert "A & B" in body


# --- the outbox -------------------------------------------------------------------------------------------


@pytest.fixture
def by_mail(settings):
    """Mail is set up; what is sent stays in mail.outbox."""
    settings.EMAIL_URL = "smtp://mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def queued(new_complaint):
    """One acknowledgement waits for the mail server."""
    return new_complaint(email="lu@example.com").notices.get(channel="mail")


def test_unset_channels_keep_their_rows(queued):
    call_command("send_notices")
    queued.refresh_from_db()
    assert (queued.status, queued.tries) == ("queued", 0)


def test_a_mail_goes_out_once(by_mail, queued, now):
    for _turn in range(2):
        call_command("send_notices")
    queued.refresh_from_db()
    assert queued.status == "sent"
    assert queued.sent_at
    (message,) = mail.outbox
    assert message.to == ["lu@example.com"]
    assert queued.complaint.number in message.subject
    assert message.extra_headers["Message-ID"] == f"<notice-{queued.pk}@localhost>"


def test_a_dead_mail_server_loses_nothing(queued, now):
    def dead(notice):
        raise ConnectionRefusedError("no mail server")

    sent, errors = outbox.deliver(now=now, channels=["mail"], send=dead)
    assert (sent, errors) == (0, ["no mail server"])
    assert outbox.deliver(now=now + timedelta(minutes=1), channels=["mail"], send=dead) == (0, [])
    received = []
    assert outbox.deliver(now=now + timedelta(hours=1), channels=["mail"], send=received.append) == (1, [])
    assert [notice.pk for notice in received] == [queued.pk]


def test_after_the_last_try_the_row_is_failed_and_shown(queued, now):
    def dead(notice):
        raise OSError("refused")

    for day in range(len(outbox.WAITS)):
        outbox.deliver(now=now + timedelta(days=2 * day), channels=["mail"], send=dead)
    queued.refresh_from_db()
    assert (queued.status, queued.tries, queued.last_error) == ("failed", len(outbox.WAITS), "refused")


def test_one_poison_row_stops_nobody(new_complaint, queued, now):
    other = new_complaint("另一件", email="wu@example.com", name="吴先生").notices.get(channel="mail")
    received = []

    def send(notice):
        if notice.pk == queued.pk:
            raise ValueError("broken row")
        received.append(notice.pk)

    sent, errors = outbox.deliver(now=now, channels=["mail"], send=send)
    assert (sent, errors, received) == (1, ["broken row"], [other.pk])


def test_a_leased_row_is_not_taken_by_another_worker(queued, now):
    assert outbox.lease(["mail"], now) == queued
    assert outbox.lease(["mail"], now) is None


def test_a_recalled_reply_is_not_sent(new_complaint, lin, now):
    case = intake.accept(new_complaint(email="lu@example.com"), by=lin, now=now)
    message = contact.reply(case, by=lin, now=now, body="写错了")
    Message.objects.filter(pk=message.pk).update(recalled_at=now)
    received = []
    outbox.deliver(now=now + timedelta(hours=1), channels=["mail"], send=received.append)
    assert "reply" not in [notice.event for notice in received]
    assert case.notices.get(event="reply", channel="mail").status == "failed"


def test_the_command_says_in_one_line_what_was_put_off(by_mail, queued, settings):
    settings.EMAIL_BACKEND = "complaints.tests.test_notices.DeadBackend"
    with pytest.raises(CommandError, match="0 delivered, 1 put off: nobody there"):
        call_command("send_notices")


class DeadBackend(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody there")


# --- webhooks ---------------------------------------------------------------------------------------------


class Gateway(BaseHTTPRequestHandler):
    """Keeps what it gets and answers as it was told."""

    status = 200

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), json.loads(body)))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def gateway():
    """A real HTTP server on a free port."""
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.got, server.status = [], 200
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_sms_is_handed_to_the_gateway_signed_and_with_its_key(gateway, complaint, settings):
    settings.SMS_WEBHOOK_URL = f"http://127.0.0.1:{gateway.server_port}/sms"
    call_command("send_notices")
    ((headers, body),) = gateway.got
    assert body["to"] == "13800006027"
    assert letters.link_of(complaint) in body["text"]
    assert headers["Idempotency-Key"] == complaint.notices.get(channel="sms").once
    assert headers["X-Signature"].startswith("sha256=")


def test_an_unwilling_gateway_is_asked_again_later(gateway, complaint, settings):
    settings.SMS_WEBHOOK_URL = f"http://127.0.0.1:{gateway.server_port}/sms"
    gateway.status = 503
    with pytest.raises(CommandError, match="503"):
        call_command("send_notices")
    assert complaint.notices.get(channel="sms").status == "queued"


@pytest.fixture
def order(complaint, lin, now):
    """A payment of ¥50.00 was released and waits for the payment system."""
    case = routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)
    facts = {"amount": Decimal("50.00"), "kind": "goodwill", "reason": "延误", "idempotency_key": "k1"}
    return payouts.propose_payout(case, by=lin, now=now, **facts)


def test_a_payment_order_is_given_once_and_cannot_be_cancelled_afterwards(gateway, order, lin, now, settings):
    settings.PAYMENT_WEBHOOK_URL = f"http://127.0.0.1:{gateway.server_port}/pay"
    for _turn in range(2):
        call_command("send_notices")
    ((headers, body),) = gateway.got
    assert (headers["Idempotency-Key"], body["amount"]) == (f"pay:{order.pk}", "50.00")
    order = type(order).objects.get(pk=order.pk)
    assert order.state == "paying"
    with pytest.raises(Refused):
        payouts.cancel(order, by=lin, now=now, reason="doch nicht")


def test_a_cancelled_payment_is_never_given(order, lin, now):
    notice = outbox.lease(["payer"], now)
    payouts.cancel(order, by=lin, now=now, reason="两边都退了")
    with pytest.raises(Refused):
        outbox.begin(notice, now)


def test_letters_are_written_in_the_language_of_the_consumer(new_complaint):
    notice = new_complaint(email="a@example.com", language="en").notices.get(channel="mail")
    with translation.override("zh-hans"):
        assert "We have your complaint" in letters.letter(notice)[0]
