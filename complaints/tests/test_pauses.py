"""Pauses: who stops which clock for how long, kept as stretches that add up to the second."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints import clock, progress
from complaints.actions import eligibility, evidence, feedback, intake, outside, routing
from complaints.actions.sweep import sweep
from complaints.models import ClockMark, Complaint, Pause
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def ask(case, by, now):
    return eligibility.ask_info(case, by=by, now=now, items="照片")


def answer(case, now):
    return eligibility.give_info(case, by=case.consumer, now=now, text="见附件")


def inspect(case, by, now, days=3):
    """A laboratory is asked for its report."""
    facts = {"side": "third_party", "kind": "inspection", "title": "质检报告", "due_by": now + days * DAY}
    return evidence.ask_evidence(case, by=by, now=now, **facts)


def again(case):
    return Complaint.objects.get(pk=case.pk)


def stretches(case):
    """[(clock, why, hours after registration from, to)]"""
    hours = [(p.clock, p.why, p.started_at, p.ended_at) for p in case.pauses.all()]
    return [
        (name, why, (since - case.registered_at) / HOUR, until and (until - case.registered_at) / HOUR)
        for name, why, since, until in hours
    ]


# --- who stops which clock ----------------------------------------------------------------------------------


def test_waiting_for_the_consumer_stops_the_plan_and_nothing_else(complaint, lin, now):
    before = again(complaint)
    case = ask(complaint, lin, now + HOUR)
    assert (case.paused_for, case.paused_until) == ("consumer", now + 73 * HOUR)
    case = answer(case, now + 4 * HOUR + 20 * MINUTE)
    assert case.plan_by == before.plan_by + 3 * HOUR + 20 * MINUTE
    assert (case.respond_by, case.dispatch_by) == (before.respond_by, before.dispatch_by)
    assert case.redline_by == before.redline_by
    assert (case.paused_for, case.paused_until, case.plan_held) == ("", None, 3 * HOUR + 20 * MINUTE)


def test_first_response_and_dispatch_run_on_while_information_is_awaited(complaint, lin, now):
    ask(complaint, lin, now + MINUTE)
    sweep(now=now + 3 * HOUR)
    missed = ClockMark.objects.filter(complaint=complaint, mark="breach").values_list("clock", "at")
    assert set(missed) == {("respond", now + 30 * MINUTE), ("dispatch", now + 2 * HOUR)}


def test_two_rounds_stop_the_clock_for_72_hours_in_all(complaint, lin, now):
    """70 hours in the first round leave two for the second: then the clock goes on though nobody has answered."""
    plan_by = again(complaint).plan_by
    case = answer(ask(complaint, lin, now), now + 70 * HOUR)
    case = ask(case, lin, now + 71 * HOUR)
    assert case.paused_until == now + 73 * HOUR
    sweep(now=now + 80 * HOUR)
    case = again(case)
    assert (case.state, case.paused_for, case.plan_by) == ("need_info", "", plan_by + 72 * HOUR)
    assert stretches(case) == [("plan", "consumer", 0, 70), ("plan", "consumer", 71, 73)]
    case = answer(case, now + 90 * HOUR)
    assert case.plan_by == plan_by + 72 * HOUR


def test_an_inspection_holds_the_plan_until_it_is_there(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    item = inspect(case, lin, now + HOUR)
    assert again(case).paused_for == "inspection"
    evidence.answer_evidence(item, by=lin, now=now + 31 * HOUR, says="内壁有裂纹")
    case = again(case)
    assert (case.paused_for, case.plan_by) == ("", now + 54 * HOUR)
    assert stretches(case) == [("plan", "inspection", 1, 31)]


def test_an_inspection_holds_the_plan_until_its_own_due_time_at_most(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    item = inspect(case, lin, now + HOUR, days=1)
    sweep(now=now + 40 * HOUR)
    assert stretches(case) == [("plan", "inspection", 1, 25)]
    evidence.waive_evidence(item, by=lin, now=now + 41 * HOUR, reason="已能判断")
    assert again(case).plan_by == now + 48 * HOUR


def test_other_evidence_holds_nothing(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    facts = {"side": "merchant", "kind": "statement", "title": "说明", "due_by": now + DAY}
    evidence.ask_evidence(case, by=lin, now=now, **facts)
    assert not again(case).pauses.exists()


def test_an_inspection_goes_on_when_the_consumer_has_answered(complaint, lin, zhao, now):
    case = routing.assign(complaint, by=zhao, now=now, agent=lin, reason="分给小林")
    inspect(case, lin, now + HOUR, days=1)
    case = ask(case, lin, now + 5 * HOUR)
    case = answer(case, now + 9 * HOUR)
    assert case.paused_for == "inspection"
    sweep(now=now + 30 * HOUR)
    expected = [("plan", "inspection", 1, 5), ("plan", "consumer", 5, 9), ("plan", "inspection", 9, 25)]
    assert stretches(case) == expected
    assert again(case).plan_by == now + 48 * HOUR


def test_only_an_outside_procedure_stops_the_red_line(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    facts = {"body": "court", "reference": "(2026) 1", "started_on": now.date(), "reason": "起诉"}
    case = outside.go_external(case, by=lin, now=now + 2 * DAY, **facts)
    sweep(now=now + 16 * DAY)
    assert not ClockMark.objects.filter(complaint=case, clock="redline").exists()
    case = outside.resume_external(again(case), by=lin, now=now + 20 * DAY, result="settled", reason="调解书")
    assert (case.redline_by, case.redline_paused_at) == (now + 33 * DAY, None)
    assert stretches(case) == [("redline", "external", 48, 480)]
    sweep(now=now + 28 * DAY)
    assert ClockMark.objects.get(complaint=case, clock="redline").at == now + 28 * DAY  # five days before


def test_a_red_line_that_was_crossed_stays_crossed(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    facts = {"body": "court", "reference": "(2026) 1", "started_on": now.date(), "reason": "起诉"}
    case = outside.go_external(case, by=lin, now=now + 16 * DAY, **facts)
    assert (case.redline_paused_at, case.redline_by) == (None, now + 15 * DAY)


def test_a_late_plan_does_not_stop(complaint, lin, now):
    case = ask(complaint, lin, now + 25 * HOUR)
    assert (case.paused_for, case.pauses.count()) == ("", 0)


def test_end_of_the_case_ends_the_pause(complaint, lin, now):
    case = ask(complaint, lin, now)
    feedback.withdraw(case, by=case.consumer, now=now + HOUR, because="自己解决了")
    assert stretches(case) == [("plan", "consumer", 0, 1)]
    case = feedback.undo_withdraw(again(case), by=case.consumer, now=now + 3 * HOUR)
    assert (case.state, case.paused_until) == ("need_info", now + 3 * HOUR + 71 * HOUR)


def test_higher_tier_during_a_pause_counts_its_pause_from_then(complaint, lin, zhao, now):
    """High at hour 10 of the wait: twelve hours from then, and only the wait after it is given back."""
    from complaints.actions import triage

    case = ask(complaint, lin, now)
    case = triage.set_tier(case, by=zhao, now=now + 10 * HOUR, tier="high", reason="可能伤人")
    case = answer(case, now + 15 * HOUR)
    assert (case.plan_by, case.plan_held) == (now + 27 * HOUR, 5 * HOUR)


# --- warnings, sweeps -------------------------------------------------------------------------------------


def test_warnings_count_without_the_pause(complaint, lin, now):
    """24 h, paused from hour 1 to 5: half of it at hour 16, 80 % at 23 h 12 min, the breach at 28."""
    answer(ask(complaint, lin, now + HOUR), now + 5 * HOUR)
    sweep(now=now + 30 * HOUR)
    marks = ClockMark.objects.filter(complaint=complaint, clock="plan").order_by("at").values_list("mark", "at")
    assert [(mark, (at - now) / HOUR) for mark, at in marks] == [("warn_50", 16), ("warn_80", 23.2), ("breach", 28)]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_end_a_pause_once(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    inspect(case, lin, now, days=1)
    race([lambda: sweep(now=now + 30 * HOUR) for _ in range(4)])
    assert stretches(case) == [("plan", "inspection", 0, 24)]
    assert again(case).plan_by == now + 48 * HOUR


def test_a_sweep_that_comes_days_late_ends_the_pause_at_its_true_time(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    inspect(case, lin, now, days=1)
    sweep(now=now + 9 * DAY)
    assert again(case).plan_by == now + 48 * HOUR
    assert ClockMark.objects.get(complaint=case, clock="plan", mark="breach").at == now + 48 * HOUR
    assert sweep(now=now + 9 * DAY) == 0


def test_execution_is_warned_of_on_its_second_day(complaint, lin, zhao, now):
    """Three days for low tier: told after two, not after 80 %."""
    from complaints.actions import proposals
    from complaints.tests.test_sweep_command import offer

    case = offer(complaint, lin, now)
    option = case.proposals.get().options.get()
    case = proposals.choose_option(case, by=case.consumer, now=now + HOUR, option=option)
    sweep(now=now + HOUR + 4 * DAY)
    marks = ClockMark.objects.filter(complaint=case, clock="stage", at__gt=now + HOUR).order_by("at")
    assert [(row.mark, row.at - now - HOUR) for row in marks] == [("warn_day_2", 2 * DAY), ("breach", 3 * DAY)]
    assert zhao.notices.filter(context__mark="warn_day_2").count() == 1


# --- next contact ------------------------------------------------------------------------------------------


def test_answer_of_the_consumer_starts_the_update_clock_anew(complaint, lin, now):
    """Nobody owes an update while the consumer is asked; after his answer it is due within the usual day."""
    case = answer(ask(complaint, lin, now + HOUR), now + 50 * HOUR)
    assert case.update_by == now + 74 * HOUR
    sweep(now=now + 60 * HOUR)
    assert not ClockMark.objects.filter(complaint=case, clock="update").exists()


def test_every_open_state_has_a_next_contact(complaint, lin, now):
    case = again(complaint)
    assert clock.next_contact_by(case) == now + DAY
    assert clock.next_contact_by(ask(case, lin, now)) == now + 72 * HOUR


def test_a_promise_brings_the_next_contact_forward_and_never_puts_it_off(complaint, lin, now):
    from complaints.actions import contact

    case = intake.accept(complaint, by=lin, now=now)
    contact.reply(case, by=lin, now=now, body="下周再联系您。", next_contact_at=now + 3 * DAY)
    assert again(case).update_by == now + DAY
    contact.reply(case, by=lin, now=now, body="今晚联系您。", next_contact_at=now + 8 * HOUR)
    sweep(now=now + 9 * HOUR)
    broken = ClockMark.objects.get(complaint=case, clock="update", mark="breach")
    assert (broken.at, broken.due_at) == (now + 8 * HOUR, now + 8 * HOUR)


# --- arithmetic and walls -----------------------------------------------------------------------------------

STEPS = st.lists(st.tuples(st.sampled_from(["ask", "answer", "inspect", "come", "sweep"]), st.integers(1, 30 * 60)))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_due_time_is_the_target_and_what_the_stretches_add_up_to(new_complaint, lin, zhao, steps):
    """Whatever happens in which order, the rows tell exactly how much later the plan is due."""
    now = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
    with transaction.atomic():
        case = routing.assign(new_complaint(), by=zhao, now=now, agent=lin, reason="分给小林")
        for step, seconds in steps:
            now += timedelta(seconds=seconds * 7)
            case = again(case)
            asked = case.evidence.filter(kind="inspection", status="asked").first()
            if step == "ask" and case.state == "registered" and case.info_rounds < 2:
                ask(case, lin, now)
            elif step == "answer" and case.state == "need_info":
                answer(case, now)
            elif step == "inspect":
                inspect(case, lin, now, days=1)
            elif step == "come" and asked:
                evidence.answer_evidence(asked, by=lin, now=now, says="到了")
            elif step == "sweep":
                sweep(now=now)
        case = again(case)
        ended = case.pauses.filter(clock="plan").exclude(ended_at=None)
        assert case.plan_by - case.registered_at == DAY + sum((p.ended_at - p.started_at for p in ended), timedelta())
        call_command("reconcile", stdout=StringIO())
        transaction.set_rollback(True)


def test_stretches_never_overlap_and_never_change(complaint, now):
    def stretch(since, until, name="plan", why="inspection"):
        with transaction.atomic():
            facts = {"clock": name, "why": why, "started_at": now + since * HOUR}
            return Pause.objects.create(complaint=complaint, ended_at=until and now + until * HOUR, **facts)

    row = stretch(1, 3)
    stretch(3, 4)
    stretch(2, 5, "redline", "external")
    for since, until in ((2, 4), (0, 9), (2, None)):
        with pytest.raises(IntegrityError, match="overlap"):
            stretch(since, until)
    with pytest.raises(IntegrityError, match="reason_of_its_clock"):
        stretch(6, 7, why="external")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Pause.objects.filter(pk=row.pk).update(ended_at=now + 2 * HOUR)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.delete()
    stretch(8, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        stretch(9, None)


@pytest.mark.parametrize(
    "change", ["plan_held = interval '5 hours'", "paused_for='', paused_at=NULL, paused_until=NULL"]
)
def test_reconcile_names_a_clock_that_was_moved_by_hand(complaint, lin, now, change):
    ask(complaint, lin, now)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE complaints_complaint SET {change} WHERE id = %s", [complaint.pk])
    with pytest.raises(CommandError, match=complaint.number):
        call_command("reconcile", stdout=StringIO())


# --- shown -------------------------------------------------------------------------------------------------


def test_desk_and_progress_page_say_how_long_and_for_whom(client, complaint, lin, now, english):
    case = answer(ask(complaint, lin, now), now + 3 * HOUR + 20 * MINUTE)
    assert progress.paused_words(case, now + DAY) == ("3 h 20 min", ["waiting for you 3 h 20 min"])
    client.force_login(lin)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("complaints:complaint", args=[case.number])).text
    assert "Paused 3 h 20 min in all" in page
    assert "waiting for the consumer 3 h 20 min" in page


def test_history_says_when_the_clock_stood_and_how_far_it_moved(complaint, lin, now):
    case = answer(ask(complaint, lin, now), now + HOUR)
    changes = {name: (old, new) for name, old, new in case.events.get(verb="give_info").changes}
    assert changes["plan_by"] == ((now + DAY).isoformat(), (now + 25 * HOUR).isoformat())
    assert changes["paused_for"] == ("consumer", "")
