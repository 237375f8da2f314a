"""A loss shared out once responsibility is clear: parts that are the whole, claims, receipts, two people (DP-09)."""

import random
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from complaints import rules
from complaints.actions import evidence, figures, intake, losses, payouts, recoveries, routing
from complaints.enums import Bearer, Party
from complaints.lifecycle import Refused
from complaints.models import Event, LossSplit, MoneyFigure, Notice, Payout, Receipt, Recovery
from complaints.reports.recoveries import unclaimed, yields
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
D = Decimal


@pytest.fixture
def case(complaint, lin, now):
    return routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)


@pytest.fixture
def payout(case, lin, now):
    """¥100 of liability, approved within the own limit."""
    facts = {"amount": D("100.00"), "kind": "liability", "reason": "到货破损", "idempotency_key": "k"}
    return payouts.propose_payout(case, by=lin, now=now, **facts)


@pytest.fixture
def find(case, lin, now):
    """find("carrier", 80): a finding on responsibility."""

    def record(party, share, at=now):
        facts = {
            "party": party,
            "share": share,
            "grounds": "签收照片",
            "root_cause": "transport",
            "is_contested": False,
        }
        return evidence.record_finding(case, by=lin, now=at, **facts)

    return record


@pytest.fixture
def claim(payout, lin, now):
    """claim("carrier", "80.00")"""

    def make(party="carrier", amount="80.00"):
        return recoveries.open_recovery(payout, by=lin, now=now, party=party, amount=D(amount), grounds="运输破损")

    return make


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# --- the parts are the whole ----------------------------------------------------------------------------------------


def test_no_cent_is_ever_lost_or_made():
    """Ten thousand amounts with weights of every sort: the parts add up, nobody is off by a cent or more."""
    dice = random.Random(20261122)
    for _n in range(10_000):
        amount = D(dice.choice([dice.randint(1, 50), dice.randint(1, 10**8)])) / 100
        bearers = dice.sample(list(Bearer), dice.randint(1, len(Bearer)))
        weights = {bearer: dice.randint(1, 100) for bearer in bearers}
        parts = rules.shares_of(amount, weights)
        assert sum(parts.values()) == amount
        for bearer, part in parts.items():
            assert abs(part - amount * weights[bearer] / sum(weights.values())) < D("0.01")
            assert part == part.quantize(D("0.01")) >= 0


def test_findings_become_weights_whose_rest_is_the_platforms():
    dice = random.Random(7)
    for _n in range(500):
        findings = [
            SimpleNamespace(party=dice.choice(Party.values), share=dice.randint(0, 100))
            for _m in range(dice.randint(0, 6))
        ]
        weights = rules.weights_of(findings)
        assert sum(weights.values()) >= 100
        assert all(weight > 0 for weight in weights.values())
        payout = SimpleNamespace(amount=D("99.99"), kind="liability")
        assert sum(rules.proposed_shares(payout, findings).values()) == payout.amount


def test_the_finding_proposes_and_nothing_has_to_be_explained(payout, find, lin, now):
    find("carrier", 80)
    proposal = rules.proposed_shares(payout, list(payout.complaint.findings.all()))
    split = losses.split_loss(payout, by=lin, now=now, shares=proposal)
    assert (split.carrier, split.platform, split.basis) == (D("80.00"), D("20.00"), "finding")
    with translation.override("en"):
        event = payout.complaint.events.get(verb="split_loss")
        assert (event.payout, event.data["shares"]) == (payout, {"platform": "20.00", "carrier": "80.00"})


def test_goodwill_is_the_platforms_own(case, find, lin, now):
    find("merchant", 100)
    facts = {"amount": D("30.00"), "kind": "goodwill", "reason": "致歉", "idempotency_key": "g"}
    gift = payouts.propose_payout(case, by=lin, now=now, **facts)
    assert rules.proposed_shares(gift, list(case.findings.all()))[Bearer.PLATFORM] == D("30.00")


