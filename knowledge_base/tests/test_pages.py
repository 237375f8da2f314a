"""The pages: who may open them, what they cost, and that a refusal keeps what was typed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_base.actions import articles, reviews
from knowledge_base.models import Article, ArticleVersion, CaseReview

pytestmark = pytest.mark.django_db
SESSION_USER_AND_GROUPS = 3


@pytest.fixture
def browse(client):
    """browse(lin).get(...)"""

    def sign_in(agent):
        client.force_login(agent)
        client.cookies["django_language"] = "en"
        return client

    return sign_in


PAGES = """
              lin  zhao su   mei  xu   stranger
articles      200  200  200  200  200  200
article       200  200  200  200  200  404
draft         200  200  404  404  404  404
version       200  200  200  200  200  404
reviews       200  200  200  200  200  200
review        200  200  200  200  200  404
nominate      200  200  404  200  200  404
"""


def test_who_may_open_which_page(cast, browse, published, write, review, closed):
    article, draft = published(), write("草稿")
    urls = {
        "articles": reverse("knowledge_base:articles"),
        "article": reverse("knowledge_base:article", args=[article.pk]),
        "draft": reverse("knowledge_base:article", args=[draft.pk]),
        "version": reverse("knowledge_base:version", args=[article.pk, 1]),
        "reviews": reverse("knowledge_base:reviews"),
        "review": reverse("knowledge_base:review", args=[review.pk]),
        "nominate": reverse("knowledge_base:nominate", args=[closed.number]),
    }
    head, *rows = PAGES.strip().splitlines()
    wrong = []
    for row in rows:
        page, *wanted = row.split()
        for name, status in zip(head.split(), wanted, strict=True):
            answer = browse(cast[name]).get(urls[page]).status_code
            if answer != int(status):
                wrong.append((page, name, answer))
    assert wrong == []


@pytest.mark.parametrize("verb", ["hand_in", "publish", "keep", "retire", "vote"])
def test_nothing_changes_on_get(browse, lin, published, verb):
    url = reverse(f"knowledge_base:{verb}_article", args=[published().pk])
    assert browse(lin).get(url).status_code == 405


def test_a_stranger_sees_an_empty_shelf(browse, stranger, published):
    published("看不到的标题")
    assert "看不到的标题" not in browse(stranger).get(reverse("knowledge_base:articles")).content.decode()


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_for_one_and_for_many(browse, lin, published, rows, django_assert_max_num_queries):
    for number in range(rows):
        published(f"退款 {number}", "正文退款", "G05", "F08")
    client = browse(lin)
    client.get(reverse("knowledge_base:articles"))
    for query in ({}, {"q": "退款"}, {"kind": "playbook", "category": "G05"}):
        with django_assert_max_num_queries(12):
            assert client.get(reverse("knowledge_base:articles"), query).status_code == 200


@pytest.mark.parametrize("lines", [1, 10])
def test_the_review_costs_the_same_for_few_and_for_many_lines(
    browse, mei, meeting, wang, lin, now, lines, django_assert_max_num_queries
):
    for number in range(lines):
        by = {"by": wang, "now": now}
        reviews.add_alternative(meeting, title=str(number), text="x", **by)
        reviews.add_lesson(meeting, text=str(number), tags=["compliance"], **by)
        reviews.add_action(meeting, cause="c", cause_kind="tool", action="a", owner=lin, due_on=now.date(), **by)
    client = browse(mei)
    url = reverse("knowledge_base:review", args=[meeting.pk])
    client.get(url)
    with django_assert_max_num_queries(19):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("rows", [1, 8])
def test_the_article_costs_the_same_for_few_and_for_many_versions(
    browse, mei, zhao, published, now, rows, django_assert_max_num_queries
):
    article = published()
    for number in range(rows):
        articles.revise(article, by=zhao, now=now, note=f"改 {number}", body=f"正文 {number}")
    client = browse(mei)
    url = reverse("knowledge_base:article", args=[article.pk])
    client.get(url)
    with django_assert_max_num_queries(14):
        assert client.get(url).status_code == 200


def test_hits_are_marked_and_escaped(browse, lin, published):
    published("安全", "这里有 <b>退款</b> & <script>alert(1)</script> 退款。")
    page = browse(lin).get(reverse("knowledge_base:articles"), {"q": "退款"}).content.decode()
    assert "<mark>退款</mark>" in page
    assert "<script>alert" not in page


def test_a_script_in_an_article_stays_text(browse, lin, published):
    article = published(
        "<img src=x onerror=alert(1)>", "**好。**字\n\n<script>alert(1)</script>[x](javascript:alert(1))"
    )
    page = browse(lin).get(reverse("knowledge_base:article", args=[article.pk])).content.decode()
    assert "<strong>好。</strong>字" in page
    for word in ("<script>alert", "javascript:alert", "<img src=x"):
        assert word not in page


def test_draft_to_version_through_the_pages(browse, lin, zhao):
    later = (timezone.localdate() + timedelta(days=30)).isoformat()
    facts = {"title": "新文章", "body": "正文", "kind": "script", "language": "zh-hans", "review_by": later}
    browse(lin).post(reverse("knowledge_base:write_article"), facts | {"categories": ["G05"]})
    article = Article.objects.get()
    client = browse(lin)
    client.post(reverse("knowledge_base:hand_in_article", args=[article.pk]))
    client = browse(zhao)
    client.post(reverse("knowledge_base:publish_article", args=[article.pk]), {"publish-note": "第一版"})
    url = reverse("knowledge_base:revise_article", args=[article.pk])
    assert client.post(url, facts | {"body": "新正文"}).status_code == 422
    assert client.post(url, facts | {"body": "新正文", "note": "改"}).status_code == 302
    assert list(ArticleVersion.objects.values_list("number", "body")) == [(2, "新正文"), (1, "正文")]
    shown = client.get(reverse("knowledge_base:version", args=[article.pk, 2])).content.decode()
    assert "<del>正文</del>" in shown
    assert "<ins>新正文</ins>" in shown


def test_a_refusal_stands_at_its_form_and_keeps_the_words(browse, zhao, write, now):
    article = articles.hand_in(write(by=zhao, title="自己的"), by=zhao, now=now)
    url = reverse("knowledge_base:publish_article", args=[article.pk])
    answer = browse(zhao).post(url, {"publish-note": "我写的说明"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "a colleague publishes it" in page


def test_nominate_schedule_and_write_down_through_the_pages(browse, lin, su, wang, closed):
    browse(lin).post(
        reverse("knowledge_base:nominate", args=[closed.number]),
        {"title": "杯子", "selection_reason": "near_miss", "why_selected": ""},
    )
    review = CaseReview.objects.get()
    meeting = {
        "held_at": "2026-11-01T10:00",
        "minutes": 50,
        "facilitator": su.pk,
        "presenter": lin.pk,
        "recorder": wang.pk,
    }
    client = browse(su)
    client.post(
        reverse("knowledge_base:schedule_review", args=[review.pk]), {f"schedule-{k}": v for k, v in meeting.items()}
    )
    for title in ("甲", "乙"):
        client.post(
            reverse("knowledge_base:add_alternative_review", args=[review.pk]),
            {"add_alternative-title": title, "add_alternative-text": "更快"},
        )
    client.post(reverse("knowledge_base:discuss_review", args=[review.pk]))
    assert CaseReview.objects.get().state == "discussed"
    answer = client.post(reverse("knowledge_base:publish_review", args=[review.pk]))
    assert answer.status_code == 422
    assert "at least one lesson" in answer.content.decode()
    line = review.alternatives.first()
    client.post(reverse("knowledge_base:drop_line", args=[review.pk, "alternative", line.pk]))
    assert review.alternatives.count() == 1


def test_an_empty_line_is_refused_beside_its_form(browse, wang, meeting):
    url = reverse("knowledge_base:add_lesson_review", args=[meeting.pk])
    answer = browse(wang).post(url, {"add_lesson-text": "", "add_lesson-applies_to": "生鲜一类"})
    assert answer.status_code == 422
    assert "生鲜一类" in answer.content.decode()


def test_the_curve_is_drawn_with_words_and_a_table(browse, mei, review):
    page = browse(mei).get(reverse("knowledge_base:review", args=[review.pk])).content.decode()
    assert 'role="img"' in page
    assert "Emotion from 0 to 10:" in page
    assert "The same as a table" in page
    assert "style=" not in page


@pytest.mark.parametrize(("name", "status"), [("zhao", 200), ("xu", 200), ("mei", 200), ("admin", 200), ("lin", 302)])
def test_the_admin_only_shows(cast, browse, published, review, name, status, settings):
    settings.REQUIRE_TOTP = False
    article = published()
    client = browse(cast[name])
    for url in (
        reverse("admin:knowledge_base_article_changelist"),
        reverse("admin:knowledge_base_article_change", args=[article.pk]),
        reverse("admin:knowledge_base_casereview_change", args=[review.pk]),
    ):
        assert client.get(url).status_code == status
    client.post(reverse("admin:knowledge_base_article_change", args=[article.pk]), {"title": "改了"})
    assert Article.objects.get(pk=article.pk).title == article.title
