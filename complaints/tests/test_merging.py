"""One matter told twice: merged into the number that goes on, and taken apart again; linked, untied, split."""

from datetime import timedelta

import pytest

from complaints.actions import disputes, eligibility, evidence, intake, linking, merging, proposals, routing
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import ClockMark, Complaint, Evidence, Notice, Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
WHY = "同一人同一单，电话又登记了一次"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


@pytest.fixture
def web(new_complaint, now):
    """First on the web, at ten."""
    return new_complaint("虾臭了，要求退款", at=now)


@pytest.fixture
def phone(new_complaint, lin, now):
    """The same by phone, an hour later: lin took the call and owns it."""
    case = new_complaint("虾臭了，要求退款", at=now + HOUR, channel="phone", by=lin)
    return intake.accept(case, by=lin, now=now + HOUR)


# Merging


def test_duplicate_by_phone_and_web_keeps_the_earliest_clock(web, phone, zhao, now):
    """The extra scenario of domain.md 8: the web form was first, the phone call goes on with its clocks."""
    first = fresh(web)
    merging.merge(web, by=zhao, now=now + 2 * HOUR, master=phone, reason=WHY)
    master = fresh(phone)
    assert fresh(web).state == "merged"
    assert master.plan_by == first.plan_by < phone.plan_by
    assert (master.respond_by, master.redline_by) == (first.respond_by, first.redline_by)
    assert master.first_contact_at == first.first_contact_at


def test_highest_tier_and_flags_go_over(new_complaint, phone, zhao, now):
    grave = new_complaint("虾臭了，孩子吃了上吐下泻送医院", at=now + HOUR)
    assert grave.tier == "high"
    merging.merge(grave, by=zhao, now=now + 2 * HOUR, master=phone, reason=WHY)
    master = fresh(phone)
    assert (master.tier, master.priority) == ("high", "P1")
    assert set(grave.flags) <= set(master.flags)


def test_what_was_answered_in_time_is_no_breach_of_the_other(new_complaint, phone, web, lin, zhao, now):
    """The web form was answered in its half hour: the call that takes over its clock owes no second answer."""
    from complaints.actions import contact

    answered = intake.accept(web, by=lin, now=now)
    contact.reply(answered, by=lin, now=now + timedelta(minutes=10), body="陆女士您好，我来查，今天三点前答复您。")
    merging.merge(web, by=zhao, now=now + HOUR, master=phone, reason=WHY)
    sweep(now=now + 3 * HOUR)
    assert fresh(phone).responded_at == now + timedelta(minutes=10)
    assert not ClockMark.objects.filter(complaint=phone, clock="respond", mark="breach").exists()


def test_both_numbers_stay_valid_and_the_old_link_leads_on(client, web, phone, zhao, now):
    merging.merge(web, by=zhao, now=now, master=phone, reason=WHY)
    page = client.get(f"/p/{token_of(web)}/", follow=True)
    assert page.redirect_chain == [(f"/p/{token_of(phone)}/", 302)]
    assert web.number in page.content.decode()
    assert phone.number in page.content.decode()
    answer = client.post(f"/p/{token_of(web)}/hear-consumer/", {"body": "还没有消息"})
    assert answer["Location"] == f"/p/{token_of(phone)}/"
    client.force_login(zhao)
    assert phone.number in client.get(f"/complaints/{web.number}/").content.decode()


def test_a_running_dispute_ends_and_resumes(new_complaint, phone, lin, zhao, now):
    case = mediated(new_complaint("虾臭了，要求退款", at=now), lin, now)
    left = fresh(case)
    merging.merge(case, by=zhao, now=now + HOUR, master=phone, reason=WHY)
    assert case.disputes.get().result == "left"
    back = merging.undo_merge(case, by=zhao, now=now + DAY, reason="其实是两件事")
    assert (back.state, back.stage_by, back.stage_at) == ("mediation", left.stage_by, left.stage_at)
    dispute = case.disputes.get()
    assert (dispute.closed_at, dispute.result, dispute.due_by) == (None, "", left.stage_by)


def mediated(case, lin, now):
    """A complaint whose offer was rejected: the mediation runs."""
    case = intake.accept(case, by=lin, now=now)
    Complaint.objects.filter(pk=case.pk).update(tier="low", priority="P3", flags=[])
    case = routing.solve_now(case, by=lin, now=now)
    option = OptionDraft("补发", remedies=[RemedyDraft("redeliver")])
    words = {"what_we_did": "查了冷链记录。", "reasons": "运输途中断冷。"}
    proposals.draft_proposal(case, by=lin, now=now, options=[option], **words)
    case = proposals.send_proposal(case, by=lin, now=now)
    return disputes.ask_mediation(case, by=case.consumer, now=now, because="不够")


