"""The second message after acceptance: what we check now, or a first opinion, with the next time (FB-19)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.actions import contact, intake
from complaints.actions.policy import load_policy
from complaints.models import Category, Complaint
from complaints.reports.figures import answers
from complaints.reports.figures.rates import Rate

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = "您好，杯子的照片我看了，正在和仓库核对打包记录，明天上午十点前给您消息。"


@pytest.fixture
def accepted(new_complaint, lin):
    now = timezone.now()
    return intake.accept(new_complaint(at=now - HOUR), by=lin, now=now - HOUR)


def test_it_is_due_within_the_update_time_of_the_tier(accepted):
    assert accepted.tier == "low"
    assert accepted.opinion_by - accepted.stage_at == DAY


def test_only_a_message_that_says_it_counts_and_only_the_first(accepted, lin):
    at = accepted.stage_at
    contact.reply(accepted, by=lin, now=at + HOUR, body="您好，我来处理您的投诉，今天给您消息。")
    assert Complaint.objects.get(pk=accepted.pk).opinion_at is None
    contact.reply(accepted, by=lin, now=at + 2 * HOUR, body=WORDS, is_opinion=True)
    contact.reply(accepted, by=lin, now=at + 3 * HOUR, body="仓库说打包没有问题，我再问承运方。", is_opinion=True)
    assert Complaint.objects.get(pk=accepted.pk).opinion_at == at + 2 * HOUR


def test_a_message_taken_back_said_nothing(accepted, lin):
    at = timezone.now()
    message = contact.reply(accepted, by=lin, now=at, body=WORDS, is_opinion=True)
    contact.recall(message, by=lin, now=at + timedelta(seconds=2))
    assert Complaint.objects.get(pk=accepted.pk).opinion_at is None


def test_what_was_not_sent_in_time_is_counted(new_complaint, lin, now):
    """In time, at the last second; a second late; never, and the time is over; never, and there is time left."""
    cases = [intake.accept(new_complaint(at=now, order={"order_number": f"D-{n}"}), by=lin, now=now) for n in range(4)]
    contact.reply(cases[0], by=lin, now=cases[0].opinion_by, body=WORDS, is_opinion=True)
    contact.reply(cases[1], by=lin, now=cases[1].opinion_by + timedelta(seconds=1), body=WORDS, is_opinion=True)
    later = now + 2 * DAY
    Complaint.objects.filter(pk=cases[3].pk).update(opinion_by=later + HOUR)
    assert answers.opinions((now, later + DAY), later) == Rate(1, 3)


def test_a_result_in_time_is_more_than_an_opinion(accepted):
    Complaint.objects.filter(pk=accepted.pk).update(planned_at=accepted.opinion_by)
    span = (accepted.stage_at, accepted.opinion_by + DAY)
    assert answers.opinions(span, accepted.opinion_by + DAY) == Rate(1, 1)


# --- the composer ---------------------------------------------------------------------------------------------


def test_the_composer_offers_the_words_of_the_category_with_the_real_next_time(client, accepted, lin):
    client.force_login(lin)
    url = reverse("complaints:complaint", args=[accepted.number])
    plain = client.get(url)
    assert "draft=opinion" in plain.text
    assert plain.context["reply_form"]["body"].value() is None
    form = client.get(url, {"draft": "opinion"}).context["reply_form"]
    assert accepted.category.parent.checking_zh in form["body"].value()
    promised = form.initial["next_contact_at"]
    assert timedelta(hours=23, minutes=59) < promised - timezone.now() <= DAY
    assert f"{timezone.localtime(promised):%H:%M}" in form["body"].value()
    sent = client.post(
        reverse("complaints:reply", args=[accepted.number]), {"body": form["body"].value(), "is_opinion": "on"}
    )
    assert sent.status_code == 302
    assert Complaint.objects.get(pk=accepted.pk).opinion_at is not None
    after = client.get(url, {"draft": "opinion"})
    assert after.context["opinion"] is None
    assert after.context["reply_form"]["body"].value() is None


def test_the_words_are_in_the_language_of_the_consumer(client, new_complaint, lin):
    case = intake.accept(new_complaint(language="en", at=timezone.now()), by=lin, now=timezone.now())
    client.force_login(lin)
    page = client.get(reverse("complaints:complaint", args=[case.number]), {"draft": "opinion"})
    assert case.category.parent.checking_en in page.context["reply_form"]["body"].value()


def test_every_group_has_its_words_and_own_words_stay(policy):
    groups = Category.objects.filter(parent=None)
    assert groups.count() == 10
    assert not groups.filter(checking_zh="").exists()
    assert not groups.filter(checking_en="").exists()
    groups.filter(pk="G").update(checking_zh="我们自己的话。")
    load_policy()
    assert groups.get(pk="G").checking_zh == "我们自己的话。"
