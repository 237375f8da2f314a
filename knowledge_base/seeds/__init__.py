"""The demo's knowledge: articles as Markdown files, case reviews as written below, brought in by the real actions."""

from datetime import timedelta
from pathlib import Path

from complaints.enums import State
from complaints.models import Category, Complaint
from complaints.roles import has_role
from knowledge_base import roles
from knowledge_base.actions import articles as article_acts
from knowledge_base.actions import cards as card_acts
from knowledge_base.actions import reviews as review_acts
from knowledge_base.actions import training as training_acts
from knowledge_base.enums import ArticleKind, ArticleState, TrainingTopic
from knowledge_base.models import Article, CaseReview, TrainingTag
from knowledge_base.seeds.reading import read_article
from knowledge_base.seeds.reviews import REVIEWS

ARTICLES = Path(__file__).parent / "articles"
TITLE = 20
FIRST_NOTE = "第一版"
LATE_NEWS = "物流几天没有更新，消费者来问了才告诉她：练一练主动告知，没有新消息也按约定的时间说一声。"
TRAINED = 2  # complaints
REVIEWED_AFTER = timedelta(days=2)


def load_demo(cast, complaints, now):
    """Articles and case reviews for the demo; what is there already stays. `complaints`: {key: Complaint} or a list."""
    present = set(Article.objects.values_list("title", flat=True))
    for number, path in enumerate(sorted(ARTICLES.glob("*.md"))):
        facts, body = read_article(path)
        if facts["title"] not in present:
            load_article(facts, body, cast, now, number)
    rows = complaints.values() if isinstance(complaints, dict) else complaints
    give_cards(rows, now)
    if not TrainingTag.objects.exists():
        note_training(cast["zhao"], [row.pk for row in rows], now)
    if not CaseReview.objects.exists():
        load_reviews(cast, [complaint.pk for complaint in rows], now)


def note_training(lead, complaints, now):
    """Where news of a parcel were late, the lead has noted it with its owner (scenario 22)."""
    late = Complaint.objects.filter(pk__in=complaints, category__in=["F01", "F05"], owner__isnull=False).order_by("pk")
    for complaint in late[:TRAINED]:
        facts = {"topic": TrainingTopic.PROGRESS, "because": LATE_NEWS}
        training_acts.tag_training(complaint, by=lead, now=now, agent=complaint.owner, **facts)


def give_cards(complaints, now):
    """Where everything is done, the owner has attached the first card of the category."""
    for complaint in Complaint.objects.filter(pk__in=[row.pk for row in complaints], state=State.RESOLVED):
        fits = {"kind": ArticleKind.CARD, "language": complaint.consumer.language, "categories": complaint.category_id}
        card = Article.objects.published().filter(**fits).first()
        if card:
            card_acts.give_card(card, complaint=complaint, by=complaint.owner, now=now)


def load_article(facts, body, cast, now, number):
    """Written, handed in, published and rated, as far as its file says."""
    written, state = now - timedelta(days=200 - 5 * number), facts.get("state", ArticleState.PUBLISHED)
    owner, publisher = cast[facts["owner"]], cast[facts.get("by", "zhao")]
    article = article_acts.write(
        by=owner,
        now=written,
        title=facts["title"],
        body=first_draft(body) if "change" in facts else body,
        kind=facts["kind"],
        language=facts.get("language", "zh-hans"),
        categories=Category.objects.filter(code__in=facts["categories"].split()),
        review_by=(now + timedelta(days=int(facts.get("review_in", 180)))).date(),
    )
    if state == ArticleState.DRAFT:
        return
    article_acts.hand_in(article, by=owner, now=written + timedelta(hours=2))
    if state == ArticleState.IN_REVIEW:
        return
    article = article_acts.publish(article, by=publisher, now=written + timedelta(days=1), note=FIRST_NOTE)
    if "change" in facts:
        at = written + timedelta(days=20)
        article = article_acts.revise(article, by=publisher, now=at, note=facts["change"], body=body)
    rate(article, cast, now, number)
    if state == ArticleState.RETIRED:
        article_acts.retire(article, by=publisher, now=now - timedelta(days=40), reason="与现行规则不符")


def first_draft(body):
    """The text without its last section: what the first version said."""
    return body[: body.rindex("\n## ")].strip() + "\n"


def rate(article, cast, now, number):
    """Some colleagues found it helpful, a few did not."""
    readers = [agent for agent in cast.values() if has_role(agent, *roles.WRITERS) and agent.pk != article.owner_id]
    for turn, agent in enumerate(readers[: 3 + number % 7]):
        at = now - timedelta(days=turn + 1)
        article_acts.vote(article, by=agent, now=at, helped=(turn + number) % 6 != 0)


def load_reviews(cast, complaints, now):
    """One review a written case, made from a closed complaint of its categories; the curve matters most."""
    closed = list(
        Complaint.objects.filter(pk__in=complaints, state__in=[State.CLOSED, State.ARCHIVED]).select_related("category")
    )
    closed.sort(key=lambda complaint: -complaint.emotion_readings.count())
    for case in REVIEWS:
        fitting = next((c for c in closed if c.category_id in case["categories"]), None)
        if fitting:
            closed.remove(fitting)
            load_review(case, fitting, cast, now)


def load_review(case, complaint, cast, now):
    """Nominated, met, written down and published, as far as the case says."""
    held_at = now + timedelta(hours=case["held_in_hours"])
    nominated = max(complaint.closed_at + timedelta(hours=2), min(held_at, now) - timedelta(days=9))
    review = review_acts.nominate(
        complaint,
        by=cast[case["presenter"]],
        now=min(nominated, now),
        title=f"{complaint.title[:TITLE]}：{case['title']}",
        selection_reason=case["reason"],
        why_selected="\n".join(case["why"]),
    )
    if case["until"] == "nominate":
        return
    people = {name: cast[case[name]] for name in ("facilitator", "presenter", "recorder")}
    review = review_acts.schedule(
        review,
        by=cast["su"],
        now=min(held_at, now) - timedelta(days=1),
        held_at=held_at,
        minutes=50,
        guests=case["guests"],
        questioners=[cast[name] for name in case["questioners"]],
        **people,
    )
    if case["until"] != "schedule":
        write_down(review, case, complaint, cast, held_at + timedelta(minutes=40))


def write_down(review, case, complaint, cast, at):
    """What the meeting found, and its two last steps."""
    by = {"by": cast[case["recorder"]], "now": at}
    for minutes, facts in case["decisions"]:
        review_acts.add_decision(review, at=complaint.registered_at + timedelta(minutes=minutes), **facts, **by)
    for facts in case["alternatives"]:
        review_acts.add_alternative(review, **facts, **by)
    for facts in case["lessons"]:
        review_acts.add_lesson(review, **facts, **by)
    for owner, days, facts in case["actions"]:
        due_on = (at + timedelta(days=days)).date()
        action = review_acts.add_action(review, owner=cast[owner], due_on=due_on, **facts, **by)
        if days < 0:
            review_acts.finish_action(action, by=cast[owner], now=at)
    review_acts.note(review, helped="\n".join(case["helped"]), **case["answers"], **by)
    review = review_acts.discuss(review, by=cast["su"], now=at + timedelta(minutes=10))
    if case["until"] == "publish":
        review = review_acts.publish(review, by=cast["su"], now=at + REVIEWED_AFTER)
        article_acts.draft_from_review(review, by=cast[case["presenter"]], now=at + REVIEWED_AFTER)
