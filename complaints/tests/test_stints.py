"""Intervals of responsibility (OW-10): who was owner, handler or stand-in from when to when; nothing overlaps."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from complaints.actions import intake, routing
from complaints.models import Complaint, Department, Stint
from complaints.reports import stints

pytestmark = pytest.mark.django_db


def minutes(n):
    return timedelta(minutes=n)


def held(case, post):
    """[(who, from, until), ...] of one post."""
    return [(s.agent.username, s.began_at, s.ended_at) for s in case.stints.filter(post=post)]


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


def test_accepting_begins_two_intervals(owned, now):
    assert held(owned, "owner") == held(owned, "handler") == [("lin", now, None)]


def test_the_handler_changes_and_the_owner_stays(owned, lin, gao, now):
    desk = Department.objects.get(pk="LOGISTICS")
    case = routing.dispatch(owned, by=lin, now=now + minutes(5), department=desk, handler=gao)
    assert held(case, "handler") == [("lin", now, now + minutes(5)), ("gao", now + minutes(5), None)]
    assert held(case, "owner") == [("lin", now, None)]
    routing.bounce(case, by=gao, now=now + minutes(9), reason="不归我们", department=Department.objects.get(pk="CS"))
    assert held(case, "handler")[1:] == [("gao", now + minutes(5), now + minutes(9)), ("lin", now + minutes(9), None)]


def test_of_two_changes_at_one_moment_the_later_counts(owned, lin, gao, now):
    desk = Department.objects.get(pk="LOGISTICS")
    routing.dispatch(owned, by=lin, now=now, department=desk, handler=gao)
    assert held(owned, "handler") == [("gao", now, None)]
    assert list(stints.lies()) == []


def test_two_clocks_that_differ_a_little_leave_no_overlap(owned, lin, gao, now):
    desk = Department.objects.get(pk="LOGISTICS")
    case = routing.dispatch(owned, by=lin, now=now + minutes(5), department=desk, handler=gao)
    routing.bounce(case, by=gao, now=now + minutes(3), reason="不归我们", department=Department.objects.get(pk="CS"))
    assert held(case, "handler") == [("lin", now, now + minutes(5)), ("lin", now + minutes(5), None)]
    assert list(stints.lies()) == []


@pytest.mark.parametrize(("began", "ended"), [(-5, None), (-5, 3), (1, None), (-3, 0.5)])
def test_the_database_lets_nothing_overlap(owned, wang, now, began, ended):
    until = ended and now + minutes(ended)
    facts = {"agent": wang, "post": "owner", "began_at": now + minutes(began), "ended_at": until, "verb": "accept"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Stint.objects.create(complaint=owned, **facts)


def test_the_database_wants_from_before_until(complaint, lin, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Stint.objects.create(complaint=complaint, agent=lin, post="owner", began_at=now, ended_at=now, verb="accept")


def test_an_ended_interval_never_changes(owned, lin, gao, now):
    routing.dispatch(
        owned, by=lin, now=now + minutes(5), department=Department.objects.get(pk="LOGISTICS"), handler=gao
    )
    ended = Stint.objects.filter(ended_at__isnull=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        ended.update(agent=gao)
    with pytest.raises(DatabaseError), transaction.atomic():
        ended.delete()


def test_reconcile_names_an_interval_that_no_event_tells(owned, wang):
    assert list(stints.lies()) == []
    Stint.objects.filter(post="handler").update(agent=wang)
    assert next(str(lie) for lie in stints.lies()).startswith(f"{owned.number}: events and intervals differ about its")


def test_reconcile_names_a_handler_that_no_event_tells(owned, wang):
    Complaint.objects.filter(pk=owned.pk).update(handler=wang)
    assert [str(lie) for lie in stints.lies()] == [
        f"{owned.number}: its handler is {wang.pk}, its events say {owned.owner_id}"
    ]


def test_reconcile_names_an_interval_without_any_event(complaint, lin, now):
    Stint.objects.create(complaint=complaint, agent=lin, post="owner", began_at=now, verb="accept")
    assert [lie.reason for lie in stints.lies()] == ["it has an interval of responsibility that no event tells"]
