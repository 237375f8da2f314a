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
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from complaints import rules
from complaints.actions import contact, intake, outbox
from complaints.lifecycle import Refused
from complaints.management import outgoing
from complaints.models import ApiCall, Delivery, Notice, Subscriber
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


# --- what is written --------------------------------------------------------------------------------------


def test_every_step_and_message_is_a_row_written_with_it(listen, new_complaint, lin, now):
    _server, subscriber = listen()
    case = intake.accept(new_complaint(), by=lin, now=now)
    contact.hear_consumer(case, by=lin, now=now, body="还没到")
    contact.note(case, by=lin, now=now, body="内部")
    rows = Delivery.objects.filter(subscriber=subscriber).order_by("pk")
    assert [row.event for row in rows] == ["submit", "accept", "hear_consumer"]
    assert rows[1].context["complaint"] == {"number": case.number, "state": "accepted", "phase": "accepted"}
    assert rows[2].context["message"] == {"direction": "from_consumer", "body": "还没到"}


def test_what_is_taken_back_is_not_told(listen, complaint, lin, now):
    listen()
    with transaction.atomic():
        intake.accept(complaint, by=lin, now=now)
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_a_reply_waits_its_undo_seconds_and_goes_with_a_recall(listen, complaint, lin, now):
    listen(topics=["message"])
    case = intake.accept(complaint, by=lin, now=now)
    message = contact.reply(case, by=lin, now=now, body="您好")
    assert Delivery.objects.get().next_try_at == now + contact.UNDO
    contact.recall(message, by=lin, now=now + timedelta(seconds=3))
    assert not Delivery.objects.exists()


def test_a_system_hears_only_of_what_it_may_read(listen, servers, new_complaint, lin, now):
    own = partner("own", ["file", "read_own"])
    Subscriber.objects.create(partner=own, url=servers().url, topics=["state"])
    filed, other = new_complaint(), new_complaint(order={"order_number": "X"})
    ApiCall.objects.create(agent=own.agent, key="k", verb="submit", body_hash="x", complaint=filed, answer={}, at=now)
    for case in (filed, other):
        intake.accept(case, by=lin, now=now)
    assert [(row.complaint, row.event) for row in Delivery.objects.all()] == [(filed, "accept")]


def test_who_is_switched_off_or_wants_something_else_is_not_told(listen, complaint, lin, now):
    listen(is_active=False)
    listen(topics=["message"])
    intake.accept(complaint, by=lin, now=now)
    assert not Delivery.objects.exists()


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


# --- never inside -----------------------------------------------------------------------------------------

INSIDE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1"),
    *("255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1"),
    *("::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_inner_address_is_no_place_to_call(address):
    assert not rules.is_outside(address)
    host = f"[{address}]" if ":" in address else address
    assert not rules.may_be_called(f"https://{host}/hook")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_an_outer_address_is(address):
    assert rules.is_outside(address)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://hooks.example.com/",
            "ftp://example.com/",
            "https://localhost/",
            "https://db.internal/",
            "https:///x",
        ),
        *("https://[/", "https://example.com:99999/", "file:///etc/passwd", "https://intranet/", ""),
    ],
)
def test_other_addresses_are_refused_with_a_sentence(url):
    assert rules.may_be_called(url).why


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


# --- the administrator's pages ----------------------------------------------------------------------------


def test_the_administrator_enters_a_subscriber_and_sees_the_secret_once(client, admin, shop):
    client.force_login(admin)
    form = {"partner": shop.pk, "url": "https://hooks.example.com/x", "topics": ["state"], "is_active": "on"}
    answer = client.post(reverse("admin:complaints_subscriber_add"), form, follow=True)
    subscriber = Subscriber.objects.get()
    assert subscriber.secret in answer.content.decode()
    page = client.get(reverse("admin:complaints_subscriber_change", args=[subscriber.pk])).content.decode()
    assert subscriber.secret not in page
    bad = client.post(reverse("admin:complaints_subscriber_add"), form | {"url": "https://10.0.0.1/x"})
    assert bad.status_code == 200
    assert Subscriber.objects.count() == 1


def test_a_secret_that_became_known_is_renewed(client, admin, listen):
    _server, subscriber = listen()
    client.force_login(admin)
    chosen = {"action": "renew_secrets", "_selected_action": [subscriber.pk]}
    answer = client.post(reverse("admin:complaints_subscriber_changelist"), chosen, follow=True)
    fresh = Subscriber.objects.get()
    assert fresh.secret != subscriber.secret
    assert fresh.secret in answer.content.decode()
    assert fresh.history.first().history_user == admin


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


def test_send_again_is_refused_while_it_waits_and_to_others(listen, complaint, new_complaint, admin, zhao, now):
    listen()
    new_complaint(order={"order_number": "X"})
    row = Delivery.objects.get()
    for by in (admin, zhao):
        with pytest.raises(Refused):
            outbox.send_again(row, by=by, now=now)
