"""The admin: who edits which rules, that states and money cannot be written, and that buttons call the actions."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from complaints.actions import intake, payouts
from complaints.models import CalendarDay, Category, ClockMark, Complaint, KeywordRule, Payout, PayoutLimit
from complaints.roles import ADMIN_PERMISSIONS

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label == "complaints"]
READ_ONLY = ("complaint", "payout", "event", "notice", "clockmark")


def page(model, name="changelist", *args):
    return reverse(f"admin:complaints_{model}_{name}", args=args)


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def payout(owned, lin, now):
    return payouts.propose_payout(
        owned, by=lin, now=now, amount=Decimal("600"), kind="goodwill", reason="晚到", idempotency_key="k"
    )


def test_every_permission_has_its_page():
    granted = {model for models in ADMIN_PERMISSIONS.values() for model in models}
    assert granted == {model._meta.model_name for model in OURS}


@pytest.mark.parametrize("name", ["zhao", "zhou", "chen", "mei", "xu", "admin"])
def test_a_role_sees_exactly_its_pages(client, cast, name):
    allowed = {model for role in cast[name].roles for model in ADMIN_PERMISSIONS.get(role, {})}
    client.force_login(cast[name])
    for model in OURS:
        status = client.get(page(model._meta.model_name)).status_code
        assert status == (200 if model._meta.model_name in allowed else 403), model


@pytest.mark.parametrize("name", ["lin", "su", "stranger"])
def test_without_the_staff_mark_there_is_no_admin(client, cast, name):
    client.force_login(cast[name])
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("model", READ_ONLY)
def test_nothing_is_added_changed_or_deleted_where_the_door_rules(client, chen, payout, owned, model, now):
    ClockMark.objects.create(complaint=owned, clock="respond", mark="breach", at=now, due_at=now, marked_at=now)
    row = {m._meta.model_name: m for m in OURS}[model].objects.first()
    client.force_login(chen)
    assert client.get(page(model, "change", row.pk)).status_code == 200
    assert client.get(page(model, "add")).status_code == 403
    assert client.get(page(model, "delete", row.pk)).status_code == 403
    everything = {field.name: "1" for field in type(row)._meta.concrete_fields}
    assert client.post(page(model, "change", row.pk), everything).status_code == 403


def test_posting_a_state_or_an_amount_changes_nothing(client, chen, payout, owned):
    client.force_login(chen)
    client.post(page("payout", "change", payout.pk), {"state": "approved", "amount": "1.00"})
    client.post(page("complaint", "change", owned.pk), {"state": "closed", "owner": chen.pk})
    fresh, case = Payout.objects.get(), Complaint.objects.get()
    assert (fresh.state, fresh.amount) == ("proposed", Decimal("600.00"))
    assert (case.state, case.owner_id) == ("accepted", owned.owner_id)


@pytest.mark.parametrize("model", [m._meta.model_name for m in OURS])
def test_nothing_is_deleted_in_bulk(client, chen, payout, model):
    client.force_login(chen)
    row = {m._meta.model_name: m for m in OURS}[model].objects.first()
    if row:
        before = type(row).objects.count()
        client.post(page(model), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
        assert type(row).objects.count() == before


def test_history_cannot_be_reverted(client, chen, zhao, lin, now):
    limit = payouts.raise_limit(lin, by=zhao, now=now, amount=Decimal("800"), reason="大促")
    client.force_login(chen)
    assert client.get(page("payoutlimit", "history", limit.pk)).status_code == 200
    version = limit.history.get().history_id
    client.post(reverse("admin:complaints_payoutlimit_simple_history", args=[limit.pk, version]), {"amount": "1"})
    assert PayoutLimit.objects.get().amount == Decimal("800.00")


# Payouts: buttons


def choose(client, action, *rows, **more):
    return client.post(page("payout"), {"action": action, "_selected_action": [row.pk for row in rows]} | more)


def test_approve_button_calls_the_action(client, payout, zhao):
    client.force_login(zhao)
    choose(client, "approve_selected", payout)
    fresh = Payout.objects.get()
    assert (fresh.state, fresh.approved_by, fresh.basis) == ("approved", zhao, "ladder")
    assert fresh.events.get(verb="approve").source == "admin"


def test_approve_button_of_the_wrong_rung_says_why(client, payout, zhou):
    client.force_login(zhou)
    answer = choose(client, "approve_selected", payout)
    assert Payout.objects.get().state == "proposed"
    told = [str(message) for message in client.get(answer.url).context["messages"]]
    assert len(told) == 1
    assert payout.number in told[0]


def test_an_auditor_has_no_buttons(client, payout, xu, mei):
    for agent in (xu, mei):
        client.force_login(agent)
        choose(client, "approve_selected", payout)
        assert "approve_selected" not in client.get(page("payout")).content.decode()
    assert Payout.objects.get().state == "proposed"


def test_reject_asks_for_a_note_in_between(client, payout, zhao):
    client.force_login(zhao)
    between = choose(client, "reject_selected", payout)
    assert "decision_note" in between.content.decode()
    assert choose(client, "reject_selected", payout, decision_note="短").status_code == 200
    assert Payout.objects.get().state == "proposed"
    choose(client, "reject_selected", payout, decision_note="请先补上商家的出库记录")
    assert Payout.objects.get().state == "rejected"


# Limits, rules, calendar, clock marks


def limit_form(agent, amount="800.00", **more):
    today = timezone.localdate()
    return {
        "agent": agent.pk,
        "amount": amount,
        "valid_from_0": today.isoformat(),
        "valid_from_1": "00:00:00",
        "valid_until_0": (today + timedelta(days=7)).isoformat(),
        "valid_until_1": "00:00:00",
        "reason": "大促期间",
    } | more


def test_a_limit_is_added_through_its_action(client, lin, zhao):
    client.force_login(zhao)
    assert client.post(page("payoutlimit", "add"), limit_form(lin)).status_code == 302
    limit = PayoutLimit.objects.get()
    assert (limit.agent, limit.amount, limit.granted_by) == (lin, Decimal("800.00"), zhao)
    assert limit.history.get().history_user == zhao
    assert client.post(page("payoutlimit", "change", limit.pk), limit_form(lin, "9000")).status_code == 403


def test_nobody_gives_himself_a_limit(client, zhao):
    client.force_login(zhao)
    answer = client.post(page("payoutlimit", "add"), limit_form(zhao))
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert not PayoutLimit.objects.exists()


def test_a_limit_ends_after_it_begins(client, lin, zhao):
    client.force_login(zhao)
    answer = client.post(page("payoutlimit", "add"), limit_form(lin, valid_until_0="2020-01-01"))
    assert answer.context["errors"]
    assert not PayoutLimit.objects.exists()


def test_a_keyword_is_edited_with_history_and_tried_first(client, zhou, complaint):
    client.force_login(zhou)
    rule = KeywordRule.objects.create(
        term="破损", language="zh", category=Category.objects.exclude(parent=None).first(), flag="check"
    )
    text = client.get(page("keywordrule", "change", rule.pk)).content.decode()
    assert "破损" in text
    form = {"term": "破损了", "language": "zh", "category": rule.category_id, "weight": "4", "flag": "check"}
    empty = {f"active_{end}_{n}": "" for end in ("from", "to") for n in (0, 1)}
    assert client.post(page("keywordrule", "change", rule.pk), form | empty).status_code == 302
    assert KeywordRule.objects.get(pk=rule.pk).term == "破损了"
    assert rule.history.first().history_user == zhou


def test_holidays_of_a_year_are_taken_over_once(client, chen, xu):
    client.force_login(chen)
    CalendarDay.objects.create(date="2026-01-01", is_workday=True, name="我们照常")
    client.post(page("calendarday", "import"), {"year": "2026"})
    count = CalendarDay.objects.count()
    assert count > 20
    assert CalendarDay.objects.get(date="2026-01-01").is_workday
    client.post(page("calendarday", "import"), {"year": "2026"})
    assert CalendarDay.objects.count() == count
    client.post(page("calendarday", "import"), {"year": "2099"})
    client.force_login(xu)
    client.post(page("calendarday", "import"), {"year": "2025"})
    assert CalendarDay.objects.count() == count


def test_a_breach_is_explained_not_removed(client, chen, owned, now):
    mark = ClockMark.objects.create(complaint=owned, clock="respond", mark="breach", at=now, due_at=now, marked_at=now)
    client.force_login(chen)
    where = reverse("admin:complaints_clockmark_explain", args=[mark.pk])
    assert client.get(where).status_code == 200
    assert client.post(where, {"reason_code": "system", "explanation": "夜间系统停机"}).status_code == 302
    assert ClockMark.objects.get().explanation == "夜间系统停机"
    assert owned.events.filter(verb="explain_breach", agent=chen).exists()


def test_a_reader_does_not_explain(client, mei, owned, now):
    mark = ClockMark.objects.create(complaint=owned, clock="respond", mark="breach", at=now, due_at=now, marked_at=now)
    client.force_login(mei)
    client.post(reverse("admin:complaints_clockmark_explain", args=[mark.pk]), {"explanation": "我来说"})
    assert ClockMark.objects.get().explanation == ""


def test_administrator_cannot_give_himself_a_role(client, cast):
    me = cast["admin"]
    client.force_login(me)
    text = client.get(page("agent", "change", me.pk)).content.decode()
    assert 'name="groups"' not in text
    assert "is_superuser" not in text
    assert 'name="groups"' in client.get(page("agent", "change", cast["lin"].pk)).content.decode()
    assert client.get(page("agent", "delete", cast["lin"].pk)).status_code == 403


def test_complaints_are_found_by_their_whole_number(client, owned, new_complaint, mei):
    new_complaint(order={"order_number": "B"})
    client.force_login(mei)
    found = client.get(page("complaint"), {"q": owned.number}).context["cl"].result_list
    assert [row.pk for row in found] == [owned.pk]
    assert not client.get(page("complaint"), {"q": owned.number[:9]}).context["cl"].result_list


def test_lists_cost_the_same_for_one_row_and_for_ten(
    client, chen, payout, new_complaint, lin, now, django_assert_max_num_queries
):
    client.force_login(chen)
    client.get(page("payout"))
    counts = {}
    for model in ("complaint", "payout", "event", "notice"):
        with django_assert_max_num_queries(20) as few:
            client.get(page(model))
        counts[model] = len(few)
    for n in range(9):
        case = intake.accept(new_complaint(order={"order_number": f"N{n}"}), by=lin, now=now)
        payouts.propose_payout(
            case, by=lin, now=now, amount=Decimal("600"), kind="goodwill", reason="晚到", idempotency_key=f"n{n}"
        )
    for model, count in counts.items():
        with django_assert_max_num_queries(count):
            client.get(page(model))
