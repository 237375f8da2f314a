"""Articles from draft to retirement."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from complaints.lifecycle import Refused
from knowledge_base.actions import articles
from knowledge_base.models import Article, Vote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_draft_becomes_a_version_a_colleague_has_published(write, lin, zhao, now):
    draft = write("生鲜变质", "先赔，再查。", "G05")
    articles.hand_in(draft, by=lin, now=now)
    article = articles.publish(draft, by=zhao, now=now, note="第一版")
    assert (article.state, article.published_at) == ("published", now)
    version = article.versions.get()
    assert (version.number, version.author, version.body) == (1, zhao, "先赔，再查。")
    assert [row.history_change_reason for row in article.history.all()] == ["publish: 第一版", "hand_in", "write"]


def test_nobody_publishes_what_he_wrote(write, zhao, now):
    own = articles.hand_in(write(by=zhao), by=zhao, now=now)
    with pytest.raises(Refused, match="colleague"):
        articles.publish(own, by=zhao, now=now, note="第一版")


def test_nobody_publishes_what_he_changed_last(write, lin, zhao, wu, now):
    draft = articles.hand_in(write("草稿"), by=lin, now=now)
    articles.revise(draft, by=zhao, now=now, body="换了内容")
    with pytest.raises(Refused, match="colleague"):
        articles.publish(draft, by=zhao, now=now, note="第一版")
    assert articles.publish(draft, by=wu, now=now, note="第一版").state == "published"


def test_the_front_line_does_not_publish(write, lin, wang, now):
    draft = articles.hand_in(write(), by=lin, now=now)
    with pytest.raises(Refused, match="Only these may do this"):
        articles.publish(draft, by=wang, now=now, note="第一版")


@pytest.mark.parametrize("review_in", [None, -1, 0])
def test_without_a_future_review_date_nothing_is_published(write, lin, zhao, now, review_in):
    day = now.date() + timedelta(days=review_in) if review_in is not None else None
    draft = articles.hand_in(write(review_by=day), by=lin, now=now)
    with pytest.raises(Refused):
        articles.publish(draft, by=zhao, now=now, note="第一版")


def test_every_published_change_is_a_version(published, zhao, now):
    article = published(body="旧")
    article = articles.revise(article, by=zhao, now=now, note="更正", body="新")
    article = articles.revise(article, by=zhao, now=now, note="再更正", body="更新")
    assert list(article.versions.values_list("number", "body")) == [(3, "更新"), (2, "新"), (1, "旧")]


def test_a_published_change_says_what_changed(published, zhao, now):
    article = published(body="旧")
    with pytest.raises(Refused, match="what changed"):
        articles.revise(article, by=zhao, now=now, note=" ", body="新")
    assert Article.objects.get().body == "旧"


def test_a_draft_change_is_no_version(write, lin, now):
    article = articles.revise(write(), by=lin, now=now, body="另一稿")
    assert not article.versions.exists()


def test_only_the_owner_changes_a_draft(write, wang, now):
    with pytest.raises(Refused, match="林晓"):
        articles.revise(write(), by=wang, now=now, body="x")


def test_the_front_line_does_not_change_what_is_published(published, lin, now):
    with pytest.raises(Refused, match="lead"):
        articles.revise(published(), by=lin, now=now, note="改", body="x")


@pytest.mark.parametrize("change", [{"body": "x"}, {"number": 9}])
def test_a_version_is_never_rewritten(published, change):
    version = published().versions.get()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        type(version).objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        type(version).objects.filter(pk=version.pk).delete()


def test_stale_is_a_published_one_past_its_review_date(published, write, now):
    article, draft = published(), write("草稿")
    day = article.review_by
    assert not article.is_stale(day)
    assert article.is_stale(day + timedelta(days=1))
    assert not draft.is_stale(day + timedelta(days=1))
    assert list(Article.objects.stale(day + timedelta(days=1))) == [article]


def test_keep_gives_a_new_review_date(published, zhao, now):
    later = (now + timedelta(days=400)).date()
    assert articles.keep(published(), by=zhao, now=now, review_by=later).review_by == later
    with pytest.raises(Refused, match="future"):
        articles.keep(Article.objects.get(), by=zhao, now=now, review_by=now.date())


def test_retired_and_back(published, zhao, now):
    article = articles.retire(published(), by=zhao, now=now, reason="规则已改")
    assert article.state == "retired"
    with pytest.raises(Refused, match="retired"):
        articles.revise(article, by=zhao, now=now, note="改", body="x")
    assert articles.revive(article, by=zhao, now=now, reason="又适用").state == "draft"


@pytest.mark.parametrize("verb", ["send_back", "retire"])
def test_a_step_back_gives_its_reason(write, lin, zhao, now, verb):
    article = articles.hand_in(write(), by=lin, now=now)
    with pytest.raises(Refused):
        getattr(articles, verb)(article, by=zhao, now=now, reason=" ")


def test_one_vote_each_and_it_may_change(published, wang, mei, now):
    article = published()
    articles.vote(article, by=wang, now=now, helped=True)
    articles.vote(article, by=wang, now=now, helped=False)
    articles.vote(article, by=mei, now=now, helped=True)
    row = Article.objects.with_votes().get()
    assert (row.votes_cast, row.votes_helped) == (2, 1)


def test_a_draft_is_not_rated(write, wang, stranger, now):
    with pytest.raises(Refused):
        articles.vote(write(), by=wang, now=now, helped=True)
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("lin", {"draft", "published"}),
        ("wang", {"published"}),
        ("zhao", {"draft", "published"}),
        ("chen", {"draft", "published"}),
        ("su", {"published"}),
        ("mei", {"published"}),
        ("xu", {"published"}),
        ("stranger", set()),
    ],
)
def test_who_sees_what(cast, write, published, name, seen):
    write("草稿")
    published("已发布")
    assert set(Article.objects.visible_to(cast[name]).values_list("state", flat=True)) == seen
