"""Accountability: moved only by a lead for a reason that counts; leavers; and complaints that nobody looks after."""

from datetime import timedelta

import pytest

from complaints.actions import handover, intake, leaving, orphans, ownership, routing
from complaints.actions.sweep import sweep
from complaints.enums import OrphanKind, OwnerChangeReason
from complaints.lifecycle import Refused
from complaints.models import Agent, Complaint, Department, Handover, Notice
from complaints.reports import stints
from complaints.reports.receivers import receivers_for, suggestions
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def minutes(n):
    return timedelta(minutes=n)


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


def change(case, by, to, now, cause="lasting_absence", **more):
    return ownership.change_owner(case, by=by, now=now, to_agent=to, cause=cause, **more)


# --- the owner changes


@pytest.mark.parametrize("cause", OwnerChangeReason.values)
def test_a_lead_moves_the_accountability_and_the_first_owner_stays(owned, lin, wang, zhao, now, cause):
    change(owned, zhao, wang, now + minutes(5), cause=cause, reason="病假两个月")
    case = fresh(owned)
    assert (case.owner, case.handler, case.first_owner) == (wang, wang, lin)
    owners = [(s.agent, s.began_at, s.ended_at, s.verb) for s in case.stints.filter(post="owner")]
    assert owners == [(lin, now, now + minutes(5), "accept"), (wang, now + minutes(5), None, "change_owner")]
    event = case.events.get(verb="change_owner")
    assert (event.data["cause"], event.reason, event.agent) == (cause, "病假两个月", zhao)
    letter = Notice.objects.get(event="new_owner", channel="page")
    assert letter.context["alias"] == wang.alias
    assert {n.event for n in Notice.objects.filter(agent__in=[lin, wang])} >= {"owner_given", "owner_taken"}
    pack = Handover.objects.get()
    assert (pack.status, pack.from_agent, pack.to_agent) == ("given", lin, wang)
    assert case.title in pack.story
    assert list(stints.lies()) == []


def test_a_handler_of_another_desk_goes_on(owned, lin, wang, gao, zhao, now):
    routing.dispatch(owned, by=lin, now=now, department=Department.objects.get(pk="LOGISTICS"), handler=gao)
    change(fresh(owned), zhao, wang, now + minutes(1))
    assert (fresh(owned).owner, fresh(owned).handler) == (wang, gao)


@pytest.mark.parametrize("who", ["lin", "zhou", "chen", "mei", "admin"])
def test_nobody_but_a_lead_does_it(owned, cast, wang, now, who):
    with pytest.raises(Refused):
        change(owned, cast[who], wang, now)
    assert fresh(owned).owner == cast["lin"]


def test_it_is_refused_for_whom_it_makes_no_sense(owned, complaint, new_complaint, lin, wang, su, zhao, now):
    for to in (lin, su):
        with pytest.raises(Refused):
            change(owned, zhao, to, now)
    wang.last_day = now.date()
    with pytest.raises(Refused):
        change(owned, zhao, wang, now)
    nobodys = new_complaint(order={"order_number": "N-1"})
    with pytest.raises(Refused):
        change(nobodys, zhao, Agent.objects.get(pk=wang.pk), now)


def test_an_offer_in_between_falls_with_the_change(owned, lin, wang, gao, zhao, now):
    offer = handover.offer_handover(owned, by=lin, now=now, to_agent=gao, reason="skill", story="杯子碎了。")
    change(fresh(owned), zhao, wang, now + minutes(2))
    with pytest.raises(Refused):
        handover.take_handover(offer, by=gao, now=now + minutes(3))
    assert Handover.objects.get(pk=offer.pk).status == "lapsed"


# --- somebody leaves (scenario 18)


@pytest.fixture
def many(new_complaint, lin, now):
    """Cases of lin, as many as asked for."""

    def register(count):
        return [
            intake.accept(new_complaint(f"杯子碎了{n}", order={"order_number": f"L-{n}"}), by=lin, now=now)
            for n in range(count)
        ]

    return register


def move_out(leaver, by, now, receivers, **more):
    return leaving.move_out(leaver, by=by, now=now, last_day=now.date(), receivers=receivers, **more)


