"""The commands that operators and other programs call."""

import io
import json

import pytest
from django.core.management import call_command

from complaints.models import Complaint

pytestmark = pytest.mark.django_db
KEYS = ["category", "group", "priority", "tier", "flags", "matched_words", "confidence", "similar_to"]


def classify(monkeypatch, text, *arguments):
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    call_command("classify_text", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_classify_text_answers_line_by_line(policy, monkeypatch):
    lines = classify(monkeypatch, "收到的杯子破损\n\n商家说绝对不是假货,包装有点皱\n", "--json")
    answers = [json.loads(line) for line in lines]
    assert [list(answer) for answer in answers] == [KEYS] * 3
    broken, blank, quoted = answers
    assert (broken["category"], broken["group"], broken["matched_words"]) == ("F02", "F", ["破损"])
    assert (blank["category"], blank["matched_words"]) == ("O02", [])
    assert "check" in quoted["flags"]
    assert "假货" not in quoted["matched_words"]
    assert not Complaint.objects.exists()


def test_classify_text_for_people(policy, monkeypatch):
    (line,) = classify(monkeypatch, "收到的杯子破损")
    assert "F02" in line
    assert "破损" in line


def test_classify_text_survives_bytes_that_are_no_text(policy, monkeypatch):
    (line,) = classify(monkeypatch, "杯子\udcff破损\x00\n", "--json")
    assert json.loads(line)["category"] == "F02"


def test_classify_text_of_nothing(policy, monkeypatch):
    assert classify(monkeypatch, "", "--json") == []
