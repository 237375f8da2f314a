"""Articles from draft to retirement: written, checked by a colleague, published as versions, rated, kept up."""

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Max, Value
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints.lifecycle import Refused, amend, check, move, require, store
from complaints.rules import wears_the_hat
from complaints.text import bigrams
from knowledge_base import roles, rules
from knowledge_base.actions.cases import draft_of
from knowledge_base.enums import ArticleKind, ArticleState
from knowledge_base.models import Article, ArticleEntry, ArticleVersion, Vote
from knowledge_base.text import to_plain


def write(*, by, now, title, body, categories=(), **facts):
    """Begin a draft; its writer owns it. `facts`: kind, language, review_by, complaint, review. Returns the article."""
    check(wears_the_hat("write", by, roles.ARTICLE))
    require(title, _("Write a title."))
    with transaction.atomic():
        article = Article(
            title=title.strip(), body=body, owner=by, created_at=now, changed_at=now, changed_by=by, **facts
        )
        store(article, {}, "write", by, now)
        article.categories.set(categories)
        index_words(article)
    return article


def revise(article, *, by, now, note="", categories=None, **fields):
    """Change title, text, kind, language, owner or review date. Of a published article this makes a version.

    A published change says in `note` what changed. Returns the fresh article.
    """
    with transaction.atomic():
        article = amend(
            article,
            "revise",
            by=by,
            now=now,
            allowed=lambda fresh: rules.may_change_article(fresh, by),
            reason=note,
            changed_at=now,
            changed_by=by,
            **fields,
        )
        if categories is not None:
            article.categories.set(categories)
        index_words(article)
        if article.state == ArticleState.PUBLISHED:
            add_version(article, by, now, note)
    return article


def add_version(article, by, now, note):
    """Keep what readers see from now on. The article is locked, so numbers neither repeat nor skip."""
    require(note, _("Say what changed."))
    last = article.versions.aggregate(last=Max("number"))["last"] or 0
    return ArticleVersion.objects.create(
        article=article, number=last + 1, title=article.title, body=article.body, author=by, at=now, note=note.strip()
    )


def index_words(article):
    """Store the words of an article for the search."""
    codes = [category.code for category in article.categories.all()]
    ArticleEntry.objects.update_or_create(article=article, defaults=entry_of(article.title, article.body, codes))


def entry_of(title, body, codes):
    """What the search keeps of a text: title and category codes weigh more than the rest."""
    plain = to_plain(body)
    head = SearchVector(Value(bigrams(f"{title} {' '.join(codes)}")), weight="A", config="simple")
    text = SearchVector(Value(bigrams(plain)), weight="B", config="simple")
    return {"plain": plain, "words": head + text}


def hand_in(article, *, by, now):
    """Give a draft to those who publish."""
    check(rules.may_change_article(article, by))
    return move(article, "hand_in", by=by, now=now)


def send_back(article, *, by, now, reason):
    """Back to its owner, with what is missing."""
    require(reason, _("Say what is missing."))
    return move(article, "send_back", by=by, now=now, reason=reason)


def publish(article, *, by, now, note):
    """Show it to everybody, as a version. Whoever wrote it does not publish it."""
    with transaction.atomic():
        article = move(article, "publish", by=by, now=now, reason=note)
        add_version(article, by, now, note)
    return article


def keep(article, *, by, now, review_by):
    """Looked at again and still right: the next review date."""
    if review_by is None or review_by <= now.date():
        raise Refused(_("Choose a date in the future."))
    return move(article, "keep", by=by, now=now, review_by=review_by)


def retire(article, *, by, now, reason):
    """Take it out of the search and the suggestions; it stays readable."""
    require(reason, _("Give the reason."))
    return move(article, "retire", by=by, now=now, reason=reason)


def revive(article, *, by, now, reason):
    """Back to draft."""
    require(reason, _("Give the reason."))
    return move(article, "revive", by=by, now=now, reason=reason)


def vote(article, *, by, now, helped):
    """Say whether it helped; a second vote replaces the first."""
    check(wears_the_hat("vote", by, roles.ARTICLE))
    check(rules.is_readable(article))
    Vote.objects.update_or_create(article=article, agent=by, defaults={"helped": helped, "at": now})


def draft_from_complaint(complaint, *, by, now):
    """Begin an article from a case, without its persons (TL-13). One draft a complaint and writer is enough."""
    open_draft = Article.objects.filter(complaint=complaint, owner=by, state=ArticleState.DRAFT).first()
    if open_draft:
        return open_draft
    title, body = draft_of(complaint)
    return write(
        by=by,
        now=now,
        title=title,
        body=body,
        kind=ArticleKind.PLAYBOOK,
        language=get_language(),
        categories=[complaint.category],
        complaint=complaint,
    )


def draft_from_review(review, *, by, now):
    """Begin an article from the lessons of a case meeting (TL-12)."""
    if review.articles.exists():
        raise Refused(_("There is already an article from this review."))
    lessons = [f"- **{lesson.text}** {lesson.applies_to}".strip() for lesson in review.lessons.all()]
    others = [f"- **{other.title}**: {other.text}" for other in review.alternatives.all()]
    helped = [f"- {line}" for line in review.helped.splitlines() if line.strip()]
    sections = [(_("Lessons"), lessons), (_("What helped"), helped), (_("Alternatives"), others)]
    body = "\n\n".join(f"## {title}\n\n" + "\n".join(lines) for title, lines in sections if lines)
    return write(
        by=by,
        now=now,
        title=review.title,
        body=body,
        kind=ArticleKind.PLAYBOOK,
        language=get_language(),
        categories=[review.category],
        complaint=review.complaint,
        review=review,
    )
