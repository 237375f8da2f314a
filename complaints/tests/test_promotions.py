"""Promotions switch themselves on and off, and what people did meanwhile stays (scenario 11)."""

from datetime import datetime, timedelta

import pytest

from complaints.actions import contact, intake, triage
from complaints.actions.sweep import sweep
from complaints.models import Category, Complaint, PromotionWindow
from complaints.views.queues import QUEUES
from complaints.workdays import CHINA

pytestmark = pytest.mark.django_db
START, END = datetime(2026, 11, 10, tzinfo=CHINA), datetime(2026, 11, 14, tzinfo=CHINA)
BEFORE, DURING = START - timedelta(hours=5), START + timedelta(days=1)
SLOW, GOODS = "物流三天没更新", "衣服颜色和图片不一样"


@pytest.fixture
def window(policy):
    return PromotionWindow.objects.create(name="双 11", codes=["F"], starts_at=START, ends_at=END, priority_delta=1)


def priorities(*cases):
    return [Complaint.objects.get(pk=case.pk).priority for case in cases]


def test_scenario_11_promotion_logistics_priority(window, new_complaint, client, lin):
    slow = new_complaint(SLOW, at=BEFORE)
    goods = new_complaint(GOODS, at=BEFORE, order={"order_number": "G"})
    assert (slow.category_id[0], goods.category_id[0]) == ("F", "G")
    calm = priorities(slow, goods)
    sweep(now=START - timedelta(seconds=1))
    assert priorities(slow, goods) == calm
    sweep(now=START)
    assert priorities(slow, goods) == ["P2", calm[1]]
    late = new_complaint(SLOW, at=DURING, order={"order_number": "L"})
    assert (late.priority, late.calm_priority) == ("P2", calm[0])
    intake.accept(slow, by=lin, now=DURING)
    client.force_login(lin)
    assert "双 11" in client.get(f"/complaints/{slow.number}/").content.decode()
    sweep(now=END)
    assert priorities(slow, goods, late) == [calm[0], calm[1], calm[0]]
    told = slow.events.filter(verb="rescore").order_by("pk").values_list("data", flat=True)
    assert [(row["was"], row["is"]) for row in told] == [(calm[0], "P2"), ("P2", calm[0])]


def test_each_change_happens_once(window, new_complaint):
    slow = new_complaint(SLOW, at=BEFORE)
    for _turn in range(3):
        sweep(now=DURING)
    assert slow.events.filter(verb="rescore").count() == 1
    window.refresh_from_db()
    assert window.is_applied


def test_what_a_person_changed_meanwhile_stays(window, new_complaint, lin, zhao):
    slow = new_complaint(SLOW, at=BEFORE)
    sweep(now=START)
    intake.accept(slow, by=lin, now=DURING)
    triage.reclassify(slow, by=zhao, now=DURING, category=slow.category, priority="P1", reason="等着用")
    sweep(now=END)
    assert priorities(slow) == ["P1"]


def test_a_corrected_category_leaves_the_promotion(window, new_complaint, lin):
    slow = new_complaint(SLOW, at=DURING)
    calm = slow.calm_priority
    intake.accept(slow, by=lin, now=DURING)
    triage.reclassify(slow, by=lin, now=DURING, category=Category.objects.get(pk="G01"), reason="说的是货")
    assert priorities(slow) == [calm]


def test_a_strong_emotion_during_a_promotion_outlives_it(window, new_complaint, lin):
    slow = new_complaint(SLOW, at=DURING)
    intake.accept(slow, by=lin, now=DURING)
    contact.read_emotion(slow, by=lin, now=DURING, emotion="anger", intensity=8, moment="intake", basis="words")
    assert priorities(slow) == ["P1"]
    sweep(now=END)
    assert priorities(slow) == ["P1"]


def test_the_strongest_of_two_promotions_counts(window, new_complaint):
    PromotionWindow.objects.create(name="双倍", codes=["F0"], starts_at=START, ends_at=DURING, priority_delta=2)
    slow = new_complaint(SLOW, at=BEFORE)
    sweep(now=START)
    assert priorities(slow) == ["P1"]
    sweep(now=DURING)
    assert priorities(slow) == ["P2"]
    sweep(now=END)
    assert priorities(slow) == ["P3"]


def test_a_longer_promotion_is_noticed(window, new_complaint):
    slow = new_complaint(SLOW, at=BEFORE)
    sweep(now=START)
    PromotionWindow.objects.filter(pk=window.pk).update(ends_at=END + timedelta(days=1), is_applied=None)
    sweep(now=END)
    assert priorities(slow) == ["P2"]


def test_the_unclassified_have_a_queue(new_complaint, zhao, now):
    odd = new_complaint("啊啊啊", order={"order_number": "U"})
    new_complaint(SLOW)
    assert list(QUEUES["unclassified"].list(Complaint.objects.all(), zhao, now)) == [odd]
