"""The inbox as agents see it: rows, figures, conditions, sorting, pages, bad addresses, and acts on ticked rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.actions import intake
from complaints.models import Complaint, Event
from complaints.views import inbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def moment():
    """The real now: pages look at the clock."""
    return timezone.now()


@pytest.fixture
def see(client):
    """see(agent, "?queue=open") -> the response."""

    def get(agent, query="", path="/"):
        client.force_login(agent)
        return client.get(f"{path}{query}", headers={"accept-language": "en"})

    return get


@pytest.fixture
def case(new_complaint, moment):
    """Of low tier, whatever the machine makes of its words."""
    case = new_complaint("球鞋中底钢印与官图对不上。我要鉴定，不是要退。", at=moment - timedelta(minutes=5))
    Complaint.objects.filter(pk=case.pk).update(tier="low", priority="P3")
    return Complaint.objects.get(pk=case.pk)


def text(response):
    return response.content.decode()


def test_row_tells_clock_title_and_the_consumers_own_words(see, case, zhao):
    shown = text(see(zhao, "?queue=open"))
    assert f'data-number="{case.number}"' in shown
    assert 'data-clock="respond"' in shown
    assert "球鞋中底钢印与官图对不上</a>" in shown
    assert "我要鉴定，不是要退。" in shown
    assert "陆**" in shown
    assert "陆女士" not in shown
    assert "13800006027" not in shown


def test_complaint_link_takes_the_list_along(see, case, zhao):
    assert f'href="/complaints/{case.number}/?queue=open&amp;tier=' in text(see(zhao, f"?queue=open&tier={case.tier}"))


def test_first_page_of_an_agent_is_the_own_work(see, case, lin, moment):
    assert case.number not in text(see(lin))
    intake.accept(case, by=lin, now=moment)
    assert case.number in text(see(lin))


def test_manager_reads_everything_open(see, case, mei):
    response = see(mei)
    assert case.number in text(response)
    assert response.context["listing"].queue.code == "open"


def test_stranger_sees_no_complaint(see, case, stranger):
    assert case.number not in text(see(stranger, "?queue=all"))


def test_due_next_comes_first(see, new_complaint, zhao, moment):
    late = new_complaint("早的", at=moment - timedelta(minutes=50))
    fresh = new_complaint("晚的", at=moment)
    assert [row.complaint for row in see(zhao, "?queue=open").context["rows"]] == [late, fresh]
    assert [row.complaint for row in see(zhao, "?queue=open&sort=newest").context["rows"]] == [fresh, late]


def test_figures_tell_what_is_late_and_what_is_soon(see, new_complaint, zhao, moment):
    new_complaint("已经超时", at=moment - timedelta(minutes=50))
    new_complaint("快到时间", at=moment - timedelta(minutes=5))
    context = see(zhao, "?queue=open").context
    assert (context["total"], context["late"], context["soon"]) == ("2", "1", "1")


def test_figures_beyond_the_cap_are_never_too_small(see, new_complaint, zhao, moment, monkeypatch):
    for n in range(3):
        new_complaint(f"已经超时 {n}", at=moment - timedelta(minutes=50))
    new_complaint("快到时间", at=moment - timedelta(minutes=5))
    monkeypatch.setattr(inbox, "CAP", 2)
    counts = inbox.by_due(Complaint.objects.open(), moment)
    assert (counts["late"], counts["soon"]) == (3, 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tier=low", True),
        ("tier=high", False),
        ("state=open", True),
        ("state=ended", False),
        ("state=registered", True),
        ("priority=P1", False),
        ("channel=web", True),
        ("channel=phone", False),
        ("flag=safety", False),
        ("owner=lin", False),
        ("department=LOGISTICS", False),
        ("words=中底钢印", True),
        ("words=官图", True),
        ("words=雨伞", False),
        ("words=…", False),
        ("since=2020-01-01", True),
        ("until=2020-01-01", False),
    ],
)
def test_conditions(see, case, zhao, query, found):
    assert (case.number in text(see(zhao, f"?queue=open&{query}"))) is found


def test_category_group_stands_for_its_codes(see, case, zhao):
    assert case.number in text(see(zhao, f"?queue=open&category={case.category_id}"))
    assert case.number in text(see(zhao, f"?queue=open&category={case.category.parent_id}"))


@pytest.mark.parametrize(
    "query",
    [
        "tier=x",
        "state=__all__",
        "owner=nobody-there",
        "category=ZZ",
        "department=' OR 1=1",
        "since=yesterday",
        "until=2026-13-45",
        "flag=%00",
        "words=%00",
        "words=" + "长" * 500,
    ],
)
def test_senseless_condition_is_told_and_shows_nothing(see, case, zhao, query):
    response = see(zhao, f"?queue=open&{query}")
    assert response.status_code == 400
    assert response.context["rows"] == []
    assert 'role="alert"' in text(response)


@pytest.mark.parametrize(
    "query",
    [
        "queue=x",
        "sort=password",
        "after=x",
        "before=1-x",
        "after=9999999999999999-1",
        "add=password",
        "add=tier",
        "add=owner",
        "add=since",
        "owner__password=x",
        "consumer__phone=1",
        "words=%ED%A0%80",
        "after=%00",
    ],
)
def test_odd_address_is_never_an_error_page(see, case, zhao, query):
    assert see(zhao, f"?{query}").status_code == 200


def test_undeclared_condition_does_not_filter(see, case, zhao):
    assert case.number in text(see(zhao, "?queue=open&consumer__name=x&owner__password__startswith=x"))


def test_set_condition_shows_its_value_and_comes_off(see, case, zhao):
    conditions = see(zhao, "?queue=open&tier=low&owner=lin").context["conditions"]
    assert [(str(c["label"]), str(c["value"])) for c in conditions["set"]] == [("Owner", "林晓"), ("Tier", "Low")]
    assert conditions["set"][1]["url"] == "?queue=open&owner=lin"
    assert conditions["clear_url"] == "?queue=open"


def test_adding_a_condition_keeps_the_others(see, case, zhao):
    response = see(zhao, "?queue=open&tier=low&add=category")
    assert response.context["adding"]["carried"] == [("queue", "open"), ("tier", "low")]
    assert 'name="category"' in text(response)


def test_empty_queue_says_where_to_go(see, lin):
    assert "?queue=unassigned" in text(see(lin))


def test_pages_of_fifty(see, new_complaint, zhao, moment):
    for n in range(51):
        new_complaint(f"第 {n} 条", at=moment + timedelta(seconds=n))
    first = see(zhao, "?queue=open")
    assert (len(first.context["rows"]), first.context["span"], first.context["previous_url"]) == (50, (1, 50), "")
    second = see(zhao, first.context["next_url"])
    assert (len(second.context["rows"]), second.context["span"], second.context["next_url"]) == (1, (51, 51), "")
    back = see(zhao, second.context["previous_url"])
    assert (len(back.context["rows"]), back.context["span"]) == (50, (1, 50))


# Acts on ticked rows


def ticked(client, by, verb, complaints, **facts):
    client.force_login(by)
    return client.post("/complaints/bulk/", {"verb": verb, "number": [c.number for c in complaints], **facts})


def test_bulk_asks_first_and_changes_nothing_on_get(see, case, zhao):
    response = see(zhao, f"?verb=assign&number={case.number}", path="/complaints/bulk/")
    assert 'name="reason"' in text(response)
    assert Complaint.objects.get(pk=case.pk).owner is None


def test_bulk_assigns_and_reports_each_refusal(client, new_complaint, zhao, lin, wang, moment):
    free, taken, outside = (new_complaint(f"第 {n} 条", at=moment) for n in range(3))
    intake.accept(taken, by=lin, now=moment)
    response = ticked(client, zhao, "assign", [free, taken], agent=wang.pk, reason="夜班")
    outcome = response.context["outcome"]
    assert [c.number for c in outcome.done] == [free.number]
    assert [c.number for c, _reason in outcome.refused] == [taken.number]
    assert outcome.refused[0][1] in text(response)
    owners = Complaint.objects.in_bulk([free.pk, taken.pk, outside.pk])
    assert [owners[c.pk].owner for c in (free, taken, outside)] == [wang, lin, None]


def test_bulk_sets_the_tier_with_a_reason(client, case, zhao):
    assert ticked(client, zhao, "set_tier", [case], tier="high", reason="").status_code == 422
    ticked(client, zhao, "set_tier", [case], tier="high", reason="同批次第三起")
    assert Complaint.objects.get(pk=case.pk).tier == "high"


def test_bulk_asks_for_evidence(client, case, lin, moment):
    due = timezone.localtime(moment + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    ticked(client, lin, "ask_evidence", [case], side="consumer", kind="photo", title="钢印照片", due_by=due)
    assert case.evidence.get().title == "钢印照片"


def test_bulk_never_reaches_what_one_may_not_see(client, case, stranger, gao):
    response = ticked(client, gao, "set_tier", [case], tier="high", reason="x")
    assert response.context["missing"] == [case.number]
    assert Complaint.objects.get(pk=case.pk).tier == "low"


def test_bulk_verb_has_to_be_known(client, case, zhao):
    assert ticked(client, zhao, "archive", [case]).status_code == 404


def test_bulk_role_is_told_before(see, case, lin):
    shown = text(see(lin, f"?verb=assign&number={case.number}", path="/complaints/bulk/"))
    assert "Team lead" in shown or "组长" in shown
    assert 'name="reason"' not in shown


# The rail


def test_rail_counts_every_queue_of_the_role(see, case, zhao, mei):
    counts = {
        str(e["label"]): e["count"] for _s, entries in see(zhao, path="/queues/").context["rail"] for e in entries
    }
    assert (counts["All open"], counts["Unassigned"], counts["My work"]) == ("1", "1", "0")
    assert "My work" not in text(see(mei, path="/queues/"))


def test_page_leaves_counting_the_queues_to_the_rail(see, case, lin, moment):
    intake.accept(case, by=lin, now=moment - timedelta(minutes=1))
    response = see(lin)
    assert {entry["count"] for _section, entries in response.context["rail"] for entry in entries} == {""}
    assert 'hx-get="/queues/?queue=mine"' in text(response)
    own, *_others = (entries for _section, entries in see(lin, path="/queues/").context["rail"])
    assert [entry["count"] for entry in own] == ["1", "1", "0", "0", "0", "0", "0"]


def test_a_search_by_contact_is_exact_masked_and_written_down(see, new_complaint, zhao, gao, moment):
    case = new_complaint("杯子碎了", at=moment, phone="13800006027", name="陆平")
    shown = text(see(zhao, "?q=138 0000 6027", path="/search/"))
    assert case.number in shown
    assert "陆**" in shown
    assert "陆平" not in shown
    event = Event.objects.get(verb="search_contact")
    assert (event.complaint, event.kind, event.agent, event.data) == (None, "privacy", zhao, {"rows": 1})
    assert "13800006027" not in str(event.data)
    assert case.number not in text(see(zhao, "?q=1380000602", path="/search/"))  # only whole ones
    assert case.number not in text(see(gao, "?q=13800006027", path="/search/"))  # not at the desk of gao
    assert Event.objects.filter(verb="search_contact").count() == 2
