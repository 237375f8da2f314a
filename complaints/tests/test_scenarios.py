"""The acceptance scenarios of domain.md 8 that the main job carries, under their own numbers, told as stories.

Number 19 (the progress page and its lock) is told in test_progress.py and test_public.py.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from complaints import rules
from complaints.actions import (
    contact,
    disputes,
    evidence,
    feedback,
    handover,
    inquiries,
    intake,
    linking,
    payouts,
    prevention,
    proposals,
    recoveries,
    routing,
    triage,
)
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.enums import Flag
from complaints.forms.decision import what_we_did
from complaints.lifecycle import Refused
from complaints.models import ClockMark, Complaint, Department, Notice, Payout
from complaints.views.board import custody_of

pytestmark = pytest.mark.django_db


def hours(n):
    return timedelta(hours=n)


def minutes(n):
    return timedelta(minutes=n)


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


def refund(amount, title="全额退款", *more):
    return OptionDraft(title, remedies=[RemedyDraft("refund", Decimal(amount)), *more])


def write(case, by, now, *options, **more):
    facts = {"what_we_did": "查了物流和温控记录，问了仓库。", "reasons": "运输途中制冷故障，与签收无关。"} | more
    return proposals.draft_proposal(case, by=by, now=now, options=list(options), **facts)


@pytest.fixture
def prawns(new_complaint, now):
    """Chilled prawns, delivered 26 hours late, and they stink."""
    return new_complaint(
        "两盒冰鲜虾晚到26小时，打开臭了，虾头发黑。",
        at=now,
        order={"order_amount": Decimal("168.00"), "product": "冰鲜南美白虾", "carrier": "冷链快线"},
    )


def test_scenario_01_spoiled_fresh_food_first_refusal(prawns, lin, zhou, now):
    assert (prawns.priority, prawns.category_id[0]) == ("P1", "G") or prawns.category_id == "F08"
    case = intake.accept(prawns, by=lin, now=now + minutes(5))
    with pytest.raises(Refused):
        contact.reply(case, by=lin, now=now + minutes(6), body="您好，签收后变质不在赔付范围内，请您理解。")
    assert not case.messages.exists()
    routing.dispatch(
        case, by=lin, now=now + minutes(20), department=Department.objects.get(pk="QUALITY"), reason="疑似变质"
    )
    case = routing.start(fresh(case), by=lin, now=now + minutes(30))
    evidence.record_finding(
        case,
        by=lin,
        now=now + hours(1),
        party="carrier",
        share=100,
        grounds="温控记录断了一夜",
        root_cause="transport",
        is_contested=False,
        rule_note="售后规则 2026-03 版",
    )
    case = routing.finish_check(fresh(case), by=lin, now=now + hours(1))
    write(case, lin, now, OptionDraft("不赔"), refuses_wish=True, alternatives="")
    with pytest.raises(Refused):
        proposals.send_proposal(fresh(case), by=lin, now=now + hours(1))
    write(case, lin, now + hours(1), refund("168.00", "退款并道歉", RemedyDraft("apology")))
    case = proposals.ask_review(fresh(case), by=lin, now=now + hours(1))
    case = proposals.approve_proposal(case, by=zhou, now=now + hours(2))
    option = case.proposals.first().options.get()
    case = proposals.choose_option(case, by=case.consumer, now=now + hours(3), option=option)
    money, apology = option.remedies.order_by("pk")
    payout = payouts.propose_payout(
        case,
        by=lin,
        now=now + hours(3),
        amount=Decimal("168.00"),
        kind="refund",
        reason="变质",
        idempotency_key="s1",
        remedy=money,
    )
    assert (payout.state, payout.basis) == ("approved", "review")
    payouts.mark_paid(payout, by=lin, now=now + hours(4), reference="B-168")
    proposals.carry_out_remedy(apology, by=lin, now=now + hours(4), proof="电话致歉")
    recovery = recoveries.open_recovery(
        Payout.objects.get(pk=payout.pk),
        by=lin,
        now=now + hours(4),
        party="carrier",
        amount=Decimal("168.00"),
        grounds="制冷故障",
    )
    assert recovery.party == "carrier"
    assert proposals.resolve(fresh(case), by=lin, now=now + hours(5)).state == "resolved"


def test_scenario_03_thirty_minutes_and_two_hours(complaint, lin, zhao, now):
    """Registered at 10:00; the lead is warned at 10:24, the breach stands at 10:30, dispatch ends at 12:00."""
    sweep(now=now + minutes(23))
    assert not ClockMark.objects.filter(clock="respond", mark="warn_80").exists()
    sweep(now=now + minutes(31))
    marks = {m.mark: m.at for m in ClockMark.objects.filter(clock="respond")}
    assert marks["warn_80"] == now + minutes(24)
    assert marks["breach"] == now + minutes(30)
    warned = Notice.objects.filter(agent=zhao, event="clock", context__mark="warn_80", context__clock="respond")
    assert warned.count() == 1
    case = intake.accept(complaint, by=lin, now=now + minutes(40))
    desk = Department.objects.get(pk="LOGISTICS")
    routing.dispatch(case, by=lin, now=now + minutes(119), department=desk)
    sweep(now=now + hours(3))
    assert not ClockMark.objects.filter(clock="dispatch", mark="breach").exists()


def test_scenario_03_dispatch_at_two_hours_and_a_minute_is_missed(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now + minutes(40))
    routing.dispatch(case, by=lin, now=now + minutes(121), department=Department.objects.get(pk="LOGISTICS"))
    sweep(now=now + hours(3))
    assert ClockMark.objects.get(clock="dispatch", mark="breach").at == now + hours(2)


def test_scenario_04_second_hand_phone_claim(new_complaint, lin, now):
    """Sealed from the warehouse to the door, 72 hours unpacked: shown, not reproached; the consumer takes it back."""
    order = {"product": "手机", "received_at": now - hours(73), "unboxed_at": now - hours(72)}
    case = intake.accept(new_complaint("手机像是用过的二手机", order=order), by=lin, now=now)
    with pytest.raises(Refused):
        inquiries.ask(case, by=lin, now=now, side="consumer", kind="photo", title="请证明不是您用过的")
    asked = inquiries.ask(case, by=lin, now=now, side="consumer", kind="photo", title="封条和机身的照片")
    evidence.answer_evidence(asked, by=case.consumer, now=now + minutes(20), says="封条完整")
    sealed = {"kind": "video", "title": "视频连线出示的封条", "happened_at": now - hours(80)}
    evidence.add_evidence(case, by=lin, now=now + hours(1), side="platform", **sealed)
    lags = {stop.what: stop.lag for stop in custody_of(fresh(case), now + hours(1))}
    assert lags == {"视频连线出示的封条": "", "签收": "7 小时后", "开箱": "1 小时后", "投诉": "72 小时后"}
    Complaint.objects.filter(pk=case.pk).update(is_contested=True)
    assert rules.has_both_sides(fresh(case))
    case = feedback.withdraw(fresh(case), by=case.consumer, now=now + hours(2), because="看到封条，是我弄错了")
    assert case.state == "withdrawn"
    assert feedback.undo_withdraw(case, by=case.consumer, now=now + hours(49)).state == "accepted"


def test_scenario_05_keyword_priority(new_complaint):
    broken = new_complaint("收到的杯子破损")
    assert (broken.category_id, broken.priority, broken.matched_words) == ("F02", "P2", ["破损"])
    quoted = new_complaint("商家说绝对不是假货,包装有点皱")
    assert quoted.category_id != "G03"
    assert Flag.CHECK in quoted.flags


def test_scenario_06_promise_of_two_hours(new_complaint, client, cast):
    nine = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
    case = new_complaint("快递三天没动", at=nine, email="lu@example.com")
    receipt = Notice.objects.get(complaint=case, event="received", channel="mail")
    assert datetime.fromisoformat(receipt.context["dispatch_by"]) == nine + hours(2)
    sweep(now=nine + hours(2))
    assert ClockMark.objects.get(complaint=case, clock="dispatch", mark="breach").at == nine + hours(2)
    apology = Notice.objects.get(complaint=case, event="late", channel="mail", context__clock="dispatch")
    assert datetime.fromisoformat(apology.context["new_date"]) > nine + hours(2)


def test_scenario_07_front_line_500(complaint, new_complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    numbers = iter("abcdefgh")

    def pay(on, amount):
        return payouts.propose_payout(
            on, by=lin, now=now, amount=Decimal(amount), kind="goodwill", reason="补偿", idempotency_key=next(numbers)
        )

    assert pay(case, "380.00").state == "approved"
    over = pay(case, "120.01")
    assert over.state == "proposed"
    payouts.cancel(over, by=lin, now=now, reason="改小")
    second = intake.accept(new_complaint("同一单又来一件"), by=lin, now=now)
    waiting = pay(second, "200.00")
    assert (waiting.state, waiting.rung.roles) == ("proposed", ["lead"])
    assert Notice.objects.filter(event="splitting").exists()
    payouts.cancel(waiting, by=lin, now=now, reason="改小")
    assert pay(case, "120.00").state == "approved"


def test_scenario_08_medium_plan_in_48_hours(complaint, lin, zhou, zhao, now):
    """Medium at Monday 10:00, sent back on Tuesday, approved on Wednesday 09:50: met. The author never approves."""
    case = intake.accept(complaint, by=lin, now=now - hours(1))
    case = triage.set_tier(case, by=lin, now=now, tier="medium", reason="质量争议")
    assert case.plan_by <= now + hours(48)
    desk = Department.objects.get(pk="MERCHANT")
    case = routing.dispatch(case, by=lin, now=now, department=desk, reason="要商家举证")
    case = routing.start(case, by=lin, now=now + hours(2))
    evidence.record_finding(
        case,
        by=lin,
        now=now + hours(3),
        party="merchant",
        share=100,
        grounds="批次瑕疵",
        root_cause="product",
        is_contested=False,
        rule_note="售后规则 2026-03 版",
    )
    case = routing.finish_check(fresh(case), by=lin, now=now + hours(4))
    write(case, lin, now + hours(5), refund("100.00"))
    with pytest.raises(Refused):
        proposals.send_proposal(fresh(case), by=lin, now=now + hours(5))
    case = proposals.ask_review(fresh(case), by=lin, now=now + hours(5))
    with pytest.raises(Refused):
        proposals.return_proposal(case, by=zhou, now=now + hours(20), review_note="不够")
    case = proposals.return_proposal(case, by=zhou, now=now + hours(24), review_note="请补上仓库的出库检验记录。")
    write(case, lin, now + hours(30), refund("168.00"))
    case = proposals.ask_review(fresh(case), by=lin, now=now + hours(30))
    with pytest.raises(Refused):
        proposals.approve_proposal(case, by=lin, now=now + hours(31))
    case = proposals.approve_proposal(case, by=zhou, now=now + hours(47) + minutes(50))
    assert case.state == "awaiting_consumer"
    assert case.planned_at <= now + hours(48)
    sweep(now=now + hours(50))


def test_scenario_14_out_of_warranty_refusal(new_complaint, lin, now):
    case = intake.accept(new_complaint("耳机用了一年半坏了，要免费修", order={"order_number": "W"}), by=lin, now=now)
    with pytest.raises(Refused):
        contact.reply(case, by=lin, now=now, body="不行")
    Complaint.objects.filter(pk=case.pk).update(tier="low", priority="P3", plan_by=now + hours(24))
    case = routing.solve_now(fresh(case), by=lin, now=now)
    write(case, lin, now, OptionDraft("不免费维修"), reasons="不行", refuses_wish=True, alternatives="")
    with pytest.raises(Refused):
        proposals.send_proposal(fresh(case), by=lin, now=now)
    write(
        case,
        lin,
        now,
        OptionDraft("八折换新", remedies=[RemedyDraft("discount", detail="同款八折")]),
        reasons="保修一年，2026-05-01 已满；现在是第十八个月。",
        rule_note="商品页保修条款，自签收起一年",
        refuses_wish=True,
        alternatives="同款新品八折；也可向消费者协会或 12315 求助。",
    )
    assert proposals.send_proposal(fresh(case), by=lin, now=now).state == "awaiting_consumer"


def test_scenario_15_told_what_we_did(new_complaint, lin, now):
    """Three inspection bodies were asked: the letter's first draft names each with its day, and is never empty."""
    case = intake.accept(new_complaint("怀疑手机是翻新的", order={"order_number": "P"}), by=lin, now=now)
    for day, body in enumerate(("华测检验所", "信达鉴定中心", "城北质检站"), start=1):
        at = now + timedelta(days=day)
        inquiries.ask_inspection(case, by=lin, now=at, body=body, title="翻新检验", due_by=at + timedelta(days=5))
    told = what_we_did(case)
    for day, body in (("11-17", "华测检验所"), ("11-18", "信达鉴定中心"), ("11-19", "城北质检站")):
        assert [line for line in told.splitlines() if day in line and body in line]
    Complaint.objects.filter(pk=case.pk).update(tier="low", priority="P3")
    case = routing.solve_now(fresh(case), by=lin, now=now + timedelta(days=6))
    write(case, lin, now + timedelta(days=6), OptionDraft("道歉"), what_we_did="  ")
    with pytest.raises(Refused):
        proposals.send_proposal(fresh(case), by=lin, now=now + timedelta(days=6))
    write(case, lin, now + timedelta(days=6), OptionDraft("道歉"), what_we_did=told)
    assert proposals.send_proposal(fresh(case), by=lin, now=now + timedelta(days=6)).state == "awaiting_consumer"


