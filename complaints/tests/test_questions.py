"""Questions by mail to merchants and carriers; what is waived before it was asked for; inspections; the root (IV-01,
IV-05, IV-08, IV-09)."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from complaints.actions import evidence, inquiries, intake
from complaints.actions.links import item_of_inquiry
from complaints.actions.sweep import sweep
from complaints.forms.evidence import AskInspectionForm, RecordFindingForm
from complaints.lifecycle import Refused
from complaints.models import Complaint, Correspondent, Evidence, Notice, WantedItem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]
HOUR = timedelta(hours=1)


@pytest.fixture
def owned(new_complaint, lin, now):
    order = {"carrier": "快线", "product": "骨瓷杯"}
    return intake.accept(new_complaint(order=order), by=lin, now=now)


@pytest.fixture
def shop(db):
    return Correspondent.objects.create(side="merchant", name="海味行", email="shop@example.com")


def ask(case, by, now, side="merchant"):
    return inquiries.ask(case, by=by, now=now, side=side, kind="photo", title="出库照片")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# --- by mail ------------------------------------------------------------------------------------------------


def test_a_question_reaches_the_merchant_with_its_link_and_no_name(smtp, shop, owned, lin, now):
    item = ask(owned, lin, now)
    call_command("send_notices")
    (letter,) = smtp.sent_to("shop@example.com")
    body = letter.get_content()
    token = re.search(r"/q/([^/]+)/", body)[1]
    assert item_of_inquiry(token, now) == item
    assert "出库照片" in body
    assert owned.consumer.name not in body
    assert owned.consumer.phone not in body
    kept = Notice.objects.get(correspondent=shop)
    assert kept.status == "sent"
    assert token not in kept.body
    assert fresh(item).mailed_to == "shop@example.com"


def test_reminders_go_out_too_each_once_and_end_with_the_answer(shop, owned, lin, now):
    item = ask(owned, lin, now)
    for hours in (18, 19, 24, 25):
        sweep(now=now + hours * HOUR)
    told = Notice.objects.filter(correspondent=shop).order_by("pk")
    assert [notice.event for notice in told] == ["question", "question_due", "question_late"]
    assert len({notice.once for notice in told}) == 3
    evidence.answer_evidence(item, by=lin, now=now + 26 * HOUR, says="出库完好")
    sweep(now=now + 40 * HOUR)
    assert told.count() == 3


def test_who_has_answered_gets_no_mail_any_more(smtp, shop, owned, lin, now):
    item = ask(owned, lin, now)
    evidence.answer_evidence(item, by=lin, now=now, says="出库完好")
    call_command("send_notices")
    assert not smtp.sent_to("shop@example.com")


@pytest.mark.parametrize("change", [{"is_active": False}, {"side": "carrier"}, {"name": "另一家"}])
def test_without_an_address_nothing_is_sent_and_work_goes_on(shop, owned, lin, now, change):
    Correspondent.objects.update(**change)
    item = ask(owned, lin, now)
    assert not Notice.objects.filter(correspondent__isnull=False).exists()
    assert fresh(item).mailed_to == ""


def test_each_side_has_its_own_contact(shop, owned, lin, now):
    Correspondent.objects.create(side="carrier", name="快线", email="line@example.com", language="en")
    ask(owned, lin, now)
    ask(owned, lin, now, side="carrier")
    ask(owned, lin, now, side="consumer")
    sent = Notice.objects.filter(correspondent__isnull=False).order_by("pk")
    assert [(notice.correspondent.email, notice.language) for notice in sent] == [
        ("shop@example.com", "zh-hans"),
        ("line@example.com", "en"),
    ]


def test_a_mail_that_does_not_arrive_is_told_to_who_works_on_it(shop, owned, lin, now):
    from complaints.actions.outbox import undeliverable

    ask(owned, lin, now)
    undeliverable(Notice.objects.get(correspondent=shop), why="550 no such user", now=now)
    assert Notice.objects.filter(event="question_unreachable", agent=lin).count() == 1


def test_the_board_tells_where_it_went(client, shop, owned, lin, now):
    ask(owned, lin, now)
    client.force_login(lin)
    assert "shop@example.com" in client.get(reverse("complaints:complaint", args=[owned.number])).content.decode()


def test_contacts_are_looked_after_in_the_admin(client, shop, admin):
    client.force_login(admin)
    url = reverse("admin:complaints_correspondent_change", args=[shop.pk])
    facts = {"side": "merchant", "name": "海味行", "email": "new@example.com", "language": "en", "is_active": "on"}
    assert client.post(url, facts).status_code == 302
    assert fresh(shop).email == "new@example.com"
    assert shop.history.count() == 2


# --- waived before it was asked for -------------------------------------------------------------------------


def test_a_missing_item_is_waived_with_a_reason_before_anybody_asks(client, owned, lin):
    client.force_login(lin)
    want = WantedItem.objects.get(category="F02", side="merchant")
    url = reverse("complaints:waive_wanted", args=[owned.number])
    desk = reverse("complaints:complaint", args=[owned.number])
    assert f"{url}?want={want.pk}" in client.get(desk).content.decode()
    assert want.name_zh in client.get(f"{url}?want={want.pk}").content.decode()
    assert client.post(url, {"want": want.pk, "reason": ""}).status_code == 422
    assert client.post(url, {"want": want.pk, "reason": "消费者的视频已说明一切"}).status_code == 302
    item = owned.evidence.get()
    assert (item.status, item.side, item.kind, item.waived_reason) == (
        "waived",
        "merchant",
        want.kind,
        "消费者的视频已说明一切",
    )
    page = client.get(desk).content.decode()
    assert f"want={want.pk}" not in page
    assert "消费者的视频已说明一切" in page
    assert client.post(url, {"want": want.pk, "reason": "再来一次"}).status_code == 422
    assert owned.events.get(verb="waive_evidence").reason == "消费者的视频已说明一切"


# --- inspections --------------------------------------------------------------------------------------------


def inspected(case, by, now, **more):
    facts = {"body": "省质检院", "title": "釉面检测", "cost": Decimal("300.00"), "borne_by": "platform"} | more
    return inquiries.ask_inspection(case, by=by, now=now, **facts)


def test_no_pause_without_the_consumer_knowing(owned, lin, now):
    item = inspected(owned, lin, now)
    assert (item.side, item.kind, item.body) == ("third_party", "inspection", "省质检院")
    assert Complaint.objects.get(pk=owned.pk).inspection_by == item.due_by
    told = Notice.objects.get(event="inspection_asked", channel="page")
    assert told.context == {"title": "釉面检测", "by": item.due_by.isoformat()}


def test_the_report_ends_it_with_result_and_cost(client, owned, lin, now):
    item, other = inspected(owned, lin, now), inspected(owned, lin, now, title="重金属", cost=Decimal("80.50"))
    client.force_login(lin)
    url = reverse("complaints:take_report", args=[owned.number])
    assert client.post(url, {"item": item.pk, "says": "", "cost": "320"}).status_code == 422
    facts = {"item": item.pk, "says": "运输外力所致", "outcome": "consumer", "cost": "320.00", "borne_by": "carrier"}
    assert client.post(url, facts).status_code == 302
    item = fresh(item)
    assert (item.status, item.says, item.outcome, item.cost, item.borne_by) == (
        "received",
        "运输外力所致",
        "consumer",
        Decimal("320.00"),
        "carrier",
    )
    page = client.get(reverse("complaints:complaint", args=[owned.number])).content.decode()
    assert "¥400.50" in page
    evidence.waive_evidence(other, by=lin, now=now, reason="不必再测")
    assert Complaint.objects.get(pk=owned.pk).inspection_by is None


@pytest.mark.parametrize(
    ("change", "field"),
    [({"cost": "-1"}, "cost"), ({"cost": "1.234"}, "cost"), ({"borne_by": ""}, "borne_by"), ({"body": " "}, "body")],
)
def test_bad_figures_are_told_beside_their_field(owned, lin, now, change, field):
    facts = {"body": "省质检院", "title": "釉面", "cost": "300", "borne_by": "platform"} | change
    assert field in AskInspectionForm(facts, complaint=owned, by=lin, now=now).errors


def test_a_cost_belongs_to_an_inspection_and_to_somebody(owned, lin, now):
    with pytest.raises(Refused):
        inspected(owned, lin, now, borne_by="")
    assert not owned.evidence.exists()
    photo = evidence.add_evidence(owned, by=lin, now=now, side="platform", kind="photo", title="照片")
    with pytest.raises(IntegrityError, match="cost_of_an_inspection"), transaction.atomic():
        Evidence.objects.filter(pk=photo.pk).update(cost=5, borne_by="platform")


# --- the root -----------------------------------------------------------------------------------------------

FINDING = {
    "party": "carrier",
    "share": "100",
    "root_cause": "transport",
    "grounds": "外箱变形",
    "rule_note": "平台规则",
}


def test_five_whys_are_kept_with_the_finding(client, owned, lin):
    Complaint.objects.filter(pk=owned.pk).update(tier="medium")
    client.force_login(lin)
    url = reverse("complaints:record_finding", args=[owned.number])
    chain = "杯子碎了\n外箱被压\n\n堆码过高\n没有限高标志"
    assert client.post(url, FINDING | {"whys": chain}).status_code == 302
    assert owned.findings.get().whys == ["杯子碎了", "外箱被压", "堆码过高", "没有限高标志"]
    assert "没有限高标志" in client.get(reverse("complaints:complaint", args=[owned.number])).content.decode()


@pytest.mark.parametrize(
    ("tier", "whys", "fields"),
    [("medium", "一\n二\n三\n四\n五\n六", {"whys"}), ("high", "长" * 201, {"whys"}), ("medium", "", set())],
)
def test_the_chain_is_optional_and_five_steps_long(owned, lin, now, tier, whys, fields):
    owned.tier = tier
    form = RecordFindingForm(FINDING | {"whys": whys}, complaint=owned, by=lin, now=now)
    assert set(form.errors) == fields
    assert "root_cause" in RecordFindingForm({}, complaint=owned, by=lin, now=now).errors


def test_a_low_tier_is_not_asked_for_a_chain(owned, lin, now):
    owned.tier = "low"
    assert "whys" not in RecordFindingForm(complaint=owned, by=lin, now=now).fields