def test_scenario_18_owner_leaves(many, lin, wang, gao, zhao, now):
    cases = many(23)
    routing.dispatch(cases[0], by=lin, now=now, department=Department.objects.get(pk="LOGISTICS"), handler=gao)
    plan = {case.number: (wang, zhao)[n % 2] for n, case in enumerate(cases)}
    notes = {cases[1].number: "商家的张经理只接微信"}
    at = now + minutes(30)
    outcome = move_out(lin, zhao, at, plan, notes=notes, note="十一月的杯子批次都有问题")
    assert (len(outcome.moved), outcome.already, outcome.refused, outcome.left) == (23, [], [], 0)
    for case in cases:
        case = fresh(case)
        assert (case.owner, case.first_owner) == (plan[case.number], lin)
        pack = case.handovers.get()
        assert (pack.to_agent, pack.status, pack.reason) == (plan[case.number], "given", "leave")
        assert "十一月的杯子批次都有问题" in pack.note
        letter = Notice.objects.get(complaint=case, event="new_owner", channel="page")
        assert letter.context["alias"] == case.owner.alias
        spans = [(s.agent, s.began_at, s.ended_at) for s in case.stints.filter(post="owner")]
        assert spans == [(lin, now, at), (case.owner, at, None)]
    assert fresh(cases[0]).handler == gao
    assert "张经理" in fresh(cases[1]).handovers.get().note
    assert not Complaint.objects.open().filter(owner=None).exists()
    assert Agent.objects.get(pk=lin.pk).last_day == now.date()
    assert list(stints.lies()) == []


def test_clicked_twice_it_moves_once(many, lin, wang, zhao, now):
    cases = many(3)
    plan = {case.number: wang for case in cases}
    move_out(lin, zhao, now + minutes(1), plan)
    again = move_out(lin, zhao, now + minutes(2), plan)
    assert (again.moved, len(again.already), again.refused, again.left) == ([], 3, [], 0)
    assert Notice.objects.filter(event="new_owner", channel="page").count() == 3
    assert Handover.objects.count() == 3


def test_each_refusal_is_told_and_stops_only_its_own_row(many, lin, wang, su, zhao, now):
    cases = many(3)
    plan = {case.number: wang for case in cases} | {cases[1].number: su}
    outcome = move_out(lin, zhao, now + minutes(1), plan)
    assert len(outcome.moved) == 2
    assert [(case.number, str(su) in reason) for case, reason in outcome.refused] == [(cases[1].number, True)]
    assert (outcome.left, fresh(cases[1]).owner) == (1, lin)


@pytest.mark.usefixtures("english")
def test_the_receivers_limits_hold_unless_the_lead_says_so(many, lin, wang, zhao, now):
    Agent.objects.filter(pk=wang.pk).update(work_limit=1)
    cases = many(2)
    plan = {case.number: wang for case in cases}
    outcome = move_out(lin, zhao, now + minutes(1), plan)
    assert (len(outcome.moved), outcome.left) == (1, 1)
    assert "1 of at most 1 open complaints" in outcome.refused[0][1]
    outcome = move_out(lin, zhao, now + minutes(2), plan, over_limit=True)
    assert (len(outcome.moved), outcome.left) == (1, 0)
    assert fresh(outcome.moved[0][0]).events.get(verb="change_owner").data["over_limit"] == [1, 1]


def test_who_works_on_it_already_becomes_owner_above_his_limit(owned, lin, wang, gao, zhao, now):
    routing.dispatch(owned, by=lin, now=now, department=wang.department, handler=wang, reason="熟悉")
    Agent.objects.filter(pk=wang.pk).update(work_limit=1)
    change(fresh(owned), zhao, wang, now + minutes(1))
    assert fresh(owned).owner == wang


def test_cases_are_suggested_within_the_limits(many, lin, wang, zhao, now):
    Agent.objects.filter(pk=wang.pk).update(work_limit=1)
    cases = many(3)
    chosen = suggestions(cases, lin, [agent for agent in receivers_for(lin, now) if agent in (wang, zhao)])
    assert [chosen[case.pk] for case in cases].count(wang) == 1


def test_what_the_leaver_only_works_on_goes_to_the_receiver_and_keeps_its_owner(complaint, lin, wang, gao, zhao, now):
    intake.accept(complaint, by=wang, now=now)
    routing.dispatch(fresh(complaint), by=wang, now=now, department=Department.objects.get(pk="LOGISTICS"), handler=gao)
    outcome = move_out(gao, zhao, now + minutes(1), {complaint.number: lin})
    case = fresh(complaint)
    assert (len(outcome.moved), case.owner, case.handler) == (1, wang, lin)


