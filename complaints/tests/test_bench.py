"""The bench itself: its world keeps the laws of the database, its cases run, its table tells the truth."""

import pytest

from complaints.management.bench import cases, stopwatch, world
from complaints.management.bench.stopwatch import Case
from complaints.models import Complaint, Event, Payout, SearchEntry


@pytest.mark.django_db
def test_every_case_runs_on_a_small_world(policy, settings):
    settings.ROOT_URLCONF = "complaints.management.bench.floors"
    world.fill(2000, lambda step: None)
    world.execute("ANALYZE")  # else the planner takes these tables for the empty ones that autovacuum has seen
    world.check_words()
    assert (Complaint.objects.count(), SearchEntry.objects.count(), Event.objects.count()) == (2000, 2000, 10000)
    assert Payout.objects.count() > 100
    assert 100 < Complaint.objects.open().count() < 140
    for words in (cases.FOUR, cases.RARE_PAIR, cases.COMMON):
        found, there_are = cases.recall(words)
        assert found == there_are > 0
    measured = cases.all_cases()
    stopwatch.measure(measured, 2)
    assert {"B1", "B2", "B3", "B5", "B6", "B13"} <= {case.code for case in measured}
    assert all(case.times for case in measured)


def timed(code, *times, statements=1, **targets):
    case = Case(code, "what", run=lambda: None, **targets)
    case.times, case.statements = list(times), statements
    return case


def test_table_says_what_was_missed():
    floor = timed("floor", 10, 10, 10)
    good = timed("B1", 29, 30, 29, against="floor", at_most=3, statements_at_most=8)
    bad = timed("B2", 40, 40, 40, statements=9, against="floor", at_most=3, statements_at_most=8)
    lines = stopwatch.table([floor, good, bad]).splitlines()
    assert "2.90" in lines[3]
    assert lines[3].endswith("met |")
    assert "missed: > 3x, > 8 statements" in lines[4]
