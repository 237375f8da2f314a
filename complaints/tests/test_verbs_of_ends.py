"""The verbs of the desk that decide, pay, pass on and end: what is asked and refused, and that nothing is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from complaints.actions import contact, feedback, handover, intake, payouts, proposals, routing
from complaints.models import Agent, Complaint, Payout
from complaints.tests.test_verbs import text
from complaints.views.acts import ACTS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


# The proposal


def option(n, title, *remedies):
    fields = {f"option{n}-title": title}
    for k, (kind, amount) in enumerate(remedies):
        fields |= {f"option{n}-kind_{k}": kind, f"option{n}-amount_{k}": amount}
    return fields


LETTER = {
    "what_we_did": "看了照片，问了仓库。",
    "reasons": "运输中破损，由平台承担。",
    "rule_note": "破损包赔规则 2026-03 版",
    "next_step": "选定后三天内办完。",
    "next_step_by": f"{timezone.localtime() + timedelta(days=3):%Y-%m-%dT%H:%M}",
}


def test_a_proposal_with_two_options(desk, accepted, lin, now):
    routing.solve_now(accepted, by=lin, now=now)
    facts = (
        LETTER
        | option(0, "退款并补偿", ("refund", "100"), ("goodwill", "20.50"))
        | option(1, "补发", ("redeliver", ""))
    )
    assert desk(lin, accepted).post("draft_proposal", facts).status_code == 302
    titles = [
        (o.title, [(r.kind, r.amount and str(r.amount)) for r in o.remedies.all()])
        for o in accepted.proposals.get().options.all()
    ]
    assert titles == [
        ("退款并补偿", [("refund", "100.00"), ("goodwill", "20.50")]),
        ("补发", [("redeliver", None)]),
    ]
    assert "退款并补偿" in text(desk(lin, accepted).get("draft_proposal"))


def test_what_we_did_is_taken_from_the_timeline(desk, accepted, lin, now):
    routing.solve_now(accepted, by=lin, now=now)
    contact.reply(accepted, by=lin, now=now, body="已在处理。")
    assert "给您写信说明" in text(desk(lin, accepted).get("draft_proposal"))


@pytest.mark.parametrize(
    ("facts", "where", "error"),
    [
        (option(0, "", ("refund", "100")), "option0-title", "Say what is offered, in one sentence."),
        (option(0, "退款", ("refund", "")), "option0-amount_0", "Enter the amount."),
        (option(0, "退款", ("refund", "５００")), "option0-amount_0", "Enter an amount such as 120.00."),
        (option(0, "退款"), "option0-kind_0", "Choose what is done."),
    ],
)
def test_an_incomplete_option_comes_back_with_everything_typed(desk, accepted, lin, now, facts, where, error):
    routing.solve_now(accepted, by=lin, now=now)
    response = desk(lin, accepted).post("draft_proposal", LETTER | facts)
    assert response.status_code == 422
    assert error in text(response)
    assert "运输中破损，由平台承担。" in text(response)
    assert not accepted.proposals.exists()


def test_a_refused_wish_needs_an_alternative(desk, accepted, lin, now):
    routing.solve_now(accepted, by=lin, now=now)
    facts = LETTER | option(0, "说明", ("explanation", "")) | {"refuses_wish": "on"}
    response = desk(lin, accepted).post("draft_proposal", facts)
    assert "alternatives" in response.context["form"].errors


def test_the_proposal_is_read_once_more_before_it_goes_out(client, desk, drafted, lin):
    assert "看了照片。" in text(desk(lin, drafted).get("send_proposal"))
    assert desk(lin, drafted).post("send_proposal").status_code == 302
    assert desk(lin, drafted).state == "awaiting_consumer"


def test_a_returned_proposal_says_what_is_missing(desk, drafted, lin, zhou, now):
    proposals.ask_review(drafted, by=lin, now=now)
    response = desk(zhou, drafted).post("return_proposal", {"review_note": "再看"})
    assert response.status_code == 422
    note = "请补充承运商的温控记录再提交。"
    assert desk(zhou, drafted).post("return_proposal", {"review_note": note}).status_code == 302
    assert desk(zhou, drafted).state == "proposing"


# Money


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "５００", "1.005", "1e2", "", "abc"])
def test_what_is_no_amount_is_no_payout(desk, accepted, lin, amount):
    facts = {"kind": "goodwill", "amount": amount, "reason": "延误", "idempotency_key": "k"}
    response = desk(lin, accepted).post("propose_payout", facts)
    assert response.status_code == 422
    assert "amount" in response.context["form"].errors
    assert "延误" in text(response)
    assert not Payout.objects.exists()


def test_before_paying_one_sees_the_limit_and_the_ladder(desk, accepted, lin):
    shown = text(desk(lin, accepted).get("propose_payout"))
    assert "¥500.00" in shown
    assert "owner alone, within the own limit" in shown
    assert "Team lead" in shown


def test_a_payout_is_followed_to_its_end(desk, accepted, lin, zhao, now):
    payout = payouts.propose_payout(
        accepted, by=lin, now=now, amount=payouts.Decimal("50"), kind="goodwill", reason="延误", idempotency_key="k"
    )
    desk(lin, accepted).post("mark_paid", {"payout": payout.pk, "reference": "B-1"})
    desk(lin, accepted).post("confirm", {"payout": payout.pk})
    assert Payout.objects.get(pk=payout.pk).state == "confirmed"
    desk(zhao, accepted).post("reverse", {"payout": payout.pk, "reason": "银行退回"})
    assert [str(p.amount) for p in accepted.payouts.order_by("pk")] == ["50.00", "-50.00"]


def test_what_a_carrier_spoiled_is_claimed_back(desk, accepted, lin, now):
    payout = payouts.propose_payout(
        accepted, by=lin, now=now, amount=payouts.Decimal("50"), kind="goodwill", reason="延误", idempotency_key="k"
    )
    assert f"open-recovery/?payout={payout.pk}" in text(desk(lin, accepted).get("complaint"))
    facts = {"payout": payout.pk, "party": "carrier", "amount": "50.01", "grounds": "冷链中断"}
    assert desk(lin, accepted).post("open_recovery", facts).status_code == 422
    assert desk(lin, accepted).post("open_recovery", facts | {"amount": "50"}).status_code == 302
    assert accepted.recoveries.get().party == "carrier"


# Hand-over


def test_a_handover_comes_with_its_pack(desk, accepted, lin, wang):
    page = text(desk(lin, accepted).get("offer_handover"))
    assert accepted.title in page
    facts = {"to_agent": wang.pk, "reason": "load", "story": "杯子破损，等照片。", "promises": "下午三点前答复"}
    assert desk(lin, accepted).post("offer_handover", facts).status_code == 302
    shown = text(desk(wang, accepted).get("complaint"))
    assert "林晓 offers you the work" in shown
    assert "杯子破损，等照片。" in shown
    offer = accepted.handovers.get()
    assert desk(wang, accepted).post("take_handover", {"handover": offer.pk}).status_code == 302
    fresh = Complaint.objects.get(pk=accepted.pk)
    assert (fresh.handler, fresh.first_owner) == (wang, lin)


def test_who_is_not_asked_cannot_take_it(desk, accepted, lin, wang, zhao, now):
    offer = handover.offer_handover(accepted, by=lin, now=now, to_agent=wang, reason="load", story="等照片。")
    assert desk(zhao, accepted).post("take_handover", {"handover": offer.pk}).status_code == 422


# Ends


def test_a_withdrawal_needs_the_consumers_proof(desk, accepted, lin):
    assert desk(lin, accepted).post("withdraw", {"because": "已解决"}).status_code == 422
    facts = {"because": "已解决", "consent": "11-16 通话录音"}
    assert desk(lin, accepted).post("withdraw", facts).status_code == 302
    assert desk(lin, accepted).state == "withdrawn"


def test_the_archive_asks_for_its_four_facts(desk, drafted, lin, now):
    case = proposals.send_proposal(drafted, by=lin, now=now)
    chosen = case.proposals.get().options.get()
    case = proposals.choose_option(case, by=case.consumer, now=now, option=chosen)
    proposals.carry_out_remedy(chosen.remedies.get(), by=lin, now=now)
    case = proposals.resolve(case, by=lin, now=now)
    case = feedback.answer_survey(case, by=case.consumer, now=now, satisfaction=5)
    assert desk(lin, case).post("close", {"handling_minutes": "35"}).status_code == 302
    facts = {"summary": "破损补发", "root_cause": "transport", "responsible_party": "carrier"}
    assert desk(lin, case).post("archive", facts).status_code == 422
    assert desk(lin, case).post("archive", facts | {"has_lesson": "False"}).status_code == 302
    fresh = Complaint.objects.get(pk=case.pk)
    assert (fresh.state, fresh.handling_minutes, fresh.has_lesson) == ("archived", 35, False)


def test_merging_offers_the_consumers_open_complaints(desk, complaint, new_complaint, zhao, now):
    other = new_complaint("同一只杯子又投诉一次")
    page = text(desk(zhao, other).get("merge"))
    assert complaint.number in page
    facts = {"master": complaint.pk, "reason": "同一订单"}
    assert desk(zhao, other).post("merge", facts).status_code == 302
    assert desk(zhao, other).state == "merged"


def test_linking_needs_a_number_one_may_see(desk, accepted, new_complaint, lin):
    other = new_complaint("同一批杯子", order={"order_number": "D-2"})
    assert desk(lin, accepted).post("link", {"other": "TS-000000-0000-0", "reason": "同批"}).status_code == 422
    assert desk(lin, accepted).post("link", {"other": other.number, "reason": "同批"}).status_code == 302
    assert list(accepted.linked.all()) == [other]


def test_emotion_with_the_anchors_beside_it(desk, accepted, lin):
    assert "insults, threat of 12315" in text(desk(lin, accepted).get("read_emotion"))
    facts = {"emotion": "anger", "intensity": "7", "moment": "intake", "basis": "words"}
    assert desk(lin, accepted).post("read_emotion", facts).status_code == 302
    assert accepted.emotion_readings.get().intensity == 7
    assert isinstance(accepted.emotion_readings.get().rater, Agent)


def test_a_short_verb_comes_over_the_desk_and_errors_on_its_page(desk, complaint, lin, client, now):
    owned = intake.accept(complaint, by=lin, now=now)
    url = desk(lin, owned).url("set_tier")
    over = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert over.strip().startswith("<dialog")
    assert f'action="{url}"' in over
    page = client.get(url).content.decode()
    assert "<html" in page
    wrong = client.post(url, {"tier": "medium", "reason": ""})
    assert wrong.status_code == 422
    assert "<html" in wrong.content.decode()
    assert "hx-get" in client.get(f"/complaints/{owned.number}/").content.decode()


def test_what_takes_a_file_or_shows_something_first_keeps_its_page():
    short = {verb for verb, act in ACTS.items() if act.is_short}
    assert {"set_tier", "escalate", "merge", "reveal_contact", "ask_info"} <= short
    assert not {"add_evidence", "draft_proposal", "propose_payout", "refuse", "accept", "archive"} & short
