"""A saved filter is one object with four uses: queue, alert threshold, intake rule, report (product.md 2, CL-09)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from complaints.actions import finding, intake
from complaints.lifecycle import Refused
from complaints.models import Complaint, Crossing, Event, Notice, SavedFilter
from complaints.sentences import sentence, urgency
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(now):
    """keep(zhao, queue="open", tier="high", is_alert=True, ...): the filter as an agent saved it."""

    def save(by, name="高风险", queue="open", sort="due", facts=None, **conditions):
        return finding.save_filter(
            by=by, now=now, name=name, queue=queue, sort=sort, conditions=conditions, **(facts or {})
        )

    return save


@pytest.fixture
def visit(client):
    """visit(agent, "/filters/") -> the response, in English."""

    def get(agent, path, method="get", **data):
        client.force_login(agent)
        return getattr(client, method)(path, data, headers={"accept-language": "en"})

    return get


def text(response):
    return response.content.decode()


def form(address="queue=open&tier=high", **facts):
    return {"address": address, "name": "高风险", "audience": "me", "is_queue": "on"} | facts


# Saving, sharing, deleting


def test_the_inbox_offers_to_save_its_view(visit, complaint, zhao):
    shown = text(visit(zhao, "/?queue=open&tier=low"))
    assert f"{reverse('complaints:new_filter')}?tier=low&amp;queue=open" in shown
    shown = text(visit(zhao, reverse("complaints:new_filter") + "?queue=open&tier=low"))
    assert "All open" in shown
    assert "<b>Low</b>" in shown


def test_a_view_is_saved_with_exactly_the_parameters_of_the_inbox(visit, zhao):
    response = visit(zhao, reverse("complaints:new_filter"), "post", **form("queue=open&tier=high&sort=newest&x=1"))
    assert response.status_code == 302
    saved = SavedFilter.objects.get()
    assert (saved.queue, saved.conditions, saved.sort) == ("open", {"tier": "high"}, "newest")
    assert saved.history.get().history_user == zhao
    assert visit(zhao, reverse("complaints:open_filter", args=[saved.pk])).url == f"/?{saved.query}"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "This queue is not known"),
        ("queue=nonsense", "This queue is not known"),
        ("queue=open&sort=random", "This sorting is not known"),
        ("queue=open&tier=giant", "Tier: "),
        ("queue=open&since=2026-13-40", "Registered since: "),
        ("queue=open&owner=%00", "Owner: "),
        ("queue=open&category=ZZ9", "Category: "),
        ("queue=open&words=" + "x" * 81, "Own words hold: "),
        ("queue=open&words=" + "x" * 3000, "too long"),
    ],
)
def test_wild_conditions_are_told_and_nothing_typed_is_lost(visit, zhao, address, sentence):
    response = visit(zhao, reverse("complaints:new_filter"), "post", **form(address, name="夜班"))
    assert response.status_code == 422
    assert sentence in text(response)
    assert 'value="夜班"' in text(response)
    assert visit(zhao, f"{reverse('complaints:new_filter')}?{address}").status_code == 200


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"audience": "role"}, "Choose the role."),
        ({"is_queue": ""}, "Choose at least one use."),
        ({"is_alert": "on"}, "how many are too many"),
        ({"is_rule": "on"}, "Choose what the rule does."),
        ({"is_rule": "on", "effect": "flag"}, "needs for its effect"),
        ({"is_rule": "on", "effect": "priority", "address": "queue=mine&tier=low"}, "looks at new complaints"),
        ({"is_rule": "on", "effect": "priority", "address": "queue=open"}, "would meet every complaint"),
    ],
)
def test_a_use_says_what_it_needs(visit, zhao, facts, sentence):
    response = visit(zhao, reverse("complaints:new_filter"), "post", **form() | facts)
    assert response.status_code == 422
    assert sentence in text(response)
    assert not SavedFilter.objects.exists()


def test_one_name_once(visit, keep, zhao):
    keep(zhao)
    response = visit(zhao, reverse("complaints:new_filter"), "post", **form())
    assert response.status_code == 422
    assert "There is a filter of this name already." in text(response)


def test_who_shares_with_whom(keep, lin, zhao, now):
    desk = {"audience": "desk", "desk": lin.department}
    assert keep(lin, "台", facts=desk)
    for facts in (
        {"audience": "everybody"},
        {"audience": "role", "role": "lead"},
        {"audience": "desk", "desk_id": "LOGISTICS"},
        {**desk, "is_alert": True, "alert_count": 1},
        {"is_rule": True, "effect": "priority"},
    ):
        with pytest.raises(Refused):
            keep(lin, "别的", facts=facts)
    assert keep(zhao, "全体", facts={"audience": "everybody"})


def test_who_finds_a_filter(visit, keep, cast, zhao):
    keep(zhao, "只我")
    keep(zhao, "客服台", facts={"audience": "desk", "desk": zhao.department})
    keep(zhao, "中台", facts={"audience": "role", "role": "mid_office"})
    keep(zhao, "全体", facts={"audience": "everybody"})
    found = {
        name: sorted(SavedFilter.objects.found_by(cast[name]).values_list("name", flat=True))
        for name in ("zhao", "lin", "gao", "zhou", "stranger")
    }
    assert found == {
        "zhao": sorted(["只我", "客服台", "中台", "全体"]),
        "lin": sorted(["客服台", "全体"]),
        "gao": ["全体"],
        "zhou": sorted(["中台", "全体"]),
        "stranger": ["全体"],
    }
    assert visit(cast["stranger"], reverse("complaints:saved_filters")).status_code == 403


def test_only_the_owner_or_who_looks_after_it_changes_a_filter(visit, keep, lin, wang, zhao, zhou):
    private, shared = keep(lin, "我的"), keep(lin, "台", facts={"audience": "desk", "desk": lin.department})
    edit = [reverse("complaints:edit_filter", args=[saved.pk]) for saved in (private, shared)]
    assert [visit(wang, url).status_code for url in edit] == [404, 403]
    assert [visit(zhou, url).status_code for url in edit] == [404, 200]
    assert visit(lin, edit[0], "post", **form("queue=mine", name="改名")).status_code == 302
    private = SavedFilter.objects.get(pk=private.pk)
    assert (private.name, private.queue, private.conditions) == ("改名", "mine", {})
    end = reverse("complaints:end_filter", args=[shared.pk])
    visit(wang, end, "post")
    assert SavedFilter.objects.active().filter(pk=shared.pk).exists()
    visit(zhou, end, "post")
    assert not SavedFilter.objects.active().filter(pk=shared.pk).exists()
    assert list(shared.history.values_list("history_change_reason", flat=True)) == ["end_filter", "save_filter"]


def test_changes_are_part_of_the_history_of_rules(visit, zhao, xu):
    finding.save_filter(by=zhao, now=timezone.now(), name="夜间高风险", queue="open")
    assert "夜间高风险" in text(visit(xu, reverse("complaints:policy_history")))


def test_the_database_keeps_a_use_whole(zhao, now):
    for facts in ({"is_alert": True}, {"is_rule": True}, {"audience": "role"}, {"audience": "desk"}, {"name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedFilter.objects.create(**{"name": "x", "owner": zhao, "queue": "open", "created_at": now} | facts)


# Use 1: a queue


def test_it_stands_in_the_rail_with_its_count(visit, keep, new_complaint, zhao):
    new_complaint("杯子碎了", at=timezone.now())
    saved = keep(zhao, "碎的", words="杯子")
    assert "碎的" not in text(visit(zhao, "/?queue=open"))  # the rail fetches it
    rail = text(visit(zhao, reverse("complaints:rail") + "?queue=open"))
    assert '碎的<span class="count">1</span>' in rail
    shown = text(visit(zhao, f"/?{saved.query}"))
    assert '<h1 id="queue">碎的</h1>' in shown
    assert "杯子碎了" in shown


def test_a_changed_view_can_be_saved_back(visit, keep, complaint, zhao):
    saved = keep(zhao)
    url = reverse("complaints:edit_filter", args=[saved.pk])
    assert url not in text(visit(zhao, f"/?{saved.query}"))
    changed = text(visit(zhao, f"/?queue=open&tier=low&sort=due&saved={saved.pk}"))
    assert f"{url}?tier=low&amp;sort=due&amp;queue=open" in changed


def test_nobody_sees_through_a_filter_what_is_not_his(visit, keep, new_complaint, wang, gao, zhao):
    case = intake.accept(new_complaint("杯子碎了", at=timezone.now()), by=wang, now=timezone.now())
    saved = keep(zhao, "全部", facts={"audience": "everybody", "is_report": True})
    for agent, count in ((zhao, "1"), (wang, "1"), (gao, "0")):
        rail = text(visit(agent, reverse("complaints:rail")))
        assert f'全部<span class="count">{count}</span>' in rail
        assert (case.number in text(visit(agent, f"/?{saved.query}"))) is (count == "1")
        assert visit(agent, reverse("complaints:filter_report", args=[saved.pk])).context["total"] == int(count)


def test_the_rail_costs_the_same_with_many_filters(client, keep, complaint, zhao):
    client.force_login(zhao)

    def cost(path):
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    url = reverse("complaints:rail")
    list_cost, one = cost("/?queue=open"), cost(url)
    for n in range(10):
        keep(zhao, f"过滤 {n}", words="杯子", owner="lin", category=complaint.category_id, department="LOGISTICS")
    assert (cost("/?queue=open"), cost(url)) == (list_cost, one)


@pytest.mark.parametrize("value", ["", "0", "999999", "x", "-1", "9" * 40])
def test_a_wild_key_of_a_filter_opens_the_plain_queue(visit, complaint, zhao, value):
    assert "All open" in text(visit(zhao, f"/?queue=open&saved={value}"))


# Use 2: an alert threshold


def alerts(agent):
    return Notice.objects.filter(agent=agent, event="threshold")


def sweep(at):
    call_command("sweep_deadlines", now=at.isoformat(), stdout=StringIO())


def test_told_once_until_it_was_below_again(keep, new_complaint, lin, zhao, now):
    keep(zhao, "未派", queue="unassigned", facts={"is_alert": True, "alert_count": 1})
    first, second = new_complaint(at=now), new_complaint(at=now)
    for minute in range(3):
        sweep(now + timedelta(minutes=minute))
    assert alerts(zhao).count() == 1
    intake.accept(first, by=lin, now=now)
    sweep(now + timedelta(minutes=4))
    new_complaint(at=now)
    sweep(now + timedelta(minutes=5))
    assert alerts(zhao).count() == 2
    assert Crossing.objects.get().agent == zhao
    assert second.state == "registered"


def test_the_oldest_may_be_too_old(keep, new_complaint, zhao, now):
    keep(zhao, "久等", queue="unassigned", facts={"is_alert": True, "alert_minutes": 20})
    new_complaint(at=now)
    sweep(now + timedelta(minutes=19))
    assert not alerts(zhao).exists()
    sweep(now + timedelta(minutes=21))
    assert alerts(zhao).get().context["oldest"] == now.isoformat()


def test_everybody_is_told_by_his_own_eyes(keep, new_complaint, gao, lin, zhao, now):
    keep(zhao, "全台", facts={"audience": "role", "role": "front_line", "is_alert": True, "alert_count": 0})
    new_complaint(at=now)  # at the desk of lin, not of gao
    sweep(now)
    assert (alerts(lin).count(), alerts(gao).count(), alerts(zhao).count()) == (1, 0, 0)


def test_an_alert_leads_to_its_list(visit, keep, new_complaint, zhao, now):
    saved = keep(zhao, "未派", queue="unassigned", facts={"is_alert": True, "alert_count": 0})
    new_complaint(at=now)
    sweep(now)
    assert "“未派” is over its threshold: 1 complaints" in text(visit(zhao, reverse("complaints:alerts")))
    response = visit(zhao, reverse("complaints:open_alert", args=[alerts(zhao).get().pk]), "post")
    assert response.url == reverse("complaints:open_filter", args=[saved.pk])


def test_a_deleted_filter_tells_nobody(keep, new_complaint, zhao, now):
    saved = keep(zhao, "未派", queue="unassigned", facts={"is_alert": True, "alert_count": 0})
    finding.end_filter(saved, by=zhao, now=now)
    new_complaint(at=now)
    sweep(now)
    assert not alerts(zhao).exists()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_tell_once(keep, new_complaint, zhao, now):
    keep(zhao, "未派", queue="unassigned", facts={"is_alert": True, "alert_count": 0})
    new_complaint(at=now)
    moments = [now + timedelta(seconds=n // 2) for n in range(16)]
    race([lambda at=at: sweep(at) for at in moments])
    assert alerts(zhao).count() == 1


# Use 3: an intake rule


def rule(keep, by, effect, name="碎杯", **facts):
    facts = {"is_rule": True, "effect": effect, **facts}
    return keep(by, name, words="杯子", facts=facts)


def test_a_rule_raises_the_priority_and_says_so(keep, new_complaint, zhao):
    before = new_complaint("收到的杯子破损").priority
    rule(keep, zhao, "priority")
    case = Complaint.objects.get(pk=new_complaint("收到的杯子破损").pk)
    assert (before, case.priority) == ("P2", "P1")
    event = case.events.get(verb="apply_rule")
    assert "碎杯" in sentence(event)
    assert ["priority", "P2", "P1"] in event.changes
    assert "碎杯" in urgency(case.urgency_reasons[-1])
    other = new_complaint("快递三天没有动静")
    assert not other.events.filter(verb="apply_rule").exists()


def test_a_rule_adds_a_mark_gives_it_to_a_desk_and_tells(keep, new_complaint, gao, zhao, now):
    rule(keep, zhao, "flag", "标记", effect_flag="valuable")
    rule(keep, zhao, "desk", "仓配", effect_desk=gao.department)
    rule(keep, zhao, "tell", "告诉", effect_agent=gao)
    case = new_complaint("收到的杯子破损", at=now)
    assert "valuable" in case.flags
    assert case.home_desk == gao.department
    assert Notice.objects.filter(agent=gao, event="rule_met", complaint=case).count() == 1
    assert case.events.filter(verb="apply_rule").count() == 3


def test_nobody_is_told_of_what_he_may_not_see(keep, new_complaint, gao, zhao):
    rule(keep, zhao, "tell", effect_agent=gao)
    new_complaint("收到的杯子破损")
    assert not Notice.objects.filter(agent=gao, event="rule_met").exists()


def test_a_rule_never_lowers(keep, new_complaint, zhao):
    keep(zhao, "最急", facts={"is_rule": True, "effect": "priority"}, channel="web")
    urgent = new_complaint("孩子吃了以后住院，吐血")
    assert urgent.priority == "P1"
    assert not urgent.events.filter(verb="apply_rule").exists()
    rule(keep, zhao, "flag", effect_flag="safety")
    assert new_complaint("收到的杯子破损").priority == "P1"


def test_a_rule_whose_condition_is_gone_stops_nothing(keep, new_complaint, zhao):
    saved = rule(keep, zhao, "priority")
    SavedFilter.objects.filter(pk=saved.pk).update(conditions={"tier": "giant"})
    assert new_complaint("收到的杯子破损").priority == "P2"


@pytest.mark.parametrize("who", ["lin", "zhao", "zhou", "chen", "mei", "xu", "admin"])
def test_who_makes_rules(keep, cast, who):
    if who in ("zhao", "zhou", "admin"):
        assert rule(keep, cast[who], "priority").history.count() == 1
    else:
        with pytest.raises(Refused):
            rule(keep, cast[who], "priority")


# Use 4: a report


@pytest.fixture
def reported(keep, new_complaint, zhao):
    """Three broken cups, one of them late, and something else; the cups are reported."""
    at = timezone.now()
    for n in range(3):
        new_complaint(f"杯子碎了 {n}", at=at - timedelta(hours=n))
    new_complaint("快递三天没有动静", at=at)
    return keep(zhao, "碎杯", words="杯子", facts={"is_report": True, "audience": "everybody"})


def test_the_figures_of_a_report_lead_to_their_lists(visit, reported, zhao):
    response = visit(zhao, reverse("complaints:filter_report", args=[reported.pk]))
    assert (response.context["total"], response.context["open"], response.context["late"]) == (3, 3, 2)
    respond = response.context["clocks"][0]
    assert (respond.kept, respond.missed, respond.running) == (0, 2, 1)
    for label, parts in response.context["splits"]:
        assert sum(part.count for part, _url in parts) == 3, label
        for part, url in parts:
            assert visit(zhao, url).context["total"] == str(part.count), url
    assert visit(zhao, response.context["late_url"]).context["total"] == "2"


def test_a_report_costs_a_fixed_number_of_statements(client, reported, new_complaint, zhao):
    client.force_login(zhao)
    url = reverse("complaints:filter_report", args=[reported.pk])

    def cost():
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    few = cost()
    for n in range(20):
        new_complaint(f"杯子又碎了 {n}", at=timezone.now() - timedelta(days=n))
    assert cost() == few
    assert few <= 13


def test_an_export_is_streamed_safe_and_written_down(visit, reported, new_complaint, zhao, xu):
    new_complaint("=杯子(1+1)", at=timezone.now(), name="陆女士", phone="13900001111")
    response = visit(zhao, reverse("complaints:export_filter", args=[reported.pk]), "post")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert response.streaming
    assert len(lines) == 5
    assert "'=杯子" in "\n".join(lines)
    assert "13900001111" not in "\n".join(lines)
    event = Event.objects.get(verb="export_complaints")
    assert (event.complaint, event.kind, event.agent, event.data["rows"]) == (None, "privacy", zhao, 4)
    assert "碎杯" in text(visit(xu, reverse("complaints:audit") + "?what=privacy"))


def test_who_may_not_export_gets_the_figures_only(visit, reported, lin):
    url = reverse("complaints:export_filter", args=[reported.pk])
    assert visit(lin, reverse("complaints:filter_report", args=[reported.pk])).status_code == 200
    assert visit(lin, url, "post").status_code == 403
    assert visit(lin, url).status_code == 405
    assert not Event.objects.filter(verb="export_complaints").exists()
