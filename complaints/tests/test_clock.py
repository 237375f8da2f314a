"""Clocks: due times to the second, working days, lights; the same on every server."""

import time
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints import clock, workdays
from complaints.enums import ClockState
from complaints.workdays import CHINA, Target, add_working_days, due_at

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PLAIN_YEAR = 2031  # no calendar is published that far ahead


def china(*parts):
    return datetime(*parts, tzinfo=CHINA)


# --- due times --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        (china(2026, 1, 31, 23, 45, 0), 30, china(2026, 2, 1, 0, 15, 0)),
        (china(2026, 12, 31, 23, 59, 59), 30, china(2027, 1, 1, 0, 29, 59)),
        (china(2028, 2, 28, 12, 0, 1), 1440, china(2028, 2, 29, 12, 0, 1)),
        (china(2028, 2, 29, 12, 0, 0), 1440, china(2028, 3, 1, 12, 0, 0)),
        (china(2027, 2, 28, 12, 0, 0), 1440, china(2027, 3, 1, 12, 0, 0)),
        (china(2026, 3, 29, 1, 30, 0), 120, china(2026, 3, 29, 3, 30, 0)),  # summer time begins in Europe
        (china(2026, 11, 14, 10, 0, 0), 2880, china(2026, 11, 16, 10, 0, 0)),  # round the clock: weekends count
    ],
)
def test_due_to_the_second(start, minutes, due):
    assert due_at(start, Target(minutes), {}) == due


@pytest.mark.parametrize(
    "zone", ["UTC", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati", "Australia/Lord_Howe"]
)
def test_same_due_time_in_every_server_time_zone(zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        start = datetime(2026, 11, 6, 18, 0, tzinfo=UTC)  # already Saturday in Shanghai
        assert due_at(start, Target(30), {}) == china(2026, 11, 7, 2, 30)
        assert due_at(start, Target(1440, in_working_days=True), {}) == china(2026, 11, 9, 2, 0)
    finally:
        monkeypatch.undo()
        time.tzset()


@given(st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)), st.integers(1, 100_000))  # noqa: DTZ001  made aware below
def test_due_is_exactly_the_target_later(start, minutes):
    start = start.replace(tzinfo=CHINA)
    assert due_at(start, Target(minutes), {}) - start == timedelta(minutes=minutes)


# --- working days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 10, 1), False),  # National Day, a Thursday
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 9, 20), True),  # a Sunday worked for National Day
        (date(2026, 10, 10), True),  # a Saturday worked for National Day
        (date(2026, 2, 14), True),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 16), False),
        (date(2026, 11, 14), False),  # a plain Saturday
        (date(2026, 11, 16), True),
    ],
)
def test_working_calendar_of_2026(day, worked):
    assert workdays.is_workday(day, {}) is worked


def test_own_table_comes_before_the_published_calendar():
    assert workdays.is_workday(date(2026, 10, 1), {date(2026, 10, 1): True})
    assert not workdays.is_workday(date(2026, 11, 16), {date(2026, 11, 16): False})


def test_unpublished_year_falls_back_to_monday_to_friday():
    monday = date(PLAIN_YEAR, 10, 6)
    week = [workdays.is_workday(monday + timedelta(days=n), {}) for n in range(7)]
    assert week == [True] * 5 + [False] * 2
    assert not workdays.calendar_is_known(monday, {})
    assert workdays.calendar_is_known(monday, {date(PLAIN_YEAR, 10, 1): False})
    assert workdays.calendar_is_known(date(2026, 10, 1), {})


def test_five_working_days_across_national_day_and_its_make_up_saturday():
    """From Wednesday 30 September: 8, 9, 10 (a worked Saturday), 12, 13 October."""
    assert add_working_days(china(2026, 9, 30, 16, 20, 5), 5, {}) == china(2026, 10, 13, 16, 20, 5)


def test_working_days_count_in_chinese_days():
    """17:00 UTC on Friday is Saturday in Shanghai: the first working day is Monday."""
    start = datetime(2026, 11, 13, 17, 0, tzinfo=UTC)
    assert add_working_days(start, 1, {}) == china(2026, 11, 16, 1, 0)


def test_no_working_day_is_the_moment_itself():
    assert add_working_days(china(2026, 11, 14, 9, 0), 0, {}) == china(2026, 11, 14, 9, 0)


# --- re-tiering and pauses --------------------------------------------------------------------------------


def test_new_due_time_never_moves_a_running_clock_later():
    early, late = china(2026, 11, 16, 10), china(2026, 11, 16, 12)
    assert clock.retargeted(early, late) == clock.retargeted(late, early) == early
    assert clock.retargeted(None, late) == late


@pytest.mark.parametrize(("waited", "left"), [(0, 72), (1, 71), (72, 0), (100, 0)])
def test_consumer_may_stop_the_plan_clock_for_72_hours_in_all(waited, left):
    assert clock.pause_left(waited * HOUR) == left * HOUR


