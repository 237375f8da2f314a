"""What an option promises: named part by part wherever it is shown, before the choice and until the end (DP-04)."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from complaints import clock
from complaints.actions import feedback, intake, payouts, proposals, routing
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.lifecycle import Refused
from complaints.models import Complaint
from complaints.reports.decision import sent_letter

pytestmark = pytest.mark.django_db

SIGNED = "由店长签名"
APOLOGY = RemedyDraft("apology", detail=SIGNED)
OFFER = OptionDraft("退款并致歉", "两天内办完", [RemedyDraft("refund", Decimal("168.00"), "原路退回"), APOLOGY])
TERMS = "退货款 ¥168.00（原路退回）、道歉（由店长签名），两天内办完"
WORDS = {"what_we_did": "看了照片，问了仓库。", "reasons": "运输中破损，由平台承担。"}


@pytest.fixture
def start():
    """Two hours ago: pages look at the real time."""
    return timezone.now() - timedelta(hours=2)


@pytest.fixture
def drafted(new_complaint, lin, start):
    case = intake.accept(new_complaint(at=start), by=lin, now=start)
    case = routing.solve_now(case, by=lin, now=start)
    proposals.draft_proposal(case, by=lin, now=start, options=[OFFER], **WORDS)
    return case


@pytest.fixture
def offered(drafted, lin, start):
    return proposals.send_proposal(drafted, by=lin, now=start + timedelta(minutes=1))


@pytest.fixture
def see(client):
    """See(complaint) -> the consumer's page as text."""
    return lambda complaint: client.get(f"/p/{token_of(complaint)}/").content.decode()


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh-hans", f"退款并致歉：{TERMS}"),
        ("en", f"退款并致歉: Refund of the price ¥168.00 (原路退回), Apology ({SIGNED}), 两天内办完"),
    ],
)
def test_the_letter_names_every_remedy_with_its_detail(drafted, now, language, line):
    with translation.override(language):
        parts = {part.name: part for part in sent_letter(drafted.proposals.get(), now)}
    assert parts["offer"].lines == (line,)


def test_what_the_title_says_is_not_said_twice(drafted, lin, now):
    options = [OptionDraft("补发一只", "三天内寄出", [RemedyDraft("redeliver")])]
    proposal = proposals.draft_proposal(drafted, by=lin, now=now, options=options, **WORDS)
    assert proposal.options.get().terms == "三天内寄出"


def test_the_progress_page_names_every_remedy_before_the_choice(see, offered):
    assert TERMS in see(offered)


def test_the_desk_names_every_remedy(client, offered, lin):
    client.force_login(lin)
    page = client.get(reverse("complaints:complaint", args=[offered.number])).content.decode()
    assert "退货款 ¥168.00（原路退回） + 道歉（由店长签名）" in page


def test_a_detail_signs_no_right_away(drafted, lin, now):
    bad = OptionDraft("补偿", remedies=[RemedyDraft("apology", detail="签收即视为认可")])
    with pytest.raises(Refused):
        proposals.draft_proposal(drafted, by=lin, now=now, options=[bad], **WORDS)


# The preview is the letter


def typed(option):
    """The fields of the composer that hold an option."""
    rows = {"option0-title": option.title, "option0-consequence": option.consequence}
    for n, remedy in enumerate(option.remedies):
        rows |= {f"option0-kind_{n}": remedy.kind, f"option0-amount_{n}": remedy.amount or ""}
        rows[f"option0-detail_{n}"] = remedy.detail
    return rows


def test_the_preview_says_of_an_option_what_the_letter_says(client, drafted, lin):
    client.force_login(lin)
    url = reverse("complaints:preview_letter", args=[drafted.number])
    page = client.post(url, WORDS | typed(OFFER) | {"option0-amount_0": "168"}).content.decode()
    assert f"<li>退款并致歉：{TERMS}</li>" in page
    half = client.post(url, WORDS | typed(OFFER) | {"option0-amount_0": "16x"}).content.decode()
    assert "退货款 —（原路退回）" in half


def test_an_opened_draft_is_previewed_as_its_letter(client, drafted, lin):
    client.force_login(lin)
    page = client.get(reverse("complaints:draft_proposal", args=[drafted.number])).content.decode()
    assert f"<li>退款并致歉：{TERMS}</li>" in page


