"""Every URL of support for everybody: literal tables. An URL that stands in none of them fails the test."""

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.urls import reverse

from support import urls
from support.actions import consultations, supervision
from support.models import CheckIn, PrivateNote

pytestmark = pytest.mark.django_db

STAFF = {"lin", "wang", "gao", "zhao", "zhou", "wu", "chen", "he", "fang", "pan"}
NOBODY = {"xu", "admin", "stranger"}  # no business in support at all: 403 everywhere

# Pages: who reads them. Other visitors get the second figure.
READS = {
    "home": (STAFF | {"su", "mei"}, None),
    "tactics": (STAFF | {"su", "mei"}, None),
    "break": (STAFF | {"su", "mei"}, None),
    "supervision": (STAFF | {"su", "mei"}, None),
    "check_ins": (STAFF | {"su"}, 403),
    "case": (STAFF - {"gao"} | {"su"}, 404),
    "session": ({"lin", "su"}, 404),
}
# Forms, about lin's own things: who does it, and who reads a refusal. The rest does not even see the object: 404.
DOES = {
    "mark_tactic": (STAFF - {"gao"}, {"mei"}),
    "ask": ({"lin", "zhao", "zhou", "wu", "chen"}, {"wang", "he", "fang", "pan", "su"}),
    "answer": ({"su"}, STAFF - {"gao"}),
    "close": ({"lin", "zhao", "wu"}, STAFF - {"lin", "zhao", "wu", "gao"} | {"su"}),
    "give_consent": (STAFF, {"su", "mei"}),
    "check_in": ({"lin"}, STAFF - {"lin"} | {"su", "mei"}),
    "withdraw_consent": ({"lin"}, STAFF - {"lin"} | {"su", "mei"}),
    "erase_check_in": ({"lin"}, {"su"}),
    "assign_supervisor": ({"zhao", "wu", "su"}, STAFF - {"zhao", "wu"} | {"mei"}),
    "end_supervision": ({"su"}, {"lin"}),
    "plan_session": ({"su"}, {"lin"}),
    "record_session": ({"su"}, {"lin"}),
    "write_private_note": ({"su"}, {"lin"}),
}
FORBIDDEN = {("give_consent", "mei"), ("check_in", "mei")}  # the page itself is closed to managers: 403


@pytest.fixture
def things(cards, case, read, asked, checked_in, relation, session, cast):
    """One of everything, lin's: the keys of the URLs and what the forms send."""
    reading = read("fear", 8)
    return {
        "mark_tactic": ({"pk": reading.pk}, {"effect": "helped"}),
        "answer": ({"pk": asked.pk}, {"text": "Listen."}),
        "close": ({"pk": asked.pk}, {}),
        "give_consent": ({}, {"reader": cast["su"].pk}),
        "check_in": ({}, {"load": "5"}),
        "withdraw_consent": ({}, {}),
        "erase_check_in": ({"pk": checked_in.pk}, {}),
        "assign_supervisor": (
            {},
            {"supervisee": cast["wang"].pk, "supervisor": cast["chen"].pk, "kind": "line", "every_days": "14"},
        ),
        "end_supervision": ({"pk": relation.pk}, {}),
        "plan_session": ({"pk": relation.pk}, {"planned_at": "2026-11-20T10:00", "minutes": "45"}),
        "record_session": ({"pk": session.pk}, {"functions": ["supportive"], "agreement": "Breathe."}),
        "write_private_note": ({"pk": session.pk}, {"body": "quiet"}),
        "ask": ({"number": case.number}, {"question": "And now?"}),
        "case": ({"number": case.number}, {}),
        "session": ({"pk": session.pk}, {}),
    }


def test_every_url_stands_in_a_table():
    assert {pattern.name for pattern in urls.urlpatterns} == set(READS) | set(DOES)


@pytest.mark.parametrize("name", READS)
def test_who_reads_which_page(client, things, cast, name):
    keys, _sent = things.get(name, ({}, {}))
    readers, otherwise = READS[name]
    for username, agent in cast.items():
        client.force_login(agent)
        status = client.get(reverse(f"support:{name}", kwargs=keys)).status_code
        assert status == (403 if username in NOBODY else 200 if username in readers else otherwise), username


def outcome(response):
    """done, refused (with a sentence at the form or above the page), or the bare figure."""
    if response.status_code == 422:
        return "refused"
    if response.status_code != 302:
        return response.status_code
    told = [message.level_tag for message in get_messages(response.wsgi_request)]
    return "refused" if "error" in told else "done"


def expected(name, username):
    done, refused = DOES[name]
    if username in NOBODY or (name, username) in FORBIDDEN:
        return 403
    return "done" if username in done else "refused" if username in refused else 404


@pytest.mark.parametrize("name", DOES)
def test_who_gets_through_which_form(things, cast, asked, su, now, name):
    """Everybody tries it on the same situation: what one changed is rolled back for the next."""
    if name == "ask":
        consultations.answer(asked, by=su, now=now, text="Listen.")
    keys, sent = things[name]
    for username, agent in cast.items():
        with transaction.atomic():
            client = Client()  # one a person: messages not yet shown stay in its cookies
            client.force_login(agent)
            response = client.post(reverse(f"support:{name}", kwargs=keys), sent)
            transaction.set_rollback(True)
        assert outcome(response) == expected(name, username), username


@pytest.mark.parametrize("name", DOES)
def test_a_get_changes_nothing(client, things, lin, name):
    client.force_login(lin)
    assert client.get(reverse(f"support:{name}", kwargs=things[name][0])).status_code == 405


@pytest.mark.parametrize("name", READS)
def test_strangers_from_outside_sign_in_first(client, things, name):
    response = client.get(reverse(f"support:{name}", kwargs=things.get(name, ({}, {}))[0]))
    assert (response.status_code, "sign-in" in response.url) == (302, True)


# --- privacy, page by page ------------------------------------------------------------------------------

SECRETS = ("too many calls", "sleeps badly")  # lin's check-in; su's private note


@pytest.mark.parametrize("page", ["home", "check_ins", "supervision", "session", "case", "tactics", "break"])
def test_nobody_but_the_two_reads_a_secret(client, things, session, su, cast, now, page):
    supervision.write_private_note(session, by=su, now=now, body="sleeps badly")
    for username, agent in cast.items():
        client.force_login(agent)
        shown = client.get(reverse(f"support:{page}", kwargs=things.get(page, ({}, {}))[0])).content.decode()
        told = {secret for secret in SECRETS if secret in shown}
        assert told <= {"lin": {SECRETS[0]}, "su": set(SECRETS)}.get(username, set()), username


def test_the_social_worker_reads_no_person_of_the_consumer(client, things, case, su):
    client.force_login(su)
    page = client.get(reverse("support:case", args=[case.number])).content.decode()
    assert case.consumer.name not in page
    assert case.description not in page
    assert "13800006027" not in page


def test_a_manager_marks_nothing_and_deletes_nothing(client, things, mei):
    client.force_login(mei)
    for name in ("mark_tactic", "withdraw_consent", "erase_check_in"):
        keys, sent = things[name]
        client.post(reverse(f"support:{name}", kwargs=keys), sent)
    assert CheckIn.objects.count() == 1
    assert not PrivateNote.objects.exists()
