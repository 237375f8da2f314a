"""The letter of a decision: its parts, its reader's language, its words, what may follow (FB-01, FB-02, FB-13)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from complaints import rules
from complaints.actions import contact, inquiries, intake, proposals, routing
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.enums import OutsideBody
from complaints.forms.decision import what_we_did
from complaints.forms.files import check_upload
from complaints.letters import letter
from complaints.lifecycle import Refused
from complaints.models import Complaint, LegalRule, Notice
from complaints.reports.decision import letter_of, sent_letter
from complaints.reports.facts import facts_about, filled
from complaints.reports.routes import routes_on
from complaints.tests.test_verbs import picture

pytestmark = pytest.mark.django_db

OFFER = OptionDraft("补发一只", "三天内寄出", [RemedyDraft("redeliver")])
WORDS = {"what_we_did": "看了照片，问了仓库。", "reasons": "运输中破损，由平台承担。"}


@pytest.fixture
def proposing(complaint, lin, now):
    """A broken cup, low tier, whose owner writes the letter."""
    case = intake.accept(complaint, by=lin, now=now)
    return routing.solve_now(case, by=lin, now=now)


@pytest.fixture
def composer(client, proposing, lin):
    """composer() opens the page; composer(facts) sends it; composer(facts, "preview_letter") looks at it."""
    client.force_login(lin)
    soon = f"{timezone.localtime() + timedelta(days=3):%Y-%m-%dT%H:%M}"
    option = {"option0-title": "补发一只", "option0-consequence": "三天内寄出", "option0-kind_0": "redeliver"}
    full = WORDS | option | {"rule_note": "破损包赔规则", "next_step": "选定后三天内办完。", "next_step_by": soon}

    def ask(facts=None, name="draft_proposal"):
        url = reverse(f"complaints:{name}", args=[proposing.number])
        return client.get(url) if facts is None else client.post(url, full | facts)

    return ask


def parts_of(proposal, now, language="zh-hans"):
    with translation.override(language):
        return {part.name: part for part in sent_letter(proposal, now)}


def write(case, by, now, **more):
    return proposals.draft_proposal(case, by=by, now=now, options=[OFFER], **(WORDS | more))


def page(response):
    return response.content.decode()


def test_a_letter_has_all_its_parts_in_their_order(proposing, lin, now):
    law = LegalRule.objects.get(code="CPL-52")
    proposal = write(
        proposing,
        lin,
        now,
        law=law,
        rule_note="破损包赔规则 2026-03 版",
        refuses_wish=True,
        alternatives="也可以退货。",
        next_step="选定后三天内寄出。",
        next_step_by=now + timedelta(days=7),
    )
    parts = sent_letter(proposal, now)
    assert [part.name for part in parts] == ["did", "decision", "rule", "offer", "else", "next", "routes"]
    by_name = {part.name: part for part in parts}
    assert by_name["rule"].words == (
        "《消费者权益保护法》第 52 条：商品或服务造成损害：修理、更换、退货、退款或赔偿损失\n破损包赔规则 2026-03 版"
    )
    assert by_name["next"].words == "请在 11 月 23 日 10:00 前选定。\n11 月 23 日 10:00 前：选定后三天内寄出。"
    assert by_name["offer"].lines == ("补发一只：三天内寄出",)


def test_the_same_letter_in_english(proposing, lin, now):
    proposal = write(proposing, lin, now, law=LegalRule.objects.get(code="CPL-52"))
    parts = parts_of(proposal, now, "en")
    assert parts["did"].title == "What we did for you"
    assert parts["rule"].words.startswith("Consumer Law, art. 52: harm by goods")


def test_without_a_next_step_the_letter_says_by_when_to_choose(proposing, lin, now):
    proposal = write(proposing, lin, now)
    proposals.send_proposal(proposing, by=lin, now=now)
    proposal.refresh_from_db()
    assert parts_of(proposal, now)["next"].words == "请在 11 月 23 日 10:00 前选定。"


def test_limits_of_outside_routes_are_those_of_the_day(policy, now):
    routes, limit = routes_on(now.date())
    routes = dict(routes)
    hotline = OutsideBody.HOTLINE_12315.label
    assert "7 个工作日" in routes[hotline]
    assert "60 天" in routes[hotline]
    assert "7 天" in routes[OutsideBody.POSTAL_12305.label]
    assert "3 年" in limit
    routes, _limit = routes_on(now.date().replace(year=2025))
    assert "45 个工作日" in dict(routes)[hotline]


def test_the_composer_begins_with_what_we_did_and_a_dated_next_step(composer, proposing, lin, now):
    contact.reply(proposing, by=lin, now=now, body="已在处理。")
    shown = page(composer())
    assert "11-16 10:00 给您写信说明" in shown
    assert "发送给 陆** · 短信" in shown
    assert " 前选定。" in shown
    assert 'data-part="routes"' in shown


def test_an_english_consumer_gets_an_english_letter_from_a_chinese_desk(composer, proposing, lin, now):
    proposing.consumer.language = "en"
    proposing.consumer.save()
    contact.reply(proposing, by=lin, now=now, body="We are at it.")
    shown = page(composer())
    assert "wrote to you" in shown
    assert "What happens next" in shown
    assert "陆** 会收到什么" in shown


def test_the_preview_shows_the_words_as_typed_and_keeps_nothing(composer, proposing):
    shown = page(composer({"reasons": "外箱受压，不是您的问题。"}, "preview_letter"))
    assert "外箱受压，不是您的问题。" in shown
    assert "补发一只：三天内寄出" in shown
    assert not proposing.proposals.exists()


def test_the_preview_says_what_is_wrong_with_the_words(composer):
    shown = page(composer({"next_step": "我们尽快处理。", "reasons": "本平台保留最终解释权。"}, "preview_letter"))
    assert "承诺没有期限" in shown
    assert "最终解释权" in shown


def test_a_half_written_letter_can_be_looked_at(composer):
    response = composer({"what_we_did": "", "next_step_by": "", "option0-title": ""}, "preview_letter")
    assert response.status_code == 200
    assert 'data-part="did"' not in page(response)


def test_kept_it_stays_a_draft(composer, proposing):
    assert composer({}).status_code == 302
    draft = proposing.proposals.get()
    assert (draft.is_draft, draft.rule_note, draft.next_step) == (True, "破损包赔规则", "选定后三天内办完。")


def test_sent_at_once_it_is_on_its_way(composer, proposing):
    assert composer({"then": "send_proposal"}).status_code == 302
    assert Complaint.objects.get(pk=proposing.pk).state == "awaiting_consumer"


def test_what_the_step_refuses_keeps_no_draft_and_loses_no_words(composer, proposing):
    facts = {"then": "send_proposal", "option0-kind_0": "goodwill", "option0-amount_0": "800"}
    response = composer(facts)
    assert response.status_code == 422
    assert "超过" in page(response)
    assert "运输中破损，由平台承担。" in page(response)
    assert not proposing.proposals.exists()


def test_above_the_low_tier_the_send_button_says_why_not(composer, proposing):
    Complaint.objects.filter(pk=proposing.pk).update(tier="medium")
    shown = page(composer())
    assert "须先经中台审核" in shown or "中台" in shown
    assert composer({"then": "ask_review"}).status_code == 302
    assert Complaint.objects.get(pk=proposing.pk).state == "in_review"


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("what_we_did", {"what_we_did": "  "}),
        ("rule_note", {"rule_note": ""}),
        ("alternatives", {"refuses_wish": "on"}),
        ("next_step_by", {"next_step_by": "2026-01-01T10:00"}),
        ("reasons", {"reasons": "按规则补偿 {amount}。"}),
        ("reasons", {"reasons": "签收即视为认可。"}),
    ],
)
def test_what_a_letter_lacks_stands_at_its_field(composer, proposing, field, facts):
    response = composer(facts)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not proposing.proposals.exists()


def test_a_vague_promise_is_hinted_once(composer, proposing):
    response = composer({"next_step": "我们会尽快办完。"})
    assert "next_step" in response.context["form"].errors
    assert composer({"next_step": "我们会尽快办完。", "hinted": "1"}).status_code == 302
    assert proposing.proposals.exists()


def test_nobody_signs_a_right_away(proposing, lin, now):
    """Neither a letter nor an offer nor a reply may hold a clause that the law makes void (DP-13, SPC-2022-8)."""
    with pytest.raises(Refused):
        write(proposing, lin, now, reasons="签收即视为认可，不再处理。")
    bad = OptionDraft("补 20 元", "撤诉后到账", [RemedyDraft("explanation")])
    with pytest.raises(Refused):
        proposals.draft_proposal(proposing, by=lin, now=now, options=[bad], **WORDS)
    with pytest.raises(Refused):
        contact.reply(proposing, by=lin, now=now, body="本店拥有最终解释权。")


def test_a_refused_wish_names_its_rule(proposing, lin, now):
    write(proposing, lin, now, refuses_wish=True, alternatives="可以退货。")
    assert not rules.has_complete_proposal(Complaint.objects.get(pk=proposing.pk))
    write(proposing, lin, now, refuses_wish=True, alternatives="可以退货。", rule_note="保修条款第 3 条")
    assert rules.has_complete_proposal(Complaint.objects.get(pk=proposing.pk))


def test_names_become_facts_and_unknown_ones_stay(proposing):
    facts = facts_about(proposing)
    words = filled("{name}：订单 {order} 实付 {price}，赔 {amount}。", facts)
    assert words == "陆女士：订单 D-1001 实付 ¥168.00，赔 {amount}。"
    assert not rules.is_filled(words)


def test_scenario_15_three_contacts_reach_the_consumer_with_their_dates(new_complaint, lin, now):
    """The letter that arrives by mail names each inspection body with the day it was asked, and how many there were."""
    case = new_complaint("怀疑手机是翻新的", email="lu@example.com", preferred_channel="mail")
    case = intake.accept(case, by=lin, now=now)
    for day, body in enumerate(("华测检验所", "信达鉴定中心", "城北质检站"), start=1):
        at = now + timedelta(days=day)
        inquiries.ask_inspection(case, by=lin, now=at, body=body, title="翻新检验", due_by=at + timedelta(days=5))
    Complaint.objects.filter(pk=case.pk).update(tier="low", priority="P3")
    later = now + timedelta(days=6)
    case = routing.solve_now(Complaint.objects.get(pk=case.pk), by=lin, now=later)
    write(case, lin, later, what_we_did=what_we_did(case))
    proposals.send_proposal(Complaint.objects.get(pk=case.pk), by=lin, now=later)
    _subject, body = letter(Notice.objects.get(complaint=case, event="proposal", channel="mail"))
    for line in ("11-17 10:00", "11-18 10:00", "11-19 10:00", "向城北质检站索取：检验报告", "3 家检验机构"):
        assert line in body
    assert "12315" in body
    assert "60 天" in body


def test_the_reply_says_to_whom_and_by_what_it_goes(client, proposing, lin):
    client.force_login(lin)
    url = reverse("complaints:complaint", args=[proposing.number])
    assert "发送给 陆女士 · 短信" in page(client.get(url))
    proposing.consumer.preferred_channel = "page"
    proposing.consumer.save()
    assert "发送给 陆女士 · 进度页" in page(client.get(url))


# Files that go with a reply


def test_a_file_goes_with_a_reply_as_disclosed_evidence(client, proposing, lin):
    client.force_login(lin)
    url = reverse("complaints:reply", args=[proposing.number])
    facts = {"body": "检测结果在附件里，11 月 30 日前给您方案。", "files": picture("report.jpg")}
    assert client.post(url, facts).status_code == 302
    item = proposing.evidence.get(file_name="report.jpg")
    assert (item.side, item.disclosure, item.status) == ("platform", "consumer", "received")
    client.logout()
    shown = page(client.get(reverse("complaints:progress", args=[token_of(proposing)])))
    assert "report.jpg" in shown
    assert "我们给您发了" in shown
    response = client.get(reverse("complaints:progress_file", args=[token_of(proposing), item.pk]))
    assert response.status_code == 200
    response.close()


def test_a_file_that_is_no_file_is_refused_beside_the_words(client, proposing, lin):
    client.force_login(lin)
    bad = SimpleUploadedFile("run.exe", b"MZ\x90\x00" + b"\x00" * 60, "application/octet-stream")
    url = reverse("complaints:reply", args=[proposing.number])
    response = client.post(url, {"body": "请看附件，周五前答复您。", "files": bad})
    assert response.status_code == 422
    assert "请看附件" in page(response)
    assert "请重新选择附件" in page(response)
    assert not proposing.messages.exists()


def test_a_reply_taken_back_takes_its_files_back(proposing, lin, now):
    file = check_upload(picture("report.jpg"))
    message = contact.reply(proposing, by=lin, now=now, body="报告在附件里，周五前答复您。", files=[file])
    contact.recall(message, by=lin, now=now + timedelta(seconds=3))
    item = proposing.evidence.get(file_name="report.jpg")
    assert item.disclosure == "internal"
    assert not proposing.evidence.get_queryset().shown_to_consumer().filter(complaint=proposing, pk=item.pk)


def test_an_unsaved_letter_is_read_like_a_stored_one(proposing, lin, now):
    proposal = write(proposing, lin, now)
    assert letter_of(proposal, [("补发一只", "三天内寄出")], now) == sent_letter(proposal, now)
