"""The words that fired, and why the machine finds it urgent (CL-04, CL-05)."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from complaints import wording
from complaints.enums import Flag, Measured
from complaints.sentences.facts import label


def fired(text, words) -> SafeString:
    """The consumer's words with those that fired a rule marked."""
    known = [word for word in sorted(words, key=len, reverse=True) if word]
    if not known:
        return format_html("{}", text)
    parts = re.split("(" + "|".join(map(re.escape, known)) + ")", text, flags=re.IGNORECASE)
    return format_html_join("", "{}", (((part if n % 2 == 0 else marked(part)),) for n, part in enumerate(parts)))


def marked(word):
    """A word that fired."""
    return format_html("<mark>{}</mark>", word)


def urgency(reason) -> str:
    """Why the machine gave this priority or tier, in one phrase."""
    words = _(", ").join(f"“{word}”" for word in reason.get("words", []))
    flags = _(", ").join(str(label(Flag, flag)) for flag in reason.get("flags", []))
    phrases = {
        "words": _("found %(words)s"),
        "unclassified": _("no rule fired: look yourself"),
        "similar": _("similar to “%(example)s” (%(share)s %% sure)"),
        "similar_danger": _("similar to the danger “%(example)s”"),
        "denied": _("denied: %(words)s"),
        "quoted": _("somebody else's words: %(words)s"),
        "danger": _("danger: %(flags)s"),
        "spoiled": _("perishable and spoiled"),
        "flags": _("flags: %(flags)s"),
        "rule": _("rule: %(name)s"),
        "intensity": _("emotion %(value)s / 10"),
        "need_by": _("needed by %(day)s"),
        "order": _("price paid %(amount)s"),
        "demand": _("wished %(amount)s"),
        "reach": _("passed on %(value)s times in public"),
        "window": _("promotion %(name)s: %(steps)s steps up"),
    }
    facts = {
        "words": words,
        "flags": flags,
        "value": "",
        "name": "",
        "steps": "",
        "example": "",
        "share": "",
        "day": "",
        "amount": wording.money(reason["value"]) if reason["code"] in (Measured.ORDER, Measured.DEMAND) else "",
    }
    known = {name: value for name, value in reason.items() if name in facts and name not in ("words", "flags")}
    return phrases.get(reason["code"], reason["code"]) % (facts | known)
