"""The arithmetic of figures, against numbers worked out by hand or printed in textbooks."""

from datetime import UTC, date, datetime

import pytest

from complaints.reports.figures.period import last_days, month_of, own_range
from complaints.reports.figures.rates import (
    Rate,
    change_at_equal_mix,
    change_between,
    change_of_counts,
    wilson,
)
from complaints.reports.figures.waiting import agents_needed, share_answered

NOON = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)  # 12:00 in China


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


# --- shares ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [(0, 10, 0.0, 0.2775), (9, 10, 0.5958, 0.9821), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_interval(hits, tries, low, high):
    """The last line is the example of Newcombe (1998)."""
    assert wilson(hits, tries) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_rate_of_nothing_has_no_share():
    nothing = Rate(0, 0)
    assert (nothing.share, nothing.low, nothing.high, nothing.is_few) == (None, None, None, True)
    assert nothing.points_over(Rate(1, 2)) is None
    assert Rate(3, 4).points_over(Rate(1, 2)) == 25


@pytest.mark.parametrize(("tries", "is_few"), [(19, True), (20, False)])
def test_below_twenty_is_too_few(tries, is_few):
    assert Rate(1, tries).is_few is is_few


def test_change_with_its_interval():
    """30 of 100, then 15 of 100: half, and the logarithm's error is sqrt(1/15 - 1/100 + 1/30 - 1/100)."""
    change = change_between(Rate(30, 100), Rate(15, 100))
    assert (change.percent, change.low, change.high) == pytest.approx((-50.0, -71.28, -12.96), abs=0.01)
    assert change.is_clear
    assert not change_between(Rate(30, 100), Rate(25, 100)).is_clear


@pytest.mark.parametrize(("before", "after"), [((5, 19), (5, 100)), ((4, 100), (9, 100)), ((9, 100), (4, 100))])
def test_too_few_are_not_compared(before, after):
    assert change_between(Rate(*before), Rate(*after)) is None


def test_equal_mix_undoes_a_change_of_mix():
    """Each class stays as it was, only their mix moved: the crude share halves, the one at equal mix stays."""
    easy, hard = (Rate(10, 100), Rate(30, 300)), (Rate(150, 300), Rate(50, 100))
    crude = change_between(Rate(160, 400), Rate(80, 400))
    assert crude.percent == pytest.approx(-50)
    fair = change_at_equal_mix([easy, hard])
    assert fair.percent == pytest.approx(0)
    assert not fair.is_clear


def test_one_stratum_is_the_plain_change():
    """With a single stratum both methods agree."""
    pair = Rate(30, 100), Rate(15, 100)
    plain, fair = change_between(*pair), change_at_equal_mix([pair])
    assert (fair.percent, fair.low, fair.high) == pytest.approx((plain.percent, plain.low, plain.high), abs=1e-6)


@pytest.mark.parametrize("strata", [[], [(Rate(9, 100), Rate(0, 0))], [(Rate(9, 100), Rate(4, 100))]])
def test_strata_with_nothing_on_one_side_say_nothing(strata):
    assert change_at_equal_mix(strata) is None


def test_change_of_counts_takes_the_time_into_account():
    """40 in 20 days, then 20 in 20 days: halved; the same 20 in 10 days: no change."""
    assert change_of_counts(40, 20, 20, 20).percent == pytest.approx(-50)
    assert change_of_counts(40, 20, 20, 10).percent == pytest.approx(0)


@pytest.mark.parametrize(("before", "after"), [(10, 9), (0, 30), (30, 0)])
def test_small_counts_give_no_percentage(before, after):
    assert change_of_counts(before, after, 30, 30) is None


# --- people needed --------------------------------------------------------------------------------------------


def test_erlang_of_one_server_is_the_textbook_formula():
    """One person, half busy: who waits longer than t is rho * exp(-(1 - rho) t / s), here 0.5 * exp(-1.5)."""
    assert share_answered(1, an_hour=3, minutes_each=10) == pytest.approx(1 - 0.5 * 0.22313, abs=1e-5)


def test_people_needed():
    assert agents_needed(0, 20) == 0
    assert agents_needed(3, 10) == 2  # one alone reaches 88.8 %
    assert agents_needed(12, 30) == 8  # six are busy all the time, seven take up 81 % in time
    assert share_answered(6, 12, 30) == 0


# --- days -----------------------------------------------------------------------------------------------------


def test_days_begin_at_midnight_in_china():
    period = last_days(7, NOON)
    assert (period.since, period.until) == (utc(2026, 11, 9, 16), NOON)
    assert period.before == (utc(2026, 11, 2, 16), utc(2026, 11, 9, 4))
    assert (str(period), period.days_query) == ("2026-11-10 – 2026-11-16", "since=2026-11-10&until=2026-11-16")


def test_just_after_midnight_in_china_it_is_the_new_day():
    assert str(last_days(1, utc(2026, 11, 15, 16, 0))) == "2026-11-16 – 2026-11-16"
    assert str(last_days(1, utc(2026, 11, 15, 15, 59))) == "2026-11-15 – 2026-11-15"


def test_a_whole_month_is_compared_with_the_whole_month_before():
    period = month_of(date(2026, 3, 1), NOON)
    assert period.span == (utc(2026, 2, 28, 16), utc(2026, 3, 31, 16))
    assert period.before == (utc(2026, 1, 31, 16), utc(2026, 2, 28, 16))


def test_a_running_month_is_compared_with_as_much_of_the_one_before():
    period = month_of(date(2026, 11, 1), NOON)
    assert period.span == (utc(2026, 10, 31, 16), NOON)
    assert period.before == (utc(2026, 9, 30, 16), utc(2026, 10, 16, 4))


def test_own_days_end_today_at_the_latest():
    period = own_range(date(2026, 11, 15), date(2026, 12, 31), NOON)
    assert (period.last, period.until) == (date(2026, 11, 16), NOON)
    past = own_range(date(2026, 11, 1), date(2026, 11, 2), NOON)
    assert past.span == (utc(2026, 10, 31, 16), utc(2026, 11, 2, 16))
    assert past.before == (utc(2026, 10, 29, 16), utc(2026, 10, 31, 16))