@pytest.mark.parametrize(
    "shares",
    [
        {Bearer.CARRIER: D("99.99")},
        {Bearer.CARRIER: D("100.01")},
        {Bearer.CARRIER: D("110"), Bearer.PLATFORM: D("-10")},
        {Bearer.CARRIER: D("99.999"), Bearer.PLATFORM: D("0.001")},
        {Bearer.CARRIER: D("NaN")},
    ],
)
def test_parts_that_are_not_the_whole_are_refused(payout, lin, now, shares):
    with pytest.raises(Refused):
        losses.split_loss(payout, by=lin, now=now, shares=shares, reason="商定")
    assert not LossSplit.objects.exists()


def test_otherwise_than_found_and_every_correction_needs_a_reason(payout, find, lin, now):
    find("carrier", 80)
    other = {Bearer.MERCHANT: D("100")}
    with pytest.raises(Refused):
        losses.split_loss(payout, by=lin, now=now, shares=other)
    split = losses.split_loss(payout, by=lin, now=now, shares=other, reason="商家自愿承担")
    assert (split.basis, split.because) == ("decided", "商家自愿承担")
    as_found = {Bearer.CARRIER: D("80"), Bearer.PLATFORM: D("20")}
    with pytest.raises(Refused):
        losses.split_loss(payout, by=lin, now=now + DAY, shares=as_found)
    split = losses.split_loss(payout, by=lin, now=now + DAY, shares=as_found, reason="商家撤回")
    assert (split.basis, split.merchant, split.carrier) == ("finding", D("0.00"), D("80.00"))
    assert split.history.count() == 2


def test_only_a_loss_is_shared_out(case, payout, lin, wang, zhao, now):
    whole = {Bearer.PLATFORM: D("100")}
    with pytest.raises(Refused):
        losses.split_loss(payout, by=wang, now=now, shares=whole, reason="不是我的")
    payouts.mark_paid(payout, by=lin, now=now, reference="B-1")
    payouts.reverse(fresh(payout), by=zhao, now=now, reason="退回")
    with pytest.raises(Refused):
        losses.split_loss(fresh(payout), by=lin, now=now, shares=whole, reason="没有损失")


def test_a_part_does_not_fall_below_what_is_claimed(payout, claim, lin, now):
    claim("carrier", "80.00")
    with pytest.raises(Refused):
        losses.split_loss(payout, by=lin, now=now, shares={Bearer.PLATFORM: D("100")}, reason="重新认定")


def test_nobody_is_asked_for_more_than_his_part(payout, find, claim, lin, now):
    find("carrier", 80)
    losses.split_loss(payout, by=lin, now=now, shares={Bearer.CARRIER: D("80"), Bearer.PLATFORM: D("20")})
    with pytest.raises(Refused):
        claim("carrier", "80.01")
    with pytest.raises(Refused):
        claim("merchant", "1.00")
    assert claim("carrier", "80.00").state == "claimed"


