"""What stands in public: recorded, read again, watched, answered; and what a reach sets going (FB-14, CL-12)."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from complaints import progress
from complaints.actions import exposure, intake, links, proposals, routing
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.enums import Platform
from complaints.lifecycle import Refused
from complaints.models import Complaint, Department, Event, Notice, PostReading, PublicPost, ReachStep
from complaints.reports.exposure import listed

pytestmark = pytest.mark.django_db
URL = "https://weibo.com/1234/abc"


def hours(n):
    return timedelta(hours=n)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def case(new_complaint, lin, now):
    return intake.accept(new_complaint("快递晚到，冰鲜虾臭了，客服说不赔。"), by=lin, now=now)


@pytest.fixture
def post(case, lin, now):
    return exposure.add_post(case, by=lin, now=now, platform="weibo", url=URL, author="@虾迷", reposts=12)


def look(case, lin, at, reposts):
    return exposure.add_post(fresh(case), by=lin, now=at, platform="weibo", url=URL, reposts=reposts)


def test_scenario_02_the_same_story_posted_online(case, lin, chen, mei, client, now):
    """The consumer adds a link; read at 9,800 it is high tier with 12 hours, PR and back office joined, owner kept."""
    routing.dispatch(case, by=lin, now=now, department=Department.objects.get(pk="LOGISTICS"), reason="晚到")
    token = links.token_of(fresh(case))
    words = {"body": "我发到网上了，大家评评理。", "link": URL}
    assert client.post(f"/p/{token}/hear-consumer/", words).status_code == 302
    post = PublicPost.objects.get()
    assert (post.platform, post.reposts, post.recorded_by, post.watcher) == ("weibo", None, None, lin)
    assert "exposure" in fresh(case).flags

    at = now + hours(2)
    look(case, lin, at, 9800)
    case = fresh(case)
    assert (case.tier, case.state, case.owner) == ("high", "high_review", lin)
    assert case.plan_by == at + hours(12)
    for role in ("pr", "back_office"):
        told = Notice.objects.filter(agent__groups__name=role, complaint=case, channel="in_app")
        assert {"escalated", "reach_step"} <= set(told.values_list("event", flat=True))
    task = case.tasks.get(department="PR")
    assert URL in task.question

    offer = [OptionDraft("全额退款", remedies=[RemedyDraft("refund", Decimal("168.00"))])]
    parts = {
        "what_we_did": "查了冷链温控记录，问了承运商，收回了错误的答复。",
        "reasons": "运输制冷中断十一小时，责任不在消费者。",
        "cause": "车载制冷机故障。",
        "scope": "同车 41 单。",
        "measures": "停用该车，41 单全部回访。",
        "prevention": "到仓前复测温度。",
    }
    proposals.draft_proposal(case, by=chen, now=at + hours(1), options=offer, **parts)
    with pytest.raises(Refused):
        proposals.issue_report(fresh(case), by=chen, now=at + hours(1))
    parts["consumer_version"] = "运输途中制冷坏了，责任在我们，全额退款并道歉。"
    proposals.draft_proposal(fresh(case), by=chen, now=at + hours(2), options=offer, **parts)
    case = proposals.issue_report(fresh(case), by=chen, now=at + hours(2))
    assert (case.state, case.owner) == ("awaiting_consumer", lin)
    assert case.planned_at < case.plan_by


def test_every_look_is_kept_and_the_greatest_reach_counts(case, post, lin, now):
    look(case, lin, now + hours(1), 40)
    look(case, lin, now + hours(2), 30)
    assert [row.reposts for row in post.readings.all()] == [12, 40, 30]
    assert fresh(post).reposts == 40
    assert fresh(post).seen_at == now + hours(2)
    assert Event.objects.filter(complaint=case, verb="add_post").count() == 2


def test_a_look_is_history(post):
    for change in (lambda: PostReading.objects.update(reposts=1), lambda: PostReading.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_each_step_alarms_once_and_says_what_begins(case, post, lin, zhao, now):
    def told():
        return Notice.objects.filter(agent=zhao, event="reach_step", channel="in_app").count()

    assert told() == 0
    look(case, lin, now, 150)
    look(case, lin, now + hours(1), 180)
    assert (told(), case.tasks.count()) == (1, 0)
    look(case, lin, now + hours(2), 1200)
    look(case, lin, now + hours(3), 2400)
    assert (told(), case.tasks.filter(department="PR").count()) == (2, 1)
    assert fresh(case).tier != "high"


def test_a_manager_changes_the_steps(case, post, lin, now):
    ReachStep.objects.update(is_active=False)
    ReachStep.objects.create(at_least=50, is_high=True)
    look(case, lin, now + hours(1), 60)
    assert fresh(case).state == "high_review"


def test_what_is_offered_already_is_not_taken_from_the_consumer(case, lin, now):
    """An offer lies with the consumer: the tier rises, the offer stays his to accept."""
    routing.dispatch(case, by=lin, now=now, department=Department.objects.get(pk="CS"), reason="自己查")
    Complaint.objects.filter(pk=case.pk).update(state="awaiting_consumer")
    look(case, lin, now + hours(1), 9000)
    assert (fresh(case).state, fresh(case).tier) == ("awaiting_consumer", "high")


@pytest.mark.django_db(transaction=True)
def test_two_looks_at_one_moment_alarm_once(policy, new_complaint, lin, zhao, now):
    case = intake.accept(new_complaint("快递晚到，虾臭了。"), by=lin, now=now)
    exposure.add_post(case, by=lin, now=now, platform="weibo", url=URL, reposts=12)
    start = Barrier(4)

    def read():
        try:
            start.wait()
            look(case, lin, now + hours(1), 2000)
        finally:
            connection.close()

    threads = [Thread(target=read) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Notice.objects.filter(agent=zhao, event="reach_step", channel="in_app").count() == 1
    assert case.tasks.filter(department="PR").count() == 1
    assert PostReading.objects.filter(reposts=2000).count() == 4


def test_an_answer_keeps_what_was_said_and_nothing_private(case, post, lin, now):
    for words in (
        "陆女士您好，已退款。",
        "请留意 138 0000 6027 的来电",
        "订单 D-1001 已退",
        "单号 20261122000017 已处理",
    ):
        with pytest.raises(Refused):
            exposure.answer_post(post, by=lin, now=now, answer=words)
    exposure.answer_post(post, by=lin, now=now, answer="冷链中断是我们的责任，已联系这位顾客处理。", answer_url=URL)
    kept = fresh(post)
    assert (kept.answered_by, kept.answered_at) == (lin, now)
    with pytest.raises(Refused):
        exposure.answer_post(post, by=lin, now=now, answer="再答一次")
    assert Event.objects.filter(complaint=case, verb="answer_post").count() == 1


def test_who_has_nothing_to_do_with_it_names_no_post(case, new_complaint, gao, now):
    stranger = new_complaint("别的事", phone="13900001111", name="何先生").consumer
    for by in (gao, stranger):
        with pytest.raises(Refused):
            exposure.add_post(case, by=by, now=now, platform="weibo", url=URL)


def test_somebody_watches_it_and_is_asked_to_look_each_day(case, post, lin, zhao, now):
    exposure.watch_post(post, by=zhao, now=now, agent=zhao)
    sweep(now=now + hours(23))
    asked = Notice.objects.filter(event="read_post", channel="in_app")
    assert asked.count() == 0
    sweep(now=now + hours(24))
    sweep(now=now + hours(25))
    assert asked.get().agent == zhao
    sweep(now=now + hours(48))
    assert asked.count() == 2
    look(case, lin, now + hours(49), 13)
    sweep(now=now + hours(72))
    assert asked.count() == 2


def test_the_list_puts_the_furthest_first_with_its_growth(
    case, post, new_complaint, lin, now, django_assert_num_queries
):
    look(case, lin, now + hours(2), 212)
    other = intake.accept(new_complaint("假货", phone="13900001111"), by=lin, now=now)
    exposure.add_post(other, by=lin, now=now, platform="douyin", reposts=700)
    with django_assert_num_queries(2):
        rows = listed(lin, now + hours(27), is_answered=False)
    assert [(row.post.reposts, row.growth, row.is_stale) for row in rows] == [(700, None, True), (212, 100, True)]
    assert [row.post.platform for row in listed(lin, now, is_answered=False, platform="weibo")] == ["weibo"]
    exposure.answer_post(post, by=lin, now=now, answer="已经联系这位顾客。")
    assert [row.post for row in listed(lin, now, is_answered=True)] == [post]


def test_the_pages_show_it_and_its_steps_work(client, case, post, lin, zhao, now):
    client.cookies["django_language"] = "en"
    client.force_login(lin)
    page = client.get("/exposure/").content.decode()
    assert case.number in page
    assert "From 1,000 reposts" in page
    desk = client.get(f"/complaints/{case.number}/").content.decode()
    assert 'id="public"' in desk
    assert f"answer-post/?post={post.pk}" in desk
    assert "watch-post" not in desk
    url = f"/complaints/{case.number}/answer-post/?post={post.pk}"
    refused = client.post(url, {"post": post.pk, "answer": "陆女士您好"})
    assert refused.status_code == 422
    assert "陆女士您好" in refused.content.decode()
    assert client.post(url, {"post": post.pk, "answer": "我们已经联系这位顾客。"}).status_code == 302
    client.force_login(zhao)
    url = f"/complaints/{case.number}/watch-post/?post={post.pk}"
    assert client.post(url, {"post": post.pk, "agent": zhao.pk}).status_code == 302
    assert fresh(post).watcher == zhao


def test_the_consumer_sees_nothing_of_it(client, case, post, lin, now):
    look(case, lin, now, 150)
    exposure.answer_post(post, by=lin, now=now, answer="我们已经联系这位顾客。")
    shown = str(progress.page(fresh(case), now))
    assert "weibo" not in shown
    assert "150" not in shown


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://m.weibo.cn/status/1", Platform.WEIBO),
        ("https://www.xiaohongshu.com/explore/1", Platform.XIAOHONGSHU),
        ("https://v.douyin.com/x/", Platform.DOUYIN),
        ("https://notweibo.com/1", Platform.OTHER),
        ("https://forum.example/1", Platform.OTHER),
    ],
)
def test_the_platform_is_read_from_the_address(url, platform):
    assert exposure.platform_of(url) == platform


def test_a_link_that_is_no_page_is_told_beside_its_field(client, case):
    token = links.token_of(case)
    answer = client.post(f"/p/{token}/hear-consumer/", {"body": "看看", "link": "javascript:alert(1)"})
    assert answer.status_code == 422
    assert "看看" in answer.content.decode()
    assert not PublicPost.objects.exists()
