"""One-pays-ten: legal answers before anything of the claim is paid or closed (CL-17, DP-11, scenario 17)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from complaints.actions import evidence, feedback, intake, merging, payouts, proposals, routing, tasks, triage
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.enums import TaskState
from complaints.lifecycle import Refused, why_not
from complaints.models import Complaint, LegalRule, Notice, Payout, Task
from complaints.reports.ceilings import ceilings_of
from complaints.rules import claims_multiple, has_gate_answered, promised_times

pytestmark = pytest.mark.django_db

WORDS = "页面写着假一赔十,199 元的耳机拿去专柜验是假的,要求按承诺赔十倍。"


@pytest.fixture
def fake(new_complaint, lin, now):
    """A fake of ¥199 whose listing promised ten for one."""
    case = new_complaint(WORDS, order={"order_amount": Decimal("199.00"), "product": "蓝牙耳机"})
    return intake.accept(case, by=lin, now=now)


@pytest.fixture
def gate(fake):
    return Task.objects.get(complaint=fake)


def claim(case, by, now):
    facts = {"amount": Decimal("1990.00"), "kind": "statutory", "reason": "假一赔十"}
    return payouts.propose_payout(case, by=by, now=now, idempotency_key="clause", **facts)


def answer(gate, by, now):
    """The owner brings the listing, legal answers."""
    item = gate.complaint.evidence.get(kind="listing")
    evidence.answer_evidence(item, by=gate.complaint.owner, now=now, says="商品页快照:假一赔十,下单前一日抓取。")
    return tasks.answer_task(gate, by=by, now=now, answer="承诺成立,可按 10 倍支持,上限 1,990 元。")


def test_scenario_17_one_pays_ten(fake, gate, lin, chen, fang, now):
    assert (gate.kind, gate.is_gate, gate.department_id, gate.promised_times) == ("legal", True, "LEGAL", 10)
    assert Notice.objects.filter(agent=fang, event="task_asked").count() == 1
    assert fake.evidence.get(kind="listing").status == "asked"

    promise, fraud = ceilings_of(fake, gate.promised_times)
    assert (promise.kind, promise.amount) == ("promise", Decimal("1990.00"))
    assert (fraud.kind, fraud.amount, fraud.floor.value) == ("fraud", Decimal("597.00"), Decimal("500.00"))
    assert not fraud.is_below_floor
    assert not Payout.objects.exists()  # the calculator pays nothing

    with pytest.raises(Refused):
        claim(fake, lin, now)
    assert not has_gate_answered(fake)
    with pytest.raises(Refused):  # legal judges by the listing
        tasks.answer_task(gate, by=fang, now=now, answer="承诺成立。")
    answer(gate, fang, now)

    payout = claim(fake, lin, now)
    assert payout.state == "proposed"
    payout = payouts.approve(payout, by=chen, now=now)
    assert (payout.state, payout.endorsed_by) == ("proposed", chen)
    payout = payouts.approve(payout, by=fang, now=now)
    assert (payout.state, payout.approved_by) == ("approved", fang)


def test_the_floor_is_shown_beside_a_small_multiple(fake):
    fake.order_amount = Decimal("99.00")
    _promise, fraud = ceilings_of(fake, 10)
    assert (fraud.amount, fraud.floor.value, fraud.is_below_floor) == (Decimal("297.00"), Decimal("500.00"), True)


def test_the_rule_of_the_day_of_the_order_counts(fake, now):
    rule = LegalRule.objects.get(code="CPL-55")
    LegalRule.objects.filter(pk=rule.pk).update(effective_to=now.date())
    LegalRule.objects.create(
        code="CPL-55", law=rule.law, article="55", value=5, unit="times", effective_from=now.date().replace(day=28)
    )
    assert ceilings_of(fake)[0].times == 3


def test_without_a_price_there_is_nothing_to_reckon(fake):
    fake.order_amount = None
    assert ceilings_of(fake, 10) == []


def test_no_case_is_closed_before_legal_has_answered(fake, gate, fang, now):
    assert "法务" in has_gate_answered(fake).why or "legal" in has_gate_answered(fake).why
    answer(gate, fang, now)
    assert has_gate_answered(type(fake).objects.get(pk=fake.pk))


@pytest.mark.usefixtures("english")
def test_only_legal_answers_and_lifts_the_gate(gate, lin, zhao, fang, now):
    assert why_not(gate, "answer_task", zhao, now) == "It waits for Legal."
    assert why_not(gate, "waive_task", lin, now) == "Only legal lifts the gate of a clause claim."
    assert why_not(gate, "return_task", fang, now) == "Legal's word on a clause is not returned: answer it."
    tasks.waive_task(gate, by=fang, now=now, because="消费者改为只要求退款。")
    assert has_gate_answered(gate.complaint)


def test_a_gate_set_by_hand_opens_once(new_complaint, lin, now):
    case = intake.accept(new_complaint(), by=lin, now=now)
    assert not Task.objects.exists()
    for _twice in range(2):
        triage.raise_flag(case, by=lin, now=now, flag="legal_clause", reason="电话里要求假一赔十")
    assert Task.objects.get().is_gate


def test_a_gate_goes_on_with_the_master(new_complaint, fake, gate, zhao, now):
    """The duplicate's gate falls with it; its claim is the master's now."""
    master = new_complaint("耳机一只不响,要求处理。", order={"order_amount": Decimal("199.00")})
    merging.merge(fake, by=zhao, now=now, master=master, reason="同一订单")
    states = dict(Task.objects.values_list("complaint", "state"))
    assert states == {fake.pk: TaskState.CANCELLED, master.pk: TaskState.OPEN}


def test_a_gate_that_fell_with_a_withdrawn_case_stands_for_nothing(fake, gate, now):
    feedback.withdraw(fake, by=fake.consumer, now=now, because="算了")
    assert Task.objects.get().state == TaskState.CANCELLED
    feedback.undo_withdraw(fake, by=fake.consumer, now=now)
    with pytest.raises(Refused):
        claim(type(fake).objects.get(pk=fake.pk), fake.owner, now)


@pytest.mark.parametrize(
    ("words", "times", "claimed"),
    [
        ("假一赔十", 10, True),
        ("承诺假一罚三,你们认不认", 3, True),
        ("假 1 赔 10", 10, True),
        ("fake-one-pay-ten was promised", 10, True),
        ("The listing promised ten times the price back if fake", 10, True),
        ("页面承诺假货十倍赔付", 10, True),
        ("退一赔三", None, True),
        ("要求三倍赔偿", None, True),
        ("退款,再赔十倍", None, True),
        ("triple damages please", None, True),
        ("你们这是违法的", None, False),
        ("东西是假的,退款", None, False),
        ("假一赔万", None, False),
    ],
)
def test_words_of_a_promise(words, times, claimed):
    assert (promised_times(words), claims_multiple(words)) == (times, claimed)


def test_the_gates_page_shows_the_ceilings(client, gate, fang):
    client.force_login(fang)
    page = client.get(f"/tasks/{gate.pk}/").content.decode()
    assert "¥1,990.00" in page
    assert "¥597.00" in page
    assert "¥500.00" in page


def test_an_offer_that_runs_out_does_not_close_over_legals_head(new_complaint, lin, fang, now):
    case = routing.solve_now(intake.accept(new_complaint(), by=lin, now=now), by=lin, now=now)
    options = [OptionDraft("补发", remedies=[RemedyDraft("redeliver")])]
    proposals.draft_proposal(case, by=lin, now=now, what_we_did="查了仓库。", reasons="发错了货。", options=options)
    case = proposals.send_proposal(case, by=lin, now=now)
    gate = tasks.open_gate(case, now=now)
    later = now + timedelta(days=30)
    sweep(now=later)
    assert Complaint.objects.get(pk=case.pk).state == "awaiting_consumer"
    answer(gate, fang, later)
    sweep(now=later + timedelta(minutes=15))
    case = Complaint.objects.get(pk=case.pk)
    assert (case.state, case.closing_code) == ("closed", "no_answer")