def test_who_leaves_takes_nothing_new(many, new_complaint, lin, wang, zhao, now):
    move_out(lin, zhao, now, {})
    lin = Agent.objects.get(pk=lin.pk)
    with pytest.raises(Refused):
        intake.accept(new_complaint(order={"order_number": "new"}), by=lin, now=now)
    case = intake.accept(new_complaint(order={"order_number": "other"}), by=wang, now=now)
    with pytest.raises(Refused):
        handover.offer_handover(case, by=wang, now=now, to_agent=lin, reason="load", story="杯子碎了。")


@pytest.mark.parametrize("who", ["lin", "zhou", "admin"])
def test_only_a_lead_moves_a_leavers_cases(cast, wang, now, who):
    with pytest.raises(Refused):
        move_out(wang, cast[who], now, {})


def test_a_lead_does_not_move_the_own_cases(zhao, now):
    with pytest.raises(Refused):
        move_out(zhao, zhao, now, {})


@pytest.mark.django_db(transaction=True)
def test_the_leaver_goes_on_working_while_the_cases_move(many, new_complaint, lin, wang, gao, zhao, now):
    """Two clicks of the lead, and the leaver dispatching and offering: no case is lost, doubled or ownerless."""
    cases = many(8)
    plan = {case.number: wang for case in cases}
    desk = Department.objects.get(pk="LOGISTICS")
    jobs = [lambda: move_out(lin, zhao, now + minutes(1), plan) for _click in range(2)]
    jobs += [
        lambda case=case: routing.dispatch(case, by=lin, now=now + minutes(1), department=desk) for case in cases[:4]
    ]
    jobs += [
        lambda case=case: handover.offer_handover(
            case, by=lin, now=now + minutes(1), to_agent=gao, reason="load", story="杯子碎了。"
        )
        for case in cases[4:]
    ]
    race(jobs)
    for case in cases:
        case = fresh(case)
        assert (case.owner, case.handler, case.first_owner) == (wang, wang, lin)
        assert case.events.filter(verb="change_owner").count() == 1
        assert not case.handovers.filter(status="offered").exists()
    assert list(stints.lies()) == []


# --- nobody looks after it


def test_a_new_complaint_is_nobodys_for_half_an_hour_then_the_leads_are_told_once(complaint, zhao, now):
    late = complaint.registered_at + orphans.WAITS_AT_MOST
    assert not orphans.orphans(OrphanKind.UNOWNED, late - timedelta(seconds=1)).exists()
    assert orphans.orphans(OrphanKind.UNOWNED, late).get() == complaint
    for n in range(3):
        sweep(now=late + minutes(n))
    alerts = Notice.objects.filter(event="orphan", complaint=complaint, agent=zhao)
    assert [alert.context["kind"] for alert in alerts] == ["unowned"]


def test_without_a_lead_the_sweep_still_ends_and_a_lead_is_told_later(complaint, zhao, now):
    """A house that has nobody to tell: the sweep must not ask for ever."""
    leads = Agent.objects.filter(groups__name="lead")
    names = list(leads.values_list("pk", flat=True))
    Agent.objects.filter(pk__in=names).update(is_active=False)
    late = complaint.registered_at + orphans.WAITS_AT_MOST
    sweep(now=late)
    assert not Notice.objects.filter(event="orphan").exists()
    Agent.objects.filter(pk__in=names).update(is_active=True)
    sweep(now=late)
    assert Notice.objects.filter(event="orphan", agent=zhao).count() == 1


def test_a_closed_account_leaves_no_case_unseen(owned, lin, wang, zhao, now):
    Agent.objects.filter(pk=lin.pk).update(is_active=False)
    assert orphans.orphans(OrphanKind.GONE, now).get() == owned
    sweep(now=now + minutes(1))
    sweep(now=now + minutes(2))
    assert Notice.objects.filter(event="orphan", agent=zhao).count() == 1
    change(fresh(owned), zhao, wang, now + minutes(3))
    assert not orphans.orphans(OrphanKind.GONE, now + minutes(3)).exists()


def test_after_the_last_day_a_case_left_behind_shows(owned, lin, now):
    Agent.objects.filter(pk=lin.pk).update(last_day=now.date())
    assert not orphans.orphans(OrphanKind.GONE, now).exists()
    assert orphans.orphans(OrphanKind.GONE, now + DAY).get() == owned
