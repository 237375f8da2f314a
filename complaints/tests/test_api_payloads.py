"""Made-up complaints through the API and the public form: no 5xx, and what is let in is complete.

A few hundred here; `manage.py bench --payloads 10000` sends the ten thousand (docs/performance.md).
"""

from random import Random

import pytest
from django.core.cache import cache
from django.test import override_settings

from complaints.management.bench import payloads
from complaints.models import Complaint

pytestmark = pytest.mark.django_db


def test_hundreds_of_made_up_complaints_break_nothing(policy):
    cache.clear()
    with override_settings(REST_FRAMEWORK=payloads.many_rates()):
        outcome = payloads.send(200, seed=7)
    assert outcome.problems == []
    assert Complaint.objects.count() == outcome.let_in > 60
    assert set(outcome.statuses) == {"api 201", "api 400", "form 302", "form 422"}


def test_the_check_sees_what_is_missing(complaint):
    assert payloads.missing(complaint) == []
    Complaint.objects.filter(pk=complaint.pk).update(respond_by=None)
    complaint.history.all().delete()
    assert payloads.missing(Complaint.objects.get()) == ["clocks", "history"]


def test_made_up_complaints_are_of_all_kinds_and_the_same_for_the_same_seed():
    made, again = ([payloads.payload(random) for _ in range(2000)] for random in (Random(3), Random(3)))
    assert [body.get("description") for body in made] == [body.get("description") for body in again]
    channels = {body["channel"] for body in made if isinstance(body.get("channel"), str)}
    assert channels >= set(payloads.CHANNELS)
    assert any(not isinstance(body.get("consumer"), dict) for body in made)
    assert {"\0", "\ud800", "x" * 200_000} <= {body["description"] for body in made if is_text(body["description"])}


def is_text(value):
    return isinstance(value, str)
