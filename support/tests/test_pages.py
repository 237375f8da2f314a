"""The pages of support: what a form answers, what is kept when it is refused, how many statements a page costs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.actions.contact import read_emotion
from complaints.actions.intake import accept
from support import roles
from support.actions import check_ins, consultations, supervision, tactics
from support.models import CheckIn, Consultation, SupervisionSession, TacticFeedback

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    """The pages look at the clock on the wall."""
    return timezone.now()


def test_agent_asks_the_social_worker_answers(client, case, lin, su):
    client.force_login(lin)
    client.post(reverse("support:ask", args=[case.number]), {"question": "What does he want?"})
    client.force_login(su)
    home = client.get(reverse("support:home")).content.decode()
    assert "What does he want?" in home
    question = Consultation.objects.get()
    client.post(reverse("support:answer", args=[question.pk]), {"text": "To be heard."})
    client.force_login(lin)
    page = client.get(reverse("support:case", args=[case.number])).content.decode()
    assert "To be heard." in page
    assert 'data-verb="close"' in page


def test_refused_question_keeps_the_words(client, asked, case, lin):
    client.force_login(lin)
    response = client.post(reverse("support:ask", args=[case.number]), {"question": "A second one?"})
    assert response.status_code == 422
    assert Consultation.objects.count() == 1


def test_empty_answer_is_explained_at_the_field(client, asked, su):
    client.force_login(su)
    response = client.post(reverse("support:answer", args=[asked.pk]), {"text": ""})
    assert (response.status_code, 'aria-invalid="true"' in response.content.decode()) == (422, True)


def test_mark_goes_back_to_the_desk_or_swaps_the_card(client, cards, read, case, lin):
    reading = read()
    client.force_login(lin)
    url = reverse("support:mark_tactic", args=[reading.pk])
    assert client.post(url, {"effect": "helped"}).url == f"/complaints/{case.number}/#emotion"
    swapped = client.post(url, {"effect": "worse"}, headers={"HX-Request": "true"}).content.decode()
    assert swapped.count('aria-pressed="true"') == 1
    assert TacticFeedback.objects.get().effect == "worse"


@pytest.mark.parametrize("effect", ["", "splendid"])
def test_unknown_mark_changes_nothing(client, cards, read, lin, effect):
    client.force_login(lin)
    client.post(reverse("support:mark_tactic", args=[read().pk]), {"effect": effect})
    assert not TacticFeedback.objects.exists()


def test_consent_then_check_in_then_delete(client, lin, su):
    client.force_login(lin)
    home = client.get(reverse("support:home")).content.decode()
    assert 'data-verb="give_consent"' in home
    assert 'data-verb="check_in"' not in home
    client.post(reverse("support:give_consent"), {"reader": su.pk})
    client.post(reverse("support:check_in"), {"load": "0", "note": "light"})
    row = CheckIn.objects.get()
    assert (row.load, row.note) == (0, "light")
    client.post(reverse("support:erase_check_in", args=[row.pk]))
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("load", ["", "11", "-1", "７", "five"])
def test_figure_off_the_scale_keeps_the_note(client, checked_in, lin, load):
    client.force_login(lin)
    response = client.post(reverse("support:check_in"), {"load": load, "note": "my words"})
    assert (response.status_code, "my words" in response.content.decode()) == (422, True)


def test_break_is_offered_for_two_hours(client, cards, read, lin, now):
    client.force_login(lin)
    client.cookies["django_language"] = "en"
    read("anger", 8, at=now - timedelta(hours=3))
    assert "A short break?" not in client.get(reverse("support:home")).content.decode()
    read("anger", 8, at=now - timedelta(minutes=5))
    assert "A short break?" in client.get(reverse("support:home")).content.decode()


def test_session_is_planned_and_recorded(client, relation, su, lin):
    client.force_login(su)
    planned = client.post(
        reverse("support:plan_session", args=[relation.pk]), {"planned_at": "2030-01-07T15:30", "minutes": "45"}
    )
    row = SupervisionSession.objects.get()
    assert planned.url == reverse("support:session", args=[row.pk])
    client.post(
        reverse("support:record_session", args=[row.pk]), {"functions": ["supportive"], "agreement": "Count to five."}
    )
    client.force_login(lin)
    assert "Count to five." in client.get(planned.url).content.decode()


def test_refused_record_keeps_the_words(client, session, su):
    client.force_login(su)
    response = client.post(reverse("support:record_session", args=[session.pk]), {"agreement": "Count to five."})
    assert (response.status_code, "Count to five." in response.content.decode()) == (422, True)


@pytest.mark.parametrize("words", ['<script>alert("x")</script>', '"><img src=x onerror=alert(1)>'])
def test_words_are_shown_as_words(client, case, lin, words, now):
    consultations.ask(case, by=lin, now=now, question=words)
    client.force_login(lin)
    for page in (reverse("support:home"), reverse("support:case", args=[case.number])):
        assert words not in client.get(page).content.decode()


# --- statements -----------------------------------------------------------------------------------------

HOME = {"su": 12, "lin": 10, "mei": 7}
OTHERS = {"check_ins": 9, "supervision": 9, "tactics": 5}


def fill(count, new_complaint, lin, su, relation, now):
    """`count` of everything the pages list."""
    check_ins.give_consent(by=lin, now=now, reader=su)
    for n in range(count):
        case = accept(
            new_complaint(f"第 {n} 件", phone=f"1390000{n:04d}", order={"order_number": f"D{n}"}), by=lin, now=now
        )
        reading = read_emotion(case, by=lin, now=now, emotion="fear", intensity=8, basis="words")
        tactics.mark_tactic(reading, by=lin, now=now, effect="helped")
        consultations.ask(case, by=lin, now=now, question="?")
        check_ins.check_in(by=lin, now=now, load=n % 10)
        supervision.plan_session(relation, by=su, now=now, planned_at=now + timedelta(days=n + 1))


@pytest.mark.parametrize("rows", [1, 12])
def test_pages_cost_the_same_for_one_row_and_for_many(
    client, cards, new_complaint, cast, lin, su, relation, now, rows, django_assert_max_num_queries
):
    fill(rows, new_complaint, lin, su, relation, now)
    for username, most in HOME.items():
        client.force_login(cast[username])
        client.get(reverse("support:home"))
        with django_assert_max_num_queries(most):
            client.get(reverse("support:home"))
    client.force_login(su)
    for name, most in OTHERS.items():
        with django_assert_max_num_queries(most):
            client.get(reverse(f"support:{name}"))


def test_case_page_costs_the_same_with_many_readings(
    client, cards, read, asked, case, lin, now, django_assert_max_num_queries
):
    for n in range(20):
        read("anger", n % 9, at=now - timedelta(minutes=n))
    client.force_login(lin)
    client.get(reverse("support:case", args=[case.number]))
    with django_assert_max_num_queries(9):
        client.get(reverse("support:case", args=[case.number]))


def test_visitors_are_those_with_business_here(cast):
    inside = {name for name, agent in cast.items() if agent.roles & roles.VISITORS}
    assert inside == set(cast) - {"xu", "admin", "stranger"}
