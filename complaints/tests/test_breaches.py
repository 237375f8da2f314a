"""Missed times: recorded for good, explained by who answered for them, told honestly, counted with their records."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from complaints import progress
from complaints.actions import breaches, contact, handover, intake, routing, triage
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import ClockMark, Complaint, Department, Notice
from complaints.reports import breaches as missed
from complaints.reports import stages

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WHY = {"reason_code": "load", "explanation": "同时来了十二件"}


def breach(case, name="respond"):
    return ClockMark.objects.get(complaint=case, clock=name, mark="breach")


@pytest.fixture
def late(complaint, lin, now):
    """lin took it and wrote nothing for an hour; the sweep came by."""
    case = intake.accept(complaint, by=lin, now=now)
    sweep(now=now + HOUR)
    return Complaint.objects.get(pk=case.pk)


# --- recorded for good --------------------------------------------------------------------------------------


def test_breach_belongs_to_who_owned_it_when_it_fell_due(new_complaint, lin, wang, zhao, now):
    """Given to wang after the time had passed, swept afterwards: it stays lin's."""
    case = intake.accept(new_complaint(), by=lin, now=now)
    pack = {"story": "杯子破了，等照片。", "next_contact_at": now + 2 * HOUR}
    offer = handover.offer_handover(case, by=lin, now=now + 40 * MINUTE, to_agent=wang, reason="load", **pack)
    handover.take_handover(offer, by=wang, now=now + 41 * MINUTE)
    sweep(now=now + HOUR)
    assert (breach(case).owner, breach(case).department_id) == (lin, "CS")


def test_unowned_complaint_has_a_breach_of_nobody(complaint, now):
    sweep(now=now + HOUR)
    assert breach(complaint).owner is None


@pytest.mark.parametrize("change", [{"due_at": None}, {"owner": None}, {"mark": "warn_50"}])
def test_no_breach_is_changed_or_deleted(late, now, change):
    change = change | ({"due_at": now + DAY} if "due_at" in change else {})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ClockMark.objects.filter(pk=breach(late).pk).update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        breach(late).delete()


def test_at_200_percent_the_manager_is_told_of_every_clock_of_ours(late, mei, now):
    contact.reply(late, by=late.owner, now=now + HOUR, body="您好，我来处理。")
    sweep(now=now + 50 * HOUR)
    marks = Notice.objects.filter(agent=mei, event="clock", complaint=late)
    assert set(marks.values_list("context__clock", "context__mark")) == {
        ("respond", "double"),
        ("dispatch", "double"),
        ("plan", "double"),
        ("update", "double"),
    }


# --- explained ----------------------------------------------------------------------------------------------


def test_owner_explains_and_the_breach_stays(late, lin, now):
    mark = breaches.explain_breach(breach(late), by=lin, now=now + 2 * HOUR, **WHY)
    assert (mark.reason_code, mark.explained_by, mark.explained_at) == ("load", lin, now + 2 * HOUR)
    assert mark.mark == "breach"
    told = late.events.get(verb="explain_breach")
    assert (told.reason, told.data) == ("同时来了十二件", {"clock": "respond", "reason_code": "load"})


def test_lead_may_correct_the_reason_and_both_stay_on_the_timeline(late, lin, zhao, now):
    breaches.explain_breach(breach(late), by=lin, now=now + 2 * HOUR, **WHY)
    breaches.explain_breach(breach(late), by=zhao, now=now + 3 * HOUR, reason_code="oversight", explanation="漏看了")
    assert breach(late).reason_code == "oversight"
    assert late.events.filter(verb="explain_breach").count() == 2


def test_colleague_who_never_owned_it_does_not_explain(late, wang, now):
    with pytest.raises(Refused):
        breaches.explain_breach(breach(late), by=wang, now=now, **WHY)


@pytest.mark.parametrize("facts", [{"reason_code": ""}, {"explanation": "  "}])
def test_half_a_reason_is_none(late, lin, now, facts):
    with pytest.raises(Refused):
        breaches.explain_breach(breach(late), by=lin, now=now, **WHY | facts)
    with pytest.raises(IntegrityError, match="explained_whole"), transaction.atomic():
        ClockMark.objects.filter(pk=breach(late).pk).update(explanation="只有话")


def test_a_warning_needs_no_excuse(late, lin, now):
    warning = ClockMark.objects.get(complaint=late, clock="respond", mark="warn_80")
    with pytest.raises(Refused):
        breaches.explain_breach(warning, by=lin, now=now, **WHY)


# --- an honest new date -------------------------------------------------------------------------------------


