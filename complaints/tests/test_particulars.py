"""Facts that only some goods have, the day by which it is needed, and people who are served people first."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from complaints.actions import intake, particulars
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import Complaint

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
        "an example stands beside it"
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
