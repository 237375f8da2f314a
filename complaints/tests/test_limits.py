"""Payouts just below a limit: what is counted, when it is an alarm, who hears of it and who looks (DP-19, K32)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from complaints import rules
from complaints.actions import figures, intake, limits, payouts
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import LimitAlarm, MoneyFigure, Notice, Payout
from complaints.reports import limits as report

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
STATEMENTS = 9


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def pay(new_complaint, now):
    """pay(lin, "480", "40"): one case of that owner with these payouts, decided alone."""

    def pay(agent, *amounts, kind="goodwill", at=now):
        pay.n += 1
        case = intake.accept(new_complaint(order={"order_number": f"L-{pay.n}"}), by=agent, now=at)
        for turn, amount in enumerate(amounts):
            facts = {"kind": kind, "reason": "晚到", "idempotency_key": f"{pay.n}-{turn}"}
            payouts.propose_payout(case, by=agent, now=at, amount=Decimal(amount), **facts)
        return case

    pay.n = 0
    return pay


@pytest.fixture
def suspicious(pay, lin, wang):
    """Six of lin's eight payouts lie just below ¥500; of wang's twelve one does."""
    for amount in ("499", "490", "480", "470", "460", "455", "20", "100"):
        pay(lin, amount)
    for _n in range(11):
        pay(wang, "60")
    pay(wang, "495")


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("figures", "is_alarm"),
    [
        ((4, 4, 0, 100), False),  # below the least number
        ((5, 5, 0, 0), True),  # nobody else decides alone
        ((5, 5, 30, 100), True),
        ((5, 40, 6, 100), False),  # twice the usual share, but by chance
        ((30, 60, 20, 100), True),
        ((10, 100, 10, 100), False),
    ],
)
def test_what_stands_out(figures, is_alarm):
    assert rules.stands_out(*figures, 5) is is_alarm


def test_the_share_of_the_limit_is_that_of_the_whole_case(pay, lin, now):
    pay(lin, "300", "160")
    (second, first) = report.limit_payouts(lin, (now - DAY, now + DAY))
    assert (first.used, second.used) == (Decimal(60), Decimal(92))
    (line,) = report.limit_lines((now - DAY, now + DAY), Decimal(90))
    assert (line.near.hits, line.near.tries, line.limit, line.mean) == (1, 2, Decimal("500.00"), Decimal(76))


def test_refunds_cancelled_ones_and_those_of_others_hands_do_not_count(pay, lin, zhao, now):
    pay(lin, "168", kind="refund")
    asked = pay(lin, "600").payouts.get()
    payouts.approve(asked, by=zhao, now=now, note="同意")
    payouts.cancel(pay(lin, "499").payouts.get(), by=lin, now=now, reason="写错了")
    assert report.limit_lines((now - DAY, now + DAY), Decimal(90)) == []


def test_the_leads_hear_once_a_time_and_never_whom_it_is_about(suspicious, lin, zhao, wu, now):
    assert sweep(now=now + DAY) > 0
    alarm = LimitAlarm.objects.get()
    assert (alarm.agent, alarm.near, alarm.payouts, alarm.others_near, alarm.others_payouts) == (lin, 6, 8, 1, 12)
    told = Notice.objects.filter(event="limit_alarm")
    assert {notice.agent for notice in told} == {zhao, wu}
    sweep(now=now + 2 * DAY)
    assert LimitAlarm.objects.count() == 1
    assert told.count() == 2


def test_a_lead_does_not_hear_of_the_own_payouts(pay, zhao, wu, now):
    for _n in range(5):
        pay(zhao, "495")
    sweep(now=now + DAY)
    assert LimitAlarm.objects.get().agent == zhao
    assert {notice.agent for notice in Notice.objects.filter(event="limit_alarm")} == {wu}


def test_after_the_time_it_is_counted_anew(suspicious, pay, lin, wang, now):
    sweep(now=now + DAY)
    later = now + 31 * DAY
    for _n in range(5):
        pay(lin, "499", at=later)
        pay(wang, "60", at=later)
    limits.raise_alarm(lin.pk, by=lin, now=later + DAY)
    assert [alarm.near for alarm in LimitAlarm.objects.order_by("until")] == [6, 5]


def test_two_sweeps_at_once_raise_one(suspicious, lin, now):
    first, second = limits.alarms_at(now + DAY), limits.alarms_at(now + DAY)
    first[0].save()
    with pytest.raises(IntegrityError), transaction.atomic():
        second[0].save()


def test_the_policy_says_what_is_just_below(suspicious, mei, now):
    for code, value in (("near_least", "7"), ("near_from", "95")):
        row = MoneyFigure.objects.get(pk=code)
        figures.set_figure(row, by=mei, now=now, value=Decimal(value), reason="先看一个月")
    assert limits.alarms_at(now + DAY) == []
    (lin_line, _wang) = report.limit_lines((now - DAY, now + DAY), Decimal(95))
    assert lin_line.near.hits == 3


# Looking at it


@pytest.fixture
def alarm(suspicious, now):
    sweep(now=now + DAY)
    return LimitAlarm.objects.get()


def test_a_lead_says_what_was_found(alarm, zhao, now):
    seen = limits.acknowledge_alarm(alarm, by=zhao, now=now + 2 * DAY, note="六单都是同一批漏发，金额有依据")
    assert (seen.seen_by, seen.note) == (zhao, "六单都是同一批漏发，金额有依据")
    with pytest.raises(Refused, match="looked at this alarm already"):
        limits.acknowledge_alarm(seen, by=zhao, now=now + 3 * DAY, note="再看一次")


def test_nobody_looks_at_the_own_payouts(pay, zhao, now):
    for _n in range(5):
        pay(zhao, "495")
    sweep(now=now + DAY)
    alarm = LimitAlarm.objects.get()
    with pytest.raises(Refused, match="somebody else looks at it"):
        limits.acknowledge_alarm(alarm, by=zhao, now=now + DAY, note="没问题")
    with pytest.raises(IntegrityError), transaction.atomic():
        LimitAlarm.objects.filter(pk=alarm.pk).update(seen_at=now, seen_by=zhao, note="没问题")


def test_its_figures_stay(alarm):
    with pytest.raises(DatabaseError), transaction.atomic():
        LimitAlarm.objects.filter(pk=alarm.pk).update(near=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        LimitAlarm.objects.filter(pk=alarm.pk).delete()


# The pages


def test_the_bell_leads_to_the_alarm_and_the_alarm_to_its_payouts(client, alarm, lin, zhao):
    client.force_login(zhao)
    notice = Notice.objects.get(event="limit_alarm", agent=zhao, channel="in_app")
    page = client.post(reverse("complaints:open_alert", args=[notice.pk]))
    assert page.url == reverse("complaints:limits")
    shown = text(client.get(page.url))
    assert f'data-alarm="{alarm.pk}"' in shown
    records = f"since={alarm.since:%Y-%m-%d}&until={alarm.until:%Y-%m-%d}&agent={lin.pk}&near=1"
    assert text(client.get(f"{reverse('complaints:limit_records')}?{records}")).count("data-number=") == alarm.near


def test_every_figure_opens_as_many_payouts_as_it_says(suspicious, zhao, now):
    span = (now - DAY, now + DAY)
    for line in report.limit_lines(span, Decimal(90)):
        assert report.limit_payouts(zhao, span, None, line.agent).count() == line.near.tries
        assert report.limit_payouts(zhao, span, Decimal(90), line.agent).count() == line.near.hits


def test_without_a_note_the_form_comes_back(client, alarm, zhao):
    client.force_login(zhao)
    url = reverse("complaints:acknowledge_alarm", args=[alarm.pk])
    assert client.post(url, {"note": " "}).status_code == 422
    assert client.post(url, {"note": "看过，属实"}).status_code == 302
    assert "看过，属实" in text(client.get(reverse("complaints:limits")))


def test_the_page_costs_the_same_for_one_and_for_many(client, pay, lin, wang, zhao, now):
    client.force_login(zhao)
    path = f"{reverse('complaints:limits')}?since={now:%Y-%m-%d}&until={now:%Y-%m-%d}"
    pay(lin, "499")
    client.get(path)  # the first request notes the session's beginning
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        counts.append(len(captured))
        pay(wang, "60")
    assert counts == [STATEMENTS, STATEMENTS]
    assert Payout.objects.count() == 3
