"""Call-backs on the pages of the consumer and of the desk (IN-18, IN-19)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.actions import calls, intake
from complaints.actions.links import token_of
from complaints.enums import CallState
from complaints.forms.calls import BookCallForm
from complaints.models import Department, Event
from complaints.tests.test_calls import HOUR, MINUTE, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def real(new_complaint, lin):
    """An owned complaint of two hours ago: pages look at the real time."""
    start = timezone.now() - 2 * HOUR
    return intake.accept(new_complaint(at=start), by=lin, now=start + 5 * MINUTE)


@pytest.fixture
def take(client):
    """take(complaint, "book-call", starts_at="…") -> the response."""
    return lambda case, verb, **data: client.post(f"/p/{token_of(case)}/{verb}/", data)


def first_hour(case, nth=0):
    return calls.hours_for(case, timezone.now())[nth].isoformat()


def test_the_page_books_moves_cancels(client, take, real):
    page = client.get(f"/p/{token_of(real)}/book-call/").content.decode()
    assert "138****6027" in page
    assert "13800006027" not in page
    assert take(real, "book-call", starts_at=first_hour(real), phone="138****6027").status_code == 302
    call = real.calls.get()
    assert call.phone == ""
    assert 'data-verb="move_call"' in client.get(f"/p/{token_of(real)}/").content.decode()
    take(real, "move-call", starts_at=first_hour(real, 3), phone="137 1234 5678")
    assert fresh(call).phone == "13712345678"
    assert "137****5678" in client.get(f"/p/{token_of(real)}/").content.decode()
    take(real, "cancel-call")
    assert fresh(call).state == CallState.CANCELLED


@pytest.mark.usefixtures("english")
def test_what_is_wrong_stands_at_the_field_and_stays_typed(client, take, real):
    client.cookies["django_language"] = "en"
    page = take(real, "book-call", starts_at="2020-01-01T10:00:00+08:00", phone="12")
    assert page.status_code == 422
    text = page.content.decode()
    assert "not free any more" in text
    assert "6 to 15 digits" in text
    assert 'value="12"' in text


def test_the_form_offers_only_hours_with_a_place(real, lin):
    Department.objects.filter(pk=lin.department_id).update(calls_per_hour=0)
    form = BookCallForm(complaint=real, now=timezone.now())
    assert len(form.fields["starts_at"].choices) == 1


def test_the_desk_shows_the_call_and_records_it(client, real, lin, take):
    take(real, "book-call", starts_at=first_hour(real), phone="13712345678")
    client.force_login(lin)
    page = client.get(f"/complaints/{real.number}/").content.decode()
    assert "137****5678" in page
    assert "13712345678" not in page
    assert real.number in client.get("/?queue=calls").content.decode()
    shown = client.post(f"/complaints/{real.number}/reveal-contact/", {"reason": "回电"}).content.decode()
    assert "13712345678" in shown
    wrong = client.post(f"/complaints/{real.number}/record-call/", {"is_reached": "yes", "said": ""})
    assert wrong.status_code == 422
    client.post(f"/complaints/{real.number}/record-call/", {"is_reached": "yes", "said": "听她说完，答应周三前回复。"})
    assert real.calls.get().state == CallState.REACHED
    assert "听她说完" in client.get(f"/complaints/{real.number}/").content.decode()


def test_the_consumer_reads_public_words_alone_and_says_whether_he_was_heard(client, real, lin, take):
    take(real, "book-call", starts_at=first_hour(real), phone="138****6027")
    calls.record_call(real, by=lin, now=timezone.now(), is_reached=True, said="内部：情绪激动")
    page = client.get(f"/p/{token_of(real)}/").content.decode()
    assert 'data-verb="confirm_heard"' in page
    for hidden in ("内部", "林晓"):
        assert hidden not in page
    take(real, "confirm-heard", heard="no")
    assert real.calls.get().heard is False
    assert 'data-verb="confirm_heard"' not in client.get(f"/p/{token_of(real)}/").content.decode()


def test_asking_for_a_person_from_the_page(client, real, take):
    assert take(real, "ask-person", body="").status_code == 302
    assert fresh(real).person_by
    assert Event.objects.filter(complaint=real, verb="ask_person").exists()


def test_nothing_is_asked_of_an_unspoken_call(take, real):
    assert take(real, "confirm-heard", heard="yes").status_code == 422
    assert take(real, "cancel-call").status_code == 422


def test_the_desk_arranges_a_call(real, client, lin):
    client.force_login(lin, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("complaints:arrange_call", args=[real.number])
    page = client.get(url).content.decode()
    assert "138****" in page
    assert "13800006027" not in page
    hour = calls.hours_for(real, timezone.now())[0]
    answer = client.post(url, {"starts_at": hour.isoformat(), "phone": "138****6027"})
    assert answer.status_code == 302
    assert real.calls.get().starts_at == hour
    taken = client.post(url, {"starts_at": "2020-01-01T10:00:00+08:00", "phone": "138****6027"})
    assert taken.status_code == 422
