"""Stand-ins: planned absences, four hours, nights with urgent cases only, and everything back in the morning."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from complaints import rules
from complaints.actions import absences, contact, handover, intake, orphans, ownership
from complaints.actions.sweep import sweep
from complaints.enums import OrphanKind
from complaints.lifecycle import Refused
from complaints.models import Absence, Agent, Complaint, Notice
from complaints.reports import stints

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def hours(n):
    return timedelta(hours=n)


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def plan(lin, wang, now):
    def plan(*, agent=lin, by=lin, kind="leave", begins=1, ends=9, stand_in=wang, at=now, **more):
        times = {"begins_at": now + hours(begins), "ends_at": now + hours(ends)}
        return absences.plan_absence(agent, by=by, now=at, kind=kind, stand_in=stand_in, **times, **more)

    return plan


def told(agent, event):
    return Notice.objects.filter(agent=agent, event=event).count()


def test_whoever_stands_in_begins_and_ends_with_the_absence(owned, plan, lin, wang, now):
    plan()
    sweep(now=now + hours(1) - SECOND)
    assert fresh(owned).stand_in is None
    for _again in range(2):
        sweep(now=now + hours(1))
    case = fresh(owned)
    assert (case.stand_in, case.owner, case.handler) == (wang, lin, lin)
    assert told(wang, "stand_in_begins") == 1
    sweep(now=now + hours(9) - SECOND)
    assert fresh(owned).stand_in == wang
    for _again in range(2):
        sweep(now=now + hours(9))
    assert fresh(owned).stand_in is None
    assert told(lin, "stand_in_ends") == 1
    spans = [(s.agent, s.began_at, s.ended_at) for s in owned.stints.filter(post="stand_in")]
    assert spans == [(wang, now + hours(1), now + hours(9))]
    assert owned.events.filter(verb__in=["stand_in", "end_stand_in"]).count() == 2
    assert list(stints.lies()) == []


def test_a_sweep_that_comes_days_late_does_nothing_any_more(owned, plan, now):
    plan()
    sweep(now=now + hours(50))
    assert not owned.events.filter(verb="stand_in").exists()


@pytest.mark.parametrize(("ends", "covered"), [(5, False), (5.01, True)])
def test_only_an_absence_of_more_than_four_hours_counts(owned, plan, now, ends, covered):
    plan(ends=ends)
    Complaint.objects.filter(pk=owned.pk).update(next_due_at=now + hours(2))
    found = list(absences.uncovered(now + hours(1)).values_list("pk", flat=True))
    assert found == ([owned.pk] if covered else [])


def test_without_a_clock_falling_due_nobody_stands_in(owned, plan, now):
    plan()
    Complaint.objects.filter(pk=owned.pk).update(next_due_at=now + hours(9))
    assert not absences.uncovered(now + hours(1)).exists()
    Complaint.objects.filter(pk=owned.pk).update(next_due_at=now + hours(9) - SECOND)
    assert absences.uncovered(now + hours(1)).exists()


def test_met_clocks_do_not_send_the_stand_in_away(owned, plan, lin, wang, now):
    plan()
    sweep(now=now + hours(1))
    contact.reply(
        fresh(owned), by=wang, now=now + hours(2), body="您好，我替小林跟进。", next_contact_at=now + hours(40)
    )
    sweep(now=now + hours(3))
    assert fresh(owned).stand_in == wang


@pytest.mark.parametrize(("priority", "covered"), [("P1", True), ("P2", True), ("P3", False)])
def test_at_night_only_urgent_cases_get_one(owned, plan, wang, now, priority, covered):
    Complaint.objects.filter(pk=owned.pk).update(priority=priority)
    plan(kind="night", begins=8, ends=22)
    sweep(now=now + hours(8))
    assert (fresh(owned).stand_in == wang) is covered
    sweep(now=now + hours(22))
    assert fresh(owned).stand_in is None


def test_the_stand_in_sees_acts_and_is_alerted_only_while_it_lasts(new_complaint, plan, lin, gao, now, cast):
    """kang knows of the case as stand-in alone: it is neither at his desk nor his own."""
    case = intake.accept(new_complaint(order={"order_number": "S-1"}), by=gao, now=now)
    Complaint.objects.filter(pk=case.pk).update(home_desk="PAYMENT", department=None)
    kang = Agent.objects.create(username="kang", display_name="康宁", alias="小康", department=gao.department)
    kang.groups.set(gao.groups.all())
    assert not Complaint.objects.visible_to(kang).filter(pk=case.pk).exists()
    assert not rules.may_work_on(fresh(case), kang)
    plan(agent=gao, by=gao, stand_in=kang)
    sweep(now=now + hours(1))
    assert Complaint.objects.visible_to(kang).get(pk=case.pk) == case
    assert Complaint.objects.on_the_desk_of(kang).get() == case
    contact.reply(fresh(case), by=kang, now=now + hours(2), body="您好，小高今天不在，我来跟进。")
    contact.hear_consumer(fresh(case), by=case.consumer, now=now + hours(3), body="好的，谢谢")
    assert told(kang, "heard") == 1
    sweep(now=now + hours(9))
    assert not Complaint.objects.visible_to(kang).filter(pk=case.pk).exists()
    with pytest.raises(Refused):
        contact.reply(fresh(case), by=kang, now=now + hours(10), body="还有什么可以帮您？")
    contact.hear_consumer(fresh(case), by=case.consumer, now=now + hours(10), body="还没有收到")
    assert told(kang, "heard") == 1


def test_back_early_means_back_now(owned, plan, lin, wang, now):
    (absence,) = plan()
    sweep(now=now + hours(1))
    absences.end_absence(absence, by=lin, now=now + hours(3))
    assert fresh(owned).stand_in is None
    assert Absence.objects.get().ends_at == now + hours(3)
    with pytest.raises(Refused):
        absences.end_absence(absence, by=lin, now=now + hours(4))


def test_a_cancelled_absence_leaves_its_time_free(plan, lin, now):
    (absence,) = plan()
    absences.end_absence(absence, by=lin, now=now)
    assert plan()[0].pk != absence.pk


def test_a_hand_over_or_a_new_owner_ends_it(owned, plan, lin, wang, gao, zhao, now):
    plan()
    sweep(now=now + hours(1))
    offer = handover.offer_handover(
        fresh(owned), by=wang, now=now + hours(2), to_agent=gao, reason="absence", story="杯子碎了。"
    )
    handover.take_handover(offer, by=gao, now=now + hours(2))
    assert fresh(owned).stand_in is None
    ownership.change_owner(fresh(owned), by=zhao, now=now + hours(2), to_agent=wang, cause="lasting_absence")
    sweep(now=now + hours(3))
    assert fresh(owned).stand_in is None


def test_a_lead_plans_for_others_an_agent_only_for_himself(plan, lin, wang, zhao):
    with pytest.raises(Refused):
        plan(agent=lin, by=wang, stand_in=zhao)
    assert plan(agent=lin, by=zhao)[0].planned_by == zhao


def test_the_stand_in_is_another_one_of_the_same_team_who_stays(plan, lin, gao, su, wang, now):
    for nobody in (lin, gao, su):
        with pytest.raises(Refused):
            plan(stand_in=nobody)
    wang.last_day = now.date()
    with pytest.raises(Refused):
        plan(stand_in=wang)


@pytest.mark.parametrize("times", [{"begins": 5, "ends": 5}, {"begins": 5, "ends": 4}, {"begins": -9, "ends": -1}])
def test_times_have_to_make_sense(plan, times):
    with pytest.raises(Refused):
        plan(**times)


def test_nobody_is_away_twice(plan, lin, wang, now):
    plan()
    with pytest.raises(Refused):
        plan(begins=8, ends=12)
    plan(begins=9, ends=12)
    times = {"begins_at": now + hours(2), "ends_at": now + hours(3)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(agent=lin, stand_in=wang, planned_by=lin, kind="leave", **times)


def test_nights_are_planned_in_a_row(plan, now):
    rows = plan(kind="night", begins=8, ends=22, nights=5)
    assert [row.begins_at for row in rows] == [now + hours(8) + timedelta(days=n) for n in range(5)]
    with pytest.raises(Refused):
        plan(begins=200, ends=240, nights=2)


def test_without_anybody_there_the_leads_are_told(owned, plan, wang, gao, zhao, now, cast):
    plan()
    plan(agent=wang, by=zhao, stand_in=zhao)
    sweep(now=now + hours(1))
    assert fresh(owned).stand_in is None
    assert orphans.orphans(OrphanKind.AWAY, now + hours(1)).get() == owned
    sweep(now=now + hours(1))
    assert told(zhao, "orphan") == 1
