"""What a merchant has to put right: proof, a check by somebody else, a sanction that a manager decides (DP-10)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from complaints.actions import (
    evidence,
    feedback,
    incidents,
    intake,
    prevention,
    proposals,
    rectification,
    routing,
    tasks,
)
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.demo.pictures import picture
from complaints.lifecycle import Refused
from complaints.models import Agent, Department, Notice, Rectification, Task
from complaints.reports.prevention import effect_of
from complaints.rules import open_offer

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def tang(cast):
    """The merchant desk."""
    agent = Agent.objects.create(username="tang", display_name="唐悦", department_id="MERCHANT")
    agent.groups.set(cast["lin"].groups.all())
    return agent


@pytest.fixture
def jacket(new_complaint, lin, now):
    return intake.accept(new_complaint("外套与图片严重不符", order={"product": "羊毛外套"}), by=lin, now=now)


@pytest.fixture
def task(jacket, tang, lin, now):
    """The merchant has to correct the listing and to check the stock within a day."""
    facts = {"title": "更正商品页并查库存", "question": "颜色与面料描述改正，库存逐件核对", "due_by": now + 24 * HOUR}
    desk = Department.objects.get(pk="MERCHANT")
    return tasks.ask_desk(jacket, by=lin, now=now, kind="rectify", department=desk, **facts)


def prove(task, by, at):
    return tasks.answer_task(task, by=by, now=at, answer="已更正", uploads=[picture("label", "新商品页", "mend")])


def test_scenario_21_the_merchant_corrects_and_somebody_else_checks(task, tang, lin, now):
    """A jacket unlike its picture: a due date, proof, and a check that is not the desk's own."""
    with pytest.raises(Refused):
        tasks.answer_task(task, by=tang, now=now + HOUR, answer="已更正")
    with pytest.raises(Refused):
        rectification.check_rectification(task, by=lin, now=now + HOUR, passed=True, note="看过")
    proved = prove(task, tang, now + 2 * HOUR)
    with pytest.raises(Refused):
        rectification.check_rectification(proved, by=tang, now=now + 3 * HOUR, passed=True, note="看过")
    row = rectification.check_rectification(
        proved, by=lin, now=now + 3 * HOUR, passed=True, note="商品页已改，库存已查"
    )
    assert (row.passed, row.checked_by) == (True, lin)
    assert Notice.objects.filter(agent=tang, event="rectification_checked").exists()
    with pytest.raises(Refused):
        rectification.propose_sanction(proved, by=tang, now=now + 99 * HOUR, sanction="warning", why="仍不改")


def test_scenario_21_jacket_unlike_its_picture(jacket, tang, lin, zhao, gao, now):
    """Photos and listing snapshot; verified: three options go out, the merchant gets a task, a CAPA is linked."""
    side = {"side": "consumer", "kind": "photo", "title": "实物照片", "upload": picture("jacket", "实物", "21")}
    evidence.add_evidence(jacket, by=lin, now=now, **side)
    side = {"side": "platform", "kind": "listing", "title": "下单时商品页", "upload": picture("label", "商品页", "21")}
    evidence.add_evidence(jacket, by=lin, now=now, **side)
    case = routing.dispatch(jacket, by=lin, now=now, department=Department.objects.get(pk="MERCHANT"))
    case = routing.start(case, by=lin, now=now + HOUR)
    facts = {"party": "merchant", "share": 100, "root_cause": "listing", "grounds": "颜色与面料均与商品页不符"}
    evidence.record_finding(case, by=lin, now=now + HOUR, is_contested=True, **facts)
    case = routing.finish_check(case, by=lin, now=now + HOUR)
    options = [
        OptionDraft("换一件与图片相符的", remedies=[RemedyDraft("exchange")]),
        OptionDraft("退货退款", remedies=[RemedyDraft("refund", amount=Decimal("168.00"))]),
        OptionDraft("留下外套，补偿差价", remedies=[RemedyDraft("compensation", amount=Decimal("60.00"))]),
    ]
    words = {"what_we_did": "核对了实物照片与下单时的商品页。", "reasons": "颜色与面料均与商品页不符。"}
    proposals.draft_proposal(case, by=lin, now=now + HOUR, options=options, **words)
    case = proposals.send_proposal(case, by=lin, now=now + HOUR)
    assert case.state == "awaiting_consumer"
    assert open_offer(case).options.count() == 3
    desk = Department.objects.get(pk="MERCHANT")
    facts = {"title": "更正商品页并查库存", "question": "改正描述，库存逐件核对", "due_by": now + 24 * HOUR}
    task = tasks.ask_desk(case, by=lin, now=now + HOUR, kind="rectify", department=desk, **facts)
    assert (task.state, task.due_by, task.department_id) == ("open", now + 24 * HOUR, "MERCHANT")
    plan = {"title": "上新前核对主图与实物", "because": "图片由供应商直传", "root_cause": "listing", "owner": tang}
    action = prevention.plan_action([case], by=lin, now=now + HOUR, due_by=now + 240 * HOUR, **plan)
    assert list(case.corrective_actions.all()) == [action]
    prove(task, tang, now + 2 * HOUR)
    done = prevention.carry_out_action(action, by=tang, now=now + 2 * HOUR, proof="核对表已上线")
    with pytest.raises(Refused):
        prevention.confirm_action(done, by=tang, now=done.check_by, verdict="好", figures={})
    figures = effect_of(done, done.check_by).as_figures()
    judged = prevention.confirm_action(done, by=zhao, now=done.check_by, verdict="未再发生", figures=figures)
    assert judged.state == "effective"