def test_the_preview_holds_the_consumer_version_of_the_report(client, drafted, lin):
    drafted.proposals.update(consumer_version="冷链车制冷坏了，车已停用。")
    Complaint.objects.filter(pk=drafted.pk).update(tier="high")
    client.force_login(lin)
    page = client.get(reverse("complaints:draft_proposal", args=[drafted.number])).content.decode()
    assert "冷链车制冷坏了，车已停用。" in page.split('data-part="decision"')[1].split("</section>")[0]


# What was promised stays on the page, and how far each part is


def chosen(case, start):
    option = case.proposals.get().options.get()
    return proposals.choose_option(case, by=case.consumer, now=start + timedelta(minutes=2), option=option)


def promise_on(page):
    """The lines of the promise on the page, bare of tags."""
    block = page.split('id="promise"')[1].split("</section>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in block.split("<li>")[1:]]


def pay(case, lin, at):
    remedy = case.proposals.get().options.get().remedies.get(kind="refund")
    facts = {"amount": Decimal("168.00"), "kind": "refund", "reason": "破损", "idempotency_key": "k", "remedy": remedy}
    payout = payouts.propose_payout(case, by=lin, now=at, **facts)
    payouts.mark_paid(payout, by=lin, now=at, reference="B-1")


def test_after_the_choice_the_page_keeps_what_was_promised(see, offered, start):
    case = chosen(offered, start)
    page = see(case)
    assert "您选择了：退款并致歉" in page
    first, second = promise_on(page)
    assert first == "退货款 ¥168.00（原路退回） 待办理"
    assert second.startswith("道歉（由店长签名） 待办理")
    assert "两天内办完" in page.split('id="promise"')[1].split("</section>")[0]


def test_what_is_done_says_so_until_the_end(see, offered, lin, start):
    case = chosen(offered, start)
    pay(case, lin, start + timedelta(minutes=10))
    apology = case.proposals.get().options.get().remedies.get(kind="apology")
    proposals.carry_out_remedy(apology, by=lin, now=start + timedelta(minutes=20))
    case = proposals.resolve(case, by=lin, now=start + timedelta(minutes=21))
    case = feedback.answer_survey(case, by=case.consumer, now=start + timedelta(minutes=22), satisfaction=5)
    case = feedback.close(case, by=lin, now=start + timedelta(minutes=23))
    first, second = promise_on(see(case))
    assert first.startswith("退货款 ¥168.00（原路退回） 已付 · ")
    assert second.startswith("道歉（由店长签名） 已送出 · ")


def test_nothing_is_promised_before_the_choice(see, offered):
    assert 'id="promise"' not in see(offered)


# Taken back by its consumer


def test_a_withdrawn_complaint_asks_for_no_choice(see, offered):
    assert " 前选定" in see(offered)
    case = feedback.withdraw(offered, by=offered.consumer, now=timezone.now(), because="算了")
    page = see(case)
    assert " 前选定" not in page
    assert "您来选择<span" not in page  # no step that he never took is called done
    assert page.index("undo-withdraw") < page.index('class="steps"')
    assert page.count("undo-withdraw") == 1


# Rated already


@pytest.fixture
def settled(offered, lin, start):
    case = chosen(offered, start)
    pay(case, lin, start + timedelta(minutes=10))
    apology = case.proposals.get().options.get().remedies.get(kind="apology")
    proposals.carry_out_remedy(apology, by=lin, now=start + timedelta(minutes=20))
    return proposals.resolve(case, by=lin, now=start + timedelta(minutes=21))


def test_who_has_answered_is_thanked_and_not_asked_again(see, settled, start):
    assert "感受如何" in see(settled) or "可以告诉我们" in see(settled)
    assert clock.stored_light(settled, start).label == "等满意度回访"
    rate = {"by": settled.consumer, "now": start + timedelta(minutes=30), "felt_heard": True}
    case = feedback.answer_survey(settled, satisfaction=4, **rate)
    page = see(case)
    assert "谢谢您的评价" in page
    assert "前结案" in page
    assert "可以告诉我们" not in page
    assert clock.stored_light(case, start).label == "待结案"
    assert clock.nearest(case).label == "待结案"


def test_who_is_not_content_is_told_who_gets_in_touch(see, settled, start):
    rate = {"by": settled.consumer, "now": start + timedelta(minutes=30), "felt_heard": False}
    case = feedback.answer_survey(settled, satisfaction=1, **rate)
    assert "结案之前，小林会先联系您" in see(case)