def test_open_questions_go_over_and_are_answered_there(web, phone, lin, zhao, now):
    item = evidence.ask_evidence(
        web, by=lin, now=now, side="merchant", kind="logistics", title="出库温度单", due_by=now + DAY
    )
    merging.merge(web, by=zhao, now=now, master=phone, reason=WHY)
    item = Evidence.objects.get(pk=item.pk)
    assert item.complaint == phone
    evidence.answer_evidence(item, by=lin, now=now + HOUR, says="出库 1.2 度")
    merging.undo_merge(web, by=zhao, now=now + 2 * HOUR, reason="其实是两件事")
    item = Evidence.objects.get(pk=item.pk)
    assert (item.complaint, item.status) == (web, "received")


def test_a_proposed_refusal_falls(web, phone, lin, zhao, now):
    eligibility.propose_refusal(web, by=lin, now=now, reason_code="other", letter="重复登记。", routes=["12315"])
    merging.merge(web, by=zhao, now=now, master=phone, reason=WHY)
    assert Refusal.objects.get().dropped_at == now


@pytest.mark.parametrize("state", ["awaiting_consumer", "executing", "external"])
def test_the_one_that_holds_our_word_is_not_the_one_that_ends(web, phone, zhao, lin, now, state):
    intake.accept(web, by=lin, now=now)
    Complaint.objects.filter(pk=web.pk).update(state=state)
    with pytest.raises(Refused, match="merge the other one"):
        merging.merge(web, by=zhao, now=now, master=phone, reason=WHY)
    merging.merge(phone, by=zhao, now=now, master=fresh(web), reason=WHY)
    assert fresh(phone).state == "merged"


def test_others_were_merged_into_it(new_complaint, web, phone, zhao, now):
    third = new_complaint("虾臭了", at=now)
    merging.merge(web, by=zhao, now=now, master=phone, reason=WHY)
    with pytest.raises(Refused, match=web.number):
        merging.merge(phone, by=zhao, now=now, master=third, reason=WHY)
    merging.merge(third, by=zhao, now=now, master=fresh(phone), reason=WHY)


def test_another_consumer_or_another_order_is_no_duplicate(new_complaint, web, zhao, now):
    other = new_complaint("虾臭了", at=now, phone="13900000001", name="吴女士")
    elsewhere = new_complaint("耳机没有声音", at=now, order={"order_number": "D-2", "merchant": "声学馆"})
    for case in (other, elsewhere, web):
        with pytest.raises(Refused):
            merging.merge(case, by=zhao, now=now, master=web, reason=WHY)


# Taking it apart


def test_undo_gives_each_its_own_clocks_back(web, phone, zhao, now):
    one, two = fresh(web), fresh(phone)
    merging.merge(web, by=zhao, now=now + 2 * HOUR, master=phone, reason=WHY)
    back = merging.undo_merge(web, by=zhao, now=now + DAY, reason="其实是两件事")
    assert (back.state, back.master, back.closing_code) == ("registered", None, "")
    clocks = ("respond_by", "dispatch_by", "plan_by", "redline_by", "update_by", "tier", "priority", "flags")
    assert [getattr(back, name) for name in clocks] == [getattr(one, name) for name in clocks]
    assert [getattr(fresh(phone), name) for name in clocks] == [getattr(two, name) for name in clocks]
    assert {e.data["number"] for e in web.events.filter(verb="undo_merge")} == {phone.number}
    assert {e.data["number"] for e in phone.events.filter(verb="undo_merge")} == {web.number}
    assert Notice.objects.filter(complaint=web, event="merge_undone", channel="page").exists()


def test_no_clock_moves_later_and_a_breach_meanwhile_counts(web, phone, zhao, now):
    """Nobody answered under the old number while it was merged: that is late at its own hour, once."""
    merging.merge(web, by=zhao, now=now + timedelta(minutes=5), master=phone, reason=WHY)
    sweep(now=now + 2 * HOUR)
    assert not ClockMark.objects.filter(complaint=web, mark="breach").exists()
    merging.undo_merge(web, by=zhao, now=now + 3 * HOUR, reason="其实是两件事")
    sweep(now=now + 3 * HOUR)
    sweep(now=now + 3 * HOUR)
    assert ClockMark.objects.get(complaint=web, clock="respond", mark="breach").at == web.respond_by


def test_what_somebody_changed_since_stays(new_complaint, web, phone, lin, zhao, now):
    grave = new_complaint("虾臭了，孩子吃了上吐下泻送医院", at=now + HOUR)
    third = new_complaint("虾臭了，孩子吃了上吐下泻送医院", at=now + HOUR)
    merging.merge(grave, by=zhao, now=now + HOUR, master=phone, reason=WHY)
    merging.merge(third, by=zhao, now=now + HOUR, master=phone, reason=WHY)
    merging.undo_merge(grave, by=zhao, now=now + 2 * HOUR, reason="其实是两件事")
    assert fresh(phone).tier == "high"  # the third one still says so
    merging.undo_merge(third, by=zhao, now=now + 2 * HOUR, reason="其实是两件事")
    assert fresh(phone).tier == phone.tier