def test_a_lapsed_one_leads_to_a_sanction_that_a_manager_decides(task, tang, lin, mei, now):
    with pytest.raises(Refused):
        rectification.propose_sanction(task, by=tang, now=now + HOUR, sanction="delist", why="未改")
    late = now + 25 * HOUR
    with pytest.raises(Refused):
        rectification.propose_sanction(task, by=lin, now=late, sanction="delist", why="未改")
    rectification.propose_sanction(task, by=tang, now=late, sanction="delist", why="催办两次未改")
    assert Notice.objects.filter(agent=mei, event="sanction_proposed").exists()
    with pytest.raises(Refused):
        rectification.decide_sanction(task, by=tang, now=late, granted=True, why="同意")
    task = Task.objects.get(pk=task.pk)
    row = rectification.decide_sanction(task, by=mei, now=late + HOUR, granted=True, why="屡次不改")
    assert (row.granted, row.decided_by) == (True, mei)
    verbs = set(task.complaint.events.filter(task=task).values_list("verb", flat=True))
    assert {"ask_desk", "propose_sanction", "decide_sanction"} <= verbs


def test_a_failed_check_opens_the_way_to_a_sanction(task, tang, lin, now):
    proved = prove(task, tang, now + HOUR)
    rectification.check_rectification(proved, by=lin, now=now + 2 * HOUR, passed=False, note="图片仍是旧的")
    proved = Task.objects.get(pk=task.pk)
    row = rectification.propose_sanction(proved, by=tang, now=now + 3 * HOUR, sanction="warning", why="虚假证明")
    assert row.sanction == "warning"


def test_the_database_keeps_four_eyes(task, tang, now):
    facts = {"sanction": "warning", "proposed_by": tang, "granted": True, "decided_by": tang, "decision_why": "可"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Rectification.objects.filter(task=task).update(**facts)


def test_it_outlives_its_complaint(task, jacket, now):
    feedback.withdraw(jacket, by=jacket.consumer, now=now + HOUR, because="已私下解决")
    assert Task.objects.get(pk=task.pk).state == "open"


def test_an_incident_orders_one(jacket, tang, zhao, now):
    incident = incidents.open_incident([jacket], by=zhao, now=now, because="同款多件不符")
    desk = Department.objects.get(pk="MERCHANT")
    facts = {"kind": "rectify", "department": desk, "question": "更正商品页", "due_by": now + HOUR}
    assert incidents.order_measure(incident, by=zhao, now=now, **facts).rectification.passed is None


def test_the_page_offers_what_is_each_ones(client, task, tang, lin, mei, now):
    client.cookies["django_language"] = "en"
    url = f"/tasks/{task.pk}/"
    prove(task, tang, now + HOUR)
    client.force_login(tang)
    assert "Check what was put right" not in client.get(url).content.decode()
    client.force_login(lin)
    assert "Check what was put right" in client.get(url).content.decode()
    empty = client.post(f"{url}check_rectification/", {"note": "图片仍旧"})
    assert empty.status_code == 422
    assert "图片仍旧" in empty.content.decode()
    assert client.post(f"{url}check_rectification/", {"passed": "no", "note": "图片仍旧"}).status_code == 302
    client.force_login(tang)
    facts = {"sanction": "warning", "why": "虚假证明"}
    assert client.post(f"{url}propose_sanction/", facts).status_code == 302
    client.force_login(mei)
    assert "waits for a manager" in client.get(url).content.decode()
    assert client.post(f"{url}decide_sanction/", {"granted": "yes", "why": "属实"}).status_code == 302
    assert Rectification.objects.get(task=task).granted is True
