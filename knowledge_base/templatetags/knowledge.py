"""Template tags of team learning: Markdown, excerpts, the emotion curve, and what other apps' pages show of it."""

from itertools import pairwise

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from complaints.roles import has_role
from complaints.templatetags.ui import badge
from complaints.wording import brief_moment
from knowledge_base import reports, roles, rules, text
from knowledge_base.enums import ArticleState, Hindsight, ReviewState

register = template.Library()

ARTICLE_TONES = {ArticleState.IN_REVIEW: "blue", ArticleState.PUBLISHED: "green"}
REVIEW_TONES = {ReviewState.SCHEDULED: "blue", ReviewState.DISCUSSED: "blue", ReviewState.PUBLISHED: "green"}
HINDSIGHT_TONES = {Hindsight.HELPED: "green", Hindsight.DISPUTED: "amber", Hindsight.CHANGE: "red"}
LETTERS = "甲乙丙丁戊己庚辛"


@register.filter
def markdown(source) -> str:
    """The safe HTML of a Markdown text: cleaned here, on every output."""
    return mark_safe(text.to_html(source))  # noqa: S308  nh3 has cleaned it


@register.simple_tag
def excerpt(plain, query) -> str:
    """A piece of the text around the first hit, with the hits marked."""
    pieces = text.excerpt(plain, query)
    return format_html_join("", "{}", ((_marked(piece) if is_hit else piece,) for piece, is_hit in pieces))


def _marked(piece):
    return format_html_join("", "<mark>{}</mark>", [(piece,)])


@register.simple_tag
def article_badge(article) -> str:
    """Where an article stands."""
    return badge(article.get_state_display(), ARTICLE_TONES.get(article.state, ""))


@register.simple_tag
def review_badge(review) -> str:
    """Where a review stands."""
    return badge(review.get_state_display(), REVIEW_TONES.get(review.state, ""))


@register.filter
def hindsight_tone(value) -> str:
    """The tone of a decision as it looks today."""
    return HINDSIGHT_TONES[value]


@register.filter
def letter(number) -> str:
    """甲, 乙, 丙 or A, B, C for the first, second, third alternative."""
    if get_language() == "en":
        return chr(64 + number)
    return LETTERS[number - 1] if number <= len(LETTERS) else str(number)


# The emotion curve. Its numbers are SVG user units; the drawing scales with its box.

WIDTH, TOP, BOTTOM, LEFT, RIGHT = 880, 22, 158, 64, 822
STEP = 74  # the least distance of two points, so that their labels never touch
LABEL = 10


@register.inclusion_tag("knowledge_base/_curve.html")
def emotion_curve(readings) -> dict:
    """A line of intensities 0 to 10 over time, with a text alternative; the page adds the table."""
    points = [
        reading | {"x": x, "y": height(reading["intensity"]), "label": _short(reading["note"] or reading["moment"])}
        for x, reading in zip(places([reading["at"] for reading in readings]), readings, strict=True)
    ]
    for point in points:
        point["time"] = brief_moment(point["at"], points[-1]["at"])
    return {
        "points": points,
        "line": " ".join(f"{point['x']},{point['y']}" for point in points),
        "grid": [{"value": value, "y": height(value)} for value in (0, 5, 10)],
        "width": max(WIDTH, 2 * LEFT + STEP * (len(points) - 1)),
    }


def height(intensity) -> float:
    """Where an intensity of 0 to 10 is drawn."""
    return round(BOTTOM - (BOTTOM - TOP) * intensity / 10, 1)


def places(moments) -> list[float]:
    """One x a moment: the least distance each, and what is left in proportion to the time between."""
    if not moments:
        return []
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    spare = max(0, RIGHT - LEFT - 40 - STEP * len(gaps))
    whole = sum(gaps) or 1
    spots = [LEFT + 40.0]
    for gap in gaps:
        spots.append(round(spots[-1] + STEP + spare * gap / whole, 1))
    return spots


def _short(label) -> str:
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"


# What the desk shows beside a complaint


@register.inclusion_tag("knowledge_base/_suggestions.html", takes_context=True)
def suggested_articles(context, complaint) -> dict:
    """Up to three articles and three similar closed cases, and what may be made of this one; two statements."""
    agent = context["request"].user
    return {
        "complaint": complaint,
        "articles": reports.suggested_articles(complaint),
        "cases": reports.similar_cases(complaint, agent),
        "may_draft": has_role(agent, *roles.ARTICLE["write"]),
        "may_nominate": has_role(agent, *roles.REVIEW["nominate"]) and bool(rules.may_be_reviewed(complaint)),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("knowledge_base/_training.html", takes_context=True)
def training_of(context, complaint) -> dict:
    """Needs noted on this case that the reader may see, and the way to note one; one statement."""
    agent = context["request"].user
    may = has_role(agent, *roles.TRAINING["tag_training"]) and reports.may_learn_from(complaint, agent)
    return {"complaint": complaint, "tags": reports.training_on(complaint, agent), "may_tag": bool(may)}


# What goes to a consumer with the end of a complaint


@register.inclusion_tag("knowledge_base/_cards.html", takes_context=True)
def card_picker(context, complaint) -> dict:
    """The education cards that fit, each with its text, to be attached or taken off; two statements."""
    agent = context["request"].user
    verdict = rules.may_give_card(complaint, agent)
    return {
        "complaint": complaint,
        "cards": reports.cards_for(complaint),
        "why": verdict.why,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def education_cards(complaint) -> list:
    """The cards that went with the end of a complaint."""
    return reports.given_cards(complaint)


@register.filter
def plainly(source) -> str:
    """A Markdown text as a letter says it."""
    return mark_safe(text.to_plain(source))  # noqa: S308  goes into plain text only
