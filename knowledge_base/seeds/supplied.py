"""The playbooks that come with the product: one file a text, in force in every installation (CL-11)."""

from datetime import timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from complaints.models import Agent
from knowledge_base.actions.articles import entry_of
from knowledge_base.enums import ArticleKind
from knowledge_base.models import Article, ArticleEntry, ArticleVersion
from knowledge_base.seeds.reading import read_article

PLAYBOOKS = Path(__file__).parent / "playbooks"
HOUSE = "supplied"  # nobody signs in with it; who changes a text is named in its versions
CHECKED_WITHIN = timedelta(days=180)
FIRST_NOTE = "第一版 · first version"


@transaction.atomic
def supply_playbooks(now):
    """Bring the playbooks that are not there yet; one that was renamed, changed or retired since stays as it is."""
    known = set(ArticleVersion.objects.values_list("title", flat=True))
    texts = [text for text in map(read_article, sorted(PLAYBOOKS.glob("*.md"))) if text[0]["title"] not in known]
    if not texts:
        return
    house = the_house()
    articles = [as_article(facts, body, house, now) for facts, body in texts]
    articles = bulk_create_with_history(articles, Article, default_user=house, default_change_reason=FIRST_NOTE)
    ArticleVersion.objects.bulk_create(
        ArticleVersion(article=row, number=1, title=row.title, body=row.body, author=house, at=now, note=FIRST_NOTE)
        for row in articles
    )
    codes = [codes_of(facts) for facts, _body in texts]
    through = Article.categories.through
    through.objects.bulk_create(
        through(article=row, category_id=code) for row, mine in zip(articles, codes, strict=True) for code in mine
    )
    ArticleEntry.objects.bulk_create(
        ArticleEntry(article=row, **entry_of(row.title, row.body, mine))
        for row, mine in zip(articles, codes, strict=True)
    )


def codes_of(facts):
    """The category codes that a text serves."""
    return facts["categories"].split()


def the_house():
    """Whose texts these are until a colleague takes one over: an account without a role, a password or a way in."""
    house, _created = Agent.objects.get_or_create(
        username=HOUSE,
        defaults={"display_name": "随产品提供", "is_active": False, "password": make_password(None)},
    )
    return house


def as_article(facts, body, house, now):
    """One text as an article that colleagues find, to be checked again within half a year."""
    return Article.in_force(
        owner=house,
        now=now,
        title=facts["title"],
        body=body,
        kind=ArticleKind.PLAYBOOK,
        language=facts.get("language", "zh-hans"),
        review_by=(now + CHECKED_WITHIN).date(),
    )
