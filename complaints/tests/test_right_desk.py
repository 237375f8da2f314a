"""The right desk and person: routes, overrides, bounces, rulings, skills, limits (CL-03, CL-09, CL-16, CL-19)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.actions import handover, intake, routing, staffing, triage
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused, why_not
from complaints.models import (
    Absence,
    Agent,
    AgentSkill,
    Category,
    ClockMark,
    Complaint,
    Department,
    Notice,
    Reroute,
    Route,
    Task,
    WorkLimit,
)
from complaints.reports.crew import crew
from complaints.roles import Role

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def desk(code):
    return Department.objects.get(pk=code)


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def merchants(cast):
    """Somebody at the merchants' desk."""
    agent = Agent.objects.create(username="tang", display_name="唐悦", alias="小唐", department_id="MERCHANT")
    agent.groups.add(cast["lin"].groups.get())
    return agent


# The routing table


def test_quality_goes_to_the_merchants_and_logistics_to_logistics(owned):
    assert staffing.route_of(owned).department_id == "LOGISTICS"
    owned.category = Category.objects.get(pk="G02")
    assert staffing.route_of(owned).department_id == "MERCHANT"


def test_a_route_for_one_tier_or_flag_comes_before_the_row_for_all(owned):
    Route.objects.filter(category="F02").update(position=2)
    high = Route.objects.create(category_id="F02", department_id="QUALITY", position=1, tier="high")
    assert staffing.route_of(owned).department_id == "LOGISTICS"
    owned.tier = "high"
    assert staffing.route_of(owned) == high
    owned.tier, owned.flags = "low", ["safety"]
    Route.objects.filter(pk=high.pk).update(tier="", flag="safety")
    assert staffing.route_of(owned).department_id == "QUALITY"
    Route.objects.filter(pk=high.pk).update(is_active=False)
    assert staffing.route_of(owned).department_id == "LOGISTICS"


def test_another_desk_needs_a_reason_and_is_counted(owned, lin, now):
    with pytest.raises(Refused, match="物流部"):
        routing.dispatch(owned, by=lin, now=now, department=desk("QUALITY"))
    routing.dispatch(owned, by=lin, now=now, department=desk("QUALITY"), reason="杯子掉釉,疑似含铅。")
    row = Reroute.objects.get()
    assert (row.kind, row.from_department_id, row.to_department_id) == ("override", "LOGISTICS", "QUALITY")
    assert owned.events.get(verb="dispatch").data["suggested"] == "LOGISTICS"


def test_the_suggested_desk_needs_none(owned, lin, now):
    routing.dispatch(owned, by=lin, now=now, department=desk("LOGISTICS"))
    assert not Reroute.objects.exists()


# Bounces and the ruling


@pytest.fixture
def bounced(owned, lin, gao, merchants, now):
    """Logistics says the merchant, the merchant says logistics."""
    routing.dispatch(owned, by=lin, now=now, department=desk("LOGISTICS"))
    routing.bounce(fresh(owned), by=gao, now=now + HOUR, department=desk("MERCHANT"), reason="出库前就碎了")
    return routing.bounce(
        fresh(owned), by=merchants, now=now + 2 * HOUR, department=desk("LOGISTICS"), reason="出库照片完好"
    )


@pytest.mark.usefixtures("english")
def test_the_second_bounce_waits_for_a_ruling_in_two_hours(bounced, zhou, gao, now):
    task = Task.objects.get(kind="ruling")
    assert (bounced.department_id, task.due_by) == ("MIDOFFICE", now + 4 * HOUR)
    assert Notice.objects.filter(agent=zhou, event="task_asked").count() == 1
    assert why_not(fresh(bounced), "start", zhou, now) == "The mid-office rules first whose case it is."
    assert why_not(fresh(bounced), "bounce", gao, now)
    sweep(now=now + 5 * HOUR)
    marks = ClockMark.objects.filter(task=task).values_list("clock", "mark")
    assert sorted(marks) == [("ruling", "breach"), ("ruling", "warn_80")]


def test_after_the_ruling_the_desk_keeps_it(bounced, zhou, gao, lin, now):
    with pytest.raises(Refused):
        routing.rule_desk(bounced, by=zhou, now=now, department=desk("LOGISTICS"), reason="")
    case = routing.rule_desk(
        bounced, by=zhou, now=now + 3 * HOUR, department=desk("LOGISTICS"), reason="出库照片有时间戳,在途责任。"
    )
    assert (case.department_id, case.state, case.ruled_at) == ("LOGISTICS", "dispatched", now + 3 * HOUR)
    task = Task.objects.get(kind="ruling")
    assert (task.state, task.decided_id, task.answer) == ("done", "LOGISTICS", "出库照片有时间戳,在途责任。")
    assert "物流部" in why_not(fresh(case), "bounce", gao, now)
    assert routing.start(fresh(case), by=gao, now=now + 4 * HOUR).state == "investigating"
    kinds = list(Reroute.objects.order_by("pk").values_list("kind", "from_department"))
    assert kinds == [("bounce", "LOGISTICS"), ("bounce", "MERCHANT"), ("ruling", "MIDOFFICE")]


@pytest.mark.usefixtures("english")
def test_nobody_else_rules_and_nothing_is_ruled_twice(bounced, lin, zhou, now):
    assert why_not(fresh(bounced), "rule_desk", lin, now) == "Only these may do this: Mid-office."
    routing.rule_desk(bounced, by=zhou, now=now, department=desk("MERCHANT"), reason="商家自送。")
    with pytest.raises(Refused, match="not bounced twice"):
        routing.rule_desk(bounced, by=zhou, now=now, department=desk("LOGISTICS"), reason="再想想。")


