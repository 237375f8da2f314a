"""Money: amounts, limits, ladder, refunds, reversal (DP-01, DP-19, domain.md 7.3)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from complaints.actions import evidence, intake, payouts, proposals, routing, tasks, triage
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.lifecycle import Refused
from complaints.models import Complaint, Payout

pytestmark = pytest.mark.django_db


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def pay(owned, lin, now):
    def pay(amount, *, kind="goodwill", by=lin, case=owned, key=None, at=now, **more):
        amount = Decimal(amount) if isinstance(amount, str) else amount
        pay.n += 1
        return payouts.propose_payout(
            case,
            by=by,
            now=at,
            amount=amount,
            kind=kind,
            reason="晚到补偿",
            idempotency_key=key or f"key-{pay.n}",
            **more,
        )

    pay.n = 0
    return pay


def test_five_hundred_passes(pay):
    payout = pay("500.00")
    assert (payout.state, payout.basis, payout.limit_applied) == ("approved", "own_limit", Decimal("500.00"))


def test_a_cent_more_waits_for_a_lead(pay):
    assert pay("500.01").state == "proposed"


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "Infinity", "1.001", "120.0001"])
def test_amounts_that_are_none_are_refused(pay, amount):
    with pytest.raises(Refused):
        pay(amount)
    assert not Payout.objects.exists()


def test_full_width_digits_are_no_amount(pay):
    with pytest.raises(Refused):
        payouts.checked_amount("５００")


def test_limit_is_cumulative_per_complaint(pay):
    pay("380.00")
    assert pay("120.00").state == "approved"
    with pytest.raises(Refused):
        pay("0.01", ask_approval=False)


def test_second_complaint_on_the_same_order_counts(pay, new_complaint, lin, now):
    """Scenario 7: 380 and 200 on one order are 580, and that is the lead's."""
    pay("380.00")
    second = intake.accept(new_complaint("同一单又碎了一个"), by=lin, now=now)
    assert pay("200.00", case=second).state == "proposed"


def test_linked_complaint_counts(pay, new_complaint, owned, lin, now):
    from complaints.actions.linking import link

    pay("380.00")
    other = intake.accept(new_complaint(order={"order_number": "D-2"}), by=lin, now=now)
    link(owned, other, by=lin, now=now, reason="同一件事")
    assert pay("200.00", case=other).state == "proposed"


def test_only_one_open_request_per_kind(pay):
    waiting = pay("501.00")
    with pytest.raises(Refused) as refused:
        pay("502.00")
    assert waiting.number in refused.value.reason
    assert pay("502.00", kind="liability").state == "proposed"


def test_medium_tier_is_never_decided_alone(pay, owned, zhao, zhou, lin, now):
    triage.set_tier(owned, by=lin, now=now, tier="medium", reason="质量争议")
    payout = pay("50.00")
    assert payout.state == "proposed"
    with pytest.raises(Refused):
        payouts.approve(payout, by=zhao, now=now)
    assert payouts.approve(payout, by=zhou, now=now).state == "approved"


def test_lead_approves_up_to_two_thousand(pay, zhao, now):
    payout = pay("2000.00")
    assert payouts.approve(payout, by=zhao, now=now).basis == "ladder"


def test_above_two_thousand_waits_for_the_mid_office_manager(pay, zhao, zhou, wu, now):
    payout = pay("2000.01")
    for agent in (zhao, zhou):
        with pytest.raises(Refused):
            payouts.approve(payout, by=agent, now=now)
    assert payouts.approve(payout, by=wu, now=now).state == "approved"


def test_above_ten_thousand_needs_two(pay, chen, fang, now):
    payout = pay("10000.01")
    first = payouts.approve(payout, by=chen, now=now)
    assert (first.state, first.endorsed_by) == ("proposed", chen)
    with pytest.raises(Refused):
        payouts.approve(payout, by=chen, now=now)
    assert payouts.approve(payout, by=fang, now=now).approved_by == fang


def test_statutory_multiple_always_needs_two(pay, owned, lin, fang, now):
    triage.raise_flag(owned, by=lin, now=now, flag="legal_clause", reason="主张三倍")
    listing = owned.evidence.get(kind="listing")
    evidence.waive_evidence(listing, by=lin, now=now, reason="已有商品页截图")
    tasks.answer_task(owned.tasks.get(), by=fang, now=now, answer="条款成立。")
    assert pay("100.00", kind="statutory").rung.needs_two


def test_nobody_approves_his_own_request(pay, zhao, new_complaint, now):
    case = intake.accept(new_complaint(order={"order_number": "Z"}), by=zhao, now=now)
    payout = pay("600.00", by=zhao, case=case)
    with pytest.raises(Refused):
        payouts.approve(payout, by=zhao, now=now)


