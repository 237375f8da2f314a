"""The verbs of the desk, one page each: what is asked, what is refused, and that nothing typed is lost."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from PIL import Image

from complaints.actions import contact, intake, triage
from complaints.models import Complaint, Payout
from complaints.roles import AGENT_ROLES, WHO_MAY
from complaints.views.acts import ACTS

pytestmark = pytest.mark.django_db

# Verbs with pages of their own elsewhere: filing, the admin, the approvals.
ELSEWHERE = {
    "submit",
    "raise_limit",
    "plan_absence",
    "name_mentor",
    "announce_wait",
    "give_work",
    "read_source",
    "add_chat",
    "approve",
    "endorse",
    "reject",
    "clear_up",
    "recall_letter",
    "look_again",
}
TEN = 10


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


def text(response):
    return response.content.decode()


def picture(name="photo.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


# Every verb has its page


def test_every_verb_of_an_agent_has_a_page():
    by_agents = {verb for verb, roles in WHO_MAY.items() if set(roles) & AGENT_ROLES}
    assert by_agents - set(ACTS) == ELSEWHERE


@pytest.mark.parametrize("verb", sorted(set(ACTS) - {"reply", "note"}))
def test_every_page_opens_or_names_the_hat(client, desk, accepted, wu, verb):
    response = desk(wu, accepted).get(verb)
    hats = WHO_MAY[ACTS[verb].hat or verb]
    expected = 200 if wu.roles & set(hats) and verb != "approve_clause" else 403
    assert response.status_code == expected
    if expected == 200:
        assert f'data-verb="{verb}"' in text(response)


def test_a_stranger_gets_404_and_the_wrong_hat_403(desk, accepted, stranger, mei):
    assert desk(stranger, accepted).post("solve_now").status_code == 404
    assert desk(mei, accepted).post("solve_now").status_code == 403


def test_get_changes_nothing(desk, complaint, lin):
    desk(lin, complaint).get("accept")
    assert desk(lin, complaint).state == "registered"


# Steps


def test_accept_by_one_press(client, desk, complaint, lin):
    response = desk(lin, complaint).post("accept", query="?queue=unassigned")
    assert response.status_code == 302
    assert response.url.endswith("?queue=unassigned")
    assert Complaint.objects.get(pk=complaint.pk).first_owner == lin
    assert "accepted it and is its owner" in text(client.get(response.url))


def test_the_second_who_accepts_reads_who_was_first(client, desk, accepted, wang):
    response = desk(wang, accepted).post("accept")
    assert "林晓 has already accepted it." in text(client.get(response.url))


def test_ten_clicks_one_move(desk, complaint, lin):
    desk = desk(lin, complaint)
    for _click in range(TEN):
        assert desk.post("accept").status_code == 302
    assert complaint.events.filter(verb="accept").count() == 1
    assert complaint.history.filter(history_change_reason="accept").count() == 1


def test_ten_replies_one_message(desk, accepted, lin):
    desk = desk(lin, accepted)
    for _click in range(TEN):
        assert desk.post("reply", {"body": "我来处理，下午三点前答复您。"}).status_code == 302
    assert accepted.messages.count() == 1
    assert accepted.events.filter(verb="reply").count() == 1


def test_ten_payments_one_payout(desk, accepted, lin):
    page = desk(lin, accepted).get("propose_payout")
    key = re.search(r'name="idempotency_key" value="([^"]+)"', text(page)).group(1)
    facts = {"kind": "goodwill", "amount": "50", "reason": "延误", "idempotency_key": key}
    for _click in range(TEN):
        assert desk(lin, accepted).post("propose_payout", facts).status_code == 302
    assert Payout.objects.filter(complaint=accepted).count() == 1


def test_the_same_form_twice_is_noticed(desk, accepted, lin):
    desk = desk(lin, accepted)
    facts = {
        "side": "merchant",
        "kind": "photo",
        "title": "出库照片",
        "due_by": "2030-01-01T10:00",
        "seen": desk.seen(),
    }
    assert desk.post("ask_evidence", facts).status_code == 302
    again = desk.post("ask_evidence", facts)
    assert again.status_code == 409
    assert "Your text is still here" in text(again)
    assert accepted.evidence.count() == 1


def test_a_refused_step_keeps_the_reason_beside_the_field(desk, accepted, lin):
    response = desk(lin, accepted).post("set_tier", {"tier": "low", "reason": ""})
    assert response.status_code == 422
    assert "This field is required." in text(response)


def test_a_lower_tier_is_offered_to_a_supervisor_only(desk, accepted, lin, zhao, now):
    triage.set_tier(accepted, by=lin, now=now, tier="medium", reason="质量争议")
    page = text(desk(lin, accepted).get("set_tier"))
    assert 'value="low"' not in page
    assert "Only a supervisor lowers a tier." in page
    response = desk(lin, accepted).post("set_tier", {"tier": "low", "reason": "看错了"})
    assert response.status_code == 422
    assert response.context["form"].errors["tier"]
    assert "看错了" in text(response)
    assert 'value="low"' in text(desk(zhao, accepted).get("set_tier"))


def test_a_finding_without_evidence_asks_what_it_rests_on(desk, accepted, lin):
    page = text(desk(lin, accepted).get("record_finding"))
    assert "No evidence has come in yet" in page
    assert "Evidence it rests on" not in page


def test_dispatch_suggests_the_desk_of_the_category(desk, accepted, lin, gao):
    page = desk(lin, accepted).get("dispatch")
    assert '<option value="LOGISTICS" selected>' in text(page)
    desk(lin, accepted).post("dispatch", {"department": "LOGISTICS", "handler": gao.pk, "reason": "查在途"})
    fresh = Complaint.objects.get(pk=accepted.pk)
    assert (fresh.state, fresh.handler, fresh.first_owner) == ("dispatched", gao, lin)


# Talking


def test_a_note_goes_to_nobody_outside(desk, accepted, lin):
    desk(lin, accepted).post("note", {"body": "商家口头承认了。"})
    assert accepted.messages.get().direction == "note"
    assert not accepted.notices.filter(event="reply").exists()


def test_an_empty_reply_comes_back(desk, accepted, lin):
    response = desk(lin, accepted).post("reply", {"body": "  "})
    assert response.status_code == 422
    assert "This field is required." in text(response)


def test_a_bare_no_is_stopped_with_its_text(desk, accepted, lin):
    response = desk(lin, accepted).post("reply", {"body": "不行"})
    assert response.status_code == 422
    assert "A bare “no” is not sent" in text(response)
    assert "不行</textarea>" in text(response)
    assert not accepted.messages.exists()


def test_asking_for_what_we_hold_is_pointed_out_once(desk, accepted, lin):
    question = {"body": "麻烦提供一下订单号？"}
    response = desk(lin, accepted).post("reply", question)
    assert response.status_code == 422
    assert "We already hold: order number." in text(response)
    assert desk(lin, accepted).post("reply", question | {"hinted": "1"}).status_code == 302


def test_a_colleagues_step_comes_before_my_text(desk, accepted, lin, zhao):
    seen = desk(lin, accepted).seen()
    triage.set_tier(accepted, by=zhao, now=timezone.now(), tier="medium", reason="质量争议")
    response = desk(lin, accepted).post("reply", {"body": "我今天就给您退款。", "seen": seen})
    assert response.status_code == 409
    assert "赵宁 set the tier to Medium" in text(response)
    assert "Your text is still here" in text(response)
    assert "我今天就给您退款。</textarea>" in text(response)
    newest = re.search(r'name="seen" value="(\d+)"', text(response)).group(1)
    again = desk(lin, accepted).post("reply", {"body": "我今天就给您退款。", "seen": newest})
    assert again.status_code == 302


def test_a_colleagues_note_stops_nobody(desk, accepted, lin, zhao):
    seen = desk(lin, accepted).seen()
    contact.note(accepted, by=zhao, now=timezone.now(), body="我看过了。")
    assert desk(lin, accepted).post("reply", {"body": "下午三点前答复您。", "seen": seen}).status_code == 302


def test_send_and_next_opens_the_next_one(client, desk, accepted, new_complaint, lin, now):
    other = intake.accept(new_complaint("另一只也碎了", order={"order_number": "D-2"}), by=lin, now=now)
    response = desk(lin, accepted).post("reply", {"body": "已在处理。", "go_on": "1", "next": other.number})
    assert f"/complaints/{other.number}/" in response.url
    shown = text(client.get(response.url))
    assert f'data-draft-done="{accepted.number}:reply:{lin.pk}"' in shown
    assert "can be undone for 8 seconds" in shown


# Taking back


def test_a_reply_is_taken_back_while_it_is_in_the_house(client, desk, accepted, lin):
    before = Complaint.objects.get(pk=accepted.pk)
    desk(lin, accepted).post("reply", {"body": "下午三点前答复您。"})
    message = accepted.messages.get()
    assert Complaint.objects.get(pk=accepted.pk).responded_at
    waiting = accepted.notices.filter(event="reply", channel="sms").get()
    assert waiting.next_try_at == message.sent_at + contact.UNDO
    response = desk(lin, accepted).post("recall", {"message": message.pk})
    page = text(client.get(response.url))
    assert "Taken back" in page
    assert "下午三点前答复您。</textarea>" in page
    after = Complaint.objects.get(pk=accepted.pk)
    assert (after.responded_at, after.update_by, after.contacted_at) == (
        before.responded_at,
        before.update_by,
        before.contacted_at,
    )
    assert not accepted.notices.filter(event="reply").exists()
    assert accepted.events.filter(verb="recall").count() == 1


@pytest.mark.parametrize("seconds", [8, 60])
def test_after_eight_seconds_it_is_on_its_way(accepted, lin, now, seconds):
    message = contact.reply(accepted, by=lin, now=now, body="下午三点前答复您。")
    with pytest.raises(contact.Refused, match="on its way"):
        contact.recall(message, by=lin, now=now + timedelta(seconds=seconds))


def test_nobody_takes_back_what_another_wrote(accepted, lin, zhao, now):
    message = contact.reply(accepted, by=lin, now=now, body="下午三点前答复您。")
    with pytest.raises(contact.Refused, match="Only its author"):
        contact.recall(message, by=zhao, now=now + timedelta(seconds=2))


def test_what_is_being_sent_is_not_taken_back(accepted, lin, now):
    message = contact.reply(accepted, by=lin, now=now, body="下午三点前答复您。")
    accepted.notices.filter(event="reply", channel="sms").update(tries=1)
    with pytest.raises(contact.Refused, match="on its way"):
        contact.recall(message, by=lin, now=now + timedelta(seconds=7))


def test_a_reply_taken_back_after_another_contact_keeps_the_clocks(accepted, lin, now):
    message = contact.reply(accepted, by=lin, now=now, body="下午三点前答复您。")
    contact.reply(accepted, by=lin, now=now + timedelta(seconds=3), body="照片收到了。")
    contact.recall(message, by=lin, now=now + timedelta(seconds=5))
    assert Complaint.objects.get(pk=accepted.pk).responded_at == now


# Evidence


def test_evidence_with_two_files(desk, accepted, lin):
    facts = {"side": "merchant", "kind": "photo", "title": "出库照片", "disclosure": "internal"}
    facts["uploads"] = [picture("a.jpg"), picture("b.jpg")]
    assert desk(lin, accepted).post("add_evidence", facts).status_code == 302
    assert sorted(accepted.evidence.values_list("file_name", flat=True)) == ["a.jpg", "b.jpg"]


def test_a_file_of_another_kind_is_refused_and_the_words_stay(desk, accepted, lin):
    facts = {"side": "merchant", "kind": "photo", "title": "出库照片", "disclosure": "internal"}
    facts["uploads"] = [SimpleUploadedFile("a.jpg", b"<script>", "image/jpeg")]
    response = desk(lin, accepted).post("add_evidence", facts)
    assert response.status_code == 422
    assert "出库照片" in text(response)
    assert not accepted.evidence.exists()


def test_an_asked_item_is_answered_or_waived(desk, accepted, lin):
    desk = desk(lin, accepted)
    for title in ("出库照片", "温控记录"):
        desk.post("ask_evidence", {"side": "merchant", "kind": "photo", "title": title, "due_by": "2030-01-01T10:00"})
    one, two = accepted.evidence.order_by("pk")
    assert "出库照片" in text(desk.get("answer_evidence", f"?item={one.pk}"))
    assert desk.post("answer_evidence", {"item": one.pk, "says": "出库时完好"}).status_code == 302
    assert desk.post("waive_evidence", {"item": two.pk, "reason": "与本案无关"}).status_code == 302
    assert list(accepted.evidence.order_by("pk").values_list("status", flat=True)) == ["received", "waived"]


def test_an_item_of_another_complaint_is_none_of_this_ones(desk, accepted, new_complaint, lin, now):
    other = intake.accept(new_complaint(order={"order_number": "D-9"}), by=lin, now=now)
    desk(lin, other).post(
        "ask_evidence", {"side": "merchant", "kind": "photo", "title": "照片", "due_by": "2030-01-01T10:00"}
    )
    item = other.evidence.get()
    assert desk(lin, accepted).post("waive_evidence", {"item": item.pk, "reason": "不需要"}).status_code == 422
    assert other.evidence.get().status == "asked"
