"""The head of the consumer's page: no time whose clock is met or stands still; what is next, and who said what."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from complaints import progress
from complaints.actions import contact, disputes, evidence, inquiries, intake, proposals, returns, routing
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.letters import day_and_time
from complaints.models import Complaint, Notice
from complaints.workdays import CHINA

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REPORT = "请先停用这批面霜；我们会逐一致电。"
WORD = "商家最多加到 120 元，谈了两次没有谈拢。"


@pytest.fixture
def now():
    """Some hours ago: pages look at the real time."""
    return timezone.now() - 6 * HOUR


@pytest.fixture
def case(new_complaint, lin, now):
    return intake.accept(new_complaint("衬衫不喜欢，要退。", demand_kind="return"), by=lin, now=now)


@pytest.fixture
def offer(case, lin, now):
    """offer("return_refund") -> the case with one option of this kind sent."""

    def sent(kind, title="退货退款 168 元"):
        Complaint.objects.filter(pk=case.pk).update(tier="low", priority="P3")
        ready = routing.solve_now(fresh(case), by=lin, now=now)
        option = OptionDraft(title, "运费商家付", [RemedyDraft(kind, Decimal("168.00"))])
        words = {"what_we_did": "看了照片。", "reasons": "七天内，可以退。"}
        proposals.draft_proposal(ready, by=lin, now=now, options=[option], **words)
        return proposals.send_proposal(ready, by=lin, now=now)

    return sent


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


def choose(case, now):
    return proposals.choose_option(case, by=case.consumer, now=now, option=case.proposals.get().options.get())


def head_of(case):
    return "".join(map(str, progress.headline_of(fresh(case), timezone.now())))


def page_of(client, case):
    return client.get(f"/p/{token_of(case)}/").content.decode()


# Goods that have to come back (scenario 23)


def test_goods_go_back_first_and_the_refund_follows_them(client, offer, now):
    case = choose(offer("return_refund"), now + HOUR)
    page = page_of(client, case)
    head = page.split("</section>")[0]
    assert "先把商品退回" in head
    assert "运费商家付" in head
    assert "7 天" in head
    assert 'href="#messages"' in head
    assert day_and_time(case.stage_by) not in page
    assert Notice.objects.filter(complaint=case, event="chosen_return", channel="page").count() == 1
    assert not progress.is_late(case, case.stage_by + HOUR)


def test_once_the_goods_are_back_one_day_counts_everywhere(client, offer, lin, now):
    case = choose(offer("return_refund"), now + HOUR)
    day = now.astimezone(CHINA).date()
    facts = {"goods": "ordinary", "signed_on": day - timedelta(days=2), "asked_on": day, "is_intact": True}
    returns.check_return(case, by=lin, now=now + HOUR, **facts)
    row = returns.take_goods_back(case, by=lin, now=now + 2 * HOUR, back_at=now + 2 * HOUR)
    assert fresh(case).stage_by == row.refund_by
    assert case.events.get(verb="take_goods_back").changes
    head = page_of(client, case).split("</section>")[0]
    assert "先把商品退回" not in head
    assert progress.friendly(row.refund_by, timezone.now()) in head


def test_money_without_goods_is_due_as_before(client, offer, now):
    case = choose(offer("refund", "退 168 元"), now + HOUR)
    head = page_of(client, case).split("</section>")[0]
    assert "先把商品退回" not in head
    assert progress.friendly(case.stage_by, timezone.now()) in head
    assert Notice.objects.filter(complaint=case, event="chosen", channel="page").exists()


# A clock that is met, or stands still (scenarios 9 and 15)


def test_no_time_is_promised_whose_clock_is_met(client, case, lin, now):
    plan_by = timezone.now() + 9 * HOUR
    Complaint.objects.filter(pk=case.pk).update(tier="high", plan_by=plan_by)
    assert progress.friendly(plan_by, timezone.now()) in head_of(case)
    Complaint.objects.filter(pk=case.pk).update(planned_at=now + HOUR)
    assert progress.friendly(plan_by, timezone.now()) not in head_of(case)
    assert "已经告诉您" in head_of(case)
    assert not progress.is_late(fresh(case), plan_by + HOUR)


def test_a_report_that_was_sent_stands_at_the_top(client, case, lin, now):
    Complaint.objects.filter(pk=case.pk).update(tier="high", planned_at=now + HOUR)
    contact.reply(fresh(case), by=lin, now=now + HOUR, body=REPORT)
    page = page_of(client, case)
    assert REPORT in page.partition('id="report"')[2].partition("</section>")[0]
    assert page.index('id="report"') < page.index('id="deeds"')


def test_a_plan_that_waits_for_an_inspection_says_so_and_no_time_as_if_it_ran(case, lin, now):
    item = inquiries.ask_inspection(
        case, by=lin, now=now, body="省质检院", title="面料检测", due_by=timezone.now() + 50 * HOUR
    )
    held = fresh(case)
    assert held.paused_for == "inspection"
    assert progress.friendly(held.plan_by, timezone.now()) not in head_of(case)
    assert "检验" in head_of(case)
    assert "省质检院" in head_of(case)
    assert progress.friendly(item.due_by, timezone.now()) in head_of(case)
    assert not progress.is_late(held, held.plan_by + HOUR)


def test_what_the_merchant_is_asked_to_inspect_stays_ours(case, lin, now):
    facts = {"side": "merchant", "kind": "inspection", "title": "内部批次资料", "due_by": timezone.now() + 9 * HOUR}
    evidence.ask_evidence(case, by=lin, now=now, **facts)
    assert fresh(case).paused_for == "inspection"
    assert "内部批次资料" not in head_of(case)
    assert "检验正在进行" in head_of(case)


# A mediation that is over (scenario 20)


def test_after_the_mediation_the_decision_is_the_main_button_and_the_word_stands_beside(client, offer, zhou, now):
    offered = offer("refund", "退 60 元")
    case = disputes.ask_mediation(offered, by=offered.consumer, now=now + HOUR, because="太少")
    assert "refer-to-arbitration" not in page_of(client, case)
    disputes.fail_mediation(case, by=zhou, now=now + 2 * HOUR, because=WORD)
    page = page_of(client, case)
    head = page.split("</section>")[0]
    assert WORD in head
    assert "refer-to-arbitration" in head
    assert page.count("refer-to-arbitration") == 1
