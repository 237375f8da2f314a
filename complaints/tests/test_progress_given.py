"""The consumer's page: what we gave stands apart, what was given is not asked for again, one list of what we did."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from complaints import progress
from complaints.actions import evidence, intake, proposals, routing
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.models import Complaint, Evidence
from complaints.reports.beginning import what_we_did
from complaints.tests.test_files import PDF, photo, upload

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def case(new_complaint, lin):
    start = timezone.now() - timedelta(hours=2)
    return intake.accept(new_complaint(at=start), by=lin, now=start + timedelta(minutes=5))


@pytest.fixture
def ask(case, lin):
    """Ask the consumer for one thing; returns the item."""

    def asked(title, side="consumer", kind="photo", at=None):
        now = at or timezone.now()
        facts = {"side": side, "kind": kind, "title": title, "due_by": now + DAY}
        return evidence.ask_evidence(case, by=lin, now=now, **facts)

    return asked


@pytest.fixture
def send(client, case):
    """Send files by the main box of the page; returns the response."""
    return lambda **data: client.post(f"/p/{token_of(case)}/add-evidence/", data)


@pytest.fixture
def page(client, case):
    return lambda: client.get(f"/p/{token_of(case)}/")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_what_we_gave_stands_apart_from_what_the_consumer_gave(case, lin, send, page):
    ours = {"side": "platform", "kind": "other", "disclosure": "consumer"}
    evidence.add_evidence(case, by=lin, now=timezone.now(), title="温度记录", **ours)
    send(files=upload(photo(), "我的虾.jpg"))
    seen = page()
    assert [item.file_name for item in seen.context["given"]] == ["我的虾.jpg"]
    assert [item.title for item in seen.context["shown"]] == ["温度记录"]
    before, _split, after = seen.content.decode().partition('id="shown"')
    assert "我的虾.jpg" in before
    assert "温度记录" in after
    assert "温度记录" not in before.partition('id="given"')[2]


def test_the_only_question_is_answered_by_the_main_box(ask, send, page):
    item = ask("外箱照片")
    assert page().context["material_form"]["item"].value() == item.pk
    assert send(files=upload(photo(), "箱.jpg")).status_code == 302
    assert (fresh(item).status, fresh(item).file_name) == ("received", "箱.jpg")
    assert page().context["questions"] == []


def test_something_else_leaves_the_question_open(case, ask, send, page):
    item = ask("外箱照片")
    assert send(item=0, files=upload(PDF, "发票.pdf")).status_code == 302
    assert fresh(item).status == "asked"
    assert case.evidence.filter(file_name="发票.pdf", status="received").exists()
    assert page().context["questions"] == [item]


def test_of_two_questions_the_consumer_says_which(case, ask, send):
    first, second = ask("外箱照片"), ask("面单照片")
    unsaid = send(files=upload(photo(), "单.jpg"))
    assert unsaid.status_code == 422
    assert unsaid.context["form"].errors.keys() == {"item"}
    assert "外箱照片" in unsaid.content.decode()
    assert send(item=second.pk, files=upload(photo(), "单.jpg")).status_code == 302
    assert (fresh(first).status, fresh(second).status) == ("asked", "received")


def test_nobody_answers_a_question_of_another_complaint(new_complaint, lin, ask, send):
    own = ask("外箱照片")
    now = timezone.now()
    other = intake.accept(new_complaint("别的", phone="13900000009"), by=lin, now=now)
    facts = {"side": "consumer", "kind": "photo", "title": "别的", "due_by": now + DAY}
    item = evidence.ask_evidence(other, by=lin, now=now, **facts)
    send(item=item.pk, files=upload(photo(), "x.jpg"))
    assert (fresh(own).status, fresh(item).status) == ("asked", "asked")


@pytest.fixture
def lettered(case, ask, lin):
    """A letter that begins with our steps, two words of its author's own added."""
    start = timezone.now() - timedelta(hours=1)
    item = ask("手机检验报告", side="third_party", kind="inspection", at=start)
    Evidence.objects.filter(pk=item.pk).update(body="华测检验所")
    Complaint.objects.filter(pk=case.pk).update(tier="low", priority="P3")
    now = start + timedelta(minutes=30)
    ready = routing.solve_now(Complaint.objects.get(pk=case.pk), by=lin, now=now)
    words = {"what_we_did": f"{what_we_did(ready)}\n还请仓库主任看了现场", "reasons": "运输破损，由平台承担。"}
    option = OptionDraft("道歉", "当天", [RemedyDraft("apology")])
    proposals.draft_proposal(ready, by=lin, now=now, options=[option], **words)
    return proposals.send_proposal(ready, by=lin, now=now)


def test_the_page_tells_each_step_once(lettered, page):
    """What the letter names the list names; what its author added stands in the same list, once."""
    told = page().content.decode().partition('id="told"')[0]  # below stand the notices as they went out
    assert told.count("华测检验所") == 1
    assert told.count("还请仓库主任看了现场") == 1
    deeds = [deed.text for deed in progress.deeds_of(lettered, timezone.now(), progress.latest_answer(lettered))]
    assert "还请仓库主任看了现场" in deeds
    assert len(deeds) == len(set(deeds))


def test_a_reader_of_another_language_sees_no_step_twice_either(lettered):
    with translation.override("en"):
        deeds = [deed.text for deed in progress.deeds_of(lettered, timezone.now(), progress.latest_answer(lettered))]
    assert sum("华测检验所" in deed for deed in deeds) == 1
