"""Chats as the tools of customer service copy them: who said what when; and what the quick form makes of one."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.actions import exposure, links, sources
from complaints.lifecycle import Refused
from complaints.models import Complaint, PublicPost
from complaints.sources import chat
from complaints.workdays import CHINA

TODAY = date(2026, 11, 16)


def lines(text, **more):
    """[(day and time, whose, name, words)]"""
    found = chat.read(text, today=TODAY, **more)
    return [(f"{at.at:%m-%d %H:%M:%S}", "ours" if at.is_ours else "theirs", at.name, at.text) for at in found.lines]


HI, BAD = "您好，在的", "虾都化了\n有臭味"
SHAPES = {
    "time name: words": "2026-11-16 10:02:33 小美：您好，在的\n2026-11-16 10:03:01 tb88213：虾都化了\n有臭味",
    "brackets": "[2026-11-16 10:02:33] 小美: 您好，在的\n[2026-11-16 10:03:01] tb88213: 虾都化了\n有臭味",
    "name (time):": "小美 (2026-11-16 10:02:33):\n您好，在的\ntb88213 (2026-11-16 10:03:01):\n虾都化了\n有臭味",
    "name time above": "小美 2026-11-16 10:02:33\n您好，在的\n\ntb88213 2026-11-16 10:03:01\n虾都化了\n有臭味\n",
    "time name above": "2026/11/16 10:02:33 小美\n您好，在的\n2026/11/16 10:03:01 tb88213\n虾都化了\n有臭味",
    "name time: words": "小美 2026-11-16 10:02:33：您好，在的\ntb88213 2026-11-16 10:03:01：虾都化了\n有臭味",
    "chinese date": "小美 2026年11月16日 10:02:33\n您好，在的\ntb88213 2026年11月16日 10:03:01\n虾都化了\n有臭味",
    "carriage returns": "10:02:33 小美：您好，在的\r\n10:03:01 tb88213：虾都化了\r\n有臭味\r\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_talk_in_every_shape(shape):
    assert lines(SHAPES[shape]) == [
        ("11-16 10:02:33", "ours", "小美", HI),
        ("11-16 10:03:01", "theirs", "tb88213", BAD),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[16/11/2026, 10:02:33] Anna: my prawns\n[16/11/2026, 10:04:00] Desk Support: sorry",
        "16/11/2026, 10:02:33 - Anna: my prawns\n16/11/2026, 10:04:00 - Desk Support: sorry",
        "11/16/2026, 10:02:33 AM - Anna: my prawns\n11/16/2026, 10:04:00 AM - Desk Support: sorry",
        "Anna (10:02:33 AM): my prawns\nDesk Support (10:04:00 AM): sorry",
        "(10:02:33) Anna: my prawns\n(10:04:00) Desk Support: sorry",
    ],
)
def test_english_tools(text):
    assert lines(text) == [
        ("11-16 10:02:33", "theirs", "Anna", "my prawns"),
        ("11-16 10:04:00", "ours", "Desk Support", "sorry"),
    ]


def test_a_talk_over_midnight_and_a_line_without_a_time():
    assert lines("—— 2026年11月15日 星期日 ——\n23:58 客户：在吗\n00:02 客服：在的\n客户：虾坏了") == [
        ("11-15 23:58:00", "theirs", "客户", "在吗"),
        ("11-16 00:02:00", "ours", "客服", "在的"),
        ("11-16 00:02:00", "theirs", "客户", "虾坏了"),
    ]


def test_phones_say_yesterday_and_afternoon():
    assert lines("陆女士 昨天 下午3:20\n虾坏了\n小林 昨天 下午3:25\n抱歉") == [
        ("11-15 15:20:00", "theirs", "陆女士", "虾坏了"),
        ("11-15 15:25:00", "ours", "小林", "抱歉"),
    ]


def test_a_shop_with_a_colon_in_its_name():
    assert lines("海味旗舰店:小美 (2026-11-16 10:02:33):\n您好")[0][1:] == ("ours", "海味旗舰店:小美", "您好")


def test_a_time_inside_the_words_begins_no_message():
    told = "2026-11-16 10:02:33 小美：您好\n我等到 10:30\n10:40 我去了：没人\n2026-11-16 10:05:33 tb88213：哦"
    assert lines(told)[0][3] == "您好\n我等到 10:30\n10:40 我去了：没人"


def test_the_named_consumer_is_the_consumer():
    text = "10:02 Anna: hello\n10:03 Amy: no reply?"
    assert [row[1] for row in lines(text)] == ["theirs", "ours"]
    assert [row[1] for row in lines(text, consumer="amy")] == ["ours", "theirs"]


def test_what_is_no_message_is_handed_back():
    found = chat.read("会话记录 导出\n2026-13-45 99:99 x\n10:02 客户：在吗", today=TODAY)
    assert found.rest == ["会话记录 导出", "2026-13-45 99:99 x"]
    assert chat.read("no chat\nat all", today=TODAY).lines == []


def test_long_and_odd_texts_are_read_in_no_time():
    found = chat.read("10:02 客户：好\n" * 900 + "[(（ " * 5000, today=TODAY)
    assert (len(found.lines), found.is_cut) == (chat.MOST_LINES, True)


# --- the quick form -----------------------------------------------------------------------------------------


@pytest.fixture
def filled(db):
    """The quick form of a chat of this morning, as a browser sends it."""
    at = (timezone.now() - timedelta(hours=3)).astimezone(CHINA)
    first, second = f"{at:%Y-%m-%d %H:%M:%S}", f"{at + timedelta(minutes=2):%Y-%m-%d %H:%M:%S}"
    words = f"导出\n{first} 陆女士：虾都化了\n{second} 客服小美：<b>抱歉</b>"
    return at.replace(microsecond=0), {"channel": "chat", "phone": "13800006027", "transcript": words}


def press(client, form, key="a" * 32):
    return client.post(reverse("complaints:new"), form | {"idempotency_key": key})


@pytest.mark.django_db
def test_a_pasted_chat_stands_on_the_timeline_at_its_own_times(client, lin, filled):
    at, form = filled
    client.force_login(lin)
    for _press in range(2):
        assert press(client, form).status_code == 302
    complaint = Complaint.objects.get()
    assert (complaint.channel, complaint.description, complaint.first_contact_at) == ("chat", "虾都化了", at)
    told = list(complaint.messages.exclude(direction="note").values_list("direction", "body", "sent_at"))
    assert told == [
        ("from_consumer", "虾都化了", at),
        ("to_consumer", "<b>抱歉</b>", at + timedelta(minutes=2)),
    ]
    assert "导出" in complaint.messages.get(direction="note").body
    assert complaint.responded_at is None
    page = client.get(reverse("complaints:complaint", args=[complaint.number])).content.decode()
    assert "客服小美" in page
    assert "&lt;b&gt;抱歉" in page
    assert "抱歉" in client.get(f"/p/{links.token_of(complaint)}/").content.decode()


@pytest.mark.django_db
def test_the_preview_shows_how_the_chat_is_read(client, lin, filled):
    client.force_login(lin)
    page = client.post(reverse("complaints:preview"), filled[1]).content.decode()
    assert "客服小美" in page
    assert "虾都化了" in page
    assert not Complaint.objects.exists()


@pytest.mark.django_db
def test_a_chat_that_cannot_be_read_is_told_beside_its_field_and_kept(client, lin, filled):
    client.force_login(lin)
    ahead = timezone.now() + timedelta(days=2)
    for wrong in ("没有时间的文字", f"{ahead:%Y-%m-%d %H:%M} 客户：在吗"):
        answer = press(client, filled[1] | {"transcript": wrong})
        assert answer.status_code == 422
        assert answer.context["form"].errors["transcript"]
        assert wrong in answer.content.decode()
    assert not Complaint.objects.exists()


@pytest.mark.django_db
def test_a_chat_of_the_future_is_refused_by_the_action_too(complaint, lin, now):
    ahead = datetime(2030, 1, 1, tzinfo=CHINA)
    with pytest.raises(Refused):
        sources.add_chat(complaint, chat.Transcript([chat.Line(ahead, "客户", "在吗")]), by=lin, now=now)
    assert not complaint.messages.exists()


POST = {
    "channel": "social",
    "contact_none_reason": "公开帖",
    "post_platform": "weibo",
    "post_url": "https://weibo.example/1",
    "post_author": "@虾都化了",
    "post_text": "化了的虾，商家不理人。",
    "post_reposts": "1200",
    "post_likes": "8600",
}


@pytest.mark.django_db
def test_a_public_post_is_kept_with_its_reach_and_raises_the_flag(client, lin):
    client.force_login(lin)
    for _press in range(2):
        assert press(client, POST).status_code == 302
    complaint, post = Complaint.objects.get(), PublicPost.objects.get()
    assert (complaint.channel, complaint.description) == ("social", "化了的虾，商家不理人。")
    assert (post.complaint, post.platform, post.reposts, post.likes) == (complaint, "weibo", 1200, 8600)
    assert "exposure" in complaint.flags
    page = client.get(reverse("complaints:complaint", args=[complaint.number])).content.decode()
    assert 'href="https://weibo.example/1"' in page
    assert "@虾都化了" in page


@pytest.mark.django_db
def test_a_post_needs_its_platform_and_a_web_address(client, lin):
    client.force_login(lin)
    answer = press(client, POST | {"post_platform": "", "post_url": "javascript:alert(1)", "post_likes": "-1"})
    assert answer.status_code == 422
    assert {"post_url", "post_likes"} <= set(answer.context["form"].errors)
    answer = press(client, POST | {"post_platform": ""})
    assert set(answer.context["form"].errors) == {"post_platform"}


@pytest.mark.django_db
def test_without_any_words_the_description_is_asked_for(client, lin):
    client.force_login(lin)
    answer = press(client, {"channel": "phone", "phone": "13800006027"})
    assert set(answer.context["form"].errors) == {"description"}


@pytest.mark.django_db
def test_who_may_not_register_takes_over_no_chat(complaint, mei, now):
    found = chat.Transcript([chat.Line(now, "客户", "在吗")])
    with pytest.raises(Refused):
        sources.add_chat(complaint, found, by=mei, now=now)
    with pytest.raises(Refused):
        exposure.add_post(complaint, by=mei, now=now, platform="weibo")
