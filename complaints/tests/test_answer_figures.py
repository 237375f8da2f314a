"""How consumers hear from us, in figures: silence, results in time, who feels ignored (FB-08, FB-12, FB-18)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.actions import contact, intake, routing
from complaints.actions.sweep import sweep
from complaints.models import Complaint, FollowUp
from complaints.reports.figures import answers
from complaints.reports.figures.rates import Rate

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def accept(new_complaint, lin):
    """accept(at) -> a complaint of a new order that lin took up at that moment."""
    numbers = iter(range(1000))

    def accepted(at):
        case = new_complaint(at=at, order={"order_number": f"A-{next(numbers)}"})
        return intake.accept(case, by=lin, now=at)

    return accepted


def pin(case, **columns):
    Complaint.objects.filter(pk=case.pk).update(**columns)


def test_silence_counts_complaints_with_a_missed_update(accept, lin, now):
    """One heard in time, one a day too late, one too young to be judged."""
    heard, silent = accept(now), accept(now)
    for hours in (23, 46):
        contact.reply(heard, by=lin, now=now + hours * HOUR, body="您好，仓库还在核对，明天中午十二点前给您消息。")
    sweep(now=now + 2 * DAY)
    accept(now + 2 * DAY)
    everything, tiers = answers.silence((now, now + 3 * DAY), now + 2 * DAY)
    assert everything == Rate(1, 2)
    assert tiers == {"low": Rate(1, 2)}
    assert silent.clock_marks.filter(clock="update", mark="breach").exists()


def test_the_line_is_a_claim_of_its_source():
    assert (answers.ceiling().value, answers.ceiling().unit, answers.ceiling().source) == (3.91, "percent", "000 §3.2")


def test_results_are_measured_by_the_time_of_their_tier(accept, now):
    """At the last second; a second late; open and over; open with time left; closed without one before it was due."""
    cases = [accept(now) for _n in range(5)]
    due = cases[0].plan_by
    pin(cases[0], planned_at=due)
    pin(cases[1], planned_at=due + timedelta(seconds=1))
    pin(cases[3], plan_by=due + 3 * DAY)
    pin(cases[4], state="withdrawn", stage_at=due - HOUR, closing_code="withdrawn")
    (low,) = answers.results((now, due + 9 * DAY), due + DAY)
    assert (low.tier, low.in_time) == ("low", Rate(1, 3))
    assert DAY <= low.half <= DAY + timedelta(seconds=1)


def test_who_feels_ignored_is_counted_beside_the_silence_before(accept, lin, now):
    ignored, hurt = accept(now), accept(now)
    contact.reply(hurt, by=lin, now=now + HOUR, body="您好，请先停止使用，我们马上核实。")
    routing.escalate(hurt, by=lin, now=now + 2 * HOUR, reason="有人受伤", reason_code="injury")
    sweep(now=now + 26 * HOUR)
    routing.escalate(ignored, by=lin, now=now + 26 * HOUR, reason="多次来电没有回音", reason_code="felt_ignored")
    found = {row.code: row for row in answers.escalations((now, now + 2 * DAY))}
    assert (found["felt_ignored"].silence, found["felt_ignored"].missed) == (26 * HOUR, Rate(1, 1))
    assert (found["injury"].silence, found["injury"].missed) == (HOUR, Rate(0, 1))


def test_second_surveys_are_counted_as_shares(accept, lin, now):
    rows = [
        {"answered_at": now, "satisfaction": 5, "felt_heard": True},
        {"answered_at": now, "satisfaction": 1, "call_by": now + DAY, "called_at": now + HOUR, "called_by": lin},
        {"answered_at": now, "satisfaction": 2, "felt_heard": False, "call_by": now + DAY},
        {},
    ]
    for row in rows:
        FollowUp.objects.create(complaint=accept(now), ask_at=now, asked_at=now, **row)
    found = answers.second_surveys((now, now + DAY), now + 2 * DAY)
    assert found == {
        "answered": Rate(3, 4),
        "content": Rate(1, 3),
        "heard": Rate(1, 2),
        "called": Rate(1, 2),
    }


# --- the page -----------------------------------------------------------------------------------------------


def test_the_page_says_when_silence_is_above_the_line_and_opens_its_records(client, accept, mei):
    at = timezone.now() - 3 * DAY
    silent = accept(at)
    sweep(now=timezone.now())
    client.force_login(mei)
    page = client.get(reverse("complaints:answers"), {"days": 7})
    assert page.context["is_over"]
    assert "3.91" in page.text
    assert "000 §3.2" in page.text
    records = client.get(page.context["silent_url"])
    assert silent.number in records.text
    accept(timezone.now())
    assert client.get(page.context["silent_url"]).text.count("A-1") == 0


def test_an_empty_period_has_no_alarm(client, mei):
    client.force_login(mei)
    page = client.get(reverse("complaints:answers"), {"since": "2020-01-01", "until": "2020-01-31"})
    assert not page.context["is_over"]


def test_an_escalation_needs_its_kind_and_the_timeline_tells_the_silence(client, accept, lin):
    case = accept(timezone.now() - 5 * HOUR)
    client.force_login(lin)
    url = reverse("complaints:escalate", args=[case.number])
    assert client.post(url, {"reason": "没有回音"}).context["form"].errors["reason_code"]
    assert client.post(url, {"reason": "没有回音", "reason_code": "felt_ignored"}).status_code == 302
    assert "觉得被忽视" in client.get(reverse("complaints:complaint", args=[case.number])).text
