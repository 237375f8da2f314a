"""The consumer's page: what it shows in every state, what it never shows, and every step taken on it."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from complaints import progress
from complaints.actions import contact, disputes, eligibility, evidence, intake, payouts, proposals, routing, triage
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.enums import State
from complaints.models import Complaint
from complaints.tests.test_files import PDF, photo, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def start():
    """Two hours ago: pages look at the real time."""
    return timezone.now() - timedelta(hours=2)


@pytest.fixture
def registered(new_complaint, start):
    return new_complaint(at=start)


@pytest.fixture
def accepted(registered, lin, start):
    return intake.accept(registered, by=lin, now=start + timedelta(minutes=5))


@pytest.fixture
def offered(accepted, lin, start):
    """Two options wait for the consumer."""
    case = routing.solve_now(accepted, by=lin, now=start + timedelta(minutes=6))
    proposals.draft_proposal(
        case,
        by=lin,
        now=start + timedelta(minutes=7),
        what_we_did="看了照片，问了仓库。",
        reasons="运输中破损，由平台承担。",
        options=[
            OptionDraft("退 ¥60.00", "原路退回", [RemedyDraft("refund", Decimal("60.00"))]),
            OptionDraft("补发一只", "明天送到", [RemedyDraft("redeliver")]),
        ],
    )
    return proposals.send_proposal(case, by=lin, now=start + timedelta(minutes=8))


@pytest.fixture
def paid(offered, lin, start):
    """The first option was chosen and paid."""
    option = offered.proposals.get().options.first()
    case = proposals.choose_option(offered, by=offered.consumer, now=start + timedelta(minutes=20), option=option)
    payout = payouts.propose_payout(
        case,
        by=lin,
        now=start + timedelta(minutes=21),
        amount=Decimal("60.00"),
        kind="refund",
        reason="破损",
        idempotency_key="k",
        remedy=option.remedies.get(),
    )
    payouts.mark_paid(payout, by=lin, now=start + timedelta(minutes=30), reference="B-1")
    return proposals.resolve(case, by=lin, now=start + timedelta(minutes=31))


@pytest.fixture
def take(client):
    """take(complaint, "withdraw", because="…") -> (response, the fresh complaint)."""

    def post(complaint, verb, **data):
        answer = client.post(f"/p/{token_of(complaint)}/{verb}/", data)
        return answer, Complaint.objects.get(pk=complaint.pk)

    return post


@pytest.fixture
def see(client):
    """See(complaint) -> the page as text."""
    return lambda complaint, more="": client.get(f"/p/{token_of(complaint)}/{more}").content.decode()


# --- what is shown ----------------------------------------------------------------------------------------


def test_scenario_19_progress_page(see, offered, lin, zhao, new_complaint, start):
    """Stage, next step, due time and past updates; no note, no real name, no other person's data, no tier."""
    contact.note(offered, by=lin, now=start, body="内部：客户情绪高")
    contact.reply(offered, by=lin, now=start + timedelta(minutes=9), body="您好，方案已发。")
    triage.set_tier(offered, by=lin, now=start + timedelta(minutes=10), tier="high", reason="内部理由")
    evidence.ask_evidence(
        offered, by=lin, now=start, side="merchant", kind="batch", title="商家内部资料", due_by=timezone.now()
    )
    new_complaint("别人的事情", name="王先生", phone="13911112222")
    page = see(offered)
    for shown in (
        offered.number,
        "小林",
        "退 ¥60.00",
        "补发一只",
        "看了照片",
        "您好，方案已发。",
        'data-verb="choose_option"',
    ):
        assert shown in page
    for hidden in ("内部：", "内部理由", "商家内部资料", "林晓", "王先生", "13911112222", "13800006027", "别人的事情"):
        assert hidden not in page


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_words(state, complaint, now):
    complaint.__dict__["state"] = state
    complaint.stage_by = complaint.stage_by or now
    for language in ("zh-hans", "en"):
        with translation.override(language):
            headline, lead = progress.headline_of(complaint, now)
            assert headline
            assert lead
    labels = [step["state"] for step in progress.steps_of(complaint)]
    assert len(labels) == 5
    assert labels.count("current") <= 1


def test_no_deed_names_a_real_name_or_an_inner_verb(offered, lin):
    inner = {"note", "set_tier", "reclassify", "read_emotion", "reveal_contact", "record_finding", "draft_proposal"}
    assert not inner & set(progress.DEEDS)
    assert all("林晓" not in deed.text for deed in progress.deeds_of(offered, timezone.now()))


