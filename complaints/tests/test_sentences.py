"""Every event has a sentence: people can read the history aloud."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from complaints.actions import contact, handover, intake, routing, triage
from complaints.enums import EventKind
from complaints.models import Department
from complaints.roles import WHO_MAY
from complaints.sentences import KIND_SYMBOLS, SENTENCES, differences, sentence, symbol

# They write no event of their own: a limit has a history, a draft of a report is a proposal's.
SILENT = {"raise_limit", "plan_absence", "name_mentor", "announce_wait"}


def spoken(event):
    return re.sub(r"<[^>]+>", "", sentence(event))


def test_every_verb_has_a_sentence():
    assert set(WHO_MAY) - set(SENTENCES) == SILENT


def test_every_told_verb_has_a_sentence():
    told = set()
    for path in Path(settings.BASE_DIR, "complaints", "actions").glob("*.py"):
        told |= set(re.findall(r'\btell\(\s*"(\w+)"', path.read_text(encoding="utf-8")))
    assert told - set(SENTENCES) == set()


def test_every_kind_has_a_symbol():
    assert set(KIND_SYMBOLS) == set(EventKind)


@pytest.mark.django_db
def test_names_are_bold_and_escaped(complaint, lin, now):
    lin.display_name = "<林晓>"
    lin.save()
    intake.accept(complaint, by=lin, now=now)
    event = complaint.events.get(verb="accept")
    assert sentence(event).startswith("<b>&lt;林晓&gt;</b>")
    assert symbol(event) == ("user", "")


@pytest.mark.django_db
def test_a_dispatch_names_the_desk_as_it_was_called(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    desk = Department.objects.get(pk="LOGISTICS")
    routing.dispatch(case, by=lin, now=now, department=desk)
    event = complaint.events.get(verb="dispatch")
    with translation.override("en"):
        assert spoken(event) == f"林晓 dispatched it to {desk.name_en}; the owner stays"


@pytest.mark.django_db
def test_a_handover_names_who_gets_it(complaint, lin, wang, now):
    case = intake.accept(complaint, by=lin, now=now)
    handover.offer_handover(case, by=lin, now=now, to_agent=wang, reason="load", story="杯子碎了，等照片。")
    with translation.override("en"):
        assert spoken(complaint.events.get(verb="offer_handover")) == "林晓 offered the work to 王芳"


@pytest.mark.django_db
def test_a_reading_says_which_feeling_and_how_strong(complaint, su, now):
    contact.read_emotion(complaint, by=su, now=now, emotion="anger", intensity=6, basis="words")
    with translation.override("en"):
        assert spoken(complaint.events.get(verb="read_emotion")) == "苏禾 read the emotion: Anger 6 / 10"


@pytest.mark.django_db
def test_differences_use_the_words_of_the_forms(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    triage.set_tier(case, by=lin, now=now + timedelta(minutes=1), tier="medium", reason="质量争议")
    with translation.override("en"):
        rows = differences(complaint.events.get(verb="set_tier"))
        assert {"label": "tier", "old": "Low", "new": "Medium"} in [
            {name: str(value) for name, value in row.items()} for row in rows
        ]
        steps = differences(complaint.events.get(verb="accept"), {lin.pk: str(lin)})
        assert (str(steps[0]["old"]), str(steps[0]["new"])) == ("Registered", "Accepted")
        assert "林晓" in [row["new"] for row in steps]
