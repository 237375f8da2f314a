"""Incidents: many complaints as one thing, with proved measures and one report to everybody (DP-15, scenario 9)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from complaints.actions import feedback, incident_report, incidents, intake, linking, payouts, tasks
from complaints.actions.sweep import sweep
from complaints.demo.pictures import picture
from complaints.enums import Direction
from complaints.lifecycle import Refused
from complaints.models import Complaint, Department, Event, Incident, IncidentCase, Message, Notice, Task

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
PARTS = {
    "report_facts": "五位消费者用后红肿",
    "report_cause": "防腐剂批次异常,送检中",
    "report_measures": "已停售,召回通知已发",
    "report_consumer": "请立即停用该批次面霜,我们会逐一联系您并承担就医费用。",
}


@pytest.fixture
def creams(new_complaint, lin, now):
    """Five complaints of five people about one cream, all lin's."""
    return [
        intake.accept(
            new_complaint(
                "面霜用了脸上起疹",
                phone=f"1390000000{n}",
                name=f"消费者{n}",
                order={"order_number": f"M-{n}", "product": "玉肌面霜", "merchant": "玉肌旗舰店"},
            ),
            by=lin,
            now=now,
        )
        for n in range(5)
    ]


@pytest.fixture
def incident(creams, lin, now):
    """The incident that opened when the fifth was linked."""
    first, *others = creams
    for other in others:
        linking.link(first, other, by=lin, now=now, reason="同一批面霜")
    return Incident.objects.get()


def order(incident, by, now, kind="stop_sale", **facts):
    facts = {"department": Department.objects.get(pk="MERCHANT"), "question": "批次 0412 全部下架"} | facts
    return incidents.order_measure(incident, by=by, now=now, kind=kind, due_by=now + 2 * HOUR, **facts)


def proof():
    return picture("label", "下架截图", "incidents")


def prove(task, by, now):
    return tasks.answer_task(task, by=by, now=now, answer="已下架", uploads=[proof()])


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_scenario_09_high_report_in_12_hours(creams, lin, chen, zhao, now):
    """Four linked allergy complaints are none yet; the fifth opens an incident with a report due in twelve hours."""
    first, *others = creams
    for other in others[:-1]:
        linking.link(first, other, by=lin, now=now, reason="同一批面霜")
    assert not Incident.objects.exists()
    linking.link(first, others[-1], by=lin, now=now + HOUR, reason="同一批面霜")
    incident = Incident.objects.get()
    assert (incident.tier, incident.report_by) == ("high", now + 13 * HOUR)
    assert (incident.product, incident.merchant, incident.owner) == ("玉肌面霜", "玉肌旗舰店", lin)
    assert set(incident.complaints.all()) == set(creams)
    assert {case.tier for case in incident.complaints.all()} == {"high"}
    assert Notice.objects.filter(agent=chen, event="incident_opened").exists()
    incident = incident_report.write_report(incident, by=lin, now=now + 2 * HOUR, **(PARTS | {"report_consumer": " "}))
    with pytest.raises(Refused) as refused:
        incident_report.share_report(incident, by=chen, now=now + 2 * HOUR)
    assert str(Incident._meta.get_field("report_consumer").verbose_name) in refused.value.reason
    assert not Message.objects.filter(direction=Direction.TO_CONSUMER).exists()
    incident = incident_report.write_report(incident, by=lin, now=now + 3 * HOUR, **PARTS)
    told = incident_report.share_report(incident, by=chen, now=now + 4 * HOUR)
    assert len(told.done) == 5
    assert fresh(incident).reported_at == now + 4 * HOUR
    for case in creams:
        assert case.messages.get(direction=Direction.TO_CONSUMER).body == PARTS["report_consumer"]


def test_the_sixth_joins_and_no_second_incident_opens(incident, creams, new_complaint, lin, now):
    sixth = intake.accept(new_complaint("面霜过敏", order={"order_number": "M-9"}), by=lin, now=now)
    linking.link(creams[0], sixth, by=lin, now=now + HOUR, reason="同一批")
    assert Incident.objects.get() == incident
    assert sixth.incident_case.incident == incident
    assert Event.objects.filter(incident=incident, complaint=sixth, verb="join_incident").exists()


