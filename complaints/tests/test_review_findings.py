"""Holes that a reading of the code found before the first landing, each told as the story that shut it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from complaints import progress, rules
from complaints.actions import (
    archive,
    contact,
    disputes,
    eligibility,
    feedback,
    handover,
    intake,
    linking,
    notices,
    payouts,
    proposals,
    recoveries,
    routing,
    sweep,
    triage,
)
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.lifecycle import Refused
from complaints.models import Department, Payout
from complaints.roles import System

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


def offered(case, by, now, *options):
    """A low-tier case with an offer on the table."""
    case = routing.solve_now(case, by=by, now=now)
    facts = {"what_we_did": "看了照片，问了仓库。", "reasons": "运输中破损，由平台承担。"}
    proposals.draft_proposal(case, by=by, now=now, options=list(options), **facts)
    return proposals.send_proposal(case, by=by, now=now)


def promise(amount, kind="goodwill"):
    return OptionDraft(f"补偿 {amount} 元", remedies=[RemedyDraft(kind, Decimal(amount))])


def pay(case, by, now, amount, key, **more):
    facts = {"kind": "goodwill", "reason": "破损补偿", "idempotency_key": key} | more
    return payouts.propose_payout(case, by=by, now=now, amount=Decimal(amount), **facts)


@pytest.fixture
def chosen(owned, lin, now):
    """The consumer took 100 of two offers; returns (case, what was chosen, what was not)."""
    case = offered(owned, lin, now, promise("100.00"), promise("60.00"))
    first, second = case.proposals.get().options.all()
    case = proposals.choose_option(case, by=case.consumer, now=now, option=first)
    return case, first.remedies.get(), second.remedies.get()


# Money


def test_a_promise_is_paid_once(chosen, lin, now):
    case, remedy, _other = chosen
    payouts.mark_paid(pay(case, lin, now, "100.00", "k1", remedy=remedy), by=lin, now=now, reference="B-1")
    with pytest.raises(Refused):
        pay(case, lin, now, "100.00", "k2", remedy=remedy)
    assert Payout.objects.count() == 1


def test_a_promise_is_paid_again_after_its_payment_was_taken_back(chosen, lin, now):
    case, remedy, _other = chosen
    payouts.cancel(pay(case, lin, now, "100.00", "k1", remedy=remedy), by=lin, now=now, reason="账号写错")
    assert pay(case, lin, now, "100.00", "k2", remedy=remedy).state == "approved"


def test_a_promise_nobody_chose_is_not_paid(chosen, lin, now):
    case, _remedy, other = chosen
    with pytest.raises(Refused):
        pay(case, lin, now, "60.00", "k1", remedy=other)


def test_a_request_is_not_approved_after_the_end_of_its_case(owned, lin, zhao, now):
    case = offered(owned, lin, now, OptionDraft("换新", remedies=[RemedyDraft("exchange")]))
    request = pay(case, lin, now, "600.00", "k1")
    case = sweep.expire(case, by=System(), now=case.stage_by + HOUR)
    assert (case.state, request.state) == ("closed", "proposed")
    with pytest.raises(Refused):
        payouts.approve(request, by=zhao, now=case.stage_at, note="同意")
    assert Payout.objects.get().state == "cancelled"


def test_an_author_whose_limit_was_raised_still_cannot_approve_his_own_request(owned, lin, zhao, now):
    request = pay(owned, lin, now, "600.00", "k1")
    payouts.raise_limit(lin, by=zhao, now=now, amount=Decimal("900.00"), reason="转正")
    with pytest.raises(Refused):
        payouts.approve(request, by=lin, now=now + HOUR)


def test_the_owner_does_not_give_the_first_of_two_approvals(owned, lin, chen, now):
    case = routing.escalate(owned, by=lin, now=now, reason="有人受伤")
    request = pay(case, lin, now, "900000.00", "k1")
    assert request.rung.needs_two
    offer = handover.offer_handover(case, by=lin, now=now, to_agent=chen, reason="leave", story="有人受伤")
    handover.take_handover(offer, by=chen, now=now)
    with pytest.raises(Refused):
        payouts.endorse(Payout.objects.get(pk=request.pk), by=chen, now=now, note="同意")


def test_all_parties_together_give_back_no_more_than_was_paid(owned, lin, now):
    payout = pay(owned, lin, now, "100.00", "k1")
    recoveries.open_recovery(payout, by=lin, now=now, party="carrier", amount=Decimal("70.00"), grounds="运输破损")
    with pytest.raises(Refused):
        recoveries.open_recovery(payout, by=lin, now=now, party="merchant", amount=Decimal("31.00"), grounds="包装不足")
    recoveries.open_recovery(payout, by=lin, now=now, party="merchant", amount=Decimal("30.00"), grounds="包装不足")


def test_what_is_done_can_neither_fail_nor_be_done_again(chosen, lin, now):
    case, remedy, other = chosen
    payouts.mark_paid(pay(case, lin, now, "100.00", "k1", remedy=remedy), by=lin, now=now, reference="B-1")
    for promised in (remedy, other):
        with pytest.raises(Refused):
            proposals.fail_remedy(promised, by=lin, now=now, reason="再来一次")
        with pytest.raises(Refused):
            proposals.carry_out_remedy(promised, by=lin, now=now)


# Who may


def test_a_reader_of_the_same_desk_does_not_fail_a_promise(chosen, xu, now):
    case, remedy, _other = chosen
    type(case).objects.filter(pk=case.pk).update(department=Department.objects.get(pk="BACKOFFICE"))
    with pytest.raises(Refused):
        proposals.fail_remedy(remedy, by=xu, now=now, reason="不该由审计来做")


@pytest.mark.parametrize("name", ["xu", "mei", "su", "admin"])
def test_readers_neither_link_nor_remember(name, cast, new_complaint, now):
    one, two = new_complaint(), new_complaint("另一只杯子也破损")
    with pytest.raises(Refused):
        linking.link(one, two, by=cast[name], now=now, reason="同一批货")
    with pytest.raises(Refused):
        archive.remember(one, by=cast[name], now=now, kind="time", value="晚上", source="电话")


@pytest.mark.parametrize("rule", [rules.may_work_on, rules.may_take_or_work_on, rules.may_reclassify])
def test_a_rule_answers_whoever_asks(owned, rule):
    owned.department_id = "CS"
    assert "坐席" in rule(owned, owned.consumer).why
    assert "坐席" in rule(owned, System()).why


def test_a_flag_is_raised_by_who_is_on_the_case(owned, lin, wang, now):
    with pytest.raises(Refused):
        triage.raise_flag(owned, by=wang, now=now, flag="safety", reason="路过")
    assert triage.raise_flag(owned, by=lin, now=now, flag="safety", reason="割伤手指").priority == "P1"


def test_an_assigned_complaint_is_not_taken_by_a_colleague(complaint, lin, wang, zhao, now):
    case = routing.assign(complaint, by=zhao, now=now, agent=lin, reason="他熟悉")
    with pytest.raises(Refused):
        intake.accept(case, by=wang, now=now)
    assert intake.accept(case, by=lin, now=now).handler == lin


def test_a_withdrawn_complaint_is_neither_assigned_nor_handed_over(complaint, new_complaint, lin, wang, zhao, now):
    case = feedback.withdraw(complaint, by=complaint.consumer, now=now, because="已解决")
    with pytest.raises(Refused):
        routing.assign(case, by=zhao, now=now, agent=lin, reason="补一个负责人")
    other = intake.accept(new_complaint("另一只杯子也破损"), by=lin, now=now)
    offer = handover.offer_handover(other, by=lin, now=now, to_agent=wang, reason="leave", story="等商家答复")
    feedback.withdraw(other, by=other.consumer, now=now, because="已解决")
    with pytest.raises(Refused):
        handover.take_handover(offer, by=wang, now=now)


def test_who_declined_a_handover_reads_its_dossier_no_more(client, owned, lin, gao, now):
    offer = handover.offer_handover(owned, by=lin, now=now, to_agent=gao, reason="leave", story="等商家答复")
    address = reverse("complaints:approval", args=["handovers", offer.pk])
    client.force_login(gao)
    assert client.get(address).status_code == 200
    handover.decline_handover(offer, by=gao, now=now, reason="不归我们")
    assert client.get(address).status_code == 404


def test_a_decided_request_is_opened_again_and_says_who_decided(client, owned, lin, wang, zhao, now):
    offer = handover.offer_handover(owned, by=lin, now=now, to_agent=wang, reason="leave", story="等商家答复")
    handover.decline_handover(offer, by=wang, now=now, reason="手上太满")
    request = pay(owned, lin, now, "600.00", "k1")
    payouts.approve(request, by=zhao, now=now, note="同意")
    for agent, kind, row in ((wang, "handovers", offer), (zhao, "payouts", request)):
        client.force_login(agent)
        assert client.get(reverse("complaints:approval", args=[kind, row.pk])).status_code == 200


def test_a_reply_is_recalled_by_number_and_anything_else_is_not_found(client, owned, lin):
    client.force_login(lin)
    address = reverse("complaints:recall", args=[owned.number])
    assert client.post(address, {"message": "x"}).status_code == 404


# Withdrawn, and taken back


def test_a_withdrawal_undone_lets_the_information_round_go_on(complaint, lin, now):
    case = eligibility.ask_info(complaint, by=lin, now=now, items="订单号")
    case = feedback.withdraw(case, by=case.consumer, now=now + HOUR, because="算了")
    case = feedback.undo_withdraw(case, by=case.consumer, now=now + DAY)
    assert (case.state, case.paused_at, case.stage_by) == ("need_info", now + DAY, now + 4 * DAY)
    assert eligibility.give_info(case, by=case.consumer, now=now + DAY, text="D-1001").state == "registered"


def test_a_withdrawal_undone_gives_the_offer_its_end_again(owned, lin, now):
    case = offered(owned, lin, now, promise("100.00"))
    case = feedback.withdraw(case, by=case.consumer, now=now + HOUR, because="算了")
    case = feedback.undo_withdraw(case, by=case.consumer, now=now + DAY)
    assert case.state == "awaiting_consumer"
    assert case.stage_by > now + DAY


def test_a_withdrawal_undone_takes_up_the_mediation_again(owned, lin, zhou, now):
    case = offered(owned, lin, now, promise("100.00"))
    case = disputes.ask_mediation(case, by=case.consumer, now=now, because="太少")
    case = feedback.withdraw(case, by=case.consumer, now=now + HOUR, because="算了")
    case = feedback.undo_withdraw(case, by=case.consumer, now=now + DAY)
    assert case.disputes.get().due_by == case.stage_by
    facts = {"what_we_did": "听了双方。", "reasons": "各退一步。", "options": [promise("150.00")]}
    proposals.draft_proposal(case, by=zhou, now=now + DAY, **facts)
    case = disputes.propose_settlement(case, by=zhou, now=now + DAY)
    assert (case.state, case.disputes.get().officer) == ("awaiting_consumer", zhou)


def test_a_tier_is_not_lowered_under_a_waiting_request(owned, lin, zhao, now):
    """Else a lead could lower it and then approve by the lower rung himself."""
    case = triage.set_tier(owned, by=lin, now=now, tier="medium", reason="质量争议")
    payouts.propose_payout(
        case, by=lin, now=now, amount=Decimal("300.00"), kind="goodwill", reason="补偿", idempotency_key="k1"
    )
    with pytest.raises(Refused, match="等"):
        triage.set_tier(case, by=zhao, now=now, tier="low", reason="其实不严重")


def test_a_reply_reaches_the_progress_page_when_it_can_no_longer_be_undone(owned, lin, now):
    contact.reply(owned, by=lin, now=now, body="已为您核实。")
    assert not progress.messages_of(owned, now + timedelta(seconds=7)).exists()
    assert progress.messages_of(owned, now + timedelta(seconds=8)).exists()


def test_an_alert_of_a_case_that_left_the_desk_keeps_quiet(client, new_complaint, gao, wang, zhao, now):
    case = new_complaint("快递三天没动")
    notices.tell_agents([gao], "assigned", now=now, complaint=case)
    client.force_login(gao)
    shown = client.get(reverse("complaints:alerts")).content.decode()
    assert case.number not in shown
    assert case.title not in shown
