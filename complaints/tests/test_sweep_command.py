"""The sweep: each effect of a clock happens once, at its true time, however the sweep itself fares."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from complaints.actions import contact, eligibility, feedback, intake, proposals, routing
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import ClockMark, Complaint, Notice
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def marks(complaint, **of):
    """[(clock, mark, minutes after registration)] in time order."""
    rows = ClockMark.objects.filter(complaint=complaint, **of).order_by("at", "clock", "mark")
    return [(m.clock, m.mark, (m.at - complaint.registered_at) / MINUTE) for m in rows]


def alerts(agent, event="clock"):
    return Notice.objects.filter(agent=agent, event=event)


def offer(complaint, by, now):
    """A proposal sent to the consumer at `now`."""
    complaint = intake.accept(complaint, by=by, now=now)
    complaint = routing.solve_now(complaint, by=by, now=now)
    options = [OptionDraft("补发", remedies=[RemedyDraft("redeliver")])]
    proposals.draft_proposal(complaint, by=by, now=now, what_we_did="查了仓库。", reasons="运输破损。", options=options)
    return proposals.send_proposal(complaint, by=by, now=now)


# --- scenario 3 -------------------------------------------------------------------------------------------


def test_scenario_3_thirty_minutes(complaint, zhao, lin, now):
    """Registered at 10:00, nobody writes: lead warned at 10:24, breach at 10:30 and not a moment earlier."""
    assert sweep(now=now + 24 * MINUTE - timedelta(microseconds=1)) == 1  # half of the time, at 10:15
    assert not marks(complaint, mark="warn_80")
    sweep(now=now + 24 * MINUTE)
    assert marks(complaint, clock="respond") == [("respond", "warn_50", 15), ("respond", "warn_80", 24)]
    assert alerts(zhao).filter(context__mark="warn_80", context__clock="respond").count() == 1
    sweep(now=now + 29 * MINUTE)
    assert not marks(complaint, mark="breach")
    sweep(now=now + 31 * MINUTE)
    assert marks(complaint, mark="breach") == [("respond", "breach", 30)]
    told = complaint.events.get(verb="clock")
    assert (told.data["clock"], told.data["mark"]) == ("respond", "breach")
    assert told.data["at"] == (now + 30 * MINUTE).isoformat()
    assert alerts(zhao).filter(context__mark="breach").count() == 1


def test_scenario_3_reply_in_time_is_no_breach(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now + 5 * MINUTE)
    contact.reply(case, by=lin, now=now + 29 * MINUTE, body="您好，我来处理。")
    sweep(now=now + 40 * MINUTE)
    assert marks(complaint, clock="respond") == [("respond", "warn_50", 15), ("respond", "warn_80", 24)]


def test_scenario_3_late_reply_is_a_breach_though_swept_later(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now + 5 * MINUTE)
    contact.reply(case, by=lin, now=now + 31 * MINUTE, body="您好，我来处理。")
    sweep(now=now + 32 * MINUTE)
    assert marks(complaint, clock="respond", mark="breach") == [("respond", "breach", 30)]


@pytest.mark.parametrize(("minutes", "missed"), [(119, False), (120, False), (121, True)])
def test_scenario_3_dispatch_met_or_missed(complaint, lin, now, minutes, missed):
    """Dispatched at 11:59 counts as met, at 12:01 as missed."""
    from complaints.models import Department

    case = intake.accept(complaint, by=lin, now=now + MINUTE)
    desk = Department.objects.get(pk="LOGISTICS")
    routing.dispatch(case, by=lin, now=now + minutes * MINUTE, department=desk)
    sweep(now=now + 3 * HOUR)
    assert marks(complaint, clock="dispatch", mark="breach") == ([("dispatch", "breach", 120)] if missed else [])


# --- who is told ------------------------------------------------------------------------------------------


def test_half_of_the_time_warns_the_owner_only(complaint, lin, zhao, now):
    intake.accept(complaint, by=lin, now=now + MINUTE)
    sweep(now=now + 16 * MINUTE)
    assert alerts(lin).filter(context__mark="warn_50").count() == 1
    assert not alerts(zhao).filter(context__mark="warn_50").exists()


def test_double_time_tells_the_manager(complaint, mei, now):
    sweep(now=now + 59 * MINUTE)
    assert not alerts(mei).exists()
    sweep(now=now + 60 * MINUTE)
    assert marks(complaint, mark="double") == [("respond", "double", 60)]
    assert alerts(mei).get().context["mark"] == "double"


def test_day_ten_alarms_before_the_red_line(complaint, lin, zhao, now):
    intake.accept(complaint, by=lin, now=now)
    sweep(now=now + 10 * DAY - timedelta(seconds=1))
    assert not marks(complaint, clock="redline")
    sweep(now=now + 10 * DAY)
    assert marks(complaint, clock="redline") == [("redline", "alarm_10d", 10 * 1440)]
    assert alerts(zhao).filter(context__mark="alarm_10d").count() == 1
    sweep(now=now + 16 * DAY)
    assert marks(complaint, clock="redline", mark="breach") == [("redline", "breach", 15 * 1440)]


def test_consumer_gets_a_new_date_when_the_promise_is_broken(complaint, now):
    sweep(now=now + 2 * HOUR)
    late = Notice.objects.get(consumer=complaint.consumer, event="late", channel="page")
    assert late.context["new_date"] == (now + 4 * HOUR).isoformat()


def test_consumer_is_not_told_of_a_promise_kept_late(complaint, lin, now):
    """Dispatched a minute late, swept afterwards: a breach for us, no news for the consumer any more."""
    from complaints.models import Department

    case = intake.accept(complaint, by=lin, now=now)
    routing.dispatch(case, by=lin, now=now + 121 * MINUTE, department=Department.objects.get(pk="LOGISTICS"))
    sweep(now=now + 3 * HOUR)
    assert marks(complaint, clock="dispatch", mark="breach")
    assert not Notice.objects.filter(event="late").exists()


# --- exactly once -----------------------------------------------------------------------------------------


def test_second_sweep_does_nothing(complaint, now):
    first = sweep(now=now + 3 * HOUR)
    before = (ClockMark.objects.count(), Notice.objects.count(), complaint.events.count())
    assert first > 0
    assert sweep(now=now + 3 * HOUR) == 0
    assert (ClockMark.objects.count(), Notice.objects.count(), complaint.events.count()) == before


def test_three_hours_late_every_effect_has_its_true_time(new_complaint, now):
    """One sweep at 13:00 leaves the same marks as one every minute."""
    late, punctual = new_complaint(phone="13800000001"), new_complaint(phone="13800000002")
    Complaint.objects.filter(pk=late.pk).update(sweep_at=None)
    for minute in range(0, 181, 5):
        sweep(now=now + minute * MINUTE)
    Complaint.objects.filter(pk=late.pk).update(sweep_at=now)
    sweep(now=now + 3 * HOUR)
    assert marks(late) == marks(punctual)
    assert set(ClockMark.objects.filter(complaint=late).values_list("marked_at", flat=True)) == {now + 3 * HOUR}


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_fire_each_effect_once(new_complaint, now):
    cases = [new_complaint(phone=f"1380000{n:04d}") for n in range(20)]
    at = now + 3 * HOUR
    counts = race([lambda: sweep(now=at) for _ in range(4)])
    expected = marks(cases[0])
    assert len(expected) >= 6
    assert all(marks(case) == expected for case in cases)
    assert ClockMark.objects.count() == 20 * len(expected)
    assert sum(counts) == 20 * (len(expected) + 1)  # and the leads are told once of each that nobody has taken
    assert all(case.events.filter(verb="clock").count() == 3 for case in cases)
    assert sweep(now=at) == 0


@pytest.fixture
def poisoned(new_complaint, now):
    """Three complaints; PostgreSQL itself refuses every mark of the middle one."""
    cases = [new_complaint(phone=f"1380000000{n}") for n in range(3)]
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE complaints_clockmark ADD CONSTRAINT poison CHECK (complaint_id <> %s) NOT VALID", [cases[1].pk]
        )
    return cases


def test_poison_row_does_not_stop_the_others(poisoned, now):
    first, second, third = poisoned
    with pytest.raises(DatabaseError, match="poison"):
        sweep(now=now + HOUR)
    assert marks(first) == marks(third) != []
    assert marks(second) == []
    assert not second.notices.filter(event="clock").exists()


def test_killed_in_the_middle_the_next_sweep_finishes(poisoned, now):
    first, second, _third = poisoned
    with pytest.raises(DatabaseError):
        sweep(now=now + HOUR)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no table with checks still to come
        cursor.execute("ALTER TABLE complaints_clockmark DROP CONSTRAINT poison")
    sweep(now=now + HOUR)
    assert marks(second) == marks(first)
    assert second.events.filter(verb="clock").count() == first.events.filter(verb="clock").count()


# --- changed before it was swept --------------------------------------------------------------------------


def test_broken_update_promise_counts_though_somebody_wrote_before_the_sweep(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    contact.reply(case, by=lin, now=now + MINUTE, body="您好，我来处理。", next_contact_at=now + HOUR)
    contact.reply(case, by=lin, now=now + 2 * HOUR, body="抱歉，现在才有消息。")
    sweep(now=now + 3 * HOUR)
    assert marks(complaint, clock="update", mark="breach") == [("update", "breach", 60)]
    sweep(now=now + 4 * HOUR)
    assert len(marks(complaint, clock="update", mark="breach")) == 1


def test_missed_step_counts_though_the_state_has_changed_before_the_sweep(new_complaint, lin, now):
    """Carrying out was due after three days, done on the fourth, swept on the fifth."""
    case = offer(new_complaint(), lin, now)
    case = proposals.choose_option(case, by=case.consumer, now=now + HOUR, option=case.proposals.get().options.get())
    sweep(now=now + 2 * HOUR)
    remedy = case.proposals.get().options.get().remedies.get()
    proposals.carry_out_remedy(remedy, by=lin, now=now + 4 * DAY)
    case = proposals.resolve(case, by=lin, now=now + 4 * DAY)
    sweep(now=now + 4 * DAY + HOUR)
    assert case.state == "resolved"
    assert marks(case, clock="stage", mark="breach") == [("stage", "breach", 60 + 3 * 1440)]


def test_missed_clock_counts_though_the_complaint_was_withdrawn_before_the_sweep(complaint, now):
    feedback.withdraw(complaint, by=complaint.consumer, now=now + 31 * MINUTE, because="自己解决了")
    sweep(now=now + 5 * HOUR)
    assert marks(complaint, mark="breach") == [("respond", "breach", 30)]


def test_late_plan_stays_late_through_a_pause(complaint, lin, now):
    """Late at 24 h, information asked at 25 h, swept at 26 h: the breach is kept and the clock gains nothing."""
    eligibility.ask_info(complaint, by=lin, now=now + 25 * HOUR, items="照片")
    sweep(now=now + 26 * HOUR)
    assert ("plan", "breach", 24 * 60) in marks(complaint)
    eligibility.give_info(complaint, by=complaint.consumer, now=now + 30 * HOUR, text="见附件")
    sweep(now=now + 40 * HOUR)
    assert Complaint.objects.get(pk=complaint.pk).plan_by == now + 24 * HOUR
    assert len(marks(complaint, clock="plan", mark="breach")) == 1


def test_pause_does_not_warn_twice_of_the_same_clock(complaint, lin, now):
    sweep(now=now + 13 * HOUR)
    eligibility.ask_info(complaint, by=lin, now=now + 13 * HOUR, items="照片")
    eligibility.give_info(complaint, by=complaint.consumer, now=now + 23 * HOUR, text="见附件")
    sweep(now=now + 33 * HOUR)
    assert marks(complaint, clock="plan", mark="warn_50") == [("plan", "warn_50", 12 * 60)]
    assert not marks(complaint, clock="plan", mark="breach")
    sweep(now=now + 34 * HOUR)
    assert marks(complaint, clock="plan", mark="breach") == [("plan", "breach", 34 * 60)]


# --- steps that end by themselves -------------------------------------------------------------------------


def test_need_info_lapses_after_72_hours(complaint, lin, now):
    eligibility.ask_info(complaint, by=lin, now=now, items="照片")
    sweep(now=now + 24 * HOUR)
    assert Notice.objects.filter(consumer=complaint.consumer, event="info_reminder", channel="page").count() == 1
    sweep(now=now + 72 * HOUR - timedelta(seconds=1))
    assert Complaint.objects.get(pk=complaint.pk).state == "need_info"
    sweep(now=now + 72 * HOUR)
    case = Complaint.objects.get(pk=complaint.pk)
    assert (case.state, case.paused_at, case.plan_by) == ("registered", None, now + 96 * HOUR)
    lapse = case.events.get(verb="give_info")
    assert (lapse.actor_kind, lapse.data) == ("system", {"lapsed": True})
    assert not marks(case, clock="stage", mark="breach")  # the consumer's silence is nobody's breach


def test_offer_expires_after_two_reminders(new_complaint, lin, now):
    case = offer(new_complaint(), lin, now)
    for day in range(7):
        sweep(now=now + day * DAY)
    assert [at / 1440 for _clock, _mark, at in marks(case, mark="remind")] == [3, 6]
    sweep(now=now + 7 * DAY)
    case = Complaint.objects.get(pk=case.pk)
    assert (case.state, case.closing_code) == ("closed", "no_answer")
    assert case.proposals.get().answered_at
    assert Notice.objects.filter(consumer=case.consumer, event="expired", channel="page").count() == 1
    sweep(now=now + 7 * DAY + HOUR)
    assert case.events.filter(verb="expire").count() == 1


def test_offer_taken_on_the_last_day_does_not_expire(new_complaint, lin, now):
    case = offer(new_complaint(), lin, now)
    option = case.proposals.get().options.get()
    proposals.choose_option(case, by=case.consumer, now=now + 7 * DAY - MINUTE, option=option)
    sweep(now=now + 7 * DAY + HOUR)
    assert Complaint.objects.get(pk=case.pk).state == "executing"
    with pytest.raises(Refused):
        proposals.choose_option(case, by=case.consumer, now=now + 8 * DAY, option=option)


def test_survey_without_an_answer_closes(new_complaint, lin, now):
    case = offer(new_complaint(), lin, now)
    option = case.proposals.get().options.get()
    case = proposals.choose_option(case, by=case.consumer, now=now + HOUR, option=option)
    proposals.carry_out_remedy(option.remedies.get(), by=lin, now=now + 2 * HOUR)
    case = proposals.resolve(case, by=lin, now=now + 2 * HOUR)
    sweep(now=now + 73 * HOUR)
    assert Complaint.objects.get(pk=case.pk).state == "resolved"
    sweep(now=now + 74 * HOUR)
    case = Complaint.objects.get(pk=case.pk)
    assert (case.state, case.closing_code) == ("closed", "accepted_nonmoney")


def test_undo_window_is_no_clock_of_ours(complaint, zhao, now):
    feedback.withdraw(complaint, by=complaint.consumer, now=now + MINUTE, because="自己解决了")
    sweep(now=now + 5 * DAY)
    assert marks(complaint) == []
    assert not alerts(zhao).exists()


# --- the command ------------------------------------------------------------------------------------------


def run(*arguments):
    out = StringIO()
    call_command("sweep_deadlines", *arguments, stdout=out)
    return out.getvalue()


def test_command_sweeps_at_the_moment_given(complaint, now):
    assert "7" in run("--now", "2026-11-16T13:00:00+08:00")  # six marks, and that nobody looks after it
    assert ("respond", "breach", 30) in marks(complaint)
    assert "0" in run("--now", "2026-11-16T13:00:00+08:00")


def test_command_reads_a_moment_without_zone_as_shanghai(complaint, now):
    run("--now", "2026-11-16T10:29:59")
    assert not marks(complaint, mark="breach")
    run("--now", "2026-11-16T10:30")
    assert marks(complaint, mark="breach")


def test_command_refuses_nonsense_in_one_line(db):
    with pytest.raises(CommandError, match="yesterday") as failure:
        run("--now", "yesterday")
    assert "\n" not in str(failure.value)


def test_command_says_which_failure_it_met(poisoned, now):
    with pytest.raises(CommandError) as failure:
        run("--now", "2026-11-16T11:00:00+08:00")
    assert "\n" not in str(failure.value)
