"""The shared report of an incident answers each of its complaints, each consumer in his language (scenario 9)."""

from datetime import timedelta

import pytest
from django.utils import translation

from complaints import progress
from complaints.actions import contact, handover, incident_report, incidents, intake, linking
from complaints.actions.sweep import sweep
from complaints.enums import Direction
from complaints.lifecycle import Refused
from complaints.models import ClockMark, Complaint, Consumer, Incident, Message, Notice
from complaints.tests.test_incidents import PARTS

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
ENGLISH = "Please stop using this batch of the cream; we call each of you and bear the cost of a doctor."


def cream(new_complaint, lin, now, n, **facts):
    """One complaint about the cream, accepted by lin."""
    facts = {"phone": f"1390000000{n}", "name": f"消费者{n}"} | facts
    order = {"order_number": f"M-{n}", "product": "玉肌面霜", "merchant": "玉肌旗舰店"}
    return intake.accept(new_complaint("面霜用了脸上起疹", order=order, **facts), by=lin, now=now)


@pytest.fixture
def creams(new_complaint, lin, now):
    """Four who read Chinese and one who reads English."""
    rows = [cream(new_complaint, lin, now, n) for n in range(4)]
    return [*rows, cream(new_complaint, lin, now, 4, language="en", name="Ann")]


@pytest.fixture
def incident(creams, lin, now):
    first, *others = creams
    for other in others:
        linking.link(first, other, by=lin, now=now, reason="同一批面霜")
    return Incident.objects.get()


@pytest.fixture
def written(incident, lin, now):
    return incident_report.write_report(incident, by=lin, now=now, report_texts={"en": ENGLISH}, **PARTS)


@pytest.fixture
def shared(written, chen, now):
    """The report went out after four hours."""
    incident_report.share_report(written, by=chen, now=now + 4 * HOUR)
    return fresh(written)


@pytest.fixture
def sixth(shared, creams, new_complaint, lin, now):
    """One who joined after the report was shared."""
    late = cream(new_complaint, lin, now + 5 * HOUR, 6)
    linking.link(creams[0], late, by=lin, now=now + 5 * HOUR, reason="同一批")
    return late


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def told(case):
    return [row.body for row in Message.objects.filter(complaint=case, direction=Direction.TO_CONSUMER)]


def english_of(client):
    client.cookies["django_language"] = "en"


# One report for all


def test_the_shared_report_meets_the_clock_of_each_complaint(shared, creams, now):
    """And its history says by which incident; nothing of it is missed afterwards."""
    for case in creams:
        assert fresh(case).planned_at == now + 4 * HOUR
        event = case.events.get(verb="answer_together")
        assert (event.incident, event.data["title"]) == (shared, str(shared))
        assert "planned_at" in {name for name, _old, _new in event.changes}
    sweep(now=now + 30 * HOUR)
    assert not ClockMark.objects.filter(clock="report", mark="breach").exists()


def test_without_the_report_each_clock_is_missed(incident, now):
    sweep(now=now + 30 * HOUR)
    assert ClockMark.objects.filter(clock="report", mark="breach").count() == 5


def test_a_plan_that_is_no_report_stays_owed(creams, zhao, chen, lin, now):
    """An incident opened by hand raises no tier: a medium complaint still owes its plan."""
    Complaint.objects.filter(pk=creams[0].pk).update(tier="medium")
    incident = incidents.open_incident(creams[:2], by=zhao, now=now, because="同一批")
    incident_report.write_report(incident, by=lin, now=now, **PARTS)
    incident_report.share_report(incident, by=chen, now=now + HOUR)
    assert fresh(creams[0]).planned_at is None
    assert fresh(creams[0]).incident_case.answered_at == now + HOUR


def test_a_plan_that_was_sent_before_keeps_its_time(written, creams, chen, now):
    Complaint.objects.filter(pk=creams[0].pk).update(planned_at=now + HOUR)
    incident_report.share_report(written, by=chen, now=now + 4 * HOUR)
    assert fresh(creams[0]).planned_at == now + HOUR


def test_the_shared_report_is_not_taken_back(shared, creams, chen, now):
    message = creams[1].messages.get(direction=Direction.TO_CONSUMER)
    with pytest.raises(Refused):
        contact.recall(message, by=chen, now=now + 4 * HOUR + timedelta(seconds=2))
    assert fresh(creams[1]).planned_at == now + 4 * HOUR


# In the language of each


