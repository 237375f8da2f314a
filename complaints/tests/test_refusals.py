"""Why consumers refuse an offer: named or not, on the page or by phone, counted with its records (DP-14)."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from complaints.actions import disputes, intake, proposals, routing
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.lifecycle import Refused
from complaints.models import Complaint, Dispute, Proposal
from complaints.reports import refusals

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def start():
    """Two hours ago: pages look at the real time."""
    return timezone.now() - timedelta(hours=2)


@pytest.fixture
def span(start):
    return start - DAY, start + DAY


@pytest.fixture
def offer(new_complaint, lin, start):
    """offer(): a complaint whose consumer may choose ¥60 or a new one."""

    def send(**facts):
        case = new_complaint(at=start, **facts)
        case = routing.solve_now(intake.accept(case, by=lin, now=start), by=lin, now=start)
        drafts = [
            OptionDraft("退 60 元", "三天", [RemedyDraft("refund", Decimal("60.00"))]),
            OptionDraft("补发一只", "明天送到", [RemedyDraft("redeliver")]),
        ]
        facts = {"what_we_did": "看了照片", "reasons": "按实际破损", "options": drafts}
        case = proposals.draft_proposal(case, by=lin, now=start, **facts).complaint
        return proposals.send_proposal(case, by=lin, now=start)

    return send


def refuse(case, now, code="", words="不够"):
    return disputes.ask_mediation(case, by=case.consumer, now=now, because=words, rejected_for=code)


def test_the_consumer_may_name_a_reason_beside_the_words(client, offer):
    case = offer()
    page = client.get(f"/p/{token_of(case)}/reject/").content.decode()
    assert 'type="radio" name="rejected_for" value="too_little"' in page
    sent = {"because": "连运费都不够", "rejected_for": "too_little"}
    assert client.post(f"/p/{token_of(case)}/ask-mediation/", sent).status_code == 302
    refused = Proposal.objects.get()
    assert (refused.rejected_for, refused.rejected_because) == ("too_little", "连运费都不够")
    event = case.events.get(verb="ask_mediation")
    assert event.data == {"rejected_for": "too_little"}


def test_a_reason_is_voluntary_and_words_are_not(client, offer):
    case = offer()
    answer = client.post(f"/p/{token_of(case)}/ask-re-review/", {"rejected_for": "too_late"})
    assert answer.status_code == 422
    assert re.search(r'value="too_late"[^>]* checked', answer.content.decode())
    assert client.post(f"/p/{token_of(case)}/ask-re-review/", {"because": "请换人看"}).status_code == 302
    assert Proposal.objects.get().rejected_for == ""


@pytest.mark.parametrize("code", ["nonsense", "TOO_LITTLE"])
def test_a_reason_that_is_not_on_the_list_is_refused(client, offer, start, code):
    case = offer()
    sent = {"because": "不够", "rejected_for": code}
    assert client.post(f"/p/{token_of(case)}/ask-mediation/", sent).status_code == 422
    with pytest.raises(Refused):
        refuse(case, start, code)
    assert Complaint.objects.get().state == "awaiting_consumer"
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(rejected_for="too_little")  # a code without words


def test_an_agent_takes_a_refusal_down_with_its_proof(client, offer, lin):
    case = offer()
    client.force_login(lin)
    address = reverse("complaints:ask_re_review", args=[case.number])
    sent = {"because": "她在电话里说太慢", "rejected_for": "too_late", "consent": ""}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {"consent": "11 月 22 日录音"}).status_code == 302
    assert Proposal.objects.get().rejected_for == "too_late"
    assert Dispute.objects.get().kind == "re_review"
    event = case.events.get(verb="ask_re_review")
    assert event.data == {"rejected_for": "too_late", "consent": "11 月 22 日录音"}
    with translation.override("en"):
        page = client.get(f"/complaints/{case.number}/", headers={"accept-language": "en"}).content.decode()
    assert "took down that the consumer rejects the proposal" in page
    assert "Too late, or it takes too long" in page


def test_an_agent_without_proof_is_refused(offer, lin, start):
    with pytest.raises(Refused):
        disputes.ask_mediation(offer(), by=lin, now=start, because="太少")


def test_reasons_are_counted_by_category_tier_and_author(offer, lin, zhou, start, span):
    refuse(offer(), start, "too_little")
    refuse(offer(), start, "too_little")
    refuse(offer(), start)
    offer()
    everything, by_author = refusals.refusals(span, "agent")
    assert [(row.code, row.count) for row in everything.reasons] == [("too_little", 2), ("none", 1)]
    assert [(row.key, row.count) for row in by_author] == [(str(lin.pk), 3)]
    for column in ("category", "tier"):
        assert sum(row.count for row in refusals.refusals(span, column)[1]) == 3
    assert refusals.refusals((start + DAY, start + 2 * DAY), "tier")[0].count == 0


def test_the_offer_of_a_mediator_counts_as_well(offer, zhou, start, span):
    case = refuse(offer(), start, "too_little")
    drafts = [OptionDraft("退 80 元", "三天", [RemedyDraft("refund", Decimal("80.00"))])]
    facts = {"what_we_did": "与双方谈过", "reasons": "各让一步", "options": drafts}
    case = proposals.draft_proposal(case, by=zhou, now=start, **facts).complaint
    case = disputes.propose_settlement(case, by=zhou, now=start)
    refuse(case, start, "no_trust")
    everything, authors = refusals.refusals(span, "agent")
    assert {row.code: row.count for row in everything.reasons} == {"too_little": 1, "no_trust": 1}
    assert {row.label for row in authors} == {str(row.author) for row in Proposal.objects.all()}


def test_every_figure_opens_as_many_records_as_it_says(client, offer, mei, lin, start, django_assert_num_queries):
    numbers = [refuse(offer(), start, code).number for code in ("too_little", "wrong_kind", "")]
    client.force_login(mei)
    english = {"accept-language": "en"}
    page = client.get("/insight/offers/?by=agent", headers=english).content.decode()
    assert "Another kind of solution wanted" in page
    assert f"agent={lin.pk}&amp;reason=wrong_kind" in page
    found = client.get(f"/insight/offers/refusals/?agent={lin.pk}&reason=wrong_kind", headers=english)
    shown = found.content.decode()
    assert [number in shown for number in numbers] == [False, True, False]
    unsaid = client.get("/insight/offers/refusals/?reason=none").content.decode()
    assert [number in unsaid for number in numbers] == [False, False, True]
    with django_assert_num_queries(5):
        client.get("/insight/offers/refusals/")
    assert client.get("/insight/offers/refusals/?tier=nonsense&by=x&reason=%00").status_code == 200
