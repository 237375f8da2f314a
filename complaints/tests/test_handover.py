"""Hand-overs: the pack, fifteen minutes to the second, back to the giver once, many hands, races."""

from datetime import timedelta

import pytest

from complaints import rules
from complaints.actions import contact, evidence, handover, intake, ownership, proposals, routing
from complaints.actions.pack import pack_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.enums import Flag
from complaints.lifecycle import Refused
from complaints.models import Complaint, Handover, Notice
from complaints.progress import page
from complaints.roles import System
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)
SECOND = timedelta(seconds=1)


def minutes(n):
    return timedelta(minutes=n)


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


def told(agent, event):
    return Notice.objects.filter(agent=agent, event=event).count()


@pytest.fixture
def owned(complaint, lin, now):
    Complaint.objects.filter(pk=complaint.pk).update(tier="low", priority="P3")
    return intake.accept(fresh(complaint), by=lin, now=now)


@pytest.fixture
def offer(owned, lin, wang, now):
    return handover.offer_handover(owned, by=lin, now=now, to_agent=wang, reason="load", story="杯子碎了，等照片。")


def hand_over(case, giver, taker, now):
    offered = handover.offer_handover(case, by=giver, now=now, to_agent=taker, reason="load", story="杯子碎了。")
    return handover.take_handover(offered, by=taker, now=now)


# --- the pack


def test_the_pack_collects_itself_from_the_file(owned, lin, now):
    contact.reply(owned, by=lin, now=now + minutes(1), body="您好，已收到。我今晚八点前给您答复，请放心！谢谢。")
    contact.read_emotion(
        fresh(owned), by=lin, now=now, emotion="anger", intensity=4, moment="intake", basis="words", note="语气急"
    )
    due = now + timedelta(days=1)
    facts = {"by": lin, "now": now, "due_by": due}
    evidence.add_evidence(owned, by=lin, now=now, side="consumer", kind="photo", title="破损照片")
    evidence.ask_evidence(owned, side="merchant", kind="logistics", title="出库记录", **facts)
    case = routing.solve_now(fresh(owned), by=lin, now=now + minutes(2))
    offer = [OptionDraft("换一个新的", remedies=[RemedyDraft("exchange", None, "补发")])]
    proposals.draft_proposal(case, by=lin, now=now, options=offer, what_we_did="查了", reasons="运输中碎了")
    case = proposals.send_proposal(fresh(case), by=lin, now=now + minutes(3))
    pack = pack_of(case, now + minutes(4))
    assert len(pack["story"].splitlines()) <= rules.STORY_LINES
    assert pack["story"].startswith(case.title)
    assert "我今晚八点前给您答复，请放心！" in pack["promises"]
    assert "换一个新的" in pack["promises"]
    assert "谢谢" not in pack["promises"]
    assert pack["emotion"].endswith("4/10 语气急")
    consumer, merchant = pack["evidence"].splitlines()
    assert consumer.endswith("破损照片")
    assert merchant.endswith("出库记录")
    assert pack["next_contact_at"] == case.update_by


def test_what_the_giver_leaves_out_is_collected_and_what_he_writes_stays(owned, lin, wang, now):
    contact.reply(owned, by=lin, now=now, body="我保证明天中午前给您结果。")
    one = handover.offer_handover(owned, by=lin, now=now, to_agent=wang, reason="load", story="杯子碎了。", emotion="")
    assert "我保证明天中午前给您结果。" in one.promises
    assert (one.story, one.emotion) == ("杯子碎了。", "")


@pytest.mark.parametrize("story", ["", "一\n二\n三\n四\n五\n六", "长" * 801])
def test_the_story_has_one_to_five_lines(owned, lin, wang, now, story):
    with pytest.raises(Refused):
        handover.offer_handover(owned, by=lin, now=now, to_agent=wang, reason="load", story=story)


@pytest.mark.parametrize("state", ["inactive", "leaving", "no_handler"])
def test_nobody_is_offered_work_who_cannot_have_it(owned, lin, wang, su, now, state):
    to = su if state == "no_handler" else wang
    to.is_active, to.last_day = state != "inactive", now.date() if state == "leaving" else None
    with pytest.raises(Refused) as refused:
        handover.offer_handover(owned, by=lin, now=now, to_agent=to, reason="load", story="杯子碎了。")
    assert str(to) in refused.value.reason


# --- fifteen minutes


def test_it_may_be_taken_in_the_last_second(offer, wang, now):
    sweep(now=now + QUARTER)
    handover.take_handover(offer, by=wang, now=now + QUARTER)
    assert Handover.objects.get().status == "accepted"


def test_a_second_later_it_has_gone_back_although_no_sweep_came(offer, wang, now):
    late = {"by": wang, "now": now + QUARTER + SECOND}
    with pytest.raises(Refused, match="15"):
        handover.take_handover(offer, **late)
    with pytest.raises(Refused, match="15"):
        handover.decline_handover(offer, **late, reason="手上满了")


