"""Service hours: a desk that does not work round the clock; never for high tier or P1; re-targeting is never later."""

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints import workdays
from complaints.actions import contact, intake, routing, triage
from complaints.actions.deadlines import retarget
from complaints.models import CalendarDay, Category, Complaint, Department, ServiceHours
from complaints.tests.test_clock import china
from complaints.workdays import Hours, add_service_time

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OFFICE = Hours({day: ((hour(9), hour(12)), (hour(13), hour(18))) for day in range(5)})
NIGHT = Hours({day: ((hour(0), hour(6)), (hour(22), hour(0))) for day in range(7)}, keeps_holidays=False)


# --- the arithmetic -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        (china(2026, 11, 16, 9, 0), 30, china(2026, 11, 16, 9, 30)),
        (china(2026, 11, 16, 11, 45), 30, china(2026, 11, 16, 13, 15)),  # over lunch
        (china(2026, 11, 16, 11, 30), 30, china(2026, 11, 16, 12, 0)),  # due when the desk closes, not when it opens
        (china(2026, 11, 16, 17, 50, 7), 30, china(2026, 11, 17, 9, 20, 7)),  # over night
        (china(2026, 11, 16, 3, 0), 30, china(2026, 11, 16, 9, 30)),  # before opening
        (china(2026, 11, 13, 17, 0), 120, china(2026, 11, 16, 10, 0)),  # over a weekend
        (china(2026, 9, 30, 17, 30), 60, china(2026, 10, 8, 9, 30)),  # over National Day
        (china(2026, 10, 9, 17, 30), 60, china(2026, 10, 10, 9, 30)),  # a make-up Saturday has Friday's hours
        (china(2026, 12, 31, 17, 45), 30, china(2027, 1, 4, 9, 15)),  # New Year, and the weekend behind it
        (china(2028, 2, 28, 17, 45), 30, china(2028, 2, 29, 9, 15)),  # a leap day
        (china(2026, 11, 16, 9, 0), 48 * 60, china(2026, 11, 23, 18, 0)),  # six days of eight hours
    ],
)
def test_minutes_of_service(start, minutes, due):
    assert add_service_time(start, minutes * MINUTE, OFFICE, {date(2027, 1, 1): False}) == due


def test_a_night_is_two_spans_and_runs_through_midnight():
    assert add_service_time(china(2026, 11, 16, 23, 30), HOUR, NIGHT, {}) == china(2026, 11, 17, 0, 30)
    assert add_service_time(china(2026, 10, 1, 5, 30), HOUR, NIGHT, {}) == china(2026, 10, 1, 22, 30)


def test_our_own_calendar_closes_and_opens_a_desk():
    closed, opened = {date(2026, 11, 17): False}, {date(2026, 11, 21): True}
    assert add_service_time(china(2026, 11, 16, 17, 30), HOUR, OFFICE, closed) == china(2026, 11, 18, 9, 30)
    assert add_service_time(china(2026, 11, 20, 17, 30), HOUR, OFFICE, opened) == china(2026, 11, 21, 9, 30)


def test_hours_that_overlap_count_once():
    double = Hours({day: ((hour(9), hour(12)), (hour(10), hour(18))) for day in range(7)})
    assert add_service_time(china(2026, 11, 16, 9, 0), 9 * HOUR, double, {}) == china(2026, 11, 16, 18, 0)


