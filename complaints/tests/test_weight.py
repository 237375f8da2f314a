"""What raises a complaint beside its words: the money at stake, a post that many pass on (CL-05, CL-12)."""

from decimal import Decimal

import pytest

from complaints.actions import exposure, intake, orders, triage
from complaints.actions.sweep import sweep
from complaints.classify import STEP_FLAGS
from complaints.lifecycle import Refused
from complaints.models import Complaint, PromotionWindow, UrgencyThreshold
from complaints.roles import System
from complaints.sentences import urgency

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
MILD = "快递一直没有更新，查不到物流信息"  # P4 by its words


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


@pytest.mark.parametrize(
    ("price", "demand", "priority", "phrases"),
    [
        ("2999.99", "4999", "P4", []),
        ("3000", None, "P3", ["price paid ¥3,000.00"]),
        ("10000", "5000", "P2", ["price paid ¥10,000.00", "wished ¥5,000.00"]),
        (None, "20000", "P2", ["wished ¥20,000.00"]),
    ],
)
def test_the_money_at_stake_raises_and_is_named(new_complaint, price, demand, priority, phrases):
    case = new_complaint(
        MILD, order={"order_amount": price and Decimal(price)}, demand_amount=demand and Decimal(demand)
    )
    told = [urgency(reason) for reason in case.urgency_reasons]
    assert case.priority == priority
    assert [phrase for phrase in told if "¥" in phrase] == phrases
    assert case.machine_said["priority"] == "P4"


def test_a_threshold_never_lowers_and_is_data(new_complaint):
    UrgencyThreshold.objects.create(measure="order", at_least=1, priority="P4")
    danger = new_complaint("充电宝充电时起火，烧伤了手", order={"order_amount": Decimal("19000")})
    assert danger.priority == "P1"
    row = UrgencyThreshold.objects.get(measure="order", at_least=10_000)
    row.priority = "P1"
    row.save()
    assert new_complaint(MILD, order={"order_amount": Decimal("19000")}).priority == "P1"


def test_a_post_that_becomes_known_raises_through_the_door(new_complaint, lin, now):
    case = intake.accept(new_complaint(MILD), by=lin, now=now)
    exposure.add_post(case, by=lin, now=now, platform="weibo", url="https://weibo.example/1", reposts=12)
    case = fresh(case)
    assert (case.priority, case.flags) == ("P3", ["exposure"])
    exposure.add_post(case, by=lin, now=now, platform="weibo", url="https://weibo.example/1", reposts=150)
    assert fresh(case).priority == "P2"
    exposure.add_post(case, by=lin, now=now, platform="weibo", url="https://weibo.example/1", reposts=9)
    exposure.add_post(case, by=lin, now=now, platform="weibo", url="https://weibo.example/1", reposts=10_000)
    case = fresh(case)
    told = [urgency(reason) for reason in case.urgency_reasons]
    assert case.priority == "P1"
    assert told[-2:] == ["flags: Public exposure", "passed on 10000 times in public"]
    assert case.public_posts.get().reposts == 10_000
    assert [e.data["reposts"] for e in case.events.filter(verb="add_post").order_by("pk")] == [12, 150, 10_000]
    assert case.events.filter(verb="reclassify", actor_kind="system").count() == 3


def test_what_a_supervisor_lowered_does_not_rise_again_for_the_same(new_complaint, lin, zhao, now):
    case = intake.accept(new_complaint(MILD), by=lin, now=now)
    facts = {"amount": Decimal("16000")}
    orders.take_order_facts(case, facts, by=System(), now=now)
    assert fresh(case).priority == "P2"
    triage.reclassify(fresh(case), by=zhao, now=now, category=case.category, reason="已经发货", priority="P4")
    orders.take_order_facts(case, facts, by=System(), now=now)
    assert fresh(case).priority == "P4"
    orders.take_order_facts(case, {"amount": Decimal("17000")}, by=System(), now=now)
    assert fresh(case).priority == "P2"


def test_it_outlasts_a_promotion(new_complaint, lin, now):
    from datetime import timedelta

    day = timedelta(days=1)
    PromotionWindow.objects.create(name="双十二", codes=["F"], starts_at=now - day, ends_at=now + day)
    case = intake.accept(new_complaint("快递延误还没收到"), by=lin, now=now)
    assert (case.priority, case.calm_priority) == ("P2", "P3")
    exposure.add_post(case, by=lin, now=now, platform="weibo", reposts=200)
    sweep(now=now + 2 * day)
    assert fresh(case).priority == "P2"


def test_flags_raised_by_hand_weigh_like_those_of_the_words(new_complaint, lin, now):
    case = intake.accept(new_complaint(MILD), by=lin, now=now)
    assert "vulnerable" in STEP_FLAGS
    case = triage.raise_flag(case, by=lin, now=now, flag="vulnerable", reason="独居老人")
    assert case.priority == "P3"
    assert triage.raise_flag(case, by=lin, now=now, flag="gift", reason="生日").priority == "P3"


def test_the_page_records_a_post(client, new_complaint, lin, gao, now):
    case = intake.accept(new_complaint(MILD), by=lin, now=now)
    client.force_login(lin)
    url = f"/complaints/{case.number}/add-post/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"platform": "weibo", "url": "ftp://x.example"}).status_code == 422
    facts = {"platform": "weibo", "url": "https://weibo.example/2", "reposts": "300"}
    assert client.post(url, facts).status_code == 302
    assert fresh(case).priority == "P2"
    with pytest.raises(Refused):
        exposure.add_post(case, by=gao, now=now, platform="douyin")
