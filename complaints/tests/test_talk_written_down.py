"""A talk that an agent writes down: the consumer reads that it was written down, and it counts as a contact."""

from datetime import timedelta

import pytest

from complaints.actions import contact, intake
from complaints.actions.links import token_of
from complaints.models import Complaint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
HOUR = timedelta(hours=1)


def test_it_is_not_told_as_the_consumers_own_writing(complaint, client, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    contact.hear_consumer(case, by=lin, now=now, body="She told her story from the beginning.")
    client.cookies["django_language"] = "en"
    page = client.get(f"/p/{token_of(case)}/").content.decode()
    assert f"What you told us, written down by {lin.alias}" in page
    assert f"{lin.alias} spoke with you and wrote down what you said" in page
    assert "You wrote to us" not in page


def test_whoever_spoke_with_the_consumer_has_answered(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    contact.hear_consumer(case, by=lin, now=now + HOUR, body="Twenty minutes on the phone.")
    fresh = Complaint.objects.get(pk=case.pk)
    assert (fresh.responded_at, fresh.contacted_at) == (now + HOUR, now + HOUR)


def test_what_the_consumer_writes_is_no_answer_of_ours(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    contact.hear_consumer(case, by=case.consumer, now=now + HOUR, body="Hello?")
    assert Complaint.objects.get(pk=case.pk).responded_at is None
