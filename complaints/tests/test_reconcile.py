"""`reconcile`: an honest house has no lies; a row changed behind the application's back is the first to be named."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from complaints.actions import intake, linking, payouts, proposals, routing, triage
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.models import Complaint, Payout

pytestmark = pytest.mark.django_db


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def pay(owned, lin, now):
    def pay(amount, *, kind="goodwill", by=lin, case=owned, at=now, **more):
        pay.n += 1
        return payouts.propose_payout(
            *(case,),
            by=by,
            now=at,
            amount=Decimal(amount),
            kind=kind,
            reason="晚到",
            idempotency_key=f"k{pay.n}",
            **more,
        )

    pay.n = 0
    return pay


def reconcile():
    out = StringIO()
    call_command("reconcile", stdout=out, stderr=out)
    return out.getvalue()


def first_lie():
    with pytest.raises(CommandError) as lie:
        reconcile()
    return str(lie.value)


def behind_our_back(statement, *values):
    """Change rows as somebody with the database's password could, past every trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def without_check(name):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE complaints_payout DROP CONSTRAINT {name}")


def test_an_empty_house_is_honest(db):
    assert "0 payouts" in reconcile()


@pytest.fixture
def busy(pay, zhao, wu, chen, fang, lin, now, owned, new_complaint):
    """Every way money may go: own limit, ladder, two approvals, refund, reversal, rejection, kin."""
    own = pay("300.00")
    payouts.mark_paid(own, by=lin, now=now, reference="B-1")
    payouts.reverse(Payout.objects.get(pk=own.pk), by=zhao, now=now, reason="退回来了")
    pay("168.00", kind="refund")
    waiting = pay("900.00")
    pay("50.00", kind="liability")
    payouts.approve(waiting, by=zhao, now=now)
    payouts.reject(pay("600.00"), by=zhao, now=now, note="请先补上商家的说明材料")
    other = intake.accept(new_complaint(order={"order_number": "D-2"}), by=lin, now=now)
    pay("450.00", case=other)
    linking.link(owned, other, by=lin, now=now, reason="同一件事")
    big = pay("10000.01", case=other, at=now + timedelta(minutes=1))
    payouts.approve(big, by=chen, now=now + timedelta(minutes=2))
    payouts.approve(big, by=fang, now=now + timedelta(minutes=3))
    return owned


def test_a_busy_house_is_honest(busy):
    assert "8 payouts, 2 complaints: 0 lies, 0 remarks" in reconcile()


def test_an_approver_who_left_the_role_is_a_remark(busy, zhao):
    zhao.groups.clear()
    assert "0 lies, 1 remarks" in reconcile()


def test_each_of_linked_purchases_is_refunded_its_own_price(pay, owned, new_complaint, lin, now):
    other = new_complaint(order={"order_number": "D-2", "order_amount": Decimal("218.00")})
    other = intake.accept(other, by=lin, now=now)
    linking.link(owned, other, by=lin, now=now, reason="同款同批号")
    pay("168.00", kind="refund")
    pay("218.00", kind="refund", case=other, at=now + timedelta(minutes=1))
    assert "0 lies" in reconcile()
    Complaint.objects.filter(pk=other.pk).update(order_number=owned.order_number)
    assert "¥386.00 refunded of a price of ¥218.00" in first_lie()


def test_amount_above_the_limit(pay):
    pay("200.00")
    payout = pay("100.00", kind="liability")
    without_check("payout_own_limit_holds")
    behind_our_back("UPDATE complaints_payout SET amount = 400 WHERE id = %s", payout.pk)
    assert "¥600.00 together is above the limit of ¥500.00" in first_lie()
    assert payout.number in first_lie()


def test_limit_that_nobody_granted(pay):
    payout = pay("100.00")
    behind_our_back("UPDATE complaints_payout SET limit_applied = 900 WHERE id = %s", payout.pk)
    assert "a limit of ¥900.00 that was not in force" in first_lie()


def test_raised_limit_is_honest_while_it_holds(pay, lin, zhao, now):
    payouts.raise_limit(
        lin, by=zhao, now=now, amount=Decimal("800"), valid_until=now + timedelta(days=1), reason="大促"
    )
    pay("800.00")
    assert "0 lies" in reconcile()


