"""Whom wrong links lock: the browser that tried them, hardly ever its neighbours (scenario 19, docs/adr/0026)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from complaints.actions import links
from complaints.actions.links import token_of
from complaints.actions.sweep import sweep
from complaints.models import LinkAttempt

pytestmark = pytest.mark.django_db


def test_five_wrong_links_lock_no_neighbour_at_the_same_address(complaint):
    """A dormitory behind one router: the neighbour's first visit, and his second, open while one browser is locked."""
    good, torn, neighbour = f"/p/{token_of(complaint)}/", Client(), Client()
    for n in range(5):
        assert torn.get(f"/p/{n:048x}/").status_code == 404
    assert torn.get(good).status_code == 429
    assert neighbour.get(good).status_code == 200
    assert neighbour.get(good).status_code == 200


def wrong_without_cookies(times):
    return [Client().get(f"/p/{n:048x}/").status_code for n in range(times)]


def test_who_drops_his_cookies_is_locked_by_the_address(complaint):
    """The cookies of wrong links do not get round it; a browser that has opened a good link before passes."""
    good, known, kept = f"/p/{token_of(complaint)}/", Client(), Client()
    assert known.get(good).status_code == 200
    assert kept.get(f"/p/{1:048x}/").status_code == 404
    assert set(wrong_without_cookies(links.MOST_OF_ADDRESS - 1)) == {404}
    assert wrong_without_cookies(1) == [429]
    assert Client().get(good).status_code == 429
    assert kept.get(good).status_code == 429
    assert known.get(good).status_code == 200
    assert Client(REMOTE_ADDR="10.0.0.9").get(good).status_code == 200


def test_a_known_browser_is_locked_by_its_own_wrong_links(complaint):
    known = Client()
    assert known.get(f"/p/{token_of(complaint)}/").status_code == 200
    for n in range(5):
        known.get(f"/p/{n:048x}/")
    assert known.get(f"/p/{token_of(complaint)}/").status_code == 429


def test_a_made_up_cookie_makes_nobody_known(complaint):
    wrong_without_cookies(links.MOST_OF_ADDRESS)
    forger = Client()
    forger.cookies["visitor"] = "known:abc"
    assert forger.get(f"/p/{token_of(complaint)}/").status_code == 429


def test_counts_of_wrong_links_are_swept_after_a_day(complaint):
    wrong_without_cookies(3)
    sweep(now=timezone.now() + timedelta(hours=23))
    assert LinkAttempt.objects.count() == 4
    sweep(now=timezone.now() + timedelta(hours=25))
    assert not LinkAttempt.objects.exists()
