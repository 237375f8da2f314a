"""Return without a reason within seven days, its exceptions, and the refund owed for goods that are back (CPL-25)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from complaints.actions import intake, links, payouts, returns
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import LegalRule, Notice, ReturnCheck
from complaints.rules import may_go_back

pytestmark = pytest.mark.django_db
SIGNED = date(2026, 5, 25)


def days(n):
    return timedelta(days=n)


@pytest.fixture
def case(new_complaint, lin, now):
    return intake.accept(new_complaint("衬衫不喜欢，商家不给退。", demand_kind="return"), by=lin, now=now)


def asked(case, by, now, after, goods="ordinary", **more):
    facts = {"signed_on": SIGNED, "asked_on": SIGNED + days(after), "is_intact": True} | more
    return returns.check_return(case, by=by, now=now + days(30), goods=goods, **facts)


def test_scenario_23_an_opened_shirt_goes_back_on_the_seventh_day(case, lin, now):
    """The days count from the day after signing; fresh and made-to-order goods do not, unless the listing promised."""
    assert may_go_back(asked(case, lin, now, 7))
    late = asked(case, lin, now, 8)
    assert not may_go_back(late)
    assert "2026-06-01" in str(may_go_back(late).why)
    for goods in ("made_to_order", "perishable"):
        assert not may_go_back(asked(case, lin, now, 3, goods=goods))
        assert may_go_back(asked(case, lin, now, 3, goods=goods, is_promised=True))
    assert not may_go_back(asked(case, lin, now, 9, goods="perishable", is_promised=True))
    assert (case.redline_by - case.registered_at).days in (14, 15)


def test_other_goods_only_if_the_buyer_confirmed(case, lin, now):
    assert may_go_back(asked(case, lin, now, 3, goods="confirmed"))
    assert not may_go_back(asked(case, lin, now, 3, goods="confirmed", was_confirmed=True))
    assert not may_go_back(asked(case, lin, now, 3, is_intact=False))


def test_the_days_are_those_of_the_law_on_the_day_of_signing(case, lin, now):
    law = LegalRule.objects.get(code="CPL-25")
    law.effective_to = SIGNED - days(1)
    law.save()
    with pytest.raises(Refused):
        asked(case, lin, now, 3)
    LegalRule.objects.create(code="CPL-25", law=law.law, article="25", effective_from=SIGNED, value=10, unit="day")
    assert asked(case, lin, now, 9).last_day == SIGNED + days(10)


def test_the_refund_is_due_seven_days_after_the_goods_are_back(case, lin, zhao, now):
    asked(case, lin, now, 3)
    back = now + days(30)
    row = returns.take_goods_back(case, by=lin, now=back, back_at=back)
    assert row.refund_by == back + days(7)
    assert Notice.objects.filter(complaint=case, event="goods_back", channel="page").exists()
    told = Notice.objects.filter(complaint=case, event__in=["refund_due", "refund_late"], channel="in_app")
    sweep(now=back + days(4))
    assert not told.exists()
    sweep(now=back + days(5))
    sweep(now=back + days(6))
    assert [(n.event, n.agent) for n in told] == [("refund_due", lin)]
    sweep(now=back + days(7))
    sweep(now=back + days(8))
    assert {n.agent for n in told.filter(event="refund_late")} >= {lin, zhao}
    assert told.filter(event="refund_late", agent=lin).count() == 1
    with pytest.raises(Refused):
        returns.take_goods_back(case, by=lin, now=back, back_at=back)
    with pytest.raises(Refused):
        asked(case, lin, now + days(2), 3)


def test_a_paid_refund_is_no_longer_reminded_of(case, lin, now):
    asked(case, lin, now, 3)
    back = now + days(30)
    returns.take_goods_back(case, by=lin, now=back, back_at=back)
    facts = {"kind": "refund", "amount": Decimal("168.00"), "reason": "七天无理由", "idempotency_key": "r1"}
    payout = payouts.propose_payout(case, by=lin, now=back, **facts)
    payout = payouts.pay(payout, by=lin, now=back)
    payouts.mark_paid(payout, by=lin, now=back, reference="B-1")
    sweep(now=back + days(8))
    assert not Notice.objects.filter(event__in=["refund_due", "refund_late"]).exists()


def test_goods_that_may_not_go_back_are_not_taken_back(case, lin, now):
    with pytest.raises(Refused):
        returns.take_goods_back(case, by=lin, now=now, back_at=now)
    asked(case, lin, now, 9)
    with pytest.raises(Refused):
        returns.take_goods_back(case, by=lin, now=now + days(30), back_at=now + days(30))
    assert ReturnCheck.objects.get().back_at is None


@pytest.mark.parametrize(("signed", "asked_for"), [(SIGNED, SIGNED - days(1)), (SIGNED, date(2027, 1, 1))])
def test_impossible_days_are_refused(case, lin, now, signed, asked_for):
    facts = {"goods": "ordinary", "signed_on": signed, "asked_on": asked_for, "is_intact": True}
    with pytest.raises(Refused):
        returns.check_return(case, by=lin, now=now, **facts)


def test_the_page_checks_it_and_shows_verdict_and_clock(client, case, lin, now):
    client.cookies["django_language"] = "en"
    client.force_login(lin)
    url = f"/complaints/{case.number}/check-return/"
    assert client.get(url).status_code == 200
    wrong = {"goods": "ordinary", "signed_on": "2026-05-25", "asked_on": "2026-05-20"}
    refused = client.post(url, wrong)
    assert refused.status_code == 422
    assert 'value="2026-05-20"' in refused.content.decode()
    assert client.post(url, wrong | {"asked_on": "2026-05-28", "is_intact": "on"}).status_code == 302
    desk = client.get(f"/complaints/{case.number}/").content.decode()
    assert "may go back" in desk
    back = f"/complaints/{case.number}/take-goods-back/"
    assert client.post(back, {"back_at": "2026-05-30T10:00"}).status_code == 302
    desk = client.get(f"/complaints/{case.number}/").content.decode()
    assert "Goods back 2026-05-30 10:00" in desk
    page = client.get(f"/p/{links.token_of(case)}/").content.decode()
    assert "Your goods have come back" in page
