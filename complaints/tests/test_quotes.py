"""What an answer says, apart from what it quotes: the ways in which mail programs quote and sign."""

import pytest

from complaints.sources import plain, quotes

SAID = "同意换货，请尽快寄出。"
ANSWERS = {
    "apple": f"{SAID}\n\n发自我的iPhone\n\n> 在 2026年11月16日，10:00，客服中心 <a@desk.example> 写道：\n> \n> 您好",
    "gmail": f"{SAID}\n\n客服中心 <a@desk.example> 于2026年11月16日周一 10:00写道：\n\n> 您好\n> 再见",
    "gmail in english": f"{SAID}\n\nOn Mon, 16 Nov 2026 at 10:00, Desk <a@desk.example>\nwrote:\n\n> Hello",
    "qq": f"{SAID}\n\n\n------------------ 原始邮件 ------------------\n发件人: 客服 <a@desk.example>;\n发送时间: 20",
    "outlook": f"{SAID}\n\n________________________________\n发件人: 客服 <a@desk.example>\n发送时间: 2026-11-16",
    "outlook in english": f"{SAID}\n\nFrom: Desk <a@desk.example>\nSent: Monday, November 16, 2026\nTo: Lu\n\nHello",
    "163": f'{SAID}\n\n在 2026-11-16 10:00:00，"客服中心" <a@desk.example> 写道：\n\n您好，陆女士：',
    "foxmail": f"{SAID}\n\n-----原始邮件-----\n发件人：客服",
    "signature": f"{SAID}\n\n-- \n陆小曼\n上海市",
    "windows": f"{SAID}\n\n从 Windows 版邮件发送",
    "answer between the quotes": f"> 您好\n> 要换货吗？\n{SAID}\n> 再见",
}


@pytest.mark.parametrize("program", ANSWERS)
def test_the_answer_alone_is_left(program):
    assert quotes.said(ANSWERS[program]) == SAID


@pytest.mark.parametrize(
    "text",
    [
        "他昨天跟我说好了，从上海仓发送，到现在也没有发送。\n我再等一天。",
        "客服对我说：\n不能退\n就是这句话。",
        "----- 我的情况 -----\n第一，虾坏了。",
        "On Monday he wrote: never. I still wait.",
        "> 全部都是引用",
    ],
)
def test_a_story_is_not_cut(text):
    assert quotes.said(text) == text


def test_a_signature_in_the_middle_of_a_long_text_is_none():
    text = "虾坏了\n-- \n" + "\n".join(f"第 {n} 点" for n in range(20))
    assert quotes.said(text) == text


def test_odd_texts_are_cut_in_no_time():
    for text in ("于" * 20_000 + "写道", "On 1 " * 20_000, "> " * 20_000, "发件人：\n" * 20_000, "-- \n" * 20_000):
        quotes.said(text)


def test_html_with_ten_thousand_open_tags_is_read():
    assert plain.text_of_html("<div>" * 100_000 + "虾坏了").strip() == "虾坏了"
    assert plain.text_of_html("<!--" * 100_000 + "x") == ""
    assert plain.text_of_html("<p>虾</p>" * 1000).count("虾") == 1000


def test_a_short_word_of_gbk_is_not_taken_for_utf_8():
    assert plain.text_of("陆女士".encode("gbk"), "gb2312") == "陆女士"
    assert plain.text_of("陆女士".encode(), "gb2312") == "陆女士"
    assert plain.text_of("Café".encode("latin-1"), "iso-8859-1") == "Café"
