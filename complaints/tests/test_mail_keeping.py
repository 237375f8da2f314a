"""Originals of mails are kept the shortest time that is needed; the row stays, so that a mail never counts twice."""

from datetime import timedelta

import pytest

from complaints.actions import intake, mailbox
from complaints.actions.sweep import sweep
from complaints.forms.letter import letter_of
from complaints.lifecycle import Refused
from complaints.models import Complaint, IncomingMail, RetentionPolicy
from complaints.roles import System
from complaints.tests.test_mail_pages import WHOLE

pytestmark = pytest.mark.django_db
KEEP = timedelta(days=180)
SECOND = timedelta(seconds=1)


@pytest.fixture
def arrived(lin, now):
    """A mail that became a complaint, archived at the moment it came in."""
    mailbox.keep(WHOLE, now=now)
    mailbox.work_off(now=now, read=letter_of)
    row = IncomingMail.objects.get()
    end(intake.accept(row.complaint, by=lin, now=now), now)
    return row


def end(complaint, at):
    """As the archive leaves it."""
    facts = {"summary": "已退款", "root_cause": "product", "responsible_party": "merchant", "has_lesson": False}
    facts |= {"state": "archived", "archived_at": at, "closed_at": at, "closing_code": "solved", "sweep_at": None}
    Complaint.objects.filter(pk=complaint.pk).update(**facts)


def test_an_original_goes_when_its_time_is_up(arrived, now):
    name, storage = arrived.source.name, arrived.source.storage
    sweep(now=now + KEEP - SECOND)
    arrived.refresh_from_db()
    assert (bool(arrived.text), storage.exists(name)) == (True, True)
    sweep(now=now + KEEP)
    arrived.refresh_from_db()
    assert (arrived.text, arrived.sender, arrived.subject, arrived.erased_at) == ("", "", "", now + KEEP)
    assert not storage.exists(name)
    assert arrived.complaint.events.filter(verb="erase_mail").count() == 1
    assert arrived.complaint.description
    sweep(now=now + KEEP + SECOND)
    assert arrived.complaint.events.filter(verb="erase_mail").count() == 1


def test_an_erased_mail_that_comes_again_is_the_same(arrived, now):
    sweep(now=now + KEEP)
    assert not mailbox.keep(WHOLE, now=now + KEEP + SECOND)
    assert IncomingMail.objects.count() == 1


def test_an_open_complaint_keeps_its_mails(arrived, now):
    Complaint.objects.filter(pk=arrived.complaint_id).update(state="closed", archived_at=None)
    assert not mailbox.to_erase(now + 10 * KEEP).exists()


def test_a_mail_of_a_merged_complaint_follows_the_one_that_goes_on(arrived, new_complaint, lin, now):
    master = intake.accept(new_complaint("另一件", at=now), by=lin, now=now)
    Complaint.objects.filter(pk=arrived.complaint_id).update(state="merged", archived_at=None, master=master)
    assert not mailbox.to_erase(now + 10 * KEEP).exists()
    end(master, now + KEEP)
    assert not mailbox.to_erase(now + 2 * KEEP - SECOND).exists()
    assert mailbox.to_erase(now + 2 * KEEP).exists()


def test_a_mail_without_a_complaint_counts_from_when_it_came(arrived, now):
    IncomingMail.objects.filter(pk=arrived.pk).update(fate="automatic", complaint=None, message=None)
    assert not mailbox.to_erase(now + KEEP - SECOND).exists()
    sweep(now=now + KEEP)
    arrived.refresh_from_db()
    assert arrived.erased_at == now + KEEP
    IncomingMail.objects.filter(pk=arrived.pk).update(fate="waiting", erased_at=None)
    assert not mailbox.to_erase(now + 10 * KEEP).exists()


def test_the_house_sets_how_long(arrived, now):
    RetentionPolicy.objects.filter(kind="mail").update(days=30)
    assert mailbox.to_erase(now + timedelta(days=30)).exists()


def test_a_lost_file_keeps_nothing_from_being_erased(arrived, now):
    arrived.source.storage.delete(arrived.source.name)
    assert mailbox.erase_one(arrived.pk, by=System(), now=now + KEEP) == 1


def test_pages_say_that_it_is_gone(client, arrived, zhao, now):
    sweep(now=now + KEEP)
    arrived.refresh_from_db()
    with pytest.raises(Refused):
        mailbox.read_source(arrived, by=zhao, now=now + KEEP)
    client.force_login(zhao)
    page = client.get(f"/complaints/{arrived.complaint.number}/mails/{arrived.pk}/", headers={"accept-language": "en"})
    assert "when its time was up" in page.content.decode()
    assert client.get(f"/admin/complaints/incomingmail/{arrived.pk}/change/").status_code == 200
    assert client.get(f"/admin/complaints/incomingmail/{arrived.pk}/original/").status_code == 404
