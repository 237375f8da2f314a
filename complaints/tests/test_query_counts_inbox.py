"""How many statements the lists cost, at one row and at many, and that an index serves every default queue."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.actions import intake
from complaints.models import Complaint
from complaints.views.paging import Place, capped_counts, page_of, rows_until
from complaints.views.queues import QUEUES, Listing, neighbours

pytestmark = pytest.mark.django_db

INBOX, SEARCH, ALERTS = 6, 6, 5
MANY = 20_000
OPEN_SHARE = 20  # one in so many is still open


def statements(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("path", "most"), [("/?queue=open", INBOX), ("/search/?q=杯子", SEARCH), ("/alerts/", ALERTS)])
def test_statements_do_not_grow_with_the_rows(client, new_complaint, zhao, path, most):
    client.force_login(zhao)
    new_complaint("杯子碎了", at=timezone.now())
    client.get(path)  # the first request notes the session's beginning
    one = statements(client, path)
    for n in range(49):
        new_complaint(f"杯子碎了 {n}", at=timezone.now(), phone=f"1380000{n:04d}")
    assert (one, statements(client, path)) == (most, most)


def test_every_condition_at_once_stays_within_eight(client, new_complaint, zhao):
    client.force_login(zhao)
    new_complaint("杯子碎了", at=timezone.now())
    path = "/?queue=open&tier=low&state=open&channel=web&priority=P3&words=杯子&since=2020-01-01"
    client.get(path)
    assert statements(client, path) <= 8


# Plans


@pytest.fixture
def archive(new_complaint, lin, wang, now):
    """Twenty thousand complaints of two agents, most of them long closed: copies of one, made by the database."""
    case = intake.accept(new_complaint(at=now), by=lin, now=now)
    own = {
        "id": f"{case.pk} + n",
        "number": "'X-' || n",
        "link_hash": "'h' || n",
        "registered_at": "registered_at - n * interval '10 minutes'",
        "next_due_at": "next_due_at - n * interval '10 minutes'",
        "owner_id": f"CASE n %% 50 WHEN 0 THEN {lin.pk} ELSE {wang.pk} END",
        "handler_id": f"CASE n %% 50 WHEN 0 THEN {lin.pk} ELSE {wang.pk} END",
        "tier": "CASE n %% 40 WHEN 0 THEN 'high' ELSE 'low' END",
        "state": f"CASE WHEN n %% {OPEN_SHARE} = 0 THEN 'accepted' ELSE 'closed' END",
        "closing_code": "'no_answer'",
        "closed_at": "registered_at",
    }
    columns = [field.column for field in Complaint._meta.concrete_fields]
    values = ", ".join(own.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO complaints_complaint ({', '.join(columns)}) SELECT {values}"
            " FROM complaints_complaint, generate_series(1, %s) AS n WHERE id = %s",
            [MANY, case.pk],
        )
        cursor.execute("ANALYZE complaints_complaint")
    return case


def plan_of(queryset):
    return queryset.explain()


@pytest.mark.parametrize("who", ["lin", "gao", "zhao"])
def test_default_queues_never_read_the_whole_table(archive, cast, now, who):
    for code in QUEUES:
        rows = Listing(cast[who], {"queue": code}, now).rows
        assert "Seq Scan on complaints_complaint" not in plan_of(rows[:51]), code


def test_deep_page_begins_inside_the_index(archive, zhao, now):
    for code in ("open", "all"):
        rows = Listing(zhao, {"queue": code}, now).rows
        middle = rows[500]
        key = (middle.next_due_at if code == "open" else middle.registered_at, middle.pk)
        with CaptureQueriesContext(connection) as captured:
            page_of(rows, Place(after=key), 50)
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {captured[0]['sql']}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
        column = "next_due_at" if code == "open" else "registered_at"
        assert re.search(rf"Index Cond: .*{column}", plan), plan
        assert "Seq Scan on complaints_complaint" not in plan, code


def test_neighbours_and_positions_use_the_index(archive, zhao, now):
    rows = Listing(zhao, {"queue": "open"}, now).rows
    found = neighbours(rows, rows[7])
    assert (found.position, found.previous, found.next) == (8, rows[6].number, rows[8].number)
    ahead = rows_until(rows, Place(after=(rows[7].next_due_at, rows[7].pk)))
    assert capped_counts({"ahead": ahead, "none": rows.none()}) == {"ahead": 8, "none": 0}
    assert "Seq Scan on complaints_complaint" not in plan_of(ahead)
