"""Claims whose payout came back, and overdue ones: ended in a defined way, told once (DP-09)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from complaints.actions import intake, payouts, recoveries, reversals, routing
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import Notice, Receipt, Recovery
from complaints.reports import recoveries as report

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
D = Decimal


@pytest.fixture
def payout(complaint, lin, now):
    """¥100 of liability, paid."""
    case = routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)
    facts = {"amount": D("100.00"), "kind": "liability", "reason": "到货破损", "idempotency_key": "k"}
    row = payouts.propose_payout(case, by=lin, now=now, **facts)
    return payouts.mark_paid(row, by=lin, now=now, reference="B-1")


@pytest.fixture
def claim(payout, lin, now):
    """claim("carrier", "80.00")"""

    def make(party="carrier", amount="80.00"):
        return recoveries.open_recovery(payout, by=lin, now=now, party=party, amount=D(amount), grounds="运输破损")

    return make


def come_back(payout, zhao, now):
    payouts.reverse(payout, by=zhao, now=now, reason="消费者退回")


def states():
    return dict(Recovery.objects.values_list("party", "state"))


def test_what_came_in_is_owed_back_and_the_rest_falls_away(payout, claim, lin, zhao, now):
    part, whole, _open = claim("carrier", "30.00"), claim("merchant", "30.00"), claim("insurer", "20.00")
    given_up = claim("payment_body", "20.00")
    recoveries.receive_recovery(part, by=zhao, now=now, amount=D("10.00"), reference="R-1")
    recoveries.receive_recovery(whole, by=zhao, now=now, amount=D("30.00"), reference="R-2")
    recoveries.give_up_recovery(given_up, by=zhao, now=now, why="金额太小")
    come_back(payout, zhao, now)
    assert states() == {
        "carrier": "owed_back",
        "merchant": "owed_back",
        "insurer": "lapsed",
        "payment_body": "given_up",
    }
    owed = Recovery.objects.get(party="carrier")
    assert (owed.outstanding, owed.due_by) == (D("10.00"), reversals.answer_due(now))
    assert Notice.objects.filter(event="claim_owed_back", agent=lin).count() == 2
    assert Notice.objects.filter(event="claim_fell_away", agent=lin).count() == 1


def test_a_claim_given_up_after_a_part_owes_that_part(payout, claim, zhao, now):
    row = claim("carrier", "60.00")
    recoveries.receive_recovery(row, by=zhao, now=now, amount=D("10.00"), reference="R-1")
    recoveries.give_up_recovery(row, by=zhao, now=now, why="余额不再追")
    come_back(payout, zhao, now)
    assert states() == {"carrier": "owed_back"}


def test_it_is_paid_back_with_a_reference_by_a_supervisor(payout, claim, lin, zhao, now):
    row = claim()
    recoveries.receive_recovery(row, by=zhao, now=now, amount=D("80.00"), reference="R-1")
    with pytest.raises(Refused):
        reversals.repay_claim(row, by=zhao, now=now, reference="T-1")
    come_back(payout, zhao, now)
    with pytest.raises(Refused):
        reversals.repay_claim(row, by=lin, now=now, reference="T-1")
    with pytest.raises(Refused):
        reversals.repay_claim(row, by=zhao, now=now, reference=" ")
    row = reversals.repay_claim(row, by=zhao, now=now, reference="T-1")
    assert (row.state, row.repaid_reference, row.repaid_by, row.outstanding) == ("repaid", "T-1", zhao, 0)
    assert Receipt.objects.get().amount == D("80.00")


def test_who_is_paid_anew_is_claimed_from_anew(payout, claim, lin, zhao, now):
    claim()
    come_back(payout, zhao, now)
    facts = {"amount": D("100.00"), "kind": "liability", "reason": "重新支付", "idempotency_key": "k2"}
    again = payouts.propose_payout(payout.complaint, by=lin, now=now, **facts)
    row = recoveries.open_recovery(again, by=lin, now=now, party="carrier", amount=D("80.00"), grounds="运输破损")
    assert row.state == "claimed"
    assert report.yields((now - DAY, now + DAY)).together.borne == D("80.00")


def test_the_database_ends_claims_only_with_their_payout(claim, payout, zhao, now):
    row = claim()
    with pytest.raises(DatabaseError, match="has not come back"), transaction.atomic():
        Recovery.objects.filter(pk=row.pk).update(state="lapsed")
    come_back(payout, zhao, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Recovery.objects.filter(pk=row.pk).update(state="claimed")


def test_an_overdue_claim_is_told_once_and_the_lead_later(claim, lin, zhao, zhou, now):
    row = claim()
    for days in range(30):
        sweep(now=row.due_by - DAY + days * DAY)
    assert Notice.objects.filter(event="claim_due", agent=lin).count() == 1
    assert Notice.objects.filter(event="claim_late", agent=zhao).count() == 1
    assert not Notice.objects.filter(event__startswith="claim_", agent=zhou).exists()
    assert not Notice.objects.filter(event="claim_late", agent=lin).exists()


def test_a_new_day_is_a_new_alert(claim, lin, now):
    row = claim()
    sweep(now=row.due_by + DAY)
    row = recoveries.agree_recovery(
        row, by=lin, now=row.due_by + DAY, agreed=D("80.00"), due_by=row.due_by + 9 * DAY, answer="下周付"
    )
    sweep(now=row.due_by - DAY)
    assert Notice.objects.filter(event="claim_due", agent=lin).count() == 1
    sweep(now=row.due_by)
    assert Notice.objects.filter(event="claim_due", agent=lin).count() == 2


def test_an_ended_claim_alerts_nobody(claim, payout, zhao, now):
    row = claim()
    come_back(payout, zhao, now)
    sweep(now=row.due_by + 30 * DAY)
    assert not Notice.objects.filter(event__in=["claim_due", "claim_late"]).exists()


def test_what_is_owed_back_is_overdue_as_well_and_paid_back_on_its_page(client, english, claim, payout, lin, zhao, now):
    row = claim()
    recoveries.receive_recovery(row, by=zhao, now=now, amount=D("80.00"), reference="R-1")
    come_back(payout, zhao, now)
    sweep(now=now + 60 * DAY)
    assert Notice.objects.filter(event="claim_due", agent=lin).count() == 1
    client.force_login(zhao)
    client.cookies["django_language"] = "en"
    assert row.number in client.get("/recoveries/?tab=owed_back").content.decode()
    page = f"/recoveries/{row.pk}/"
    assert "¥80.00 that Carrier had paid us are owed back." in client.get(page).content.decode()
    assert client.post(f"{page}repay_claim/", {"reference": "T-7"}).status_code == 302
    assert "T-7" in client.get(page).content.decode()
    assert row.number not in client.get("/recoveries/?tab=owed_back").content.decode()
