"""Order facts: asked of the order source, which may be slow, down, wrong, or know better than what was typed."""

import json
import threading
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from complaints.actions import intake, merging, orders, payouts
from complaints.enums import OrderStatus
from complaints.gateways import orders as source
from complaints.lifecycle import Refused
from complaints.management.commands.order_server import server
from complaints.models import Complaint, OrderSnapshot
from complaints.roles import System

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
FACTS = {
    "amount": "199.00",
    "paid_at": "2026-11-10T12:00:00+08:00",
    "merchant": "海味行旗舰店",
    "product": "骨瓷杯",
    "carrier": "快线",
    "tracking_number": "KX-1",
    "buyer": "u-77",
}


@contextmanager
def shop(settings, known):
    """The reference server with these orders; settings point at it."""
    with server(known) as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.ORDER_API_URL = f"http://127.0.0.1:{serving.server_port}/orders/"
        try:
            yield
        finally:
            serving.shutdown()
            thread.join()


@pytest.fixture
def pay(complaint, lin, now):
    """Ask for a refund on the complaint, once it is owned."""
    intake.accept(complaint, by=lin, now=now)

    def ask(amount, key):
        return payouts.propose_payout(
            complaint, by=lin, now=now, amount=Decimal(amount), kind="refund", reason="破损", idempotency_key=key
        )

    return ask


def test_the_order_source_fills_what_nobody_typed_and_wins_over_what_was_typed(settings, complaint):
    with shop(settings, {"D-1001": FACTS}):
        call_command("fetch_orders")
    case = Complaint.objects.get()
    assert (case.order_amount, case.merchant, case.tracking_number) == (Decimal("199.00"), "海味行旗舰店", "KX-1")
    assert case.order_status == OrderStatus.FOUND
    assert case.order_snapshot.facts["amount"] == "199.00"
    event = case.events.get(verb="take_order_facts")
    assert ["order_amount", "168.00", "199.00"] in event.changes


def test_the_receipt_does_not_wait_for_the_order_source(complaint):
    assert complaint.order_status == OrderStatus.WAITING
    assert OrderSnapshot.objects.get().tries == 0


def test_without_an_order_number_nobody_is_asked(new_complaint):
    case = new_complaint("就想说说", order={"order_number": ""})
    assert (case.order_status, OrderSnapshot.objects.count()) == ("", 0)


def test_an_unknown_number_is_told(settings, client, complaint, lin, now):
    with shop(settings, {}):
        call_command("fetch_orders")
    assert Complaint.objects.get().order_status == OrderStatus.UNKNOWN
    intake.accept(complaint, by=lin, now=now)
    client.force_login(lin)
    assert "查无此单" in client.get(reverse("complaints:complaint", args=[complaint.number])).content.decode()


def test_while_it_is_down_work_goes_on_and_it_is_asked_later_and_later(settings, complaint, lin, now):
    settings.ORDER_API_URL = "http://127.0.0.1:9/"
    with pytest.raises(CommandError, match="1 put off"):
        call_command("fetch_orders")
    intake.accept(complaint, by=lin, now=now)
    waited = []

    def down(_number):
        raise OSError("connection refused")

    snapshot = OrderSnapshot.objects.get()
    for _turn in range(4):
        at = snapshot.next_try_at
        assert orders.fetch(now=at - timedelta(seconds=1), ask=down) == (0, [])
        assert orders.fetch(now=at, ask=down)[1] == ["connection refused"]
        snapshot.refresh_from_db()
        waited.append((snapshot.next_try_at - at) // MINUTE)
    assert waited == [2, 5, 15, 30]
    assert orders.fetch(now=snapshot.next_try_at, ask=lambda _number: {"amount": Decimal("199")}) == (1, [])
    assert OrderSnapshot.objects.get().next_try_at is None


def test_one_poison_answer_stops_nobody_else(new_complaint, now):
    bad, good = new_complaint(order={"order_number": "BAD"}), new_complaint(order={"order_number": "GOOD"})

    def ask(number):
        if number == "BAD":
            raise ValueError("nonsense")
        return {"merchant": "好店"}

    assert orders.fetch(now=now, ask=ask) == (1, ["nonsense"])
    assert Complaint.objects.get(pk=good.pk).merchant == "好店"
    assert Complaint.objects.get(pk=bad.pk).order_status == OrderStatus.WAITING


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[1]",
        b"{}",
        json.dumps({"amount": "NaN"}).encode(),
        json.dumps({"amount": "-5"}).encode(),
        json.dumps({"paid_at": "2999-01-01"}).encode(),
        json.dumps({"paid_at": "yesterday"}).encode(),
        json.dumps({"merchant": "x" * 500}).encode(),
        json.dumps({"merchant": "a\x00b"}).encode(),
        b"x" * (source.MOST_BYTES + 1),
    ],
)
def test_nonsense_of_the_source_is_not_believed(body, now):
    with pytest.raises(ValueError):  # noqa: PT011  each piece of nonsense has a sentence of its own
        source.facts_of(body, now)


