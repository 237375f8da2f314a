"""Nights, promotions and the days ahead: scenario 12 of domain.md 8, and the staffing view of a surge (IN-16)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.actions import absences, archive, intake
from complaints.enums import AbsenceKind
from complaints.filters import midnight
from complaints.models import Complaint, PromotionWindow
from complaints.reports.figures import hours, surge
from complaints.reports.figures.rates import Rate

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONDAY = date(2026, 11, 16)


@pytest.fixture
def night_owl(new_complaint):
    """Ten complaints of one consumer, nine of them after 22:00 in China; the newest is yesterday's."""
    yesterday = midnight(timezone.localdate()) - DAY
    moments = [yesterday - n * 7 * DAY + (22 * HOUR if n else 23 * HOUR) for n in range(9)]
    moments.append(yesterday - 65 * DAY + 12 * HOUR)
    newest, *_older = [new_complaint(at=at, order={"order_number": f"N-{n}"}) for n, at in enumerate(moments)]
    return newest


def test_scenario_12_night_time_complainer(client, night_owl, lin, zhao):
    """Pattern and preference with source and consent; a suggestion; the change of shifts with its small numbers."""
    now = timezone.now()
    case = intake.accept(night_owl, by=lin, now=now)
    facts = {"kind": "preference", "value": "time", "source": "stated", "consent_at": now}
    archive.remember(case, by=lin, now=now, **facts)
    client.force_login(zhao)
    page = client.get(reverse("complaints:complaint", args=[case.number]))
    assert page.context["nights"] == Rate(9, 10)
    assert "10 件投诉中 9 件在夜间 22:00–06:00" in page.text
    assert "由我们从一年内的登记时间推断" in page.text
    (preference,) = page.context["profile"]
    assert preference["source"] == f"本人说明，{now:%Y-%m-%d} 同意"
    assert "建议" in page.text
    onward = f"{reverse('complaints:hours')}?consumer={case.consumer_id}"
    assert onward in page.text

    changed = timezone.localdate() - 10 * DAY
    shift = client.get(onward, {"changed": changed.isoformat(), "width": 30, "consumer": case.consumer_id})
    found = shift.context["shift"]
    assert (found.before, found.after, found.change) == (4, 2, None)
    assert "数量太少" in shift.text
    assert [row.at_night for row in shift.context["nights"]] == [Rate(9, 10)]


def test_a_night_or_two_are_no_pattern_on_the_card(client, new_complaint, lin):
    now = timezone.now()
    case = intake.accept(new_complaint(at=midnight(timezone.localdate()) - HOUR), by=lin, now=now)
    client.force_login(lin)
    page = client.get(reverse("complaints:complaint", args=[case.number]))
    assert page.context["nights"] is None
    assert "时间规律" not in page.text


def test_agents_of_the_front_line_get_no_link_to_pages_closed_to_them(client, night_owl, lin):
    case = intake.accept(night_owl, by=lin, now=timezone.now())
    client.force_login(lin)
    page = client.get(reverse("complaints:complaint", args=[case.number])).text
    assert "时间规律" in page
    assert reverse("complaints:hours") not in page


def test_a_pattern_is_of_one_year(now):
    moments = [now - 365 * DAY, *(midnight(MONDAY) - n * DAY for n in range(5))]
    assert hours.nights_among(moments, now) == Rate(5, 5)


# --- what is usual, and what promotions bring --------------------------------------------------------------------


def window(starts_at, ends_at, name="双11"):
    return PromotionWindow.objects.create(name=name, codes=["F"], starts_at=starts_at, ends_at=ends_at)


@pytest.fixture
def usual(new_complaint):
    """One complaint at 10:30 in China on each of the 28 days before Monday the 16th of November."""
    for n in range(1, 29):
        new_complaint(at=midnight(MONDAY) - n * DAY + 10 * HOUR + 30 * MINUTE, phone=f"138{n:08d}")


def test_the_usual_is_an_average_by_the_hour_of_china(usual, now):
    found = surge.usual_day(now, [])
    assert (found[10], found[9], found[11], sum(found.values())) == (1, 0, 0, 1)


def test_hours_of_promotions_are_left_out_of_the_usual(usual, new_complaint, now):
    """Ten more within the promotion of two days change nothing."""
    on = window(midnight(date(2026, 11, 10)), midnight(date(2026, 11, 12)))
    for n in range(10):
        new_complaint(at=on.starts_at + 10 * HOUR + n * MINUTE, phone=f"137{n:08d}")
    assert surge.usual_day(now, [on])[10] == 1
    assert surge.usual_day(now, [])[10] == (28 + 10) / 28