def test_scenario_16_no_retelling(new_complaint, lin, gao, now):
    case = intake.accept(new_complaint("退货取件没人来", order={"product": "落地灯"}), by=lin, now=now)
    offered = handover.offer_handover(
        case,
        by=lin,
        now=now,
        to_agent=gao,
        reason="skill",
        story="取件单一直没派，已答应今晚前给答复。",
        promises="今晚 20:00 前答复",
        emotion="焦急 5/10",
        next_contact_at=now + hours(8),
    )
    handover.take_handover(offered, by=gao, now=now + minutes(10))
    case = fresh(case)
    assert (case.handler, case.first_owner, case.owner) == (gao, lin, lin)
    assert case.handovers.get().story
    assert not rules.is_not_asked_again(case, "麻烦提供一下订单号？")
    told = Notice.objects.get(complaint=case, event="new_handler", channel="page")
    assert told.context["alias"] == gao.alias


def test_scenario_20_rejects_mediation_arbitration(client, new_complaint, lin, zhou, he, now):
    case = intake.accept(new_complaint("沙发皮面开裂，要赔300", demand_amount=Decimal("300")), by=lin, now=now)
    Complaint.objects.filter(pk=case.pk).update(tier="low", priority="P3")
    case = routing.solve_now(fresh(case), by=lin, now=now)
    write(case, lin, now, OptionDraft("补偿 60 元", remedies=[RemedyDraft("compensation", Decimal("60.00"))]))
    case = proposals.send_proposal(fresh(case), by=lin, now=now)
    case = disputes.ask_mediation(case, by=case.consumer, now=now + hours(2), because="60 元连搬运费都不够")
    assert case.state == "mediation"
    # Five working days from Monday noon: the next Monday noon.
    assert case.stage_by.date() == date(2026, 11, 23)
    case = disputes.refer_to_arbitration(case, by=case.consumer, now=case.stage_by, because="谈不拢，同意由平台裁决")
    write(
        case, he, now + hours(1), OptionDraft("商家赔 300 元", remedies=[RemedyDraft("compensation", Decimal("300"))])
    )
    with pytest.raises(Refused):
        disputes.award(fresh(case), by=he, now=now, reasons="", rule_version="", both_heard=False)
    assert not rules.may_arbitrate(fresh(case), lin)
    case = disputes.award(
        fresh(case),
        by=he,
        now=case.stage_by - hours(1),
        reasons="质检报告证明框架断裂，商家违约。",
        rule_version="纠纷规则 2026-03 版",
        both_heard=True,
    )
    assert case.state == "executing"
    Complaint.objects.filter(pk=case.pk).update(stage_at=now)  # the story lies ahead of the clock of the page
    page = client.get(f"/p/{token_of(case)}/").content.decode()
    assert "平台裁决给您" in page
    assert "您选择了" not in page
    told = Notice.objects.get(complaint=case, event="awarded", channel="page")
    assert told.context["reasons"]
    ruling = case.disputes.get(kind="arbitration")
    assert (ruling.officer, ruling.result) == (he, "decided_for_consumer")