def test_a_ruling_is_neither_returned_nor_waived(bounced, zhou, zhao, now):
    task = Task.objects.get(kind="ruling")
    for verb, by in (("return_task", zhou), ("waive_task", zhao), ("answer_task", zhou)):
        assert why_not(task, verb, by, now), verb


# Who should take it


@pytest.fixture
def busy(new_complaint, wang, now):
    """wang has `n` open complaints."""

    def fill(n):
        for number in range(n):
            intake.accept(
                new_complaint(phone=f"1370000{number:04d}", order={"order_number": f"B-{number}"}), by=wang, now=now
            )

    return fill


def test_load_counts_open_complaints_owned_or_handled_once(busy, wang, lin, now):
    busy(3)
    load = {agent: agent.load for agent in Agent.objects.with_load()}
    assert (load[wang], load[lin]) == (3, 0)
    wang = Agent.objects.with_load("low").get(pk=wang.pk)
    assert (wang.most, wang.tier_load, wang.tier_most) == (30, 3, None)


def test_an_own_limit_replaces_that_of_the_role(wang):
    Agent.objects.filter(pk=wang.pk).update(work_limit=7)
    assert Agent.objects.with_load().get(pk=wang.pk).most == 7


@pytest.mark.usefixtures("english")
def test_above_the_limit_only_by_a_lead_with_a_reason(complaint, busy, wang, zhao, now):
    Agent.objects.filter(pk=wang.pk).update(work_limit=2)
    busy(2)
    with pytest.raises(Refused, match=r"王芳 has 2 of at most 2 open complaints\. Tick"):
        routing.assign(complaint, by=zhao, now=now, agent=wang, reason="同一买家")
    case = routing.assign(complaint, by=zhao, now=now, agent=wang, reason="同一买家", over_limit=True)
    assert case.owner == wang
    assert case.events.get(verb="assign").data["over_limit"] == [2, 2]


@pytest.mark.usefixtures("english")
def test_a_front_line_agent_does_not_pass_the_limit(owned, busy, wang, lin, now):
    Agent.objects.filter(pk=wang.pk).update(work_limit=1)
    busy(1)
    for over_limit in (False, True):
        with pytest.raises(Refused, match=r"a lead|Team lead"):
            handover.offer_handover(
                owned, by=lin, now=now, to_agent=wang, reason="load", story="杯子碎了", over_limit=over_limit
            )


@pytest.mark.usefixtures("english")
def test_complex_cases_have_a_limit_of_their_own(complaint, busy, wang, zhao, now):
    WorkLimit.objects.filter(role="front_line", tier="high").update(most=1)
    busy(1)
    triage.set_tier(Complaint.objects.get(owner=wang), by=zhao, now=now, tier="high", reason="试")
    triage.set_tier(complaint, by=zhao, now=now, tier="high", reason="试")
    with pytest.raises(Refused, match="1 of at most 1 open complaints of the tier High"):
        routing.assign(fresh(complaint), by=zhao, now=now, agent=wang, reason="试")


def test_the_crew_puts_skill_room_and_presence_first_in_one_statement(busy, cast, lin, wang, now):
    skill = Route.objects.filter(department="CROSSBORDER").first().skill
    AgentSkill.objects.create(agent=wang, skill=skill, level=3, since=now.date())
    with CaptureQueriesContext(connection) as captured:
        people = crew(Role.FRONT_LINE, tier="medium", skill=skill, language="zh-hans", now=now)
        names = [str(person) for person in people]
    assert len(captured) == 1
    assert people[0].agent == wang
    assert people[0].fits
    assert "跨境" in names[0]
    assert not people[1].fits
    times = {"begins_at": now - HOUR, "ends_at": now + HOUR}
    Absence.objects.create(agent=wang, stand_in=lin, planned_by=wang, kind="leave", **times)
    assert crew(Role.FRONT_LINE, skill=skill, now=now)[-1].agent == wang


def test_a_consumer_who_writes_english_is_suggested_somebody_who_reads_it(cast, wang, now):
    AgentSkill.objects.create(agent=wang, skill_id="english", since=now.date())
    people = crew(Role.FRONT_LINE, language="en", now=now)
    assert [person.agent for person in people if person.fits] == [wang]


def test_assigning_shows_the_suggestion_and_who_lacks_the_skill(client, new_complaint, wang, zhao, now):
    case = new_complaint("海外购的奶粉被海关扣了,清关要交关税。")
    assert staffing.route_of(case).skill_id == "crossborder"
    AgentSkill.objects.create(agent=wang, skill_id="crossborder", level=3, since=now.date())
    client.force_login(zhao)
    page = client.get(f"/complaints/{case.number}/assign/")
    form = page.context["form"]
    assert form.suggestion.agent == wang
    assert form.fields["agent"].initial == wang.pk
    assert "0 / 30" in page.content.decode()


# Complex cases that grow old


def test_a_complex_case_that_grows_old_is_told_once_and_has_a_queue(client, owned, lin, zhao, now):
    triage.set_tier(owned, by=lin, now=now, tier="medium", reason="争议")
    sweep(now=now + timedelta(days=5) - HOUR)
    assert not ClockMark.objects.filter(clock="age").exists()
    for _twice in range(2):
        sweep(now=now + timedelta(days=5, hours=1))
    assert ClockMark.objects.get(clock="age").at == now + timedelta(days=5)
    assert Notice.objects.filter(agent=zhao, event="aged").count() == 1
    client.force_login(zhao)
    page = client.get("/?queue=aged").content.decode()
    assert owned.number in page


def test_a_simple_case_is_left_to_its_own_clocks(owned, now):
    sweep(now=now + timedelta(days=12))
    assert not ClockMark.objects.filter(clock="age").exists()
