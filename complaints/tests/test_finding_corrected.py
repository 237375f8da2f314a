"""A finding recorded anew corrects the last one: the form begins with it, pages show what counts (IV-04)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from complaints.actions import evidence, intake, routing
from complaints.models import Complaint, Finding
from complaints.reports.beginning import what_we_did
from complaints.reports.findings import findings_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposing(complaint, lin, now):
    """A broken cup, low tier, whose owner writes the letter."""
    return routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)


@pytest.fixture
def found(proposing, lin, now):
    """found("merchant", 70) records one more finding, a minute after the last."""

    def record(party, share=100, grounds="核对了材料。"):
        case = Complaint.objects.get(pk=proposing.pk)
        at = now + timedelta(minutes=case.findings.count())
        facts = {"grounds": grounds, "root_cause": "transport", "is_contested": False, "rule_note": "破损包赔规则"}
        return evidence.record_finding(case, by=lin, now=at, party=party, share=share, **facts)

    return record


def form_of(client, case, by):
    client.force_login(by)
    return client.get(reverse("complaints:record_finding", args=[case.number])).context["form"]


def test_the_form_begins_with_the_last_finding(client, proposing, found, lin):
    found("merchant")
    form = form_of(client, proposing, lin)
    begun = {name: form[name].value() for name in ("party", "share", "grounds", "rule_note", "root_cause")}
    assert begun == {
        "party": "merchant",
        "share": 100,
        "grounds": "核对了材料。",
        "rule_note": "破损包赔规则",
        "root_cause": "transport",
    }


def test_while_shares_are_missing_it_asks_for_the_rest(client, proposing, found, lin):
    found("merchant", 70)
    form = form_of(client, proposing, lin)
    assert form["share"].value() == 30
    assert not form["party"].value()
    assert not form["grounds"].value()


def test_what_counts_is_shown_once_and_the_history_keeps_both(client, proposing, found, lin):
    found("merchant", grounds="第一次核对。")
    found("merchant", grounds="补上了规则。")
    assert [(row["share"], row["grounds"]) for row in findings_of(proposing)] == [(100, "补上了规则。")]
    assert Finding.objects.filter(complaint=proposing).count() == 2
    client.force_login(lin)
    shown = client.get(reverse("complaints:complaint", args=[proposing.number])).context["findings"]
    assert [row["grounds"] for row in shown] == ["补上了规则。"]


def test_another_party_takes_the_share_from_the_older_one(proposing, found):
    found("merchant")
    found("carrier", 30)
    assert [(row["party"], row["share"]) for row in findings_of(proposing)] == [("承运商", 30), ("商家", 70)]


def test_the_reader_hears_once_that_it_was_settled(proposing, found):
    found("merchant")
    found("merchant")
    assert what_we_did(proposing).count("查明责任") == 1