def test_the_database_keeps_the_parts_whole(payout, lin, now):
    losses.split_loss(payout, by=lin, now=now, shares={Bearer.CARRIER: D("100")}, reason="商定")
    for change in ({"carrier": D("99.99")}, {"carrier": D("110"), "platform": D("-10")}, {"platform": D("0.01")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LossSplit.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        LossSplit.objects.all()._raw_delete("default")


# --- a claim --------------------------------------------------------------------------------------------------------


def test_a_claim_is_agreed_and_paid_in_two_parts(claim, lin, zhao, now):
    row = claim()
    assert row.due_by == now + 15 * DAY
    row = recoveries.agree_recovery(row, by=lin, now=now, agreed=D("80"), due_by=now + 5 * DAY, answer="下周付")
    row = recoveries.receive_recovery(row, by=zhao, now=now, amount=D("30"), reference="B-1")
    assert (row.state, row.rest) == ("part", D("50.00"))
    with pytest.raises(Refused):
        recoveries.receive_recovery(row, by=zhao, now=now, amount=D("50.01"), reference="B-2")
    row = recoveries.receive_recovery(row, by=zhao, now=now + DAY, amount=D("50"), reference="B-2")
    assert (row.state, row.recovered, row.recovered_at) == ("received", D("80.00"), now + DAY)
    told = Event.objects.filter(recovery=row).order_by("pk").values_list("verb", "from_state", "to_state")
    assert list(told)[1:] == [
        ("agree_recovery", "claimed", "agreed"),
        ("receive_recovery", "agreed", "part"),
        ("receive_recovery", "part", "received"),
    ]
    with pytest.raises(Refused):
        recoveries.receive_recovery(row, by=zhao, now=now, amount=D("1"), reference="B-3")


def test_a_claim_is_refused_and_made_again(claim, lin, zhao, now):
    row = recoveries.refuse_recovery(claim(), by=lin, now=now, answer="签收时完好")
    again = recoveries.claim_again(row, by=lin, now=now + DAY, because="附监控截图")
    assert (again.state, again.due_by) == ("claimed", now + 16 * DAY)
    assert recoveries.receive_recovery(again, by=zhao, now=now, amount=D("80"), reference="B-1").state == "received"


def test_a_reference_counts_once(claim, zhao, now):
    row = claim()
    recoveries.receive_recovery(row, by=zhao, now=now, amount=D("10"), reference="B-1")
    with pytest.raises(Refused):
        recoveries.receive_recovery(row, by=zhao, now=now, amount=D("10"), reference="B-1")
    assert fresh(row).recovered == D("10.00")


def test_the_front_line_records_no_money(claim, lin, now):
    with pytest.raises(Refused):
        recoveries.receive_recovery(claim(), by=lin, now=now, amount=D("10"), reference="B-1")


def test_a_small_one_is_given_up_alone_and_frees_the_payout(payout, claim, zhao, now):
    row = recoveries.give_up_recovery(claim("carrier", "80.00"), by=zhao, now=now, why="不值得追")
    assert (row.state, row.alone_up_to) == ("given_up", D("100.00"))
    assert claim("merchant", "100.00").amount == D("100.00")


def test_a_large_one_needs_two_people(case, claim, lin, zhao, wu, mei, now):
    limit = MoneyFigure.objects.get(pk="give_up_alone")
    figures.set_figure(limit, by=mei, now=now, value=D("50"), reason="收紧")
    row = claim()
    with pytest.raises(Refused) as refused:
        recoveries.give_up_recovery(row, by=zhao, now=now, why="追不回")
    assert "80.00" in refused.value.reason
    row = recoveries.ask_give_up(row, by=zhao, now=now, why="承运商已注销")
    assert Notice.objects.filter(event="give_up_asked", agent=wu).exists()
    assert not Notice.objects.filter(event="give_up_asked", agent=zhao).exists()
    with pytest.raises(Refused):
        recoveries.give_up_recovery(row, by=zhao, now=now, why="同意")
    kept = recoveries.keep_recovery(row, by=wu, now=now, why="再追一次")
    assert (kept.state, kept.give_up_asked_by) == ("claimed", None)
    assert Notice.objects.filter(event="recovery_kept", agent=zhao).exists()
    row = recoveries.ask_give_up(kept, by=lin, now=now, why="仍无回音")
    row = recoveries.give_up_recovery(row, by=wu, now=now, why="同意")
    assert (row.state, row.given_up_by, row.give_up_why) == ("given_up", wu, "仍无回音")


def test_the_database_keeps_claims_honest(claim, zhao, now):
    row = claim()
    recoveries.receive_recovery(row, by=zhao, now=now, amount=D("10"), reference="B-1")
    rows = Recovery.objects.filter(pk=row.pk)
    signed = {"given_up_by": zhao, "given_up_at": now, "give_up_why": "追不回"}
    for change in (
        {"amount": D("81")},
        {"party": "merchant"},
        {"state": "received"},
        {"state": "given_up"},
        signed | {"state": "given_up", "alone_up_to": D("69.99")},
        signed | {"state": "given_up", "give_up_asked_by": zhao},
        {"recovered": D("80.01")},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.update(amount=D("20"))
    with pytest.raises(IntegrityError), transaction.atomic():
        sums_checked(rows, recovered=D("20"))


def test_claims_never_pass_the_payout_even_past_the_action(payout, claim, lin, now):
    claim("carrier", "80.00")
    facts = {"complaint": payout.complaint, "payout": payout, "party": "merchant", "amount": D("20.01")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery(**facts, grounds="x", opened_by=lin, opened_at=now, due_by=now).save()


def sums_checked(rows, **change):
    """Change rows, and let the database add up now instead of at the end of the transaction."""
    rows.update(**change)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db(transaction=True)
def test_two_who_record_the_same_money_record_it_once(claim, zhao, wu, chen, now):
    """Sixteen at once: the claim of ¥80 takes ¥80 in parts of ¥10, and one reference counts once."""
    row = claim()
    people = [zhao, wu, chen]

    def receive(n):
        facts = {"amount": D("10"), "reference": f"B-{n}"}
        return lambda: recoveries.receive_recovery(fresh(row), by=people[n % 3], now=now, **facts)

    results = race([receive(n % 12) for n in range(24)])
    done = [result for result in results if isinstance(result, Recovery)]
    assert (len(done), fresh(row).recovered, fresh(row).state) == (8, D("80.00"), "received")
    assert Receipt.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_two_who_share_out_a_loss_leave_one_whole(payout, lin, zhao, now):
    def split(by, bearer):
        return lambda: losses.split_loss(fresh(payout), by=by, now=now, shares={bearer: D("100")}, reason="商定")

    race([split(by, bearer) for by in (lin, zhao) for bearer in (Bearer.CARRIER, Bearer.MERCHANT) for _n in range(4)])
    parts = LossSplit.objects.get()
    assert sum(parts.shares.values()) == D("100.00")
    assert parts.history.count() == 16


@pytest.mark.django_db(transaction=True)
def test_claims_made_at_once_share_what_was_paid(payout, lin, zhao, now):
    def make(party):
        facts = {"party": party, "amount": D("60"), "grounds": "责任"}
        return lambda: recoveries.open_recovery(fresh(payout), by=lin, now=now, **facts)

    results = race([make(party) for party in ("carrier", "merchant", "insurer", "payment_body") * 2])
    assert sum(isinstance(result, Recovery) for result in results) == 1


# --- pages and figures ----------------------------------------------------------------------------------------------


def test_the_rate_counts_what_others_bear(payout, find, claim, lin, zhao, now):
    find("carrier", 80)
    losses.split_loss(payout, by=lin, now=now, shares={Bearer.CARRIER: D("80"), Bearer.PLATFORM: D("20")})
    span = (now - DAY, now + DAY)
    before = yields(span)
    assert (before.together.borne, before.together.unclaimed, before.together.share) == (D("80.00"), D("80.00"), 0)
    assert [split.payout for split in unclaimed(lin, {})] == [payout]
    row = claim("carrier", "80.00")
    recoveries.receive_recovery(row, by=zhao, now=now, amount=D("60"), reference="B-1")
    found = yields(span)
    assert (found.together.recovered, found.together.share, found.together.open) == (D("60.00"), 75.0, D("20.00"))
    assert [(line.party, line.count) for line in found.parties] == [("carrier", 1)]
    assert (found.months[0].month, found.merchants) == ("2026-11", [])
    assert not unclaimed(lin, {}).exists()
    assert yields((now + DAY, now + 2 * DAY)).together.share is None


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


def test_the_form_begins_with_the_finding_and_keeps_what_was_typed(client, english, case, payout, find, lin):
    find("carrier", 80)
    client.force_login(lin)
    url = f"/complaints/{case.number}/split-loss/"
    page = client.get(f"{url}?payout={payout.pk}").content.decode()
    assert 'value="80.00"' in page
    assert "签收照片" in page
    wrong = {"payout": payout.pk, "carrier": "80", "platform": "19", "reason": "少了一元"}
    answer = client.post(url, wrong)
    assert answer.status_code == 422
    assert "¥1.00 less than" in answer.content.decode()
    assert "少了一元" in answer.content.decode()
    assert client.post(url, wrong | {"platform": "20"}).status_code == 302
    desk = client.get(f"/complaints/{case.number}/").content.decode()
    assert "Carrier ¥80.00" in desk


def test_a_claim_is_followed_on_its_page(client, english, claim, lin, zhao):
    row = claim()
    client.force_login(lin)
    page = client.get(f"/recoveries/{row.pk}/").content.decode()
    assert "They agree" in page
    assert "Money has come in" not in page
    client.force_login(zhao)
    url = f"/recoveries/{row.pk}/receive_recovery/"
    assert client.post(url, {"amount": "x", "reference": "B-1"}).status_code == 422
    assert client.post(url, {"amount": "30", "reference": "B-1"}).status_code == 302
    assert "¥50.00" in client.get(f"/recoveries/{row.pk}/").content.decode()
    listed = client.get("/recoveries/?tab=open&party=carrier").content.decode()
    assert row.number in listed
    assert row.number not in client.get("/recoveries/?tab=open&party=merchant").content.decode()
    export = client.post("/recoveries/export/", {"party": "carrier"})
    assert "80.00" in b"".join(export.streaming_content).decode()
    assert Event.objects.filter(verb="export_report").exists()


def test_a_strangers_claim_is_none(client, claim, stranger):
    client.force_login(stranger)
    assert client.get(f"/recoveries/{claim().pk}/").status_code == 404


def test_the_list_asks_the_same_number_of_questions_for_many(client, case, lin, zhao, now, django_assert_num_queries):
    client.force_login(zhao)

    def make(n):
        facts = {"amount": D("5"), "kind": "liability", "reason": "破损", "idempotency_key": f"k{n}"}
        payout = payouts.propose_payout(case, by=lin, now=now, **facts)
        recoveries.open_recovery(payout, by=lin, now=now, party="carrier", amount=D("5"), grounds="破损")

    make(0)
    client.get("/recoveries/")
    with django_assert_num_queries(6):
        client.get("/recoveries/")
    for n in range(1, 20):
        make(n)
    with django_assert_num_queries(6):
        assert client.get("/recoveries/").content.decode().count("data-number") == 20


def test_a_manager_sets_a_figure_with_a_reason(client, english, mei, zhao, now):
    client.force_login(zhao)
    assert client.post("/payments/figures/claim_days/", {"value": "20", "reason": "试行"}).status_code == 403
    client.force_login(mei)
    url = "/payments/figures/claim_days/"
    assert client.post(url, {"value": "0", "reason": "试行"}).status_code == 422
    assert client.post(url, {"value": "1.5", "reason": "试行"}).status_code == 422
    assert client.post(url, {"value": "20", "reason": ""}).status_code == 422
    assert client.post(url, {"value": "20", "reason": "试行"}).status_code == 302
    page = client.get("/payments/figures/").content.decode()
    assert "试行" in page
    assert MoneyFigure.objects.get(pk="claim_days").value == D("20.00")


def test_a_payout_that_came_back_leaves_no_loss(payout, lin, zhao, now):
    losses.split_loss(payout, by=lin, now=now, shares={Bearer.CARRIER: D("100")}, reason="商定")
    payouts.mark_paid(payout, by=lin, now=now, reference="B-1")
    payouts.reverse(Payout.objects.get(pk=payout.pk), by=zhao, now=now, reason="退回")
    assert yields((now - DAY, now + DAY)).together.borne == 0
