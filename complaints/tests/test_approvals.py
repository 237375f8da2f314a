"""Approvals: what waits for whom, the page that has everything, the decision, and two who decide at once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints import rules
from complaints.actions import eligibility, handover, intake, linking, merging, payouts, proposals, routing, triage
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.models import Handover, LadderRung, Notice, Payout
from complaints.reports.approvals import count_for, tasks_for

pytestmark = pytest.mark.django_db
LIST_STATEMENTS = 6
PAGE_STATEMENTS = 40
NOTE = "请先补上商家的出库记录"


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def pay(owned, lin, now):
    def pay(amount, *, kind="goodwill", by=lin, case=owned, at=now, **more):
        pay.n += 1
        return payouts.propose_payout(
            case, by=by, now=at, amount=Decimal(amount), kind=kind, reason="晚到", idempotency_key=f"k{pay.n}", **more
        )

    pay.n = 0
    return pay


@pytest.fixture
def in_review(new_complaint, lin, now):
    case = intake.accept(new_complaint(order={"order_number": "R-1"}), by=lin, now=now)
    case = routing.solve_now(case, by=lin, now=now)
    offer = [OptionDraft("补偿", remedies=[RemedyDraft("goodwill", Decimal("600"))])]
    proposals.draft_proposal(case, by=lin, now=now, options=offer, what_we_did="查了仓库", reasons="运输破损")
    return proposals.ask_review(case, by=lin, now=now)


@pytest.fixture
def refusal(new_complaint, lin, now):
    case = new_complaint("在别处买的", order={"order_number": "X-1"})
    return eligibility.propose_refusal(
        case, by=lin, now=now, reason_code="not_ours", letter="这不是我们平台的订单。", routes=["12315"]
    )


@pytest.fixture
def offered(new_complaint, lin, wang, now):
    case = intake.accept(new_complaint(order={"order_number": "H-1"}), by=lin, now=now)
    offered_at = timezone.now()  # pages look at the real time, and fifteen minutes are soon over
    return handover.offer_handover(case, by=lin, now=offered_at, to_agent=wang, reason="leave", story="等商家答复")


def url(kind, row):
    return reverse("complaints:approval", args=[kind, row.pk])


def decide(client, agent, kind, row, verb, **note):
    client.force_login(agent)
    return client.post(url(kind, row), {"verb": verb} | note)


# What waits for whom


def waiting(agent):
    return set(Payout.objects.waiting_for(agent).values_list("pk", flat=True))


def test_a_request_waits_for_the_role_of_its_rung(pay, cast):
    payout = pay("600.00")
    who = {name for name, agent in cast.items() if payout.pk in waiting(agent)}
    assert who == {"zhao", "wu"}


def test_the_total_of_the_family_decides_the_rung(pay, cast, new_complaint, lin, now):
    pay("450.00")
    other = intake.accept(new_complaint(order={"order_number": "D-2"}), by=lin, now=now)
    payout = pay("1800.00", case=other)
    assert payout.pk in waiting(cast["zhao"])
    linking.link(payout.complaint, pay("1.00").complaint, by=lin, now=now, reason="同一件事")
    assert payout.pk not in waiting(cast["zhao"])
    assert payout.pk in waiting(cast["wu"])


def test_a_merged_complaint_counts_for_the_rung(pay, owned, wu, new_complaint, lin, zhao, now):
    twin = intake.accept(new_complaint("又碎了"), by=lin, now=now)
    payouts.mark_paid(pay("300.00", case=twin), by=lin, now=now, reference="B-1")
    merging.merge(twin, by=zhao, now=now, master=owned, reason="同一订单")
    type(twin).objects.update(order_number="", order_status="")  # so that only the merge holds the two together
    payout = pay("1800.00")
    assert (waiting(zhao), waiting(wu)) == (set(), {payout.pk})


def test_a_refund_waits_on_the_first_rung(pay, owned, lin, zhou, now):
    triage.set_tier(owned, by=lin, now=now, tier="medium", reason="质量争议")
    payout = pay("168.00", kind="refund")
    assert payout.pk in waiting(zhou)


def test_nobody_is_asked_about_an_own_request_or_an_own_case(pay, new_complaint, zhao, wu, now):
    case = intake.accept(new_complaint(order={"order_number": "Z"}), by=zhao, now=now)
    payout = pay("600.00", by=zhao, case=case)
    assert payout.pk not in waiting(zhao)
    assert payout.pk in waiting(wu)


def test_the_second_of_two_is_asked_after_the_first(pay, chen, fang, now):
    payout = pay("10000.01")
    assert (waiting(chen), waiting(fang)) == ({payout.pk}, set())
    payouts.approve(payout, by=chen, now=now)
    assert (waiting(chen), waiting(fang)) == (set(), {payout.pk})


def test_legal_joins_where_a_clause_is_claimed(pay, owned, lin, chen, fang, now):
    triage.set_tier(owned, by=lin, now=now, tier="high", reason="假一赔三")
    triage.raise_flag(owned, by=lin, now=now, flag="legal_clause", reason="引用法条")
    payout = pay("3000.00")
    payouts.approve(payout, by=chen, now=now)
    assert waiting(fang) == {payout.pk}


AMOUNTS = ("10.00", "500.00", "501.00", "1999.00", "2000.01", "10000.00", "10000.01")


@pytest.mark.parametrize("tier", ["low", "medium", "high"])
def test_waiting_for_says_what_the_rules_say(pay, new_complaint, cast, lin, now, tier):
    """One statement for all rows, one rule for one row: they never part."""
    for amount in AMOUNTS:
        case = intake.accept(new_complaint(order={"order_number": f"D-{amount}"}), by=lin, now=now)
        if tier != "low":
            case = triage.set_tier(case, by=lin, now=now, tier=tier, reason="试")
        pay(amount, case=case)
    for agent in cast.values():
        assert waiting(agent) == {row.pk for row in Payout.objects.waiting() if may_decide(row, agent)}, agent


def may_decide(payout, agent):
    verb = "endorse" if payout.rung.needs_two else "approve"
    rule = rules.may_endorse if payout.rung.needs_two else rules.may_approve_by_ladder
    return bool(rules.wears_the_hat(verb, agent) and rule(payout, agent))


def test_one_statement_however_many_wait(pay, zhao, new_complaint, lin, now, django_assert_num_queries):
    pay("600.00")
    for n in range(4):
        pay("700.00", case=intake.accept(new_complaint(order={"order_number": f"N-{n}"}), by=lin, now=now))
    assert zhao.roles
    with django_assert_num_queries(1):
        assert len(Payout.objects.waiting_for(zhao)) == 5
    with django_assert_num_queries(1):
        assert count_for(zhao) == 5
    with django_assert_num_queries(LIST_STATEMENTS - 3):
        assert len(tasks_for(zhao, now)) == 5


def test_everything_that_waits_stands_in_one_list_by_due_time(pay, refusal, offered, in_review, cast, now):
    pay("600.00")
    kinds = {name: [task.kind for task in tasks_for(cast[name], now)] for name in ("zhao", "zhou", "wang", "lin")}
    assert sorted(kinds["zhao"]) == ["payouts", "refusals"]
    assert kinds["zhou"] == ["proposals"]
    assert kinds["wang"] == ["handovers"]
    assert kinds["lin"] == []
    due = [task.due_at for task in tasks_for(cast["zhao"], now)]
    assert due == sorted(due)


def test_several_payouts_to_one_consumer_look_split(pay, new_complaint, lin, zhao, now):
    pay("450.00")
    other = intake.accept(new_complaint(order={"order_number": "D-9"}), by=lin, now=now)
    type(other).objects.filter(pk=other.pk).update(consumer=pay("1.00").complaint.consumer)
    pay("600.00", case=type(other).objects.get(pk=other.pk))
    assert [task.looks_split for task in tasks_for(zhao, now)] == [True]


# The page


def test_the_page_has_everything_to_decide(client, pay, zhao, lin):
    payout = pay("600.00")
    client.force_login(zhao)
    page = client.get(reverse("complaints:approvals"))
    assert page.status_code == 200
    text = page.content.decode()
    for words in ("¥600.00", payout.number, "晚到", "收到的杯子破损", 'aria-current="true"', 'data-verb="approve"'):
        assert words in text
    assert f'data-number="{payout.complaint.number}"' in text


def test_the_page_costs_the_same_for_one_and_for_ten(
    client, pay, zhao, new_complaint, lin, now, django_assert_max_num_queries
):
    first = pay("600.00")
    client.force_login(zhao)
    with django_assert_max_num_queries(PAGE_STATEMENTS) as alone:
        client.get(url("payouts", first))
    for n in range(9):
        pay("700.00", case=intake.accept(new_complaint(order={"order_number": f"N-{n}"}), by=lin, now=now))
    with django_assert_max_num_queries(len(alone)):
        client.get(url("payouts", first))


def test_every_kind_has_its_page(client, pay, refusal, offered, in_review, zhao, zhou, wang):
    for agent, kind, row, verb in (
        (zhao, "refusals", refusal, "refuse"),
        (zhou, "proposals", in_review.proposals.get(), "approve_proposal"),
        (wang, "handovers", offered, "take_handover"),
    ):
        client.force_login(agent)
        page = client.get(url(kind, row))
        assert page.status_code == 200
        assert f'data-verb="{verb}"' in page.content.decode()


def test_an_empty_list_says_so(client, zhao):
    client.force_login(zhao)
    assert client.get(reverse("complaints:approvals")).status_code == 200


def test_who_may_not_decide_meets_a_wall(client, pay, refusal, offered, in_review, cast):
    payout = pay("600.00")
    for name in ("lin", "mei", "su", "xu", "stranger"):
        client.force_login(cast[name])
        assert client.get(url("payouts", payout)).status_code == 404
        assert client.post(url("payouts", payout), {"verb": "approve"}).status_code == 404
        assert client.get(url("handovers", offered)).status_code == 404
    client.force_login(cast["zhou"])
    assert client.get(url("refusals", refusal)).status_code == 404
    assert client.get(url("nonsense", refusal)).status_code == 404
    assert Payout.objects.get().state == "proposed"


def test_who_is_not_on_the_rung_reads_why(client, pay, zhao):
    payout = pay("2000.01")
    client.force_login(zhao)
    text = client.get(url("payouts", payout)).content.decode()
    assert 'aria-disabled="true" data-verb="approve"' in text


# The decision


def test_approve_and_next(client, pay, zhao, new_complaint, lin, now):
    first = pay("600.00")
    second = pay("700.00", case=intake.accept(new_complaint(order={"order_number": "N"}), by=lin, now=now))
    answer = decide(client, zhao, "payouts", first, "approve")
    assert answer.status_code == 302
    assert answer.url == url("payouts", second)
    payout = Payout.objects.get(pk=first.pk)
    assert (payout.state, payout.approved_by, payout.basis) == ("approved", zhao, "ladder")
    assert payout.events.filter(verb="approve", source="web").count() == 1
    assert decide(client, zhao, "payouts", second, "approve").url == reverse("complaints:approvals")


def test_reject_needs_ten_characters_and_keeps_what_was_typed(client, pay, zhao):
    payout = pay("600.00")
    answer = decide(client, zhao, "payouts", payout, "reject", decision_note="补证据")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "补证据" in text
    assert 'aria-invalid="true"' in text
    assert Payout.objects.get().state == "proposed"
    decide(client, zhao, "payouts", payout, "reject", decision_note=NOTE)
    assert (Payout.objects.get().state, Payout.objects.get().decision_note) == ("rejected", NOTE)
    assert Notice.objects.filter(event="payout_rejected", agent=payout.proposed_by).exists()


def test_an_unknown_verb_changes_nothing(client, pay, zhao):
    payout = pay("600.00")
    for verb in ("pay", "reverse", "state", ""):
        assert decide(client, zhao, "payouts", payout, verb).status_code == 422
    assert Payout.objects.get().state == "proposed"


def test_the_second_of_two_clicks_reads_who_was_faster(client, pay, zhao, wu):
    payout = pay("600.00")
    decide(client, zhao, "payouts", payout, "approve")
    answer = decide(client, wu, "payouts", payout, "reject", decision_note=NOTE)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "赵宁" in text
    assert NOTE in text
    assert 'data-verb="approve"' not in text
    assert Payout.objects.get().approved_by == zhao


def test_two_approvals_by_two_people(client, pay, chen, fang):
    payout = pay("10000.01")
    decide(client, chen, "payouts", payout, "endorse", decision_note="同意")
    assert Payout.objects.get().endorsed_by == chen
    decide(client, fang, "payouts", payout, "approve")
    assert Payout.objects.get().state == "approved"


def test_review_approves_or_returns(client, in_review, zhou):
    proposal = in_review.proposals.get()
    assert decide(client, zhou, "proposals", proposal, "return_proposal", review_note="短").status_code == 422
    decide(client, zhou, "proposals", proposal, "return_proposal", review_note="请补充不同意换货的理由")
    in_review = type(in_review).objects.get(pk=in_review.pk)
    assert in_review.state == "proposing"
    proposals.ask_review(in_review, by=in_review.owner, now=in_review.stage_at + timedelta(minutes=1))
    decide(client, zhou, "proposals", proposal, "approve_proposal")
    assert type(in_review).objects.get(pk=in_review.pk).state == "awaiting_consumer"


def test_a_lead_confirms_a_refusal(client, refusal, zhao):
    decide(client, zhao, "refusals", refusal, "refuse")
    assert type(refusal.complaint).objects.get(pk=refusal.complaint_id).state == "ineligible"


def test_a_hand_over_is_taken_or_declined(client, offered, wang):
    assert decide(client, wang, "handovers", offered, "decline_handover", declined_because="").status_code == 422
    decide(client, wang, "handovers", offered, "take_handover")
    assert Handover.objects.get().status == "accepted"
    assert type(offered.complaint).objects.get(pk=offered.complaint_id).handler == wang


def test_the_ladder_is_a_table_one_can_change(pay, zhao, zhou):
    payout = pay("600.00")
    LadderRung.objects.filter(tier="low", up_to=2000).update(roles=["mid_office"])
    assert waiting(zhao) == set()
    assert waiting(zhou) == {payout.pk}
