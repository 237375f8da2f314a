"""What stands beside a complaint: fitting articles, similar closed cases, a draft made from it."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from complaints.actions import contact, intake
from knowledge_base import reports
from knowledge_base.actions import articles
from knowledge_base.text import sayings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


def test_the_own_category_comes_first_then_shared_words(complaint, published, write):
    own = published("类别对得上", "内容不同。", complaint.category_id)
    near = published("杯子收到破损怎么办", "收到的杯子破损，先拍照。")
    published("跨境清关", "税款。")
    write("收到的杯子破损（草稿）", "收到的杯子破损", complaint.category_id)
    assert reports.suggested_articles(complaint) == [own, near]


def test_the_language_in_use_comes_first(complaint, published):
    english = published("Broken", "text", complaint.category_id, language="en")
    chinese = published("破损", "正文", complaint.category_id)
    assert reports.suggested_articles(complaint) == [chinese, english]
    with translation.override("en"):
        assert reports.suggested_articles(complaint) == [english, chinese]


def test_at_most_three(complaint, published):
    for number in range(5):
        published(f"破损 {number}", "正文", complaint.category_id)
    assert len(reports.suggested_articles(complaint)) == 3


def test_similar_cases_are_closed_ones_of_the_category_the_most_alike_first(new_complaint, close_case, lin):
    like = close_case("收到的玻璃杯破损，外箱压扁", order={"order_number": "D-2"})
    less = close_case("快递破损，里面的书角折了", order={"order_number": "D-3"})
    new_complaint("收到的玻璃杯破损", order={"order_number": "D-4"})
    fresh = new_complaint("收到的玻璃杯破损了两只", order={"order_number": "D-5"})
    assert like.category_id == less.category_id == fresh.category_id
    assert reports.similar_cases(fresh, lin) == [like, less]


def test_nobody_is_shown_a_case_he_may_not_see(new_complaint, closed, gao, su):
    fresh = new_complaint("收到的杯子破损，盒子压扁", order={"order_number": "D-5"})
    assert reports.similar_cases(fresh, gao) == []
    assert reports.similar_cases(fresh, su) == []


def drawn(complaint, agent):
    request = RequestFactory().get("/")
    request.user = agent
    source = "{% load knowledge %}{% suggested_articles complaint %}"
    return Template(source).render(Context({"complaint": complaint, "request": request}))


def test_the_tag_costs_two_statements(closed, new_complaint, published, lin, django_assert_num_queries):
    published("破损怎么办", "先拍照。", closed.category_id)
    fresh = new_complaint("收到的杯子破损，盒子压扁", order={"order_number": "D-5"})
    assert lin.roles
    with django_assert_num_queries(2):
        page = drawn(fresh, lin)
    assert "破损怎么办" in page
    assert closed.number in page


def test_a_title_is_escaped(complaint, published, lin):
    published("<script>alert(1)</script>", "x", complaint.category_id)
    assert "<script>" not in drawn(complaint, lin)


def test_nomination_is_offered_for_a_closed_case_only(closed, complaint, lin, mei):
    assert 'data-verb="nominate"' in drawn(closed, lin)
    assert 'data-verb="nominate"' not in drawn(complaint, lin)
    assert "data-verb" not in drawn(closed, mei)


def test_a_draft_from_a_case_has_no_person(closed, wang, now):
    draft = articles.draft_from_complaint(closed, by=wang, now=now)
    for word in ("陆小曼", "13800006027", closed.number, "海味行", "小林"):
        assert word not in draft.title + draft.body
    assert "收到的杯子破损" in draft.body
    assert "看了照片。" in draft.body
    assert (draft.state, draft.complaint, list(draft.categories.all())) == ("draft", closed, [closed.category])
    assert articles.draft_from_complaint(closed, by=wang, now=now) == draft


def test_sayings_are_the_quotations_of_a_script_under_their_headings():
    body = (
        "前言\n\n> ✗ 不符合规则，感谢理解。\n\n> ✓ 先说一句\n> 再说一句\n\n"
        "## 愤怒\n\n> 换作我也会火。\n\n不说“请您冷静”。\n\n## 空\n\n>\n"
    )
    assert sayings(body) == [("", "先说一句\n再说一句"), ("愤怒", "换作我也会火。")]


def test_openings_for_the_feeling_stand_first(client, complaint, lin, now, published):
    intake.accept(complaint, by=lin, now=now)
    published("按情绪开场", "## 平静\n\n> 您好。\n\n## 愤怒\n\n> 换作我也会火。", kind="script")
    published("不是话术", "> 不该出现", kind="article")
    contact.read_emotion(complaint, by=lin, now=complaint.registered_at, emotion="anger", intensity=7, basis="words")
    said = reports.sayings_for(complaint)
    assert [(saying.heading, saying.fits) for saying in said] == [("愤怒", True), ("平静", False)]
    client.force_login(lin)
    shown = client.get(reverse("knowledge_base:scripts", args=[complaint.number])).content.decode()
    assert shown.index("换作我也会火。") < shown.index("您好。")
    assert "不该出现" not in shown


def test_scripts_in_the_language_of_the_consumer(new_complaint, published):
    case = new_complaint(language="en")
    published("对不起", "> 对不起。", kind="script")
    assert [saying.words for saying in reports.sayings_for(case)] == ["对不起。"]
    published("Sorry", "> It was our fault.", kind="script", language="en")
    assert [saying.words for saying in reports.sayings_for(case)] == ["It was our fault."]