def test_author_who_approves_on_the_ladder(pay, zhao, lin, now):
    payout = payouts.approve(pay("600.00"), by=zhao, now=now)
    without_check("payout_four_eyes")
    behind_our_back("UPDATE complaints_payout SET approved_by_id = %s WHERE id = %s", lin.pk, payout.pk)
    assert "its approver is not who approved it" in first_lie()


def test_second_approval_that_never_was(pay, chen, fang, now):
    payout = pay("10000.01")
    payouts.approve(payout, by=chen, now=now)
    payouts.approve(payout, by=fang, now=now)
    behind_our_back("UPDATE complaints_payout SET endorsed_by_id = NULL WHERE id = %s", payout.pk)
    assert "needs two approvals, it has one" in first_lie()


def test_refund_beyond_the_price(pay):
    payout = pay("100.00", kind="refund")
    behind_our_back("UPDATE complaints_payout SET amount = 169 WHERE id = %s", payout.pk)
    assert "¥169.00 refunded of a price of ¥168.00" in first_lie()


def test_reversal_of_another_amount(pay, zhao, lin, now):
    payout = pay("300.00")
    payouts.mark_paid(payout, by=lin, now=now, reference="B-1")
    entry = payouts.reverse(Payout.objects.get(pk=payout.pk), by=zhao, now=now, reason="退回")
    behind_our_back("UPDATE complaints_payout SET amount = -200 WHERE id = %s", entry.pk)
    assert "it takes back ¥200.00 of ¥300.00" in first_lie()


def test_two_open_requests_of_a_kind(pay):
    payout, other = pay("600.00"), pay("700.00", kind="liability")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX payout_one_open_request_per_kind")
    behind_our_back("UPDATE complaints_payout SET kind = %s WHERE id = %s", payout.kind, other.pk)
    assert "2 requests of the kind goodwill are open at once" in first_lie()


def test_state_that_no_event_tells(pay):
    payout = pay("600.00")
    behind_our_back("UPDATE complaints_payout SET state = 'rejected' WHERE id = %s", payout.pk)
    assert "its state is rejected, its events end in proposed" in first_lie()


def test_state_of_a_complaint_that_no_event_tells(owned):
    behind_our_back("UPDATE complaints_complaint SET state = 'executing' WHERE id = %s", owned.pk)
    assert first_lie().endswith("its state is executing, its events end in accepted")


def test_event_that_is_missing_in_the_middle(owned, lin, now):
    routing.solve_now(owned, by=lin, now=now)
    behind_our_back("DELETE FROM complaints_event WHERE verb = 'accept'")
    assert "solve_now leaves accepted, but the event before ends in registered" in first_lie()


def test_row_that_differs_from_its_history(pay):
    payout = pay("100.00")
    behind_our_back("UPDATE complaints_payout SET reason = '别的理由' WHERE id = %s", payout.pk)
    assert "reason is 别的理由, its history says 晚到" in first_lie()


def test_payout_after_the_end(pay, owned, now):
    from complaints.actions.feedback import withdraw

    payout = pay("100.00")
    withdraw(owned, by=owned.consumer, now=now, because="不想继续了")
    later = now + timedelta(hours=1)
    behind_our_back("UPDATE complaints_payout SET proposed_at = %s WHERE id = %s", later, payout.pk)
    assert "it was asked for when the complaint was already withdrawn" in first_lie()


def test_proposal_that_nobody_reviewed(owned, zhou, lin, now, pay):
    case = routing.solve_now(owned, by=lin, now=now)
    offer = [OptionDraft("补偿", remedies=[RemedyDraft("goodwill", Decimal("600"))])]
    proposals.draft_proposal(case, by=lin, now=now, options=offer, what_we_did="查了", reasons="平台承担")
    case = proposals.ask_review(case, by=lin, now=now)
    case = proposals.approve_proposal(case, by=zhou, now=now)
    option = case.proposals.get().options.get()
    case = proposals.choose_option(case, by=case.consumer, now=now, option=option)
    triage.set_tier(case, by=lin, now=now, tier="medium", reason="金额大")
    payout = pay("600.00", case=case, remedy=option.remedies.get())
    assert payout.basis == "review"
    assert "0 lies" in reconcile()
    behind_our_back("UPDATE complaints_proposal SET reviewed_by_id = NULL")
    assert "its proposal was approved by nobody" in first_lie()
