"""A tier that becomes high after an answer has gone out: twelve new hours, desks that join, the report (scenario 2)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from complaints import clock, progress
from complaints.actions import (
    contact,
    exposure,
    high_tier,
    incident_report,
    intake,
    linking,
    proposals,
    routing,
    triage,
)
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.enums import ClockState
from complaints.lifecycle import Refused
from complaints.models import ClockMark, Complaint, Incident, Notice

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
URL = "https://weibo.com/1234/abc"
PARTS = {
    "cause": "车载制冷机故障。",
    "scope": "同车 41 单。",
    "measures": "停用该车，41 单全部回访。",
    "prevention": "到仓前复测温度。",
    "consumer_version": "您好，运输途中制冷坏了，责任在我们。我们已停用那辆车，退款照旧，十八点前回访您。",
}


def write(case, by, now, **more):
    option = OptionDraft("退货款", remedies=[RemedyDraft("refund", Decimal("100.00"))])
    facts = {"what_we_did": "查了温控。", "reasons": "制冷中断。", "options": [option]} | more
    return proposals.draft_proposal(case, by=by, now=now, **facts)


@pytest.fixture
def offered(complaint, lin, now):
    """An offer lies with the consumer: its plan clock is met."""
    case = routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)
    write(case, lin, now)
    return proposals.send_proposal(case, by=lin, now=now + HOUR)


@pytest.fixture
def high(offered, zhao, now):
    return triage.set_tier(offered, by=zhao, now=now + 3 * HOUR, tier="high", reason="记者来电")


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


def report_clock(case):
    return next(row for row in clock.clocks(case) if row.name in ("plan", "report"))


def test_scenario_02_a_post_after_the_offer(offered, lin, now):
    at = now + 5 * HOUR
    was = offered.planned_at
    facts = {"platform": "weibo", "url": URL, "reposts": 9800}
    exposure.add_post(offered, by=lin, now=at, **facts)
    case = fresh(offered)
    assert (case.tier, case.state, case.owner) == ("high", "awaiting_consumer", lin)
    row = report_clock(case)
    assert (row.name, row.started_at, row.due_at) == ("report", at, at + 12 * HOUR)
    assert clock.light(row, at).state == ClockState.RUNNING
    assert {task.department_id: task.due_by for task in case.tasks.all()}["BACKOFFICE"] == at + 12 * HOUR
    assert URL in case.tasks.get(department="PR").question
    for role in ("pr", "back_office", "legal"):
        assert Notice.objects.filter(agent__groups__name=role, complaint=case, event="escalated").exists()
    assert was in set(case.history.values_list("planned_at", flat=True))


def test_public_relations_may_be_the_first_to_find_it(offered, pan, now):
    facts = {"platform": "weibo", "url": URL, "reposts": 9800}
    exposure.add_post(offered, by=pan, now=now + 5 * HOUR, **facts)
    case = fresh(offered)
    assert (case.tier, case.flags) == ("high", ["exposure"])
    assert case.events.get(verb="add_post").agent == pan


@pytest.mark.parametrize("state", ["executing", "mediation", "re_review", "arbitration", "external"])
def test_in_whatever_state_it_is(offered, lin, now, state):
    Complaint.objects.filter(pk=offered.pk).update(state=state)
    exposure.add_post(fresh(offered), by=lin, now=now + 5 * HOUR, platform="weibo", url=URL, reposts=9800)
    case = fresh(offered)
    assert (case.state, case.planned_at, case.plan_by) == (state, None, now + 17 * HOUR)
    assert case.tasks.filter(department="BACKOFFICE").count() == 1


def test_before_anybody_has_it_the_desks_join_too(complaint, lin, now):
    exposure.add_post(complaint, by=lin, now=now, platform="weibo", url=URL, reposts=9800)
    case = fresh(complaint)
    assert (case.state, case.plan_by) == ("registered", now + 12 * HOUR)
    assert case.tasks.filter(department="BACKOFFICE").count() == 1


def test_raised_by_hand_the_consumer_is_told(high, now):
    assert (high.plan_by, high.planned_at, high.state) == (now + 15 * HOUR, None, "awaiting_consumer")
    told = Notice.objects.get(complaint=high, event="report_owed", channel="page")
    assert told.context["by"] == high.plan_by.isoformat()
    assert high.tasks.get().department_id == "BACKOFFICE"


def test_the_consumers_page_says_by_when_the_report_comes(high, chen, now):
    at = now + 4 * HOUR
    assert progress.page(high, at)["report_by"] == progress.friendly(high.plan_by, at)
    assert progress.page(high, high.plan_by)["report_by"] == ""
    sent = high_tier.send_report(high, by=chen, now=at, **PARTS)
    assert progress.page(sent, at)["report_by"] == ""


def test_raised_by_five_that_hang_together(offered, new_complaint, lin, zhao, now):
    others = [intake.accept(new_complaint(f"虾臭了 {n}"), by=lin, now=now) for n in range(4)]
    linking.link_alike(offered, by=zhao, now=now + 4 * HOUR, others=others, reason="同一批虾")
    case = fresh(offered)
    assert (case.tier, case.plan_by, case.planned_at) == ("high", now + 16 * HOUR, None)
    assert case.tasks.get().department_id == "BACKOFFICE"
    assert not others[0].tasks.exists()


def test_the_shared_report_of_the_incident_is_the_report(offered, new_complaint, lin, zhao, chen, now):
    others = [intake.accept(new_complaint(f"虾臭了 {n}"), by=lin, now=now) for n in range(4)]
    linking.link_alike(offered, by=zhao, now=now + 4 * HOUR, others=others, reason="同一批虾")
    incident = Incident.objects.get()
    parts = {f"report_{name}": PARTS["cause"] for name in ("facts", "cause", "measures")}
    parts["report_consumer"] = PARTS["consumer_version"]
    incident = incident_report.write_report(incident, by=chen, now=now + 5 * HOUR, **parts)
    incident_report.share_report(incident, by=chen, now=now + 6 * HOUR)
    case = fresh(offered)
    assert (case.planned_at, case.tasks.get().state) == (now + 6 * HOUR, "done")


def test_nothing_was_sent_so_nothing_begins_anew(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    case = triage.set_tier(case, by=lin, now=now + HOUR, tier="high", reason="记者来电")
    assert not case.tasks.exists()
    assert not Notice.objects.filter(complaint=case, event="report_owed").exists()


def test_the_report_goes_out_beside_the_offer(high, lin, chen, now):
    case = high_tier.send_report(high, by=chen, now=now + 5 * HOUR, **PARTS)
    assert (case.state, case.planned_at) == ("awaiting_consumer", now + 5 * HOUR)
    assert case.messages.get(direction="to_consumer").body == PARTS["consumer_version"]
    task = case.tasks.get()
    assert (task.state, task.ended_by) == ("done", chen)
    line = case.events.get(verb="send_report")
    assert PARTS["prevention"] in line.reason
    assert PARTS["consumer_version"] not in line.reason
    option = case.proposals.get().options.get()
    case = proposals.choose_option(case, by=case.consumer, now=now + 6 * HOUR, option=option)
    assert case.state == "executing"


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_report_lacks_no_part(high, chen, now, part):
    with pytest.raises(Refused, match="还缺"):
        high_tier.send_report(high, by=chen, now=now + 5 * HOUR, **PARTS | {part: " "})
    assert fresh(high).planned_at is None


def test_only_the_back_office_and_only_what_is_owed(offered, high, lin, chen, now):
    with pytest.raises(Refused):
        high_tier.send_report(high, by=lin, now=now + 5 * HOUR, **PARTS)
    high_tier.send_report(high, by=chen, now=now + 5 * HOUR, **PARTS)
    with pytest.raises(Refused, match="不欠报告"):
        high_tier.send_report(fresh(high), by=chen, now=now + 6 * HOUR, **PARTS)


def test_a_report_is_not_taken_back(high, chen, now):
    case = high_tier.send_report(high, by=chen, now=now + 5 * HOUR, **PARTS)
    message = case.messages.get(direction="to_consumer")
    with pytest.raises(Refused, match="报告"):
        contact.recall(message, by=chen, now=now + 5 * HOUR + timedelta(seconds=2))


def test_the_report_of_the_back_office_ends_its_task_as_well(high, lin, chen, now):
    case = routing.escalate(high, by=lin, now=now + 4 * HOUR, reason="要由后台处理")
    write(case, chen, now + 5 * HOUR, **PARTS)
    case = proposals.issue_report(fresh(case), by=chen, now=now + 6 * HOUR)
    assert case.tasks.get().state == "done"


def test_lowered_again_it_owes_no_report(high, zhao, now):
    case = triage.set_tier(high, by=zhao, now=now + 4 * HOUR, tier="low", reason="核实不是媒体")
    assert clock.light(report_clock(case), now + 4 * HOUR).state == ClockState.MET


def test_without_its_parts_an_approved_plan_is_no_report(complaint, lin, zhou, now):
    case = routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)
    case = triage.set_tier(case, by=lin, now=now, tier="high", reason="记者来电")
    write(case, lin, now)
    case = proposals.ask_review(fresh(case), by=lin, now=now)
    case = proposals.approve_proposal(case, by=zhou, now=now + HOUR)
    assert (case.state, case.planned_at) == ("awaiting_consumer", None)


def test_a_report_that_never_goes_out_is_late(high, now):
    sweep(now=high.plan_by + HOUR)
    mark = ClockMark.objects.get(complaint=high, clock="report", mark="breach")
    assert mark.due_at == high.plan_by


def test_the_back_office_finds_the_report_on_the_desk(client, high, lin, chen):
    url = reverse("complaints:send_report", args=[high.number])
    desk = reverse("complaints:complaint", args=[high.number])
    client.force_login(lin)
    assert url not in client.get(desk).content.decode()
    client.force_login(chen)
    assert url in client.get(desk).content.decode()
    assert client.post(url, PARTS | {"scope": ""}).status_code == 422
    assert client.post(url, PARTS).status_code == 302
    assert fresh(high).planned_at
