"""What the tests of support share: cards, readings, a consultation, a check-in, a session."""

from datetime import timedelta

import pytest
from django.utils import translation

from complaints.actions.contact import read_emotion
from complaints.actions.intake import accept
from support import seeds
from support.actions import check_ins, consultations, supervision


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def cards(db):
    seeds.load_tactics()


@pytest.fixture
def case(complaint, lin, now):
    """A complaint that lin owns."""
    return accept(complaint, by=lin, now=now)


@pytest.fixture
def read(case, lin, now):
    """read("anger", 6): lin reads a feeling off the case."""

    def reading(emotion="anger", intensity=6, *, complaint=case, by=lin, at=now, **more):
        return read_emotion(complaint, by=by, now=at, emotion=emotion, intensity=intensity, basis="words", **more)

    return reading


@pytest.fixture
def asked(case, lin, now):
    return consultations.ask(case, by=lin, now=now, question="What does he really want?")


@pytest.fixture
def checked_in(lin, su, now):
    """lin has told su that it is heavy."""
    check_ins.give_consent(by=lin, now=now, reader=su)
    return check_ins.check_in(by=lin, now=now, load=7, tag="load", note="too many calls")


@pytest.fixture
def relation(lin, su, zhao, now):
    """su accompanies lin for feelings."""
    return supervision.assign_supervisor(lin, by=zhao, now=now, supervisor=su, kind="functional", topic="feelings")


@pytest.fixture
def session(relation, su, now):
    return supervision.plan_session(
        relation, by=su, now=now, planned_at=now + timedelta(days=1), agenda="the long call"
    )
