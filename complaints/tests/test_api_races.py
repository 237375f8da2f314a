"""The API under parallel requests: real threads, real PostgreSQL, the whole stack."""

import pytest
from django.core.cache import cache

from complaints.models import ApiCall, Complaint, Consumer
from complaints.tests.api_client import BODY, Program, partner
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(policy):
    cache.clear()
    return partner().agent


def test_the_same_key_at_the_same_moment_makes_one_complaint(shop):
    programs = [Program(shop) for _ in range(16)]
    answers = race([lambda program=program: program.file("one-key") for program in programs])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert (Complaint.objects.count(), ApiCall.objects.count(), Consumer.objects.count()) == (1, 1, 1)
    assert Complaint.objects.get().events.count() == 1


def test_one_key_with_many_bodies_keeps_the_first(shop):
    programs = [Program(shop) for _ in range(8)]
    jobs = [lambda n=n, p=p: p.file("one-key", description=f"第 {n} 种说法") for n, p in enumerate(programs)]
    answers = zip(race(jobs), jobs, strict=True)
    answers = [job() if answer.status_code == 503 else answer for answer, job in answers]  # who hears “busy” asks again
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]
    assert Complaint.objects.count() == 1


def test_many_complaints_of_one_new_account_at_once(shop):
    """All of them meet a consumer whom nobody knows yet."""
    consumer = {"external_id": "u-1", "name": "陆女士"}
    programs = [Program(shop) for _ in range(8)]
    answers = race([lambda program=program: program.file(consumer=consumer) for program in programs])
    assert [answer.status_code for answer in answers] == [201] * 8
    assert (Complaint.objects.count(), Consumer.objects.count()) == (8, 1)


def test_a_message_sent_by_eight_clients_with_one_key_is_said_once(shop):
    number = Program(shop).file().json()["number"]
    programs = [Program(shop) for _ in range(8)]
    path = f"complaints/{number}/messages/"
    answers = race([lambda program=program: program.post(path, {"body": "在吗"}, key="m") for program in programs])
    assert {answer.status_code for answer in answers} == {201}
    assert Complaint.objects.get().messages.count() == 1


def test_different_keys_at_once_are_different_complaints(shop):
    programs = [Program(shop) for _ in range(16)]
    answers = race([lambda n=n, p=p: p.file(f"k-{n}") for n, p in enumerate(programs)])
    assert len({answer.json()["number"] for answer in answers}) == 16
    assert BODY["order"]["number"] == Complaint.objects.first().order_number
