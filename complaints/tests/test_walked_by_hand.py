"""What people met who walked the scenarios of domain.md 8 by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest

from complaints import rules
from complaints.actions import intake, particulars, payouts, proposals, routing
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.lifecycle import Refused

pytestmark = pytest.mark.django_db
REFUND = {"kind": "refund", "reason": "破损"}


@pytest.fixture
def offered(complaint, lin, now):
    """An offer whose title says nothing of its sum."""
    case = routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)
    option = [OptionDraft("把钱退给您", remedies=[RemedyDraft("refund", Decimal("100.00"))])]
    proposals.draft_proposal(case, by=lin, now=now, what_we_did="看了照片。", reasons="运输破损。", options=option)
    return proposals.send_proposal(case, by=lin, now=now)


def test_an_offer_says_its_sum_whatever_its_title_says(client, offered, letters_leave):
    letters_leave()
    page = client.get(f"/p/{token_of(offered)}/").content.decode()
    assert "退货款 ¥100.00" in page


def test_a_promise_is_paid_with_money_of_its_own_kind(offered, lin, now):
    option = offered.proposals.get().options.get()
    case = proposals.choose_option(offered, by=offered.consumer, now=now + timedelta(minutes=1), option=option)
    facts = {"by": lin, "now": now + timedelta(minutes=2), "amount": Decimal("100.00"), "remedy": option.remedies.get()}
    with pytest.raises(Refused, match="承诺的是退货款"):
        payouts.propose_payout(case, kind="liability", reason="破损", idempotency_key="other", **facts)
    assert payouts.propose_payout(case, idempotency_key="own", **REFUND, **facts).remedy_id


def test_a_price_somebody_learns_opens_the_way_to_a_refund(new_complaint, lin, now):
    case = intake.accept(new_complaint(order={"order_amount": None}), by=lin, now=now)
    facts = REFUND | {"by": lin, "now": now, "amount": Decimal("50")}
    with pytest.raises(Refused, match="实付金额"):
        payouts.propose_payout(case, idempotency_key="a", **facts)
    case = particulars.record_particulars(case, by=lin, now=now, price=Decimal("99.00"))
    assert payouts.propose_payout(case, idempotency_key="b", **facts).state == "approved"


@pytest.mark.parametrize(
    "words", ["您在撒谎，手机被调包了。", "您是在骗我们，别想讹诈。", "You are lying about the phone."]
)
def test_no_letter_calls_the_reader_a_liar(words):
    assert not rules.is_plain(words)


def test_the_name_of_a_right_of_the_reader_is_no_reproach():
    assert rules.is_plain("七天无理由退货今天就同意，运费由商家承担。")
    assert not rules.is_plain("这是无理要求。")


def test_no_evidence_is_not_complete_evidence(complaint):
    assert complaint.tier == "low"
    assert rules.gate_sentence(complaint) == "案卷里还没有任何证据。"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (
            "The jacket has another colour and the fabric is not that of the picture at all",
            "The jacket has another colour and the fabric is not that of…",
        ),
        ("杯" * 70, "杯" * 59 + "…"),
        ("杯子碎了。要求退款", "杯子碎了"),
    ],
)
def test_a_title_is_not_cut_within_a_word(words, title):
    assert intake.headline(words) == title
    assert len(title) <= 60