def test_an_answer_that_comes_after_the_number_was_changed_is_dropped(complaint, zhao, now):
    def slow(_number):
        orders.ask_order(complaint, by=zhao, now=now, order_number="D-2")
        return FACTS

    orders.fetch(now=now, ask=slow, batch=1)
    assert (Complaint.objects.get().merchant, Complaint.objects.get().order_status) == ("海味行", OrderStatus.WAITING)
    assert orders.fetch(now=now, ask=lambda number: {"merchant": number}) == (1, [])
    assert Complaint.objects.get().merchant == "D-2"


def test_somebody_elses_order_is_told(new_complaint, now):
    case = new_complaint(external_id="u-1", phone="")
    case = orders.take_order_facts(case, FACTS | {"amount": Decimal("199")}, by=System(), now=now)
    assert case.order_is_theirs is False


def test_a_merged_complaint_is_left_alone(complaint, new_complaint, zhao, now):
    master = new_complaint(order={"order_number": "D-2"})
    merging.merge(complaint, by=zhao, now=now, master=master, reason="同一件事")
    assert orders.fetch(now=now, ask=lambda _number: FACTS) == (1, [])
    assert Complaint.objects.get(pk=complaint.pk).merchant == "海味行"
    assert not OrderSnapshot.objects.filter(next_try_at__isnull=False).exists()


# --- money --------------------------------------------------------------------------------------------------


def test_a_price_that_was_only_typed_caps_no_refund(new_complaint, lin, now):
    """Else whoever types the price decides how much may be refunded."""
    case = intake.accept(new_complaint(order={"order_amount": Decimal("9000")}), by=lin, now=now)
    facts = {"by": lin, "now": now, "kind": "refund", "reason": "破损"}
    payout = payouts.propose_payout(case, amount=Decimal("300"), idempotency_key="a", **facts)
    assert payout.state == "approved"
    payout = payouts.propose_payout(case, amount=Decimal("300"), idempotency_key="b", **facts)
    assert payout.state == "proposed"


def test_a_confirmed_price_is_refunded_without_the_limit(new_complaint, lin, now):
    case = intake.accept(new_complaint(), by=lin, now=now)
    case = orders.take_order_facts(case, {"amount": Decimal("900")}, by=System(), now=now)
    payout = payouts.propose_payout(
        case, by=lin, now=now, amount=Decimal("900"), kind="refund", reason="破损", idempotency_key="a"
    )
    assert (payout.state, payout.price_applied) == ("approved", Decimal("900.00"))


def test_a_lower_price_learnt_later_makes_no_liar_of_an_earlier_refund(pay, complaint, now):
    pay("168", "a")
    orders.take_order_facts(Complaint.objects.get(), {"amount": Decimal("99")}, by=System(), now=now)
    call_command("reconcile")


def test_the_number_of_the_order_stays_once_money_was_asked_for(pay, complaint, lin, zhao, now):
    pay("100", "a")
    with pytest.raises(Refused, match="组长"):
        orders.ask_order(complaint, by=lin, now=now, order_number="D-9")
    assert orders.ask_order(complaint, by=lin, now=now).order_number == "D-1001"
    assert orders.ask_order(complaint, by=zhao, now=now, order_number="D-9").order_number == "D-9"


# --- the quick form -----------------------------------------------------------------------------------------


def look_up(client, agent, **typed):
    client.force_login(agent)
    return client.post(reverse("complaints:new"), {"then": "order"} | typed).content.decode()


def test_the_quick_form_is_filled_in_and_loses_nothing(settings, client, lin):
    with shop(settings, {"D-5": FACTS}):
        shown = look_up(client, lin, order_number="D-5", description="杯子碎了", name="陆女士")
    assert all(word in shown for word in ("海味行旗舰店", "199.00", "杯子碎了", "陆女士", "2026-11-10T12:00"))
    assert Complaint.objects.count() == 0


def test_the_quick_form_says_when_the_source_is_down(settings, client, lin):
    settings.ORDER_API_URL = "http://127.0.0.1:9/"
    shown = look_up(client, lin, order_number="D-5", description="杯子碎了")
    assert "没有应答" in shown
    assert "杯子碎了" in shown
