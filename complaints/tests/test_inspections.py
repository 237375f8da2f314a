"""Inspections over all complaints: exact counts, costs and times, who bore them, and every figure opens its records."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from complaints.actions import evidence, inquiries, intake
from complaints.lifecycle import Refused
from complaints.models import Complaint, Evidence
from complaints.reports import inspections as report

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def then():
    """Ten days ago: pages look at the real time."""
    return timezone.now() - 10 * DAY


@pytest.fixture
def case(new_complaint, lin, then):
    return intake.accept(new_complaint(at=then), by=lin, now=then)


@pytest.fixture
def asked(case, lin, then):
    """asked("省质检院", "300"): a body is asked for its report ten days ago."""

    def ask(body, cost=None, borne_by="platform", of=case):
        facts = {"body": body, "title": f"检测 {body}", "due_by": then + 9 * DAY}
        facts |= {"cost": Decimal(cost), "borne_by": borne_by} if cost else {}
        return inquiries.ask_inspection(of, by=lin, now=then, **facts)

    return ask


@pytest.fixture
def reported(lin, then):
    """reported(item, days=2, outcome="consumer"): its report after so many days."""
    return lambda item, days, outcome="": inquiries.take_report(
        item, by=lin, now=then + days * DAY, says="釉面合格", outcome=outcome
    )


def of_period(then):
    return report.inspections((then - DAY, then + DAY))


def test_counts_costs_times_and_shares_are_exact(asked, reported, new_complaint, lin, then):
    first, second, third = (
        asked("省质检院", "300"),
        asked("省质检院", "80.50", "carrier"),
        asked("华测", "120", "merchant"),
    )
    asked("华测")
    other = intake.accept(new_complaint(at=then, order={"order_number": "D-2"}), by=lin, now=then)
    waived = asked("华测", of=other)
    evidence.waive_evidence(waived, by=lin, now=then + DAY, reason="不必再测")
    reported(first, 2, "consumer")
    reported(second, 4, "others")
    reported(third, 9)
    together, bearers, said, (bodies, categories) = of_period(then)
    assert [(code, count) for code, _label, count in said] == [("consumer", 1), ("others", 1), ("open", 0), ("none", 1)]
    assert (together.count, together.reported, together.out, together.waived) == (5, 3, 1, 1)
    assert (together.cost, together.costed, together.each) == (Decimal("500.50"), 3, Decimal("500.50") / 3)
    assert together.median == 4 * DAY
    assert (together.agreed.hits, together.agreed.tries) == (1, 2)
    assert [(code, count, amount) for code, _who, count, amount in bearers] == [
        ("platform", 1, Decimal("300.00")),
        ("merchant", 1, Decimal("120.00")),
        ("carrier", 1, Decimal("80.50")),
    ]
    assert [(row.label, row.count, row.cost) for row in bodies.rows] == [
        ("省质检院", 2, Decimal("380.50")),
        ("华测", 3, Decimal("120.00")),
    ]
    assert sum(row.count for row in categories.rows) == 5


def test_what_was_asked_before_or_after_is_not_counted(asked, then):
    asked("省质检院", "300")
    assert report.inspections((then - DAY, then))[0].count == 0
    assert report.inspections((then, then + HOUR))[0].count == 1
    assert report.inspections((then + HOUR, then + DAY))[0].count == 0


def test_a_report_of_the_consumers_own_is_none_of_ours(case, lin, then):
    item = {"side": "consumer", "kind": "inspection", "title": "检测站报告", "says": "含金量 916"}
    evidence.add_evidence(case, by=lin, now=then, **item)
    assert of_period(then)[0].count == 0


def test_every_figure_opens_its_records(client, mei, asked, reported, case):
    first, _second = asked("省质检院", "300"), asked("华测", "120", "merchant")
    reported(first, 2, "consumer")
    client.force_login(mei)
    page = client.get(reverse("complaints:inspections")).content.decode()
    assert "¥420.00" in page
    assert page.count(reverse("complaints:inspection_records")) >= 7
    assert 'aria-current="page"' in page

    def listed(query):
        shown = client.get(f"{reverse('complaints:inspection_records')}?days=30&{query}").content.decode()
        return [name for name in ("省质检院", "华测") if f"检测 {name}" in shown]

    assert listed("") == ["省质检院", "华测"]
    assert listed("body=华测") == ["华测"]
    assert listed("outcome=consumer") == ["省质检院"]
    assert listed("outcome=none") == []
    assert listed("borne_by=merchant") == ["华测"]
    assert listed("status=received") == ["省质检院"]
    assert listed(f"category={case.category_id}") == ["省质检院", "华测"]
    assert listed("body=nobody") == []


def test_nothing_asked_is_told_in_words(client, mei):
    client.force_login(mei)
    assert "没有委托检测" in client.get(reverse("complaints:inspections")).content.decode()
    assert "没有委托检测" in client.get(reverse("complaints:inspection_records")).content.decode()


def test_whom_a_report_bears_out_is_said_once(client, lin, asked, case, then):
    item = asked("省质检院")
    with pytest.raises(Refused):
        inquiries.judge_report(item, by=lin, now=then, outcome="open")
    evidence.answer_evidence(item, by=lin, now=then + DAY, says="釉面合格")
    client.force_login(lin)
    url = reverse("complaints:judge_report", args=[case.number])
    assert url in client.get(reverse("complaints:complaint", args=[case.number])).content.decode()
    assert client.post(url, {"item": item.pk, "outcome": ""}).status_code == 422
    assert client.post(url, {"item": item.pk, "outcome": "others"}).status_code == 302
    assert Evidence.objects.get(pk=item.pk).outcome == "others"
    assert Complaint.objects.get(pk=case.pk).events.filter(verb="judge_report").count() == 1
    with pytest.raises(Refused):
        inquiries.judge_report(item, by=lin, now=then + DAY, outcome="consumer")


def test_only_a_report_bears_anybody_out(case, lin, then):
    photo = evidence.add_evidence(case, by=lin, now=then, side="platform", kind="photo", title="照片")
    with pytest.raises(IntegrityError, match="outcome_of_a_report"), transaction.atomic():
        Evidence.objects.filter(pk=photo.pk).update(outcome="consumer")


def test_two_statements_however_many(asked, then, django_assert_num_queries):
    for n in range(3):
        asked(f"机构 {n}", "10")
    with django_assert_num_queries(2):
        of_period(then)
