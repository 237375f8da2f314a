"""Supervision: one line each, no circle, a shared record, a private note."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from complaints.lifecycle import Refused
from complaints.models import Agent
from support.actions import supervision
from support.models import PrivateNote, SupervisionRelation, SupervisionSession

pytestmark = pytest.mark.django_db


def line(below, above, by, now):
    return supervision.assign_supervisor(below, by=by, now=now, supervisor=above, kind="line")


def test_new_line_supervisor_replaces_the_former_one(lin, zhao, wu, su, now):
    line(lin, zhao, su, now)
    line(lin, wu, su, now + timedelta(days=1))
    running = lin.supervised_by.running()
    assert [r.supervisor for r in running] == [wu]
    assert lin.supervised_by.count() == 2


def test_functional_supervisors_may_be_many(lin, su, zhao, relation, now):
    supervision.assign_supervisor(lin, by=su, now=now, supervisor=zhao, kind="functional", topic="food safety")
    assert lin.supervised_by.running().count() == 2
    with pytest.raises(Refused, match="already does this"):
        supervision.assign_supervisor(lin, by=zhao, now=now, supervisor=su, kind="functional", topic="feelings")


def test_nobody_supervises_himself(zhao, su, now):
    with pytest.raises(Refused, match="himself"):
        line(zhao, zhao, su, now)


def test_nobody_chooses_the_own_supervisor(zhao, wu, now):
    with pytest.raises(Refused, match="own supervisor"):
        line(zhao, wu, zhao, now)


def test_circle_of_three_is_refused(zhao, wu, chen, su, now):
    line(zhao, wu, su, now)
    line(wu, chen, su, now)
    with pytest.raises(Refused, match="stands above"):
        line(chen, zhao, su, now)


@pytest.mark.parametrize(("kind", "topic"), [("line", "law"), ("functional", " ")])
def test_topic_belongs_to_functional_supervision(lin, zhao, su, now, kind, topic):
    with pytest.raises(Refused):
        supervision.assign_supervisor(lin, by=su, now=now, supervisor=zhao, kind=kind, topic=topic)


@pytest.mark.parametrize(
    ("facts", "wall"),
    [
        ({"kind": "line", "topic": "law"}, "supervision_functional_has_a_topic"),
        ({"kind": "functional"}, "supervision_functional_has_a_topic"),
        ({"kind": "line", "supervisor": "lin"}, "supervision_not_of_oneself"),
        ({"kind": "line"}, "supervision_one_line_supervisor"),
    ],
)
def test_database_is_the_last_wall(cast, lin, zhao, su, now, facts, wall):
    line(lin, zhao, su, now)
    facts = facts | {"supervisor": cast[facts.get("supervisor", "wu")]}
    with pytest.raises(IntegrityError, match=wall), transaction.atomic():
        SupervisionRelation.objects.create(supervisee=lin, began_at=now, **facts)


def test_session_planned_then_recorded_once(session, su, lin, now):
    facts = {"functions": ["supportive"], "agreement": "Breathe first."}
    held = supervision.record_session(session, by=su, now=now, **facts)
    assert (held.held_at, held.agreement) == (now, "Breathe first.")
    with pytest.raises(Refused, match="already recorded"):
        supervision.record_session(held, by=su, now=now, **facts)
    assert [h.history_user for h in held.history.all()] == [su, su]


def test_only_the_supervisor_plans_and_records(relation, session, lin, zhao, now):
    for agent in (lin, zhao):
        with pytest.raises(Refused):
            supervision.plan_session(relation, by=agent, now=now, planned_at=now)
        with pytest.raises(Refused):
            supervision.record_session(session, by=agent, now=now, functions=["supportive"], agreement="?")


@pytest.mark.parametrize(
    "facts", [{"functions": [], "agreement": "x"}, {"functions": ["educational"], "agreement": ""}]
)
def test_record_needs_a_purpose_and_an_agreement(session, su, now, facts):
    with pytest.raises(Refused):
        supervision.record_session(session, by=su, now=now, **facts)


def test_ended_supervision_plans_nothing(relation, su, now):
    ended = supervision.end_supervision(relation, by=su, now=now)
    with pytest.raises(Refused, match="has ended"):
        supervision.plan_session(ended, by=su, now=now, planned_at=now)


def test_shared_record_is_shared_by_two(session, cast):
    readers = {name for name, agent in cast.items() if SupervisionSession.objects.visible_to(agent).exists()}
    assert readers == {"lin", "su"}


def test_private_note_is_read_by_its_author_alone(session, su, cast, now):
    supervision.write_private_note(session, by=su, now=now, body="sleeps badly")
    readers = {name for name, agent in cast.items() if PrivateNote.objects.readable_by(agent).exists()}
    assert readers == {"su"}
    su.groups.set(Group.objects.filter(name="manager"))
    assert not PrivateNote.objects.readable_by(Agent.objects.get(pk=su.pk)).exists()


def test_private_note_is_changed_and_deleted_without_a_trace(session, su, now):
    supervision.write_private_note(session, by=su, now=now, body="sleeps badly")
    supervision.write_private_note(session, by=su, now=now, body="sleeps better")
    assert PrivateNote.objects.get().body == "sleeps better"
    supervision.write_private_note(session, by=su, now=now, body=" ")
    assert not PrivateNote.objects.exists()


def test_a_lead_keeps_no_private_notes(lin, zhao, su, now):
    relation = line(lin, zhao, su, now)
    session = supervision.plan_session(relation, by=zhao, now=now, planned_at=now)
    with pytest.raises(Refused, match="Only these"):
        supervision.write_private_note(session, by=zhao, now=now, body="?")
