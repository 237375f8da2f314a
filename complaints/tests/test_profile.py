"""What we keep of a consumer for the next service: source, consent, expiry, correction, deletion (AR-02, AR-09)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.actions import archive, intake, proposals, routing
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.lifecycle import Refused
from complaints.models import ProfileFact

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def case(new_complaint, lin):
    at = timezone.now() - HOUR
    return intake.accept(new_complaint(at=at), by=lin, now=at)


@pytest.fixture
def next_case(case, new_complaint, lin):
    """Another complaint of the same consumer, somebody else's."""
    at = timezone.now() - HOUR / 2
    found = intake.accept(new_complaint("又少了一件", at=at, order={"order_number": "D-9"}), by=lin, now=at)
    assert found.consumer_id == case.consumer_id
    return found


@pytest.fixture
def post(client, lin):
    client.force_login(lin)

    def send(case, verb, **data):
        return client.post(reverse(f"complaints:{verb}", args=[case.number]), data)

    return send


def test_a_fact_is_written_on_the_card_and_shown_with_the_next_complaint(client, post, case, next_case):
    said = {"what": "preference:apology", "source": "stated", "agreed": "on", "keep": "90"}
    assert post(case, "remember", **said).status_code == 302
    fact = ProfileFact.objects.get()
    assert (fact.kind, fact.value, fact.complaint, fact.consumer) == ("preference", "apology", case, case.consumer)
    assert fact.consent_at == fact.recorded_at
    assert fact.expires_at - fact.recorded_at == 90 * DAY
    page = client.get(reverse("complaints:complaint", args=[next_case.number]))
    (line,) = page.context["profile"]
    assert (line["value"], line["number"]) == (fact.told_value, case.number)
    assert f"{timezone.localtime(fact.expires_at):%Y-%m-%d}" in page.text


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"what": "preference:time", "source": "stated"}, "agreed"),
        ({"what": "habit:", "source": "inferred"}, "words"),
        ({"what": "age_band:33", "source": "inferred"}, "what"),
        ({"what": "preference:time"}, "source"),
        ({"what": "habit:", "source": "inferred", "words": "x" * 201}, "words"),
    ],
)
def test_what_may_not_be_kept_is_refused_beside_its_field(post, case, said, field):
    answer = post(case, "remember", **{"keep": "365"} | said)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not ProfileFact.objects.exists()


def test_twelve_months_are_the_most(case, lin, now):
    facts = {"kind": "habit", "value": "19:00 以后方便接电话", "source": "inferred"}
    fact = archive.remember(case, by=lin, now=now, **facts, keep=1000 * DAY)
    assert fact.expires_at == now + 365 * DAY


@pytest.fixture
def fact(case, lin):
    facts = {"kind": "habit", "value": "白天不接电话", "source": "inferred"}
    return archive.remember(case, by=lin, now=timezone.now() - HOUR, **facts)


def test_a_correction_keeps_the_old_value_with_its_reason(client, post, case, fact):
    assert post(case, "correct_fact", fact=fact.pk, value="上午不接电话", because="记错了").status_code == 302
    new = ProfileFact.objects.in_force(timezone.now()).get()
    assert (new.value, new.expires_at, new.source) == ("上午不接电话", fact.expires_at, "inferred")
    assert [(old.value, old.ended_because) for old in new.earlier] == [("白天不接电话", "记错了")]
    page = client.get(reverse("complaints:correct_fact", args=[case.number]), {"fact": new.pk}).text
    assert "白天不接电话" in page
    desk = client.get(reverse("complaints:complaint", args=[case.number]))
    assert [line["value"] for line in desk.context["profile"]] == ["上午不接电话"]
    assert "白天不接电话" not in str(list(case.events.values_list("data", "changes")))


def test_what_is_deleted_is_gone_with_all_it_replaced(post, case, fact, lin):
    archive.correct_fact(fact, by=lin, now=timezone.now(), complaint=case, value="上午不接电话", because="记错了")
    new = ProfileFact.objects.in_force(timezone.now()).get()
    assert post(case, "forget_fact", fact=new.pk, because="").status_code == 422
    assert post(case, "forget_fact", fact=new.pk, because="消费者要求删除").status_code == 302
    assert not ProfileFact.objects.exists()
    told = case.events.get(verb="forget_fact")
    assert told.reason == "消费者要求删除"
    assert "电话" not in str(told.data)


def test_facts_of_another_consumer_cannot_be_changed(post, case, fact, new_complaint, lin):
    at = timezone.now() - HOUR
    other = intake.accept(new_complaint("另一件", name="王先生", phone="13911112222", at=at), by=lin, now=at)
    assert post(other, "forget_fact", fact=fact.pk, because="手误").status_code == 422
    with pytest.raises(Refused):
        archive.correct_fact(fact, by=lin, now=at, complaint=other, value="别的", because="手误")
    assert ProfileFact.objects.get() == fact


def test_only_who_works_on_the_case_may_write(case, fact, wang, now):
    facts = {"kind": "habit", "value": "爱喝茶", "source": "inferred"}
    with pytest.raises(Refused):
        archive.remember(case, by=wang, now=now, **facts)
    with pytest.raises(Refused):
        archive.forget_fact(fact, by=wang, now=now, complaint=case, because="不对")


def test_what_was_promised_before_stands_beside_the_next_complaint(client, case, next_case, lin):
    """The chosen remedy with whether it was kept; what was only offered is no promise."""
    at = timezone.now() - HOUR / 4
    case = routing.solve_now(case, by=lin, now=at)
    options = [OptionDraft("补发", remedies=[RemedyDraft("redeliver", detail="两天内送到")]), OptionDraft("退款")]
    words = {"what_we_did": "查了仓库。", "reasons": "运输破损。", "options": options}
    proposals.draft_proposal(case, by=lin, now=at, **words)
    case = proposals.send_proposal(case, by=lin, now=at)
    client.force_login(lin)
    url = reverse("complaints:complaint", args=[next_case.number])
    assert client.get(url).context["earlier_words"] == []
    option = case.proposals.get().options.first()
    proposals.choose_option(case, by=case.consumer, now=at, option=option)
    (word,) = client.get(url).context["earlier_words"]
    assert (word["detail"], word["number"], word["is_done"]) == ("两天内送到", case.number, False)
    assert client.get(reverse("complaints:complaint", args=[case.number])).context["earlier_words"] == []
