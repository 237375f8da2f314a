"""The search finds what ILIKE finds in Chinese, and ranks what fits best first."""

import pytest

from knowledge_base.models import Article, ArticleEntry

pytestmark = pytest.mark.django_db

SENTENCES = [
    "冰鲜虾晚到二十六小时，打开已经臭了",
    "退款三天没有到账，银行说没有收到",
    "快递员把包裹放在门口就走了",
    "直播间说有赠品，到货没有",
    "商家拒绝换货，说拆封不退",
    "奶粉结块有异味，宝宝拉肚子",
    "自动续费没有提醒，会员关不掉",
    "跨境商品清关补税，没有人说明",
    "空气炸锅接线处发热，有焦味",
    "客服让我重复讲了三遍经过",
    "包裹破损，杯子碎成三块",
    "冒充客服打电话，知道我的订单",
]


@pytest.fixture
def shelf(write):
    return [write(f"第{number}篇", sentence) for number, sentence in enumerate(SENTENCES)]


def pieces(length):
    return sorted(
        {s[i : i + length] for s in SENTENCES for i in range(len(s) - length + 1) if "，" not in s[i : i + length]}
    )


@pytest.mark.parametrize("length", [2, 3, 4, 6])
def test_recall_and_precision_against_ilike(shelf, length):
    wrong = []
    for word in pieces(length):
        found = set(Article.objects.matching(word).values_list("pk", flat=True))
        if found != set(Article.objects.filter(body__icontains=word).values_list("pk", flat=True)):
            wrong.append(word)
    assert len(pieces(length)) > 40
    assert wrong == []


@pytest.mark.parametrize(
    ("query", "number"),
    [("變質", None), ("換貨", 4), ("退款 银行", 1), ("虾", 0), ("拉肚子　奶粉", 5), ("换货退款", None)],
)
def test_spellings_and_several_words(shelf, query, number):
    expected = [] if number is None else [shelf[number]]
    assert list(Article.objects.matching(query)) == expected


@pytest.mark.parametrize("query", ["", " ", "，。", "%", "'", "\\"])
def test_nothing_to_look_for_finds_nothing(shelf, query):
    assert not Article.objects.matching(query).exists()


@pytest.mark.parametrize("query", ["' | '", "退款') | ('", "a:* & !b", "<->", "退款'"])
def test_search_syntax_is_only_text(shelf, query):
    assert len(Article.objects.matching(query)) <= 1


def test_a_code_is_found_exactly(write):
    spoiled, broken = write("甲", "一", "G05"), write("乙", "二", "F02")
    write("丙", "三")
    assert list(Article.objects.matching("G05")) == [spoiled]
    assert list(Article.objects.matching("f02")) == [broken]


def test_the_title_counts_more_than_the_text(write):
    write("另一篇", "顺便提到退款。")
    best = write("退款迟延", "钱卡在哪一段。")
    assert Article.objects.matching("退款").first() == best


def test_the_words_follow_the_text(write, lin, now):
    from knowledge_base.actions import articles

    article = write("标题", "旧的说法")
    articles.revise(article, by=lin, now=now, body="新的说法")
    assert not Article.objects.matching("旧的说法").exists()
    assert ArticleEntry.objects.get().plain == "新的说法"
