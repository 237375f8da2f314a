"""Figures about classes: how good each rule is, families beside a benchmark, Paretos, and what is followed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from complaints.actions import intake, triage
from complaints.models import Category, Complaint, Event, KeywordRule
from complaints.reports import agreement, causes, rule_quality
from complaints.reports.shares import wilson

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DAY = timedelta(days=1)
ENGLISH = {"accept-language": "en"}
LATE = "快递一直没有更新，查不到物流信息"  # F05 by 查不到物流
DANGER = "充电宝充电时起火，烧伤了手"  # P1


@pytest.fixture
def period(now):
    return now - DAY, now + DAY


@pytest.fixture
def coded(new_complaint, lin, zhao, now):
    """coded(text, "G02") registers it, and a person says what it is; without a code nobody looks at it."""

    def register(text, code="", priority=None):
        case = intake.accept(new_complaint(text), by=lin, now=now)
        if code == case.category_id and not priority:
            triage.confirm_class(case, by=lin, now=now)
        elif code:
            category = Category.objects.get(pk=code)
            triage.reclassify(case, by=zhao, now=now, category=category, reason="看过原话", priority=priority)
        return Complaint.objects.get(pk=case.pk)

    return register


def rule_named(rows, term, code):
    return next(row for row in rows if (row.term, row.code) == (term, code))


def test_a_rule_is_measured_by_what_people_decide(coded, period):
    for code in ("F05", "F05", "F01", "F01", "F03", ""):
        case = coded(LATE, code)
    term = KeywordRule.objects.filter(pk__in=case.machine_said["rules"], category="F05").first().term
    rule = rule_named(rule_quality.rules_of(*period), term, "F05")
    assert (rule.hits, rule.decided, rule.confirmed, rule.corrected, rule.mostly) == (6, 5, 2, 3, "F01")
    assert rule.precision == 40
    assert rule.interval == wilson(2, 5)
    assert not rule.is_bad
    assert rule_quality.main_codes(*period) == (6, 5, 2)


def test_the_newest_decision_counts_and_the_period_is_that_of_the_registration(coded, lin, period, now):
    case = coded(LATE, "F01")
    triage.reclassify(case, by=lin, now=now, category=Category.objects.get(pk="F05"), reason="又看了一遍")
    assert rule_quality.main_codes(*period) == (1, 1, 1)
    assert rule_quality.main_codes(now + DAY, now + 2 * DAY) == (0, 0, 0)


def test_a_p1_that_people_lowered_was_false(coded, period):
    coded(DANGER, "G04")
    coded(DANGER, "G06", priority="P3")
    coded(DANGER)
    rules = [rule for rule in rule_quality.rules_of(*period, "p1") if rule.p1_decided]
    assert rules
    assert {(rule.p1_decided, rule.p1_false) for rule in rules} == {(2, 1)}
    assert rules[0].false_p1_share == 50


def test_worst_first_means_surely_bad(coded, period):
    for _case in range(8):
        coded(LATE, "G01")
    coded(DANGER, "G04")
    rows = rule_quality.rules_of(*period)
    assert rows[0].is_bad
    assert rows[0].code == "F05"
    known = [row.interval[1] for row in rows if row.interval]
    assert known == sorted(known)
    assert [row.interval is None for row in rows] == sorted(row.interval is None for row in rows)


def test_the_page_leads_to_the_rule_and_to_its_complaints(client, coded, mei, zhou):
    wrong, right = coded(LATE, "F01"), coded(LATE, "F05")
    rule = KeywordRule.objects.filter(pk__in=wrong.machine_said["rules"], category="F05").first()
    Complaint.objects.update(registered_at=right.registered_at)
    client.force_login(zhou)
    page = client.get(reverse("complaints:keyword_rules") + "?days=365").content.decode()
    hits_url = reverse("complaints:rule_hits", args=[rule.pk])
    assert hits_url in page
    assert reverse("admin:complaints_keywordrule_change", args=[rule.pk]) in page
    hits = client.get(f"{hits_url}?days=365").content.decode()
    assert hits.index(wrong.number) < hits.index(right.number)
    client.force_login(mei)
    assert "Edit the rule" not in client.get(f"{hits_url}?days=365", headers=ENGLISH).content.decode()


@pytest.mark.parametrize("name", ["export_rules", "export_causes"])
def test_an_export_is_written_down(client, coded, mei, gao, name):
    coded(LATE, "F05")
    client.force_login(mei)
    answer = client.post(reverse(f"complaints:{name}") + "?days=365")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    event = Event.objects.get(verb="export_report")
    assert (event.agent, event.data["rows"]) == (mei, len(lines) - 1)
    client.force_login(gao)
    assert client.post(reverse(f"complaints:{name}")).status_code == 403


def test_families_are_compared_within_those_that_have_a_benchmark(coded):
    for text, code in ((LATE, "F05"), (LATE, "G01"), (LATE, "A02"), (LATE, "A03"), (LATE, "T01")):
        coded(text, code)
    rows = {row.code: row for row in causes.families(Complaint.objects.all())}
    assert [(rows[g].count, rows[g].share, rows[g].benchmark) for g in "GFA"] == [(1, 25, 45), (1, 25, 30), (2, 50, 25)]
    assert (rows["T"].count, rows["T"].share) == (1, None)
    assert causes.distance(rows.values()) == 25
    assert list(rows)[:3] == ["G", "F", "A"]


def test_a_pareto_adds_up(coded):
    cases = [coded(LATE) for _case in range(4)]
    for case, cause in zip(cases, ("transport", "transport", "service", ""), strict=True):
        Complaint.objects.filter(pk=case.pk).update(root_cause=cause)
    bars = causes.root_causes(Complaint.objects.all())
    assert [(bar.code, bar.count, round(bar.together)) for bar in bars] == [("transport", 2, 67), ("service", 1, 100)]


def test_every_bar_leads_to_its_complaints(client, coded, mei):
    case = coded(LATE)
    Complaint.objects.filter(pk=case.pk).update(root_cause="transport", responsible_party="carrier")
    client.force_login(mei)
    page = client.get(reverse("complaints:causes") + "?days=365").content.decode()
    assert "root_cause=transport" in page
    for condition in ("root_cause=transport", "responsible_party=carrier", "category=F"):
        assert case.number in client.get(f"/?queue=all&{condition}").content.decode()
    assert case.number not in client.get("/?queue=all&root_cause=service").content.decode()


def test_words_and_likeness_are_followed_or_not(coded, period):
    coded(LATE, "F05")
    coded(LATE, "F01")
    coded("嗯嗯", "A02")
    found = {str(row.label): (row.shown, row.decided, row.agreed) for row in agreement.machine(*period)}
    assert found == {"Words": (2, 2, 1), "Nothing: no word, no likeness": (1, 1, 0)}


@pytest.mark.parametrize("name", ["keyword_rules", "causes", "suggestions"])
def test_the_pages_stand_without_any_complaint(client, mei, name):
    client.force_login(mei)
    for query in ("", "?days=7&sort=nonsense", "?days=x"):
        assert client.get(reverse(f"complaints:{name}") + query).status_code == 200
