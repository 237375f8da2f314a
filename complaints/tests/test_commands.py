"""The commands that operators and other programs call."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from complaints.models import Complaint, MoneyFigure

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


def test_classify_text_measures_a_labelled_file(policy, monkeypatch, tmp_path):
    file = tmp_path / "labelled.tsv"
    rows = [
        "收到的杯子破损\tF02\t\t",
        "电饭锅漏电把我电麻了\tG04\t\tyes",
        "杯子破损\tG03\tA01 F02\t",
        "杯子破损\tA01\t\t",
    ]
    file.write_text("text\tcode\talso\tdanger\n" + "\n".join(rows) + "\n", encoding="utf-8")

    (line,) = classify(monkeypatch, "", "--json", "--check", str(file))
    figures = json.loads(line)

    assert (figures["set"], figures["texts"]) == ("labelled.tsv", 4)
    assert (figures["code"], figures["group"], figures["unclassified"], figures["p1"]) == (0.75, 0.75, 0, 0.25)
    assert (figures["dangers"], figures["dangers_p1"]) == (1, 1)
    assert not Complaint.objects.exists()


def test_classify_text_measures_what_nobody_labelled(policy, monkeypatch, tmp_path):
    file = tmp_path / "reviews.csv"
    file.write_text("id,text\n1,你好\n2,收到的杯子破损\n", encoding="utf-8")

    (line,) = classify(monkeypatch, "", "--check", str(file))

    assert line.startswith("reviews.csv: texts 2 · unclassified 0.5 · p1 0.0")


@pytest.mark.parametrize("content", [None, "", "id,words\n1,x\n", "text\n\ud800"])
def test_classify_text_refuses_a_file_it_cannot_measure(policy, monkeypatch, tmp_path, content):
    file = tmp_path / "odd.csv"
    if content is not None:
        file.write_bytes(content.encode("utf-8", "surrogatepass"))

    with pytest.raises(CommandError, match=r"odd\.csv"):
        classify(monkeypatch, "", "--check", str(file))


def test_load_policy_brings_what_a_new_version_needs_and_keeps_what_was_edited(policy):
    MoneyFigure.objects.filter(code="minute_cost").update(value=7)
    MoneyFigure.objects.filter(code="claim_days").delete()
    call_command("load_policy", stdout=io.StringIO())
    assert MoneyFigure.objects.get(code="minute_cost").value == 7
    assert MoneyFigure.objects.get(code="claim_days").value == 15
