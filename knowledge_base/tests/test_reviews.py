"""Case reviews: from a closed complaint to a published lesson, without its persons."""

import json
from datetime import timedelta

import pytest

from complaints.lifecycle import Refused, why_not
from knowledge_base.actions import articles, reviews
from knowledge_base.models import Article, CaseReview, DecisionPoint, Lesson

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_only_a_closed_complaint_is_nominated(complaint, lin, now):
    with pytest.raises(Refused, match="Only a closed complaint"):
        reviews.nominate(complaint, by=lin, now=now, title="x", selection_reason="success")


def test_a_complaint_is_reviewed_once(review, closed, lin, now):
    with pytest.raises(Refused, match="already"):
        reviews.nominate(closed, by=lin, now=now, title="x", selection_reason="success")


@pytest.mark.parametrize("name", ["mei", "xu", "stranger"])
def test_readers_do_not_nominate(cast, closed, now, name):
    with pytest.raises(Refused):
        reviews.nominate(closed, by=cast[name], now=now, title="x", selection_reason="success")


def test_no_person_is_left(review, closed, lin):
    stored = json.dumps([review.title, review.why_selected, review.facts, review.curve], ensure_ascii=False)
    for word in ("陆小曼", "13800006027", "D-1001", "海味行", closed.number, lin.display_name, lin.alias):
        assert word not in stored
    assert review.title == "〔某人〕的杯子"


def test_the_timeline_tells_who_by_role_only(review):
    told = [(fact["verb"], fact["who"]) for fact in review.facts]
    assert told[:3] == [("submit", "system"), ("accept", "first_owner"), ("reply", "first_owner")]
    assert ("choose_option", "consumer") in told
    assert told[-1] == ("close", "first_owner")
    assert [fact["amount"] for fact in review.facts if fact["verb"] == "mark_paid"] == ["100.00"]


def test_the_curve_comes_from_the_readings(review):
    assert [(point["intensity"], point["emotion"]) for point in review.curve] == [(6, "anger")]


def test_whoever_presents_does_not_lead(review, zhao, wang, now):
    with pytest.raises(Refused, match="presents"):
        meet(review, zhao, now, facilitator=zhao, presenter=zhao, recorder=wang)


def test_the_front_line_does_not_facilitate(review, su, lin, wang, now):
    with pytest.raises(Refused, match="facilitates"):
        meet(review, su, now, facilitator=wang, presenter=lin, recorder=wang)


def meet(review, by, now, **people):
    return reviews.schedule(review, by=by, now=now, held_at=now, minutes=50, **people)


def test_two_alternatives_before_the_meeting_ends(meeting, su, wang, now):
    with pytest.raises(Refused, match="at least two alternatives: 2 are missing"):
        reviews.discuss(meeting, by=su, now=now)
    reviews.add_alternative(meeting, by=wang, now=now, title="打电话", text="快")
    assert "1 is missing" in why_not(meeting, "discuss", su, now)
    reviews.add_alternative(meeting, by=wang, now=now, title="补送", text="用得上")
    assert reviews.discuss(meeting, by=su, now=now).state == "discussed"


def test_a_meeting_ends_after_it_began(meeting, su, now):
    assert "not begun" in why_not(meeting, "discuss", su, now - timedelta(hours=2))


@pytest.fixture
def discussed(meeting, su, wang, now):
    for title in ("打电话", "补送"):
        reviews.add_alternative(meeting, by=wang, now=now, title=title, text="更快")
    return reviews.discuss(meeting, by=su, now=now)


def test_a_lesson_and_two_answers_before_it_is_published(discussed, su, wang, now):
    with pytest.raises(Refused, match="lesson"):
        reviews.publish(discussed, by=su, now=now)
    reviews.add_lesson(discussed, by=wang, now=now, text="先认错", tags=["open_talk"])
    with pytest.raises(Refused, match="knowledge draft"):
        reviews.publish(discussed, by=su, now=now)
    reviews.note(discussed, by=wang, now=now, wants_article=True)
    with pytest.raises(Refused, match="recommendation"):
        reviews.publish(discussed, by=su, now=now)
    reviews.note(discussed, by=wang, now=now, wants_recommendation=False)
    assert reviews.publish(discussed, by=su, now=now).published_at == now


def test_a_published_review_is_a_record(discussed, su, wang, now):
    lesson = reviews.add_lesson(discussed, by=wang, now=now, text="先认错", tags=[])
    reviews.note(discussed, by=wang, now=now, wants_article=False, wants_recommendation=False)
    reviews.publish(discussed, by=su, now=now)
    with pytest.raises(Refused, match="published"):
        reviews.add_lesson(discussed, by=wang, now=now, text="又一条", tags=[])
    with pytest.raises(Refused, match="published"):
        reviews.drop(lesson, by=wang, now=now)
    with pytest.raises(Refused, match="published"):
        reviews.note(discussed, by=wang, now=now, helped="x")


def test_whatever_is_typed_loses_its_persons(meeting, wang, now):
    reviews.add_decision(
        meeting, by=wang, now=now, at=now, decision="小林打给陆小曼", known="电话 13800006027", hindsight="helped"
    )
    reviews.note(meeting, by=wang, now=now, helped="林晓第一句就道歉")
    point = DecisionPoint.objects.get()
    assert (point.decision, point.known) == ("〔某人〕打给〔某人〕", "电话 〔某人〕")
    assert CaseReview.objects.get().helped == "〔某人〕第一句就道歉"


def test_a_dropped_line_stays_in_its_history(meeting, wang, now):
    lesson = reviews.add_lesson(meeting, by=wang, now=now, text="写错了", tags=[])
    reviews.drop(lesson, by=wang, now=now)
    assert not Lesson.objects.exists()
    assert [(row.history_type, row.history_user) for row in Lesson.history.all()] == [("-", wang), ("+", wang)]


def test_an_action_is_finished_by_its_owner_or_a_facilitator(meeting, lin, wang, su, gao, now):
    facts = {"cause": "没有提醒", "cause_kind": "tool", "action": "加提醒", "owner": lin, "due_on": now.date()}
    first, second = (reviews.add_action(meeting, by=wang, now=now, **facts) for _ in range(2))
    with pytest.raises(Refused, match="林晓"):
        reviews.finish_action(first, by=gao, now=now)
    assert reviews.finish_action(first, by=lin, now=now).done_at == now
    assert reviews.finish_action(second, by=su, now=now).done_at == now


def test_a_draft_is_made_of_the_lessons_once(discussed, su, wang, now):
    reviews.add_lesson(discussed, by=wang, now=now, text="先认错，再谈钱。", tags=["open_talk"], applies_to="G05")
    article = articles.draft_from_review(discussed, by=wang, now=now)
    assert (article.state, article.review, article.owner) == ("draft", discussed, wang)
    assert "**先认错，再谈钱。** G05" in article.body
    assert list(article.categories.all()) == [discussed.category]
    with pytest.raises(Refused, match="already"):
        articles.draft_from_review(discussed, by=wang, now=now)
    assert Article.objects.count() == 1
