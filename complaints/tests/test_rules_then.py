"""The rules as of the order, stored with the proposal and shown; the rule of a finding; the clause of a listing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.actions import clauses, evidence, intake, proposals, routing, standards, triage, versions
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.lifecycle import Refused, why_not
from complaints.models import Category, Clause, Complaint, Department, LegalRule, Payout, Task
from complaints.reports.ceilings import ceilings_of
from complaints.reports.standing import standing_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
OFFER = OptionDraft("补发", remedies=[RemedyDraft("redeliver")])
FINDING = {"party": "merchant", "share": 100, "grounds": "批次瑕疵", "root_cause": "product", "is_contested": False}
FAKE = "页面写着假一赔十,199 元的耳机拿去专柜验是假的,要求按承诺赔十倍。"


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


@pytest.fixture
def proposing(complaint, lin, now):
    """A broken cup ordered ten days ago, whose owner writes the letter."""
    Complaint.objects.filter(pk=complaint.pk).update(order_paid_at=now - 10 * DAY)
    return routing.solve_now(intake.accept(fresh(complaint), by=lin, now=now), by=lin, now=now)


def write(case, by, now, **more):
    words = {"what_we_did": "查了。", "reasons": "破损。"} | more
    return proposals.draft_proposal(case, by=by, now=now, options=[OFFER], **words)


# The finding names its rule (IV-06)


@pytest.fixture
def checking(complaint, lin, now):
    """A medium case that is being checked."""
    case = triage.set_tier(intake.accept(complaint, by=lin, now=now), by=lin, now=now, tier="medium", reason="质量")
    desk = Department.objects.get(pk="MERCHANT")
    case = routing.dispatch(case, by=lin, now=now, department=desk, reason="要商家举证")
    return routing.start(case, by=lin, now=now)


def test_no_check_is_finished_without_the_rule_it_follows(checking, lin, now):
    evidence.record_finding(checking, by=lin, now=now, **FINDING)
    assert "规则" in why_not(fresh(checking), "finish_check", lin, now)
    law = LegalRule.objects.get(code="CPL-24")
    evidence.record_finding(checking, by=lin, now=now, law=law, **FINDING)
    assert routing.finish_check(fresh(checking), by=lin, now=now).state == "proposing"


def test_the_letter_begins_with_the_rule_of_the_finding(client, checking, lin, now):
    law = LegalRule.objects.get(code="CPL-24")
    evidence.record_finding(checking, by=lin, now=now, law=law, rule_note="质检规则第 2 条", **FINDING)
    routing.finish_check(fresh(checking), by=lin, now=now)
    client.force_login(lin)
    form = client.get(reverse("complaints:draft_proposal", args=[checking.number])).context["form"]
    assert (form["law"].value(), form["rule_note"].value()) == (law.pk, "质检规则第 2 条")


def test_on_the_page_the_rule_stands_beside_the_grounds(client, checking, lin):
    client.force_login(lin)
    law = LegalRule.objects.get(code="CPL-24")
    facts = {"party": "merchant", "share": "100", "grounds": "批次瑕疵", "root_cause": "product", "law": law.pk}
    assert client.post(reverse("complaints:record_finding", args=[checking.number]), facts).status_code == 302
    assert checking.findings.get().law == law


# The rules as of the order (DP-13)


def test_the_law_of_the_day_of_the_order_is_kept_with_the_proposal(proposing, lin, now):
    rule = LegalRule.objects.get(code="CPL-25")
    LegalRule.objects.filter(pk=rule.pk).update(effective_to=(now - 5 * DAY).date())
    facts = {"law": rule.law, "article": "25", "value": 14, "unit": "day"}
    LegalRule.objects.create(code="CPL-25", effective_from=(now - 4 * DAY).date(), **facts)
    proposal = write(proposing, lin, now)
    kept = {row["code"]: row for row in proposal.laws_then}
    assert (proposal.rules_day, kept["CPL-25"]["value"]) == ((now - 10 * DAY).date(), "7")
    changes = standing_of(proposing, proposal, now).changes
    assert changes == (("CPL-25", "消费者权益保护法 25 · 7 day", "消费者权益保护法 25 · 14 day"),)


def test_a_rule_corrected_afterwards_shows_as_changed(proposing, lin, now):
    proposal = write(proposing, lin, now)
    assert standing_of(proposing, proposal, now).changes == ()
    LegalRule.objects.filter(code="PUN-8").update(value=10)
    assert [what for what, _then, _now in standing_of(proposing, proposal, now).changes] == ["PUN-8"]


def test_a_newer_standard_shows_as_changed(proposing, lin, zhao, mei, now):
    words = {"title_zh": "补发", "title_en": "New one", "words_zh": "补发。", "words_en": "New one.", "because": "惯例"}

    def version(remedy, at, **more):
        facts = {"category": Category.objects.get(pk="F02"), "remedy": remedy} | words | more
        return versions.approve(standards.propose_standard(by=zhao, now=at, **facts), by=mei, now=at)

    version("redeliver", now - 20 * DAY)
    proposal = write(proposing, lin, now)
    version("refund", now + DAY, share=100)
    told = [(before, after) for _what, before, after in standing_of(proposing, proposal, now + 2 * DAY).changes]
    assert len(told) == 2  # the remedy and its share
    assert ("—", "100 %") in told


def test_the_published_version_is_stored_and_shown(client, proposing, lin):
    client.force_login(lin)
    soon = f"{timezone.localtime() + timedelta(days=3):%Y-%m-%dT%H:%M}"
    facts = {
        "what_we_did": "查了。",
        "reasons": "破损。",
        "rule_note": "规则",
        "next_step": "办完。",
        "next_step_by": soon,
    }
    facts |= {"next_step_by": soon, "option0-title": "补发", "option0-kind_0": "redeliver"}
    url = reverse("complaints:draft_proposal", args=[proposing.number])
    assert client.post(url, facts).status_code == 302
    assert proposing.proposals.get().rules_version == 1
    for verb in ("draft_proposal", "send_proposal"):
        shown = client.get(reverse(f"complaints:{verb}", args=[proposing.number])).content.decode()
        assert "下单时的规则" in shown
        assert reverse("complaints:rules_version", args=[1]) in shown


# The clause (DP-11)


@pytest.fixture
def fake(new_complaint, lin, now):
    """A fake of ¥199 whose listing promised ten for one; the snapshot has come."""
    case = new_complaint(FAKE, order={"order_amount": Decimal("199.00"), "product": "蓝牙耳机"})
    case = intake.accept(case, by=lin, now=now)
    evidence.answer_evidence(case.evidence.get(kind="listing"), by=lin, now=now, says="商品页快照:假一赔十。")
    return case


def record(case, by, now, **more):
    facts = {"item": case.evidence.get(kind="listing"), "text": "假一赔十", "times": 10, "basis": "paid"}
    return clauses.record_clause(case, by=by, now=now, **facts | {"price": Decimal("199.00")} | more)


def test_a_clause_is_recorded_with_both_ceilings_and_pays_nothing(fake, lin, now):
    clause = record(fake, lin, now)
    assert (clause.promised_ceiling, clause.statutory_ceiling) == (Decimal("1990.00"), Decimal("597.00"))
    assert clause.law.code == "PROMISE"
    assert not Payout.objects.exists()
    assert fake.events.get(verb="record_clause").evidence == clause.evidence


def test_a_clause_is_read_off_the_snapshot(fake, new_complaint, lin, now):
    other = evidence.add_evidence(fake, by=lin, now=now, side="consumer", kind="photo", title="照片", says="包装")
    with pytest.raises(Refused):
        record(fake, lin, now, item=other)
    with pytest.raises(Refused):
        record(fake, lin, now, text=" ")
    plain = intake.accept(new_complaint("杯子碎了", order={"order_number": "D-9"}), by=lin, now=now)
    facts = {"item": other, "text": "假一赔十", "times": 10, "basis": "paid", "price": Decimal("1.00")}
    with pytest.raises(Refused):
        clauses.record_clause(plain, by=lin, now=now, **facts)
    assert not Clause.objects.exists()


def test_the_gate_judges_by_the_record(client, fake, lin, fang, now):
    """Scenario 17 with figures of its own: the listing's price counts where the promise says so."""
    record(fake, lin, now, basis="listed", price=Decimal("259.00"))
    client.force_login(fang)
    gate = Task.objects.get(complaint=fake)
    shown = client.get(reverse("complaints:task", args=[gate.pk])).content.decode()
    for words in ("“假一赔十”", "¥2,590.00", "¥777.00"):
        assert words in shown
    assert ceilings_of(fake, 10, Decimal("259.00"))[0].amount == Decimal("2590.00")


def test_the_clause_is_recorded_on_its_page(client, fake, lin):
    client.force_login(lin)
    url = reverse("complaints:record_clause", args=[fake.number])
    shown = client.get(url).content.decode()
    assert 'value="10"' in shown
    assert 'value="199.00"' in shown
    item = fake.evidence.get(kind="listing")
    facts = {"item": item.pk, "text": "假一赔十,专柜验假", "times": "10", "basis": "paid", "price": "199.00"}
    assert client.post(url, facts | {"price": "０"}).status_code == 422
    assert client.post(url, facts).status_code == 302
    assert Clause.objects.get().recorded_by == lin


def test_a_standing_says_where_the_day_of_the_order_is_not_known(proposing, complaint, now):
    assert standing_of(proposing, None, now).is_day_of_order
    Complaint.objects.filter(pk=complaint.pk).update(order_paid_at=None)
    standing = standing_of(fresh(complaint), None, now)
    assert (standing.is_day_of_order, standing.day) == (False, complaint.registered_at.date())
