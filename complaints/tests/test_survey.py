"""The second survey: asked once, three days after closing; an unhappy answer is called first (FB-09)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints import letters
from complaints.actions import contact, feedback, intake, proposals, routing, survey
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import Complaint, FollowUp, Notice
from complaints.roles import System
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def close(new_complaint, lin):
    """close(at) -> a complaint whose remedy was carried out, that was rated 4, and was closed at that moment."""

    def closed(at, **facts):
        case = intake.accept(new_complaint(at=at - 4 * HOUR, **facts), by=lin, now=at - 4 * HOUR)
        case = routing.solve_now(case, by=lin, now=at - 3 * HOUR)
        options = [OptionDraft("补发", remedies=[RemedyDraft("redeliver")])]
        words = {"what_we_did": "查了仓库。", "reasons": "运输破损。", "options": options}
        proposals.draft_proposal(case, by=lin, now=at - 3 * HOUR, **words)
        case = proposals.send_proposal(case, by=lin, now=at - 3 * HOUR)
        option = case.proposals.get().options.get()
        case = proposals.choose_option(case, by=case.consumer, now=at - 2 * HOUR, option=option)
        proposals.carry_out_remedy(option.remedies.get(), by=lin, now=at - 2 * HOUR)
        case = proposals.resolve(case, by=lin, now=at - 2 * HOUR)
        case = feedback.answer_survey(case, by=case.consumer, now=at - HOUR, satisfaction=4, felt_heard=True)
        return feedback.close(case, by=lin, now=at)

    return closed


def asked(case):
    return Notice.objects.filter(complaint=case, event="follow_up", channel="page")


def bells(agent, event):
    return Notice.objects.filter(agent=agent, event=event, channel="in_app")


def test_it_is_asked_three_days_after_closing_and_never_twice(close, now):
    case = close(now)
    sweep(now=now + 3 * DAY - timedelta(seconds=1))
    assert not asked(case).exists()
    sweep(now=now + 3 * DAY)
    sweep(now=now + 3 * DAY)
    sweep(now=now + 9 * DAY)
    assert asked(case).count() == 1
    assert case.events.filter(verb="ask_follow_up").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_ask_once(close, now):
    case = close(now)
    pk = case.follow_ups.get().pk
    results = race([lambda: survey.ask_again(pk, by=System(), now=now + 3 * DAY)] * 4)
    assert sorted(results) == [0, 0, 0, 1]
    assert asked(case).count() == 1


def test_a_case_that_is_open_again_is_not_asked(close, now):
    case = close(now)
    feedback.reopen(case, by=case.consumer, now=now + HOUR, because="又坏了")
    assert case.follow_ups.get().dropped_at == now + HOUR
    sweep(now=now + 4 * DAY)
    assert not asked(case).exists()


def test_who_asked_for_no_more_is_not_asked(close, now):
    """Not after this complaint, and not after the next one of the same consumer."""
    case, other = close(now), close(now, order={"order_number": "D-2"})
    assert case.consumer_id == other.consumer_id
    survey.decline_surveys(case, by=case.consumer, now=now + HOUR)
    survey.decline_surveys(case, by=case.consumer, now=now + 2 * HOUR)
    assert case.events.filter(verb="decline_surveys").count() == 1
    sweep(now=now + 3 * DAY)
    assert not asked(case).exists()
    assert not asked(other).exists()
    assert FollowUp.objects.filter(dropped_at=now + 3 * DAY).count() == 2


def test_an_unhappy_answer_rings_the_owner_and_waits_for_a_call(close, lin, zhao, now):
    case = close(now)
    sweep(now=now + 3 * DAY)
    at = now + 3 * DAY + HOUR
    case = survey.answer_follow_up(case, by=case.consumer, now=at, satisfaction=2, felt_heard=False, note="又坏了")
    assert case.satisfaction == 4  # the first answer stays what it was
    assert bells(lin, "still_unhappy").get().context == {"due_at": (at + DAY).isoformat(), "note": "又坏了"}
    with pytest.raises(Refused):
        survey.answer_follow_up(case, by=case.consumer, now=at, satisfaction=5)
    sweep(now=at + DAY - timedelta(seconds=1))
    assert not bells(zhao, "unhappy_uncalled").exists()
    sweep(now=at + DAY)
    sweep(now=at + 2 * DAY)
    assert bells(zhao, "unhappy_uncalled").count() == 1
    survey.call_unhappy(case, by=lin, now=at + 2 * DAY, said="新补发的杯子也裂了，想重新处理。")
    assert case.follow_ups.get().called_by == lin
    with pytest.raises(Refused):
        survey.call_unhappy(case, by=lin, now=at + 3 * DAY, said="再打一次")


def test_no_call_is_owed_where_it_was_made_in_time_or_it_is_open_again(close, lin, zhao, now):
    called, reopened = close(now), close(now, order={"order_number": "D-2"})
    sweep(now=now + 3 * DAY)
    for case in (called, reopened):
        survey.answer_follow_up(case, by=case.consumer, now=now + 3 * DAY, satisfaction=1)
    survey.call_unhappy(called, by=lin, now=now + 3 * DAY + HOUR, said="已致电")
    feedback.reopen(reopened, by=reopened.consumer, now=now + 3 * DAY + HOUR, because="又坏了")
    sweep(now=now + 5 * DAY)
    assert not bells(zhao, "unhappy_uncalled").exists()


def test_strangers_may_not_answer_and_agents_of_other_cases_not_call(close, new_complaint, wang, now):
    case, other = close(now), new_complaint("另一件", name="王先生", phone="13911112222")
    sweep(now=now + 3 * DAY)
    with pytest.raises(Refused):
        survey.answer_follow_up(case, by=other.consumer, now=now + 3 * DAY, satisfaction=1)
    with pytest.raises(Refused):
        survey.decline_surveys(case, by=other.consumer, now=now + 3 * DAY)
    survey.answer_follow_up(case, by=case.consumer, now=now + 3 * DAY, satisfaction=1)
    with pytest.raises(Refused):
        survey.call_unhappy(case, by=wang, now=now + 3 * DAY, said="已致电")


# --- the letter and the page --------------------------------------------------------------------------------


@pytest.mark.parametrize(("event", "step"), [("resolved", "answer-survey"), ("follow_up", "answer-follow-up")])
def test_the_letter_leads_to_each_answer_with_one_click(close, now, event, step):
    case = close(now)
    notice = Notice(complaint=case, consumer=case.consumer, event=event, language="zh-hans", context={}, channel="mail")
    _subject, body = letters.letter(notice)
    for stars in range(1, 6):
        assert f"{letters.link_of(case)}{step}/?satisfaction={stars}\n" in body
    case.consumer.no_surveys_at = now
    assert "satisfaction=" not in letters.letter(notice)[1]


@pytest.fixture
def closed_days_ago(close):
    """Closed four days ago by the real clock, and asked again: pages look at the real time."""
    at = timezone.now() - 4 * DAY
    case = close(at)
    sweep(now=at + 3 * DAY)
    return Complaint.objects.get(pk=case.pk)


def test_on_the_page_it_is_answered_and_reopening_offered(client, closed_days_ago, lin):
    case, page = closed_days_ago, f"/p/{token_of(closed_days_ago)}/"
    assert 'data-verb="answer_follow_up"' in client.get(page).text
    chosen = client.get(f"{page}answer-follow-up/?satisfaction=1").text
    assert "checked" in chosen.split('value="1"')[1].split(">")[0]
    assert client.post(f"{page}answer-follow-up/").status_code == 422
    assert client.post(f"{page}answer-follow-up/", {"satisfaction": 1, "survey_note": "又裂了"}).status_code == 302
    after = client.get(page).text
    assert 'id="unhappy"' in after
    assert f"{page}reopen/" in after
    assert 'data-verb="answer_follow_up"' not in after
    client.force_login(lin)
    desk = client.get(reverse("complaints:complaint", args=[case.number])).text
    assert "又裂了" in desk
    assert reverse("complaints:call_unhappy", args=[case.number]) in desk
    done = client.post(reverse("complaints:call_unhappy", args=[case.number]), {"said": "已致电，愿意重新处理"})
    assert done.status_code == 302
    assert 'id="unhappy"' not in client.get(reverse("complaints:complaint", args=[case.number])).text


def test_on_the_page_one_may_ask_for_no_more(client, closed_days_ago):
    page = f"/p/{token_of(closed_days_ago)}/"
    assert client.get(f"{page}decline-surveys/").status_code == 200
    assert closed_days_ago.consumer.no_surveys_at is None
    assert client.post(f"{page}decline-surveys/").status_code == 302
    closed_days_ago.consumer.refresh_from_db()
    assert closed_days_ago.consumer.no_surveys_at is not None
    assert "decline-surveys" not in client.get(page).text


def test_a_reply_by_day_is_not_the_call(close, lin, now):
    """What counts as the call is written down as such; a letter does not take its place."""
    case = close(now)
    sweep(now=now + 3 * DAY)
    survey.answer_follow_up(case, by=case.consumer, now=now + 3 * DAY, satisfaction=1)
    contact.reply(case, by=lin, now=now + 3 * DAY + HOUR, body="您好，我们看到了您的回答。")
    assert FollowUp.objects.owing_a_call().get().complaint == case
