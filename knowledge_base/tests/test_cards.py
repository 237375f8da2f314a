"""Education cards: attached to the end of a complaint, read by the consumer on the page and in the mail (AR-08)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from complaints.actions import feedback, intake
from complaints.actions.links import token_of
from complaints.letters import letter
from complaints.lifecycle import Refused
from complaints.models import Complaint, Notice
from knowledge_base.actions import articles, cards
from knowledge_base.models import GivenCard
from knowledge_base.reports import cards_for

pytestmark = pytest.mark.django_db
BODY = "收到包裹先**拍外箱**，再拆。"


@pytest.fixture
def card(cast, complaint, now):
    """A published card for the category of a broken cup."""
    facts = {"title": "怎样保留证据", "body": BODY, "kind": "card", "categories": [complaint.category]}
    draft = articles.write(by=cast["lin"], now=now, review_by=now.date() + timedelta(days=90), **facts)
    return articles.publish(articles.hand_in(draft, by=cast["lin"], now=now), by=cast["zhao"], now=now, note="第一版")


@pytest.fixture
def resolved(new_complaint, lin, now):
    """Everything that was promised is done."""
    case = intake.accept(
        new_complaint(phone="13912345678", email="lu@example.com", preferred_channel="mail"), by=lin, now=now
    )
    times = {"stage_at": now, "stage_by": now + timedelta(hours=72), "settled_at": now}
    Complaint.objects.filter(pk=case.pk).update(state="resolved", **times)
    return Complaint.objects.get(pk=case.pk)


def page(client, case):
    return client.get(reverse("complaints:progress", args=[token_of(case)])).content.decode()


def test_a_card_goes_with_the_closing_message(client, card, resolved, lin, now):
    cards.give_card(card, complaint=resolved, by=lin, now=now)
    shown = page(client, resolved)
    assert "怎样保留证据" in shown
    assert "<strong>拍外箱</strong>" in shown
    feedback.close(resolved, by=lin, now=now + timedelta(hours=73), handling_minutes=5)
    _subject, body = letter(Notice.objects.get(complaint=resolved, event="closed", channel="mail"))
    assert "怎样保留证据" in body
    assert "收到包裹先拍外箱，再拆。" in body


def test_what_was_given_stays_as_it_was(client, card, resolved, lin, zhao, now):
    cards.give_card(card, complaint=resolved, by=lin, now=now)
    articles.revise(card, by=zhao, now=now, note="改了", body="新的一版。")
    assert "拍外箱" in page(client, resolved)
    assert "新的一版" not in page(client, resolved)


def test_it_is_previewed_attached_and_taken_off_beside_the_close_button(client, card, resolved, lin):
    client.force_login(lin)
    close = reverse("complaints:close", args=[resolved.number])
    assert "<strong>拍外箱</strong>" in client.get(close).content.decode()
    client.post(reverse("knowledge_base:give_card", args=[resolved.number, card.pk]))
    given = GivenCard.objects.get()
    assert "已附上" in client.get(close).content.decode()
    client.post(reverse("knowledge_base:take_card_back", args=[resolved.number, given.pk]))
    assert not GivenCard.objects.exists()
    assert list(resolved.events.order_by("pk").values_list("verb", flat=True))[-2:] == ["give_card", "take_card_back"]


def test_twice_given_is_once(card, resolved, lin, now):
    assert cards.give_card(card, complaint=resolved, by=lin, now=now) == cards.give_card(
        card, complaint=resolved, by=lin, now=now
    )


def test_no_card_before_everything_is_done(card, complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    with pytest.raises(Refused):
        cards.give_card(card, complaint=case, by=lin, now=now)


def test_only_published_cards_are_given(cast, card, resolved, lin, zhao, now):
    script = articles.write(by=lin, now=now, title="话术", body="> 您好", kind="script")
    with pytest.raises(Refused):
        cards.give_card(script, complaint=resolved, by=lin, now=now)
    retired = articles.retire(card, by=zhao, now=now, reason="过时")
    with pytest.raises(Refused):
        cards.give_card(retired, complaint=resolved, by=lin, now=now)


def test_after_closing_it_is_not_taken_back(card, resolved, lin, now):
    given = cards.give_card(card, complaint=resolved, by=lin, now=now)
    feedback.close(resolved, by=lin, now=now + timedelta(hours=73), handling_minutes=5)
    with pytest.raises(Refused):
        cards.take_card_back(given, by=lin, now=now + timedelta(hours=74))


def test_cards_speak_the_consumers_language(card, resolved):
    assert [found for found, _given in cards_for(resolved)] == [card]
    resolved.consumer.language = "en"
    assert cards_for(resolved) == []
