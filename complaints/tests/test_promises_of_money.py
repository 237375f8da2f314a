"""Money that was promised: never more of the price than was paid, and done only when all of it is paid (7.3)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from complaints.actions import intake, linking, payouts, proposals, returns, routing
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.lifecycle import Refused, why_not
from complaints.models import Complaint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def again(case):
    return Complaint.objects.get(pk=case.pk)


@pytest.fixture
def offered(new_complaint, lin, now):
    """offered("refund", "200.00", price="168"): a draft that promises it, ready to be sent by lin."""

    def offered(kind, *amounts, price="168"):
        order = {"order_number": "D-1", "order_amount": price and Decimal(price)}
        case = intake.accept(new_complaint(order=order), by=lin, now=now)
        case = routing.solve_now(case, by=lin, now=now)
        remedies = [RemedyDraft(kind, Decimal(amount)) for amount in amounts]
        words = {"what_we_did": "看了照片。", "reasons": "运输中破损。"}
        proposals.draft_proposal(case, by=lin, now=now, options=[OptionDraft("退款", remedies=remedies)], **words)
        return again(case)

    return offered


@pytest.mark.parametrize(
    ("amounts", "price", "says"),
    [
        (["168.00"], "168", ""),
        (["168.01"], "168", "at most ¥168.00 can be refunded"),
        (["100.00", "68.01"], "168", "refunds ¥168.01 of the price"),
        (["10.00"], None, "Enter the price paid first"),
    ],
)
def test_no_more_of_the_price_is_promised_than_was_paid(offered, lin, now, amounts, price, says):
    against = why_not(offered("refund", *amounts, price=price), "send_proposal", lin, now)
    assert says in against
    assert bool(against) is bool(says)


def test_a_promise_is_done_when_all_of_it_is_paid(offered, client, lin, now):
    """A first part payment of ¥1 had ended a promise of ¥300."""
    case = proposals.send_proposal(offered("compensation", "300.00"), by=lin, now=now)
    option = case.proposals.first().options.get()
    case = proposals.choose_option(case, by=case.consumer, now=now, option=option)
    remedy = option.remedies.get()

    def pay(amount, key):
        facts = {"kind": "liability", "reason": "破损", "idempotency_key": key, "remedy": remedy}
        asked = payouts.propose_payout(again(case), by=lin, now=now, amount=Decimal(amount), **facts)
        payouts.mark_paid(asked, by=lin, now=now, reference=key)
        remedy.refresh_from_db()
        return remedy.status

    assert pay("1.00", "part") == "due"
    client.cookies["django_language"] = "en"
    assert "¥1.00 paid, ¥299.00 still to come" in client.get(f"/p/{token_of(case)}/").content.decode()
    with pytest.raises(Refused, match=r"¥299\.00 are not paid"):
        proposals.carry_out_remedy(remedy, by=lin, now=now)
    assert again(case).state == "executing"
    assert pay("299.00", "rest") == "done"


def test_the_refund_of_a_linked_purchase_leaves_this_price_alone(offered, new_complaint, client, lin, zhao, now):
    """Five complaints about one cream are linked; each has its own order and its own price to be refunded."""
    first = offered("refund", "168.00")
    facts = {"kind": "refund", "reason": "过敏", "idempotency_key": "first"}
    Complaint.objects.filter(pk=first.pk).update(order_status="found")
    payouts.propose_payout(again(first), by=lin, now=now, amount=Decimal("168.00"), **facts)
    other = new_complaint(phone="13900000009", order={"order_number": "D-2", "order_amount": Decimal("218.00")})
    other = intake.accept(other, by=lin, now=now)
    linking.link(again(other), by=lin, now=now, other=again(first), reason="同款同批号")
    assert again(first).money_for(lin).refundable == 0
    assert again(other).money_for(lin).refundable == Decimal("218.00")
    client.force_login(lin)
    client.get(f"/complaints/{other.number}/")
    again_ordered = new_complaint(phone="13900000009", order={"order_number": "D-1", "order_amount": Decimal("168.00")})
    assert again_ordered.money_for(lin).refundable == 0


def test_goods_we_have_promised_to_take_come_back_whatever_the_law_says(offered, lin, now):
    """The platform offered it and the consumer accepted: opened goods come back, too (scenario 23)."""
    case = proposals.send_proposal(offered("return_refund", "168.00"), by=lin, now=now)
    day = now.date() - timedelta(days=20)
    facts = {"goods": "ordinary", "signed_on": day, "asked_on": now.date(), "is_intact": False}
    returns.check_return(case, by=lin, now=now, **facts)
    with pytest.raises(Refused):
        returns.take_goods_back(case, by=lin, now=now, back_at=now)
    option = case.proposals.first().options.get()
    case = proposals.choose_option(again(case), by=case.consumer, now=now, option=option)
    assert returns.take_goods_back(again(case), by=lin, now=now, back_at=now).back_at == now
