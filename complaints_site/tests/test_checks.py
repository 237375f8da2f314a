"""Each system check speaks when its condition is broken, and only then."""

import pytest
from django.core.checks import run_checks
from django.db import connections

from complaints import checks


def ids(found) -> list[str]:
    return [message.id for message in found]


def test_development_installation_passes(settings):
    settings.DEBUG = True  # the test runner has turned it off
    assert [message for message in run_checks() if message.id.startswith("complaints.")] == []


def test_checks_are_registered(settings):
    settings.USE_TZ = False
    assert "complaints.E005" in ids(run_checks())


def test_development_key_with_debug_off(settings):
    settings.DEBUG, settings.SECRET_KEY = False, settings.DEVELOPMENT_KEY
    assert ids(checks.secret_key_is_our_own(None)) == ["complaints.E001"]


def test_development_key_in_development(settings):
    settings.DEBUG, settings.SECRET_KEY = True, settings.DEVELOPMENT_KEY
    assert ids(checks.secret_key_is_our_own(None)) == []


def test_other_database(monkeypatch):
    monkeypatch.setattr(type(connections["default"]), "vendor", "sqlite")
    assert ids(checks.database_is_postgresql(None)) == ["complaints.E002"]


@pytest.mark.django_db
def test_database_version(monkeypatch):
    assert ids(checks.database_is_young_enough(None, databases=["default"])) == []
    monkeypatch.setattr(checks, "OLDEST_POSTGRESQL", 99)
    assert ids(checks.database_is_young_enough(None, databases=["default"])) == ["complaints.E003"]
    assert ids(checks.database_is_young_enough(None, databases=[])) == []


def test_uploads_inside_the_web_root(settings):
    settings.MEDIA_ROOT = settings.STATIC_ROOT / "media"
    assert ids(checks.uploads_lie_outside_the_web_root(None)) == ["complaints.E004"]


def test_web_root_inside_the_uploads(settings):
    settings.MEDIA_ROOT = settings.STATIC_ROOT.parent
    assert ids(checks.uploads_lie_outside_the_web_root(None)) == ["complaints.E004"]


def test_times_without_zone(settings):
    settings.USE_TZ = False
    assert ids(checks.times_are_stored_with_their_zone(None)) == ["complaints.E005"]


def test_atomic_requests(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ATOMIC_REQUESTS", True)
    assert ids(checks.transactions_belong_to_actions(None)) == ["complaints.E006"]


def test_history_with_a_revert_button(settings):
    settings.SIMPLE_HISTORY_REVERT_DISABLED = False
    assert ids(checks.history_cannot_be_reverted(None)) == ["complaints.E007"]


@pytest.mark.parametrize(("host", "found"), [("postgres/socket", ["complaints.W001"]), ("", [])])
def test_embedded_database_is_named_before_deployment(settings, monkeypatch, host, found):
    monkeypatch.setitem(
        settings.DATABASES["default"], "HOST", str(settings.VAR_DIR / host) if host else "db.example.com"
    )
    assert ids(checks.database_is_not_the_embedded_one(None)) == found
