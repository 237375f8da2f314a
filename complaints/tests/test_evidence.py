"""Evidence of both sides: the checklist, questions to somebody outside, what stays as it was, the goods' way."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from complaints import rules
from complaints.actions import evidence, inquiries, intake, orders, proposals, routing
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.forms.evidence import AskEvidenceForm, RecordFindingForm
from complaints.lifecycle import Refused
from complaints.models import Complaint, Evidence, LegalRule, Notice, WantedItem
from complaints.roles import System
from complaints.views.board import board_of, custody_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def owned(new_complaint, lin, now):
    """A broken cup, accepted by lin."""
    return intake.accept(new_complaint(), by=lin, now=now)


@pytest.fixture
def shown(client):
    """shown(case, agent): the desk in English."""
    client.cookies["django_language"] = "en"

    def look(case, agent):
        client.force_login(agent)
        return client.get(reverse("complaints:complaint", args=[case.number]))

    return look


def lines_of(response):
    """{(side, title): words} of the board, and {side: tally}."""
    board = response.context["board"]
    lines = {(side.name, line.title): line.words for side in board for line in side.lines}
    return lines, {side.name: side.tally for side in board}


def ask(case, by, now, side="merchant", **more):
    facts = {"side": side, "kind": "statement", "title": "商家的情况说明"} | more
    return inquiries.ask(case, by=by, now=now, **facts)


# --- the checklist (IV-01, IV-10) ---------------------------------------------------------------------------


def test_the_board_says_what_each_side_owes(shown, owned, lin):
    """The code's own items and those of its group; the code's own word counts where both want one thing."""
    assert owned.category_id == "F02"
    lines, tallies = lines_of(shown(owned, lin))
    assert lines["Consumer", "Photos of the outer packing and the label"] == "not asked yet"
    assert lines["Merchant", "Photos of the packing when it left"] == "not asked yet"
    assert lines["Platform", "Tracking record"] == "we bring it"
    assert tallies["Consumer"] == "2 missing"


def test_what_came_was_waived_or_is_asked_is_no_longer_missing(shown, owned, lin, now):
    evidence.add_evidence(owned, by=owned.consumer, now=now, side="consumer", kind="photo", title="碎片")
    evidence.waive_evidence(ask(owned, lin, now, kind="photo"), by=lin, now=now, reason="已有视频")
    ask(owned, lin, now, side="carrier")
    _lines, tallies = lines_of(shown(owned, lin))
    assert tallies["Consumer"] == "1 received · 1 missing"
    assert tallies["Merchant"] == "1 waived"
    assert tallies["Carrier"] == "1 asked"


def test_what_the_order_system_holds_the_platform_need_not_bring(shown, owned, lin, now):
    assert lines_of(shown(owned, lin))[0]["Platform", "Order record"] == "we bring it"
    facts = {"amount": Decimal("168.00"), "tracking_number": "YT1", "received_at": now - DAY}
    orders.take_order_facts(owned, facts, by=System(), now=now)
    lines, tallies = lines_of(shown(owned, lin))
    assert lines["Platform", "Order record"] == "in the order system: D-1001"
    assert lines["Platform", "Tracking record"] == "in the order system: YT1"
    assert tallies["Platform"] == "2 received"


def test_one_click_asks_once(client, owned, lin):
    client.force_login(lin)
    want = WantedItem.objects.get(category="F02", side="merchant")
    url = reverse("complaints:ask_wanted", args=[owned.number])
    assert client.post(url, {"want": want.pk}).status_code == 302
    item = owned.evidence.get()
    assert (item.side, item.kind, item.title, item.status) == ("merchant", "photo", want.name_zh, "asked")
    assert timedelta(hours=23) < item.due_by - item.asked_at <= timedelta(hours=24)
    assert client.post(url, {"want": want.pk}).status_code == 422
    assert owned.evidence.count() == 1


def test_a_line_of_another_category_is_refused(client, owned, lin):
    client.force_login(lin)
    want = WantedItem.objects.get(category="X", kind="chat", side="consumer")
    url = reverse("complaints:ask_wanted", args=[owned.number])
    assert client.post(url, {"want": want.pk}).status_code == 422
    assert not owned.evidence.exists()


def test_the_consumer_is_asked_in_his_language(new_complaint, lin, now):
    case = intake.accept(new_complaint("The cup arrived broken, damaged in transit", language="en"), by=lin, now=now)
    want = WantedItem.objects.get(category="F02", side="consumer")
    assert inquiries.ask_wanted(case, by=lin, now=now, want=want).title == "Video of the unpacking, if there is one"


def test_bringing_it_opens_the_form_filled(client, owned, lin):
    client.force_login(lin)
    want = WantedItem.objects.get(category="F", side="platform", kind="logistics")
    board = board_of(seen(owned), owned.registered_at)
    (line,) = [line for side in board for line in side.lines if line.title == want.name_zh]
    form = client.get(line.add).context["form"]
    assert [form[name].value() for name in ("side", "kind", "title")] == ["platform", "logistics", want.name_zh]


def seen(case):
    """The complaint as the desk loads it, as far as the board looks."""
    case = Complaint.objects.get(pk=case.pk)
    codes = [case.category_id, case.category.parent_id]
    rows = WantedItem.objects.filter(category__in=codes)
    case.kept_records = []
    case.wanted = [
        {"pk": w.pk, "code": w.category_id, "side": w.side, "kind": w.kind, "zh": w.name_zh, "en": w.name_en}
        for w in rows
    ]
    return case


def test_every_group_has_a_checklist_of_both_sides():
    for group in "GFATXPCV":
        sides = set(WantedItem.objects.filter(category=group).values_list("side", flat=True))
        assert {"consumer", "platform"} <= sides, group


# --- questions to somebody outside (IV-05, IV-11) -----------------------------------------------------------


def test_each_side_has_its_time(now):
    assert inquiries.due_of("merchant", now) == now + 24 * HOUR
    assert inquiries.due_of("third_party", now) == now + 3 * DAY
    # Seven days from Monday 16 November, to the end of the day (EXP-28).
    assert inquiries.due_of("carrier", now).isoformat() == "2026-11-23T23:59:59+08:00"
    LegalRule.objects.filter(code="EXP-28").update(effective_to=now.date() - DAY)
    assert inquiries.due_of("carrier", now) == now + 24 * HOUR


def test_the_form_takes_the_time_of_the_side(owned, lin, now):
    facts = {"side": "merchant", "kind": "photo", "title": "出库照片"}
    form = AskEvidenceForm(facts, complaint=owned, by=lin, now=now)
    assert form.is_valid(), form.errors
    assert inquiries.ask(owned, by=lin, now=now, **form.facts()).due_by == now + 24 * HOUR
    opened = AskEvidenceForm(complaint=owned, by=lin, now=now, initial={"side": "merchant"})
    assert opened["due_by"].value().isoformat() == "2026-11-17T10:00:00"


def test_silence_is_reminded_told_and_ended_each_once(owned, lin, zhao, now):
    """A quarter of the time before, at the time, and a quarter after it (IV-05)."""
    item = ask(owned, lin, now)
    told = Notice.objects.filter(channel="in_app")
    sweep(now=now + 17 * HOUR)
    assert not told.filter(event="inquiry_due").exists()
    for at in (now + 18 * HOUR, now + 19 * HOUR):
        sweep(now=at)
    assert [notice.agent for notice in told.filter(event="inquiry_due")] == [lin]
    for at in (now + 24 * HOUR, now + 25 * HOUR):
        sweep(now=at)
    assert {notice.agent for notice in told.filter(event="inquiry_late")} >= {lin, zhao}
    assert told.filter(event="inquiry_late", agent=zhao).count() == 1
    assert fresh(item).status == "asked"
    for at in (now + 30 * HOUR, now + 31 * HOUR):
        sweep(now=at)
    item = fresh(item)
    assert (item.status, item.silent_at, item.chase_at) == ("silent", now + 30 * HOUR, None)
    assert owned.events.filter(verb="end_inquiry").count() == 1
    assert told.filter(event="inquiry_ended", agent=lin).count() == 1


def test_a_late_sweep_ends_it_at_its_true_time(owned, lin, zhao, now):
    item = ask(owned, lin, now)
    sweep(now=now + 5 * DAY)
    assert (fresh(item).status, fresh(item).silent_at) == ("silent", now + 30 * HOUR)
    assert not Notice.objects.filter(event="inquiry_due").exists()
    assert Notice.objects.filter(event="inquiry_late", agent=zhao).count() == 1


def test_an_answer_a_waiver_and_a_closed_case_end_the_following_up(owned, lin, now):
    answered, waived = ask(owned, lin, now), ask(owned, lin, now, side="carrier", due_by=now + DAY)
    evidence.answer_evidence(answered, by=lin, now=now + HOUR, says="出库完好")
    evidence.waive_evidence(waived, by=lin, now=now + HOUR, reason="已能判断")
    sweep(now=now + 5 * DAY)
    assert [fresh(item).status for item in (answered, waived)] == ["received", "waived"]
    assert not Notice.objects.filter(event__startswith="inquiry_").exists()


def test_the_consumer_and_ourselves_are_not_judged_by_silence(owned, lin, now):
    for side in ("consumer", "platform"):
        assert ask(owned, lin, now, side=side).chase_at is None


def test_silence_opens_the_gate_and_stands_in_the_finding(owned, lin, now):
    evidence.add_evidence(owned, by=owned.consumer, now=now, side="consumer", kind="photo", title="碎片")
    item = ask(owned, lin, now)
    Complaint.objects.filter(pk=owned.pk).update(is_contested=True)
    assert not rules.has_both_sides(Complaint.objects.get(pk=owned.pk))
    sweep(now=now + 30 * HOUR)
    assert rules.has_both_sides(Complaint.objects.get(pk=owned.pk))
    form = RecordFindingForm(complaint=owned, by=lin, now=now + 31 * HOUR)
    labels = {value.value: label for value, label in form.fields["items"].choices}
    assert "按现有材料判断" in labels[item.pk]


def test_a_late_answer_counts_until_the_decision(client, owned, lin, now):
    item = ask(owned, lin, now)
    sweep(now=now + 30 * HOUR)
    item = evidence.answer_evidence(item, by=System(), now=now + 32 * HOUR, says="出库时有缓冲")
    assert item.status == "received"


# --- nobody is accused (IV-15) ------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["请证明不是您弄坏的", "是否人为损坏的照片", "Prove that you did not drop it"])
def test_a_reproach_is_refused_at_its_field_and_in_the_action(owned, lin, now, words):
    form = AskEvidenceForm({"side": "consumer", "kind": "photo", "title": words}, complaint=owned, by=lin, now=now)
    assert "title" in form.errors
    with pytest.raises(Refused):
        ask(owned, lin, now, side="consumer", title=words)
    assert not owned.evidence.exists()


def test_a_hint_is_said_once(owned, lin, now):
    facts = {"side": "consumer", "kind": "photo", "title": "请尽快补一张面单照片"}
    first = AskEvidenceForm(facts, complaint=owned, by=lin, now=now)
    assert "尽快" in str(first.errors["title"])
    assert first["hinted"].value() == "1"
    assert AskEvidenceForm(facts | {"hinted": "1"}, complaint=owned, by=lin, now=now).is_valid()


@pytest.mark.parametrize("name", ["name_zh", "name_en"])
def test_our_own_checklist_accuses_nobody(name):
    for words in WantedItem.objects.values_list(name, flat=True):
        assert rules.is_neutral(words), words
        assert not rules.hints_about(words), words


# --- written once (IV-13) -----------------------------------------------------------------------------------


@pytest.fixture
def decided(owned, lin, now):
    """An offer is out that rests on a photo and on the silence of the merchant; the carrier is still asked."""
    evidence.add_evidence(owned, by=owned.consumer, now=now, side="consumer", kind="photo", title="碎片")
    ask(owned, lin, now)
    sweep(now=now + 30 * HOUR)
    ask(owned, lin, now + 30 * HOUR, side="carrier")
    Complaint.objects.filter(pk=owned.pk).update(tier="low", priority="P3")
    case = routing.solve_now(Complaint.objects.get(pk=owned.pk), by=lin, now=now + 31 * HOUR)
    proposals.draft_proposal(
        case,
        by=lin,
        now=now + 31 * HOUR,
        what_we_did="看了照片，问了商家和承运商。",
        reasons="运输途中破损。",
        options=[OptionDraft("全额退款", remedies=[RemedyDraft("refund", Decimal("168.00"))])],
    )
    return proposals.send_proposal(Complaint.objects.get(pk=case.pk), by=lin, now=now + 31 * HOUR)


def test_what_a_sent_decision_rests_on_stays(decided, lin, now):
    photo, silent, asked = (decided.evidence.get(side=side) for side in ("consumer", "merchant", "carrier"))
    assert photo.locked_at == silent.locked_at == now + 31 * HOUR
    assert asked.locked_at is None
    with pytest.raises(Refused, match="决定"):
        evidence.answer_evidence(silent, by=lin, now=now + 32 * HOUR, says="迟到的说明")
    assert evidence.answer_evidence(asked, by=lin, now=now + 32 * HOUR, says="途中破损").status == "received"


@pytest.mark.parametrize(
    "change", [{"says": "改了"}, {"status": "waived", "waived_reason": "不要了"}, {"locked_at": None}, {"sha256": "0"}]
)
def test_the_database_keeps_it_as_it_was(decided, change):
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Evidence.objects.filter(complaint=decided, side="consumer").update(**change)


def test_the_database_deletes_nothing_decided_on(decided):
    item = decided.evidence.get(side="consumer")
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Evidence.objects.filter(pk=item.pk)._raw_delete("default")


def test_it_may_be_disclosed_and_go_over_to_another_complaint(decided, new_complaint, zhao, now):
    master = new_complaint()
    Evidence.objects.filter(complaint=decided, side="merchant").update(disclosure="consumer")
    evidence.pass_on(decided.evidence.all(), master, by=zhao, now=now + 32 * HOUR)
    assert master.evidence.count() == 3


# --- from hand to hand (IV-07) ------------------------------------------------------------------------------


def test_the_way_of_the_goods_tells_the_time_between(new_complaint, lin, now):
    order = {"order_paid_at": now - 8 * DAY, "received_at": now - 3 * DAY - 2 * HOUR, "unboxed_at": now - 3 * DAY}
    case = intake.accept(new_complaint("手机像是用过的", order=order), by=lin, now=now)
    facts = {"side": "platform", "kind": "logistics", "title": "出库称重", "happened_at": now - 6 * DAY}
    evidence.add_evidence(case, by=lin, now=now, **facts)
    stops = custody_of(Complaint.objects.get(pk=case.pk), now)
    assert [stop.what for stop in stops] == ["付款", "出库称重", "签收", "开箱", "投诉"]
    assert [stop.lag for stop in stops] == ["", "48 小时后", "70 小时后", "2 小时后", "72 小时后"]


def test_goods_that_never_came_have_no_way(complaint, now):
    assert custody_of(complaint, now) == []


def fresh(item):
    return Evidence.objects.get(pk=item.pk)