def test_a_desk_that_never_opens_does_not_hang():
    never = Hours({6: ()})
    assert add_service_time(china(2026, 11, 16, 9, 0), HOUR, never, {}) == china(2026, 11, 16, 10, 0)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_same_service_time_in_every_server_time_zone(zone, monkeypatch):
    """Also in the night in which New York changes its clocks."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        start = datetime(2026, 3, 6, 9, 50, tzinfo=UTC)  # Friday, 17:50 in Shanghai
        assert add_service_time(start, 30 * MINUTE, OFFICE, {}) == china(2026, 3, 9, 9, 20)
        assert workdays.legal_due(date(2026, 9, 29), 7, True, {}) == china(2026, 10, 14, 23, 59, 59)
    finally:
        monkeypatch.undo()
        time.tzset()


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), st.integers(1, 3000), st.integers(1, 3000))  # noqa: DTZ001  made aware below
def test_service_time_adds_up(start, first, second):
    """Two lengths one after the other end where their sum ends, and never before real time."""
    start = start.replace(tzinfo=UTC)
    once = add_service_time(start, (first + second) * MINUTE, OFFICE, {})
    twice = add_service_time(add_service_time(start, first * MINUTE, OFFICE, {}), second * MINUTE, OFFICE, {})
    assert once == twice >= start + (first + second) * MINUTE


# --- of a complaint -----------------------------------------------------------------------------------------


@pytest.fixture
def office(policy):
    """The service desk works from nine to six."""
    desk = Department.objects.get(pk="CS")
    ServiceHours.objects.bulk_create(
        [ServiceHours(department=desk, weekday=day, opens=hour(9), closes=hour(18)) for day in range(5)]
    )
    return desk


@pytest.mark.django_db
def test_complaint_of_the_evening_is_due_in_the_morning(office, new_complaint):
    case = new_complaint(at=china(2026, 11, 16, 20, 0))
    assert (case.respond_by, case.dispatch_by) == (china(2026, 11, 17, 9, 30), china(2026, 11, 17, 11, 0))
    assert case.update_by == china(2026, 11, 17, 20, 0)  # how often he hears from us is real time
    assert case.redline_by == china(2026, 12, 1, 20, 0)


@pytest.mark.django_db
def test_consumer_is_told_the_real_hour(office, new_complaint, client):
    case = new_complaint(at=china(2026, 11, 16, 20, 0))
    told = case.notices.get(event="received", channel="page").context
    assert told["respond_by"] == case.respond_by.isoformat()


@pytest.mark.django_db
def test_p1_and_high_tier_know_no_service_hours(office, new_complaint, zhao, lin):
    at = china(2026, 11, 16, 20, 0)
    urgent = new_complaint("孩子吃了以后过敏送医院了", at=at)
    assert urgent.priority == "P1"
    assert urgent.respond_by <= at + 30 * MINUTE
    case = new_complaint(at=at, phone="13800006028")
    raised = triage.reclassify(case, by=zhao, now=at + HOUR, category=case.category, priority="P1", reason="有人受伤")
    assert raised.respond_by == at + HOUR + 30 * MINUTE
    other = triage.set_tier(new_complaint(at=at, phone="13800006029"), by=zhao, now=at, tier="high", reason="媒体")
    assert other.respond_by == at + 15 * MINUTE
    flagged = triage.raise_flag(
        new_complaint(at=at, phone="13800006030"), by=zhao, now=at, flag="safety", reason="玻璃碎片"
    )
    assert flagged.respond_by == at + 30 * MINUTE


@pytest.mark.django_db
def test_holiday_of_our_own_table_counts(office, new_complaint):
    CalendarDay.objects.create(date="2026-11-17", is_workday=False, name="停工")
    assert new_complaint(at=china(2026, 11, 16, 20, 0)).respond_by == china(2026, 11, 18, 9, 30)
    Department.objects.filter(pk="CS").update(keeps_holidays=False)
    late = new_complaint(at=china(2026, 11, 16, 20, 0), phone="13800006028")
    assert late.respond_by == china(2026, 11, 17, 9, 30)


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["tier", "priority", "desk", "hours"]),
        st.sampled_from(["low", "medium", "high"]),
        st.sampled_from(["P1", "P2", "P3", "P4"]),
        st.sampled_from(["CS", "LOGISTICS", "MERCHANT"]),
        st.integers(1, 2000),
    ),
    max_size=8,
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_no_change_of_tier_priority_or_desk_moves_a_clock_later(office, complaint, changes):
    """Whatever is corrected in which order, with whatever service hours: due times only come nearer."""
    with transaction.atomic():
        case, now = Complaint.objects.get(pk=complaint.pk), complaint.registered_at
        for what, tier, priority, desk, minutes in changes:
            now += minutes * MINUTE
            before = {name: getattr(case, name) for name in ("respond_by", "dispatch_by", "plan_by", "update_by")}
            if what == "desk":
                case.department_id = desk
            elif what == "hours":
                ServiceHours.objects.get_or_create(department_id=desk, weekday=2, opens=hour(8), closes=hour(9))
            else:
                case.priority = priority if what == "priority" else case.priority
                case.tier = tier if what == "tier" else case.tier
            for name, value in retarget(case, case.tier, now, case.priority).items():
                setattr(case, name, value)
            assert all(getattr(case, name) <= value for name, value in before.items())
        transaction.set_rollback(True)


# --- walls and pages ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_hours_close_after_they_open(office):
    with pytest.raises(IntegrityError, match="close_after_they_open"), transaction.atomic():
        ServiceHours.objects.create(department=office, weekday=5, opens=hour(18), closes=hour(9))
    ServiceHours.objects.create(department=office, weekday=5, opens=hour(18), closes=hour(0))


@pytest.mark.django_db
def test_back_office_edits_the_week_of_a_desk(client, chen):
    client.force_login(chen)
    page = reverse("admin:complaints_department_change", args=["LOGISTICS"])
    assert client.get(page).status_code == 200
    desk = Department.objects.get(pk="LOGISTICS")
    lines = {
        "service_hours-TOTAL_FORMS": "1",
        "service_hours-INITIAL_FORMS": "0",
        "service_hours-0-weekday": "0",
        "service_hours-0-opens": "08:00",
        "service_hours-0-closes": "20:00",
        "service_hours-0-department": "LOGISTICS",
    }
    facts = {"code": desk.pk, "name_zh": desk.name_zh, "name_en": desk.name_en, "is_active": "on"}
    facts["calls_per_hour"] = desk.calls_per_hour
    wrong = client.post(page, facts | lines | {"service_hours-0-closes": "07:00"})
    assert wrong.status_code == 200
    assert not ServiceHours.objects.exists()
    assert client.post(page, facts | lines).status_code == 302
    row = ServiceHours.objects.get()
    assert (row.department_id, row.weekday, row.opens) == ("LOGISTICS", 0, hour(8))
    assert row.history.count() == 1
    assert not Department.objects.get(pk="LOGISTICS").keeps_holidays


@pytest.mark.django_db
def test_strong_feeling_that_makes_it_p1_ends_the_service_hours(office, new_complaint, lin):
    at = china(2026, 11, 16, 20, 0)
    case = intake.accept(new_complaint(at=at), by=lin, now=at)
    triage.reclassify(
        case, by=lin, now=at, category=Category.objects.get(pk=case.category_id), priority="P2", reason="急"
    )
    contact.read_emotion(Complaint.objects.get(pk=case.pk), by=lin, now=at + HOUR, emotion="anger", intensity=6)
    case = Complaint.objects.get(pk=case.pk)
    assert (case.priority, case.respond_by) == ("P1", at + HOUR + 30 * MINUTE)


def test_the_plan_is_due_in_the_hours_of_the_desk_that_has_it_and_only_ever_earlier(office, new_complaint, lin, zhao):
    at = china(2026, 11, 16, 10, 0)
    case = triage.set_tier(new_complaint(at=at), by=zhao, now=at, tier="medium", reason="试")
    case = intake.accept(case, by=lin, now=at)
    assert case.plan_by > at + timedelta(hours=48)  # 48 hours of nine a day
    case = routing.dispatch(case, by=lin, now=at, department=Department.objects.get(pk="LOGISTICS"), reason="查件")
    assert case.plan_by == at + timedelta(hours=48)  # this desk works round the clock
    case = routing.bounce(case, by=zhao, now=at, department=office, reason="不归我们")
    assert case.plan_by == at + timedelta(hours=48)
