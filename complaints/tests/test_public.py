"""Filing without an account, inquiries, the rules, and files over links (domain.md 8, scenarios 6 and 19)."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.actions import evidence, intake, links
from complaints.actions.links import token_of
from complaints.models import Complaint, Evidence, LinkAttempt
from complaints.tests.test_files import PDF, photo, upload

pytestmark = pytest.mark.django_db

KEY = "0123456789abcdef0123456789abcdef"
CORPUS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'--></textarea><svg/onload=alert(1)>",
    "{{ 7|add:7 }}{% debug %}{alias}%(name)s",
    "javascript:alert(1)",
    "\u202e<b>evil\u200b</b>",
]


@pytest.fixture
def filed(client, policy):
    """Post the public form: filed(description="…") -> response."""

    def post(**changes):
        data = {"description": "收到的杯子破损", "phone": "13800138000", "idempotency_key": KEY} | changes
        return client.post(reverse("complaints:file"), data)

    return post


def test_the_form_is_open_to_everybody(client, db):
    page = client.get("/file/").content.decode()
    assert re.search(r'name="idempotency_key" value="[0-9a-f]{32}"', page)
    assert 'data-verb="submit"' in page


def test_scenario_6_promise_of_two_hours(client, filed):
    """The receipt shows number and promised time at once; the mail says the same."""
    answer = filed(email="lu@example.com")
    complaint = Complaint.objects.get()
    page = client.get(answer.url).content.decode()
    assert complaint.number in page
    assert token_of(complaint) in page
    assert f"{timezone.localtime(complaint.dispatch_by):%H:%M}" in page
    promised = complaint.notices.get(channel="mail").context["dispatch_by"]
    assert promised == complaint.dispatch_by.isoformat()


def test_a_filed_complaint_tells_where_it_came_from(filed):
    filed(phone="１３８ ００１３－８０００", order_number="D-1", demand_kind="refund", name="陆女士")
    complaint = Complaint.objects.get()
    assert (complaint.channel, complaint.order_number, complaint.demand_kind) == ("web", "D-1", "refund")
    assert complaint.consumer.phone == "13800138000"
    event = complaint.events.get(verb="submit")
    assert (event.source, event.actor_kind, event.address) == ("page", "system", "127.0.*.*")


def test_a_double_submit_makes_one_complaint(filed):
    first, second = filed(), filed()
    assert first.url == second.url
    assert Complaint.objects.count() == 1


def test_files_come_with_it_and_a_bad_one_loses_nothing(client, filed):
    answer = filed(files=[upload(photo(), "虾头.jpg"), upload(b"PK\x03\x04" + b"\0" * 99, "bad.zip")])
    item = Complaint.objects.get().evidence.get()
    assert (item.file_name, item.side, item.kind) == ("虾头.jpg", "consumer", "photo")
    assert "bad.zip" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"description": ""}, "description"),
        ({"description": "   \n "}, "description"),
        ({"description": "a\x00b"}, "description"),
        ({"description": "长" * 200_000}, "description"),
        ({"phone": ""}, "phone"),
        ({"phone": "call me"}, "phone"),
        ({"phone": "", "email": "not an address"}, "email"),
        ({"order_number": "9" * 41}, "order_number"),
        ({"demand_kind": "everything"}, "demand_kind"),
        ({"website": "http://spam.example"}, "website"),
    ],
)
def test_bad_input_is_refused_at_its_field(filed, changes, field):
    answer = filed(**changes)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Complaint.objects.exists()


def test_what_was_typed_stays_after_an_error(filed):
    page = filed(description="我的一大段话", phone="").content.decode()
    assert "我的一大段话" in page


def test_broken_bytes_are_answered_with_a_sentence(client, policy):
    body = b"description=%ED%A0%80&phone=13800138000"
    answer = client.post("/file/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (302, 422)


def test_the_form_wants_its_csrf_token(policy):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/file/", {"description": "x"}).status_code == 403


def test_a_flood_from_one_address_is_stopped(filed):
    for n in range(20):
        filed(idempotency_key=f"{n:032x}")
    answer = filed(idempotency_key=f"{99:032x}")
    assert answer.status_code == 422
    assert Complaint.objects.count() == 20


@pytest.mark.parametrize("poison", CORPUS)
def test_nothing_typed_becomes_markup(client, filed, poison):
    filed(description=poison, name=poison[:60], order_number=poison[:40], phone="13800138000")
    complaint = Complaint.objects.get()
    token = token_of(complaint)
    client.post(f"/p/{token}/hear-consumer/", {"body": poison})
    client.post(f"/p/{token}/add-evidence/", {"files": upload(photo(), poison + ".jpg"), "says": poison})
    client.post(f"/p/{token}/withdraw/", {"because": poison})
    for path in (f"/p/{token}/", f"/p/{token}/received/", f"/p/{token}/hear-consumer/?start={poison}"):
        page = client.get(path).content.decode()
        for tag in ("<script>alert", "<img src=x", "<svg/onload", "<b>evil", "14{%"):
            assert tag not in page
    answer = client.post("/file/", {"description": poison, "name": poison, "website": poison})
    assert "<script>alert" not in answer.content.decode()


# --- inquiries ------------------------------------------------------------------------------------------


@pytest.fixture
def question(complaint, lin):
    """The carrier is asked where the van was."""
    now = timezone.now()
    case = intake.accept(complaint, by=lin, now=now)
    return evidence.ask_evidence(
        case,
        by=lin,
        now=now,
        side="carrier",
        kind="logistics",
        title="这辆车的路线",
        due_by=now + timezone.timedelta(days=1),
    )


def test_an_inquiry_shows_the_question_and_nothing_of_the_consumer(client, question):
    page = client.get(f"/q/{links.inquiry_token(question)}/").content.decode()
    assert "这辆车的路线" in page
    assert "D-1001" in page
    consumer = question.complaint.consumer
    for secret in (consumer.name, consumer.phone, question.complaint.description, "林晓", token_of(question.complaint)):
        assert secret not in page


def test_an_inquiry_is_answered_once_with_files(client, question):
    path = f"/q/{links.inquiry_token(question)}/"
    answer = client.post(
        path, {"says": "中转站停了一夜", "files": [upload(PDF, "路线.pdf"), upload(photo(), "车.jpg")]}
    )
    assert answer.status_code == 302
    question.refresh_from_db()
    assert (question.status, question.file_name, question.given_by) == ("received", "路线.pdf", None)
    assert Evidence.objects.filter(side="carrier", file_name="车.jpg").count() == 1
    assert question.complaint.events.filter(verb="add_evidence").first().source == "inquiry"
    assert client.post(path, {"says": "noch einmal"}).status_code == 422


def test_an_empty_answer_is_refused(client, question):
    assert client.post(f"/q/{links.inquiry_token(question)}/", {"says": " "}).status_code == 422


def test_an_inquiry_link_ends_thirty_days_after_the_due_time(question):
    token = links.inquiry_token(question)
    assert links.item_of_inquiry(token, question.due_by + links.INQUIRY_AFTERLIFE - timezone.timedelta(1)) == question
    assert links.item_of_inquiry(token, question.due_by + links.INQUIRY_AFTERLIFE) is None
    assert links.item_of_inquiry(token + "x", question.due_by) is None


# --- links and files ------------------------------------------------------------------------------------


def test_scenario_19_five_wrong_links_lock_for_a_quarter_of_an_hour(client, complaint):
    good = f"/p/{token_of(complaint)}/"
    assert client.get(good).status_code == 200
    for n in range(5):
        assert client.get(f"/p/{n:048x}/").status_code == 404
    assert client.get(good).status_code == 429
    assert client.get(good, REMOTE_ADDR="10.0.0.9").status_code == 200
    LinkAttempt.objects.update(locked_until=timezone.now())
    assert client.get(good).status_code == 200


def test_a_link_ends_some_day(client, complaint):
    Complaint.objects.filter(pk=complaint.pk).update(link_expires_at=timezone.now())
    assert client.get(f"/p/{token_of(complaint)}/").status_code == 404


def test_the_link_is_stored_as_a_hash_only(complaint):
    token = token_of(complaint)
    assert len(token) * 4 >= 128
    assert token not in str(list(Complaint.objects.values()))


def test_the_consumer_gets_own_files_and_disclosed_ones_alone(client, complaint, lin):
    now = timezone.now()
    case = intake.accept(complaint, by=lin, now=now)
    from complaints.forms.files import check_upload

    def kept(side, name, **facts):
        file = check_upload(upload(PDF, name))
        return evidence.add_evidence(case, by=lin, now=now, side=side, kind="other", title=name, upload=file, **facts)

    own, shown = kept("consumer", "own.pdf"), kept("merchant", "shown.pdf", disclosure="both")
    secret = kept("merchant", "secret.pdf")
    path = f"/p/{token_of(case)}/"
    page = client.get(path).content.decode()
    assert "own.pdf" in page
    assert "shown.pdf" in page
    assert "secret.pdf" not in page
    assert client.get(f"{path}files/{secret.pk}/").status_code == 404
    for item in (own, shown):
        answer = client.get(f"{path}files/{item.pk}/")
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_is_handed_out_shut(client, complaint, filed):
    client.post(f"/p/{token_of(complaint)}/add-evidence/", {"files": upload(photo(), '虾"\r\nX: 1.jpg')})
    item = complaint.evidence.get()
    answer = client.get(f"/p/{token_of(complaint)}/files/{item.pk}/")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer["Cache-Control"]
    answer.close()


def test_an_agent_gets_files_of_visible_complaints_alone(client, complaint, lin, stranger):
    client.post(f"/p/{token_of(complaint)}/add-evidence/", {"files": upload(photo(), "a.jpg")})
    path = reverse("complaints:evidence_file", args=[complaint.number, complaint.evidence.get().pk])
    client.force_login(stranger)
    assert client.get(path).status_code == 404
    client.force_login(lin)
    answer = client.get(path)
    assert answer.status_code == 200
    answer.close()


def test_the_rules_page_shows_the_targets_as_they_are(client, policy):
    page = client.get("/rules/").content.decode()
    assert "12315" in page
    assert "5" in page


# --- a long story -----------------------------------------------------------------------------------------------


def test_a_long_story_is_taken_whole_and_a_longer_one_comes_back_whole(client, filed):
    """No `maxlength` that swallows the end; a line break is one character (IN-19)."""
    assert "maxlength" not in client.get("/file/").content.decode().split('name="description"')[1].split(">")[0]
    story = "说来话长。\r\n" * 3333
    assert filed(description=story).status_code == 302
    assert Complaint.objects.get().description.count("说来话长。") == 3333
    longer = "长" * 20_001
    answer = filed(description=longer, idempotency_key="f" * 32)
    assert answer.status_code == 422
    assert longer in answer.content.decode()


def test_who_wants_a_call_chooses_the_hour_on_the_receipt(client, filed):
    answer = filed(wants_call="on")
    assert Complaint.objects.get().person_by is not None  # also if no hour is chosen
    assert answer.url.endswith("?call=1")
    assert 'data-verb="book_call"' in client.get(answer.url).content.decode()
    assert 'data-verb="book_call"' not in client.get(answer.url.partition("?")[0]).content.decode()
