"""Where from, how long, what may be kept: the middleware and the headers of every kind of answer."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from complaints_site.logs import hide_tokens
from complaints_site.middleware import kept_drafts, masked, via

POLICY = (
    "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


@pytest.fixture
def agent(db):
    return get_user_model().objects.create_user("someone", password="a long enough word")


@pytest.fixture
def signed_in(client, agent):
    client.force_login(agent)
    return client


@pytest.mark.parametrize(
    ("path", "source"), [("/complaints/1/", "web"), ("/admin/", "admin"), ("/api/v1/complaints/", "api")]
)
def test_user_knows_from_where_he_acts(rf, agent, path, source):
    request = rf.get(path, REMOTE_ADDR="10.20.30.40")
    request.user = agent
    via(lambda request: HttpResponse())(request)
    assert (agent.via.source, agent.via.address) == (source, "10.20.*.*")


@pytest.mark.parametrize(
    ("address", "shown"),
    [("10.20.30.40", "10.20.*.*"), ("2001:db8:85a3::8a2e", "2001:db8:*"), ("", ""), ("unknown", "")],
)
def test_addresses_are_masked(address, shown):
    assert masked(address) == shown


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/static/css/tokens.css", "/no/such/page/"])
def test_content_security_policy_is_on_every_answer(client, db, path):
    response = client.get(path)
    response.close()  # a static file is open
    policy = response.headers["Content-Security-Policy"]
    assert set(policy.split("; ")) == set(POLICY.split("; "))


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_operators_need_no_sign_in(client, db, path):
    assert client.get(path).status_code == 200


def test_pages_need_a_sign_in_by_default(client, db):
    assert client.get("/admin/").status_code == 302


def test_signed_in_pages_are_not_kept(signed_in):
    assert signed_in.get("/healthz").headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("path", ["/p/abc/", "/q/abc/"])
def test_public_links_send_no_referrer_and_are_not_kept(client, db, path):
    headers = client.get(path).headers
    assert headers["Referrer-Policy"] == "no-referrer, same-origin"
    assert headers["Cache-Control"] == "no-store, private"


def session_after(client: Client, **ago: timedelta) -> bool:
    """Whether the user is still signed in when the session's marks lie that long ago."""
    client.get("/healthz")
    session = client.session
    for mark, delta in ago.items():
        session[mark] = (timezone.now() - delta).isoformat()
    session.save()
    client.get("/healthz")
    return "_auth_user_id" in client.session


def test_session_goes_on_while_it_is_used(signed_in):
    assert session_after(signed_in, began_at=timedelta(hours=7, minutes=59), seen_at=timedelta(minutes=59))


def test_session_ends_eight_hours_after_sign_in_however_busy(signed_in):
    assert not session_after(signed_in, began_at=timedelta(hours=8, minutes=1), seen_at=timedelta(minutes=1))


def test_session_ends_after_an_idle_hour(signed_in):
    assert not session_after(signed_in, began_at=timedelta(hours=2), seen_at=timedelta(minutes=61))


def test_lock_out_hits_name_and_address_but_not_the_colleague_elsewhere(rf, agent, settings):
    settings.AXES_ENABLED = True

    def sign_in(address: str, password: str):
        request = rf.post("/sign-in/", REMOTE_ADDR=address)
        return authenticate(request, username="someone", password=password)

    for _ in range(settings.AXES_FAILURE_LIMIT):
        assert sign_in("10.9.9.9", "wrong") is None
    assert sign_in("10.9.9.9", "a long enough word") is None
    assert sign_in("10.1.1.1", "a long enough word") == agent


def test_tokens_do_not_reach_the_log():
    event = hide_tokens(None, "info", {"request": "GET /p/s3cret/?x=1", "path": "/q/s3cret/files/", "code": 200})
    assert event == {"request": "GET /p/***/?x=1", "path": "/q/***/files/", "code": 200}


@pytest.mark.parametrize(
    ("status", "name", "refused", "told"),
    [(302, "123", False, True), (422, "123", False, False), (302, "<x>", False, False), (302, "123", True, False)],
)
def test_only_what_was_taken_is_told_to_be_taken(rf, agent, status, name, refused, told):
    request = rf.post("/complaints/1/note/", {"_draft": name})
    request.user, request.was_refused = agent, refused
    response = kept_drafts(lambda request: HttpResponse(status=status))(request)
    assert ("draft_done" in response.cookies) is told
