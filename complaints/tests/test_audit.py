"""The audit history: who reads it, what it says, how it is narrowed and paged, and what leaves the house."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from complaints.actions import contact, intake, payouts, triage
from complaints.lifecycle import tell
from complaints.models import Category, Event, KeywordRule, LadderRung
from complaints.views.spreadsheets import safe_cell

pytestmark = pytest.mark.django_db
READERS = ("zhao", "zhou", "chen", "mei", "xu", "wu")
PAGES = ("complaints:audit", "complaints:policy_history")


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now + timedelta(minutes=5))


@pytest.fixture
def payout(owned, lin, zhao, now):
    row = payouts.propose_payout(
        owned, by=lin, now=now, amount=Decimal("600"), kind="goodwill", reason="晚到", idempotency_key="k"
    )
    return payouts.approve(row, by=zhao, now=now + timedelta(minutes=9), note="=1+1 与同类一致")


def text(client, agent, url, **conditions):
    client.force_login(agent)
    answer = client.get(url, conditions)
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_readers_of_history_come_in(client, cast, owned):
    urls = [*map(reverse, PAGES), reverse("complaints:history", args=[owned.number])]
    for name, agent in cast.items():
        client.force_login(agent)
        for url in urls:
            assert client.get(url).status_code == (200 if name in READERS else 403), (name, url)
        assert client.post(reverse("complaints:export_events")).status_code == (200 if name in READERS else 403), name


def test_a_line_says_who_what_why_and_from_where(client, payout, xu):
    page = text(client, xu, reverse("complaints:audit"))
    for words in ("赵宁", "¥600.00", "与同类一致", payout.number, payout.complaint.number, "<del>", "<ins>"):
        assert words in page


def test_changes_name_people_and_choices_not_codes(client, owned, lin, xu, now):
    triage.set_tier(owned, by=lin, now=now, tier="medium", reason="质量争议")
    event = Event.objects.get(verb="set_tier")
    assert ["tier", "low", "medium"] in event.changes
    page = text(client, xu, reverse("complaints:history", args=[owned.number]))
    assert "林晓" in page
    assert ">medium<" not in page
    assert f">{lin.pk}<" not in page


def test_conditions_narrow(client, payout, new_complaint, xu, zhao, now):
    other = new_complaint("另一件", order={"order_number": "B"})
    url = reverse("complaints:audit")
    numbers = {
        "number": payout.complaint.number,
        "who": str(zhao.pk),
        "what": "money",
    }
    for name, value in numbers.items():
        assert other.number not in text(client, xu, url, **{name: value}), name
    assert other.number in text(client, xu, url, who="system")
    assert other.number in text(client, xu, url, since="2026-11-16", until="2026-11-16")
    assert other.number not in text(client, xu, url, since="2026-11-17")


def test_a_payout_is_found_by_its_number(client, payout, xu):
    page = text(client, xu, reverse("complaints:audit"), number=payout.number.lower())
    assert page.count(f'data-number="{payout.complaint.number}"') == payout.events.count()


@pytest.mark.parametrize(
    "conditions",
    [{"since": "2026-13-40"}, {"since": "2026-11-20", "until": "2026-11-01"}, {"who": "999999"}, {"what": "nonsense"}],
)
def test_a_wrong_condition_says_so_and_shows_nothing(client, payout, xu, conditions):
    page = text(client, xu, reverse("complaints:audit"), **conditions)
    assert "data-number" not in page
    assert 'class="error' in page


@pytest.mark.parametrize("value", ["zzz", "1-1", "99999999999999999999-1", "-", "1" * 300, "\x00"])
def test_wild_cursors_are_no_error(client, payout, xu, value):
    for page in PAGES:
        text(client, xu, reverse(page), after=value)
    text(client, xu, reverse("complaints:audit"), before=value)


def test_pages_go_by_key_and_lose_nothing(client, owned, lin, xu, now):
    for n in range(120):
        contact.note(owned, by=lin, now=now + timedelta(minutes=n // 3), body=f"备注 {n}")
    client.force_login(xu)
    seen, url = [], reverse("complaints:audit")
    while url:
        answer = client.get(url)
        seen += [line.event.pk for _day, lines in answer.context["days"] for line in lines]
        older = answer.context["pager"]["older_url"]
        url = older and reverse("complaints:audit") + older
    assert seen == list(Event.objects.order_by("-at", "-pk").values_list("pk", flat=True))


def test_a_page_costs_the_same_for_few_and_for_many(client, owned, payout, lin, xu, now, django_assert_max_num_queries):
    url = reverse("complaints:audit")
    text(client, xu, url)
    with django_assert_max_num_queries(8) as few:
        client.get(url)
    for n in range(40):
        contact.note(owned, by=lin, now=now + timedelta(minutes=n), body=f"备注 {n}")
    with django_assert_max_num_queries(len(few)):
        client.get(url)


# One complaint


def test_tabs_of_one_complaint(client, payout, lin, zhao, xu, now):
    contact.reveal_contact(payout.complaint, by=lin, now=now, reason="短信未送达，改打电话")
    url = reverse("complaints:history", args=[payout.complaint.number])
    looks = text(client, xu, url, tab="looks")
    assert "短信未送达" in looks
    assert payout.number not in looks
    assert payout.number in text(client, xu, url, tab="payouts")
    assert "破损" in text(client, xu, url, tab="rules")
    assert text(client, xu, url, tab="nonsense")


def test_history_of_an_unknown_complaint_is_not_found(client, xu):
    client.force_login(xu)
    assert client.get(reverse("complaints:history", args=["TS-1"])).status_code == 404


# Rules and people


def test_changes_of_rules_and_limits_are_told(client, lin, zhao, chen, xu, now):
    payouts.raise_limit(lin, by=zhao, now=timezone.now(), amount=Decimal("800"), reason="通过上岗考核")
    category = Category.objects.exclude(parent=None).first()
    rule = KeywordRule.objects.create(term="臭了", language="zh", category=category, flag="check")
    rule.term, rule._history_user = "臭味", chen
    rule.save()
    page = text(client, xu, reverse("complaints:policy_history"))
    for words in ("赵宁", "林晓", "¥800.00", "通过上岗考核", "陈默", "臭了", "臭味"):
        assert words in page


def test_history_of_rules_is_paged_by_key(client, xu, chen):
    rungs = list(LadderRung.objects.all())
    for n in range(70):
        rung = rungs[n % len(rungs)]
        rung.tell_finance, rung._history_user = not rung.tell_finance, chen
        rung.save()
    before = sum(model.history.count() for model in watched())
    client.force_login(xu)  # which leaves a history row of its own that is nobody's policy
    url, count = reverse("complaints:policy_history"), 0
    while url:
        answer = client.get(url)
        count += sum(len(lines) for _day, lines in answer.context["days"])
        url = answer.context["older_url"] and reverse("complaints:policy_history") + answer.context["older_url"]
    assert count == before


def watched():
    from complaints.reports.policy_history import WATCHED

    return WATCHED.values()


# What leaves the house


def export(client, agent, **conditions):
    client.force_login(agent)
    answer = client.post(reverse("complaints:export_events"), conditions)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_export_holds_the_shown_rows_and_no_formula(client, payout, new_complaint, xu):
    other = new_complaint("另一件", order={"order_number": "B"})
    lines = export(client, xu, number=payout.complaint.number)
    assert other.number not in lines
    assert "'=1+1" in lines
    assert "<b>" not in lines
    assert lines.count("\n") - 1 == payout.complaint.events.count() - 1


def test_export_of_one_complaint_is_part_of_its_history(client, payout, xu):
    export(client, xu, number=payout.complaint.number, what="money")
    event = payout.complaint.events.get(verb="export_history")
    assert (event.agent, event.kind, event.data["rows"]) == (xu, "privacy", 2)


def test_export_of_many_complaints_is_part_of_the_history_too(client, payout, xu):
    export(client, xu, what="money")
    event = Event.objects.get(verb="export_history")
    assert (event.complaint, event.agent, event.kind, event.data["rows"]) == (None, xu, "privacy", 2)
    assert "徐航" in client.get(reverse("complaints:audit"), {"what": "privacy"}).content.decode()


def test_only_the_history_of_looks_belongs_to_no_complaint(lin, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        tell("note", by=lin, now=now, complaint=None, kind="note")


def test_export_is_no_get(client, xu):
    client.force_login(xu)
    assert client.get(reverse("complaints:export_events")).status_code == 405


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_like_a_formula(start):
    assert safe_cell(f"{start}cmd") == f"'{start}cmd"
    assert safe_cell("平常") == "平常"
