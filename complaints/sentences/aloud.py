"""An event as one sentence, with its icon; and how colleagues speak of a consumer."""

from html import unescape
from string import Formatter

from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString

from complaints import wording
from complaints.enums import ActorKind
from complaints.sentences.facts import FACTS, bold, changed
from complaints.sentences.texts import (
    BY_CONSUMER,
    CLOSED_WITH,
    KIND_SYMBOLS,
    LAPSED,
    NOT_STOPPED,
    SENTENCES,
    SYMBOLS,
    UNKNOWN,
)


def sentence(event, consumer="") -> SafeString:
    """Who did what, as safe HTML with names and things in bold; the reason stands apart in `event.reason`.

    `consumer`: how this page calls the consumer, where it is about one.
    """
    template = str(template_of(event))
    wanted = {name for _text, name, _spec, _conversion in Formatter().parse(template) if name}
    facts = {name: FACTS[name](event) for name in wanted}
    if consumer and event.actor_kind == ActorKind.CONSUMER:
        facts["who"] = bold(consumer)
    return format_html(template, **facts) if facts else escape(template)


def plain(event) -> str:
    """The sentence without its bold letters, for texts that people go on writing."""
    return unescape(strip_tags(sentence(event)))


def symbol(event) -> tuple[str, str]:
    """The icon of an event and its tone (accent, strong, note, red or none)."""
    return SYMBOLS.get(event.verb) or KIND_SYMBOLS[event.kind]


def template_of(event):
    """The sentence of the verb; a few verbs speak differently when the consumer or the clock did it."""
    if event.verb == "give_info" and event.data.get("lapsed"):
        return LAPSED
    if event.verb == "give_info" and event.data.get("safety"):
        return NOT_STOPPED
    if event.actor_kind == ActorKind.CONSUMER and event.verb in BY_CONSUMER:
        return BY_CONSUMER[event.verb]
    if event.verb == "close" and changed(event, "closing_code"):
        return CLOSED_WITH
    return SENTENCES.get(event.verb, UNKNOWN)


TITLES = ("女士", "先生", "小姐", "老师")


def called(consumer) -> str:
    """How colleagues speak of a consumer: 陆女士 where only that is known, else the masked name."""
    name = consumer.name.strip()
    if name.endswith(TITLES) and len(name) <= 4:
        return name
    return wording.masked_name(name) if name else str(ActorKind.CONSUMER.label)
