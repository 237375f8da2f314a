"""Who is told what: the rows that are written with a step or a message, and the administrator's pages."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import transaction
from django.urls import reverse

from complaints.actions import contact, intake, outbox
from complaints.lifecycle import Refused
from complaints.models import ApiCall, Delivery, Subscriber
from complaints.tests.api_client import partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(cast):
    return partner("shop", ["read_all"])


@pytest.fixture
def subscribe(shop):
    """subscribe(): an address of the shop that wants to hear everything."""
    serial = count()

    def start(**facts):
        facts = {"partner": shop, "topics": ["state", "message"]} | facts
        return Subscriber.objects.create(url=f"https://hooks.example.com/{next(serial)}", **facts)

    return start


# --- what is written --------------------------------------------------------------------------------------


def test_every_step_and_message_is_a_row_written_with_it(subscribe, new_complaint, lin, now):
    subscriber = subscribe()
    case = intake.accept(new_complaint(), by=lin, now=now)
    contact.hear_consumer(case, by=lin, now=now, body="还没到")
    contact.note(case, by=lin, now=now, body="内部")
    rows = Delivery.objects.filter(subscriber=subscriber).order_by("pk")
    assert [row.event for row in rows] == ["submit", "accept", "hear_consumer"]
    assert rows[1].context["complaint"] == {"number": case.number, "state": "accepted", "phase": "accepted"}
    assert rows[2].context["message"] == {"direction": "from_consumer", "body": "还没到"}


def test_what_is_taken_back_is_not_told(subscribe, complaint, lin, now):
    subscribe()
    with transaction.atomic():
        intake.accept(complaint, by=lin, now=now)
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_a_reply_waits_its_undo_seconds_and_goes_with_a_recall(subscribe, complaint, lin, now):
    subscribe(topics=["message"])
    case = intake.accept(complaint, by=lin, now=now)
    message = contact.reply(case, by=lin, now=now, body="您好")
    assert Delivery.objects.get().next_try_at == now + contact.UNDO
    contact.recall(message, by=lin, now=now + timedelta(seconds=3))
    assert not Delivery.objects.exists()


def test_a_system_hears_only_of_what_it_may_read(subscribe, new_complaint, lin, now):
    own = partner("own", ["file", "read_own"])
    subscribe(partner=own, topics=["state"])
    filed, other = new_complaint(), new_complaint(order={"order_number": "X"})
    ApiCall.objects.create(agent=own.agent, key="k", verb="submit", body_hash="x", complaint=filed, answer={}, at=now)
    for case in (filed, other):
        intake.accept(case, by=lin, now=now)
    assert [(row.complaint, row.event) for row in Delivery.objects.all()] == [(filed, "accept")]


def test_who_is_switched_off_or_wants_something_else_is_not_told(subscribe, complaint, lin, now):
    subscribe(is_active=False)
    subscribe(topics=["message"])
    intake.accept(complaint, by=lin, now=now)
    assert not Delivery.objects.exists()


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


def test_a_secret_that_became_known_is_renewed(client, admin, subscribe):
    subscriber = subscribe()
    client.force_login(admin)
    chosen = {"action": "renew_secrets", "_selected_action": [subscriber.pk]}
    answer = client.post(reverse("admin:complaints_subscriber_changelist"), chosen, follow=True)
    fresh = Subscriber.objects.get()
    assert fresh.secret != subscriber.secret
    assert fresh.secret in answer.content.decode()
    assert fresh.history.first().history_user == admin


def test_send_again_is_refused_while_it_waits_and_to_others(subscribe, complaint, new_complaint, admin, zhao, now):
    subscribe()
    new_complaint(order={"order_number": "X"})
    row = Delivery.objects.get()
    for by in (admin, zhao):
        with pytest.raises(Refused):
            outbox.send_again(row, by=by, now=now)