def test_refund_is_capped_by_the_price_and_does_not_use_the_limit(pay, owned, lin, now):
    assert pay("100.00", kind="refund").state == "approved"
    with pytest.raises(Refused) as refused:
        pay("68.01", kind="refund")
    assert "68.00" in refused.value.reason
    assert pay("68.00", kind="refund").state == "approved"
    assert pay("500.00").state == "approved"


def test_temporary_raise_holds_only_for_its_time(pay, lin, zhao, now, new_complaint):
    payouts.raise_limit(
        lin, by=zhao, now=now, amount=Decimal("800"), valid_until=now + timedelta(days=1), reason="大促"
    )
    assert pay("800.00").limit_applied == Decimal("800.00")
    later = now + timedelta(days=2)
    case = intake.accept(new_complaint(order={"order_number": "L"}, at=later), by=lin, now=later)
    assert pay("501.00", case=case, at=later).state == "proposed"


def test_nobody_raises_his_own_limit(zhao, lin, now):
    with pytest.raises(Refused):
        payouts.raise_limit(zhao, by=zhao, now=now, amount=Decimal("9000"), reason="自己")
    with pytest.raises(Refused):
        payouts.raise_limit(zhao, by=lin, now=now, amount=Decimal("9000"), reason="帮忙")


def test_reversal_is_a_new_entry_and_frees_the_limit(pay, zhao, lin, now):
    payout = pay("500.00")
    payouts.mark_paid(payout, by=lin, now=now, reference="B1")
    entry = payouts.reverse(Payout.objects.get(pk=payout.pk), by=zhao, now=now, reason="退回")
    assert entry.amount == Decimal("-500.00")
    assert Payout.objects.get(pk=payout.pk).amount == Decimal("500.00")
    assert pay("500.00").state == "approved"


def test_closed_complaint_accepts_no_payout(pay, owned, now):
    from complaints.actions.feedback import withdraw

    withdraw(owned, by=owned.consumer, now=now, because="不想继续了")
    with pytest.raises(Refused):
        pay("10.00", case=Complaint.objects.get(pk=owned.pk))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE complaints_payout SET amount = 51 WHERE id = %s",
        "UPDATE complaints_payout SET idempotency_key = 'other' WHERE id = %s",
        "DELETE FROM complaints_payout WHERE id = %s",
    ],
)
def test_amount_and_row_are_walls_of_the_database(pay, statement):
    payout = pay("50.00")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [payout.pk])


def test_own_limit_is_a_wall_of_the_database(pay):
    payout = pay("50.00")
    with pytest.raises(IntegrityError), transaction.atomic():
        Payout.objects.filter(pk=payout.pk).update(limit_applied=Decimal("49.99"))


@pytest.fixture
def reviewed_remedy(owned, lin, zhou, now):
    """A medium case whose proposal over ¥300 the mid-office approved and the consumer chose."""
    case = triage.set_tier(owned, by=lin, now=now, tier="medium", reason="质量争议")
    case = routing.dispatch(case, by=lin, now=now, department=lin.department, reason="自己查")
    case = routing.start(case, by=lin, now=now)
    evidence.record_finding(
        case,
        by=lin,
        now=now,
        party="merchant",
        share=100,
        grounds="批次瑕疵",
        root_cause="product",
        is_contested=False,
        rule_note="售后规则 2026-03 版",
    )
    case = routing.finish_check(case, by=lin, now=now)
    offer = [OptionDraft("赔 300 元", remedies=[RemedyDraft("compensation", Decimal("300.00"))])]
    proposals.draft_proposal(case, by=lin, now=now, options=offer, what_we_did="查了批次。", reasons="批次有瑕疵。")
    case = proposals.ask_review(Complaint.objects.get(pk=case.pk), by=lin, now=now)
    case = proposals.approve_proposal(case, by=zhou, now=now)
    option = case.proposals.get().options.get()
    proposals.choose_option(case, by=case.consumer, now=now, option=option)
    return option.remedies.get()


def test_a_reviewed_remedy_is_covered_once(pay, reviewed_remedy):
    """Two payouts on one promise are not two promises."""
    case = reviewed_remedy.option.proposal.complaint
    first = pay("200.00", kind="liability", case=case, remedy=reviewed_remedy)
    assert (first.state, first.basis) == ("approved", "review")
    with pytest.raises(Refused):
        pay("100.01", kind="liability", case=case, remedy=reviewed_remedy)
    assert pay("100.00", kind="liability", case=case, remedy=reviewed_remedy).state == "approved"


def test_only_the_owner_decides_alone(pay, owned, zhao, wang, now):
    """A lead or a colleague on the case asks; the owner's limit is the owner's (domain.md 7.3)."""
    assert pay("50.00", by=zhao).state == "proposed"
