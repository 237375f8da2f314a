"""The first words of a letter promise and blame nothing that was not found, and show no raw facts (FB-01, IV-04)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from complaints import rules
from complaints.actions import evidence, intake, returns, routing, standards, versions
from complaints.models import Category, Complaint
from complaints.reports.beginning import first_reasons, follows_standard, what_we_did
from complaints.reports.facts import filled_or_unsaid

pytestmark = pytest.mark.django_db
WORDS = "{product}的问题属实，责任不在您。我们给您：{price} 全额退回，不用您承担运费。"
WORDS_EN = "What you told us about {product} is right. You get back {price}. Return shipping is free of charge."


@pytest.fixture
def standard(zhao, mei, now):
    """A broken parcel is refunded in full."""
    words = {"title_zh": "全额退款", "title_en": "Full refund", "words_zh": WORDS, "words_en": WORDS_EN}
    facts = {"category": Category.objects.get(pk="F02"), "remedy": "refund", "because": "一视同仁", "share": 100}
    handed_in = standards.propose_standard(by=zhao, now=now - timedelta(days=2), **facts, **words)
    return versions.approve(handed_in, by=mei, now=now - timedelta(days=2))


@pytest.fixture
def proposing(complaint, lin, now):
    """A broken cup, low tier, whose owner writes the letter."""
    return routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)


@pytest.fixture
def found(proposing, lin, now):
    """found("nobody", 0) records a finding."""

    def record(party, share):
        case = Complaint.objects.get(pk=proposing.pk)
        facts = {"grounds": "核对了材料。", "root_cause": "transport", "is_contested": False}
        return evidence.record_finding(case, by=lin, now=now, party=party, share=share, **facts)

    return record


@pytest.mark.parametrize(("party", "share"), [("nobody", 0), ("nobody", 50), ("consumer", 70)])
def test_what_nobody_was_found_for_is_not_taken_upon_us(standard, proposing, found, party, share):
    found(party, share)
    words = first_reasons(proposing, standard)
    assert words.startswith("谢谢您")
    assert "责任不在您" not in words
    assert not follows_standard(proposing)


def test_nobody_at_nought_per_cent_is_no_admission(proposing, found):
    found("nobody", 0)
    assert rules.borne(proposing.findings.all()) == {"nobody": 100}
    assert not rules.keeps_to_finding(proposing, "您说的情况属实，是我们的失误。")


def test_a_share_that_is_missing_keeps_the_apology_to_the_part_found(standard, proposing, found):
    found("merchant", 70)
    words = first_reasons(proposing, standard)
    assert "其中商家的那一部分" in words
    assert "全额退回" not in words


def test_sentences_that_lack_a_fact_are_left_out(standard, new_complaint, lin, now):
    case = new_complaint(order={"order_amount": None, "product": ""})
    case = routing.solve_now(intake.accept(case, by=lin, now=now), by=lin, now=now)
    assert first_reasons(case, standard) == "您买的商品的问题属实，责任不在您。"
    with translation.override("en"):
        assert first_reasons(case, standard) == (
            "What you told us about the goods is right. Return shipping is free of charge."
        )


def test_the_standards_words_are_pointed_out_where_the_offer_departs(client, standard, proposing, lin):
    client.force_login(lin)
    url = reverse("complaints:draft_proposal", args=[proposing.number])
    facts = {
        "what_we_did": "看了照片。",
        "rule_note": "规则",
        "next_step": "三天内办完。",
        "deviates_because": "包裹停在途中",
    }
    facts |= {"reasons": client.get(url).context["form"]["reasons"].value()}
    facts |= {"option0-title": "补发一只", "option0-kind_0": "redeliver"}
    answer = client.post(url, facts)
    assert "这是统一方案的话" in answer.context["form"].errors["reasons"][0]
    assert client.post(url, facts | {"hinted": "1"}).status_code == 302


def test_a_decimal_point_ends_no_sentence():
    words = "You get back {price} of 100.50 yuan. It is done."
    assert filled_or_unsaid(words, {}) == "It is done."
    assert filled_or_unsaid(words, {"price": "¥60.00"}) == "You get back ¥60.00 of 100.50 yuan. It is done."


def test_the_check_of_a_return_is_a_deed(policy, complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    day = date(2026, 11, 10)
    returns.check_return(case, by=lin, now=now, goods="ordinary", signed_on=day, asked_on=day, is_intact=True)
    assert "核对了商品能否无理由退货" in what_we_did(case)


def test_what_an_arbiter_orders_is_not_offered_for_choice(client, proposing, he):
    Complaint.objects.filter(pk=proposing.pk).update(state="arbitration")
    client.force_login(he)
    url = reverse("complaints:preview_letter", args=[proposing.number])
    seen = client.post(url, {"option0-title": "全额退款", "option0-kind_0": "apology"}).content.decode()
    assert "您得到的" in seen
    assert "您可以这样选" not in seen