def test_agents_new_date_replaces_the_computed_one(complaint, lin, now):
    now = timezone.now()
    Complaint.objects.filter(pk=complaint.pk).update(
        registered_at=now - 3 * HOUR, dispatch_by=now - HOUR, respond_by=now - 2 * HOUR, contacted_at=now - 3 * HOUR
    )
    sweep(now=now)
    case = breaches.set_new_date(complaint, by=lin, now=now, new_date=now + 5 * HOUR, reason="仓库今晚才能查。")
    told = Notice.objects.get(complaint=case, event="new_date", channel="page")
    assert told.context["new_date"] == (now + 5 * HOUR).isoformat()
    assert (case.update_by, case.responded_at) == (now + 5 * HOUR, None)
    assert progress.late_words(case, now) == progress.friendly(now + 5 * HOUR, now)


def test_new_date_is_a_promise_that_can_be_broken(late, lin, now):
    sweep(now=now + 3 * HOUR)
    case = breaches.set_new_date(late, by=lin, now=now + 3 * HOUR, new_date=now + 5 * HOUR, reason="仓库今晚才能查。")
    sweep(now=now + 6 * HOUR)
    assert breach(case, "update").at == now + 5 * HOUR


def test_new_date_needs_a_missed_time_a_reason_and_a_future(complaint, late, lin, now):
    for facts in ({"new_date": now}, {"reason": " "}):
        usual = {"new_date": now + 5 * HOUR, "reason": "仓库今晚才能查。"}
        with pytest.raises(Refused):
            breaches.set_new_date(late, by=lin, now=now + 3 * HOUR, **usual | facts)
    desk = Department.objects.get(pk="LOGISTICS")
    case = routing.dispatch(late, by=lin, now=now + HOUR, department=desk)
    with pytest.raises(Refused):
        breaches.set_new_date(case, by=lin, now=now + 3 * HOUR, **usual)


def test_a_later_plan_is_told_ahead_with_its_reason(complaint, lin, now):
    """No clock moves and the breach counts; the page shows the new date, and no second apology comes (FB-07)."""
    case = intake.accept(complaint, by=lin, now=now)
    routing.dispatch(case, by=lin, now=now, department=Department.objects.get(pk="LOGISTICS"))
    case = Complaint.objects.get(pk=case.pk)
    plan_by, told_by = case.plan_by, case.plan_by + 20 * HOUR
    with pytest.raises(Refused):
        breaches.set_new_date(case, by=lin, now=now, new_date=plan_by - HOUR, reason="想早点说。")
    case = breaches.set_new_date(case, by=lin, now=now + HOUR, new_date=told_by, reason="质检要两天。")
    assert (case.plan_by, case.told_by) == (plan_by, told_by)
    assert Notice.objects.filter(complaint=case, event="later_date", channel="page").count() == 1
    sweep(now=plan_by + HOUR)
    assert breach(case, "plan").at == plan_by
    assert not Notice.objects.filter(complaint=case, event="late", context__clock="plan").exists()
    case = Complaint.objects.get(pk=case.pk)
    assert not progress.is_late(case, plan_by + HOUR)
    assert progress.is_late(case, told_by + HOUR)
    case = triage.set_tier(case, by=lin, now=now + HOUR, tier="high", reason="有人受伤")
    assert case.told_by is None


def test_desk_offers_reason_and_new_date(client, late, lin):
    client.force_login(lin)
    page = client.get(reverse("complaints:complaint", args=[late.number])).text
    explain = reverse("complaints:explain_breach", args=[late.number])
    mark = breach(late)
    assert f"{explain}?mark={mark.pk}" in page
    answer = client.post(explain, WHY | {"mark": mark.pk})
    assert answer.status_code == 302
    assert breach(late).explanation == "同时来了十二件"
    assert "同时来了十二件" in client.get(reverse("complaints:complaint", args=[late.number])).text
    bad = client.post(explain, {"mark": mark.pk, "explanation": "只有话"})
    assert (bad.status_code, list(bad.context["form"].errors)) == (422, ["reason_code"])
    assert "只有话" in bad.text


# --- the report ---------------------------------------------------------------------------------------------


@pytest.fixture
def week(new_complaint, lin, wang, now):
    """Two of lin's replied late, one explained; one of wang's in time; one of nobody's."""
    cases = [new_complaint(phone=f"1380000000{n}", at=now) for n in range(4)]
    for case, agent, minutes in ((cases[0], lin, 45), (cases[1], lin, 50), (cases[2], wang, 5)):
        case = intake.accept(case, by=agent, now=now)
        contact.reply(case, by=agent, now=now + minutes * MINUTE, body="您好，我来处理。")
    sweep(now=now + HOUR)
    breaches.explain_breach(breach(cases[0]), by=lin, now=now + HOUR, **WHY)
    return cases