def test_opened_by_hand_by_a_supervisor_only(creams, lin, zhao, now):
    with pytest.raises(Refused):
        incidents.open_incident(creams[:2], by=lin, now=now, because="同一商家")
    with pytest.raises(Refused):
        incidents.open_incident(creams[:2], by=zhao, now=now, because=" ")
    opened = incidents.open_incident(
        creams[:2], by=zhao, now=now, because="同一商家", title="玉肌面霜过敏", batch="0412"
    )
    assert (opened.title, opened.batch, opened.cases.count()) == ("玉肌面霜过敏", "0412", 2)
    again = incidents.open_incident(creams[2:], by=zhao, now=now, because="同一批次", incident=opened)
    assert (again, opened.cases.count()) == (opened, 5)
    with pytest.raises(Refused):
        incidents.open_incident(creams, by=zhao, now=now, because="再来一次")


def test_a_complaint_is_in_one_incident_at_most(incident, creams, now):
    other = Incident.objects.create(title="别的", because="别的", first=creams[0], opened_at=now, report_by=now + HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        IncidentCase.objects.create(incident=other, complaint=creams[1], added_at=now)


def test_nobody_deletes_an_incident(incident):
    IncidentCase.objects.all()._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        Incident.objects.all()._raw_delete("default")


def test_contained_only_after_a_proved_stop_of_sale(incident, lin, zhao, now):
    def contain(at):
        return incidents.contain_incident(incident, by=lin, now=at, because="已停售")

    with pytest.raises(Refused):
        contain(now)
    stop = order(incident, lin, now)
    with pytest.raises(Refused):
        contain(now)
    with pytest.raises(Refused):
        tasks.answer_task(stop, by=zhao, now=now + HOUR, answer="已下架")
    prove(stop, zhao, now + HOUR)
    assert contain(now + 2 * HOUR).state == "contained"
    assert incidents.flare_up(incident, by=lin, now=now + 3 * HOUR, because="又有三件").state == "open"


def test_closed_only_with_all_measures_proved_and_the_report_shared(incident, lin, zhao, chen, now):
    prove(order(incident, lin, now), zhao, now + HOUR)
    recall = order(incident, lin, now, "recall", department=Department.objects.get(pk="QUALITY"))
    incidents.contain_incident(incident, by=lin, now=now + HOUR, because="已停售")

    def close(at):
        return incidents.close_incident(incident, by=zhao, now=at, summary="全部召回,原因为防腐剂超标")

    with pytest.raises(Refused):
        close(now + 2 * HOUR)
    prove(recall, zhao, now + 2 * HOUR)
    with pytest.raises(Refused):
        close(now + 2 * HOUR)
    incident_report.write_report(incident, by=lin, now=now + 2 * HOUR, **PARTS)
    incident_report.share_report(incident, by=chen, now=now + 3 * HOUR)
    assert close(now + 4 * HOUR).state == "closed"
    with pytest.raises(Refused):
        order(incident, zhao, now + 5 * HOUR)


def test_the_end_of_the_first_complaint_ends_no_measure(incident, lin, now):
    stop = order(incident, lin, now)
    feedback.withdraw(fresh(incident.first), by=incident.first.consumer, now=now + HOUR, because="不追究了")
    assert fresh(incident.first).state == "withdrawn"
    assert fresh(stop).state == "open"


def test_a_measure_without_an_incident_is_refused(creams, lin, now):
    facts = {"title": "停售", "question": "下架", "due_by": now + HOUR}
    desk = Department.objects.get(pk="MERCHANT")
    with pytest.raises(Refused):
        tasks.ask_desk(creams[0], by=lin, now=now, kind="stop_sale", department=desk, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(complaint=creams[0], kind="stop_sale", department=desk, asked_at=now, swept_at=now, **facts)


def test_each_consumer_sees_only_his_own(incident, creams, zhao, now):
    told = incident_report.tell_all(incident, by=zhao, now=now, body="请先停用面霜,医疗费用由我们承担。")
    assert len(told.done) == 5
    for case in creams:
        mine = Message.objects.filter(complaint=case, direction=Direction.TO_CONSUMER)
        assert mine.count() == 1
        others = {other.number for other in creams} - {case.number}
        assert not any(number in mine.get().body for number in others)


def test_who_cannot_be_told_is_named_and_stops_nobody(incident, creams, zhao, now):
    Complaint.objects.filter(pk__in=[case.pk for case in creams]).update(priority="P3")
    Complaint.objects.filter(pk=creams[1].pk).update(priority="P1")
    body = "运费不属于赔付范围,商品全额退款;如有疑问可致电 12315 或直接联系我们。"
    told = incident_report.tell_all(incident, by=zhao, now=now, body=body)
    assert len(told.done) == 4
    assert [(case.pk, bool(why)) for case, why in told.refused] == [(creams[1].pk, True)]
    with pytest.raises(Refused):
        incident_report.tell_all(incident, by=zhao, now=now + HOUR, body="不行")


def test_a_complaint_is_taken_out_but_not_the_first(incident, creams, zhao, now):
    with pytest.raises(Refused):
        incidents.leave_incident(incident, by=zhao, now=now, case=incident.first, because="误")
    incidents.leave_incident(incident, by=zhao, now=now, case=creams[-1], because="别的品牌")
    assert incident.cases.count() == 4


# The pages


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"


def test_the_page_tells_cases_money_measures_and_timeline(client, english, incident, creams, lin, now):
    payouts.propose_payout(
        fresh(creams[0]), by=lin, now=now, amount=Decimal("120"), kind="goodwill", reason="就医", idempotency_key="a"
    )
    stop = order(incident, lin, now)
    client.force_login(lin)
    page = client.get(f"/incidents/{incident.pk}/").content.decode()
    assert all(case.number in page for case in creams)
    assert "¥120.00" in page
    assert f"/tasks/{stop.pk}/" in page
    assert "opened the incident" in page
    assert incident.number in client.get("/incidents/").content.decode()
    assert incident.number in client.get(f"/complaints/{creams[2].number}/kin/").content.decode()
    assert incident.number in client.get(f"/tasks/{stop.pk}/").content.decode()


def test_opened_from_the_bulk_bar(client, english, creams, zhao):
    client.force_login(zhao)
    numbers = [case.number for case in creams[:3]]
    ask = client.get("/complaints/bulk/", {"verb": "open_incident", "number": numbers})
    assert ask.status_code == 200
    sent = {"verb": "open_incident", "number": numbers}
    assert client.post("/complaints/bulk/", sent).status_code == 422
    answer = client.post("/complaints/bulk/", sent | {"because": "同一批次", "batch": "0412"})
    incident = Incident.objects.get()
    assert answer.url == f"/incidents/{incident.pk}/"
    assert (incident.cases.count(), incident.batch) == (3, "0412")


def test_steps_on_the_page_keep_what_was_typed(client, english, incident, lin, zhao):
    client.force_login(lin)
    url = f"/incidents/{incident.pk}/"
    late = client.post(
        f"{url}order_measure/",
        {"kind": "recall", "department": "QUALITY", "question": "召回批次0412", "due_by": "2020-01-01T10:00"},
    )
    assert late.status_code == 422
    assert "召回批次0412" in late.content.decode()
    due = timezone.localtime() + HOUR
    good = {"kind": "recall", "department": "QUALITY", "question": "召回", "due_by": f"{due:%Y-%m-%dT%H:%M}"}
    assert client.post(f"{url}order_measure/", good).status_code == 302
    assert incident.tasks.get().kind == "recall"
    assert client.post(f"{url}write_report/", PARTS).status_code == 302
    client.force_login(zhao)
    assert client.post(f"{url}share_report/").status_code == 422
    assert fresh(incident).reported_at is None


def test_the_list_costs_the_same_with_many(client, incident, creams, mei, zhao, now, django_assert_max_num_queries):
    client.force_login(mei)
    client.get("/incidents/")
    for n in range(10):
        Incident.objects.create(
            title=f"事件{n}", because="试", first=creams[0], opened_at=now, report_by=now + HOUR, owner=zhao
        )
    with django_assert_max_num_queries(8):
        assert client.get("/incidents/").content.decode().count("data-incident") == 11


def test_the_report_warns_at_four_fifths_and_is_late_once(incident, lin, chen, zhao, now):
    told = Notice.objects.filter(event__startswith="incident_report", channel="in_app")
    sweep(now=now + 9 * HOUR)
    assert not told.exists()
    sweep(now=now + 10 * HOUR)
    sweep(now=now + 11 * HOUR)
    assert {(n.event, n.agent) for n in told.filter(agent__in=[lin, chen, zhao])} == {
        ("incident_report_due", lin),
        ("incident_report_due", chen),
    }
    sweep(now=now + 12 * HOUR)
    sweep(now=now + 20 * HOUR)
    assert set(told.filter(event="incident_report_late").values_list("agent", flat=True)) >= {lin.pk, chen.pk, zhao.pk}
    assert Event.objects.filter(verb="incident_report_late", incident=incident).count() == 1


def test_a_shared_report_is_never_late(incident, chen, lin, now):
    incident_report.write_report(incident, by=lin, now=now, **PARTS)
    incident_report.share_report(fresh(incident), by=chen, now=now + HOUR)
    sweep(now=now + 20 * HOUR)
    assert not Notice.objects.filter(event__startswith="incident_report").exists()
