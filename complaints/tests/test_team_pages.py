"""The pages of the team: who has how much, absences, somebody leaves, and who had a complaint."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.actions import absences, intake, leaving
from complaints.models import Absence, Agent, Complaint, Event
from complaints.reports.receivers import receivers_for, suggestions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def cases(new_complaint, lin, now):
    return [
        intake.accept(new_complaint(f"杯子碎了{n}", order={"order_number": f"P-{n}"}), by=lin, now=now)
        for n in range(4)
    ]


@pytest.fixture
def at(client):
    def at(person):
        client.force_login(person)
        return client

    return at


def text(answer):
    return answer.content.decode()


LEAVING = "/team/leaving/"


def move(cases, to="wang", **more):
    names = {f"to-{case.number}": to for case in cases}
    return {"agent": "lin", "last_day": "2026-12-31", "note": ""} | names | more


def test_every_case_of_the_leaver_is_shown_with_a_suggestion(at, cases, zhao):
    page = text(at(zhao).get(LEAVING, {"agent": "lin", "last_day": "2026-12-31"}))
    for case in cases:
        assert f'name="to-{case.number}"' in page
    assert page.count('<option value="wang" selected>') == 4
    assert "Move 4 cases" in page


def test_all_may_go_to_one(at, cases, zhao):
    page = text(at(zhao).get(LEAVING, {"agent": "lin", "last_day": "2026-12-31", "to": "zhao"}))
    assert page.count('<option value="zhao" selected>') == 5  # the four cases and the choice itself


def test_confirmed_all_move_and_a_second_click_moves_nothing(at, cases, zhao, wang):
    browser = at(zhao)
    first = browser.post(LEAVING, move(cases, **{f"note-{cases[0].number}": "商家只接微信"}))
    assert "4 cases moved with their packs" in text(first)
    assert {c.owner for c in Complaint.objects.all()} == {wang}
    assert cases[0].handovers.get().note == "商家只接微信"
    second = text(browser.post(LEAVING, move(cases)))
    assert "0 cases moved" in second
    assert "4 were with somebody else already" in second


def test_a_missing_receiver_stands_beside_its_row_and_nothing_typed_is_lost(at, cases, zhao, lin):
    answer = at(zhao).post(
        LEAVING,
        move(cases, note="大家都认识他", **{f"to-{cases[1].number}": "", f"note-{cases[2].number}": "等快递回话"}),
    )
    assert answer.status_code == 422
    assert text(answer).count("Choose who takes it.") == 1
    assert "等快递回话" in text(answer)
    assert "大家都认识他" in text(answer)
    assert {c.owner for c in Complaint.objects.all()} == {lin}


@pytest.mark.parametrize("given", [{"agent": "nobody", "last_day": "2026-12-31"}, {"agent": "lin", "last_day": "x"}])
def test_nonsense_is_answered_beside_the_field(at, cases, zhao, given):
    assert at(zhao).get(LEAVING, given).status_code == 200
    assert at(zhao).post(LEAVING, given).status_code == 422
    assert not Event.objects.filter(verb="change_owner").exists()


def test_suggestions_spread_evenly_and_prefer_who_knows_the_kind(cases, new_complaint, lin, wang, now):
    third = Agent.objects.create(username="ye", display_name="叶青", alias="小叶", department_id="CS")
    third.groups.set(wang.groups.all())
    receivers = receivers_for(lin, now)
    assert [agent.username for agent in receivers[:2]] == ["wang", "ye"] or receivers[0].department_id == "CS"
    spread = [agent.username for agent in suggestions(cases, lin, receivers).values()]
    assert sorted(spread) == ["wang", "wang", "ye", "ye"]
    intake.accept(new_complaint("杯子碎了", order={"order_number": "K-1"}), by=third, now=now)
    spread = [agent.username for agent in suggestions(cases[:2], lin, receivers_for(lin, now)).values()]
    assert spread == ["ye", "wang"] or spread == ["ye", "ye"]


def test_who_is_away_is_not_suggested(cases, lin, wang, zhao, now):
    times = {"begins_at": now, "ends_at": now + timedelta(hours=9)}
    absences.plan_absence(wang, by=wang, now=now, kind="sick", stand_in=zhao, **times)
    assert wang not in receivers_for(lin, now + timedelta(hours=1))


def test_an_account_with_open_cases_is_not_closed(at, cases, admin, lin):
    admin.user_permissions.clear()
    url = reverse("admin:complaints_agent_change", args=[lin.pk])
    browser = at(admin)
    page = text(browser.get(url))
    names = re.findall(r'<(?:input|select)[^>]*name="([^"]+)"', page)
    facts = {"username": "lin", "display_name": "林晓", "alias": "小林", "language": "zh-hans", "department": "CS"}
    joined = timezone.localtime(lin.date_joined)
    facts |= {"date_joined_0": f"{joined:%Y-%m-%d}", "date_joined_1": f"{joined:%H:%M:%S}"}
    facts |= {"groups": [group.pk for group in lin.groups.all()]}
    facts |= {"skills-TOTAL_FORMS": 0, "skills-INITIAL_FORMS": 0}
    answer = browser.post(url, {name: value for name, value in facts.items() if name in names or name == "groups"})
    assert "4 open cases are still here" in text(answer)
    assert Agent.objects.get(pk=lin.pk).is_active
    for case in leaving.cases_of(lin):
        Complaint.objects.filter(pk=case.pk).update(owner=admin, handler=admin)
    browser.post(url, {name: value for name, value in facts.items() if name in names or name == "groups"})
    assert not Agent.objects.get(pk=lin.pk).is_active


def plan(**more):
    tomorrow = timezone.localtime() + timedelta(days=1)
    times = {"begins_at": f"{tomorrow:%Y-%m-%dT09:00}", "ends_at": f"{tomorrow:%Y-%m-%dT18:00}"}
    return {"kind": "leave", "nights": 1} | times | more


def test_an_agent_plans_the_own_absence_and_takes_it_back(at, lin, wang):
    browser = at(lin)
    assert browser.post("/team/absences/", plan(agent=lin.pk, stand_in=wang.pk)).status_code == 302
    absence = Absence.objects.get()
    assert (absence.agent, absence.stand_in, absence.planned_by) == (lin, wang, lin)
    assert "王芳" in text(browser.get("/team/absences/"))
    browser.post(f"/team/absences/{absence.pk}/end/")
    assert "Nobody is away" in text(browser.get("/team/absences/"))


def test_an_agent_cannot_plan_for_others_nor_end_theirs(at, lin, wang, zhao):
    at(zhao).post("/team/absences/", plan(agent=wang.pk, stand_in=lin.pk))
    absence = Absence.objects.get()
    browser = at(lin)
    assert browser.post("/team/absences/", plan(agent=wang.pk, stand_in=zhao.pk)).status_code == 422
    browser.post(f"/team/absences/{absence.pk}/end/")
    assert Absence.objects.get().ends_at == absence.ends_at


def test_what_is_refused_stands_on_the_form_with_what_was_typed(at, zhao, lin, gao):
    answer = at(zhao).post("/team/absences/", plan(agent=lin.pk, stand_in=gao.pk))
    assert answer.status_code == 422
    assert "The stand-in has to be of the same team." in text(answer)
    assert not Absence.objects.exists()


def test_the_team_page_says_who_has_how_much_and_what_nobody_looks_after(at, cases, complaint, zhao):
    page = text(at(zhao).get("/team/"))
    assert "Nobody has taken it" in page
    assert complaint.number in page
    row = re.search(r"林晓</td>.*?</tr>", page, re.DOTALL)[0]
    assert re.findall(r'class="num">(\d+)<', row)[:2] == ["4", "4"]


@pytest.mark.parametrize("count", [1, 12])
def test_the_team_page_costs_the_same_for_one_and_for_many(
    at, new_complaint, zhao, lin, now, count, django_assert_max_num_queries
):
    for n in range(count):
        intake.accept(new_complaint(order={"order_number": f"Q-{n}"}), by=lin, now=now)
    browser = at(zhao)
    browser.get("/team/")
    with django_assert_max_num_queries(24):
        browser.get("/team/")


@pytest.mark.parametrize("count", [2, 20])
def test_the_leaver_page_costs_the_same_for_few_and_for_many(
    at, new_complaint, zhao, lin, now, count, django_assert_max_num_queries
):
    for n in range(count):
        intake.accept(new_complaint(order={"order_number": f"Q-{n}"}), by=lin, now=now)
    browser = at(zhao)
    with django_assert_max_num_queries(18):
        browser.get(LEAVING, {"agent": "lin", "last_day": "2026-12-31"})


def test_the_history_says_who_had_it_and_the_file_too(at, cases, zhao, wang):
    browser = at(zhao)
    browser.post(LEAVING, move(cases[:1]))
    case = cases[0]
    page = text(browser.get(reverse("complaints:history", args=[case.number]), {"tab": "people"}))
    assert "accepted it" in page
    assert "a lead moved the responsibility" in page
    answer = browser.post("/audit/stints/", {"number": case.number})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + case.stints.count() == 5
    assert sum("王芳" in line for line in lines) == 2
    assert case.events.filter(verb="export_history").count() == 1


def test_the_meters_count_what_nobody_looks_after(client, complaint):
    page = client.get("/metrics").content.decode()
    assert 'complaints_without_care{kind="unowned"} 1.0' in page
    assert 'complaints_without_care{kind="gone"} 0.0' in page