def test_a_promotion_lifts_the_usual_by_what_earlier_ones_brought(usual, new_complaint, now):
    """Two days with 24 in all, after twenty-two usual ones in the four weeks before: 24 instead of 22 / 14."""
    on = window(midnight(date(2026, 11, 10)), midnight(date(2026, 11, 12)), name="双11")
    for n in range(22):
        new_complaint(at=on.starts_at + 12 * HOUR + n * MINUTE, phone=f"137{n:08d}")
    (found,) = surge.lifts(now)
    assert (found.name, found.came, found.usual) == ("双11", 24, 22 * 2 / 28)
    assert surge.factor_of([found], now) == (pytest.approx(24 / (22 / 14)), 1)
    ahead = window(midnight(date(2026, 11, 18)), midnight(date(2026, 11, 19)), name="返场")
    days = surge.days_ahead(now)
    assert [bool(day.windows) for day in days] == [False, False, True, False, False, False, False]
    assert days[2].windows == [ahead]
    assert (days[1].expected, days[2].expected) == (1, pytest.approx(24 / (22 / 14)))


def test_too_few_complaints_in_a_promotion_teach_nothing(usual, now):
    on = window(midnight(date(2026, 11, 10)), midnight(date(2026, 11, 12)))
    (found,) = surge.lifts(now)
    assert (found.name, found.came) == (on.name, 2)
    assert surge.factor_of([found], now) == (1, 0)


def test_without_an_earlier_promotion_the_usual_counts(usual, now):
    window(midnight(date(2026, 11, 18)), midnight(date(2026, 11, 19)))
    assert surge.factor_of(surge.lifts(now), now) == (1, 0)
    assert surge.days_ahead(now)[2].expected == 1


def test_people_away_are_missing_in_their_hours(usual, lin, wang, zhao, now):
    """wang is away on Tuesday from 9 to 18: a day with one away, the days beside it with none."""
    begins = midnight(date(2026, 11, 17)) + 9 * HOUR
    absences.plan_absence(
        wang, by=zhao, now=now, kind=AbsenceKind.LEAVE, begins_at=begins, ends_at=begins + 9 * HOUR, stand_in=lin
    )
    case = Complaint.objects.order_by("registered_at").last()
    intake.accept(case, by=lin, now=midnight(MONDAY) + 10 * HOUR)
    days = surge.days_ahead(now + HOUR)
    assert [day.away for day in days] == [0, 1, 0, 0, 0, 0, 0]
    full, less = days[0].slots[10].there, days[1].slots[10].there
    assert full == pytest.approx(1 / 28)
    assert less == pytest.approx(full * (surge.load(now).crew - 1) / surge.load(now).crew)
    assert days[1].slots[19].there == days[0].slots[19].there


def test_needed_people_per_hour(usual, now):
    """One an hour of thirty minutes: one person reaches 81.6 %, two nearly all."""
    (first, *_rest) = surge.days_ahead(now, minutes_each=30)
    assert (first.slots[10].needed, first.slots[9].needed) == (2, 0)
    assert first.worst.hour == 10


def test_a_new_complaint_waits_for_those_before_it(new_complaint, lin, now):
    cases = [new_complaint(at=now - HOUR / 2, phone=f"138{n:08d}") for n in range(4)]
    assert surge.load(now, minutes_each=20).wait is None
    intake.accept(cases[0], by=lin, now=now)
    found = surge.load(now, minutes_each=20)
    assert (found.open, found.unanswered, found.at_work, found.wait) == (4, 4, 1, 80 * MINUTE)
    assert surge.load(now).wait is None


@pytest.mark.parametrize("query", ["", "?minutes=0", "?minutes=30", "?day=2026-13-01", "?day=1999-01-01"])
def test_page_stands_empty_and_with_nonsense(client, mei, query):
    client.force_login(mei)
    page = client.get(reverse("complaints:days_ahead") + query)
    assert page.status_code == 200
    assert len(page.context["days"]) == 7


@pytest.mark.parametrize("count", [1, 12])
def test_page_takes_the_same_number_of_statements(client, new_complaint, mei, count, django_assert_num_queries):
    now = timezone.now()
    for n in range(count):
        new_complaint(at=now - 2 * HOUR, phone=f"138{n:08d}")
        window(now - (n + 2) * DAY, now - (n + 1) * DAY, name=f"w{n}")
    client.force_login(mei)
    client.get(reverse("complaints:days_ahead"))
    with django_assert_num_queries(17):
        client.get(reverse("complaints:days_ahead"))
