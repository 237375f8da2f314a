"""Facts that only some goods have, the day by which it is needed, and people who are served people first."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from complaints.actions import intake, particulars
from complaints.actions.sweep import sweep
from complaints.forms.particulars import ParticularsForm
from complaints.lifecycle import Refused
from complaints.models import Complaint
from complaints.sources.labels import facts_in
from complaints.tests.api_client import Program, partner
from complaints.tests.test_clock import china
from complaints.views.board import custody_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
CUSTOMS = "310120261000123456"
TODAY = date(2026, 11, 16)
DAY = timedelta(days=1)
MILD = "快递一直没有更新，查不到物流信息"


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


def test_facts_of_special_goods_are_kept_with_who_wrote_them(complaint, lin, now):
    case = particulars.record_particulars(
        complaint, by=lin, now=now, need_by=None, customs_number=f" {CUSTOMS} ", account="", membership="VIP-20881234"
    )
    assert case.particulars == {"customs_number": CUSTOMS, "membership": "VIP-20881234"}
    assert [str(value) for _label, value in case.named_particulars] == [CUSTOMS, "VIP-20881234"]
    assert case.events.get(verb="record_particulars").agent == lin


def test_the_way_of_the_goods_is_written_down_and_shown(complaint, client, lin, now):
    """Scenario 4: unpacked three days before the complaint."""
    came, unpacked = complaint.first_contact_at - 4 * DAY, complaint.first_contact_at - 3 * DAY
    case = particulars.record_particulars(complaint, by=lin, now=now, received_at=came, unboxed_at=unpacked)
    case = particulars.record_particulars(case, by=lin, now=now, account="player_2048")
    assert (case.received_at, case.unboxed_at) == (came, unpacked)
    assert [stop.lag for stop in custody_of(case, now)] == ["", "24 h later", "72 h later"]
    with pytest.raises(Refused, match="unpacked after"):
        particulars.record_particulars(case, by=lin, now=now, unboxed_at=came - DAY)
    with pytest.raises(Refused, match="future"):
        particulars.record_particulars(case, by=lin, now=now, unboxed_at=now + DAY)


def test_what_the_order_system_told_is_not_typed_over(complaint, lin, now):
    Complaint.objects.filter(pk=complaint.pk).update(order_status="found", received_at=now - DAY, order_amount=168)
    case = particulars.record_particulars(fresh(complaint), by=lin, now=now, price=1, received_at=now, unboxed_at=now)
    assert (case.order_amount, case.received_at, case.unboxed_at) == (168, now - DAY, now)
    form = ParticularsForm(complaint=case, by=lin, now=now)
    assert {"price", "received_at", "unboxed_at"} & set(form.fields) == {"unboxed_at"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("customs_number", "12345"),
        ("customs_number", "３１０１２０２６１０００１２３４５６"),
        ("account", "a b"),
        ("membership", "#1"),
    ],
)
def test_what_does_not_look_right_is_refused_with_an_example(complaint, lin, now, name, value):
    with pytest.raises(Refused, match="example"):
        particulars.record_particulars(complaint, by=lin, now=now, need_by=None, **{name: value})


def test_the_database_wants_named_facts(complaint):
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(particulars=["310120261000123456"])


def test_a_near_day_raises_one_step_and_not_into_p1(new_complaint, now):
    calm = new_complaint(MILD, at=now)
    soon = new_complaint(MILD, at=now, need_by=TODAY + 3 * DAY)
    later = new_complaint(MILD, at=now, need_by=TODAY + 4 * DAY)
    urgent = new_complaint("收到的杯子破损", at=now, need_by=TODAY)
    assert (calm.priority, later.priority, soon.priority) == ("P4", "P4", "P3")
    assert urgent.priority == "P2"
    assert soon.urgency_reasons[-1] == {"code": "need_by", "day": "2026-11-19"}


def test_the_day_comes_near_by_itself_and_raises_once(new_complaint, now):
    case = new_complaint(MILD, at=now, need_by=TODAY + 10 * DAY)
    sweep(now=now + 6 * DAY)
    assert fresh(case).priority == "P4"
    sweep(now=now + 7 * DAY)
    sweep(now=now + 8 * DAY)
    risen = fresh(case)
    assert (risen.priority, risen.flags) == ("P3", ["gift"])
    assert case.events.filter(verb="reclassify").count() == 1


def test_a_day_told_later_raises_at_once(new_complaint, lin, now):
    case = intake.accept(new_complaint(MILD, at=now), by=lin, now=now)
    case = particulars.record_particulars(case, by=lin, now=now, need_by=TODAY + DAY)
    assert (case.need_by, case.priority) == (TODAY + DAY, "P3")
    case = particulars.record_particulars(case, by=lin, now=now, need_by=TODAY + DAY, account="player_2048")
    assert case.priority == "P3"


def test_the_forms_take_them(client, lin):
    client.force_login(lin)
    facts = {
        "channel": "phone",
        "description": "海关清关一直没有动静",
        "phone": "13800006027",
        "customs_number": CUSTOMS,
        "need_by": "2030-01-01",
    }
    wrong = client.post("/complaints/new/", facts | {"customs_number": "12"})
    assert wrong.status_code == 422
    assert (
        "does not look right; an example: 310120261000123456."
        in client.post(
            "/complaints/new/", facts | {"customs_number": "12"}, headers={"accept-language": "en"}
        ).content.decode()
    )
    assert client.post("/complaints/new/", facts).status_code == 302
    case = Complaint.objects.get()
    assert (case.particulars, case.need_by) == ({"customs_number": CUSTOMS}, date(2030, 1, 1))
    page = client.get(f"/complaints/{case.number}/").content.decode()
    assert CUSTOMS in page
    assert "2030-01-01" in page
    url = f"/complaints/{case.number}/record-particulars/"
    assert client.post(url, {"membership": "VIP-1", "need_by": ""}).status_code == 302
    assert (fresh(case).particulars, fresh(case).need_by) == ({"membership": "VIP-1"}, None)


def test_people_first_for_the_vulnerable(client, complaint, lin):
    client.force_login(lin)
    page = f"/complaints/{complaint.number}/"
    assert "People first" not in client.get(page, headers={"accept-language": "en"}).content.decode()
    url = f"{page}raise-flag/"
    assert client.post(url, {"flag": "vulnerable", "reason": ""}).status_code == 422
    assert client.post(url, {"flag": "vulnerable", "reason": "七十岁，独居"}).status_code == 302
    assert "People first" in client.get(page, headers={"accept-language": "en"}).content.decode()


# --- the other doors ------------------------------------------------------------------------------------------

NOT_RIGHT = "Customs declaration number does not look right; an example: 310120261000123456."


@pytest.fixture
def file(client):
    """Post the public form in English."""
    client.cookies["django_language"] = "en"
    return lambda **facts: client.post("/file/", {"description": "奶粉结块", "phone": "13800138000"} | facts)


@pytest.mark.usefixtures("policy")
def test_the_public_form_takes_them_folded_by_kind_of_goods(client, file):
    page = client.get("/file/").content.decode()
    assert page.count("<details>") == 5
    facts = {
        "customs_number": CUSTOMS,
        "batch": "L2611",
        "expiry": "2026-12-01",
        "received_on": "2026-11-09",
        "unboxed_on": "2026-11-10",
    }
    assert file(**facts, need_by="2030-01-01").status_code == 302
    case = Complaint.objects.get()
    assert case.particulars == {"customs_number": CUSTOMS, "expiry": "2026-12-01"}
    assert (case.batch, case.need_by) == ("L2611", date(2030, 1, 1))
    assert (case.received_at, case.unboxed_at) == (china(2026, 11, 9), china(2026, 11, 10))


@pytest.mark.usefixtures("policy")
def test_the_public_form_says_what_is_wrong_unfolded_and_keeps_it(file):
    answer = file(customs_number="12", unboxed_on="2999-01-01")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert NOT_RIGHT in page
    assert "lies in the future" in page
    assert page.count("<details open>") == 2
    assert 'value="12"' in page
    assert not Complaint.objects.exists()


@pytest.mark.usefixtures("policy")
def test_nobody_unpacks_before_it_came(file):
    answer = file(received_on="2026-11-10", unboxed_on="2026-11-09")
    assert "unpacked after they were received" in answer.content.decode()
    assert not Complaint.objects.exists()


@pytest.mark.usefixtures("policy")
def test_the_api_takes_them_and_says_the_same_sentence():
    shop = Program(partner().agent)
    wrong = shop.file(particulars={"customs_number": "12"}, need_by="soon")
    assert wrong.status_code == 400
    assert NOT_RIGHT in str(wrong.json())
    assert "need_by" in str(wrong.json())
    answer = shop.file(particulars={"customs_number": CUSTOMS, "account": ""}, need_by="2030-01-01")
    assert answer.status_code == 201
    case = Complaint.objects.get()
    assert (case.particulars, case.need_by) == ({"customs_number": CUSTOMS}, date(2030, 1, 1))


def test_a_mail_that_says_it_plainly_fills_them():
    told = facts_in(
        "你们好：\n奶粉结块。\n报关单号：３１０１２０２６１０００１２３４５６\n> 批次: L2611\n"
        "保质期至：2026年12月1日\n最晚需要：2026/12/24\nMembership number: VIP-20881234\n"
    )
    assert told == {
        "need_by": date(2026, 12, 24),
        "particulars": {"customs_number": CUSTOMS, "expiry": "2026-12-01", "membership": "VIP-20881234"},
        "order": {"batch": "L2611"},
    }


@pytest.mark.parametrize(
    "text",
    [
        "报关单号：12345",
        "我的报关单号是310120261000123456",
        "最晚需要：下周三",
        "保质期至：2026-02-31 之前",
        "Needed by: 31.12.2026",
    ],
)
def test_what_is_not_plain_stays_in_the_text(text):
    assert facts_in(text) == {"need_by": None, "particulars": {}, "order": {}}
