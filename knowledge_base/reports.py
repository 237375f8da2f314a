"""Read models of team learning: what fits a complaint, what a review tells, what waits for whom."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints.clock import Light
from complaints.enums import ClockName, ClockState, Emotion, EmotionMoment, Mark, State
from complaints.models import Complaint
from complaints.reports.facts import facts_about, filled
from complaints.roles import Role, has_role
from complaints.text import query_tokens
from complaints.wording import SHANGHAI
from knowledge_base import roles
from knowledge_base.actions.cases import FIRST_OWNER
from knowledge_base.enums import FACT_LINES, ArticleKind, ArticleState, SelectionReason, TrainingTopic
from knowledge_base.models import Article, GivenCard, TrainingTag
from knowledge_base.text import sayings

SUGGESTED = 3
CARDS = 12
SCRIPTS, SAYINGS = 8, 12  # scripts looked through, and things to say that are shown
WINDOW = 300  # similar cases are sought among the newest of the same category, so the cost does not grow
TOKENS = 60
SOON = timedelta(days=1)


def words_of(complaint):
    """A tsquery for any of the first sixty different words of a complaint; '' when it has none."""
    seen = dict.fromkeys(query_tokens(f"{complaint.title} {complaint.description}"))
    return " | ".join(f"'{token}'" for token in list(seen)[:TOKENS] if len(token) > 1)


def suggested_articles(complaint):
    """Up to three published articles: the category's own first, then those that share most words."""
    found = Article.objects.suited_to(complaint.category_id, words_of(complaint), get_language())
    return list(found.only("title", "kind", "language", "state", "review_by")[:SUGGESTED])


@dataclass(frozen=True)
class Saying:
    """One thing to say, out of a published script."""

    script: Article
    heading: str
    words: str
    fits: bool  # the heading names how the consumer feels


def sayings_for(complaint):
    """What published scripts propose to say here: openings for the consumer's feeling first, then the own category's.

    A playbook's words are examples with facts of another case: they are read there, and never put into a letter.
    In the consumer's language, else in the first (IN-12: opening lines by emotion); `{product}` and the like become
    the facts of the complaint.
    """
    reading = complaint.emotion_readings.order_by("-read_at", "-pk").first()
    scripts = Article.objects.suited_to(complaint.category_id, words_of(complaint), complaint.consumer.language)
    openings = Article.objects.published().filter(kind=ArticleKind.SCRIPT)
    scripts = list(scripts.filter(kind=ArticleKind.SCRIPT)[:SCRIPTS])
    known = {script.pk for script in scripts}
    scripts += [script for script in openings.order_by("-changed_at", "-pk")[:SCRIPTS] if script.pk not in known]
    spoken = [script for script in scripts if script.language == complaint.consumer.language] or scripts
    with translation.override(complaint.consumer.language):
        feeling, facts = reading.get_emotion_display() if reading else "", facts_about(complaint)
    found = [
        Saying(script, heading, filled(words, facts), bool(feeling) and feeling.casefold() in heading.casefold())
        for script in spoken
        for heading, words in sayings(script.body)
    ]
    return sorted(found, key=lambda saying: not saying.fits)[:SAYINGS]


def cards_for(complaint):
    """[(card, the given row or None), ...]: published cards in the consumer's language, the own category's first."""
    given = {row.version.article_id: row for row in given_cards(complaint)}
    cards = Article.objects.published().filter(kind=ArticleKind.CARD, language=complaint.consumer.language)
    own = Exists(Article.categories.through.objects.filter(article=OuterRef("pk"), category=complaint.category_id))
    cards = cards.annotate(is_own=own).order_by("-is_own", "title")[:CARDS]
    return [(card, given.get(card.pk)) for card in cards]


def given_cards(complaint):
    """The cards that go, or went, with the end of a complaint; one statement."""
    return list(GivenCard.objects.filter(complaint=complaint).select_related("version"))


