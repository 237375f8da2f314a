"""From the words found, and from likeness where they say too little: category, flags, priority, tier and reasons. Pure.

A window is any object with the fields of PromotionWindow.
"""

from dataclasses import dataclass, field

from complaints.classify.ranking import ranked
from complaints.classify.reading import DANGERS, Reading
from complaints.enums import UNCLASSIFIED, Basis, Flag, Priority, Tier

CHECK = "check"
SPOILED = ("G05", "F08")  # a word of weight 4 and more of these, with a perishable: P1
SPOILED_WEIGHT = 4
# The other flags: one step up altogether, and not into P1, which stays with danger, fraud and spoiled food.
# Abuse is not among them: shouting buys no speed.
STEP_FLAGS = {
    Flag.MASS,
    Flag.EXPOSURE,
    Flag.REGULATOR,
    Flag.MEDIA,
    Flag.LEGAL_CLAUSE,
    Flag.VULNERABLE,
    Flag.PERISHABLE,
    Flag.GIFT,
    Flag.VALUABLE,
    Flag.REPEAT,
}
FLAG_TIERS = {
    Flag.SAFETY: Tier.HIGH,
    Flag.SELF_HARM: Tier.HIGH,
    Flag.MASS: Tier.HIGH,
    Flag.MEDIA: Tier.HIGH,
    Flag.EXPOSURE: Tier.MEDIUM,
    Flag.REGULATOR: Tier.MEDIUM,
    Flag.LEGAL_CLAUSE: Tier.MEDIUM,
    Flag.VALUABLE: Tier.MEDIUM,
    Flag.VULNERABLE: Tier.MEDIUM,
}
STRONG_EMOTION = 5  # of 10


@dataclass(frozen=True)
class Reason:
    """Why: a code and its facts, worded where it is shown."""

    code: str
    params: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Classification:
    """The answer: one main code, the other codes found, flags, and the words and reasons to show."""

    category: str
    secondary: tuple
    priority: str
    tier: str
    flags: tuple
    matched_words: tuple
    reasons: tuple
    confidence: float | None = None  # of 1; None where words alone decided
    calm_priority: str = ""  # without the promotion that raised it; empty where none did
    promotion: object = None
    rules: tuple = ()  # those that fired and were not denied
    learned: object = None  # what the learned model suggests beside; decides nothing

    @property
    def basis(self):
        """Out of what the category was named."""
        if self.category == UNCLASSIFIED:
            return Basis.NOTHING
        return Basis.WORDS if self.confidence is None else Basis.LIKENESS

    @property
    def group(self):
        return group_of(self.category)

    @property
    def check(self):
        """True where a denial or a quoted promise asks for a second look."""
        return CHECK in self.flags


def group_of(code):
    """The group of a category code: F of F02."""
    return code.rstrip("0123456789")


def window_for(category, windows, now):
    """The strongest promotion window open now for this category, or None."""
    open_now = [
        window
        for window in windows
        if window.starts_at <= now < window.ends_at and category.startswith(tuple(window.codes))
    ]
    return max(open_now, key=lambda window: window.priority_delta, default=None)


def classify(text, matcher, *, now, windows=(), intensity=None, known_flags=(), likeness=None):
    """Classify one text.

    `known_flags` come from elsewhere than words (the order holds perishables); `intensity` is the emotion, 0-10;
    `likeness` is asked where the words say too little. All of them may only raise priority and tier.
    """
    reading = Reading(text, matcher, now)
    hits = reading.category_hits + reading.flag_hits
    urgent = SPOILED if _is_spoiled(reading.category_hits, _flags(reading, hits, known_flags)) else ()
    ranking = ranked(reading, matcher.categories, likeness, urgent)
    flags = _flags(reading, hits, {*known_flags, *([Flag.SAFETY] if ranking.is_danger else [])})
    reasons = _word_reasons(reading, ranking)
    priority, tier = _base_urgency(reading.category_hits, ranking, matcher.categories)
    priority = _raised_by_flags(priority, flags, reading, reasons)
    calm = _raised_by_emotion(priority, intensity, reasons)
    promotion = window_for(ranking.main, windows, now)
    priority = _raised_by_promotion(calm, promotion, reasons)
    tier = max([tier, *(FLAG_TIERS[flag] for flag in flags if flag in FLAG_TIERS)], key=lambda each: Tier(each).rank)
    words = dict.fromkeys(hit.word for hit in sorted(hits, key=lambda hit: (-hit.weight, hit.start)))
    return Classification(
        ranking.main,
        ranking.codes[1:],
        str(priority),
        str(tier),
        flags,
        tuple(words),
        tuple(reasons),
        ranking.confidence,
        str(calm) if promotion else "",
        promotion,
        tuple(dict.fromkeys(rule for hit in hits if not hit.silent for rule in hit.rules)),
    )


