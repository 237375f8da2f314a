"""What people see and decide of mails: the whole text on the desk, the list of leftovers in the admin."""

import pytest
from django.urls import reverse

from complaints.actions import intake, mailbox
from complaints.forms.letter import letter_of
from complaints.models import Complaint, IncomingMail

pytestmark = pytest.mark.django_db

HEAD = b"From: lu@example.com\nSubject: =?utf-8?q?x=3Cb=3E?=\nMessage-ID: <1@x>\n\n"
WHOLE = HEAD + b"broken <script>alert(1)</script>\n\n-- \nLu\n"
NOBODY = b"From: a@x.cn, b@x.cn\nSubject: two senders\n\nhello"


@pytest.fixture
def arrived(addresses, cast, now):
    """One mail that became a complaint, one that waits."""
    for raw in (WHOLE, NOBODY):
        mailbox.keep(raw, now=now)
    mailbox.work_off(now=now, read=letter_of)
    return IncomingMail.objects.get(fate="opened"), IncomingMail.objects.get(fate="held")


def press(client, action, mail):
    where = reverse("admin:complaints_incomingmail_changelist")
    return client.post(where, {"action": action, "_selected_action": [mail.pk]}, follow=True)


def test_the_timeline_leads_to_the_whole_mail(client, arrived, lin, gao, now):
    opened, waiting = arrived
    intake.accept(opened.complaint, by=lin, now=now)
    client.force_login(lin)
    address = reverse("complaints:mail", args=[opened.complaint.number, opened.pk])
    assert address in client.get(reverse("complaints:complaint", args=[opened.complaint.number])).content.decode()
    page = client.get(address).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Lu" in page
    assert "l***@example.com" in page
    assert "lu@example.com" not in page
    assert client.get(reverse("complaints:mail", args=[opened.complaint.number, waiting.pk])).status_code == 404
    client.force_login(gao)
    assert client.get(address).status_code == 404


def test_a_lead_makes_a_complaint_of_what_waits(client, arrived, zhao):
    _opened, waiting = arrived
    client.force_login(zhao)
    press(client, "admit_selected", waiting)
    waiting.refresh_from_db()
    assert (waiting.fate, waiting.complaint.description) == ("opened", "hello")
    assert waiting.complaint.events.get(verb="submit").agent == zhao
    press(client, "admit_selected", waiting)
    assert Complaint.objects.count() == 2


def test_a_lead_has_a_broken_mail_read_again(client, arrived, zhao):
    opened, waiting = arrived
    IncomingMail.objects.filter(pk=waiting.pk).update(fate="unreadable", reason="disk full")
    client.force_login(zhao)
    press(client, "read_again_selected", waiting)
    waiting.refresh_from_db()
    assert (waiting.fate, waiting.tries) == ("waiting", 0)
    press(client, "read_again_selected", opened)
    opened.refresh_from_db()
    assert opened.fate == "opened"


def test_auditors_read_and_decide_nothing(client, arrived, xu):
    _opened, waiting = arrived
    client.force_login(xu)
    listed = client.get(reverse("admin:complaints_incomingmail_changelist")).content.decode()
    assert "two senders" in listed
    assert "admit_selected" not in listed
    press(client, "admit_selected", waiting)
    waiting.refresh_from_db()
    assert waiting.fate == "held"


def test_the_original_is_saved_by_few_and_on_record(client, arrived, zhao, mei, lin):
    opened, _waiting = arrived
    address = reverse("admin:complaints_incomingmail_original", args=[opened.pk])
    client.force_login(zhao)
    answer = client.get(address)
    assert answer.content == WHOLE
    assert answer["Content-Disposition"].startswith("attachment")
    assert opened.complaint.events.get(verb="read_source").agent == zhao
    for nosy in (mei, lin):
        client.force_login(nosy)
        assert client.get(address).status_code in (302, 403, 404)
    assert opened.complaint.events.filter(verb="read_source").count() == 1