def test_a_broken_promise_is_said_with_its_new_time(see, new_complaint):
    from complaints.actions.sweep import sweep

    case = new_complaint(at=timezone.now() - timedelta(hours=3))
    sweep(now=timezone.now() - timedelta(minutes=50))
    page = see(case)
    assert "callout amber" in page
    new_date = case.notices.get(event="late", channel="page").context["new_date"]
    assert progress.late_words(Complaint.objects.get(pk=case.pk), timezone.now()) in page
    assert new_date


def test_the_page_is_not_kept_not_indexed_and_sends_no_referrer(client, complaint):
    answer = client.get(f"/p/{token_of(complaint)}/")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer, same-origin"
    assert "noindex" in answer.content.decode()


def test_the_page_speaks_english(client, offered):
    page = client.get(f"/p/{token_of(offered)}/", headers={"accept-language": "en"}).content.decode()
    assert "Our proposal is ready: please choose" in page


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_asks_the_database_the_same_few_times(
    client, offered, lin, start, rows, django_assert_max_num_queries
):
    for n in range(rows):
        contact.reply(offered, by=lin, now=start + timedelta(minutes=40, seconds=n), body=f"第 {n} 条")
    with django_assert_max_num_queries(16):
        client.get(f"/p/{token_of(offered)}/")


# --- what is done -----------------------------------------------------------------------------------------


def test_choose_option_on_the_page(take, offered):
    option = offered.proposals.get().options.last()
    answer, case = take(offered, "choose-option", option=option.pk)
    assert (answer.status_code, case.state) == (302, "executing")
    event = case.events.get(verb="choose_option")
    assert (event.actor_kind, event.source, event.address) == ("consumer", "page", "127.0.*.*")


def test_an_option_of_another_complaint_is_refused(take, offered, registered, new_complaint):
    answer, case = take(offered, "choose-option", option=999_999)
    assert (answer.status_code, case.state) == (422, "awaiting_consumer")
    assert take(offered, "choose-option")[0].status_code == 422


@pytest.mark.parametrize(
    ("verb", "state"), [("ask-mediation", "mediation"), ("ask-re-review", "re_review"), ("withdraw", "withdrawn")]
)
def test_a_no_needs_its_reason(take, offered, verb, state):
    answer, case = take(offered, verb, because=" ")
    assert (answer.status_code, case.state) == (422, "awaiting_consumer")
    answer, case = take(offered, verb, because="太少了")
    assert (answer.status_code, case.state) == (302, state)
    assert case.events.filter(reason="太少了").exists()


def test_the_reject_page_offers_both_roads(see, offered):
    page = see(offered, "reject/")
    assert 'data-verb="ask_mediation"' in page
    assert 'data-verb="ask_re_review"' in page


def test_scenario_20_the_decision_and_the_outside_routes_are_printed(see, take, letters_leave, offered, zhou, he):
    take(offered, "ask-mediation", because="60 太少")
    answer, case = take(offered, "refer-to-arbitration", because="谈不拢")
    assert (answer.status_code, case.state) == (422, "mediation")
    disputes.fail_mediation(case, by=zhou, now=timezone.now(), because="商家最多加到 90 元。")
    _answer, case = take(offered, "refer-to-arbitration", because="谈不拢")
    assert case.state == "arbitration"
    disputes.dismiss(
        case, by=he, now=timezone.now(), reasons="证据不足以支持更高金额。", rule_version="规则 2026-1", both_heard=True
    )
    letters_leave()
    page = see(case)
    assert "证据不足以支持更高金额。" in page
    assert "12315" in page
    assert "何平" not in page


def test_give_info_with_words_and_files(take, registered, zhao):
    eligibility.ask_info(registered, by=zhao, now=timezone.now(), items="订单号")
    answer, case = take(registered, "give-info", text="D-77", files=upload(photo(), "箱.jpg"))
    assert (answer.status_code, case.state) == (302, "registered")
    assert case.evidence.get().file_name == "箱.jpg"


def test_several_files_at_once_and_an_asked_one(take, accepted, lin):
    now = timezone.now()
    item = evidence.ask_evidence(
        accepted, by=lin, now=now, side="consumer", kind="photo", title="外箱", due_by=now + timedelta(days=1)
    )
    take(accepted, "add-evidence", item=item.pk, files=[upload(photo(), "1.jpg"), upload(PDF, "2.pdf")])
    item.refresh_from_db()
    assert (item.status, item.file_name) == ("received", "1.jpg")
    assert accepted.evidence.count() == 2


def test_a_question_to_the_merchant_is_not_answered_by_the_consumer(take, accepted, lin):
    now = timezone.now()
    item = evidence.ask_evidence(
        accepted, by=lin, now=now, side="merchant", kind="batch", title="温度单", due_by=now + timedelta(days=1)
    )
    take(accepted, "add-evidence", item=item.pk, files=upload(photo(), "1.jpg"))
    item.refresh_from_db()
    assert item.status == "asked"