def test_a_question_to_the_consumer_begins_anew(web, phone, lin, zhao, now):
    asked = eligibility.ask_info(web, by=lin, now=now, items="订单截图")
    merging.merge(asked, by=zhao, now=now + HOUR, master=phone, reason=WHY)
    back = merging.undo_merge(asked, by=zhao, now=now + 5 * DAY, reason="其实是两件事")
    assert (back.state, back.stage_by) == ("need_info", now + 8 * DAY)
    again = eligibility.give_info(back, by=back.consumer, now=now + 5 * DAY, text="截图在这里")
    assert again.plan_by == asked.plan_by + HOUR  # it stood still until the merge, and not while merged


def test_undo_is_for_supervisors_for_thirty_days_and_once(web, phone, lin, zhao, zhou, now):
    with pytest.raises(Refused):
        merging.undo_merge(web, by=zhao, now=now, reason="没有合并过")
    merging.merge(web, by=zhao, now=now, master=phone, reason=WHY)
    for by, at, reason in ((lin, now, "误合"), (zhao, now + 31 * DAY, "误合"), (zhao, now, " ")):
        with pytest.raises(Refused):
            merging.undo_merge(web, by=by, now=at, reason=reason)
    merging.undo_merge(web, by=zhou, now=now + 30 * DAY, reason="误合")
    with pytest.raises(Refused):
        merging.undo_merge(web, by=zhou, now=now + 30 * DAY, reason="误合")


def test_undo_after_the_master_was_closed_touches_only_the_merged_one(web, phone, zhao, now):
    merging.merge(web, by=zhao, now=now, master=phone, reason=WHY)
    Complaint.objects.filter(pk=phone.pk).update(state="closed", closing_code="no_answer", closed_at=now)
    before = fresh(phone)
    assert merging.undo_merge(web, by=zhao, now=now + DAY, reason="漏了另一件事").state == "registered"
    assert fresh(phone).plan_by == before.plan_by


def test_merge_and_undo_on_the_desk(client, web, phone, zhao):
    client.force_login(zhao)
    url = f"/complaints/{web.number}"
    assert client.post(f"{url}/merge/", {"master": phone.pk, "reason": WHY}).status_code == 302
    page = client.get(f"{url}/").content.decode()
    assert f"{url}/undo-merge/" in page
    assert client.post(f"{url}/undo-merge/", {"reason": ""}).status_code == 422
    assert client.post(f"{url}/undo-merge/", {"reason": "误合"}).status_code == 302
    assert fresh(web).state == "registered"


# Linked, untied, split


def test_untie_what_has_nothing_to_do_with_it(new_complaint, phone, lin, now):
    other = new_complaint("耳机没有声音", at=now)
    linking.link(phone, other, by=lin, now=now, reason="同一车")
    linking.unlink(phone, other=other, by=lin, now=now, reason="不是同一车")
    assert not phone.linked.exists()
    assert other.events.get(verb="unlink").data == {"number": phone.number}
    with pytest.raises(Refused):
        linking.unlink(phone, other=other, by=lin, now=now, reason="不是同一车")


def test_one_complaint_about_two_things_becomes_two(phone, lin, now):
    _photo, receipt = (
        evidence.add_evidence(phone, by=lin, now=now, side="consumer", kind="photo", title=title)
        for title in ("虾的照片", "发票")
    )
    later = now + 2 * HOUR
    second = linking.split(
        phone, by=lin, now=later, words="还有，发票一直没有开给我。", reason="发票是另一件事", evidence=[receipt]
    )
    assert (second.state, second.consumer, second.owner, second.first_owner) == ("registered", phone.consumer, lin, lin)
    assert (second.category_id, second.order_number) == ("T06", phone.order_number)
    assert second.number != phone.number
    assert second.redline_by == fresh(phone).redline_by
    assert second.respond_by == later + timedelta(minutes=30)
    assert [e.title for e in second.evidence.all()] == ["发票"]
    assert [e.title for e in phone.evidence.all()] == ["虾的照片"]
    assert list(phone.linked.all()) == [second]
    assert phone.events.get(verb="split").data == {"number": second.number, "evidence": ["发票"]}
    assert Notice.objects.filter(complaint=second, event="received", channel="page").exists()
    assert intake.accept(second, by=lin, now=later).state == "accepted"


def test_split_wants_words_a_reason_and_somebody_on_the_case(new_complaint, phone, lin, wang, now):
    other = evidence.add_evidence(new_complaint(at=now), by=lin, now=now, side="consumer", kind="photo", title="别的")
    refused = [
        (lin, {"words": " ", "reason": "两件事"}),
        (lin, {"words": "发票", "reason": ""}),
        (wang, {"words": "发票", "reason": "两件事"}),
        (lin, {"words": "发票", "reason": "两件事", "evidence": [other]}),
    ]
    for by, facts in refused:
        with pytest.raises(Refused):
            linking.split(phone, by=by, now=now, **facts)
    assert Complaint.objects.count() == 2


def test_split_on_the_desk(client, phone, lin):
    client.force_login(lin)
    url = f"/complaints/{phone.number}/split/"
    assert phone.description in client.get(url).content.decode()
    assert client.post(url, {"words": "发票没有开", "reason": "另一件事"}).status_code == 302
    assert phone.linked.get().title == "发票没有开"
