"""Races on real PostgreSQL with real threads: money, state and ownership hold (reliability.md)."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import close_old_connections, connection

from complaints.actions import intake, merging, payouts, routing
from complaints.lifecycle import Refused
from complaints.models import Agent, Complaint, Payout

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 16


def race(jobs):
    """Run the callables at once in threads; returns results and exceptions in order."""
    gate = Barrier(min(WORKERS, len(jobs)), timeout=60)

    def run(index, job):
        try:
            if index < gate.parties:
                gate.wait()
            return job()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        futures = [pool.submit(run, index, job) for index, job in enumerate(jobs)]
        return [future.result() for future in futures]


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


def pay(case, agent, now, key, amount="50.00", **more):
    facts = {"amount": Decimal(amount), "kind": "goodwill", "reason": "补偿", "ask_approval": False} | more
    return payouts.propose_payout(case, by=agent, now=now, idempotency_key=key, **facts)


def test_payout_limit_race(owned, lin, now):
    """200 parallel payouts of ¥50 with ¥500 left pay exactly ¥500; 190 are refused with a sentence."""
    results = race([lambda n=n: pay(owned, lin, now, f"key-{n}") for n in range(200)])
    paid = [r for r in results if isinstance(r, Payout)]
    refused = [r for r in results if isinstance(r, Refused)]
    assert (len(paid), len(refused)) == (10, 190)
    assert sum(p.amount for p in Payout.objects.committed()) == Decimal("500.00")
    assert all("500.00" in r.reason or "0.00" in r.reason for r in refused)
    for payout in Payout.objects.all():
        assert payout.history.filter(state="approved").count() == 1
        assert payout.events.filter(verb="approve").count() == 1


def test_payout_limit_race_over_two_complaints_of_one_order(new_complaint, lin, wang, now):
    """Two agents on two complaints of one order share what may be spent without approval."""
    one = intake.accept(new_complaint(order={"order_number": "D-7"}), by=lin, now=now)
    two = intake.accept(new_complaint(order={"order_number": "D-7"}), by=wang, now=now)
    jobs = [lambda n=n: pay(one, lin, now, f"l-{n}") for n in range(20)]
    jobs += [lambda n=n: pay(two, wang, now, f"w-{n}") for n in range(20)]
    results = race(jobs)
    assert sum(isinstance(r, Payout) for r in results) == 10
    assert sum(p.amount for p in Payout.objects.committed()) == Decimal("500.00")


def test_same_key_fifty_times_makes_one_payout(owned, lin, now):
    results = race([lambda: pay(owned, lin, now, "one-key") for _ in range(50)])
    assert {r.pk for r in results} == {Payout.objects.get().pk}


def test_same_key_with_another_body_is_refused(owned, lin, now):
    pay(owned, lin, now, "one-key")
    with pytest.raises(Refused):
        pay(owned, lin, now, "one-key", amount="60.00")
    assert Payout.objects.count() == 1


def test_two_conflicting_transitions_have_one_winner_each_time(new_complaint, lin, zhao, now):
    """Dispatch against solve-now, 200 times: exactly one wins each time."""
    from complaints.models import Department

    desk = Department.objects.get(pk="LOGISTICS")
    for round_ in range(200):
        case = intake.accept(new_complaint(order={"order_number": f"R-{round_}"}), by=lin, now=now)
        results = race(
            [
                lambda case=case: routing.dispatch(case, by=lin, now=now, department=desk),
                lambda case=case: routing.solve_now(case, by=lin, now=now),
            ]
        )
        assert sum(isinstance(r, Complaint) for r in results) == 1, round_
        refused = next(r for r in results if isinstance(r, Refused))
        assert refused.reason
        assert case.events.filter(from_state="accepted").exclude(to_state="accepted").count() == 1


def test_fifty_agents_take_one_new_complaint(complaint, lin, now):
    """One owner; 49 are told who it is."""
    group = lin.groups.get()
    agents = [
        Agent.objects.create(username=f"a{n}", display_name=f"客服{n}", alias=f"小{n}", department_id="CS")
        for n in range(50)
    ]
    for agent in agents:
        agent.groups.add(group)
    results = race([lambda agent=agent: intake.accept(complaint, by=agent, now=now) for agent in agents])
    winners = [r for r in results if isinstance(r, Complaint)]
    assert len(winners) == 1
    owner = Complaint.objects.get(pk=complaint.pk).first_owner
    assert all(str(owner) in r.reason for r in results if isinstance(r, Refused))
    assert complaint.events.filter(verb="accept").count() == 1


def test_ten_clicks_one_move(complaint, lin, now):
    """Ten clicks of one person on one button are one step."""
    results = race([lambda: intake.accept(complaint, by=lin, now=now) for _ in range(10)])
    assert sum(isinstance(r, Complaint) for r in results) == 1
    assert complaint.events.filter(verb="accept").count() == 1


def test_two_approvers_at_once_approve_once(owned, lin, zhao, wu, now):
    """Two leads click approve on the same request."""
    payout = payouts.propose_payout(
        owned, by=lin, now=now, amount=Decimal("600.00"), kind="goodwill", reason="补偿", idempotency_key="a"
    )
    assert payout.state == "proposed"
    results = race([lambda who=who: payouts.approve(payout, by=who, now=now) for who in (zhao, wu)])
    assert sum(isinstance(r, Payout) for r in results) == 1
    assert payout.events.filter(verb="approve").count() == 1


def test_parallel_registrations_get_different_numbers(cast, new_complaint, now):
    results = race([lambda n=n: new_complaint(phone=f"1390000{n:04d}") for n in range(40)])
    assert len({c.number for c in results}) == 40
    close_old_connections()


def test_two_leads_merge_two_complaints_into_each_other(new_complaint, zhao, wu, now):
    """A into B and B into A at once, twenty times: one goes on, one has ended, and neither lead is left waiting."""
    for round_ in range(20):
        order = {"order_number": f"M-{round_}"}
        one, two = new_complaint(order=order), new_complaint(order=order)
        results = race(
            [
                lambda one=one, two=two: merging.merge(one, by=zhao, now=now, master=two, reason="同一单"),
                lambda one=one, two=two: merging.merge(two, by=wu, now=now, master=one, reason="同一单"),
            ]
        )
        assert sorted(type(r).__name__ for r in results) == ["Complaint", "Refused"], round_
        states = Complaint.objects.filter(pk__in=[one.pk, two.pk]).values_list("state", flat=True)
        assert sorted(states) == ["merged", "registered"], round_


def test_one_merge_is_taken_apart_once_however_many_ask(new_complaint, zhao, wu, now):
    one, two = new_complaint(), new_complaint()
    merging.merge(one, by=zhao, now=now, master=two, reason="同一单")
    jobs = [lambda who=who: merging.undo_merge(one, by=who, now=now, reason="两件事") for who in (zhao, wu) * 4]
    results = race(jobs)
    assert sum(isinstance(r, Complaint) for r in results) == 1
    assert one.events.filter(verb="undo_merge").count() == 1
    assert Complaint.objects.get(pk=one.pk).state == "registered"


def test_a_merge_meets_a_merge_of_its_master(new_complaint, zhao, wu, now):
    """A into B while B goes into C: no chain is left whose middle has ended."""
    for round_ in range(20):
        order = {"order_number": f"C-{round_}"}
        one, two, three = (new_complaint(order=order) for _ in range(3))
        race(
            [
                lambda a=one, b=two: merging.merge(a, by=zhao, now=now, master=b, reason="同一单"),
                lambda a=two, b=three: merging.merge(a, by=wu, now=now, master=b, reason="同一单"),
            ]
        )
        merged = Complaint.objects.filter(pk__in=[one.pk, two.pk, three.pk], state="merged")
        assert all(row.master.is_open for row in merged.select_related("master")), round_
