"""Offers beside claims, what handling costs and brings, and where it is booked (DP-14, DP-18, DP-05)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from complaints.actions import disputes, feedback, figures, intake, losses, payouts, proposals, recoveries, routing
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.enums import Bearer, CostCentre
from complaints.models import Complaint, Event, MoneyFigure, Remedy
from complaints.reports import costs, offers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
D = Decimal


@pytest.fixture
def span(now):
    return now - DAY, now + 30 * DAY


@pytest.fixture
def offer(new_complaint, lin, now):
    """offer("100", "40", "20"): a complaint that asks for ¥100 and is offered the best of ¥40 and ¥20."""

    def send(asked, *amounts, order="D-1"):
        case = new_complaint(demand_amount=D(asked) if asked else None, order={"order_number": order})
        case = routing.solve_now(intake.accept(case, by=lin, now=now), by=lin, now=now)
        drafts = [OptionDraft(f"退 {n} 元", "三天", [RemedyDraft("refund", D(n), "")]) for n in amounts]
        facts = {"what_we_did": "看了照片", "reasons": "按实际破损", "options": drafts}
        case = proposals.draft_proposal(case, by=lin, now=now, **facts).complaint
        return proposals.send_proposal(case, by=lin, now=now)

    return send


def test_the_first_offer_is_held_against_what_was_asked_for(offer, span, lin, now):
    for number, amount in enumerate(("20", "60", "100")):
        offer("100", amount, "10", order=f"D-{number}")
    refused = offer("100", "30", order="D-9")
    disputes.ask_mediation(refused, by=refused.consumer, now=now, because="太少了")
    offer(None, "50", order="D-10")
    tables = offers.offers(span)
    found = tables["all"]
    assert (found.count, found.claims, found.low, found.rejected, found.accepted) == (5, 4, 2, 1, 0)
    assert (found.median, *found.middle) == pytest.approx((45, 27.5, 70))
    assert [(row.code, row.count) for row in tables["agent"]] == [(str(lin.pk), 5)]
    assert sum(row.count for row in tables["category"]) == sum(row.count for row in tables["tier"]) == 5
    assert offers.offers((now + 31 * DAY, now + 32 * DAY))["all"].count == 0


def test_the_records_behind_a_figure_are_as_many_as_it_says(offer, span, zhao, lin, now):
    offer("100", "20", order="D-1")
    refused = offer("100", "80", order="D-2")
    disputes.ask_mediation(refused, by=refused.consumer, now=now, because="不够")
    rows = list(offers.records(zhao, span, {}))
    assert sorted((row.offer, row.claim, row.ratio) for row in rows) == [
        (D("20.00"), D("100.00"), D("20.00")),
        (D("80.00"), D("100.00"), D("80.00")),
    ]
    assert [row.rejected_because for row in offers.records(zhao, span, {"rejected": True})] == ["不够"]
    assert [row.offer for row in offers.records(zhao, span, {"low": True})] == [D("20.00")]
    assert offers.records(zhao, span, {"agent": lin}).count() == 2
    assert offers.records(zhao, span, {"tier": "high"}).count() == 0


@pytest.fixture
def closed(complaint, lin, zhao, mei, now):
    """A case of 30 minutes with ¥100 of liability and ¥20 of goodwill paid, ¥60 recovered; a minute costs ¥2."""
    figures.set_figure(MoneyFigure.objects.get(pk="minute_cost"), by=mei, now=now, value=D("2"), reason="核算")
    case = routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)

    def pay(kind, amount):
        facts = {"amount": D(amount), "kind": kind, "reason": "破损", "idempotency_key": kind}
        row = payouts.propose_payout(case, by=lin, now=now, **facts)
        return payouts.mark_paid(row, by=lin, now=now, reference=f"B-{kind}")

    loss = pay("liability", "100.00")
    pay("goodwill", "20.00")
    losses.split_loss(loss, by=lin, now=now, shares={Bearer.CARRIER: D("80"), Bearer.PLATFORM: D("20")}, reason="商定")
    claim = recoveries.open_recovery(loss, by=lin, now=now, party="carrier", amount=D("80"), grounds="破损")
    recoveries.receive_recovery(claim, by=zhao, now=now, amount=D("60"), reference="B-1")
    drafts = [OptionDraft("补偿", "三天", [RemedyDraft("apology", None, "书面致歉")])]
    facts = {"what_we_did": "看了照片", "reasons": "破损属实", "options": drafts}
    case = proposals.draft_proposal(case, by=lin, now=now, **facts).complaint
    case = proposals.send_proposal(case, by=lin, now=now)
    offer = case.proposals.get()
    case = proposals.choose_option(case, by=case.consumer, now=now, option=offer.options.get())
    proposals.carry_out_remedy(Remedy.objects.get(), by=lin, now=now, proof="信已寄出")
    case = proposals.resolve(Complaint.objects.get(pk=case.pk), by=lin, now=now)
    case = feedback.answer_survey(case, by=case.consumer, now=now, satisfaction=5, felt_heard=True, note="")
    return feedback.close(Complaint.objects.get(pk=case.pk), by=lin, now=now, handling_minutes=30)


def test_cost_is_work_and_payouts_less_what_came_back(closed, span):
    found, categories, weeks = costs.costs(span, costs.Prices.now())
    assert (found.work, found.paid, found.goodwill, found.recovered) == (D("60"), D("120"), D("20"), D("60"))
    assert (found.total, found.each, found.benefit) == (D("120"), D("120"), None)
    assert [row.total for row in categories] == [row.total for row in weeks] == [D("120")]
    assert weeks[0].days_query == "since=2026-11-16&until=2026-11-22"


def test_the_benefit_counts_only_once_somebody_has_set_what_it_is_worth(closed, mei, now, span):
    worth = MoneyFigure.objects.get(pk="content_worth")
    figures.set_figure(worth, by=mei, now=now, value=D("240"), reason="按复购估计")
    found, _categories, _weeks = costs.costs(span, costs.Prices.now())
    assert (found.content, found.benefit, found.ratio) == (1, D("240"), D("2"))


def test_the_cost_centre_follows_from_kind_and_split(closed, span, zhao):
    centres = dict(costs.by_centre(span))
    assert centres == {
        CostCentre.DUE_CARRIER: D("80.00"),
        CostCentre.CLAIMS: D("20.00"),
        CostCentre.GOODWILL: D("20.00"),
    }
    lines = [(centre, amount) for _payout, centre, _bearer, amount in costs.cost_lines(zhao, span)]
    assert sorted(lines) == sorted(centres.items())
    assert Remedy.objects.get().cost_centre == CostCentre.SERVICE


def test_the_pages_show_the_formula_and_open_their_records(client, closed, mei, django_assert_num_queries):
    client.cookies["django_language"] = "en"
    client.force_login(mei)
    day = closed.closed_at.strftime("%Y-%m-%d")
    days = f"since={day}&until={day}"
    with translation.override("en"):
        page = client.get(f"/insight/costs/?{days}").content.decode()
        assert "30 min × ¥2.00 = ¥60.00 of work + ¥120.00 paid − ¥60.00 recovered = ¥120.00" in page
        assert closed.number in client.get(f"/insight/costs/records/?{days}").content.decode()
        assert client.get(f"/insight/offers/?{days}").status_code == 200
        assert closed.number in client.get(f"/insight/offers/records/?{days}").content.decode()
        export = client.post(f"/insight/costs/export/?{days}")
        table = b"".join(export.streaming_content).decode()
    assert "Due from carriers" in table
    assert "80.00" in table
    assert Event.objects.filter(verb="export_report").count() == 1
    with django_assert_num_queries(6):
        client.get(f"/insight/costs/records/?{days}")