def test_missed_times_are_counted_by_clock_person_desk_and_reason(week, lin, mei, now, english):
    rows = missed.narrowed(missed.breaches_visible_to(mei), since=now)
    found = missed.summary(rows)
    assert found["clock"] == [("respond", "first response", 3, 2)]
    assert found["owner"] == [(lin.pk, "林晓", 2, 1), ("none", "", 1, 1)]
    assert found["reason"] == [("none", "", 2, 2), ("load", "Too many cases at once", 1, 0)]
    assert found["desk"][0][:1] + found["desk"][0][2:] == ("CS", 3, 2)


def test_every_number_opens_its_records(client, new_complaint, lin, mei):
    """Each count on the page is the number of rows behind its link."""
    now = timezone.now()
    for n in range(3):
        case = new_complaint(phone=f"1380000000{n}", at=now - 2 * HOUR)
        if n:
            intake.accept(case, by=lin, now=now - 2 * HOUR + MINUTE)
    sweep(now=now)
    client.force_login(mei)
    page = client.get(reverse("complaints:insight"))
    for table in page.context["tables"]:
        for code, _label, count, rest in table["rows"]:
            listed = client.get(reverse("complaints:breaches"), {"days": 30, table["name"]: code})
            assert len(listed.context["rows"]) == count
            open_ones = {"days": 30, "reason": "none"} | ({table["name"]: code} if table["name"] != "reason" else {})
            assert len(client.get(reverse("complaints:breaches"), open_ones).context["rows"]) == rest
    for category in page.context["categories"]:
        steps = client.get(reverse("complaints:stays"), {"days": 30, "category": category.code}).context["steps"]
        assert steps.bottleneck.state == category.bottleneck.state
        for stage in category.stages:
            asked = {"days": 30, "category": category.code, "state": stage.state}
            assert len(client.get(reverse("complaints:stays"), asked).context["stays"]) == stage.stays


@pytest.mark.parametrize("query", ["?days=x", "?owner=1' or", "?clock=nonsense&desk=NOWHERE&reason=?", "?after=9-z"])
def test_nonsense_in_the_address_is_no_error(client, mei, query):
    client.force_login(mei)
    assert client.get(reverse("complaints:breaches") + query).status_code == 200
    assert client.get(reverse("complaints:insight") + query).status_code == 200
    assert client.get(reverse("complaints:stays") + query).status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_reports_take_the_same_number_of_statements(client, new_complaint, mei, count, django_assert_num_queries):
    now = timezone.now()
    for n in range(count):
        new_complaint(phone=f"138000001{n:02d}", at=now - 2 * HOUR)
    sweep(now=now)
    client.force_login(mei)
    client.get(reverse("complaints:insight"))
    with django_assert_num_queries(11):
        client.get(reverse("complaints:insight"))
    with django_assert_num_queries(5):
        client.get(reverse("complaints:breaches"))


# --- where the time goes (CL-18) ------------------------------------------------------------------------------


def test_bottleneck_is_the_step_with_the_largest_share_of_the_slow_times(new_complaint, lin, gao, now):
    """One hour to accept, two at the desk, a day and a half (so far) in the check: the check is the bottleneck."""
    case = intake.accept(new_complaint(), by=lin, now=now + HOUR)
    case = routing.dispatch(case, by=lin, now=now + 2 * HOUR, department=Department.objects.get(pk="LOGISTICS"))
    routing.start(case, by=gao, now=now + 4 * HOUR)
    (category,) = stages.by_category(now, now + DAY, now + 40 * HOUR)
    spans = {stage.state: (stage.stays, stage.running, stage.p90) for stage in category.stages}
    assert spans == {
        "registered": (1, 0, HOUR),
        "accepted": (1, 0, HOUR),
        "dispatched": (1, 0, 2 * HOUR),
        "investigating": (1, 1, 36 * HOUR),
    }
    assert (category.bottleneck.state, category.share, category.code) == ("investigating", 90, case.category_id)
    (stay,) = stages.longest_stays(category.code, "investigating", now, now + DAY, now + 40 * HOUR)
    assert (stay.number, stay.since, stay.until, stay.length) == (case.number, now + 4 * HOUR, None, 36 * HOUR)


def test_median_and_nine_in_ten_over_several_cases(new_complaint, lin, now):
    for hours in (1, 2, 3, 4, 10):
        intake.accept(new_complaint(phone=f"138000002{hours:02d}"), by=lin, now=now + hours * HOUR)
    (category,) = stages.by_category(now, now + DAY, now + 10 * HOUR)
    registered = category.stages[0]
    assert (registered.stays, registered.median) == (5, 3 * HOUR)
    assert registered.p90 == timedelta(hours=7, minutes=36)


def test_complaints_outside_the_period_do_not_count(new_complaint, now):
    new_complaint(at=now - timedelta(seconds=1))
    assert stages.by_category(now, now + DAY, now + DAY) == []