def _base_urgency(hits, ranking, categories):
    """The most urgent hint and the highest tier hint among the words that count; P3 and low without any.

    A category that only likeness names gives its own, but never P1 and never the high tier.
    """
    rules = [rule for hit in hits if not hit.silent for rule in hit.rules]
    priorities = [rule.priority for rule in rules if rule.priority]
    tiers = [Tier(rule.tier) for rule in rules if rule.tier]
    if ranking.likeness and ranking.main in categories:
        category = categories[ranking.main]
        priorities.append(min(Priority.P3, max(category.priority, Priority.P2)))
        tiers.append(min(Tier(category.tier), Tier.MEDIUM, key=lambda each: each.rank))
    priority = min(priorities, default=Priority.P3)
    return Priority(priority), max(tiers, key=lambda each: each.rank, default=Tier.LOW)


def _flags(reading, hits, known_flags):
    found = {flag for hit in hits for flag in hit.flags} | set(known_flags)
    ordered = [flag.value for flag in Flag if flag in found and flag != CHECK]
    doubt = reading.quoted or reading.is_praised or any(hit.doubted for hit in hits) or CHECK in found
    return (*ordered, CHECK) if doubt else tuple(ordered)


def _word_reasons(reading, ranking):
    """Which words or which example led to the main code, which words were denied, or somebody else's promise."""
    main, likeness = ranking.main, ranking.likeness
    hits = [hit for hit in reading.category_hits if any(rule.category_code == main for rule in hit.rules)]
    words = list(dict.fromkeys(hit.word for hit in hits))
    reasons = [Reason("words", {"category": main, "words": words})] if words else []
    if likeness and main != UNCLASSIFIED:
        facts = {"category": main, "example": likeness.nearest(main), "share": round(ranking.confidence * 100)}
        reasons.append(Reason("similar", facts))
    if ranking.is_danger:
        reasons.append(Reason("similar_danger", {"example": likeness.nearest(danger=True)}))
    denied = [hit.word for hit in reading.category_hits + reading.flag_hits if hit.doubted]
    if denied:
        reasons.append(Reason("denied", {"words": denied}))
    if reading.quoted:
        reasons.append(Reason("quoted", {"words": reading.quoted}))
    return reasons if main != UNCLASSIFIED else [Reason("unclassified"), *reasons]


def _raised_by_flags(priority, flags, reading, reasons):
    """Danger and spoiled perishables are P1; the other flags together give one step, up to P2."""
    dangers = [flag for flag in flags if flag in DANGERS]
    steps = [flag for flag in flags if flag in STEP_FLAGS]
    if dangers:
        reasons.append(Reason("danger", {"flags": dangers}))
        return Priority.P1
    if _is_spoiled(reading.category_hits, flags):
        reasons.append(Reason("spoiled"))
        return Priority.P1
    if steps and priority in (Priority.P3, Priority.P4):
        reasons.append(Reason("flags", {"flags": steps}))
        return priority.raised(1)
    return priority


def _is_spoiled(hits, flags):
    """Whether words of weight say that something perishable has gone bad."""
    if Flag.PERISHABLE not in flags:
        return False
    rules = [rule for hit in hits if not hit.silent for rule in hit.rules]
    return any(rule.category_code in SPOILED and rule.weight >= SPOILED_WEIGHT for rule in rules)


def _raised_by_emotion(priority, intensity, reasons):
    """A strong emotion gives one step."""
    if intensity is None or intensity < STRONG_EMOTION:
        return priority
    reasons.append(Reason("intensity", {"value": intensity}))
    return priority.raised(1)


def _raised_by_promotion(priority, window, reasons):
    """An open promotion window gives its own number of steps."""
    if window is None:
        return priority
    reasons.append(Reason("window", {"name": window.name, "steps": window.priority_delta}))
    return priority.raised(window.priority_delta)
