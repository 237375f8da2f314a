"""A payout that waits for a payment body: nothing leaves, the consumer knows why and until when (DP-20)."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from complaints.actions import evidence, hold_answers, holds, intake, outbox, payer, payouts, routing
from complaints.actions.links import token_of
from complaints.actions.sweep import sweep
from complaints.enums import PayerDoubt
from complaints.lifecycle import Refused
from complaints.management.commands.send_notices import send_payment
from complaints.management.till import Till, server
from complaints.models import Evidence, Notice, PayerReport, PaymentHold, Payout

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
D = Decimal


@pytest.fixture
def start():
    """An hour ago: pages look at the real time."""
    return timezone.now() - HOUR


@pytest.fixture
def case(new_complaint, lin, start):
    case = new_complaint(at=start)
    return routing.solve_now(intake.accept(case, by=lin, now=start), by=lin, now=start)


@pytest.fixture
def pay(case, lin, start):
    """pay("50.00"): a payout within the own limit, its order in the outbox."""

    def release(amount="50.00", key="k"):
        facts = {"amount": D(amount), "kind": "goodwill", "reason": "延误", "idempotency_key": key}
        return payouts.propose_payout(case, by=lin, now=start, **facts)

    return release


@pytest.fixture
def hold(case, lin, start):
    """hold(payout): the bank is asked until tomorrow."""

    def ask(payout=None, **facts):
        asked = {"body": "bank", "body_name": "招商银行", "question": "这笔款项的状态", "due_by": start + DAY}
        return holds.hold_payment(case, by=lin, now=start, payout=payout, **asked | facts)

    return ask


@pytest.fixture
def till(settings):
    """A payment system that pays whatever it is asked for."""
    books = Till()
    with server(books) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        settings.PAYMENT_WEBHOOK_URL = f"http://127.0.0.1:{serving.server_port}/pay"
        yield books
        serving.shutdown()


def deliver(now):
    return outbox.deliver(now=now, channels=["payer"], send=lambda notice: send_payment(notice, None))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# --- nothing leaves ---------------------------------------------------------------------------------------------


def test_a_held_order_rests_and_leaves_once_it_is_clear(pay, hold, till, lin, start):
    payout = pay()
    row = hold(payout)
    for hours in range(0, 24, 3):
        deliver(start + hours * HOUR)
    assert (till.orders, fresh(payout).state) == ([], "approved")
    order = Notice.objects.get(once=f"pay:{payout.pk}")
    assert (order.status, order.tries) == ("queued", 0)
    hold_answers.answer_hold(row, by=lin, now=start + DAY, outcome="clear", answer="账户正常")
    deliver(start + DAY)
    assert (len(till.orders), fresh(payout).state) == (1, "paid")


def test_a_failed_one_is_not_tried_again_nor_asked_about(pay, hold, lin, start):
    payout = payouts.pay(pay(), by=lin, now=start)
    row = hold(payout)
    sweep(now=start + 2 * DAY)
    payouts.fail(fresh(payout), by=lin, now=start + HOUR, failure="账户异常")
    with pytest.raises(Refused, match="招商银行"):
        payouts.retry(fresh(payout), by=lin, now=start + HOUR)
    assert payout.pk not in payer.unanswered(start + 9 * DAY).values_list("pk", flat=True)
    hold_answers.answer_hold(row, by=lin, now=start + DAY, outcome="clear", answer="可以再付")
    assert payouts.retry(fresh(payout), by=lin, now=start + DAY).state == "paying"


def test_without_a_payout_everything_unpaid_of_the_complaint_waits(pay, hold, zhao, start):
    first = pay()
    row = hold()
    with pytest.raises(Refused):
        payouts.pay(first, by=zhao, now=start)
    with pytest.raises(Refused, match="招商银行"):
        pay("20.00", key="k2")
    assert list(row.held_payouts) == [first]
    holds.release_payment(row, by=zhao, now=start + DAY, because="银行已口头确认")
    assert payouts.pay(first, by=zhao, now=start + DAY).state == "paying"


@pytest.mark.parametrize("named", [True, False])
def test_the_database_holds_it_even_past_the_actions(pay, hold, start, named):
    payout = pay()
    hold(payout if named else None)
    with pytest.raises(DatabaseError, match="held"), transaction.atomic():
        Payout.objects.filter(pk=payout.pk).update(state="paying")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PaymentHold.objects.all().delete()
    PaymentHold.objects.update(state="dropped", ended_at=start)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PaymentHold.objects.update(state="running")
    Payout.objects.filter(pk=payout.pk).update(state="paying")


def test_what_has_left_cannot_be_held(pay, hold, lin, start):
    payout = payouts.mark_paid(pay(), by=lin, now=start, reference="B-1")
    with pytest.raises(Refused):
        hold(payout)
    row = PaymentHold(complaint=payout.complaint, payout=payout, body="bank", body_name="行", opened_by=lin)
    row.opened_at, row.question = start, Evidence.objects.create(complaint=payout.complaint, status="asked")
    with pytest.raises(DatabaseError, match="cannot be held"), transaction.atomic():
        row.save()


def test_one_payout_is_asked_about_once_at_a_time(pay, hold):
    payout = pay()
    hold(payout)
    with pytest.raises(Refused, match="招商银行"):
        hold(payout, body_name="工商银行")


# --- how it ends --------------------------------------------------------------------------------------------------


def test_the_body_gives_the_money_back_itself_and_nobody_is_paid_twice(client, pay, hold, till, lin, start):
    payout = pay()
    row = hold(payout)
    with pytest.raises(Refused):
        hold_answers.answer_hold(row, by=lin, now=start, outcome="returned", answer="原路退回")
    facts = {"outcome": "returned", "answer": "原路退回", "refund_reference": "CMB-778"}
    row = hold_answers.answer_hold(row, by=lin, now=start, **facts)
    deliver(start + DAY)
    assert (row.state, fresh(payout).state, till.orders) == ("answered", "cancelled", [])
    assert fresh(row.question).status == "received"
    page = client.get(f"/p/{token_of(row.complaint)}/").content.decode()
    assert "CMB-778" in page


def test_an_order_that_was_given_is_not_called_off(pay, hold, lin, start):
    payout = payouts.pay(pay(), by=lin, now=start)
    row = hold(payout)
    with pytest.raises(Refused, match=payout.number):
        hold_answers.answer_hold(row, by=lin, now=start, outcome="stopped", answer="账户冻结")
    assert (fresh(row).state, fresh(payout).state) == ("running", "paying")


def test_who_asked_does_not_release_it(hold, pay, lin, zhao, chen, start):
    row = hold(pay())
    with pytest.raises(Refused):
        holds.release_payment(row, by=lin, now=start, because="等太久")
    with pytest.raises(Refused):
        holds.release_payment(row, by=zhao, now=start, because=" ")
    row = holds.release_payment(row, by=zhao, now=start, because="银行口头确认无误")
    assert (row.state, row.ended_by, fresh(row.question).status) == ("released", zhao, "waived")
    assert Notice.objects.filter(event="hold_released", agent=lin).count() == 1
    own = holds.hold_payment(
        row.complaint,
        by=chen,
        now=start,
        body="bank",
        body_name="行",
        question="状态",
        due_by=start + DAY,
    )
    with pytest.raises(Refused):
        holds.release_payment(own, by=chen, now=start, because="自己放行")


def test_the_word_of_the_payment_system_is_an_answer_or_a_doubt(pay, hold, lin, start):
    sent, waiting = payouts.pay(pay(), by=lin, now=start), pay("20.00", key="k2")
    first, second = hold(sent), hold(waiting)
    payer.take_word(fresh(sent), "paid", now=start, reference="B-7")
    assert (fresh(sent).state, fresh(first).state, fresh(first).outcome) == ("paid", "answered", "paid")
    payer.take_word(fresh(waiting), "paid", now=start, reference="B-8")
    assert (fresh(waiting).state, fresh(second).state) == ("approved", "running")
    assert PayerReport.objects.in_doubt().get().doubt == PayerDoubt.HELD


def test_a_cancelled_payout_holds_nothing_any_more(pay, hold, lin, start):
    payout = pay()
    row = hold(payout)
    payouts.cancel(payout, by=lin, now=start, reason="换个办法")
    assert (fresh(row).state, fresh(payout).state) == ("dropped", "cancelled")


# --- nobody forgets it --------------------------------------------------------------------------------------------


def test_a_silent_body_is_told_of_once_and_the_lead_later(pay, hold, lin, zhao, start):
    hold(pay())
    for hours in range(0, 24 * 6, 4):
        sweep(now=start + hours * HOUR)
    told = Notice.objects.filter(channel="in_app", event="hold_silent")
    assert [told.filter(agent=agent).count() for agent in (lin, zhao)] == [1, 1]
    assert Notice.objects.filter(event="inquiry_late", agent=lin).count() == 1


def test_asked_again_it_has_a_new_day_and_the_consumer_knows(pay, hold, lin, start):
    row = hold(pay())
    asked = {"question": "请再查一次这笔款项", "due_by": start + 3 * DAY, "reference": "CMB-1"}
    row = holds.ask_hold_again(row, by=lin, now=start + 2 * DAY, **asked)
    assert (row.question.title, row.reference, row.reminded) == ("请再查一次这笔款项", "CMB-1", 0)
    assert Evidence.objects.filter(side="third_party").count() == 2
    assert Notice.objects.filter(event="payment_still_held", channel="page").count() == 1
    with pytest.raises(Refused):
        holds.ask_hold_again(row, by=lin, now=start + 2 * DAY, question="你们是不是撒谎", due_by=start + 3 * DAY)


def test_an_answer_by_the_link_waits_for_a_decision(pay, hold, lin, start):
    row = hold(pay())
    evidence.answer_evidence(row.question, by=lin, now=start + HOUR, says="款项在途")
    sweep(now=start + 3 * DAY)
    assert Notice.objects.filter(event="hold_answered", agent=lin).count() == 1
    assert fresh(row).is_running


# --- pages --------------------------------------------------------------------------------------------------------


def test_the_consumer_reads_why_and_until_when(client, pay, hold, start):
    row = hold(pay())
    page = client.get(f"/p/{token_of(row.complaint)}/").content.decode()
    assert "招商银行" in page
    assert "暂缓付出" in page
    told = Notice.objects.get(event="payment_held", channel="page")
    assert told.context["amount"] == "50.00"


def test_asked_on_the_desk_followed_on_its_page(client, english, case, pay, lin, zhao):
    payout = pay()
    client.force_login(lin)
    address = reverse("complaints:hold_payment", args=[case.number])
    assert payout.number in client.get(f"{address}?payout={payout.pk}").content.decode()
    due = timezone.localtime(timezone.now() + DAY)
    sent = {"payout": payout.pk, "body": "wallet", "body_name": "Alipay", "question": "State of the transfer"}
    assert client.post(address, sent | {"due_by": ""}).status_code == 422
    assert client.post(address, sent | {"due_by": f"{due:%Y-%m-%dT%H:%M}"}).status_code == 302
    row = PaymentHold.objects.get()
    desk = client.get(f"/complaints/{case.number}/").content.decode()
    assert f"H-{row.pk} Alipay" in desk
    page = f"/payments/holds/{row.pk}/"
    answer = {"answer": "They refund it", "outcome": "returned", "refund_reference": ""}
    assert client.post(f"{page}answer_hold/", answer).status_code == 422
    assert client.post(f"{page}release_payment/", {"because": "no"}).status_code in (403, 422)
    assert client.post(f"{page}answer_hold/", answer | {"refund_reference": "ALI-9"}).status_code == 302
    assert "ALI-9" in client.get(page).content.decode()


def test_payments_show_what_is_held_and_how_much(client, english, pay, hold, zhao, mei, django_assert_num_queries):
    hold(pay("50.00"))
    hold(pay("20.00", key="k2"))
    client.force_login(mei)
    client.cookies["django_language"] = "en"
    page = client.get("/payments/").content.decode()
    assert "¥70.00" in page
    assert "2 payouts · 2 inquiries" in page
    assert "招商银行" in page
    with django_assert_num_queries(10):
        client.get("/payments/")


def test_a_strangers_hold_is_none(client, pay, hold, stranger):
    row = hold(pay())
    client.force_login(stranger)
    assert client.get(f"/payments/holds/{row.pk}/").status_code == 404
    assert client.post(f"/payments/holds/{row.pk}/answer_hold/", {}).status_code == 404


def test_the_house_says_how_long_a_body_has(english, client, case, pay, lin, start):
    client.force_login(lin)
    with translation.override("en"):
        page = client.get(reverse("complaints:hold_payment", args=[case.number])).content.decode()
    expected = timezone.localtime(timezone.now() + 3 * DAY)
    assert f'value="{expected:%Y-%m-%d}T' in page
