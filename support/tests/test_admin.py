"""Tactic cards in the admin: who edits, who only looks, and what everybody's change leaves behind."""

import pytest
from django.urls import reverse

from support.models import TacticCard

pytestmark = pytest.mark.django_db

EDITS = {"su", "chen", "admin"}
LOOKS = EDITS | {"zhao", "zhou", "wu", "mei", "xu"}


@pytest.fixture
def card(cards):
    return TacticCard.objects.get(emotion="calm")


def test_who_edits_and_who_looks(client, card, cast):
    change = reverse("admin:support_tacticcard_change", args=[card.pk])
    for username, agent in cast.items():
        agent.is_staff = True
        agent.save(update_fields=["is_staff"])
        client.force_login(agent)
        response = client.get(change)
        assert response.status_code == (200 if username in LOOKS else 403), username
        assert (b'name="_save"' in response.content) == (username in EDITS), username


def test_a_card_is_never_deleted(client, card, admin):
    client.force_login(admin)
    assert client.post(reverse("admin:support_tacticcard_delete", args=[card.pk]), {"post": "yes"}).status_code == 403


def test_a_change_stands_in_the_history_with_its_author(client, card, admin):
    client.force_login(admin)
    url = reverse("admin:support_tacticcard_change", args=[card.pk])
    form = client.get(url).context["adminform"].form
    response = client.post(url, form.initial | {"do_en": "The answer first"})
    assert response.status_code == 302
    newest = card.history.first()
    assert (newest.do_en, newest.history_user) == ("The answer first", admin)


def test_a_band_upside_down_is_explained(client, card, admin):
    client.force_login(admin)
    url = reverse("admin:support_tacticcard_change", args=[card.pk])
    client.cookies["django_language"] = "en"
    form = client.get(url).context["adminform"].form
    response = client.post(url, form.initial | {"intensity_from": 9, "intensity_to": 3})
    assert "smaller figure first" in str(response.context["adminform"].form.errors)