def test_withdrawal_by_an_agent_needs_proof(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    with pytest.raises(Refused):
        feedback.withdraw(case, by=lin, now=now, because="客服代撤")
    case = feedback.withdraw(case, by=case.consumer, now=now, because="已经收到补发")
    assert feedback.undo_withdraw(case, by=case.consumer, now=now + hours(47)).state == "accepted"
    case = feedback.withdraw(fresh(case), by=case.consumer, now=now, because="已经收到补发")
    with pytest.raises(Refused):
        feedback.undo_withdraw(case, by=case.consumer, now=now + hours(49))


def test_five_linked_complaints_are_a_mass_case(new_complaint, lin, now):
    """Each of the five becomes high tier, and its report is due twelve hours after the fifth was linked."""
    first, *others = [
        intake.accept(new_complaint("面霜用了脸上起疹", order={"order_number": f"M-{n}"}), by=lin, now=now)
        for n in range(5)
    ]
    for other in others[:-1]:
        linking.link(first, other, by=lin, now=now, reason="同一批面霜")
    assert Flag.MASS not in fresh(first).flags
    linking.link(first, others[-1], by=lin, now=now + hours(1), reason="同一批面霜")
    for case in (first, *others):
        case = fresh(case)
        assert (case.tier, Flag.MASS in case.flags) == ("high", True)
        assert case.plan_by <= now + hours(13)


def test_scenario_13_retired_teacher(new_complaint, lin, now):
    """She wants to be heard, no money: no coupon goes out before the call; it ends well without a cent."""
    case = new_complaint("我教了三十年书，请你们认真听我说完，不要钱。", demand_kind="be_heard", phone="13800001234")
    case = intake.accept(case, by=lin, now=now)
    contact.read_emotion(case, by=lin, now=now, emotion="grievance", intensity=3, moment="start", basis="words")
    case = routing.solve_now(fresh(case), by=lin, now=now)
    coupon = OptionDraft("优惠券", remedies=[RemedyDraft("coupon", Decimal("20"), "满 50 减 20")])
    write(case, lin, now, coupon)
    with pytest.raises(Refused) as refused:
        proposals.send_proposal(fresh(case), by=lin, now=now)
    assert "call" in str(refused.value) or "听" in str(refused.value)
    contact.hear_consumer(fresh(case), by=lin, now=now + minutes(20), body="听她讲了二十分钟：客服三次打断她。")
    write(fresh(case), lin, now + minutes(30), OptionDraft("当面道歉", remedies=[RemedyDraft("apology", None, "书面")]))
    case = proposals.send_proposal(fresh(case), by=lin, now=now + minutes(30))
    option = case.proposals.get(sent_at__isnull=False).options.get()
    case = proposals.choose_option(fresh(case), by=case.consumer, now=now + hours(1), option=option)
    proposals.carry_out_remedy(option.remedies.get(), by=lin, now=now + hours(2), proof="道歉信")
    case = proposals.resolve(fresh(case), by=lin, now=now + hours(2))
    assert case.state == "resolved"
    assert not Payout.objects.filter(complaint=case).exists()
    feedback.answer_survey(case, by=case.consumer, now=now + hours(3), satisfaction=5, felt_heard=True)
    case = feedback.close(fresh(case), by=lin, now=now + hours(3))
    assert case.closing_code == "accepted_nonmoney"


def test_scenario_22_late_electronics_with_silent_tracking(new_complaint, lin, zhou, now):
    """Carrier asked with the law's seven days, apology and voucher within the limit, news every day, then training."""
    facts = {"order_amount": Decimal("2399.00"), "product": "平板电脑", "carrier": "飞捷", "tracking_number": "FJ-22"}
    case = new_complaint("平板五天没有物流更新，查不到物流，还没收到货，很着急。", at=now, order=facts)
    assert {case.category_id, *case.secondary_codes} & {"F01", "F05"}
    case = intake.accept(case, by=lin, now=now + minutes(5))
    asked = inquiries.ask(case, by=lin, now=now + minutes(10), side="carrier", kind="logistics", title="包裹现在在哪")
    assert (asked.due_by - now).days in (6, 7)
    case = fresh(case)
    assert case.update_by <= now + hours(24) + minutes(10)
    contact.reply(case, by=lin, now=now + hours(20), body="承运商答复：包裹在分拨中心，明天 18:00 前再告诉您。")
    assert fresh(case).update_by > now + hours(24)
    sweep(now=now + hours(45))
    assert ClockMark.objects.filter(complaint=case, clock="update", mark="breach").count() == 1
    if fresh(case).tier == "low":
        routing.solve_now(fresh(case), by=lin, now=now + hours(46))
    offer = OptionDraft(
        "道歉并送券", remedies=[RemedyDraft("apology"), RemedyDraft("coupon", Decimal("50.00"), "无门槛券")]
    )
    write(fresh(case), lin, now + hours(46), offer)
    case = proposals.send_proposal(fresh(case), by=lin, now=now + hours(46))
    option = case.proposals.get(sent_at__isnull=False).options.get()
    case = proposals.choose_option(case, by=case.consumer, now=now + hours(47), option=option)
    payout = payouts.propose_payout(
        case,
        by=lin,
        now=now + hours(47),
        kind="goodwill",
        amount=Decimal("50.00"),
        reason="物流停滞致歉",
        idempotency_key="s22",
        remedy=option.remedies.get(kind="coupon"),
    )
    assert payout.state == "approved"
    action = prevention.plan_action(
        [fresh(case)],
        by=lin,
        now=now + hours(48),
        title="物流停滞话术培训",
        because="三天没有主动告知",
        owner=zhou,
        due_by=now + timedelta(days=14),
        kind="preventive",
        lesson="坐席培训：物流停滞要主动告知",
        category=case.category,
    )
    assert action.complaints.get() == case