def test_each_consumer_gets_the_report_in_his_language(shared, creams):
    assert [told(case) for case in creams] == [[PARTS["report_consumer"]]] * 4 + [[ENGLISH]]


@pytest.mark.parametrize("texts", [{}, {"en": "  "}])
def test_a_report_that_lacks_a_language_is_not_sent(incident, creams, lin, chen, now, texts):
    incident_report.write_report(incident, by=lin, now=now, report_texts=texts, **PARTS)
    with pytest.raises(Refused) as refused:
        incident_report.share_report(incident, by=chen, now=now)
    assert "英语" in refused.value.reason or "英文" in refused.value.reason
    assert [told(case) for case in creams] == [[]] * 5


def test_no_language_is_asked_that_nobody_reads(incident, lin, chen, now):
    Consumer.objects.update(language="zh-hans")
    incident_report.write_report(incident, by=lin, now=now, **PARTS)
    assert len(incident_report.share_report(incident, by=chen, now=now).done) == 5


def test_the_form_asks_for_the_language_and_keeps_it(client, incident, lin, chen):
    english_of(client)
    client.force_login(lin)
    url = f"/incidents/{incident.pk}/"
    page = client.get(url).content.decode()
    assert 'name="report_consumer_en"' in page
    assert "Consumers of this incident who read this language: 1." in page
    assert client.post(f"{url}write_report/", PARTS | {"report_consumer_en": ""}).status_code == 302
    client.force_login(chen)
    refused = client.post(f"{url}share_report/")
    assert refused.status_code == 422
    assert "consumer version in English" in refused.content.decode()
    client.force_login(lin)
    client.post(f"{url}write_report/", PARTS | {"report_consumer_en": ENGLISH})
    assert fresh(incident).report_texts == {"en": ENGLISH}
    assert ENGLISH in client.get(url).content.decode()


def test_a_message_to_all_is_asked_in_each_language_beside_its_field(client, incident, creams, zhao):
    english_of(client)
    client.force_login(zhao)
    url = f"/incidents/{incident.pk}/tell_all/"
    lacking = client.post(url, {"body": "请先停用面霜。", "body_en": " "})
    assert lacking.status_code == 422
    assert "请先停用面霜。" in lacking.content.decode()
    assert told(creams[0]) == []
    assert client.post(url, {"body": "请先停用面霜。", "body_en": "Please stop using the cream."}).status_code == 302
    assert (told(creams[0]), told(creams[4])) == (["请先停用面霜。"], ["Please stop using the cream."])


def test_a_message_to_all_without_a_language_is_refused_by_the_action_too(incident, zhao, now):
    with pytest.raises(Refused):
        incident_report.tell_all(incident, by=zhao, now=now, body="请先停用面霜。")


def test_the_consumers_page_tells_it_as_what_it_is(shared, creams, now):
    """Nobody has read this consumer's own words for it."""
    with translation.override("en"):
        deeds = [deed.text for deed in progress.deeds_of(fresh(creams[0]), now + 5 * HOUR)]
    assert deeds.count("We told you what we know about these goods and what is done about them") == 1
    assert not [deed for deed in deeds if "read your words" in deed]


# Who joined later


def test_who_joins_after_the_report_is_shared_rings_its_owner(sixth, shared, lin, now):
    assert Notice.objects.filter(event="incident_report_owed", complaint=sixth, agent=lin, channel="in_app").exists()
    assert list(shared.untold()) == [sixth]
    assert fresh(sixth).planned_at is None
    done = incident_report.pass_report(shared, by=lin, now=now + 6 * HOUR, cases=[sixth]).done
    assert [case for case, _message in done] == [sixth]
    assert told(sixth) == [PARTS["report_consumer"]]
    assert fresh(sixth).planned_at == now + 6 * HOUR
    assert not shared.untold().exists()


def test_nobody_gets_the_report_twice(shared, creams, lin, now):
    with pytest.raises(Refused):
        incident_report.pass_report(shared, by=lin, now=now + 6 * HOUR, cases=creams)
    assert len(told(creams[0])) == 1


def test_it_is_passed_on_only_once_it_is_shared(written, creams, lin, now):
    with pytest.raises(Refused):
        incident_report.pass_report(written, by=lin, now=now, cases=creams)


