"""Every code has a playbook in force: five sections, the product's own checklist, words that may leave (CL-11)."""

import json
import re
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from complaints import seeds
from complaints.management.policy import bring_policy
from complaints.models import Agent, Category
from complaints.rules.plain import findings
from knowledge_base import reports
from knowledge_base.actions import articles
from knowledge_base.models import Article
from knowledge_base.seeds import ARTICLES
from knowledge_base.seeds.reading import read_article
from knowledge_base.seeds.supplied import HOUSE, PLAYBOOKS, supply_playbooks
from knowledge_base.templatetags.knowledge import suggested_articles
from knowledge_base.text import sayings

SECTIONS = {
    "zh-hans": ["先看什么", "证据清单", "能给什么，谁来定", "法律依据", "怎么说"],
    "en": ["Look at this first", "Evidence", "Remedies and who grants them", "The law", "Words to use"],
}
TIER_WORDS = {
    "zh-hans": {"low": "低层级", "medium": "中层级", "high": "高层级"},
    "en": {"low": "low tier", "medium": "medium tier", "high": "high tier"},
}
SIDES = {
    "zh-hans": {"消费者": "consumer", "平台": "platform", "商家": "merchant", "承运商": "carrier"},
    "en": {"Consumer": "consumer", "Platform": "platform", "Merchant": "merchant", "Carrier": "carrier"},
}
MOST_HAN, MOST_WORDS = 1200, 700
# Where a wrong word harms somebody: unsafe goods and food, fraud, privacy.
DANGEROUS = {"G04", "G05", "F07", "F08", "T02", "X01", "X02", "X03", "X04", "P01", "P02", "P03"}
# The articles that domain.md 4 gives and its section 9 does not ask to check first. Nothing else is printed.
CHECKED = {
    "电子商务法": {20, 25, 31, 32, 33, 34, 38, 58, 59, 60, 61, 62, 63},
    "消费者权益保护法": {23, 24, 25, 29, 39, 44, 46, 48, 52, 53, 55},
    "消费者权益保护法实施条例": {18, 19, 20},
    "个人信息保护法": {6, 17, 19, 24, *range(28, 32), *range(44, 51), 51, *range(54, 58)},
    "网络数据安全管理条例": {23, 24},
    "侵害消费者权益行为处罚办法": {8, 9, 10},
    "市场监督管理投诉举报处理办法": {9, 10, 16, 23},
    "法释〔2022〕8 号": {1, 2, 3, 4, 7, 8, 10, 12, 13, 14},
    "法释〔2024〕9 号": {1, 6, 7, 8, *range(12, 17)},
    "E-Commerce Law": {20, 25, 31, 32, 33, 34, 38, 58, 59, 60, 61, 62, 63},
    "Consumer Law": {23, 24, 25, 29, 39, 44, 46, 48, 52, 53, 55},
    "Implementation Regulations": {18, 19, 20},
    "PIPL": {6, 17, 19, 24, *range(28, 32), *range(44, 51), 51, *range(54, 58)},
    "Network Data Regulations": {23, 24},
    "Penalty Measures": {8, 9, 10},
    "SPC Interpretation [2022] No. 8": {1, 2, 3, 4, 7, 8, 10, 12, 13, 14},
}
CITED_ZH = re.compile(r"(?:《([^》]+)》|(法释〔\d+〕\d+ 号))第 ([\d、至 ]+?) 条")
CITED_EN = re.compile(rf"({'|'.join(re.escape(law) for law in CHECKED if law.isascii())}), articles? ([\d, and to]+)")
A_LAW = re.compile(
    r"《[^》]*(?:法|法典|条例|办法)》|法释〔|GB/T|\b(?:Law|Regulations|Measures|PIPL|Civil Code)\b|Interpretation \["
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TEXTS = {path.stem: read_article(path) for path in sorted(PLAYBOOKS.glob("*.md"))}
POLICY = json.loads((Path(seeds.__file__).parent / "policy.json").read_text(encoding="utf-8"))
TAXONOMY = {row["code"]: row for row in seeds.load_taxonomy()["categories"]}

every_text = pytest.mark.parametrize("name", TEXTS)


def language_of(facts):
    return facts.get("language", "zh-hans")


def codes_in(language):
    return {
        code for facts, _ in TEXTS.values() if language_of(facts) == language for code in facts["categories"].split()
    }


def parts_of(body):
    """{heading: text} of a playbook."""
    _before, *pieces = re.split(r"^## (.+)$", body, flags=re.M)
    return dict(zip(pieces[::2], (piece.strip() for piece in pieces[1::2]), strict=True))


def cited(text):
    """{(law, article number)} that a text prints."""
    found = [(law or ruling, numbers) for law, ruling, numbers in CITED_ZH.findall(text)] + CITED_EN.findall(text)
    return {(law, number) for law, numbers in found for number in spelt_out(numbers)}


def spelt_out(numbers):
    """44 至 50 is every number between; 8、9 is two."""
    if span := re.fullmatch(r"\s*(\d+) (?:至|to) (\d+)\s*", numbers):
        return range(int(span[1]), int(span[2]) + 1)
    return map(int, re.findall(r"\d+", numbers))


# What the texts are like


def test_every_code_has_its_playbook_in_chinese_and_those_of_danger_in_english():
    assert codes_in("zh-hans") == set(TAXONOMY)
    assert codes_in("en") >= DANGEROUS
    groups = {TAXONOMY[code]["group"] for code in codes_in("en")}
    assert groups == {row["code"] for row in seeds.load_taxonomy()["groups"]}


def test_no_playbook_serves_a_whole_group():
    for name, (facts, _body) in TEXTS.items():
        assert len(facts["categories"].split()) <= 2, name


@every_text
def test_five_sections_each_with_something_and_short(name):
    facts, body = TEXTS[name]
    parts = parts_of(body)
    assert list(parts) == SECTIONS[language_of(facts)]
    assert all(len(text) > 20 for text in parts.values())
    assert len(re.findall(r"[\u4e00-\u9fff]", body)) <= MOST_HAN
    assert len(re.findall(r"[A-Za-z']+", body)) <= MOST_WORDS


@every_text
def test_the_evidence_is_the_checklist_of_the_code(name):
    facts, body = TEXTS[name]
    language, codes = language_of(facts), facts["categories"].split()
    title = 4 if language == "en" else 3
    wanted = {
        (row[1], row[title]) for row in POLICY["wanted"] if row[0] in codes or row[0] in {code[0] for code in codes}
    }
    lines = re.findall(r"^- (\w+)[：:] ?(.+)$", parts_of(body)[SECTIONS[language][1]], flags=re.M)
    listed = {(SIDES[language][side], item) for side, text in lines for item in re.findall(r"\*\*(.+?)\*\*", text)}
    assert listed == wanted


@every_text
def test_who_grants_it_is_said_for_the_tier_of_the_code(name):
    facts, body = TEXTS[name]
    language = language_of(facts)
    remedies = parts_of(body)[SECTIONS[language][2]].casefold()
    for code in facts["categories"].split():
        assert TIER_WORDS[language][TAXONOMY[code]["tier"]] in remedies


@every_text
def test_every_law_is_dated_and_no_article_is_printed_that_wants_checking(name):
    facts, body = TEXTS[name]
    for line in parts_of(body)[SECTIONS[language_of(facts)][3]].splitlines():
        assert DAY.search(line) or not A_LAW.search(line), line
    assert {(law, number) for law, number in cited(body) if number not in CHECKED.get(law, ())} == set()
    numbers = len(re.findall(r"第 [\d、至 ]+ 条|\barticles? \d", body))
    assert numbers == len(CITED_ZH.findall(body)) + len(CITED_EN.findall(body))


def test_the_team_prints_no_article_either_that_wants_checking():
    for path in ARTICLES.glob("*.md"):
        assert not re.search(r"食品安全法》第|快递暂行条例》第|Food Safety Law, article", path.read_text("utf-8")), (
            path.name
        )


@every_text
def test_what_it_proposes_to_say_may_leave_the_house(name):
    facts, body = TEXTS[name]
    said = sayings(body)
    assert {heading for heading, _words in said} == {SECTIONS[language_of(facts)][4]}
    for _heading, words in said:
        assert [found.why for found in findings(words)] == [], words


@every_text
def test_no_money_is_promised_at_once_where_somebody_else_has_to_approve_it(name):
    facts, body = TEXTS[name]
    if {TAXONOMY[code]["tier"] for code in facts["categories"].split()} == {"low"}:
        return
    for _heading, words in sayings(body):
        assert not re.search(r"(?:现在|今天)(?:就|先)?(?:退|付)|(?:go|goes|paid) back (?:now|today)", words), words


# What an installation gets


@pytest.fixture
def supplied(policy, now):
    supply_playbooks(now)


def test_an_installation_without_a_demo_has_one_in_force_for_every_code(policy):
    bring_policy()
    codes = set(Category.objects.filter(parent__isnull=False, is_active=True).values_list("code", flat=True))
    playbooks = Article.objects.published().filter(kind="playbook")
    assert set(playbooks.filter(language="zh-hans").values_list("categories", flat=True)) == codes
    assert playbooks.count() == len(TEXTS)
    house = Agent.objects.get(username=HOUSE)
    assert (house.is_active, house.has_usable_password(), house.groups.exists()) == (False, False, False)


def test_a_second_time_brings_nothing_back(supplied, now, zhao, wang):
    renamed, retired = Article.objects.order_by("pk")[:2]
    articles.revise(renamed, by=zhao, now=now, title="我们自己的写法", note="按我们店的规则改写")
    articles.retire(retired, by=zhao, now=now, reason="另有新的")
    supply_playbooks(now)
    assert Article.objects.count() == len(TEXTS)
    renamed.refresh_from_db(fields=["title"])
    assert renamed.title == "我们自己的写法"
    assert list(renamed.versions.values_list("number", "author__username")) == [(2, "zhao"), (1, HOUSE)]


def test_it_costs_few_statements(policy, now, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        supply_playbooks(now)
    with django_assert_max_num_queries(3):
        supply_playbooks(now)


@pytest.mark.parametrize(
    "words", ["过敏", "直播间", "未成年人 充值", "清关", "好评返现", "自动续费", "X02", "phishing"]
)
def test_the_search_finds_it(supplied, words):
    found = Article.objects.published().matching(words)
    assert [article for article in found if article.kind == "playbook"], words


# What the agent sees


def test_every_code_offers_a_playbook_of_its_own_beside_the_case(supplied, complaint, published):
    for number in range(4):
        published(f"杯子破损 {number}", "收到的杯子破损，盒子压扁。", complaint.category_id, kind="article")
    with translation.override("zh-hans"):
        for code in TAXONOMY:
            complaint.category_id = code
            first = reports.suggested_articles(complaint)[0]
            assert first.kind == "playbook", code
            assert first.categories.filter(code=code).exists(), code


def test_the_panel_costs_two_statements_as_before(supplied, complaint, lin, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = lin
    assert lin.roles
    with django_assert_num_queries(2), translation.override("zh-hans"):
        panel = suggested_articles({"request": request}, complaint)
    assert panel["articles"][0].title == TEXTS["f02"][0]["title"]


def test_its_examples_are_not_put_into_a_letter(client, supplied, complaint, lin):
    client.force_login(lin)
    shown = client.get(reverse("knowledge_base:scripts", args=[complaint.number])).content.decode()
    assert "六只碗碎了四只" not in shown


def test_its_page_is_read_and_taken_over_by_a_colleague(client, supplied, zhao):
    article = Article.objects.get(title=TEXTS["g04_cosmetics"][0]["title"])
    client.force_login(zhao)
    shown = client.get(reverse("knowledge_base:article", args=[article.pk])).content.decode()
    assert "脸肿、喘不上气" in shown
    assert "随产品提供" in shown


def test_a_text_without_an_owner_in_the_team_sends_nobody_to_ask_the_house(client, supplied, zhao):
    article = Article.objects.order_by("pk").first()
    Article.objects.filter(pk=article.pk).update(review_by="2026-01-01")
    client.force_login(zhao)
    shown = client.get(reverse("knowledge_base:article", args=[article.pk])).content.decode()
    assert "还没有人认领" in shown
    assert "先问随产品提供" not in shown
