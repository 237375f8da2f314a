"""Call-backs: hours, places, changes, what came of them, did he feel heard; a person asked for (IN-18, IN-19)."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from complaints.actions import absences, calls, contact, feedback, intake
from complaints.actions.sweep import sweep
from complaints.enums import CallState
from complaints.lifecycle import Refused
from complaints.models import Call, ClockMark, Complaint, Department, Notice, ServiceHours
from complaints.progress import call_of
from complaints.tests.test_clock import china
from complaints.tests.test_races import race
from complaints.views.queues import QUEUES
from complaints.workdays import Hours

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
THREE = china(2026, 11, 16, 15, 0)  # the cast's Monday is 2026-11-16, 10:00


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def book(owned, now):
    """book(): the consumer books three in the afternoon of the same day."""

    def book(case=None, *, at=THREE, on=None, **facts):
        case = case or owned
        return calls.book_call(case, by=case.consumer, now=on or now, starts_at=at, **facts)

    return book


def alerts(agent, event):
    return Notice.objects.filter(agent=agent, event=event)


def letters(case, event):
    return Notice.objects.filter(complaint=case, event=event, channel="page")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_an_agent_arranges_a_call_with_the_consumer_on_the_phone(owned, lin, wang, now):
    call = calls.arrange_call(owned, by=lin, now=now, starts_at=THREE)
    assert (call.state, call.starts_at, call.host) == (CallState.BOOKED, THREE, lin)
    assert letters(owned, "call_booked").count() == 1
    moved = calls.arrange_call(owned, by=lin, now=now, starts_at=THREE + HOUR, phone="13900009999")
    assert (moved.pk, moved.starts_at, moved.phone) == (call.pk, THREE + HOUR, "13900009999")
    assert Complaint.objects.get(pk=owned.pk).call_by == THREE + 2 * HOUR
    with pytest.raises(Refused):
        calls.arrange_call(owned, by=wang, now=now, starts_at=THREE)


# --- the hours ------------------------------------------------------------------------------------------------


def test_hours_of_a_desk_without_service_hours_are_by_day_on_working_days(owned, now):
    hours = calls.hours_for(owned, now)
    assert hours[0] == china(2026, 11, 16, 11, 0)  # not the hour that has begun, nor one that is less than an hour off
    assert {start.time() for start in hours} == {time(hour) for hour in range(9, 21)}
    assert [start.date() for start in hours[::12]][-1] == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("spans", "hours"),
    [
        (((time(9), time(12)), (time(13), time(15))), [9, 10, 11, 13, 14]),
        (((time(8), time(9, 30)),), []),
        (((time(20), time(0)),), [20]),  # nobody is called at night, whoever works then
    ],
)
def test_only_full_hours_within_the_service_are_offered(spans, hours):
    found = calls.hours_on(date(2026, 11, 17), Hours({1: spans}), {})
    assert [start.hour for start in found] == hours


def test_holidays_and_make_up_days_count(owned):
    desk = calls.calling_hours(owned.owner.department)
    before_national_day = china(2026, 9, 30, 19, 30)
    days = {start.date() for start in calls.starting_hours(before_national_day, desk, {})}
    assert min(days) == date(2026, 10, 8)
    assert date(2026, 10, 10) in days  # a Saturday that is worked


def test_the_hours_are_those_of_the_owners_desk(owned, gao, now):
    ServiceHours.objects.create(department=gao.department, weekday=1, opens=time(9), closes=time(11))
    assert china(2026, 11, 17, 14, 0) in calls.hours_for(owned, now)
    owned.owner = gao
    hours = calls.hours_for(owned, now)
    assert {(start.weekday(), start.hour) for start in hours} == {(1, 9), (1, 10)}


# --- booking ----------------------------------------------------------------------------------------------------


def test_a_booking_is_confirmed_to_the_consumer_and_rings_at_the_owner(book, owned, lin):
    call = book()
    assert (call.state, call.host, call.place) == (CallState.BOOKED, lin, 1)
    assert fresh(owned).call_by == THREE + HOUR
    assert letters(owned, "call_booked").count() == 1
    assert alerts(lin, "call_booked").count() == 1
    assert owned.events.filter(verb="book_call", actor_kind="consumer").count() == 1


def test_one_open_booking_a_complaint(book, owned):
    book()
    with translation.override("en"), pytest.raises(Refused, match="move it instead"):
        book(at=THREE + HOUR)
    with pytest.raises(IntegrityError, match="call_booked_once"), transaction.atomic():
        Call.objects.create(
            complaint=owned, starts_at=THREE + HOUR, department_id="CS", place=1, booked_at=THREE, host=owned.owner
        )


def test_an_hour_holds_as_many_as_the_desk_says(book, owned, new_complaint, lin, now):
    Department.objects.filter(pk=lin.department_id).update(calls_per_hour=1)
    book()
    other = intake.accept(new_complaint("耳机没有声音", phone="13900001111", name="赵先生"), by=lin, now=now)
    assert THREE not in calls.hours_for(other, now)
    with translation.override("en"), pytest.raises(Refused, match="last place"):
        book(other)
    assert book(other, at=THREE + HOUR).place == 1
    Department.objects.filter(pk=lin.department_id).update(calls_per_hour=0)
    assert calls.hours_for(fresh(other), now) == []


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("at", [THREE + 30 * MINUTE, THREE - 6 * HOUR, THREE + 12 * HOUR, THREE + 30 * DAY])
def test_only_offered_hours_are_booked(book, at):
    with pytest.raises(Refused, match="not offered"):
        book(at=at)


def test_without_an_owner_the_places_are_those_of_the_desk(book, new_complaint):
    call = book(new_complaint("别的事", phone="13900001111", name="赵先生"))
    assert (call.host, call.department_id) == (None, "CS")


def test_nobody_books_for_somebody_else_or_on_a_closed_complaint(book, owned, new_complaint, now):
    stranger = new_complaint("别的事", phone="13900001111", name="赵先生").consumer
    with pytest.raises(Refused):
        calls.book_call(owned, by=stranger, now=now, starts_at=THREE)
    case = feedback.withdraw(owned, by=owned.consumer, now=now, because="算了")
    with translation.override("en"), pytest.raises(Refused, match="closed"):
        book(case)


def test_whoever_left_no_number_gives_one(new_complaint, lin, book, now):
    case = intake.accept(new_complaint(phone="", email="lu@example.com"), by=lin, now=now)
    with translation.override("en"), pytest.raises(Refused, match="number"):
        book(case)
    assert book(case, phone="13712345678").masked_phone == "137****5678"


@pytest.mark.django_db(transaction=True)
def test_two_consumers_cannot_take_the_last_place(cast, new_complaint, lin, now):
    """Eight consumers, one hour, two places, real threads: two are booked, six read why not."""
    cases = [
        intake.accept(new_complaint(f"第{n}件事", phone=f"1390000000{n}", name=f"消费者{n}"), by=lin, now=now)
        for n in range(8)
    ]
    jobs = [lambda case=case: calls.book_call(case, by=case.consumer, now=now, starts_at=THREE) for case in cases]
    results = race(jobs)
    assert sum(isinstance(result, Call) for result in results) == 2
    assert sum(isinstance(result, Refused) for result in results) == 6
    assert sorted(Call.objects.booked().values_list("place", flat=True)) == [1, 2]


def test_booking_locks_no_agent(book):
    """Payouts lock an agent before his complaints; a booking that did it the other way round could block both."""
    with CaptureQueriesContext(connection) as queries:
        book()
    locked = [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"]]
    assert [sql for sql in locked if 'FROM "complaints_agent"' in sql] == []
    assert len([sql for sql in locked if 'FROM "complaints_department"' in sql]) == 1


def test_the_database_refuses_a_place_that_is_taken(book, new_complaint, lin, now):
    call = book()
    other = new_complaint("别的事", phone="13900001111", name="赵先生")
    twin = {"starts_at": call.starts_at, "place": call.place, "department_id": call.department_id, "booked_at": now}
    with pytest.raises(IntegrityError, match="call_place_of_host"), transaction.atomic():
        Call.objects.create(complaint=other, host=lin, **twin)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM complaints_call WHERE id = %s", [call.pk])


# --- moving and cancelling --------------------------------------------------------------------------------------


def test_it_is_moved_until_it_begins(book, owned, lin, now):
    call = calls.move_call(book(), by=owned.consumer, now=now + HOUR, starts_at=THREE + HOUR)
    assert (call.starts_at, fresh(owned).call_by) == (THREE + HOUR, THREE + 2 * HOUR)
    assert letters(owned, "call_moved").count() == alerts(lin, "call_moved").count() == 1
    with translation.override("en"), pytest.raises(Refused, match="has begun"):
        calls.move_call(call, by=owned.consumer, now=THREE + HOUR, starts_at=THREE + DAY)


def test_it_is_cancelled_until_it_begins_and_the_clock_stops(book, owned, now):
    call = calls.cancel_call(book(phone="13712345678"), by=owned.consumer, now=now + HOUR)
    assert (call.state, call.phone, fresh(owned).call_by) == (CallState.CANCELLED, "", None)
    again = book()
    with translation.override("en"), pytest.raises(Refused, match="has begun"):
        calls.cancel_call(again, by=owned.consumer, now=THREE + MINUTE)


def test_it_falls_with_the_complaint_and_he_is_told(book, owned, now):
    call = book()
    case = feedback.withdraw(owned, by=owned.consumer, now=now, because="算了")
    assert (fresh(call).state, fresh(case).call_by) == (CallState.CANCELLED, None)
    assert letters(owned, "call_cancelled").count() == 1


# --- the call ---------------------------------------------------------------------------------------------------


def test_spoken_with_meets_the_clocks_and_asks_once_whether_he_was_heard(book, owned, lin, zhao):
    book(phone="13712345678")
    at = THREE + 10 * MINUTE
    call = calls.record_call(owned, by=lin, now=at, is_reached=True, said="他说了整件事，从学校门口讲起。")
    case = fresh(owned)
    assert (call.state, call.called_by, call.phone) == (CallState.REACHED, lin, "")
    assert (case.responded_at, case.contacted_at, case.call_by) == (at, at, None)
    event = owned.events.get(verb="reach_consumer")
    assert event.reason == "他说了整件事，从学校门口讲起。"
    assert letters(owned, "call_done").count() == 1
    call = calls.confirm_heard(call, by=owned.consumer, now=at + HOUR, heard=False)
    assert call.heard is False
    assert alerts(zhao, "not_heard").count() == 1
    with translation.override("en"), pytest.raises(Refused, match="answered this already"):
        calls.confirm_heard(call, by=owned.consumer, now=at + HOUR, heard=True)


def test_a_yes_rings_nowhere(book, owned, lin, zhao):
    book()
    call = calls.record_call(owned, by=lin, now=THREE, is_reached=True, said="说清楚了。")
    assert calls.confirm_heard(call, by=owned.consumer, now=THREE + HOUR, heard=True).heard is True
    assert not alerts(zhao, "not_heard").exists()


def test_not_reached_once_is_tried_again_twice_is_told_and_offered_again(book, owned, lin):
    book()
    call = calls.record_call(owned, by=lin, now=THREE + MINUTE, is_reached=False)
    assert (call.state, call.tries, fresh(owned).call_by) == (CallState.BOOKED, 1, None)
    assert not letters(owned, "call_unreached").exists()
    call = calls.record_call(owned, by=lin, now=THREE + 30 * MINUTE, is_reached=False)
    assert (call.state, call.tries) == (CallState.UNREACHED, 2)
    assert letters(owned, "call_unreached").count() == 1
    assert fresh(owned).responded_at is None  # trying is no answer
    assert call_of(owned, THREE + HOUR)["may_book"]
    assert book(at=THREE + 2 * HOUR, on=THREE + 40 * MINUTE).state == CallState.BOOKED


def test_one_try_keeps_the_appointment(book, owned, lin):
    call = book()
    calls.record_call(owned, by=lin, now=THREE + MINUTE, is_reached=False)
    sweep(now=THREE + HOUR)
    assert fresh(call).state == CallState.UNREACHED
    assert letters(owned, "call_unreached").count() == 1
    assert not ClockMark.objects.filter(clock="call", mark="breach").exists()


@pytest.mark.usefixtures("english")
def test_who_records_and_what(book, owned, wang, mei, lin, now):
    with pytest.raises(Refused, match="No call-back is booked"):
        calls.record_call(owned, by=lin, now=now, is_reached=False)
    book()
    with pytest.raises(Refused, match="owner"):
        calls.record_call(owned, by=wang, now=THREE, is_reached=True, said="说了")
    with pytest.raises(Refused, match="Only these"):
        calls.record_call(owned, by=mei, now=THREE, is_reached=True, said="说了")
    with pytest.raises(Refused, match="what was said"):
        calls.record_call(owned, by=lin, now=THREE, is_reached=True, said=" ")


# --- the sweep --------------------------------------------------------------------------------------------------


def test_the_bell_rings_a_quarter_of_an_hour_before_once(book, lin, zhao):
    book()
    sweep(now=THREE - 16 * MINUTE)
    assert not ClockMark.objects.filter(clock="call").exists()
    sweep(now=THREE - 15 * MINUTE)
    sweep(now=THREE - 14 * MINUTE)
    assert ClockMark.objects.get(clock="call").mark == "call_soon"
    assert alerts(lin, "clock").filter(context__mark="call_soon").count() == 1
    assert not alerts(zhao, "clock").filter(context__mark="call_soon").exists()


def test_a_missed_hour_is_a_breach_told_to_lead_and_consumer_and_may_be_made_good(book, owned, lin, zhao):
    call = book()
    sweep(now=THREE + 3 * HOUR)
    sweep(now=THREE + 3 * HOUR)
    mark = ClockMark.objects.get(clock="call", mark="breach")
    assert (mark.at, mark.owner) == (THREE + HOUR, lin)
    assert alerts(zhao, "clock").filter(context__clock="call", context__mark="breach").count() == 1
    assert fresh(call).state == CallState.MISSED
    assert letters(owned, "call_missed").count() == 1
    made_good = calls.record_call(owned, by=lin, now=THREE + 4 * HOUR, is_reached=True, said="道歉，听完。")
    assert made_good.state == CallState.REACHED


def test_another_hour_takes_the_place_of_the_missed_one(book, owned, lin, client):
    missed = book()
    sweep(now=THREE + 2 * HOUR)
    again = book(at=THREE + 4 * HOUR, on=THREE + 2 * HOUR)
    assert fresh(missed).state == CallState.CANCELLED
    recorded = calls.record_call(owned, by=lin, now=THREE + 4 * HOUR, is_reached=True, said="听完。")
    assert recorded == again
    assert not owned.calls.due().exists()


def test_a_missed_one_falls_with_the_complaint_without_a_word(book, owned):
    missed = book()
    sweep(now=THREE + 2 * HOUR)
    feedback.withdraw(owned, by=owned.consumer, now=THREE + 3 * HOUR, because="算了")
    assert fresh(missed).state == CallState.CANCELLED
    assert not letters(owned, "call_cancelled").exists()


def test_the_queue_holds_it_until_it_is_done(book, owned, lin, now):
    def queued():
        return owned in QUEUES["calls"].list(Complaint.objects.all(), lin, now)

    assert not queued()
    book()
    assert queued()
    calls.record_call(owned, by=lin, now=THREE, is_reached=False)
    assert queued()  # to be tried once more, though no clock runs
    calls.record_call(owned, by=lin, now=THREE + MINUTE, is_reached=True, said="听完。")
    assert not queued()


def test_a_call_recorded_late_stays_a_breach_although_the_sweep_came_later(book, owned, lin):
    book()
    calls.record_call(owned, by=lin, now=THREE + 2 * HOUR, is_reached=True, said="晚了，听完。")
    sweep(now=THREE + 3 * HOUR)
    assert ClockMark.objects.filter(clock="call", mark="breach").count() == 1
    assert not letters(owned, "call_missed").exists()


def test_who_stands_in_hears_the_bell_and_records_it(book, owned, lin, wang):
    book()
    away = {"kind": "leave", "begins_at": THREE - 30 * MINUTE, "ends_at": THREE + 9 * DAY, "stand_in": wang}
    absences.plan_absence(lin, by=lin, now=THREE - 3 * HOUR, **away)
    sweep(now=THREE - 29 * MINUTE)
    sweep(now=THREE - 15 * MINUTE)
    assert alerts(wang, "clock").filter(context__mark="call_soon").count() == 1
    assert calls.record_call(owned, by=wang, now=THREE, is_reached=True, said="听完。").called_by == wang


# --- a person ---------------------------------------------------------------------------------------------------


def test_a_person_asked_for_rings_and_is_due_within_the_answer_clock(owned, lin, zhao, now):
    later = now + 5 * HOUR
    contact.reply(owned, by=lin, now=now + MINUTE, body="您好，已收到。")
    case = contact.ask_person(owned, by=owned.consumer, now=later, body="不要机器人")
    assert (case.person_asked_at, case.person_by) == (later, later + 30 * MINUTE)
    assert alerts(lin, "person_asked").count() == 1
    assert case.messages.filter(body="不要机器人").exists()
    again = contact.ask_person(case, by=owned.consumer, now=later + 10 * MINUTE)
    assert again.person_by == later + 30 * MINUTE
    sweep(now=later + HOUR)
    assert ClockMark.objects.get(clock="person", mark="breach").at == later + 30 * MINUTE
    assert alerts(zhao, "clock").filter(context__clock="person", context__mark="breach").exists()


def test_a_reply_answers_it_and_taking_it_back_starts_it_again(owned, lin, now):
    case = contact.ask_person(owned, by=owned.consumer, now=now)
    message = contact.reply(case, by=lin, now=now + MINUTE, body="我是小林，您请说。")
    assert fresh(case).person_by is None
    contact.recall(message, by=lin, now=now + MINUTE + timedelta(seconds=3))
    assert fresh(case).person_by == now + 30 * MINUTE


def test_nobody_owns_it_then_the_lead_is_told(complaint, zhao, now):
    contact.ask_person(complaint, by=complaint.consumer, now=now)
    assert alerts(zhao, "person_asked").count() == 1
