"""A short “no” without a reason or another way stays in the house, in replies and in letters (FB-02, scenario 14)."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from complaints import rules
from complaints.actions import contact, intake, proposals, routing
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.lifecycle import Refused
from complaints.models import Complaint

BARE = [
    "不行",
    "不行。",
    "不 赔",
    "No.",
    "很抱歉，您的要求我们无法满足。",
    "很抱歉給您帶來不便，您的要求我們無法滿足，請您諒解。",
    "非常抱歉，无法满足您的诉求，如有疑问请随时联系我们。",
    "过保了，修不了。",
    "您的申请不符合退款条件。",
    "这个我们办不了，也没有办法。",
    "您反映的情况我们已收到，经核实，无法处理。",
    "经核实，您的诉求不符合平台规则，感谢理解。",
    "不可以退，谢谢您的理解。",
    "不在保修范围，不予处理。",
    "Sorry, this is not possible.",
    "We cannot repair it.",
    "We are sorry, but we can’t refund this.",
    "Your claim is not covered. Please understand.",
    "Unfortunately, no refund is possible. Thank you.",
]
FINE = [
    "您好，我来处理。",
    "能不能发一张照片",
    "不能退，可以换新。",
    "因为已经过了保修期，免费修不了。",
    "保修一年，2026-05-01 已满；免费修不了。",
    "今天没法上门，明天 10 点前来取。",
    "照片打不开，无法核对，请您再发一次。",
    "按照页面条款，拆封后不能退。",
    "手机不能开机，我们给您换一台新的。",
    "您说的哪里不能用？",
    "口播超出备案功效，商家愿意退货退款；300 元补偿商家不同意。",
    "We cannot repair it because the warranty ended on 1 May.",
    "We cannot refund it, but we can replace it.",
    "The file cannot be opened. Please send it again.",
    "We could not reach you by phone. I will call again tomorrow.",
]
STORIES = sorted((settings.BASE_DIR / "complaints/demo/stories").glob("*.toml"))
SEEDS = sorted((settings.BASE_DIR / "knowledge_base/seeds").rglob("*.md"))
QUOTE = re.compile(r"“([^”]{8,})”|^>\s*(.{8,})$", re.MULTILINE)
SAID = {"reply": 3, "draft_proposal": 4}  # where a step of a story has the words: the reply, the reasons


@pytest.mark.parametrize("words", BARE)
def test_a_bare_no_is_told_apart(words):
    assert not rules.is_no_bare_no(words)


@pytest.mark.parametrize("words", FINE)
def test_a_reason_another_way_or_a_question_is_none(words):
    assert rules.is_no_bare_no(words)


def test_a_long_refusal_is_left_to_the_reader():
    assert rules.is_no_bare_no("我们看了您说的每一件事，" * 6 + "不能退。")


def test_nothing_the_demo_says_is_stopped():
    said = [
        step[SAID[step[2]]]
        for path in STORIES
        for story in tomllib.loads(path.read_text())["story"]
        for step in story["steps"]
        if step[2] in SAID
    ]
    assert len(said) > 50
    assert [words for words in said if not rules.is_no_bare_no(words)] == []


def test_no_script_of_the_library_is_stopped():
    scripts = [path for path in SEEDS if "kind: script" in path.read_text()]
    assert scripts
    said = [line for path in scripts for line in spoken(path)]
    assert [words for words in said if not rules.is_no_bare_no(words)] == []


def spoken(path: Path):
    """The body of a script without its head, and each saying it quotes; what it warns of (✗) is not said."""
    body = path.read_text().partition("\n\n")[2]
    body = "\n".join(line for line in body.splitlines() if "✗" not in line)
    return [body, *("".join(found) for found in QUOTE.findall(body))]


@pytest.fixture
def proposing(complaint, lin, now):
    """A broken cup, low tier, whose owner writes the letter."""
    return routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["不行", "很抱歉，您的要求我们无法满足。"])
def test_it_goes_neither_out_nor_to_the_review_though_nothing_was_ticked(proposing, lin, now, words):
    option = OptionDraft("道歉", remedies=[RemedyDraft("apology")])
    proposals.draft_proposal(proposing, by=lin, now=now, options=[option], what_we_did="看了照片。", reasons=words)
    for send in (proposals.send_proposal, proposals.ask_review):
        with pytest.raises(Refused, match="不能只说“不行”"):
            send(Complaint.objects.get(pk=proposing.pk), by=lin, now=now)


@pytest.mark.django_db
def test_the_composer_says_so_at_the_field_and_keeps_what_was_typed(client, proposing, lin):
    client.force_login(lin)
    facts = {"what_we_did": "看了照片。", "reasons": "不行", "rule_note": "规则", "next_step": "三天内办完。"}
    facts |= {"option0-title": "道歉", "option0-kind_0": "apology"}
    url = reverse("complaints:draft_proposal", args=[proposing.number])
    answer = client.post(url, facts | {"then": "ask_review"})
    assert "不能只说“不行”" in answer.context["form"].errors["reasons"][0]
    assert "不行</textarea>" in answer.content.decode()
    assert client.post(url, facts).status_code == 302


@pytest.mark.django_db
def test_a_polite_bare_no_is_no_reply(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    with pytest.raises(Refused, match="不能只说“不行”"):
        contact.reply(case, by=lin, now=now, body="过保了，修不了。")
    assert contact.reply(case, by=lin, now=now, body="保修期 5 月 1 日已满，免费修不了；可以八折换新。")
