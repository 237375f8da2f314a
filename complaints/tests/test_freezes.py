"""Freezes: asked out of a risky case, decided by a second person, carried out, looked at again, lifted (DP-16)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from complaints.actions import freezes, intake, ties
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused, why_not
from complaints.models import Agent, Complaint, Freeze, Notice

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FACTS = {"facts": "三单都是空包，面单重量 20 克", "reason": "店铺还在收款", "basis": "平台规则第 12 条"}


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def risky(new_complaint, lin, now):
    """A case of lin about fake goods of the merchant 海味行."""
    case = intake.accept(new_complaint("收到的鞋是假货，验货不过", order={"order_number": "F-1"}), by=lin, now=now)
    Complaint.objects.filter(pk=case.pk).update(category="G03")
    return Complaint.objects.get(pk=case.pk)


@pytest.fixture
def ask(risky, lin, now):
    """ask(kind="payouts"): lin asks for a measure, to be decided within four hours."""

    def ask(case=None, by=lin, at=now, **facts):
        facts = {"kind": "shop", "due_by": at + 4 * HOUR} | FACTS | facts
        return freezes.ask_freeze(case or risky, by=by, now=at, **facts)

    return ask


@pytest.fixture
def granted(ask, chen, now):
    return freezes.grant_freeze(ask(), by=chen, now=now, why="证据充分", review_by=now + 7 * DAY)


def text(answer):
    return answer.content.decode()


def told(event):
    return {notice.agent.username for notice in Notice.objects.filter(event=event, channel="in_app")}


# Asking


def test_who_may_decide_hears_at_once_and_the_case_says_it(ask, risky, now):
    freeze = ask()
    assert (freeze.state, freeze.merchant, freeze.due_by) == ("asked", "海味行", now + 4 * HOUR)
    assert told("freeze_asked") == {"zhou", "wu", "chen", "mei"}
    event = risky.events.get(verb="ask_freeze")
    assert event.data == {"freeze": freeze.pk, "measure": "shop", "merchant": "海味行"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"category": "G01"}, "Only fraud, fake goods and safety"),
        ({"merchant": ""}, "names no merchant"),
    ],
)
def test_only_a_risky_case_with_a_merchant_justifies_it(ask, risky, change, why):
    Complaint.objects.filter(pk=risky.pk).update(**change)
    with pytest.raises(Refused, match=why):
        ask(Complaint.objects.get(pk=risky.pk))
    assert not Freeze.objects.exists()


@pytest.mark.parametrize("change", [{"category": "X01"}, {"secondary_codes": ["X04"]}, {"flags": ["safety"]}])
def test_fraud_and_safety_justify_it_too(ask, risky, change):
    Complaint.objects.filter(pk=risky.pk).update(**({"category": "G01"} | change))
    assert ask(Complaint.objects.get(pk=risky.pk)).state == "asked"


@pytest.mark.parametrize("name", ["facts", "reason", "basis"])
def test_without_facts_reason_and_basis_nothing_is_asked(ask, name):
    with pytest.raises(Refused):
        ask(**{name: " "})


def test_a_decision_due_in_the_past_is_none(ask, now):
    with pytest.raises(Refused, match="lies ahead"):
        ask(due_by=now)


def test_the_same_measure_is_open_once_and_the_second_reads_where(ask, new_complaint, lin, now):
    first = ask()
    other = intake.accept(new_complaint("又一双假鞋", order={"order_number": "F-2"}), by=lin, now=now)
    Complaint.objects.filter(pk=other.pk).update(category="G03")
    with pytest.raises(Refused, match=first.number):
        ask(Complaint.objects.get(pk=other.pk))
    assert ask(kind="payouts").state == "asked"


def test_a_stranger_to_the_case_asks_for_nothing(ask, wang):
    with pytest.raises(Refused, match="Only its owner"):
        ask(by=wang)


# Four eyes


def test_nobody_decides_an_own_request(ask, zhou, now):
    freeze = ask(by=zhou)
    for act in (freezes.grant_freeze, freezes.refuse_freeze):
        more = {"review_by": now + DAY} if act is freezes.grant_freeze else {}
        with pytest.raises(Refused, match="somebody else decides"):
            act(freeze, by=zhou, now=now, why="证据充分", **more)
    with pytest.raises(IntegrityError, match="freeze_four_eyes"), transaction.atomic():
        Freeze.objects.filter(pk=freeze.pk).update(decided_by=zhou)


def test_neither_owner_nor_front_line_decides(ask, risky, chen, wang, now):
    freeze = ask()
    assert "Only these may do this" in why_not(freeze, "grant_freeze", wang, now)
    Complaint.objects.filter(pk=risky.pk).update(handler=chen)
    fresh = Freeze.objects.get(pk=freeze.pk)
    assert "own or handle" in why_not(fresh, "grant_freeze", chen, now)


def test_who_is_close_to_the_merchant_neither_grants_nor_lifts(ask, granted, chen, zhou, now):
    ties.declare_tie(by=zhou, now=now, kind="business", merchant="海味行")
    with pytest.raises(Refused, match="impartiality"):
        freezes.lift_freeze(granted, by=zhou, now=now, why="商家已整改")
    other = ask(kind="payouts")
    with pytest.raises(Refused, match="impartiality"):
        freezes.refuse_freeze(other, by=zhou, now=now, why="不必")
    assert freezes.lift_freeze(granted, by=chen, now=now, why="商家已整改").state == "lifted"


# The way of a freeze


def test_granted_carried_out_in_part_then_whole_and_lifted(granted, zhou, chen, now):
    assert told("freeze_decided") == {"lin"}
    part = freezes.carry_out_freeze(granted, by=zhou, now=now + HOUR, extent="part", note="结算已停，店铺首页仍可见")
    assert (part.state, part.extent) == ("in_force", "part")
    assert told("freeze_carried_out") == {"lin", "chen"}
    whole = freezes.carry_out_freeze(part, by=zhou, now=now + 2 * HOUR, extent="whole", note="店铺已隐藏，见截图")
    kept = freezes.keep_freeze(whole, by=chen, now=now + 6 * DAY, why="鉴定未出", review_by=now + 14 * DAY)
    assert (kept.extent, kept.review_by) == ("whole", now + 14 * DAY)
    lifted = freezes.lift_freeze(kept, by=chen, now=now + 8 * DAY, why="鉴定为正品")
    assert (lifted.state, lifted.ended_why, lifted.clock) == ("lifted", "鉴定为正品", None)
    verbs = ["ask_freeze", "grant_freeze", "carry_out_freeze", "carry_out_freeze", "keep_freeze", "lift_freeze"]
    rows = granted.complaint.events.filter(data__freeze=granted.pk).order_by("at", "pk")
    assert list(rows.values_list("verb", flat=True)) == verbs


def test_the_desk_of_the_merchants_carries_it_out_and_no_other(granted, lin, wang, now):
    Agent.objects.filter(pk=wang.pk).update(department="MERCHANT")
    desk = Agent.objects.get(pk=wang.pk)
    assert "merchant management" in why_not(granted, "carry_out_freeze", lin, now)
    done = freezes.carry_out_freeze(granted, by=desk, now=now, extent="whole", note="已冻结，工单 88")
    assert done.carried_by == desk


def test_refused_and_taken_back_are_ends_with_reasons(ask, lin, wang, chen, now):
    refused = freezes.refuse_freeze(ask(), by=chen, now=now, why="只有一单，先补证据")
    assert (refused.state, refused.decision_why) == ("refused", "只有一单，先补证据")
    again = ask()
    assert "Only who asked" in why_not(again, "withdraw_freeze", wang, now)
    assert freezes.withdraw_freeze(again, by=lin, now=now, why="商家已退款").state == "withdrawn"


def test_a_freeze_that_was_not_granted_is_not_carried_out(ask, zhou, now):
    with pytest.raises(Refused, match="Not possible in the state"):
        freezes.carry_out_freeze(ask(), by=zhou, now=now, extent="whole", note="已冻结")


# What falls due


def test_undecided_it_is_called_late_every_day_until_somebody_decides(ask, chen, now):
    freeze = ask()
    sweep(now=now + HOUR)
    assert told("freeze_late") == set()
    sweep(now=now + 4 * HOUR)
    sweep(now=now + 5 * HOUR)
    assert told("freeze_late") == {"zhou", "wu", "chen", "mei"}
    assert Notice.objects.filter(event="freeze_late", agent=chen, channel="in_app").count() == 1
    sweep(now=now + 29 * HOUR)
    assert Notice.objects.filter(event="freeze_late", agent=chen, channel="in_app").count() == 2
    freezes.refuse_freeze(freeze, by=chen, now=now + 30 * HOUR, why="不成立")
    sweep(now=now + 90 * HOUR)
    assert Notice.objects.filter(event="freeze_late", agent=chen, channel="in_app").count() == 2


def test_a_freeze_is_looked_at_again(granted, chen, now):
    sweep(now=now + 6 * DAY)
    assert told("freeze_review") == set()
    sweep(now=now + 7 * DAY)
    assert "chen" in told("freeze_review")


# Walls


def test_what_was_asked_stays_as_it_was_asked(granted, wang):
    for change in ({"facts": "改口"}, {"merchant": "别家"}, {"asked_by": wang}, {"kind": "listing"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Freeze.objects.filter(pk=granted.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Freeze.objects.filter(pk=granted.pk).delete()


def test_nothing_is_in_force_without_a_decision(ask):
    freeze = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Freeze.objects.filter(pk=freeze.pk).update(state="granted")
    with pytest.raises(IntegrityError), transaction.atomic():
        Freeze.objects.filter(pk=freeze.pk).update(state="lifted")


# The pages


def test_from_the_complaint_to_the_decision(client, risky, lin, chen, now):
    client.force_login(lin)
    ask_url = reverse("complaints:ask_freeze", args=[risky.number])
    assert ask_url in text(client.get(reverse("complaints:complaint", args=[risky.number])))
    facts = {
        "kind": "shop",
        "facts_found": "空包",
        "reason": "还在收款",
        "basis": "规则 12",
        "due_by": "2030-01-01T10:00",
    }
    missing = client.post(ask_url, facts | {"basis": ""})
    assert missing.status_code == 422
    assert "还在收款</textarea>" in text(missing)
    assert client.post(ask_url, facts).status_code == 302
    freeze = Freeze.objects.get()
    url = reverse("complaints:freeze", args=[freeze.pk])
    assert url in text(client.get(reverse("complaints:complaint", args=[risky.number])))
    client.force_login(chen)
    assert url in text(client.get(reverse("complaints:freezes")))
    step = reverse("complaints:freeze_step", args=[freeze.pk, "grant_freeze"])
    assert client.post(step, {"why": "", "review_by": "2030-02-01T10:00"}).status_code == 422
    assert client.post(step, {"why": "证据充分", "review_by": "2030-02-01T10:00"}).status_code == 302
    assert Freeze.objects.get().state == "granted"
    assert "证据充分" in text(client.get(url))


def test_a_case_of_another_kind_does_not_offer_it(client, complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    client.force_login(lin)
    page = text(client.get(reverse("complaints:complaint", args=[case.number])))
    assert reverse("complaints:ask_freeze", args=[case.number]) not in page
    assert reverse("complaints:draft_referral", args=[case.number]) in page


def test_the_list_narrows_by_measure_and_merchant(client, ask, granted, chen):
    asked = ask(kind="payouts")
    client.force_login(chen)
    url = reverse("complaints:freezes")
    assert f'data-freeze="{asked.pk}"' in text(client.get(url))
    assert "data-freeze=" not in text(client.get(f"{url}?kind=listing"))
    assert "data-freeze=" not in text(client.get(f"{url}?merchant=别家"))
    assert f'data-freeze="{granted.pk}"' in text(client.get(f"{url}?tab=granted&merchant=海味"))


def test_a_stranger_to_the_case_gets_404_and_the_desk_sees_it(client, granted, gao):
    url = reverse("complaints:freeze", args=[granted.pk])
    client.force_login(gao)
    assert client.get(url).status_code == 404
    Agent.objects.filter(pk=gao.pk).update(department="RISK")
    page = client.get(url)
    assert page.status_code == 200
    assert granted.complaint.title not in text(page)
