"""An honest promise in a surge, temporary routes, the preferred channel, and mentors (IN-16, IN-01, OW-07)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from complaints.actions import intake, mentors, staffing, waits
from complaints.actions.links import token_of
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import Agent, Complaint, LongerWait, Notice, Route
from complaints.reports.pairs import pairs_for

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WHY = {"minutes": 180, "text_zh": "双11期间投诉是平时的三倍。", "text_en": "Three times as many as usual."}
KEY = "0123456789abcdef0123456789abcdef"


# --- the promise (IN-16) ------------------------------------------------------------------------------------------


def test_the_true_time_is_told_and_the_stored_clocks_do_not_move(client, new_complaint, zhao):
    now = timezone.now()
    before = new_complaint(at=now - MINUTE)
    waits.announce_wait(by=zhao, now=now, ends_at=now + DAY, **WHY)
    case = new_complaint(at=now + MINUTE, phone="13900001111")
    assert (case.respond_by, case.dispatch_by) == (now + 31 * MINUTE, now + MINUTE + 2 * HOUR)
    told = Notice.objects.get(complaint=case, event="received", channel="page").context
    assert told["respond_by"] == told["dispatch_by"] == (now + MINUTE + 3 * HOUR).isoformat()
    receipt = client.get(reverse("complaints:received", args=[token_of(case)]), headers={"accept-language": "zh"}).text
    assert WHY["text_zh"] in receipt
    assert f"{timezone.localtime(now + MINUTE + 3 * HOUR):%H:%M}" in receipt
    earlier = client.get(reverse("complaints:received", args=[token_of(before)])).text
    assert WHY["text_zh"] not in earlier


def test_the_public_form_says_so_while_it_lasts_and_not_after(client, zhao):
    now = timezone.now()
    waits.announce_wait(by=zhao, now=now, ends_at=now + DAY, **WHY)
    assert WHY["text_zh"] in client.get("/file/", headers={"accept-language": "zh-hans"}).text
    assert WHY["text_en"] in client.get("/file/", headers={"accept-language": "en"}).text
    assert waits.end_wait(by=zhao, now=timezone.now()) == 1
    assert WHY["text_zh"] not in client.get("/file/").text


def test_it_ends_by_itself_at_its_end(zhao, now):
    waits.announce_wait(by=zhao, now=now, ends_at=now + DAY, **WHY)
    assert waits.wait_at(now + DAY - timedelta(seconds=1)) is not None
    assert waits.wait_at(now + DAY) is None
    assert waits.wait_at(now - MINUTE) is None


def test_who_said_what_when_is_recorded(zhao, chen, now):
    first = waits.announce_wait(by=zhao, now=now, ends_at=now + DAY, **WHY)
    waits.announce_wait(by=chen, now=now + HOUR, ends_at=now + DAY, **WHY | {"minutes": 60})
    assert LongerWait.objects.get(pk=first.pk).ends_at == now + HOUR
    told = [(row.history_user, row.history_change_reason) for row in first.history.all()]
    assert told == [(chen, "end_wait"), (zhao, "announce_wait")]


def test_the_front_line_announces_nothing(lin, now):
    with pytest.raises(Refused):
        waits.announce_wait(by=lin, now=now, ends_at=now + DAY, **WHY)


@pytest.mark.parametrize("facts", [{"text_zh": " "}, {"days": 0}, {"days": 32}])
def test_a_wait_needs_a_reason_and_an_end(zhao, now, facts):
    ends_at = now + facts.pop("days", 1) * DAY
    with pytest.raises(Refused):
        waits.announce_wait(by=zhao, now=now, ends_at=ends_at, **WHY | facts)


def test_thirty_minutes_are_no_longer_wait(zhao, now):
    with pytest.raises(IntegrityError, match="longer_wait_is_longer"), transaction.atomic():
        waits.announce_wait(by=zhao, now=now, ends_at=now + DAY, **WHY | {"minutes": 30})


def test_a_lead_switches_it_on_the_page_and_off_again(client, zhao):
    client.force_login(zhao)
    ends_at = timezone.localtime() + DAY
    sent = {**WHY, "ends_at": f"{ends_at:%Y-%m-%dT%H:%M}"}
    assert client.post(reverse("complaints:announce_wait"), sent).status_code == 302
    assert WHY["text_zh"] in client.get(reverse("complaints:days_ahead")).text
    client.post(reverse("complaints:end_wait"))
    assert waits.wait_at(timezone.now()) is None


def test_a_bad_form_keeps_what_was_typed(client, zhao):
    client.force_login(zhao)
    answer = client.post(reverse("complaints:announce_wait"), {"minutes": "20", "text_zh": "人手不够", "ends_at": "x"})
    assert answer.status_code == 422
    assert "人手不够" in answer.text
    assert not LongerWait.objects.exists()


# --- temporary routes (IN-16) -------------------------------------------------------------------------------------


def test_a_temporary_route_goes_before_the_others_while_it_counts(complaint, now):
    usual = staffing.route_of(complaint, now)
    dates = {"active_from": now + HOUR, "active_until": now + DAY}
    extra = Route.objects.create(category=complaint.category, department_id="AFTERSALES", position=9, **dates)
    assert staffing.route_of(complaint, now) == usual
    assert staffing.route_of(complaint, now + HOUR) == extra
    assert staffing.route_of(complaint, now + DAY) == usual


def test_a_route_ends_after_it_starts(complaint, now):
    dates = {"active_from": now, "active_until": now}
    with pytest.raises(IntegrityError, match="route_ends_after_it_starts"), transaction.atomic():
        Route.objects.create(category=complaint.category, department_id="PR", **dates)


# --- the preferred channel (IN-01) --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("preferred", "contact", "channels"),
    [
        ("", {"phone": "13800138000", "email": "lu@example.com"}, {"mail", "page"}),
        ("sms", {"phone": "13800138000", "email": "lu@example.com"}, {"sms", "page"}),
        ("mail", {"phone": "13800138000", "email": "lu@example.com"}, {"mail", "page"}),
        ("page", {"phone": "13800138000", "email": "lu@example.com"}, {"page"}),
        ("mail", {"phone": "13800138000"}, {"sms", "page"}),
    ],
)
def test_notices_go_the_preferred_way(new_complaint, preferred, contact, channels):
    case = new_complaint(preferred_channel=preferred, **{"email": "", "phone": ""} | contact)
    assert set(case.notices.filter(event="received").values_list("channel", flat=True)) == channels


def test_the_public_form_takes_it_and_the_card_shows_it(client, lin, db):
    facts = {"description": "收到的杯子破损", "phone": "13800138000", "email": "lu@example.com"}
    client.post(reverse("complaints:file"), facts | {"preferred_channel": "sms", "idempotency_key": KEY})
    case = Complaint.objects.get()
    assert case.consumer.preferred_channel == "sms"
    client.force_login(lin)
    assert "短信" in client.get(reverse("complaints:complaint", args=[case.number])).text


def test_a_way_that_is_not_possible_is_told_beside_the_field(client, policy):
    facts = {"description": "收到的杯子破损", "phone": "13800138000", "preferred_channel": "mail"}
    answer = client.post(reverse("complaints:file"), facts)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"email"}
    assert "收到的杯子破损" in answer.text


def test_a_known_consumer_may_change_it(new_complaint):
    first = new_complaint(preferred_channel="sms")
    second = new_complaint(preferred_channel="page")
    third = new_complaint()
    assert first.consumer_id == second.consumer_id == third.consumer_id
    assert third.consumer.preferred_channel == "page"


# --- mentors (OW-07) ----------------------------------------------------------------------------------------------


def test_a_lead_names_a_mentor_and_both_are_told(lin, wang, zhao, now):
    agent = mentors.name_mentor(lin, by=zhao, now=now, mentor=wang)
    assert agent.mentor == wang
    assert {row.agent for row in Notice.objects.filter(event="mentor_named")} == {lin, wang}
    record = agent.history.get(history_change_reason="name_mentor")
    assert (record.history_user, record.history_date, record.mentor) == (zhao, now, wang)
    assert mentors.name_mentor(agent, by=zhao, now=now, mentor=None).mentor is None


def test_nobody_else_names_one_and_not_everybody_is_one(lin, wang, gao, zhao, now):
    with pytest.raises(Refused):
        mentors.name_mentor(lin, by=wang, now=now, mentor=wang)
    for mentor in (lin, gao):  # himself; another team
        with pytest.raises(Refused):
            mentors.name_mentor(lin, by=zhao, now=now, mentor=mentor)
    mentors.name_mentor(lin, by=zhao, now=now, mentor=wang)
    with pytest.raises(Refused):  # each other's
        mentors.name_mentor(wang, by=zhao, now=now, mentor=Agent.objects.get(pk=lin.pk))


def test_the_mentor_hears_of_a_missed_time_and_sees_the_late_case(client, complaint, lin, wang, zhao, now):
    mentors.name_mentor(lin, by=zhao, now=now, mentor=wang)
    case = intake.accept(complaint, by=lin, now=now)
    sweep(now=now + HOUR)
    alerts = Notice.objects.filter(agent=wang, event="clock", complaint=case)
    assert [row.context["mark"] for row in alerts] == ["breach"]
    pair = next(row for row in pairs_for(wang, now + HOUR) if row.agent == lin)
    assert [row.number for row in pair.late] == [case.number]
    client.force_login(wang)
    assert case.number in client.get(reverse("complaints:pairs")).text


def test_a_lead_names_on_the_page_and_a_refusal_stands_beside_the_field(client, lin, wang, gao, zhao):
    client.force_login(zhao)
    url = reverse("complaints:pairs")
    assert client.post(url, {"agent": lin.pk, "mentor": gao.pk}).context["form"].errors.keys() == {"mentor"}
    assert client.post(url, {"agent": lin.pk, "mentor": wang.pk}).status_code == 302
    assert Agent.objects.get(pk=lin.pk).mentor == wang


@pytest.mark.parametrize("count", [1, 8])
def test_pairs_take_the_same_number_of_statements(client, new_complaint, lin, zhao, count, django_assert_num_queries):
    now = timezone.now()
    for n in range(count):
        intake.accept(new_complaint(at=now - DAY, phone=f"138{n:08d}"), by=lin, now=now - DAY)
    client.force_login(zhao)
    client.get(reverse("complaints:pairs"))
    with django_assert_num_queries(8):
        client.get(reverse("complaints:pairs"))
