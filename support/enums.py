"""The words of team support: every closed list of codes and its labels. Imports nothing of ours."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SupportType(TextChoices):
    """The three kinds of support a person may need (AS-02)."""

    EMOTIONAL = "emotional", _("Emotional")
    INFORMATIONAL = "informational", _("Informational")
    INSTRUMENTAL = "instrumental", _("Instrumental")


class Effect(TextChoices):
    """What the agent saw after trying the advice of a card."""

    HELPED = "helped", _("Helped")
    NO_CHANGE = "no_change", _("No change")
    WORSE = "worse", _("Worse")


class ConsultationState(TextChoices):
    """The machine of a consultation (AS-15)."""

    ASKED = "asked", _("Asked")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class RelationKind(TextChoices):
    """Line: one for everybody, along the chain. Functional: any number, each with its topic (domain.md 6.5)."""

    LINE = "line", _("Line supervisor")
    FUNCTIONAL = "functional", _("Functional supervisor")


class SupervisionFunction(TextChoices):
    """What a session was for."""

    ADMINISTRATIVE = "administrative", _("Administrative")
    EDUCATIONAL = "educational", _("Educational")
    SUPPORTIVE = "supportive", _("Supportive")


class CheckInTag(TextChoices):
    """What weighs, if the person wants to say so."""

    LOAD = "load", _("Too much at once")
    HARD_TALK = "hard_talk", _("A hard conversation")
    THREAT = "threat", _("A threat")
    TEAM = "team", _("Something in the team")
    OTHER = "other", _("Something else")


class Anchor(NamedTuple):
    """One step of the 0-10 scale: what two people would both notice, and what it does to the work."""

    lowest: int
    highest: int
    sign: str
    effect: str

    @property
    def span(self):
        """1–2, or 9."""
        return str(self.lowest) if self.lowest == self.highest else f"{self.lowest}–{self.highest}"


# domain.md 6.1: behaviour instead of adjectives, so that two raters can agree.
ANCHORS = (
    Anchor(0, 0, _("Facts only, no feeling in the words"), _("As usual")),
    Anchor(1, 2, _("Mild words, such as “a little disappointed”"), _("As usual")),
    Anchor(
        3,
        4,
        _("Clearly displeased, says it twice, blames nobody"),
        _("Open with the feeling, then the facts"),
    ),
    Anchor(
        5,
        6,
        _("Blames somebody, strong words or many exclamation marks, sets a deadline, speaks of a bad review"),
        _("Priority one step up, a named person follows up, tactic card"),
    ),
    Anchor(
        7,
        8,
        _("Insults, threatens with 12315 or the media, lets nobody finish, weeps, several contacts in an hour"),
        _("A senior colleague is offered, the lead knows, call instead of writing"),
    ),
    Anchor(9, 9, _("Threatens people or things, panic, despair"), _("Protocol, the lead is with you live")),
    Anchor(10, 10, _("Immediate danger to somebody"), _("Emergency: 110 or 120 at once")),
)

# What usually stands behind a feeling (domain.md 6.1).
NEEDS = {
    "anger": _("fairness and speed"),
    "anxiety": _("certainty"),
    "fear": _("safety"),
    "grievance": _("to be heard"),
    "disappointment": _("acknowledgement"),
    "distrust": _("proof"),
    "helplessness": _("somebody who carries it"),
    "humiliation": _("respect and an apology"),
    "fatigue": _("less effort"),
    "grief": _("care and a slow pace"),
    "confusion": _("clear steps"),
    "calm": _("a clear answer"),
    "relief": _("a good end"),
    "gratitude": _("a warm reply"),
}