def test_unanswered_it_goes_back_once_with_its_true_time_and_both_are_told(offer, owned, lin, wang, now):
    sweep(now=now + QUARTER)
    assert Handover.objects.get().status == "offered"
    for hour in (1, 2, 3):
        sweep(now=now + timedelta(hours=hour))
    row = Handover.objects.get()
    assert (row.status, row.answered_at) == ("lapsed", now + QUARTER)
    assert owned.events.filter(verb="lapse_handover").count() == 1
    assert (told(lin, "handover_lapsed"), told(wang, "handover_lapsed")) == (1, 1)
    assert fresh(owned).handler == lin
    again = handover.offer_handover(
        fresh(owned), by=lin, now=now + timedelta(hours=4), to_agent=wang, reason="load", story="还是请你接。"
    )
    assert again.status == "offered"


# --- after it is taken


def test_the_consumer_reads_the_new_alias_and_the_owner_stays(offer, owned, lin, wang, now):
    handover.take_handover(offer, by=wang, now=now + minutes(3))
    case = fresh(owned)
    assert (case.handler, case.owner, case.first_owner) == (wang, lin, lin)
    deeds = [deed.text for deed in page(case, now + minutes(4))["deeds"]]
    assert any(wang.alias in text for text in deeds)
    assert not any(str(wang) in text for text in deeds)


def test_after_the_third_hand_over_a_lead_is_told_and_looks(owned, lin, wang, zhao, now):
    hand_over(owned, lin, wang, now)
    hand_over(fresh(owned), wang, lin, now + minutes(1))
    assert told(zhao, "handed_about") == 0
    assert not Complaint.objects.handed_about().exists()
    hand_over(fresh(owned), lin, wang, now + minutes(2))
    assert told(zhao, "handed_about") == 1
    assert Complaint.objects.handed_about().get() == owned
    with pytest.raises(Refused):
        ownership.look_at_handovers(fresh(owned), by=lin, now=now, reason="没事")
    with pytest.raises(Refused):
        ownership.look_at_handovers(fresh(owned), by=zhao, now=now, reason=" ")
    ownership.look_at_handovers(fresh(owned), by=zhao, now=now + minutes(3), reason="由小王跟到底")
    assert not Complaint.objects.handed_about().exists()
    with pytest.raises(Refused):
        ownership.look_at_handovers(fresh(owned), by=zhao, now=now + minutes(4), reason="再看一次")
    hand_over(fresh(owned), wang, lin, now + minutes(5))
    assert Complaint.objects.handed_about().get() == owned


# --- nobody tells it twice


@pytest.mark.parametrize(
    ("text", "asks_again"),
    [
        ("麻烦提供一下订单号？", True),
        ("请您提供破损的照片。", True),
        ("请问您的诉求是什么？", True),
        ("麻烦您再说一遍经过好吗？", True),
        ("您不用再说一遍，我都看过了。", False),
        ("请您提供开箱视频。", False),
        ("照片我们收到了，谢谢。", False),
    ],
)
def test_what_the_file_holds_is_not_asked_again(new_complaint, lin, now, text, asks_again):
    case = intake.accept(new_complaint(demand_kind="exchange"), by=lin, now=now)
    evidence.add_evidence(case, by=lin, now=now, side="consumer", kind="photo", title="破损照片")
    assert bool(rules.is_not_asked_again(fresh(case), text)) is not asks_again


def test_who_asks_again_in_spite_of_the_hint_is_counted(owned, lin, now):
    contact.reply(owned, by=lin, now=now, body="您好，我来处理。")
    assert Flag.REPEAT_STORY not in fresh(owned).flags
    contact.reply(fresh(owned), by=lin, now=now + minutes(2), body="麻烦提供一下订单号？")
    contact.reply(fresh(owned), by=lin, now=now + minutes(4), body="请提供订单号，谢谢？")
    assert Flag.REPEAT_STORY in fresh(owned).flags
    assert owned.events.filter(verb="repeat_story").count() == 1


# --- all at once


@pytest.mark.django_db(transaction=True)
def test_take_decline_and_time_out_at_once_have_one_winner(new_complaint, lin, wang, now):
    for number in range(20):
        case = intake.accept(new_complaint(order={"order_number": f"T-{number}"}), by=lin, now=now)
        facts = {"by": lin, "now": now, "to_agent": wang, "reason": "load", "story": "杯子碎了。"}
        offer = handover.offer_handover(case, **facts)
        race(
            [
                lambda offer=offer: handover.take_handover(offer, by=wang, now=now + QUARTER),
                lambda offer=offer: handover.decline_handover(offer, by=wang, now=now + QUARTER, reason="忙"),
                lambda offer=offer: handover.lapse_one(offer.pk, by=System(), now=now + QUARTER + SECOND),
                lambda offer=offer: handover.lapse_one(offer.pk, by=System(), now=now + QUARTER + SECOND),
            ]
        )
        ends = case.events.filter(verb__in=["take_handover", "decline_handover", "lapse_handover"])
        row = Handover.objects.get(pk=offer.pk)
        assert ends.count() == 1
        assert row.status in ("accepted", "declined", "lapsed")
        assert (Complaint.objects.get(pk=case.pk).handler == wang) is (row.status == "accepted")
