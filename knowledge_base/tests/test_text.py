"""Masking persons, showing Markdown, marking hits, comparing versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.text import anonymised, compared, excerpt, to_html, to_plain

MASKED = [
    ("我叫陆小曼，电话 138-0000-6027。", "我叫〔姓名〕，电话 〔电话〕。"),
    ("１３８００００６０２７", "〔电话〕"),
    ("+86 138 0000 6027 或 86-13800006027", "〔电话〕 或 〔电话〕"),
    ("0571-88886666转802，(010)62345678，400-820-8820 中", "〔电话〕，〔电话〕，〔电话〕 中"),
    ("写信到 lu.xm+1@mail.example.cn 吧", "写信到 〔邮箱〕 吧"),
    ("订单 D-10018823，运单SF1234567890123", "订单 〔编号〕，运单〔编号〕"),
    ("身份证 11010119900101123X", "身份证 〔证件号〕"),
    ("银行卡 6222 0212 3456 7890 123", "银行卡 〔卡号〕"),
    ("加我微信：lulu_2020，别打电话", "加我〔账号〕，别打电话"),
    ("送到浙江省杭州市西湖区文三路478号华星大厦5楼502室的", "〔地址〕的"),
    ("收件人：张伟，西溪小区3幢2单元1501室", "收件人：〔姓名〕，〔地址〕"),
    ("陆女士要求退款，请找王小明先生", "某女士要求退款，请找某先生"),
    ("客服何老师说的", "客服某老师说的"),
    ("Mr. John Smith, +44 20 7946 0958, 12 Baker Street", "Mr …, [phone], [address]"),
    ("mail me: jo@example.org, order ABC-1234567", "mail me: [e-mail], order [number]"),
]
KEPT = [
    "第 25 条规定 7 天内退款，赔 ¥1,000.00，共 37 件，G05 类，500 元。",
    "2026-11-16 10:00 登记，17:00 前送到一楼。",
    "这位女士很生气，那位先生没有说话。",
    "在商家那里买了 3 号电池，走了 2 天。",
    "拨打 110、120、12315、12356。",
    "坐地铁到建国路3号线站口。",
    "¥100000.00 以上由法务定。",
]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_persons_are_masked(text, expected):
    assert anonymised(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_facts_are_kept(text):
    assert anonymised(text) == text


def test_known_words_are_masked_wherever_they_stand():
    known = {"林晓", "小林", "海味行", "Al"}
    assert anonymised("海味行让小林找林晓，Also Al", known) == "〔某人〕让〔某人〕找〔某人〕，Also 〔某人〕"


def test_invisible_characters_do_not_save_a_number():
    assert anonymised("138\u200b0000\u200b6027 哦") == "〔电话〕 哦"


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(alphabet="电话是，。 ab", max_size=5))
def test_no_mobile_number_survives(number, around):
    assert number not in anonymised(f"{around} {number} {around}")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href='x' onclick='alert(1)' style='color:red'>a</a>",
        "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
        "<iframe src='//evil'></iframe><form action='//evil'><input name=q></form>",
        "![x](https://evil/x.png)",
        "`<script>`\n\n    <script>alert(1)</script>",
        "<!--<p>--><math><mtext></p><style><a title='</style><img src onerror=alert(1)>'>",
    ],
)
def test_markdown_carries_no_script(source):
    html = to_html(source).lower()
    for word in (
        "<script",
        "onerror=",
        "onclick",
        "javascript:",
        "data:text",
        "<iframe",
        "<form",
        "<img",
        "<svg",
        "style=",
    ):
        assert word not in html.replace("&lt;script", "").replace("&quot;", "")


def test_bold_beside_chinese_punctuation():
    assert "<strong>退款。</strong>处理" in to_html("**退款。**处理")


def test_headings_begin_below_the_page_title():
    assert to_html("# 一\n\n## 二") == "<h2>一</h2>\n<h3>二</h3>"


def test_plain_words():
    source = "# 标题\n\n**退款。**处理 & 说明 <b>x</b>\n\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |"
    assert to_plain(source) == "标题 退款。处理 & 说明 x 甲 乙 1 2"


def test_excerpt_marks_traditional_and_full_width_hits():
    pieces = excerpt("前面" * 60 + "生鲜變質，按Ｇ０５办" + "后面" * 60, "变质 g05")
    assert [text for text, is_hit in pieces if is_hit] == ["變質", "Ｇ０５"]
    assert pieces[0] == ("…", False)
    assert pieces[-1] == ("…", False)


def test_excerpt_without_a_hit_is_the_beginning():
    assert excerpt("开头的话", "没有") == [("开头的话", False)]


def test_compared_shows_what_changed_with_a_line_around():
    old = "一\n二\n三\n四\n五\n六\n七\n八"
    new = "一\n二点五\n三\n四\n五\n六\n七\n八\n九"
    assert compared(old, new) == [
        ("same", "一"),
        ("old", "二"),
        ("new", "二点五"),
        ("same", "三"),
        ("gap", ""),
        ("same", "八"),
        ("new", "九"),
    ]
