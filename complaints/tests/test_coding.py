"""What people say about the class: several codes, the business link, a confirmation; beside what the machine said."""

import pytest
from django.db import IntegrityError, transaction

from complaints.actions import intake, triage
from complaints.enums import Basis
from complaints.lifecycle import Refused
from complaints.models import Category, Coding, Complaint, KeywordRule
from complaints.sentences import plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
LATE = "快递一直没有更新，查不到物流信息"
NAMELESS = "嗯嗯"


def code(pk):
    return Category.objects.get(pk=pk)


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


@pytest.fixture
def late(new_complaint, lin, now):
    return intake.accept(new_complaint(LATE), by=lin, now=now)


def test_what_the_machine_said_first_is_kept(late):
    said = late.machine_said
    words = set(KeywordRule.objects.filter(pk__in=said["rules"]).values_list("term", flat=True))
    assert (said["category"], said["basis"], said["confidence"]) == ("F05", Basis.WORDS, None)
    assert said["priority"] == "P4"
    assert words & set(late.matched_words)


def test_the_database_keeps_it_and_the_decisions(late, lin, now):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Complaint.objects.filter(pk=late.pk).update(machine_said={"category": "F01"})
    triage.confirm_class(late, by=lin, now=now)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Coding.objects.update(category="F01")


def test_the_business_link_is_suggested_by_the_category_and_follows_it(late, lin, now):
    assert late.business_stage == "transport"
    case = triage.reclassify(late, by=lin, now=now, category=code("A06"), reason="退款的事")
    assert case.business_stage == "after_sales"
    case = triage.reclassify(case, by=lin, now=now, category=code("A06"), reason="卡在支付", business_stage="pay")
    case = triage.reclassify(case, by=lin, now=now, category=code("F01"), reason="先是晚到")
    assert case.business_stage == "pay"


def test_a_correction_keeps_every_code_once_and_says_so(late, lin, now):
    case = triage.reclassify(
        late, by=lin, now=now, category=code("G02"), reason="是质量问题", secondary_codes=["F05", "G02", "A02", "F05"]
    )
    assert (case.category_id, case.secondary_codes) == ("G02", ["F05", "A02"])
    told = plain(case.events.get(verb="reclassify"))
    assert "G02" in told
    assert "also F05, A02" in told
    coding = case.codings.get()
    assert (coding.was_id, coding.category_id, coding.decided_by) == ("F05", "G02", lin)
    assert fresh(case).machine_said["category"] == "F05"


def test_a_confirmation_is_a_decision_too(late, lin, now):
    triage.confirm_class(late, by=lin, now=now)
    assert plain(late.events.get(verb="confirm_class")).startswith("林晓 confirmed the category: F05")
    coding = late.codings.get()
    assert (coding.was_id, coding.category_id) == ("F05", "F05")


def test_what_nobody_could_name_cannot_be_confirmed(new_complaint, lin, now):
    case = intake.accept(new_complaint(NAMELESS), by=lin, now=now)
    assert (case.category_id, case.machine_said["basis"]) == ("O02", Basis.NOTHING)
    with pytest.raises(Refused, match="no category yet"):
        triage.confirm_class(case, by=lin, now=now)


def test_the_page_takes_several_codes_and_one_press_confirms(client, late, lin):
    client.force_login(lin)
    url = f"/complaints/{late.number}/reclassify/"
    page = client.get(url).content.decode()
    assert f"/complaints/{late.number}/confirm-class/" in page
    facts = {"category": "G02", "secondary_codes": ["F05", "A02"], "business_stage": "warehouse", "priority": "P4"}
    assert client.post(url, facts | {"reason": ""}).status_code == 422
    assert client.post(url, facts | {"reason": "质量", "secondary_codes": ["ZZ"]}).status_code == 422
    assert client.post(url, facts | {"reason": "质量"}).status_code == 302
    case = fresh(late)
    assert (case.category_id, case.secondary_codes, case.business_stage) == ("G02", ["F05", "A02"], "warehouse")
    desk = client.get(f"/complaints/{late.number}/").content.decode()
    assert "F05 " in desk
    assert code("A02").name_zh in desk
    assert client.post(f"/complaints/{late.number}/confirm-class/").status_code == 302
    assert case.codings.count() == 2


def test_an_agent_may_say_it_while_registering_and_twice_is_once(client, lin):
    client.force_login(lin)
    facts = {"channel": "phone", "description": LATE, "phone": "13800006027", "idempotency_key": "5f0c" * 8}
    facts |= {"category": "F03", "secondary_codes": ["A02"], "business_stage": "delivery"}
    for _press in range(2):
        assert client.post("/complaints/new/", facts).status_code == 302
    case = Complaint.objects.get()
    assert (case.category_id, case.secondary_codes, case.business_stage) == ("F03", ["A02"], "delivery")
    assert case.machine_said["category"] == "F05"
    assert case.codings.count() == 1


def test_many_unclassified_are_coded_at_once(client, new_complaint, zhao):
    client.force_login(zhao)
    cases = [new_complaint(NAMELESS + "啊" * n) for n in range(3)]
    listed = client.get("/?queue=unclassified").content.decode()
    assert all(case.number in listed for case in cases)
    facts = {"verb": "reclassify", "number": [c.number for c in cases], "category": "A02", "business_stage": ""}
    client.post("/complaints/bulk/", facts | {"reason": "都是没人回"})
    assert {fresh(case).category_id for case in cases} == {"A02"}
    assert {fresh(case).business_stage for case in cases} == {"after_sales"}
    assert Coding.objects.count() == 3


def test_a_list_is_narrowed_by_them(client, late, lin, zhao, now):
    triage.reclassify(late, by=lin, now=now, category=code("F03"), reason="丢件", secondary_codes=["A02"])
    client.force_login(zhao)
    for found, query in ((True, "also=A02"), (False, "also=A03"), (True, "business_stage=transport")):
        page = client.get(f"/?queue=open&{query}").content.decode()
        assert (late.number in page) == found, query
