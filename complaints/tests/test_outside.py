"""Outside procedures: the day the law or the regulator's letter names is our own clock."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from complaints import workdays
from complaints.actions import feedback, intake, outside, routing
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import CalendarDay, ClockMark, LegalRule, Notice, TierTarget
from complaints.tests.test_clock import china

pytestmark = pytest.mark.django_db

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
LETTER = {"body": "12315", "reference": "沪市监 2609-1", "reason": "监管部门要求说明"}


@pytest.fixture
def case(complaint, lin, now):
    """The broken cup, accepted by lin on Monday 16 November 2026."""
    return intake.accept(complaint, by=lin, now=now)


def go(case, lin, now, **facts):
    """The market regulator has taken it up today, unless `facts` say otherwise."""
    usual = LETTER | {"started_on": now.astimezone(workdays.CHINA).date()}
    return outside.go_external(case, by=lin, now=now, **usual | facts)


def marks(case):
    """[(mark, moment)] of the stage clock in time order."""
    return list(ClockMark.objects.filter(complaint=case, clock="stage").order_by("at").values_list("mark", "at"))


# --- the day ------------------------------------------------------------------------------------------------


def test_regulator_letter_with_seven_working_days_across_national_day(new_complaint, lin):
    """Of Tuesday 29 September: 30 September, 8, 9 and 10 (a worked Saturday), 12, 13, 14 October."""
    now = china(2026, 9, 29, 15, 30)
    case = intake.accept(new_complaint(at=now), by=lin, now=now)
    case = go(case, lin, now + HOUR)
    assert case.stage_by == china(2026, 10, 14, 23, 59, 59)
    assert case.disputes.get().due_by == case.stage_by
    assert case.events.get(verb="go_external").data["basis"] == "CPL-46"


def test_our_own_calendar_moves_the_regulators_day(new_complaint, lin):
    """Somebody has entered that 12 October is no day of work: one day later."""
    CalendarDay.objects.create(date="2026-10-12", is_workday=False, name="调休")
    now = china(2026, 9, 29, 15, 30)
    case = go(intake.accept(new_complaint(at=now), by=lin, now=now), lin, now)
    assert case.stage_by == china(2026, 10, 15, 23, 59, 59)


@pytest.mark.parametrize(
    ("letter_by", "due", "basis"),
    [
        (date(2026, 11, 20), china(2026, 11, 20, 23, 59, 59), "letter"),
        (date(2026, 12, 24), china(2026, 11, 25, 23, 59, 59), "CPL-46"),
    ],
)
def test_earlier_of_letter_and_law_counts(case, lin, now, letter_by, due, basis):
    case = go(case, lin, now, letter_by=letter_by)
    assert (case.stage_by, case.events.get(verb="go_external").data["basis"]) == (due, basis)


def test_mediation_by_the_regulator_takes_sixty_days(case, lin, now):
    """Chosen by name; 60 days from 16 November end on Friday 15 January 2027."""
    case = go(case, lin, now, rule=LegalRule.objects.get(code="SAMR121-23"))
    assert case.stage_by == china(2027, 1, 15, 23, 59, 59)


def test_procedure_begun_under_the_old_order_keeps_its_forty_five_working_days(case, lin, now):
    """The order that is in force on the first day counts; the new one is then refused with a sentence."""
    old, new = LegalRule.objects.get(code="SAMR20-21"), LegalRule.objects.get(code="SAMR121-23")
    with pytest.raises(Refused):
        go(case, lin, now, rule=new, started_on=date(2026, 4, 14))
    case = go(case, lin, now, rule=old, started_on=date(2026, 4, 14))
    assert case.disputes.get().due_by == china(2026, 6, 18, 23, 59, 59)
    assert case.stage_by == now  # that day has passed: a breach at once


def test_days_that_end_on_a_day_of_rest_end_on_the_next_day_of_work():
    assert workdays.legal_due(date(2026, 9, 21), 10, False, {}) == china(2026, 10, 8, 23, 59, 59)
    assert workdays.legal_due(date(2028, 2, 27), 2, False, {}) == china(2028, 2, 29, 23, 59, 59)


def test_body_without_a_period_of_law_has_our_target(case, lin, now):
    case = go(case, lin, now, body="court", reference="(2026) 沪 01")
    assert case.stage_by == now + 60 * DAY
    TierTarget.objects.filter(state="external").update(minutes=1440)
    other = outside.outside_due(case, "association", now.date(), now)
    assert other == (now + DAY, "target")


@pytest.mark.parametrize(
    "facts", [{"started_on": date(2026, 11, 17)}, {"letter_by": date(2026, 11, 15)}, {"reference": " "}]
)
def test_days_that_cannot_be_are_refused(case, lin, now, facts):
    with pytest.raises(Refused):
        go(case, lin, now, **facts)


def test_a_rule_that_times_a_body_is_a_period(policy):
    with pytest.raises(IntegrityError, match="legal_rule_of_a_body_is_a_period"), transaction.atomic():
        LegalRule.objects.filter(code="CPL-55").update(bodies=["court"])
    with pytest.raises(IntegrityError, match="legal_rule_of_a_body_is_a_period"), transaction.atomic():
        LegalRule.objects.filter(code="CPL-46").update(value=None)


# --- warnings -----------------------------------------------------------------------------------------------


def test_lead_and_legal_are_warned_at_80_percent_and_told_of_the_breach(case, lin, zhao, fang, mei, now):
    case = go(case, lin, now)
    at_80 = now + (case.stage_by - now) * 0.8
    sweep(now=at_80 - SECOND)
    assert marks(case) == []
    sweep(now=case.stage_by - SECOND)
    assert marks(case) == [("warn_80", at_80)]
    sweep(now=case.stage_by)
    assert marks(case) == [("warn_80", at_80), ("breach", case.stage_by)]
    told = Notice.objects.filter(complaint=case, event="clock", context__clock="stage")
    for agent in (lin, zhao, fang):
        assert set(told.filter(agent=agent).values_list("context__mark", flat=True)) == {"warn_80", "breach"}
    assert not told.filter(agent=mei).exists()
    sweep(now=case.stage_by + DAY)
    assert len(marks(case)) == 2


def test_legal_is_not_told_of_our_other_steps(case, lin, fang, now):
    sweep(now=now + 3 * HOUR)
    assert not Notice.objects.filter(agent=fang, event="clock").exists()


def test_a_letter_recorded_too_late_is_a_breach_at_once(case, lin, now):
    sweep(now=now + 2 * DAY)
    case = go(case, lin, now + 3 * DAY, started_on=date(2026, 11, 2), letter_by=date(2026, 11, 6))
    assert case.disputes.get().due_by == china(2026, 11, 6, 23, 59, 59)
    sweep(now=now + 3 * DAY)
    assert ("breach", now + 3 * DAY) in marks(case)


def test_outside_result_ends_the_clock(case, lin, now):
    case = go(case, lin, now)
    case = outside.resume_external(case, by=lin, now=now + DAY, result="settled", reason="调解书")
    sweep(now=now + 20 * DAY)
    assert case.stage_by is None
    assert marks(case) == []


def test_outside_body_does_not_wait_for_a_withdrawal_that_is_undone(case, lin, now):
    due = go(case, lin, now).stage_by
    case = feedback.withdraw(case, by=case.consumer, now=now + DAY, because="不想等了")
    assert case.disputes.get().closed_at
    case = feedback.undo_withdraw(case, by=case.consumer, now=now + 2 * DAY)
    assert (case.state, case.stage_by, case.disputes.get().closed_at) == ("external", due, None)


def test_escalated_from_outside_it_may_go_outside_again(case, lin, now):
    case = routing.escalate(go(case, lin, now), by=lin, now=now + HOUR, reason="媒体跟进")
    case = go(case, lin, now + 2 * HOUR, reference="沪市监 2611-2")
    assert case.disputes.filter(closed_at=None).get().reference == "沪市监 2611-2"


# --- the pages ----------------------------------------------------------------------------------------------


@pytest.fixture
def page(client, case, lin):
    client.force_login(lin)
    return reverse("complaints:go_external", args=[case.number])


def test_page_takes_the_day_of_the_letter(client, page, case):
    answer = client.post(page, LETTER | {"started_on": "2020-03-02", "letter_by": "2020-03-04"})
    assert answer.status_code == 302
    case = type(case).objects.get(pk=case.pk)
    assert (case.state, case.disputes.get().due_by) == ("external", china(2020, 3, 4, 23, 59, 59))


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"started_on": "2999-01-01"}, "started_on"), ({"letter_by": "2020-03-01"}, "letter_by"), ({"rule": "x"}, "rule")],
)
def test_page_says_beside_the_field_what_is_wrong(client, page, typed, field):
    answer = client.post(page, LETTER | {"started_on": "2020-03-02"} | typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "监管部门要求说明" in answer.text


def test_page_refuses_a_period_of_another_body(client, page):
    rule = LegalRule.objects.get(code="CPL-46")
    answer = client.post(page, LETTER | {"body": "court", "started_on": "2020-03-02", "rule": rule.pk})
    assert list(answer.context["form"].errors) == ["rule"]


def test_consumer_reads_when_the_outside_body_should_answer(client, case, lin, now, english):
    from complaints.progress import headline_of, is_late

    case = go(case, lin, now)
    assert "It should answer by <b>" in headline_of(case, now)[1]
    assert not is_late(case, now + 90 * DAY)  # not our promise