def test_shares_of_a_clock_count_without_the_time_it_stood_still():
    """24 h, paused from 10 to 20: 80 % are gone after 19 h 12 min of running, at 29 h 12 min."""
    held = clock.Clock("plan", START, START + 34 * HOUR, held=10 * HOUR)
    assert held.reached(0.8) == START + 29 * HOUR + 12 * MINUTE
    assert held.reached(2) == START + 58 * HOUR


# --- lights -----------------------------------------------------------------------------------------------

START = china(2026, 11, 16, 10, 0)
RESPOND = clock.Clock("respond", START, START + 30 * MINUTE)


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (0 * MINUTE, ClockState.RUNNING),
        (24 * MINUTE - timedelta(microseconds=1), ClockState.RUNNING),
        (24 * MINUTE, ClockState.SOON),
        (30 * MINUTE, ClockState.SOON),
        (30 * MINUTE + timedelta(microseconds=1), ClockState.LATE),
    ],
)
def test_light_turns_at_80_percent_and_at_the_due_time(after, state):
    seen = clock.light(RESPOND, START + after)
    assert (seen.state, seen.remaining) == (state, 30 * MINUTE - after)


@pytest.mark.parametrize(("minutes", "state"), [(30, ClockState.MET), (31, ClockState.LATE)])
def test_light_of_a_clock_that_was_met(minutes, state):
    met = clock.Clock("respond", START, START + 30 * MINUTE, met_at=START + minutes * MINUTE)
    seen = clock.light(met, START + DAY)
    assert (seen.state, seen.took) == (state, minutes * MINUTE)


def test_paused_clock_shows_what_is_left_since_the_pause():
    paused = clock.Clock("plan", START, START + DAY, paused_at=START + HOUR)
    seen = clock.light(paused, START + 2 * DAY)
    assert (seen.state, seen.remaining) == (ClockState.PAUSED, 23 * HOUR)


# --- what falls due ---------------------------------------------------------------------------------------


def complaint(**facts):
    """A complaint of low tier as it is registered, as far as clocks look at it."""
    usual = {
        "tier": "low",
        "state": "registered",
        **dict.fromkeys(("registered_at", "tier_set_at", "contacted_at", "stage_at", "swept_at"), START),
        "respond_by": START + 30 * MINUTE,
        "dispatch_by": START + 2 * HOUR,
        "plan_by": START + DAY,
        "update_by": START + DAY,
        "stage_by": None,
        "redline_by": START + 15 * DAY,
        "plan_held": timedelta(),
        "owner_id": None,
        "department_id": None,
        "home_desk_id": "CS",
        **dict.fromkeys(
            (
                *("responded_at", "dispatched_at", "planned_at", "settled_at", "paused_at", "redline_paused_at"),
                *("call_set_at", "call_by", "person_asked_at", "person_by"),
            )
        ),
    }
    return SimpleNamespace(**usual | facts)


def test_first_look_of_the_sweep_is_at_half_of_the_first_response():
    assert clock.next_look_at(complaint(), START) == START + 15 * MINUTE


def test_nearest_clock_is_the_one_due_first_and_a_paused_one_comes_last():
    assert clock.nearest(complaint()).name == "respond"
    answered = complaint(responded_at=START, dispatched_at=START, paused_at=START, update_by=START + 2 * DAY)
    assert clock.nearest(answered).name == "update"


def test_archived_complaint_has_no_running_clock():
    assert clock.nearest(complaint(state="archived", settled_at=START)) is None


def test_effect_counts_in_the_version_in_which_it_fell_due():
    """The step was due at 11:00; it ended at 12:00 or at 11:00 sharp; we look at 13:00."""
    step = complaint(state="in_review", stage_by=START + HOUR, responded_at=START, dispatched_at=START)
    done = complaint(state="proposing", responded_at=START, dispatched_at=START)

    def stage_marks(until):
        effects = clock.fallen_due([(step, until), (done, None)], START, START + 3 * HOUR)
        return [effect.mark for effect in effects if effect.clock == "stage"]

    assert stage_marks(START + 2 * HOUR) == ["warn_80", "breach"]
    assert stage_marks(START + HOUR) == ["warn_80"]


def test_effect_seen_in_two_versions_counts_once():
    effects = clock.fallen_due([(complaint(), START + 20 * MINUTE), (complaint(), None)], START, START + HOUR)
    assert len(effects) == len({(e.clock, e.mark, e.at) for e in effects})


@given(st.lists(st.integers(1, 3000), max_size=6).map(sorted))
def test_any_rhythm_of_sweeping_finds_the_same_effects(looks):
    """However often and late somebody looks, the union of what he finds is what one last look would find."""
    end = START + 3000 * MINUTE
    found, since = [], START
    for now in [*(START + minutes * MINUTE for minutes in looks), end]:
        effects = clock.fallen_due([(complaint(), None)], since, now)
        found += effects
        since = max([since, *(effect.at for effect in effects)])
    assert found == clock.fallen_due([(complaint(), None)], START, end)
