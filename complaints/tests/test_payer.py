"""The payment system may be away, slow, silent, say it twice or late: nobody is paid twice (domain.md 7.3, DP-20)."""

import random
import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from complaints.actions import intake, outbox, payer, payouts, routing
from complaints.actions.sweep import sweep
from complaints.enums import PayerDoubt, PayerWord
from complaints.lifecycle import Refused
from complaints.management.commands.send_notices import send_payment
from complaints.management.till import FAULTS, Till, server
from complaints.models import Notice, PayerReport, Payout
from complaints.tests.api_client import Program, partner

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def case(complaint, lin, now):
    return routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)


@pytest.fixture
def pay(case, lin, now):
    """Release a payment of `amount`."""

    def release(amount="5.00", key="k"):
        facts = {"amount": Decimal(amount), "kind": "goodwill", "reason": "延误", "idempotency_key": key}
        return payouts.propose_payout(case, by=lin, now=now, **facts)

    return release


@pytest.fixture
def order(pay):
    return pay("50.00")


@pytest.fixture
def till(settings):
    """A payment system that listens; its `fault` says what goes wrong."""
    books = Till()
    with server(books) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        settings.PAYMENT_WEBHOOK_URL = f"http://127.0.0.1:{serving.server_port}/pay"
        yield books
        serving.shutdown()


def deliver(now):
    return outbox.deliver(now=now, channels=["payer"], send=lambda notice: send_payment(notice, None))


def fresh(payout):
    return Payout.objects.get(pk=payout.pk)


def say(payout, word, now, **facts):
    return payer.take_word(fresh(payout), word, now=now, **facts)[0]


# --- a thousand faults ------------------------------------------------------------------------------------------


def test_a_thousand_faults_and_everybody_is_paid_once(pay, till, lin, now):
    dice = random.Random(20261122)
    released = [pay("5.00", key=f"k{n}") for n in range(50)]
    left = [dice.choice(FAULTS) for _n in range(1000)]
    till.fault = lambda: left.pop() if left else None
    moment = now
    while Payout.objects.exclude(state="paid").exists():
        moment += DAY + timedelta(minutes=1)
        assert moment < now + 60 * DAY, "it never ends"
        deliver(moment)
        sweep(now=moment)
        for payout in Payout.objects.filter(state="failed"):
            payouts.retry(payout, by=lin, now=moment)
        key, reference = dice.choice(sorted(till.paid.items()))
        for _again in range(dice.choice([0, 0, 0, 0, 2])):  # told late, and twice
            say(Payout.objects.get(pk=key.removeprefix("pay:")), PayerWord.PAID, moment, reference=reference)
    assert not left
    assert len(till.orders) > 1000
    assert set(till.paid) == {f"pay:{payout.pk}" for payout in released}
    assert {p.reference for p in Payout.objects.all()} == set(till.paid.values())
    assert not PayerReport.objects.in_doubt().exists()
    call_command("reconcile")


# --- no answer is not a failure -----------------------------------------------------------------------------------


def test_an_order_without_an_answer_stays_an_order_and_people_are_told_once(order, till, zhou, lin, now):
    till.fault = lambda: "lost_answer"
    for hours in range(0, 24 * 30, 24):
        deliver(now + timedelta(hours=hours))
    assert (fresh(order).state, len(till.paid)) == ("paying", 1)
    assert Notice.objects.filter(event="payer_silent", agent=lin).count() == 1
    till.fault = None
    deliver(now + 40 * DAY)
    assert fresh(order).state == "paid"
    assert len(till.paid) == 1


def test_while_the_payment_system_has_the_order_nobody_in_front_settles_it(order, till, lin, chen, now):
    till.fault = lambda: "lost_answer"
    deliver(now)
    for act in (
        lambda by: payouts.fail(fresh(order), by=by, now=now, failure="没到"),
        lambda by: payouts.mark_paid(fresh(order), by=by, now=now, reference="X"),
    ):
        with pytest.raises(Refused):
            act(lin)
    assert payouts.fail(fresh(order), by=chen, now=now, failure="银行确认未付").state == "failed"


def test_an_order_that_was_taken_is_asked_about_after_a_day(order, till, now):
    till.fault = lambda: "accepted_only"
    deliver(now)
    assert (fresh(order).state, order.reports.get().word) == ("paying", "accepted")
    sweep(now=now + DAY - timedelta(seconds=1))
    assert deliver(now + DAY - timedelta(seconds=1)) == (0, [])
    till.fault = None
    sweep(now=now + 2 * DAY)
    deliver(now + 2 * DAY)
    assert (fresh(order).state, len(till.orders), len(till.paid)) == ("paid", 2, 1)


# --- words in every order -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (["accepted", "paid", "paid"], "paid"),
        (["paid", "accepted", "arrived"], "confirmed"),
        (["arrived"], "confirmed"),
        (["failed", "paid"], "paid"),
        (["failed", "failed"], "failed"),
        (["accepted"], "paying"),
    ],
)
def test_words_come_in_any_order(order, now, words, state):
    payouts.pay(order, by=order.proposed_by, now=now)
    for word in words:
        say(order, word, now, reference="B-1" if word in ("paid", "arrived") else "")
    assert fresh(order).state == state
    assert not PayerReport.objects.in_doubt().exists()
    call_command("reconcile")


