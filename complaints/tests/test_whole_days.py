"""A consumer names days: the desk shows days, and counts the time between in days (IV-07)."""

from datetime import datetime, timedelta

import pytest

from complaints import wording
from complaints.models import Complaint
from complaints.tests.test_evidence import DAY, HOUR
from complaints.views.board import custody_of
from complaints.workdays import CHINA

pytestmark = pytest.mark.django_db


@pytest.fixture
def midnight(now):
    """The beginning of the present day in China."""
    return datetime.combine(now.astimezone(CHINA).date(), datetime.min.time(), CHINA)


@pytest.fixture
def by_day(new_complaint, now, midnight):
    """Received yesterday, unpacked today, both known by the day only."""
    case = new_complaint("冰箱门凹了", order={"received_at": midnight - DAY, "unboxed_at": midnight})
    return Complaint.objects.get(pk=case.pk)


def test_the_way_of_the_goods_is_told_in_days(by_day, now, midnight):
    stops = custody_of(by_day, now)
    assert [stop.told for stop in stops][:2] == ["11-15", "11-16"]
    assert [stop.lag for stop in stops] == ["", "1 天后", "当天"]


def test_a_time_that_was_told_stays_one(new_complaint, now, midnight):
    order = {"received_at": midnight - DAY + HOUR, "unboxed_at": midnight + HOUR}
    case = Complaint.objects.get(pk=new_complaint("冰箱门凹了", order=order).pk)
    stops = custody_of(case, now)
    assert [stop.told for stop in stops][:2] == ["11-15 01:00", "01:00"]
    assert stops[1].lag == "24 小时后"


def test_the_page_shows_the_day_alone(client, by_day, zhao):
    client.force_login(zhao)
    page = client.get(f"/complaints/{by_day.number}/").content.decode()
    assert ">11-15</time>" in page
    assert "11-15 00:00<" not in page


def test_midnight_to_the_second_is_a_day(midnight, now):
    assert wording.day_or_moment(midnight, now) == "11-16"
    assert wording.day_or_moment(midnight + timedelta(seconds=1), now) == "00:00"
    assert wording.day_or_moment(None, now) == wording.NOTHING
