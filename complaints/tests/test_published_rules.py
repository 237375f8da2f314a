"""The published time limits in dated versions: since when, until when, what changed (IN-17, FB-07)."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from complaints.actions.links import token_of
from complaints.models import ServiceHours, TierTarget
from complaints.reports.published import in_force, versions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy", "english")]
HOUR = timedelta(hours=1)


@pytest.fixture
def change():
    """change("respond", 20, at=…): an administrator sets all targets of that clock, at that moment."""

    def change(clock, minutes, *, at, state=""):
        for row in TierTarget.objects.filter(clock=clock, state=state):
            row.minutes, row._history_date = minutes, at
            row.save()

    return change


@pytest.fixture
def later():
    """An hour and more after whatever was published first."""
    return timezone.now() + HOUR


def words(version):
    return [(str(what), str(before), str(after)) for what, before, after in version.changes]


def test_the_first_version_is_what_the_policy_began_with():
    (first,) = versions()
    assert (first.number, first.changes) == (1, ())
    assert first.since <= timezone.now()
    assert ("A person reads your complaint and answers", "30 min") in [(str(a), str(b)) for a, b in first.promises]


def test_every_change_is_a_version_with_its_words(change, later):
    change("respond", 20, at=later)
    change("stage", 2880, at=later + HOUR, state="mediation")
    _first, second, third = versions()
    assert (second.since, words(second)) == (
        later,
        [("A person reads your complaint and answers", "30 min", "20 min")],
    )
    assert [what for what, _before, _after in words(third)] == ["A mediation ends"]


def test_one_sitting_is_one_version_and_what_is_not_published_is_none(change, later):
    change("respond", 20, at=later)
    change("dispatch", 60, at=later + timedelta(minutes=5))
    change("task", 60, at=later + 2 * HOUR)
    _first, second = versions()
    assert (second.since, len(second.changes)) == (later + timedelta(minutes=5), 2)


def test_the_hours_of_the_desk_are_published_too(later):
    row = ServiceHours(department_id="CS", weekday=0, opens=time(9), closes=time(18))
    row._history_date = later
    row.save()
    assert words(versions()[-1]) == [("The hours in which our clocks run", "day and night", "Monday 09:00–18:00")]
    row._history_date = later + HOUR
    row.delete()
    assert versions()[-1].hours == ()


def test_the_version_of_a_moment(change, later):
    change("respond", 20, at=later)
    every = versions()
    assert in_force(every, later - timedelta(seconds=1)).number == 1
    assert in_force(every, later).number == 2
    assert in_force(every, later - timedelta(days=4000)).number == 1


def test_targets_without_a_history_count_as_they_stand(change, later):
    TierTarget.history.all().delete()
    (only,) = versions()
    assert (only.since, len(only.promises)) == (None, 10)
    change("respond", 20, at=later)
    assert len(versions()[-1].promises) == 10


def test_three_statements_however_many_versions(change, later, django_assert_num_queries):
    for n in range(4):
        change("respond", 20 + n, at=later + n * HOUR)
    with django_assert_num_queries(3):
        assert len(versions()) == 5


def test_the_page_shows_what_is_in_force_and_what_was(client, change, later):
    client.cookies["django_language"] = "en"
    change("respond", 20, at=later)
    page = client.get("/rules/").content.decode()
    assert "Version 2, in force since" in page
    assert "20 min instead of 30 min" in page
    assert "12315" in page
    old = client.get("/rules/1/").content.decode()
    assert "no longer in force" in old
    assert "30 min" in old
    assert client.get("/rules/3/").status_code == client.get("/rules/0/").status_code == 404


def test_a_complaint_leads_to_the_version_it_was_filed_under(client, change, new_complaint):
    case = new_complaint(at=timezone.now())
    change("respond", 20, at=timezone.now() + HOUR)
    page = client.get(f"/p/{token_of(case)}/").content.decode()
    address = page.split('href="/rules/?filed=')[1].split('"')[0]
    answer = client.get(f"/rules/?filed={address}")
    assert (answer.status_code, answer.url) == (302, "/rules/1/")


@pytest.mark.parametrize("filed", ["", "yesterday", "2026-11-22", "9999-99-99T00:00:00+08:00"])
def test_a_moment_that_is_none_leads_to_what_is_in_force(client, filed):
    assert client.get("/rules/", {"filed": filed}).status_code == 200


def test_the_form_promises_what_is_published(client, change):
    client.cookies["django_language"] = "en"
    assert "answers within 30 min; within 2 h somebody" in client.get("/file/").content.decode()
    change("respond", 20, at=timezone.now())
    assert "answers within 20 min;" in client.get("/file/").content.decode()