def test_a_message_reaches_the_owner(take, accepted, lin):
    answer, case = take(accepted, "hear-consumer", body="请快一点")
    assert answer.status_code == 302
    assert case.messages.get().body == "请快一点"
    assert lin.notices.unread_by(lin).filter(event="heard").count() == 1


def test_a_refused_step_keeps_the_text(take, offered):
    answer, _case = take(offered, "reopen", because="我的理由很长")
    assert answer.status_code == 422
    assert "我的理由很长" in answer.content.decode()


def test_withdraw_and_undo(take, see, accepted):
    _answer, case = take(accepted, "withdraw", because="商家解决了")
    assert "undo-withdraw" in see(case)
    _answer, case = take(case, "undo-withdraw")
    assert case.state == "accepted"


def test_object_once(take, registered, lin, zhao):
    eligibility.propose_refusal(
        registered, by=lin, now=timezone.now(), reason_code="not_ours", letter="不属于平台受理范围。", routes=["12315"]
    )
    case = eligibility.refuse(registered, by=zhao, now=timezone.now())
    answer, case = take(case, "object", because="你们看错了")
    assert (answer.status_code, case.state) == (302, "registered")


def test_survey_confirm_and_reopen(take, see, paid):
    assert 'data-verb="answer_survey"' in see(paid)
    answer, case = take(paid, "confirm", payout=paid.payouts.get().pk)
    assert case.payouts.get().state == "confirmed"
    assert take(paid, "answer-survey")[0].status_code == 422
    answer, case = take(paid, "answer-survey", satisfaction=4, felt_heard="yes", survey_note="谢谢")
    assert (answer.status_code, case.satisfaction, case.felt_heard) == (302, 4, True)
    assert "¥60.00" in see(case)
    _answer, case = take(case, "reopen", because="又坏了")
    assert case.state == "investigating"


def test_nothing_changes_on_get(client, offered):
    for verb in ("choose-option", "withdraw", "ask-mediation", "hear-consumer"):
        assert client.get(f"/p/{token_of(offered)}/{verb}/").status_code == 200
    offered = Complaint.objects.get(pk=offered.pk)
    assert (offered.state, offered.messages.count()) == ("awaiting_consumer", 0)
    assert client.get(f"/p/{token_of(offered)}/delete-all/").status_code == 404


def test_feedback_of_one_consumer_is_closed_to_another(client, offered, new_complaint):
    other = new_complaint("另一件", name="王先生", phone="13911112222")
    option = offered.proposals.get().options.first()
    client.post(f"/p/{token_of(other)}/choose-option/", {"option": option.pk})
    assert Complaint.objects.get(pk=offered.pk).state == "awaiting_consumer"


# --- IN-18: every step stands where it may be taken ---------------------------------------------------------------


STEPS_BY_STATE = {
    "registered": {"add-evidence", "hear-consumer", "book-call", "ask-person", "withdraw"},
    "accepted": {"add-evidence", "hear-consumer", "book-call", "ask-person", "withdraw"},
    "need_info": {"add-evidence", "hear-consumer", "book-call", "ask-person", "withdraw", "give-info"},
    "offered": {"add-evidence", "hear-consumer", "book-call", "ask-person", "withdraw", "choose-option"},
    "paid": {
        *("add-evidence", "hear-consumer", "book-call", "ask-person", "answer-survey", "decline-surveys", "reopen"),
    },
    "refused": {"add-evidence", "hear-consumer", "ask-person", "object"},
    "withdrawn": {"add-evidence", "hear-consumer", "ask-person", "undo-withdraw"},
}


@pytest.fixture
def need_info(registered, lin, start):
    return eligibility.ask_info(registered, by=lin, now=start + timedelta(minutes=6), items="订单截图")


@pytest.fixture
def refused(registered, lin, zhao, start):
    facts = {"reason_code": "not_ours", "letter": "不属于平台受理范围。", "routes": ["12315"]}
    eligibility.propose_refusal(registered, by=lin, now=start, **facts)
    return eligibility.refuse(registered, by=zhao, now=start + timedelta(minutes=9))


@pytest.fixture
def withdrawn(take, accepted):
    return take(accepted, "withdraw", because="算了")[1]


@pytest.mark.parametrize("name", STEPS_BY_STATE)
def test_every_step_stands_where_it_may_be_taken(request, see, name):
    case = request.getfixturevalue(name)
    found = set(re.findall(rf"/p/{token_of(case)}/([a-z-]+)/", see(case)))
    assert (
        found - {"files", "reject", "confirm", "received", "ask-mediation", "ask-data", "uploads"}
        == STEPS_BY_STATE[name]
    )
