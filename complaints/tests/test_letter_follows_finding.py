"""A letter says what was found, whom we asked, why it departs from the standard (FB-01, IV-04, DP-08; domain.md 8)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from complaints import letters, rules
from complaints.actions import evidence, inquiries, intake, proposals, routing, standards, versions
from complaints.actions.links import inquiry_token
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.lifecycle import Refused
from complaints.models import Category, Complaint, Correspondent, LegalRule, Notice
from complaints.reports.beginning import first_reasons, follows_standard, what_we_did

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OFFER = OptionDraft("道歉并说明", remedies=[RemedyDraft("apology")])
STANDARD = {
    "remedy": "refund",
    "title_zh": "全额退款",
    "title_en": "Full refund",
    "words_zh": "{product}的问题属实，责任不在您。",
    "words_en": "What you told us about {product} is right.",
    "because": "一视同仁",
    "share": 100,
}


@pytest.fixture
def standard(zhao, mei, now):
    """A broken parcel is refunded in full."""
    category = Category.objects.get(pk="F02")
    handed_in = standards.propose_standard(by=zhao, now=now - 2 * DAY, category=category, **STANDARD)
    return versions.approve(handed_in, by=mei, now=now - 2 * DAY)


@pytest.fixture
def proposing(complaint, lin, now):
    """A broken cup, low tier, whose owner writes the letter."""
    return routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)


@pytest.fixture
def found(proposing, lin, now):
    """found("merchant", 70) records one more finding."""

    def record(party, share=100, at=now):
        facts = {"grounds": "核对了材料。", "root_cause": "transport", "is_contested": False}
        return evidence.record_finding(again(proposing), by=lin, now=at, party=party, share=share, **facts)

    return record


def again(case):
    return Complaint.objects.get(pk=case.pk)


def write(case, by, now, **more):
    facts = {"what_we_did": "看了照片。", "reasons": "按规则办理。", "options": [OFFER]} | more
    return proposals.draft_proposal(again(case), by=by, now=now, **facts)


# --- what it begins with ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("party", ["merchant", "carrier", "platform"])
def test_whose_side_bears_it_says_sorry(proposing, found, party):
    found(party)
    words = first_reasons(proposing, None)
    assert "属实" in words
    assert "道歉" in words
    assert rules.keeps_to_finding(proposing, words)


@pytest.mark.parametrize("party", ["consumer", "nobody"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_where_nobody_of_ours_bears_it_the_words_blame_nobody(standard, proposing, found, party, language):
    found(party)
    with translation.override(language):
        words = first_reasons(proposing, standard)
        assert rules.keeps_to_finding(proposing, words)
        assert rules.is_plain(words)
    assert ("谢谢您" if language == "zh-hans" else "Thank you") in words
    assert not follows_standard(proposing)


def test_a_shared_one_is_sorry_for_our_part_only(standard, proposing, found):
    found("consumer", 30)
    found("merchant", 70)
    words = first_reasons(proposing, standard)
    assert "其中商家的那一部分" in words
    assert "责任不在您" not in words
    assert rules.keeps_to_finding(proposing, words)


def test_the_words_of_the_standard_stand_where_they_are_true(standard, proposing, found):
    assert "责任不在您" in first_reasons(proposing, standard)
    found("merchant")
    assert "责任不在您" in first_reasons(proposing, standard)


def test_a_finding_recorded_anew_takes_the_place_of_the_first(proposing, found, now):
    found("consumer")
    found("merchant", at=now + DAY)
    assert rules.borne(proposing.findings.all()) == {"merchant": 100}


def test_what_no_finding_names_is_the_platforms(proposing, found):
    found("consumer", 70)
    assert rules.borne(proposing.findings.all()) == {"consumer": 70, "platform": 30}
    assert rules.keeps_to_finding(proposing, "您说的情况属实。")


def test_the_composer_begins_so_and_says_why_it_leaves_the_standard(client, standard, proposing, found, lin):
    found("consumer")
    client.force_login(lin)
    shown = client.get(reverse("complaints:draft_proposal", args=[proposing.number])).content.decode()
    assert "还不能认定是商家" in shown
    assert "责任不在您" not in shown
    assert 'value="全额退款"' not in shown
    assert "依据责任认定：消费者 100 %" in shown


# --- what may not be sent -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("party", "words", "is_fine"),
    [
        ("consumer", "您说的情况属实，是我们的失误。", False),
        ("nobody", "We are sorry, it was our mistake.", False),
        ("consumer", "责任不在您。", False),
        ("nobody", "责任不在您。", True),
        ("consumer", "情况是否属实，我们又核对了一遍；这不是我们的责任。", True),
        ("consumer", "This was not our fault, and we are sorry for the wait.", True),
        ("merchant", "您说的情况属实，责任在商家。", True),
    ],
)
def test_what_is_admitted_has_to_be_found(proposing, found, party, words, is_fine):
    assert rules.keeps_to_finding(proposing, words)
    found(party)
    assert bool(rules.keeps_to_finding(proposing, words)) is is_fine


def test_it_goes_neither_out_nor_to_the_review(proposing, found, lin, now):
    found("consumer")
    write(proposing, lin, now, reasons="抱歉，是我们的失误。")
    for send in (proposals.send_proposal, proposals.ask_review):
        with pytest.raises(Refused, match="责任认定是消费者 100 %，信里却写了“我们的失误”"):
            send(again(proposing), by=lin, now=now)
    write(proposing, lin, now, reasons="抱歉，让您久等了。")
    assert proposals.ask_review(again(proposing), by=lin, now=now).state == "in_review"


def test_a_finding_recorded_after_the_review_was_asked_stops_the_approval(proposing, found, lin, zhou, now):
    found("merchant")
    write(proposing, lin, now, reasons="情况属实，责任在商家。")
    proposals.ask_review(again(proposing), by=lin, now=now)
    found("nobody", at=now + timedelta(hours=1))
    with pytest.raises(Refused, match="属实"):
        proposals.approve_proposal(again(proposing), by=zhou, now=now + 2 * timedelta(hours=1))


def test_the_page_says_so_while_typing_and_at_the_field(client, proposing, found, lin):
    found("consumer")
    client.force_login(lin)
    soon = f"{timezone.localtime() + 3 * DAY:%Y-%m-%dT%H:%M}"
    facts = {"what_we_did": "看了照片。", "reasons": "是我们的失误。", "rule_note": "规则", "next_step": "三天内办完。"}
    facts |= {"next_step_by": soon, "option0-title": "道歉", "option0-kind_0": "apology"}
    seen = client.post(reverse("complaints:preview_letter", args=[proposing.number]), facts).content.decode()
    assert "信里却写了“我们的失误”" in seen
    url = reverse("complaints:draft_proposal", args=[proposing.number])
    answer = client.post(url, facts | {"then": "ask_review"})
    assert "信里却写了" in answer.context["form"].errors["reasons"][0]
    assert client.post(url, facts).status_code == 302


def test_what_denies_the_finding_is_told_to_the_writer(proposing, found):
    assert rules.overlooks_finding(proposing, "我们没有发现质量问题。") == ""
    found("merchant")
    assert "没有发现质量问题" in rules.overlooks_finding(proposing, "我们没有发现质量问题。")


# --- whom we asked ------------------------------------------------------------------------------------------------


def test_each_body_stands_with_its_name_and_day(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    for day, body in enumerate(("华测检验所", "信达鉴定中心", "城北质检站"), start=1):
        inquiries.ask_inspection(again(case), by=lin, now=now + day * DAY, body=body, title="内部编号 7 号样")
    told = what_we_did(case).splitlines()
    assert told[:3] == [
        "11-17 10:00 向华测检验所索取：检验报告",
        "11-18 10:00 向信达鉴定中心索取：检验报告",
        "11-19 10:00 向城北质检站索取：检验报告",
    ]
    assert told[3] == "一共向 3 家检验机构求证。"
    with translation.override("en"):
        assert "asked 华测检验所: Inspection report" in what_we_did(case)


def test_merchant_and_carrier_are_named_and_no_word_of_the_house_is_told(new_complaint, lin, now):
    case = intake.accept(new_complaint(order={"merchant": "海岸家居", "carrier": "飞捷"}), by=lin, now=now)
    for side, kind in (("merchant", "batch"), ("carrier", "logistics")):
        inquiries.ask(again(case), by=lin, now=now, side=side, kind=kind, title="催一下那边的老王")
    item = inquiries.ask(again(case), by=lin, now=now, side="consumer", kind="photo", title="杯底的照片")
    evidence.answer_evidence(item, by=lin, now=now, says="收到")
    told = what_we_did(case)
    assert "向商家“海岸家居”索取：批次记录" in told
    assert "向承运商“飞捷”索取：物流记录" in told
    assert "请您提供：杯底的照片" in told
    assert "收到您提供的材料并核对：杯底的照片" in told
    assert "老王" not in told


def test_a_third_party_is_asked_by_its_name(client, complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    client.force_login(lin)
    url = reverse("complaints:ask_evidence", args=[case.number])
    facts = {"side": "third_party", "kind": "statement", "title": "维修记录"}
    assert "body" in client.post(url, facts).context["form"].errors
    assert client.post(url, facts | {"body": "城南维修站"}).status_code == 302
    assert case.evidence.get().body == "城南维修站"


# --- what the carrier sees ----------------------------------------------------------------------------------------


@pytest.fixture
def asked(new_complaint, lin, now):
    case = intake.accept(new_complaint(order={"carrier": "飞捷"}), by=lin, now=now)
    Correspondent.objects.create(side="carrier", name="飞捷", email="ops@feijie.example")
    return inquiries.ask(again(case), by=lin, now=now, side="carrier", kind="logistics", title="包裹在哪里")


def test_the_carrier_reads_the_laws_seven_days(client, policy, asked):
    page = client.get(reverse("complaints:inquiry", args=[inquiry_token(asked)])).content.decode()
    assert "依照《快递暂行条例》第 28 条，快递企业应在 7 天内答复投诉，这一件最迟 11 月 23 日" in page
    notice = Notice.objects.get(event="question")
    _subject, body = letters.question(notice, asked, f"{settings.PUBLIC_URL}/q/x/")
    assert "快递企业应在 7 天内答复投诉" in body


def test_it_is_the_row_of_the_day_of_the_question(policy, asked):
    LegalRule.objects.filter(code="EXP-28").update(effective_to=asked.asked_at.date() - DAY)
    assert letters.law_told(asked) == ""


# --- the standard option ------------------------------------------------------------------------------------------


def refund(*amounts):
    kinds = ("refund", "goodwill")
    rows = [RemedyDraft(kind, Decimal(amount)) for kind, amount in zip(kinds, amounts, strict=False)]
    return OptionDraft("退款", remedies=rows)


@pytest.mark.parametrize("options", [[refund("100")], [refund("100", "68")], [refund("168.01")], [refund("0.01", "9")]])
def test_an_amount_of_ones_own_says_why(standard, proposing, lin, now, options):
    assert proposing.order_amount == Decimal("168.00")
    with pytest.raises(Refused, match="请说明"):
        write(proposing, lin, now, options=options)
    assert write(proposing, lin, now, options=options, deviates_because="消费者提出").deviation in ("above", "below")


def test_without_the_price_no_amount_passes_for_the_standard(client, standard, new_complaint, lin, now):
    case = new_complaint(order={"order_amount": None})
    case = routing.solve_now(intake.accept(case, by=lin, now=now), by=lin, now=now)
    with pytest.raises(Refused, match="实付金额还不知道"):
        write(case, lin, now, options=[refund("100")])
    client.force_login(lin)
    shown = client.get(reverse("complaints:draft_proposal", args=[case.number])).content.decode()
    assert reverse("complaints:record_particulars", args=[case.number]) in shown


def test_the_reason_is_asked_beside_the_amounts_while_one_types(client, standard, proposing, lin):
    client.force_login(lin)
    facts = {"option0-title": "退一半", "option0-kind_0": "refund", "option0-amount_0": "84"}
    url = reverse("complaints:preview_letter", args=[proposing.number])
    assert "请说明" in client.post(url, facts).content.decode()
    assert "请说明" not in client.post(url, facts | {"deviates_because": "消费者提出"}).content.decode()
    shown = client.get(reverse("complaints:draft_proposal", args=[proposing.number])).content.decode()
    assert shown.index("option0-amount_2") < shown.index('name="deviates_because"') < shown.index("option1-title")
