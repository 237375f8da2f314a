"""Figures of channels, ownership, people and hours: exact numbers at the edges, and every number opens its records."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.filters import midnight
from complaints.models import Agent, Complaint, Consumer
from complaints.reports.figures import again, channels, hours, people
from complaints.reports.figures.period import last_days, own_range
from complaints.reports.figures.rates import Rate

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PAGES = ("channels", "effects", "staff", "hours")


def china(day, hour=10, minute=0):
    """A moment by the clock of China."""
    return midnight(day) + hour * HOUR + minute * MINUTE


def pin(case, **columns):
    """Put stored columns where the story needs them."""
    Complaint.objects.filter(pk=case.pk).update(**columns)
    return Complaint.objects.get(pk=case.pk)


def ended(case, at, **columns):
    lin = Agent.objects.get(username="lin")
    usual = {"owner": lin, "first_owner": lin, "state": "closed", "closing_code": "accepted_money", "closed_at": at}
    return pin(case, **usual | columns)


@pytest.fixture
def file(new_complaint):
    """file(at, ...): one complaint of a consumer of its own."""
    numbers = iter(range(10_000_000, 99_999_999))

    def filed(at, phone=None, order_number=None, **facts):
        number = next(numbers)
        order = {"order_number": order_number or f"D-{number}"} | facts.pop("order", {})
        return new_complaint(at=at, phone=phone or f"138{number}", order=order, **facts)

    return filed


# --- channels (IN-01) -------------------------------------------------------------------------------------------


def test_channels_count_answers_by_the_stored_clock(file, lin, now):
    """Two by web, one answered at the last second, one a second late; one by phone, unanswered and still in time."""
    later = {"first_owner": lin, "owner": lin, "state": "accepted"}
    one, two = (file(now - 5 * HOUR) for _ in range(2))
    pin(one, responded_at=one.respond_by, **later)
    pin(two, responded_at=two.respond_by + timedelta(seconds=1), reopened=1, **later)
    file(now - 10 * MINUTE, channel="phone")
    total, web, phone = channels.doors(last_days(7, now).span, now)
    assert [(door.code, door.came) for door in (total, web, phone)] == [("", 3), ("web", 2), ("phone", 1)]
    assert (web.in_time, web.reopened, web.answer) == (Rate(1, 2), Rate(1, 2), 30 * MINUTE + timedelta(seconds=0.5))
    assert (phone.in_time, phone.answer) == (Rate(0, 0), 10 * MINUTE)
    assert (total.in_time, total.settled) == (Rate(1, 2), Rate(0, 3))
    assert (round(web.share, 1), total.share) == (66.7, 100)


def test_withdrawn_before_its_time_was_over_is_no_late_answer(file, now):
    case = file(now - 5 * HOUR)
    pin(case, state="withdrawn", stage_at=case.respond_by - MINUTE)
    late = file(now - 5 * HOUR)
    pin(late, state="withdrawn", stage_at=late.respond_by + MINUTE)
    total, *_rest = channels.doors(last_days(7, now).span, now)
    assert total.in_time == Rate(0, 1)


def test_merged_ones_count_as_volume_and_nowhere_else(file, now):
    master, child = file(now - 5 * HOUR), file(now - 5 * HOUR)
    pin(child, master=master, state="merged")
    total, *_rest = channels.doors(last_days(7, now).span, now)
    assert (total.came, total.counted, total.in_time.tries) == (2, 1, 1)


def test_the_day_begins_in_china(file, now):
    """One a minute before midnight, one at midnight: a period of today has only the second."""
    today = date(2026, 11, 16)
    file(china(today, 0) - MINUTE)
    file(china(today, 0))
    period = last_days(1, now)
    assert channels.doors(period.span, now)[0].came == 1
    assert channels.doors(period.before, now)[0].came == 0  # yesterday, only until the same hour
    assert channels.doors(own_range(date(2026, 11, 15), date(2026, 11, 15), now).span, now)[0].came == 1


def test_no_complaint_no_figure(now):
    (total,) = channels.doors(last_days(7, now).span, now)
    assert (total.came, total.share, total.answer, total.lag, total.in_time.share) == (0, 0, None, None, None)


# --- lag (IN-14) ------------------------------------------------------------------------------------------------


def test_lag_has_median_nine_in_ten_mean_and_share_above_four_hours(file, now):
    """Lags of 0, 1, 2, 4 and 5 hours: only the last is longer than the baseline of four."""
    for lag in (0, 1, 2, 4, 5):
        pin(file(now - 6 * HOUR), first_contact_at=now - 6 * HOUR - lag * HOUR)
    total, _web = channels.doors(last_days(7, now).span, now)
    assert (total.lag, total.lag_p90, total.lag_mean) == (2 * HOUR, 4.6 * HOUR, 2.4 * HOUR)
    assert total.lagging == Rate(1, 5)


def test_lag_baseline_has_a_source():
    length, source = channels.baseline()
    assert (length, source.source) == (4 * HOUR, "001 §1")


# --- ownership (OW-02) ------------------------------------------------------------------------------------------


@pytest.fixture
def repeated(file):
    """Four closed complaints of October: one repeated on its order, one on its matter, two not (too late, other)."""
    start = china(date(2026, 10, 1))
    for n, (delay, order) in enumerate([(29, "same"), (30, "other"), (30 + 1 / 86400, "same"), (5, "stranger")]):
        phone = f"1390000000{n}"
        first = file(start, phone=phone, order_number=f"O-{n}")
        ended(first, start + DAY)
        who = phone if order != "stranger" else "13911111111"
        shop = {"merchant": "海味行" if order == "other" else "别家"}
        file(start + delay * DAY, phone=who, order_number=f"O-{n}" if order != "other" else "O-X", order=shop)
    return start


def test_repeats_count_within_thirty_days_to_the_second(repeated):
    found = again.repeats((repeated, repeated + MINUTE))
    assert (found.either, found.order, found.topic) == (Rate(2, 4), Rate(1, 4), Rate(1, 4))


def test_repeats_wait_until_the_thirty_days_are_over(now):
    """On the 16th of November the last known day is the 16th of October: its thirty days ended yesterday."""
    known = again.known(last_days(7, now), now)
    assert str(known) == "2026-10-10 – 2026-10-16"
    assert known.until <= now - 30 * DAY
    past = own_range(date(2026, 9, 1), date(2026, 9, 30), now)
    assert str(again.known(past, now)) == str(past)


def test_satisfaction_counts_four_and_five_of_the_answers(file, now):
    for stars in (5, 4, 3, 1):
        ended(file(now - 3 * DAY), now - DAY, satisfaction=stars, surveyed_at=now - HOUR)
    ended(file(now - 3 * DAY), now - DAY)
    period = last_days(7, now)
    (content, asked), before = again.satisfaction(period.span, period.before)
    assert before == (Rate(0, 0), Rate(0, 0))
    assert (content, asked) == (Rate(2, 4), Rate(4, 5))


def test_before_and_after_a_day_split_at_midnight_in_china(file, now):
    day = date(2026, 10, 1)
    for at in (china(day, 0) - MINUTE, china(day, 0), china(day, 0) + 40 * DAY):
        case = file(at - DAY)
        ended(pin(case, registered_at=at), at + HOUR, satisfaction=5, surveyed_at=at)
    found = again.before_and_after(day, 30, now)
    assert (found["satisfaction"].before, found["satisfaction"].after) == (Rate(1, 1), Rate(1, 1))
    assert found["satisfaction"].change is None  # too few
    assert found["repeats"].after_span == (midnight(day), now - 30 * DAY)


def test_after_side_is_empty_while_no_thirty_days_are_over(now):
    found = again.before_and_after(date(2026, 11, 1), 30, now)
    assert (found["repeats"].after_span, found["repeats"].after) == (None, Rate(0, 0))


# --- people (OW-06, OW-07) --------------------------------------------------------------------------------------


def served(name, joined, left=None, *roles):
    return people.Service(name, roles or ("front_line",), date.fromisoformat(joined), left and date.fromisoformat(left))


def test_turnover_is_leavers_over_the_average_head_count():
    """Ten people; one left on the last day of June, one came on the first of July: ten on average in a year of 365."""
    staff = [served(f"a{n}", "2020-01-01") for n in range(9)]
    staff += [served("left", "2020-01-01", "2025-06-30"), served("new", "2025-07-01", None, "lead", "front_line")]
    found = people.turnover(staff, date(2025, 1, 1), date(2025, 12, 31))
    assert (found["all"].leavers, found["all"].staff, found["all"].a_year) == (1, 10, 10)
    assert [(row.label, row.leavers) for row in found["roles"]] == [("一线客服", 1), ("组长", 0)]
    first, second, third, last = found["bands"]
    assert (first.person_days, second.person_days, third.person_days) == (90, 94, 0)
    assert (last.leavers, last.person_days) == (1, 9 * 365 + 181)


def test_leaving_counts_on_the_last_day_and_not_after_it():
    person = served("left", "2026-01-01", "2026-03-31")
    assert person.leaves_in(date(2026, 3, 31), date(2026, 4, 30))
    assert not person.leaves_in(date(2026, 4, 1), date(2026, 4, 30))
    assert person.days_in(date(2026, 3, 31), date(2026, 4, 30)) == 1
    assert person.days_in(date(2026, 4, 1), date(2026, 4, 30)) == 0


def test_services_are_read_from_the_accounts(lin, wang, mei, now):
    """A last day counts; who was switched off without one left that day; a manager handles nothing."""
    lin.last_day = date(2026, 11, 30)
    lin.save()
    wang.is_active = False
    wang._history_date = now
    wang.save()
    found = {service.name: service for service in people.services()}
    assert (found["林晓"].left, found["王芳"].left) == (date(2026, 11, 30), date(2026, 11, 16))
    assert found["赵宁"].left is None
    assert "梅清" not in found


def test_what_comes_back_by_the_handlers_time_in_the_post(file, lin, wang):
    """lin is there for 89 days, wang for 90 and a second, when their complaints are registered."""
    at = china(date(2026, 10, 1))
    for agent, days in ((lin, timedelta(days=90, seconds=-1)), (wang, timedelta(days=90))):
        agent.date_joined = at - days
        agent.save()
        case = file(at)
        ended(case, at + DAY, owner=agent, first_owner=agent, handler=agent, reopened=int(agent == lin))
    new, young, *_older = people.by_tenure((at, at + MINUTE))
    assert (new.reopened, young.reopened, new.repeated) == (Rate(1, 1), Rate(0, 1), Rate(0, 1))


# --- hours (OW-08) ----------------------------------------------------------------------------------------------


def test_hours_are_those_of_china(file, lin, now):
    """22:59 and 23:00 in China; two people at work at 23."""
    day = date(2026, 11, 10)
    file(china(day, 22, 59))
    case = file(china(day, 23), channel="phone")
    case.events.all()
    table = hours.hours(last_days(7, now).span, now)
    assert [(row.hour, row.came) for row in table if row.came] == [(22, 1), (23, 1)]
    assert (len(table), table[0].needed) == (24, None)


def test_people_at_work_are_those_who_acted_in_the_hour(file, lin, wang, now):
    from complaints.actions import intake

    day = date(2026, 11, 16)
    for n, agent in enumerate((lin, lin, wang)):
        case = file(china(day, 8), by=None)
        intake.accept(case, by=agent, now=china(day, 9, n))
    table = hours.hours((midnight(day), midnight(day) + DAY), now)
    assert (table[9].at_work, table[8].at_work, table[8].a_day) == (2, 0, 3)


def test_needed_people_follow_from_arrivals_and_minutes(file, now):
    day = date(2026, 11, 10)
    for n in range(12):
        file(china(day, 21, n))
    span = (midnight(day), midnight(day) + DAY)
    table = hours.hours(span, now, minutes_each=30)
    assert (table[21].needed, table[21].lacking, table[20].needed) == (8, 8, 0)


@pytest.mark.parametrize(("hour", "minute", "is_night"), [(21, 59, False), (22, 0, True), (5, 59, True), (6, 0, False)])
def test_night_is_from_22_to_6_in_china(file, now, hour, minute, is_night):
    day = date(2026, 11, 10)
    file(china(day, hour, minute))
    assert hours.night_share(last_days(7, now).span) == Rate(int(is_night), 1)


@pytest.mark.parametrize(
    ("hits", "tries", "found"), [(9, 10, True), (5, 5, True), (4, 4, False), (8, 10, False), (0, 0, False)]
)
def test_a_pattern_takes_five_complaints_and_surely_more_than_half(hits, tries, found):
    assert hours.is_pattern(Rate(hits, tries)) is found


def test_nights_before_and_after_a_change_of_shifts(file, now):
    day = date(2026, 10, 20)
    for n in (-3, -2, -1):
        file(china(day + timedelta(days=n), 23), phone="13900001111")
    file(china(day, 0), phone="13900001111")
    file(china(day, 12), phone="13900001111")
    found = hours.shift_change(day, 30, now)
    assert (found.before, found.after, found.before_days) == (3, 1, 30)
    assert round(found.after_days, 2) == 27.42  # until now
    assert found.change is None
    stranger = Consumer.objects.create(name="别人", created_at=now)
    assert hours.shift_change(day, 30, now, stranger).before == 0


# --- pages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "query", ["", "days=x", "month=2026-13", "month=9999-01", "since=2026-11-09&until=2026-11-01", "since=1999-01-01"]
)
def test_pages_stand_empty_and_with_nonsense(client, mei, name, query):
    client.force_login(mei)
    assert client.get(reverse(f"complaints:{name}") + f"?{query}").status_code == 200


def test_swapped_days_are_told_beside_the_field_and_kept(client, mei):
    client.force_login(mei)
    page = client.get(reverse("complaints:channels"), {"since": "2026-11-09", "until": "2026-11-01"}).text
    assert "结束日早于开始日" in page
    assert 'value="2026-11-09"' in page
    assert "现显示近 30 天" in page


@pytest.mark.parametrize("query", ["changed=2099-01-01", "changed=x&width=7", "minutes=0", "consumer=0", "minutes=-3"])
def test_bad_forms_are_no_error(client, mei, query):
    client.force_login(mei)
    for page in ("effects", "hours"):
        assert client.get(reverse(f"complaints:{page}") + f"?{query}").status_code == 200


def count_of(client, url):
    return len(client.get(url).context["rows"])


def test_every_number_of_a_channel_opens_its_records(client, file, lin, mei):
    """The rows behind each link are as many as the number says, merged and withdrawn ones among them."""
    now = timezone.now()
    cases = [file(now - 5 * HOUR, channel=channel) for channel in ("web", "web", "web", "web", "phone")]
    theirs = {"first_owner": lin, "owner": lin, "state": "accepted"}
    pin(cases[0], responded_at=cases[0].respond_by, first_contact_at=now - 11 * HOUR, **theirs)
    pin(cases[1], reopened=2, **theirs)
    ended(cases[2], now)
    pin(cases[3], master=cases[0], state="merged")
    client.force_login(mei)
    page = client.get(reverse("complaints:channels"), {"days": 7})
    for door, _earlier, url in page.context["rows"]:
        assert count_of(client, url) == door.came
        assert count_of(client, f"{url}&answer=in_time") == door.in_time.hits
        assert count_of(client, f"{url}&answer=late") == door.in_time.tries - door.in_time.hits
        assert count_of(client, f"{url}&reopened=1") == door.reopened.hits
        assert count_of(client, f"{url}&state=settled") == door.settled.hits
        assert count_of(client, f"{url}&lag=long") == door.lagging.hits
    assert page.context["total"].lagging.hits == 1


def test_every_hour_opens_its_records(client, file, mei):
    now = timezone.now()
    for n in range(30):
        file(now - n * HOUR)
    client.force_login(mei)
    page = client.get(reverse("complaints:hours"), {"days": 7})
    assert sum(hour.came for hour, _url in page.context["hours"]) == 30
    for hour, url in page.context["hours"]:
        assert count_of(client, url) == hour.came
    assert count_of(client, page.context["night_url"]) == page.context["night"].hits


def test_repeats_open_their_records(client, repeated, mei):
    client.force_login(mei)
    page = client.get(reverse("complaints:effects"), {"since": "2026-10-01", "until": "2026-10-01"})
    assert page.context["now_rates"].either == Rate(2, 4)
    assert count_of(client, page.context["repeats_url"]) == 2


def test_benchmarks_stand_with_their_source_and_as_claims(client, mei):
    client.force_login(mei)
    effects = client.get(reverse("complaints:effects")).text
    assert "001 §2.1" in effects
    assert "\N{MINUS SIGN}37" in effects
    assert "+22" in effects
    assert "000 §3.2" in client.get(reverse("complaints:staff")).text


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize(("name", "statements"), [("channels", 8), ("effects", 7), ("staff", 6), ("hours", 9)])
def test_pages_take_the_same_number_of_statements(
    client, file, mei, name, statements, count, django_assert_num_queries
):
    now = timezone.now()
    for _n in range(count):
        file(now - 2 * HOUR)
    client.force_login(mei)
    client.get(reverse(f"complaints:{name}"))
    with django_assert_num_queries(statements):
        client.get(reverse(f"complaints:{name}"))
