"""How many statements the lists cost, at one row and at many, and that every default queue is served by an index."""


import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

pytestmark = pytest.mark.django_db

INBOX, SEARCH, ALERTS = 6, 6, 5
MANY = 20_000


def statements(client, path):
    with CaptureQueriesContext(connection, ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("path", "most"), [("/?queue=open", INBOX), ("/search/?q=杯子", SEARCH), ("/alerts/", ALERTS)]
)
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