@pytest.mark.parametrize(
    ("before", "word", "reference", "doubt"),
    [
        (["paid"], "paid", "B-2", PayerDoubt.PAID_TWICE),
        (["paid"], "failed", "", PayerDoubt.FAILED_AFTER_PAID),
        (["paid"], "returned", "", PayerDoubt.CAME_BACK),
        ([], "returned", "", PayerDoubt.NOT_PAID),
    ],
)
def test_what_cannot_be_right_is_kept_told_and_named_until_it_is_cleared_up(
    order, chen, lin, now, before, word, reference, doubt
):
    payouts.pay(order, by=lin, now=now)
    for earlier in before:
        say(order, earlier, now, reference="B-1")
    state = fresh(order).state
    report = say(order, word, now, reference=reference)
    assert (report.doubt, fresh(order).state) == (doubt, state)
    assert Notice.objects.filter(event="payer_doubt", agent=chen).count() == 1
    with pytest.raises(CommandError, match=doubt):
        call_command("reconcile")
    with pytest.raises(Refused):
        payer.clear_up(report, by=lin, now=now, note="没事")
    with pytest.raises(Refused):
        payer.clear_up(report, by=chen, now=now, note=" ")
    payer.clear_up(report, by=chen, now=now, note="与银行核对，已追回。")
    call_command("reconcile")
    with pytest.raises(Refused):
        payer.clear_up(report, by=chen, now=now, note="再来一次")


def test_a_payment_of_a_cancelled_payout_is_never_taken_for_paid(order, lin, chen, now):
    payouts.cancel(order, by=lin, now=now, reason="不付了")
    report = say(order, "paid", now, reference="B-9")
    assert (report.doubt, fresh(order).state) == (PayerDoubt.NOT_ORDERED, "cancelled")


def test_what_was_said_stays_said(order, now):
    report = say(order, "accepted", now)
    for change in (
        lambda: PayerReport.objects.filter(pk=report.pk).update(word="failed"),
        lambda: PayerReport.objects.filter(pk=report.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_system_marks_nothing_as_paid_without_a_word(order, lin, now):
    payouts.pay(order, by=lin, now=now)
    payouts.mark_paid(fresh(order), by=payer.System(), now=now, reference="made up")
    with pytest.raises(CommandError, match="never said so"):
        call_command("reconcile")


# --- reported over the API --------------------------------------------------------------------------------------------


def test_the_payment_system_reports_over_the_api(order, lin, now):
    payouts.pay(order, by=lin, now=now)
    program = Program(partner("bank", ["report_payments"]).agent)
    body = {"payout": order.pk, "status": "paid", "reference": "B-1"}
    first, again = (program.post("payments/", body).json() for _n in range(2))
    assert first == {"payout": order.pk, "state": "paid", "is_new": True, "doubt": ""}
    assert again == first | {"is_new": False}
    assert program.post("payments/", body | {"reference": "B-2"}).json()["doubt"] == "paid_twice"


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"reference": ""}, 400, "reference"),
        ({"status": "vielleicht"}, 400, "status"),
        ({"payout": 0}, 400, "payout"),
        ({"payout": 10**30}, 400, "payout"),
        ({"amount": "50.00"}, 400, "amount"),
        ({"payout": 2**62}, 404, None),
    ],
)
def test_a_bad_report_is_told_why(order, change, status, field):
    program = Program(partner("bank", ["report_payments"]).agent)
    answer = program.post("payments/", {"payout": order.pk, "status": "paid", "reference": "B-1"} | change)
    assert answer.status_code == status
    assert field is None or field in answer.json()["fields"]


def test_only_the_payment_system_reports(order, cast):
    body = {"payout": order.pk, "status": "paid", "reference": "B-1"}
    for agent in (partner("shop", ["file", "read_all"]).agent, cast["lin"]):
        assert Program(agent).post("payments/", body).status_code == 403
    assert fresh(order).state == "approved"


# --- the page -----------------------------------------------------------------------------------------------


@pytest.fixture
def doubtful(order, lin, now):
    payouts.pay(order, by=lin, now=now)
    say(order, "paid", now, reference="B-1")
    return say(order, "paid", now, reference="B-2")


def test_the_back_office_clears_up_on_its_page(client, doubtful, chen, zhao):
    client.force_login(zhao)
    shown = client.get(reverse("complaints:payments")).content.decode()
    assert "付了两次" in shown
    assert 'data-verb="clear_up"' not in shown
    client.force_login(chen)
    address = reverse("complaints:clear_up", args=[doubtful.pk])
    refused = client.post(address, {"note": ""})
    assert refused.status_code == 422
    assert "error" in refused.content.decode()
    client.post(address, {"note": "第二笔已由银行追回"})
    doubtful.refresh_from_db()
    assert (doubtful.cleared_by, doubtful.cleared_note) == (chen, "第二笔已由银行追回")
    assert "付了两次" not in client.get(reverse("complaints:payments")).content.decode()


def test_the_page_names_the_silent_and_the_failed(client, order, pay, till, chen, lin, now):
    till.fault = lambda: "busy"
    deliver(now)
    failed = pay("7.00", key="other")
    payouts.pay(failed, by=lin, now=now)
    say(failed, "failed", now, reason="账户已销户")
    client.force_login(chen)
    shown = client.get(reverse("complaints:payments")).content.decode()
    assert "503" in shown
    assert "账户已销户" in shown


def test_the_page_costs_the_same_for_one_and_for_many(client, pay, chen, lin, now, django_assert_max_num_queries):
    for n in range(12):
        payout = pay("5.00", key=f"k{n}")
        payouts.pay(payout, by=lin, now=now)
        say(payout, ("failed", "accepted")[n % 2], now, reason="x")
    client.force_login(chen)
    client.get(reverse("complaints:payments"))
    with django_assert_max_num_queries(10):
        client.get(reverse("complaints:payments"))
