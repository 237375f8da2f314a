"""A letter taken back in the seconds before it leaves: who, how long, what the world outside sees, what is undone."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from complaints import progress
from complaints.actions import (
    contact,
    disputes,
    evidence,
    feedback,
    intake,
    outbox,
    proposals,
    recalling,
    routing,
    triage,
)
from complaints.actions.links import link_hash, token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.api import feed
from complaints.lifecycle import Refused
from complaints.models import Complaint, Delivery, Evidence, Notice, Subscriber
from complaints.reports.privacy import copy_of
from complaints.rules import UNDO
from complaints.tests.api_client import Program, partner
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
WORDS = {"what_we_did": "看了照片，问了仓库。", "reasons": "运输中破损，由平台承担。"}
REPORT = {
    "cause": "运输破损",
    "scope": "一个批次",
    "measures": "已下架",
    "prevention": "换包装",
    "consumer_version": "已查明。",
}
# What time may not undo: when the row was touched, and what was merely looked at.
BOOKKEEPING = {"changed_at", "swept_at", "sweep_at"}


@pytest.fixture
def proposing(complaint, lin, now):
    """A broken cup, low tier, with its photo; the letter is written."""
    case = intake.accept(complaint, by=lin, now=now)
    evidence.add_evidence(case, by=lin, now=now, side="consumer", kind="photo", title="照片", says="碎")
    case = routing.solve_now(case, by=lin, now=now)
    write(case, lin, now)
    return case


def write(case, by, now, **more):
    option = OptionDraft("补发一只", "三天内寄出", [RemedyDraft("redeliver")])
    return proposals.draft_proposal(case, by=by, now=now, options=[option], **(WORDS | more))


def again(case):
    return Complaint.objects.get(pk=case.pk)


def standing(case):
    """Everything that is stored of a complaint and what hangs on its letter."""
    case = again(case)
    row = {f.attname: getattr(case, f.attname) for f in case._meta.concrete_fields if f.name not in BOOKKEEPING}
    offers = list(case.proposals.order_by("pk").values())
    items = list(case.evidence.order_by("pk").values())
    rounds = list(case.disputes.order_by("pk").values())
    told = list(Notice.objects.filter(complaint=case).order_by("pk").values_list("event", "channel", "next_try_at"))
    return {"case": row, "offers": offers, "evidence": items, "disputes": rounds, "notices": told}


def sent_and_back(case, send, by, now):
    """Send it and take it back three seconds later; returns how it stood before and stands now."""
    before = standing(case)
    assert send(again(case), by=by, now=now).state == "awaiting_consumer"
    assert standing(case) != before
    recalling.recall_letter(case, by=by, now=now + 3 * SECOND)
    return before, standing(case)


# --- what is undone -----------------------------------------------------------------------------------------------


def test_all_that_the_letter_began_is_undone(proposing, lin, now):
    contact.ask_person(proposing, by=proposing.consumer, now=now + MINUTE)
    before, after = sent_and_back(proposing, proposals.send_proposal, lin, now + HOUR)
    assert after == before
    verbs = list(proposing.events.order_by("pk").values_list("verb", flat=True))[-2:]
    assert verbs == ["send_proposal", "recall_letter"]


def test_a_reviewers_letter_goes_back_to_the_review(proposing, lin, zhou, now):
    proposals.ask_review(proposing, by=lin, now=now + MINUTE)
    before, after = sent_and_back(
        proposing, lambda c, **w: proposals.approve_proposal(c, review_note="同意此方案", **w), zhou, now + HOUR
    )
    assert after == before
    assert again(proposing).state == "in_review"


def test_a_report_goes_back_to_the_back_office(proposing, chen, zhao, now):
    case = triage.set_tier(proposing, by=zhao, now=now, tier="high", reason="媒体关注")
    case = again(case)
    if case.state != "high_review":
        case = routing.escalate(case, by=zhao, now=now, reason="媒体来电")
    write(case, chen, now, **REPORT)
    before, after = sent_and_back(case, proposals.issue_report, chen, now + HOUR)
    assert after == before


def test_a_settlement_taken_back_lets_the_round_go_on(proposing, lin, zhou, now):
    case = proposals.send_proposal(proposing, by=lin, now=now)
    case = disputes.ask_mediation(case, by=case.consumer, now=now + HOUR, because="太少")
    write(case, zhou, now + HOUR)
    before, after = sent_and_back(case, disputes.propose_settlement, zhou, now + 2 * HOUR)
    assert after == before
    assert again(case).disputes.get().closed_at is None


def test_a_clock_that_stood_still_stands_still_again_without_a_gap(proposing, lin, now):
    facts = {"side": "third_party", "kind": "inspection", "title": "质检报告", "due_by": now + 72 * HOUR}
    evidence.ask_evidence(proposing, by=lin, now=now + MINUTE, **facts)
    plan_by = again(proposing).plan_by
    proposals.send_proposal(again(proposing), by=lin, now=now + HOUR)
    case = recalling.recall_letter(proposing, by=lin, now=now + HOUR + 3 * SECOND)
    assert (case.paused_for, case.planned_at) == ("inspection", None)
    sweep(now=now + 73 * HOUR)
    assert again(case).plan_by == plan_by + 72 * HOUR - MINUTE
    rows = list(case.pauses.order_by("pk").values_list("started_at", "ended_at"))
    assert rows == [(now + MINUTE, now + HOUR), (now + HOUR, now + 72 * HOUR)]


def test_a_time_missed_in_the_seconds_between_is_missed(proposing, lin, now):
    late = again(proposing).plan_by - SECOND
    proposals.send_proposal(again(proposing), by=lin, now=late)
    recalling.recall_letter(proposing, by=lin, now=late + 3 * SECOND)
    sweep(now=late + MINUTE)
    assert proposing.events.filter(verb="clock", data__clock="plan", data__mark="breach").count() == 1


def test_a_word_said_meanwhile_keeps_its_clocks(proposing, lin, now):
    proposals.send_proposal(again(proposing), by=lin, now=now + HOUR)
    contact.reply(again(proposing), by=lin, now=now + HOUR + 2 * SECOND, body="稍等，我们再核对一下金额。")
    said = again(proposing)
    case = recalling.recall_letter(proposing, by=lin, now=now + HOUR + 5 * SECOND)
    assert (case.contacted_at, case.update_by) == (said.contacted_at, said.update_by)
    assert case.responded_at == said.responded_at


def test_it_can_be_written_and_sent_again(proposing, lin, now):
    sent_and_back(proposing, proposals.send_proposal, lin, now + HOUR)
    write(again(proposing), lin, now + HOUR + MINUTE, rule_note="破损包赔规则")
    case = proposals.send_proposal(again(proposing), by=lin, now=now + HOUR + 2 * MINUTE)
    assert case.notices.filter(event="proposal", channel="sms").count() == 1
    assert case.proposals.get().rule_note == "破损包赔规则"
    assert case.evidence.get().locked_at == now + HOUR + 2 * MINUTE


# --- who, and how long --------------------------------------------------------------------------------------------


def test_after_eight_seconds_it_is_on_its_way(proposing, lin, now, english):
    proposals.send_proposal(proposing, by=lin, now=now)
    with pytest.raises(Refused, match="on its way"):
        recalling.recall_letter(proposing, by=lin, now=now + UNDO)


def test_only_who_sent_it_takes_it_back(proposing, lin, zhao, mei, now, english):
    proposals.send_proposal(proposing, by=lin, now=now)
    with pytest.raises(Refused, match="Only who has sent a letter"):
        recalling.recall_letter(proposing, by=zhao, now=now + SECOND)
    with pytest.raises(Refused):
        recalling.recall_letter(proposing, by=mei, now=now + SECOND)


def test_once_the_consumer_has_answered_it_stays_sent(proposing, lin, now):
    case = proposals.send_proposal(proposing, by=lin, now=now)
    option = case.proposals.get().options.get()
    proposals.choose_option(case, by=lin, now=now + 2 * SECOND, option=option, consent="电话录音 12:01")
    with pytest.raises(Refused):
        recalling.recall_letter(case, by=lin, now=now + 3 * SECOND)
    assert again(case).state == "executing"


def test_a_state_that_no_letter_led_to_is_not_taken_back(proposing, lin, now, english):
    case = proposals.send_proposal(proposing, by=lin, now=now)
    feedback.withdraw(case, by=case.consumer, now=now + HOUR, because="算了")
    case = feedback.undo_withdraw(again(case), by=case.consumer, now=now + 2 * HOUR)
    with pytest.raises(Refused, match="not a letter"):
        recalling.recall_letter(case, by=lin, now=now + 2 * HOUR + SECOND)


def test_what_a_worker_has_taken_to_send_is_not_taken_back(proposing, lin, now, english):
    proposals.send_proposal(proposing, by=lin, now=now)
    Notice.objects.filter(complaint=proposing, event="proposal", channel="sms").update(tries=1)
    with pytest.raises(Refused, match="on its way"):
        recalling.recall_letter(proposing, by=lin, now=now + 7 * SECOND)
    assert again(proposing).state == "awaiting_consumer"


def test_the_wall_frees_evidence_for_nothing_else(proposing, lin, now):
    proposals.send_proposal(proposing, by=lin, now=now)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Evidence.objects.filter(complaint=proposing).update(locked_at=None)
    recalling.recall_letter(proposing, by=lin, now=now + SECOND)
    proposals.send_proposal(again(proposing), by=lin, now=now + HOUR)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Evidence.objects.filter(complaint=proposing).update(locked_at=None)


# --- what the world outside sees meanwhile ------------------------------------------------------------------------


@pytest.fixture
def just_sent(new_complaint, lin):
    """A letter that went three seconds ago: pages look at the real time."""
    then = timezone.now() - HOUR
    case = intake.accept(new_complaint(at=then), by=lin, now=then)
    case = routing.solve_now(case, by=lin, now=then)
    write(case, lin, then)
    return proposals.send_proposal(case, by=lin, now=timezone.now() - 3 * SECOND)


def seen(case, now):
    return progress.page(progress.find(link_hash(token_of(case)), now), now)


def test_the_consumers_page_knows_nothing_of_it_yet(just_sent, client):
    now = timezone.now()
    page = seen(just_sent, now)
    assert page["complaint"].state == "proposing"
    assert page["offer"] is None
    assert page["answer"] is None
    assert not any("方案发给" in deed.text for deed in page["deeds"])
    later = seen(just_sent, now + UNDO)
    assert (later["complaint"].state, len(later["told"])) == ("awaiting_consumer", len(page["told"]) + 1)
    assert later["offer"] == later["answer"] == just_sent.proposals.get()
    assert len(later["deeds"]) == len(page["deeds"]) + 2  # the step, and what the letter alone tells
    assert again(just_sent).state == "awaiting_consumer"


def test_the_copy_of_the_data_does_not_hold_it_yet(just_sent, english):
    (told,) = copy_of(just_sent.consumer, timezone.now())["Complaints"]
    assert (told["State"], told["Proposals"]) == ("Drafting proposal", [])
    (told,) = copy_of(just_sent.consumer, timezone.now() + UNDO)["Complaints"]
    assert len(told["Proposals"]) == 1


def test_nobody_answers_what_he_cannot_know_of(just_sent, client):
    option = just_sent.proposals.get().options.get()
    url = reverse("complaints:progress_step", args=[token_of(just_sent), "choose-option"])
    assert client.post(url, {"option": option.pk}).status_code == 422
    url = reverse("complaints:progress_step", args=[token_of(just_sent), "ask-mediation"])
    assert client.post(url, {"because": "太少"}).status_code == 422
    assert again(just_sent).state == "awaiting_consumer"


def test_what_was_taken_back_is_no_deed(just_sent, lin):
    recalling.recall_letter(just_sent, by=lin, now=timezone.now())
    page = seen(just_sent, timezone.now() + HOUR)
    assert page["complaint"].state == "proposing"
    assert not any("方案发给" in deed.text for deed in page["deeds"])
    assert page["answer"] is None


def test_the_api_tells_the_state_before(just_sent):
    program = Program(partner("reader", ["read_all"]).agent)
    answer = program.get(f"complaints/{just_sent.number}/").json()
    assert (answer["state"], answer["planned_at"]) == ("proposing", None)


def test_the_list_of_changes_ends_before_it(just_sent):
    assert feed.horizon() <= again(just_sent).changed_at
    with connection.cursor() as sql:
        sql.execute(
            "UPDATE complaints_complaint SET stage_at = stage_at - interval '1 minute' WHERE id = %s", [just_sent.pk]
        )
    assert feed.horizon() > just_sent.stage_at


def test_a_subscriber_hears_after_the_seconds_and_of_nothing_taken_back(proposing, cast, lin, now):
    shop = partner("shop", ["read_all"])
    Subscriber.objects.create(partner=shop, url="https://hooks.example.com/1", topics=["state", "message"])
    proposals.send_proposal(proposing, by=lin, now=now)
    assert Delivery.objects.get().next_try_at == now + UNDO
    contact.hear_consumer(again(proposing), by=proposing.consumer, now=now + SECOND, body="还没好吗")
    heard = Delivery.objects.get(event="hear_consumer")
    assert heard.context["complaint"]["state"] == "proposing"
    recalling.recall_letter(proposing, by=lin, now=now + 3 * SECOND)
    assert list(Delivery.objects.values_list("event", flat=True)) == ["hear_consumer"]


# --- the pages ----------------------------------------------------------------------------------------------------


def test_the_button_stands_on_the_desk_and_works_once(client, just_sent, lin, zhao):
    desk = reverse("complaints:complaint", args=[just_sent.number])
    undo = reverse("complaints:recall_letter", args=[just_sent.number])
    client.force_login(zhao)
    assert undo not in client.get(desk).content.decode()
    client.force_login(lin)
    assert undo in client.get(desk).content.decode()
    answer = client.post(undo, follow=True)
    assert "已撤回" in answer.content.decode()
    assert again(just_sent).state == "proposing"
    assert undo not in client.get(desk).content.decode()
    assert client.post(undo).status_code == 302
    assert again(just_sent).state == "proposing"


def test_sent_by_the_composer_it_can_be_taken_back_at_once(client, new_complaint, lin):
    then = timezone.now() - HOUR
    case = routing.solve_now(intake.accept(new_complaint(at=then), by=lin, now=then), by=lin, now=then)
    write(case, lin, then)
    client.force_login(lin)
    answer = client.post(reverse("complaints:send_proposal", args=[case.number]), follow=True)
    shown = answer.content.decode()
    assert reverse("complaints:recall_letter", args=[case.number]) in shown
    assert "陆女士" in shown


def test_who_approves_takes_it_back_on_the_page_of_approvals(client, new_complaint, lin, zhou):
    then = timezone.now() - HOUR
    case = routing.solve_now(intake.accept(new_complaint(at=then), by=lin, now=then), by=lin, now=then)
    draft = write(case, lin, then)
    proposals.ask_review(case, by=lin, now=then)
    client.force_login(zhou)
    url = reverse("complaints:approval", args=["proposals", draft.pk])
    answer = client.post(
        url, {"verb": "approve_proposal", "review_note": "同意此方案", "note": "同意此方案"}, follow=True
    )
    assert reverse("complaints:recall_letter", args=[case.number]) in answer.content.decode()


# --- at the same moment -------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(8))
def test_sent_or_taken_back_never_both(proposing, lin, now, turn):
    """The worker and the hand of the agent meet at the row of the outbox: real threads, real rows."""
    proposals.send_proposal(proposing, by=lin, now=now)
    gone = []

    def deliver():
        return outbox.deliver(now=now + UNDO, channels=["sms"], send=lambda notice: gone.append(notice.event))

    def take_back():
        return recalling.recall_letter(proposing, by=lin, now=now + UNDO - timedelta(milliseconds=1))

    jobs = [deliver, take_back] if turn % 2 else [take_back, deliver]
    results = race(jobs)
    back = isinstance(results[jobs.index(take_back)], Complaint)
    assert back != ("proposal" in gone)
    assert again(proposing).state == ("proposing" if back else "awaiting_consumer")
    left = Notice.objects.filter(complaint=proposing, event="proposal")
    assert set(left.values_list("status", flat=True)) == (set() if back else {"sent"})


@pytest.mark.django_db(transaction=True)
def test_chosen_or_taken_back_never_both(proposing, lin, zhao, now):
    proposals.send_proposal(proposing, by=lin, now=now)
    option = proposing.proposals.get().options.get()
    at = now + 5 * SECOND
    results = race(
        [
            lambda: recalling.recall_letter(proposing, by=lin, now=at),
            lambda: proposals.choose_option(again(proposing), by=lin, now=at, option=option, consent="录音"),
            lambda: recalling.recall_letter(proposing, by=lin, now=at),
        ]
    )
    assert sum(isinstance(result, Complaint) for result in results) == 1
    case = again(proposing)
    assert (case.state == "executing") == (case.proposals.get().sent_at is not None)
    assert case.events.filter(verb="recall_letter").count() == (case.state == "proposing")
