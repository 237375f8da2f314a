"""Consultations: asked, answered, closed, and nothing else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_fsm import FSMField

from complaints import roles as house
from complaints.lifecycle import Refused, why_not
from complaints.models import Event, Message, Notice
from support import roles
from support.actions import consultations
from support.enums import ConsultationState
from support.models import Consultation

pytestmark = pytest.mark.django_db

NEXT = {
    "asked": {"answer": "answered", "close": "closed"},
    "answered": {"close": "closed"},
    "closed": {},
}
# Who wears the hat, and of those who is let through on lin's question.
HATS = {
    "ask": {"front_line", "lead", "mid_office", "back_office"},
    "answer": {"social_worker"},
    "close": {"front_line", "lead", "mid_office", "back_office"},
}
LETS_THROUGH = {
    ("asked", "answer"): {"su"},
    ("asked", "close"): {"lin", "zhao", "wu"},
    ("answered", "answer"): set(),
    ("answered", "close"): {"lin", "zhao", "wu"},
    ("closed", "answer"): set(),
    ("closed", "close"): set(),
}


def test_machine_has_exactly_the_edges_of_the_table():
    field = next(f for f in Consultation._meta.fields if isinstance(f, FSMField))
    found = {}
    for step in field.get_all_transitions(Consultation):
        found.setdefault(str(step.source), {})[step.name] = str(step.target)
    assert found == {state: verbs for state, verbs in NEXT.items() if verbs}
    assert set(NEXT) == set(ConsultationState.values)


def test_hats_are_those_of_the_table():
    assert {verb: set(map(str, hats)) for verb, hats in roles.CONSULTATION.items()} == HATS
    assert set(map(str, house.AGENT_ROLES)) >= set.union(*HATS.values())


@pytest.mark.parametrize(("state", "verb"), LETS_THROUGH)
def test_every_verb_in_every_state_for_the_whole_cast(case, cast, lin, now, state, verb):
    row = Consultation(complaint=case, state=state, question="?", asked_by=lin, asked_at=now)
    through = {name for name, agent in cast.items() if not why_not(row, verb, agent, now)}
    assert through == LETS_THROUGH[state, verb]


def test_question_and_answer_stand_in_the_timeline_for_colleagues_only(asked, case, su, lin, now):
    consultations.answer(asked, by=su, now=now + timedelta(hours=1), text="Somebody to listen.")
    notes = Message.objects.filter(complaint=case)
    assert {note.direction for note in notes} == {"note"}
    assert [note.author for note in notes] == [lin, su]
    assert "Somebody to listen." in notes[1].body
    assert Event.objects.filter(complaint=case, verb="note").count() == 2


def test_whoever_asked_is_told_once(asked, su, lin, now):
    consultations.answer(asked, by=su, now=now, text="Listen first.")
    assert [n.agent for n in Notice.objects.filter(event="consultation_answered")] == [lin]


def test_asked_answered_closed_signed_at_every_step(asked, su, lin, now):
    row = consultations.answer(asked, by=su, now=now, text="Listen first.")
    row = consultations.close(row, by=lin, now=now)
    signed = [(h.history_user, h.state) for h in row.history.order_by("pk")]
    assert signed == [(lin, "asked"), (su, "answered"), (lin, "closed")]


def test_one_open_question_a_complaint(asked, case, lin, now):
    with pytest.raises(Refused, match="already waiting"):
        consultations.ask(case, by=lin, now=now, question="And?")
    with pytest.raises(IntegrityError, match="consultation_one_open_question"), transaction.atomic():
        Consultation.objects.create(complaint=case, question="And?", asked_by=lin, asked_at=now)


def test_only_who_works_on_the_complaint_asks(case, wang, su, now):
    for agent in (wang, su):
        with pytest.raises(Refused):
            consultations.ask(case, by=agent, now=now, question="May I?")


@pytest.mark.parametrize("empty", ["", "  "])
def test_nothing_empty_is_asked_or_answered(case, asked, lin, su, now, empty):
    with pytest.raises(Refused):
        consultations.ask(case, by=lin, now=now, question=empty)
    with pytest.raises(Refused):
        consultations.answer(asked, by=su, now=now, text=empty)


def test_database_refuses_an_answer_without_words(case, lin, now):
    with pytest.raises(IntegrityError, match="consultation_answered_has_an_answer"), transaction.atomic():
        Consultation.objects.create(complaint=case, question="?", asked_by=lin, asked_at=now, state="answered")


SEES = {"lin", "wang", "zhao", "zhou", "wu", "chen", "he", "fang", "pan", "su"}


def test_who_sees_the_question(asked, cast):
    seen = {name for name, agent in cast.items() if Consultation.objects.visible_to(agent).exists()}
    assert seen == SEES
