"""Webhooks: signed, written with the change, sent once a row to real servers, never inside, never along a redirect."""

import contextlib
import hashlib
import hmac
import json
import socket
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from complaints.actions import intake, outbox
from complaints.management import outgoing
from complaints.models import Delivery, Notice, Subscriber
from complaints.tests.api_client import partner

pytestmark = pytest.mark.django_db(transaction=True)


class Receiver(BaseHTTPRequestHandler):
    """Keeps what it gets and answers as it was told."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.server.came.set()
        assert self.server.may_answer.wait(60)
        status = self.server.statuses.pop(0) if self.server.statuses else 204
        self.send_response(status)
        if status == 302:
            self.send_header("Location", self.server.elsewhere)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def servers(settings):
    """servers(): a real HTTP server on a free port that we are allowed to call."""
    running = []

    def start():
        server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        server.got, server.statuses = [], []
        server.came, server.may_answer = threading.Event(), threading.Event()
        server.may_answer.set()
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        running.append((server, thread))
        settings.WEBHOOK_ALLOWED_HOSTS = [*settings.WEBHOOK_ALLOWED_HOSTS, f"127.0.0.1:{server.server_port}"]
        server.url = f"http://127.0.0.1:{server.server_port}/hook?from=desk"
        return server

    yield start
    for server, thread in running:
        server.may_answer.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def shop(cast):
    return partner("shop", ["read_all"])


@pytest.fixture
def listen(shop, servers):
    """listen(): a server, and the subscriber that is told there."""

    def start(**facts):
        server = servers()
        facts = {"partner": shop, "url": server.url, "topics": ["state", "message"]} | facts
        return server, Subscriber.objects.create(**facts)

    return start


def later(minutes=3):
    """Let what waits be due."""
    earlier = timezone.now() - timedelta(minutes=minutes)
    Notice.objects.filter(channel="webhook", status="queued").update(next_try_at=earlier)


def events_of(server):
    return [json.loads(body)["event"] for _headers, body in server.got]


# --- how it is sent ---------------------------------------------------------------------------------------


def test_a_delivery_is_signed_and_carries_its_key(listen, new_complaint):
    server, subscriber = listen()
    case = new_complaint()
    call_command("send_notices")
    ((headers, body),) = server.got
    signature = hmac.new(subscriber.secret.encode(), f"{headers['X-Timestamp']}.".encode() + body, hashlib.sha256)
    assert headers["X-Signature"] == f"sha256={signature.hexdigest()}"
    assert abs(int(headers["X-Timestamp"]) - timezone.now().timestamp()) < 60
    assert headers["Idempotency-Key"] == Delivery.objects.get().once
    told = json.loads(body)
    assert (told["event"], told["complaint"]["number"], told["topic"]) == ("submit", case.number, "state")
    assert Delivery.objects.get().status == "sent"


def test_down_for_a_while_then_everything_once(listen, new_complaint, lin, now):
    server, _subscriber = listen()
    server.statuses = [503, 500]
    intake.accept(new_complaint(), by=lin, now=now)
    for _turn in range(2):
        with pytest.raises(CommandError, match="put off: HTTP 50"):
            call_command("send_notices")
        later()
    assert len(server.got) == 2  # a failure ended the turn: nobody knocks five hundred times
    for _turn in range(2):
        call_command("send_notices")
    assert sorted(events_of(server)[2:]) == ["accept", "submit"]
    assert set(Delivery.objects.values_list("status", flat=True)) == {"sent"}


def test_nobody_there_is_waited_for(listen, new_complaint):
    server, _subscriber = listen()
    server.shutdown()
    server.server_close()
    new_complaint()
    with pytest.raises(CommandError, match="put off"):
        call_command("send_notices")
    row = Delivery.objects.get()
    assert (row.status, row.tries) == ("queued", 1)
    assert row.next_try_at > timezone.now() + timedelta(minutes=1)


@pytest.mark.parametrize("status", [302, 400, 401, 404, 410])
def test_a_no_is_given_up_after_three_tries(listen, new_complaint, status):
    server, _subscriber = listen()
    elsewhere, _other = listen(is_active=False)
    server.elsewhere, server.statuses = elsewhere.url, [status] * 9
    new_complaint()
    for _turn in range(5):
        with contextlib.suppress(CommandError):
            call_command("send_notices")
        later()
    row = Delivery.objects.get()
    assert (row.status, row.tries, row.last_error) == ("failed", 3, f"HTTP {status}")
    assert (len(server.got), len(elsewhere.got)) == (3, 0)


@pytest.mark.parametrize("status", [408, 425, 429])
def test_a_not_now_is_tried_like_a_failure(listen, new_complaint, status):
    server, _subscriber = listen()
    server.statuses = [status] * 4
    new_complaint()
    for _turn in range(4):
        with pytest.raises(CommandError):
            call_command("send_notices")
        later()
    call_command("send_notices")
    assert Delivery.objects.get().status == "sent"


def test_who_is_slow_keeps_nobody_waiting(listen, new_complaint):
    """The slow one answers only after the quick one has got its event: in one line behind another this never ends."""
    slow, _one = listen()
    quick, _two = listen()
    slow.may_answer.clear()
    new_complaint()

    def release():
        if slow.came.wait(30) and quick.came.wait(30):
            slow.may_answer.set()

    helper = threading.Thread(target=release)
    helper.start()
    call_command("send_notices")
    helper.join()
    assert set(Delivery.objects.values_list("status", flat=True)) == {"sent"}


def test_an_answer_that_never_comes_is_not_waited_for(listen, new_complaint, monkeypatch):
    server, _subscriber = listen()
    monkeypatch.setattr(outgoing, "TIMEOUT", 0.2)
    server.may_answer.clear()
    new_complaint()
    with pytest.raises(CommandError, match="timed out"):
        call_command("send_notices")
    assert Delivery.objects.get().status == "queued"


def test_who_lost_the_right_to_read_is_not_told_any_more(listen, new_complaint, shop):
    server, _subscriber = listen()
    new_complaint()
    shop.scopes = ["file"]
    shop.save()
    call_command("send_notices")
    assert server.got == []
    assert Delivery.objects.get().status == "failed"


def test_a_name_that_leads_inside_is_refused_when_it_is_called(listen, new_complaint, monkeypatch):
    """The form saw a good name; by now its owner has let it lead to us."""
    asked = []

    def resolver(host, port, **more):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    server, _subscriber = listen(url="https://hooks.example.com/")
    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    new_complaint()
    with pytest.raises(CommandError, match="leads inside"):
        call_command("send_notices")
    assert asked == ["hooks.example.com"]
    assert server.got == []


def test_send_again_queues_what_was_given_up_and_keeps_its_key(client, admin, listen, new_complaint):
    server, _subscriber = listen()
    new_complaint()
    row = Delivery.objects.get()
    outbox.give_up(row, "HTTP 404")
    client.force_login(admin)
    chosen = {"action": "send_again", "_selected_action": [row.pk]}
    client.post(reverse("admin:complaints_delivery_changelist"), chosen)
    call_command("send_notices")
    assert [headers["Idempotency-Key"] for headers, _body in server.got] == [row.once]
    assert Delivery.objects.get().status == "sent"