def similar_cases(complaint, agent):
    """Up to three closed complaints of the same category this agent may see, the most alike in words first."""
    words = words_of(complaint)
    if not words:
        return []
    query = SearchQuery(words, config="simple", search_type="raw")
    closed = Complaint.objects.visible_to(agent).filter(
        category=complaint.category_id, state__in=[State.CLOSED, State.ARCHIVED]
    )
    newest = closed.exclude(pk=complaint.pk).order_by("-registered_at", "-pk").values("pk")[:WINDOW]
    return list(
        Complaint.objects.filter(pk__in=newest, search_entry__words=query)
        .annotate(rank=SearchRank(F("search_entry__words"), query, normalization=1))
        .order_by("-rank", "-pk")
        .only("number", "title", "closing_code", "closed_at")[:SUGGESTED]
    )


def told_facts(review):
    """The stored timeline in the reader's language: (at, who, what, why, amount)."""
    return [
        {
            "at": datetime.fromisoformat(fact["at"]),
            "who": _("First owner") if fact["who"] == FIRST_OWNER else Role(fact["who"]).label,
            "what": FACT_LINES[fact["verb"]],
            "why": fact["why"],
            "amount": fact["amount"],
        }
        for fact in review.facts
        if fact["verb"] in FACT_LINES
    ]


def told_curve(review):
    """The stored readings in the reader's language, oldest first."""
    return [
        {
            "at": datetime.fromisoformat(reading["at"]),
            "intensity": reading["intensity"],
            "emotion": Emotion(reading["emotion"]).label,
            "moment": EmotionMoment(reading["moment"]).label,
            "note": reading["note"],
        }
        for reading in review.curve
    ]


def told_actions(review, now):
    """The actions with a clock each: ring, triangle on the last day, octagon when late, tick when done."""
    return [(action, action_light(action, now)) for action in review.actions.all()]


def action_light(action, now):
    """The clock of one action; it is due at the end of its day in Shanghai."""
    end = datetime.combine(action.due_on, time.max, tzinfo=SHANGHAI)
    label = action.due_on.strftime("%m-%d")
    if action.done_at:
        return Light("action", label, ClockState.MET, None, None)
    left = end - now
    state = ClockState.LATE if left < timedelta(0) else ClockState.SOON if left < SOON else ClockState.RUNNING
    return Light("action", label, state, end, left)


def counts_by_state(reviews):
    """{state: how many} in one statement."""
    return dict(reviews.order_by().values_list("state").annotate(count=Count("pk")))


def counts_of_articles(articles, today):
    """({kind: how many published}, {shelf: how many}) in one statement."""
    rows = (
        articles.order_by()
        .values_list("state", "kind")
        .annotate(count=Count("pk"), stale=Count("pk", filter=Q(review_by__lt=today)))
    )
    kinds, shelves = Counter(), Counter()
    for state, kind, count, stale in rows:
        shelves[state] += count
        if state == ArticleState.PUBLISHED:
            kinds[kind] += count
            kinds[""] += count
            shelves["stale"] += stale
    return kinds, shelves


def share_of_successes(reviews):
    """(success cases, all reviews): at least one in three is to be a success (domain.md 6.7)."""
    row = reviews.aggregate(
        successes=Count("pk", filter=Q(selection_reason=SelectionReason.SUCCESS)), everything=Count("pk")
    )
    return row["successes"], row["everything"]


# --- training -------------------------------------------------------------------------------------------


def may_learn_from(complaint, by):
    """The keys of those for whom `by` may note a need on this case: whoever works on it, or himself alone."""
    people = (complaint.owner_id, complaint.handler_id, complaint.first_owner_id, complaint.stand_in_id)
    worked = list(dict.fromkeys(pk for pk in people if pk))
    return worked if has_role(by, *roles.TRAINERS) else [pk for pk in worked if pk == by.pk]


def suggested_training(complaint):
    """What the record of the case proposes: silence towards the consumer, with whose it was; else nothing (22)."""
    missed = complaint.clock_marks.filter(clock=ClockName.UPDATE, mark=Mark.BREACH, owner__isnull=False)
    last = missed.order_by("-at").first()
    if last is None:
        return {}
    words = _("News to the consumer were late: %(n)s times.") % {"n": missed.count()}
    return {"agent": last.owner_id, "topic": TrainingTopic.PROGRESS, "because": words}


def training_on(complaint, agent):
    """The open needs noted on a case, as far as this colleague may see them."""
    return list(TrainingTag.objects.visible_to(agent).open().filter(complaint=complaint).select_related("agent"))