def test_a_language_nobody_needed_before_is_asked_when_it_is_passed_on(client, incident, creams, lin, chen, now):
    """What was sent stays as it was sent; the new language is added."""
    english_of(client)
    Consumer.objects.update(language="zh-hans")
    incident_report.write_report(incident, by=lin, now=now, **PARTS)
    handover_case, joined = creams[0], creams[4]
    incidents.leave_incident(incident, by=chen, now=now, case=joined, because="先核实")
    incident_report.share_report(incident, by=chen, now=now + HOUR)
    Consumer.objects.filter(pk=joined.consumer_id).update(language="en")
    linking.link(handover_case, joined, by=lin, now=now + 2 * HOUR, reason="同一批")
    client.force_login(lin)
    url = f"/incidents/{incident.pk}/"
    assert 'name="report_consumer_en"' in client.get(url).content.decode()
    lacking = client.post(f"{url}pass_report/", {"cases": [joined.pk]})
    assert lacking.status_code == 422
    assert "Some of the consumers read this language" in lacking.content.decode()
    assert told(joined) == []
    sent = {"cases": [joined.pk], "report_consumer_en": ENGLISH}
    assert client.post(f"{url}pass_report/", sent).status_code == 302
    assert told(joined) == [ENGLISH]
    assert fresh(incident).report_texts == {"en": ENGLISH}


def test_who_could_not_be_told_is_asked_for_and_told_later(written, creams, lin, chen, now):
    """A text that is a refusal for an urgent case stops only this one; its owner hears of it."""
    body = "运费不属于赔付范围,商品全额退款;如有疑问可致电 12315 或直接联系我们。"
    incident_report.write_report(written, by=lin, now=now, report_consumer=body)
    Complaint.objects.filter(pk__in=[case.pk for case in creams]).update(priority="P3")
    Complaint.objects.filter(pk=creams[1].pk).update(priority="P1")
    result = incident_report.share_report(written, by=chen, now=now + HOUR)
    assert [case.pk for case, _why in result.refused] == [creams[1].pk]
    assert Notice.objects.filter(event="incident_report_owed", complaint=creams[1], agent=lin).exists()
    assert list(written.untold()) == [creams[1]]


# What one sees


def test_desk_and_list_say_what_the_incident_answers(client, written, creams, chen, lin, now):
    english_of(client)
    client.force_login(lin)
    desk, number = f"/complaints/{creams[2].number}/", written.number

    def seen(path, part):
        return client.get(path).content.decode().partition(part)[2][:1500]

    assert "One report goes to all its consumers" in seen(desk, 'id="joined"')
    assert f"{number} · one report by" in client.get("/?queue=open").content.decode()
    incident_report.share_report(written, by=chen, now=now + HOUR)
    assert "Answered together" in seen(desk, 'id="joined"')
    assert "this consumer&#x27;s own wish" in seen(desk, 'id="joined"')
    assert f"{number} · answered together" in client.get("/?queue=open").content.decode()


def test_desk_and_incident_say_who_has_not_got_it(client, sixth, shared, lin):
    english_of(client)
    client.force_login(lin)
    desk = client.get(f"/complaints/{sixth.number}/").content.decode()
    assert f"/incidents/{shared.pk}/#pass_report" in desk
    page = client.get(f"/incidents/{shared.pk}/").content.decode()
    assert "1 consumer has not got the report: send it below." in page
    assert page.count("told ") >= 5


def test_a_complaint_of_no_incident_says_nothing(client, complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    client.force_login(lin)
    assert 'id="joined"' not in client.get(f"/complaints/{case.number}/").content.decode()


def test_the_page_names_the_complaint_that_is_due_before_the_report(client, incident, creams, lin, now):
    english_of(client)
    Complaint.objects.filter(pk=creams[3].pk).update(plan_by=now + 2 * HOUR)
    client.force_login(lin)
    assert f"{creams[3].number} wants its own report by" in client.get(f"/incidents/{incident.pk}/").content.decode()


def test_a_handed_over_complaint_rings_whoever_works_on_it(shared, creams, new_complaint, lin, wang, now):
    late = cream(new_complaint, lin, now + 5 * HOUR, 7)
    offered = handover.offer_handover(
        late, by=lin, now=now + 5 * HOUR, to_agent=wang, reason="load", story="等统一答复"
    )
    handover.take_handover(offered, by=wang, now=now + 5 * HOUR)
    linking.link(fresh(late), creams[0], by=wang, now=now + 6 * HOUR, reason="同一批")
    rung = Notice.objects.filter(event="incident_report_owed", complaint=late, channel="in_app")
    assert set(rung.values_list("agent", flat=True)) == {lin.pk, wang.pk}
