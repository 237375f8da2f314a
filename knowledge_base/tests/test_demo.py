"""The demo's knowledge goes through the real actions and comes once."""

from datetime import timedelta

import pytest

from complaints.models import Category, Complaint
from knowledge_base.models import Article, CaseReview
from knowledge_base.seeds import ARTICLES, load_demo, read_article

pytestmark = pytest.mark.django_db


def test_the_demo_loads_once(cast, close_case, now):
    cases = [
        close_case("收到的鱼和图片不一样", order={"order_number": "D-7"}),
        close_case("收到的杯子破损", order={"order_number": "D-8"}),
    ]
    Complaint.objects.filter(pk=cases[0].pk).update(category="G05")
    later = now + timedelta(days=60)
    for _ in range(2):
        load_demo(cast, {str(case.pk): case for case in cases}, later)
    published = Article.objects.published()
    assert published.count() >= 16
    assert published.filter(language="en").count() >= 3
    assert set(published.values_list("kind", flat=True)) == {"article", "script", "card", "playbook", "regulation"}
    assert Article.objects.count() == len(list(ARTICLES.glob("*.md"))) + Article.objects.exclude(review=None).count()
    assert set(CaseReview.objects.values_list("state", flat=True)) == {"published", "nominated"}
    assert Article.objects.stale(later.date()).count() == 2


def test_every_article_names_known_codes_and_people(cast):
    codes = set(Category.objects.values_list("code", flat=True))
    for path in ARTICLES.glob("*.md"):
        facts, body = read_article(path)
        assert set(facts["categories"].split()) <= codes, path.name
        assert {facts["owner"], facts.get("by", "zhao")} <= set(cast), path.name
        assert facts["owner"] != facts.get("by", "zhao"), path.name
        assert len(body) > 60, path.name
