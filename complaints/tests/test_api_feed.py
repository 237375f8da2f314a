"""What has changed since: no change is left out, whoever writes at the same time (real threads, real PostgreSQL)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from complaints.actions import intake
from complaints.roles import System
from complaints.tests.api_client import Program, partner


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests():
    cache.clear()


@pytest.fixture
def reader(policy):
    return Program(partner("reader", ["read_all"]).agent)


def follow(program, **params):
    """(numbers, parameters of the next look), all pages from here on."""
    numbers = []
    while True:
        page = program.get("complaints/", **params).json()
        numbers += [row["number"] for row in page["results"]]
        params = dict(parse_qsl(urlsplit(page["next"]).query))
        if not page["has_more"]:
            return numbers, params


@pytest.mark.django_db
def test_every_complaint_comes_once_even_where_the_times_are_equal(reader, new_complaint):
    made = [new_complaint(order={"order_number": f"D-{n}"}).number for n in range(7)]
    same = timezone.now() - timedelta(hours=1)
    with connection.cursor() as sql:
        sql.execute("SET CONSTRAINTS ALL IMMEDIATE")
        sql.execute("ALTER TABLE complaints_complaint DISABLE TRIGGER complaint_changed_at")
        sql.execute("UPDATE complaints_complaint SET changed_at = %s", [same])
        sql.execute("ALTER TABLE complaints_complaint ENABLE TRIGGER complaint_changed_at")
    numbers, _next = follow(reader, updated_since=same.isoformat(), limit=2)
    assert sorted(numbers) == sorted(made)
    assert follow(reader, updated_since=(same + timedelta(microseconds=1)).isoformat())[0] == []


@pytest.mark.django_db
def test_a_change_comes_again_and_nothing_else_does(reader, new_complaint, lin, now):
    first, second = new_complaint(), new_complaint(order={"order_number": "D-2"})
    numbers, place = follow(reader)
    assert numbers == [first.number, second.number]
    assert follow(reader, **place) == ([], place)
    intake.accept(first, by=lin, now=now)
    numbers, place = follow(reader, **place)
    assert numbers == [first.number]
    assert follow(reader, **place)[0] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("updated_since", text) for text in ("gestern", "2026-13-01", "0001-01-01T00:00:00+10:00", "2026", "\0")],
        *[("cursor", text) for text in ("x", "1-", "-1", "1-99999999999999999999", "9" * 20 + "-1", "\0-1")],
        *[("limit", text) for text in ("0", "-1", "501", "many", "1e2", "")],
    ],
)
def test_a_place_that_does_not_exist_is_told(reader, name, value):
    answer = reader.get("complaints/", **{name: value})
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [name])


@pytest.mark.django_db
def test_an_unquoted_plus_is_understood(reader, complaint):
    answer = reader.client.get("/api/v1/complaints/?updated_since=2020-01-01T00:00:00+08:00", headers=reader.headers)
    assert [row["number"] for row in answer.json()["results"]] == [complaint.number]


@pytest.mark.django_db
def test_a_page_costs_the_same_for_one_row_and_for_ten(reader, new_complaint, django_assert_max_num_queries):
    new_complaint()
    with django_assert_max_num_queries(3) as one:
        reader.get("complaints/")
    for n in range(9):
        new_complaint(order={"order_number": f"D-{n}"})
    with django_assert_max_num_queries(len(one)):
        assert len(reader.get("complaints/").json()["results"]) == 10


@pytest.mark.django_db(transaction=True)
def test_what_is_written_slowly_is_not_passed_over(reader, new_complaint):
    """A begins, B begins later and ends first; a reader in between must not go past A."""
    slow_has_written, reader_has_looked = Event(), Event()

    def slow():
        with transaction.atomic():
            number = new_complaint(order={"order_number": "slow"}).number
            slow_has_written.set()
            assert reader_has_looked.wait(30)
        connection.close()
        return number

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(slow)
        assert slow_has_written.wait(30)
        quick = quick_complaint()
        before, place = follow(reader)
        reader_has_looked.set()
        late = future.result(60)
    after, _place = follow(reader, **place)
    assert before == []
    assert after == [late, quick]


def quick_complaint():
    """A row written beside a running registration (which holds the day's number)."""
    facts = intake.Intake(channel="web", description="快的一件", phone="13900000001")
    return intake.submit(facts, by=System(), now=datetime(2026, 11, 17, 2, 0, tzinfo=UTC)).number
