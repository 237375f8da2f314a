"""An arbiter's ruling taken back in the seconds before anybody outside hears of it (domain.md 7.2 row 23)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints import progress
from complaints.actions import disputes, evidence, intake, payouts, proposals, recalling, routing
from complaints.actions.links import link_hash, token_of
from complaints.api import feed
from complaints.lifecycle import Refused
from complaints.models import Complaint, Delivery, Notice, Subscriber
from complaints.reports.privacy import copy_of
from complaints.rules import UNDO
from complaints.tests.api_client import partner
from complaints.tests.test_letter_taken_back import standing

pytestmark = pytest.mark.django_db
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
RULED = {"reasons": "检验报告证明皮面有缺陷。", "rule_version": "纠纷规则 2026-03 版", "both_heard": True}
WORDS = {"what_we_did": "看了照片。", "reasons": "皮面有缺陷。"}


def again(case):
    return Complaint.objects.get(pk=case.pk)


def write(case, by, now, amount):
    remedy = proposals.RemedyDraft("compensation", Decimal(amount))
    options = [proposals.OptionDraft(f"补偿 {amount} 元", remedies=[remedy])]
    return proposals.draft_proposal(again(case), by=by, now=now, options=options, **WORDS)


def arbitrated(new_complaint, lin, he, at):
    """60 of 300 rejected, looked at anew, and before the arbiter, who has written what he would order."""
    case = intake.accept(new_complaint("收到的杯子破损，要赔300", at=at), by=lin, now=at)
    evidence.add_evidence(case, by=lin, now=at, side="consumer", kind="photo", title="照片", says="碎")
    case = routing.solve_now(case, by=lin, now=at)
    write(case, lin, at, "60.00")
    case = proposals.send_proposal(again(case), by=lin, now=at)
    case = disputes.ask_re_review(case, by=case.consumer, now=at + HOUR, because="太少")
    case = disputes.refer_to_arbitration(case, by=case.consumer, now=at + 2 * HOUR, because="谈不拢，同意裁决")
    evidence.add_evidence(case, by=case.consumer, now=at + 3 * HOUR, side="consumer", kind="photo", title="新照片")
    write(case, he, at + 3 * HOUR, "200.00")
    return again(case)


@pytest.fixture
def case(new_complaint, lin, he, now):
    return arbitrated(new_complaint, lin, he, now)


@pytest.fixture
def ruling(request):
    return {"award": disputes.award, "dismiss": disputes.dismiss}[request.param]


both = pytest.mark.parametrize("ruling", ["award", "dismiss"], indirect=True)


@both
def test_all_that_a_ruling_began_is_undone(case, he, now, ruling):
    before = standing(case)
    ruling(case, by=he, now=now + 4 * HOUR, **RULED)
    assert standing(case) != before
    back = recalling.recall_letter(again(case), by=he, now=now + 4 * HOUR + 3 * SECOND)
    assert standing(case) == before
    assert back.state == "arbitration"
    assert set(back.proposals.first().options.get().remedies.values_list("status", flat=True)) == {"offered"}
    assert case.events.order_by("-pk").values_list("verb", flat=True)[0] == "recall_letter"


def test_of_two_rounds_that_ended_at_one_moment_only_the_ruled_one_goes_on(case, he, now):
    """Found by the state machine: the second look and the arbitration were closed in the same second."""
    at = now + 2 * HOUR  # when the second look ended
    disputes.dismiss(case, by=he, now=at, **RULED)
    recalling.recall_letter(again(case), by=he, now=at + SECOND)
    open_ones = {row.kind: row.closed_at is None for row in again(case).disputes.all()}
    assert open_ones == {"re_review": False, "arbitration": True}


@both
def test_it_can_be_ruled_again(case, he, now, ruling):
    ruling(case, by=he, now=now + 4 * HOUR, **RULED)
    recalling.recall_letter(again(case), by=he, now=now + 4 * HOUR + 3 * SECOND)
    later = now + 5 * HOUR
    assert disputes.award(again(case), by=he, now=later, **RULED).state == "executing"
    told = Notice.objects.filter(complaint=case, event__in=["awarded", "dismissed"])
    assert set(told.values_list("event", "created_at")) == {("awarded", later)}


@both
def test_only_who_has_ruled_and_only_in_time(case, he, chen, now, english, ruling):
    at = now + 4 * HOUR
    ruling(case, by=he, now=at, **RULED)
    with pytest.raises(Refused, match="Only who has sent"):
        recalling.recall_letter(again(case), by=chen, now=at + SECOND)
    with pytest.raises(Refused, match="on its way"):
        recalling.recall_letter(again(case), by=he, now=at + UNDO)


@both
def test_what_a_worker_has_taken_to_send_stays(case, he, now, english, ruling):
    ruling(case, by=he, now=now + 4 * HOUR, **RULED)
    Notice.objects.filter(complaint=case, event__in=["awarded", "dismissed"], channel="sms").update(tries=1)
    with pytest.raises(Refused, match="on its way"):
        recalling.recall_letter(again(case), by=he, now=now + 4 * HOUR + SECOND)


def test_what_is_being_carried_out_stays(case, lin, he, now):
    ruled = disputes.award(case, by=he, now=now + 4 * HOUR, **RULED)
    remedy = ruled.proposals.first().chosen_option.remedies.get()
    facts = {"kind": "liability", "amount": Decimal("200.00"), "reason": "裁决", "idempotency_key": "r"}
    payouts.propose_payout(ruled, by=lin, now=now + 4 * HOUR + SECOND, remedy=remedy, **facts)
    with pytest.raises(Refused, match="已有人开始执行"):
        recalling.recall_letter(again(case), by=he, now=now + 4 * HOUR + 2 * SECOND)


def test_a_dismissal_that_has_ended_more_stays(case, lin, he, now):
    facts = {"kind": "goodwill", "amount": Decimal("9000.00"), "reason": "体谅", "idempotency_key": "g"}
    assert payouts.propose_payout(case, by=lin, now=now + 3 * HOUR, **facts).state == "proposed"
    disputes.dismiss(again(case), by=he, now=now + 4 * HOUR, **RULED)
    with pytest.raises(Refused, match="随之结束"):
        recalling.recall_letter(again(case), by=he, now=now + 4 * HOUR + SECOND)


# --- what the world outside sees meanwhile ------------------------------------------------------------------------


@pytest.fixture
def just_ruled(new_complaint, lin, he, ruling):
    """Three seconds ago: pages look at the real time."""
    now = timezone.now()
    return ruling(arbitrated(new_complaint, lin, he, now - 5 * HOUR), by=he, now=now - 3 * SECOND, **RULED)


@both
def test_the_consumers_page_and_the_copy_know_nothing_of_it(just_ruled, client, english):
    now = timezone.now()
    page = progress.page(progress.find(link_hash(token_of(just_ruled)), now), now)
    assert (page["complaint"].state, page["complaint"].closing_code, page["decision"]) == ("arbitration", "", None)
    later = progress.page(progress.find(link_hash(token_of(just_ruled)), now + UNDO), now + UNDO)
    assert later["complaint"].state == just_ruled.state
    assert later["decision"].result_reasons == RULED["reasons"]
    assert (len(later["told"]), len(later["deeds"])) == (len(page["told"]) + 1, len(page["deeds"]) + 1)
    (told,) = copy_of(just_ruled.consumer, now)["Complaints"]
    assert told["State"] == "In arbitration"
    assert feed.horizon() <= again(just_ruled).changed_at
    shown = client.get(f"/p/{token_of(just_ruled)}/").content.decode()
    assert RULED["reasons"] not in shown


@both
def test_a_subscriber_hears_of_it_after_the_seconds(case, cast, he, now, ruling):
    Subscriber.objects.create(
        partner=partner("shop", ["read_all"]), url="https://hooks.example.com/1", topics=["state"]
    )
    ruling(case, by=he, now=now + 4 * HOUR, **RULED)
    assert {row.next_try_at for row in Delivery.objects.all()} == {now + 4 * HOUR + UNDO}
    recalling.recall_letter(again(case), by=he, now=now + 4 * HOUR + 3 * SECOND)
    assert not Delivery.objects.exists()


@both
def test_the_button_stands_on_the_arbiters_desk(client, just_ruled, he, lin):
    desk = reverse("complaints:complaint", args=[just_ruled.number])
    undo = reverse("complaints:recall_letter", args=[just_ruled.number])
    client.force_login(lin)
    assert undo not in client.get(desk).content.decode()
    client.force_login(he)
    assert undo in client.get(desk).content.decode()
    assert "裁决继续" in client.post(undo, follow=True).content.decode()
    assert again(just_ruled).state == "arbitration"
