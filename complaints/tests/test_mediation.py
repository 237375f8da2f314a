"""Mediation: it is not skipped, the mediator says how it ended, and a ruling is told as one (row 22, scenario 20)."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints import progress
from complaints.actions import disputes, feedback, intake, proposals, recalling, routing
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.letters import day_and_time
from complaints.lifecycle import Refused
from complaints.models import Complaint, Notice
from complaints.workdays import CHINA

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WORD = "商家最多加到 120 元，您要 300 元，谈了两次没有谈拢。"
RULED = {"reasons": "质检报告证明皮面有缺陷。", "rule_version": "纠纷规则 2026-03 版", "both_heard": True}


@pytest.fixture
def now():
    """Some hours ago: pages look at the real time."""
    return timezone.now() - 6 * HOUR


def write(case, by, now, title="补偿 60 元", amount="60.00"):
    option = OptionDraft(title, remedies=[RemedyDraft("compensation", Decimal(amount))])
    proposals.draft_proposal(case, by=by, now=now, what_we_did="看了照片。", reasons="皮面有缺陷。", options=[option])


@pytest.fixture
def mediating(new_complaint, lin, now):
    """He rejects 60 of 300: a mediator has five working days."""
    case = intake.accept(new_complaint("收到的杯子破损，要赔300", demand_amount=Decimal("300")), by=lin, now=now)
    case = routing.solve_now(case, by=lin, now=now)
    write(case, lin, now)
    case = proposals.send_proposal(case, by=lin, now=now)
    return disputes.ask_mediation(case, by=case.consumer, now=now + HOUR, because="60 元太少")


def refer(case, now, by=None, **more):
    return disputes.refer_to_arbitration(case, by=by or case.consumer, now=now, because="谈不拢，同意裁决", **more)


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


def test_the_platform_does_not_decide_while_a_mediator_is_at_work(mediating, zhou, now):
    for by, more in ((mediating.consumer, {}), (zhou, {"consent": "电话录音"})):
        with pytest.raises(Refused, match="调解还在进行"):
            refer(mediating, now + 2 * HOUR, by=by, **more)
    assert fresh(mediating).state == "mediation"


def test_the_five_working_days_are_enough(mediating):
    with pytest.raises(Refused):
        refer(mediating, mediating.stage_by - timedelta(seconds=1))
    assert refer(mediating, mediating.stage_by).state == "arbitration"


def test_the_end_of_the_five_days_is_told(mediating):
    sweep(now=mediating.stage_by + HOUR)
    told = Notice.objects.get(complaint=mediating, event="mediation_over", channel="page")
    assert datetime.fromisoformat(told.context["due_at"]) == mediating.stage_by
    assert "调解的时间到了" in progress.headline_of(fresh(mediating), mediating.stage_by + HOUR)[0]
    assert "正在调解" in progress.headline_of(mediating, mediating.stage_by - HOUR)[0]


def test_who_has_heard_the_mediator_hears_of_no_end(mediating, zhou, now):
    disputes.fail_mediation(mediating, by=zhou, now=now + 2 * HOUR, because=WORD)
    sweep(now=mediating.stage_by + HOUR)
    assert not Notice.objects.filter(complaint=mediating, event="mediation_over").exists()


def test_the_word_of_the_mediator_is_enough_and_stays(mediating, zhou, he, now):
    case = disputes.fail_mediation(mediating, by=zhou, now=now + 5 * HOUR, because=WORD)
    assert case.state == "mediation"
    told = Notice.objects.get(complaint=case, event="mediation_failed", channel="page")
    assert told.context["reasons"] == WORD
    case = refer(case, now + 6 * HOUR)
    mediation = case.disputes.get(kind="mediation")
    assert (mediation.result, mediation.result_reasons, mediation.officer) == ("referred", WORD, zhou)


def test_who_agrees_is_the_consumer_or_proved(mediating, wu, zhou, now):
    case = disputes.fail_mediation(mediating, by=zhou, now=now + HOUR, because=WORD)
    with pytest.raises(Refused, match="凭据"):
        refer(case, now + 2 * HOUR, by=zhou)
    assert refer(case, now + 2 * HOUR, by=zhou, consent="电话录音 12:01").state == "arbitration"


def test_only_a_neutral_mediator_speaks_and_only_once(mediating, lin, zhou, now):
    facts = {"now": now + 2 * HOUR, "because": WORD}
    with pytest.raises(Refused):
        disputes.fail_mediation(mediating, by=lin, **facts)
    with pytest.raises(Refused):
        disputes.fail_mediation(mediating, by=zhou, now=now + 2 * HOUR, because=" ")
    disputes.fail_mediation(mediating, by=zhou, **facts)
    with pytest.raises(Refused, match="已经说明"):
        disputes.fail_mediation(mediating, by=zhou, **facts)


def test_an_author_of_the_offer_is_no_mediator(mediating, zhou, now):
    mediating.proposals.update(author=zhou)
    with pytest.raises(Refused):
        disputes.fail_mediation(mediating, by=zhou, now=now + 2 * HOUR, because=WORD)


def test_a_withdrawal_taken_back_keeps_the_word(mediating, zhou, now):
    case = disputes.fail_mediation(mediating, by=zhou, now=now + 2 * HOUR, because=WORD)
    case = feedback.withdraw(case, by=case.consumer, now=now + 3 * HOUR, because="算了")
    case = feedback.undo_withdraw(case, by=case.consumer, now=now + 4 * HOUR)
    assert refer(case, now + 5 * HOUR).state == "arbitration"


def test_a_settlement_taken_back_keeps_the_word(mediating, zhou, now):
    case = disputes.fail_mediation(mediating, by=zhou, now=now + 2 * HOUR, because=WORD)
    write(case, zhou, now + 3 * HOUR, "补偿 150 元", "150.00")
    case = disputes.propose_settlement(fresh(case), by=zhou, now=now + 3 * HOUR)
    recalling.recall_letter(case, by=zhou, now=now + 3 * HOUR + timedelta(seconds=2))
    assert refer(fresh(case), now + 4 * HOUR).state == "arbitration"


def test_the_button_is_there_and_says_what_it_waits_for(client, mediating, zhou):
    client.force_login(zhou)
    steps = client.get(reverse("complaints:complaint", args=[mediating.number])).context["steps"]
    (why,) = [step.why for step in steps.blocked if step.verb == "refer_to_arbitration"]
    assert f"{mediating.stage_by.astimezone(CHINA):%Y-%m-%d %H:%M}" in why
    assert "fail_mediation" in {step.verb for step in steps.possible}


def test_the_page_says_from_when_on_the_platform_can_decide(client, mediating, zhou, now):
    url = f"/p/{token_of(mediating)}/"
    page = client.get(url).content.decode()
    assert "refer-to-arbitration" not in page
    assert "调解员说明没有谈拢后" in page
    disputes.fail_mediation(mediating, by=zhou, now=now + 2 * HOUR, because=WORD)
    page = client.get(url).content.decode()
    assert "refer-to-arbitration" in page
    assert "调解没有谈拢" in page
    assert WORD in page


def test_the_mediator_says_it_on_a_page_of_the_desk(client, mediating, zhou):
    client.force_login(zhou)
    url = reverse("complaints:fail_mediation", args=[mediating.number])
    assert client.post(url, {"because": ""}).status_code == 422
    assert client.post(url, {"because": WORD}).status_code == 302
    assert mediating.disputes.get().result_reasons == WORD


@pytest.mark.parametrize(
    ("result", "headline"),
    [("decided_for_consumer", "平台裁决支持您"), ("decided_partly", "平台裁决部分支持您")],
)
def test_an_award_is_told_with_what_by_whom_and_when(client, mediating, zhou, he, now, result, headline):
    case = disputes.fail_mediation(mediating, by=zhou, now=now + HOUR, because=WORD)
    case = refer(case, now + 2 * HOUR)
    write(case, he, now + 3 * HOUR, "商家赔 300 元{}", "300.00")
    disputes.award(case, by=he, now=now + 4 * HOUR, result=result, **RULED)
    page = client.get(f"/p/{token_of(case)}/").content.decode()
    assert "您来选择" not in page
    head = page.split("</section>")[0]
    assert headline in head
    assert "商家赔 300 元{}" in head
    assert "裁决员" in head
    assert day_and_time(now + 4 * HOUR) in head
    assert "您选" not in head


def test_a_dismissal_is_told_with_by_whom_and_when(client, mediating, zhou, he, now):
    case = refer(disputes.fail_mediation(mediating, by=zhou, now=now + HOUR, because=WORD), now + 2 * HOUR)
    disputes.dismiss(case, by=he, now=now + 4 * HOUR, **RULED)
    head = client.get(f"/p/{token_of(case)}/").content.decode().split("</section>")[0]
    assert "平台裁决没有支持您" in head
    assert "裁决员" in head


# Where their day begins


def landing(client, agent):
    client.force_login(agent)
    return client.get("/").content.decode()


def test_the_first_list_holds_what_waits_for_mediator_and_arbiter(client, mediating, wu, zhou, he, mei, now):
    """Scenario 20: whoever has the next word finds the dispute without looking for it."""
    for mediator in (wu, zhou):
        assert mediating.number in landing(client, mediator)
    assert mediating.number not in landing(client, he)
    refer(mediating, mediating.stage_by)
    assert mediating.number in landing(client, he)
    assert mediating.number not in landing(client, zhou)
    assert mediating.number in landing(client, mei)
