"""Text + keyword rules + promotion windows -> category, flags, priority, tier and the words that fired. Pure.

A rule is any object with the fields of `Rule`, as a KeywordRule row; a window any object with those of PromotionWindow.
A term may have gaps, "充电…发烫": its parts stand near each other in one sentence. A Latin part ending in * is a
beginning. A longer term that means nothing much ("差到爆炸", weight 1) keeps a shorter one from firing.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from complaints.enums import Flag, Priority, Tier
from complaints.text import INVISIBLE, fold, origins

UNCLASSIFIED = "O02"
CHECK = "check"
DANGERS = (Flag.SAFETY, Flag.SELF_HARM)  # P1 and high, whatever else is said
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

# -- how people deny and quote (folded spelling) --

SENTENCE_END = re.compile(r"[。!?;]|\.\s")
CLAUSE = "[^,。!?;:、…\\s]"
CHINESE_GAP, LATIN_GAP = 8, 30  # characters between the parts of a term
NEGATION_REACH = 4  # characters before the term; a danger is only silenced by a denial that touches it
DANGER_REACH = 2
# 是不是 and 有没有 ask; 没想到, 没几天, 没人管 and the like deny something else than the term.
NEGATIONS_ZH = (
    "(?<!是)不是",
    "(?<!有)没有",
    "并非",
    "并不",
    "(?<!会)不会",
    "(?<!有)没(?![有想料几多两过用法办人收回等说一怎注隔到告通解处给退])",
    "未(?![经必免])",
    "从不",
    "无(?![语良法奈耻理论])",
)
NEGATIONS_EN = {"not", "no", "never", "without", "cannot", "neither", "nor", "none"}
NOT_DENIALS_EN = {"only", "just", "doubt", "longer"}  # "not only", "no doubt"
NEGATION = re.compile("|".join(NEGATIONS_ZH))
EITHER_OR = re.compile("^.{0,6}就是")
LATIN_WORD = re.compile(r"[a-z']+")
WORD_START = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")

SPEECH_ZH = "(?:(?<![我话听虽再想如小])[说讲]|称|承诺|保证|表示|回复|答复|写着|写的|标注|标榜|宣传|吹)"
DENIAL_ZH = "(?:不是|不会|没有|绝不|绝非|不可能|不存在|并非|无任何|没(?!有))"
PRAISE_ZH = "(?:正品|真货|全新|原装|没问题|没毛病|最好的|绝对好)"
SPEECH_EN = (
    r"(?<!\bi )\b(?:said|says|claim(?:s|ed)?|promis(?:es?|ed)|guarantees?d?"
    r"|swore|assured|told|insist(?:s|ed)?|advertised)\b"
)
DENIAL_EN = r"\b(?:not|no|never|without|[a-z]+n't)\b"
PRAISE_EN = r"\b(?:genuine|authentic|original|brand new|perfect)\b"
TURN_ZH = "结果|但|可是|却|就"
DENIED = re.compile(
    f"{SPEECH_ZH}{CLAUSE}{{0,6}}?{DENIAL_ZH}(?P<zh>(?:(?!{TURN_ZH}){CLAUSE}){{0,8}})"
    f"|{SPEECH_EN}[^,.;!?。]{{0,40}}?{DENIAL_EN}(?P<en>(?:(?!\\bbut\\b|\\byet\\b)[^,.;!?。]){{0,30}})"
)
PRAISED = re.compile(f"{SPEECH_ZH}(?:(?![不没非]){CLAUSE}){{0,4}}{PRAISE_ZH}|{SPEECH_EN}[^,.;!?。]{{0,30}}?{PRAISE_EN}")
OWN_DENIAL = "不没未无拒"  # a term that begins so is a grievance even in the seller's mouth: "说不退"


@dataclass(frozen=True)
class Rule:
    """A keyword rule outside the database; the same fields as a KeywordRule row."""

    term: str
    language: str = "zh"
    category_code: str = ""
    weight: int = 2
    priority: str = ""
    tier: str = ""
    flag: str = ""
    active_from: datetime | None = None
    active_to: datetime | None = None


@dataclass(frozen=True)
class Reason:
    """Why: a code and its facts, worded where it is shown."""

    code: str
    params: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Hit:
    """A term found in the text. `doubted`: a denial before it halves the weight; `silent`: it raises nothing."""

    rules: tuple
    start: int
    word: str
    doubted: bool
    silent: bool

    @property
    def flags(self):
        return () if self.silent else tuple(rule.flag for rule in self.rules if rule.flag)

    @property
    def weight(self):
        heaviest = max(rule.weight for rule in self.rules)
        return heaviest / 2 if self.doubted else heaviest


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


class Pattern:
    """One folded term and its rules: words that follow each other, with gaps between."""

    def __init__(self, folded_term):
        parts = [part for part in (piece.strip(". ") for piece in folded_term.split("...")) if part.rstrip("*")]
        self.words = [(part.rstrip("*"), part.endswith("*")) for part in parts]
        self.head = self.words[0][0] if parts else ""
        self.rules = []

    def spans_at(self, text, start):
        """The spans of all words when the head stands at `start`, else None."""
        spans = []
        for word, is_beginning in self.words:
            found = self._place(text, word, spans[-1][1]) if spans else start
            if found < 0 or not _stands_alone(text, found, found + len(word), is_beginning):
                return None
            spans.append((found, found + len(word)))
        return tuple(spans)

    @staticmethod
    def _place(text, word, after):
        found = text.find(word, after, after + (LATIN_GAP if word.isascii() else CHINESE_GAP) + len(word))
        return -1 if found < 0 or SENTENCE_END.search(text, after, found) else found


def _is_latin(character):
    return character.isascii() and character.isalnum()


def _stands_alone(text, start, end, is_beginning):
    """Latin words match whole, or as a beginning; Chinese writes no word boundaries."""
    cut_before = start > 0 and _is_latin(text[start]) and _is_latin(text[start - 1])
    cut_after = end < len(text) and not is_beginning and _is_latin(text[end - 1]) and _is_latin(text[end])
    return not cut_before and not cut_after


def _is_active(rule, now):
    return (rule.active_from is None or rule.active_from <= now) and (rule.active_to is None or now < rule.active_to)


class Matcher:
    """Keyword rules compiled once, found by their first two characters: a thousand terms cost little more than ten."""

    def __init__(self, rules):
        rules = list(rules)
        self._categories = self._compiled(rule for rule in rules if rule.category_code)
        self._flags = self._compiled(rule for rule in rules if not rule.category_code)

    @staticmethod
    def _compiled(rules):
        patterns, index = {}, defaultdict(list)
        for rule in rules:
            term = fold(rule.term)
            patterns.setdefault(term, Pattern(term)).rules.append(rule)
        for pattern in patterns.values():
            index[pattern.head[:2]].append(pattern)
        return {key: found for key, found in index.items() if key}

    def category_matches(self, folded, now):
        return self._longest(self._matches(self._categories, folded, now))

    def flag_matches(self, folded, now):
        return self._longest(self._matches(self._flags, folded, now))

    @staticmethod
    def _matches(index, text, now):
        for start in [match.start() for match in WORD_START.finditer(text)]:
            for pattern in chain(index.get(text[start : start + 2], ()), index.get(text[start], ())):
                spans = text.startswith(pattern.head, start) and pattern.spans_at(text, start)
                rules = spans and tuple(rule for rule in pattern.rules if _is_active(rule, now))
                if rules:
                    yield spans, rules

    @staticmethod
    def _longest(matches):
        """Longest first, none over another; back in the order of the text."""
        taken, kept = set(), []
        for spans, rules in sorted(matches, key=lambda match: (-sum(e - s for s, e in match[0]), match[0])):
            places = {place for start, end in spans for place in range(start, end)}
            if taken.isdisjoint(places):
                taken |= places
                kept.append((spans, rules))
        return sorted(kept, key=lambda match: match[0])


class Reading:
    """One text under one matcher: which terms stand in it, denied, quoted or meant."""

    def __init__(self, text, matcher, now):
        self.text, self.folded = text, fold(text)
        self._origins = None
        self._denied = [match.span(match.lastgroup) for match in DENIED.finditer(self.folded)]
        self.quoted = []
        self.category_hits = self._hits(matcher.category_matches(self.folded, now))
        self.flag_hits = self._hits(matcher.flag_matches(self.folded, now))
        self.is_praised = bool(PRAISED.search(self.folded))

    def _hits(self, matches):
        hits = []
        for spans, rules in matches:
            word, (start, end) = self._as_typed(spans), spans[0]
            if self._is_quoted(start):
                self.quoted.append(word)
                continue
            reach = DANGER_REACH if any(rule.flag in DANGERS for rule in rules) else NEGATION_REACH
            doubted = self._is_denied(start, end, NEGATION_REACH)
            hits.append(Hit(rules, start, word, doubted, doubted and self._is_denied(start, end, reach)))
        return hits

    def _is_quoted(self, start):
        inside = any(begin <= start < end for begin, end in self._denied)
        return inside and self.folded[start] not in OWN_DENIAL

    def _is_denied(self, start, end, reach):
        if _is_latin(self.folded[start]):
            return self._is_denied_in_latin(start)
        from_here = max(0, start - reach)
        clause = re.search(f"{CLAUSE}*$", self.folded[from_here:start])
        denial = NEGATION.search(self.folded, from_here + clause.start(), start)
        return bool(denial) and not EITHER_OR.match(self.folded[end : end + 8])

    def _is_denied_in_latin(self, start):
        clause = re.split(r"[,.;:!?。]", self.folded[max(0, start - LATIN_GAP) : start])[-1]
        words = LATIN_WORD.findall(clause)[-2:]
        denied = any(word in NEGATIONS_EN or word.endswith("n't") for word in words)
        return denied and NOT_DENIALS_EN.isdisjoint(words)

    def _as_typed(self, spans):
        """The words as they stand in the original, where folding kept the places."""
        if self.folded == self.text:
            return "…".join(self.text[start:end] for start, end in spans)
        if self._origins is None:
            self._origins = origins(self.text) or ()
        if not self._origins:
            return "…".join(self.folded[start:end] for start, end in spans)
        pieces = (self.text[self._origins[start] : self._origins[end - 1] + 1] for start, end in spans)
        return INVISIBLE.sub("", "…".join(pieces))


def classify(text, matcher, *, now, windows=(), intensity=None, known_flags=()):
    """Classify one text.

    `known_flags` come from elsewhere than words (the order holds perishables); `intensity` is the emotion, 0-10.
    Words, flags, emotion and promotion windows may only raise priority and tier.
    """
    reading = Reading(text, matcher, now)
    hits = reading.category_hits + reading.flag_hits
    main, *secondary = _ranked_codes(reading.category_hits) or [UNCLASSIFIED]
    flags = _flags(reading, hits, known_flags)
    reasons = _word_reasons(reading, main)
    priority, tier = _base_urgency(reading.category_hits)
    priority = _raised_by_flags(priority, flags, reading, reasons)
    priority = _raised_by_moment(priority, main, now, windows, intensity, reasons)
    tier = max([tier, *(FLAG_TIERS[flag] for flag in flags if flag in FLAG_TIERS)], key=lambda each: Tier(each).rank)
    words = dict.fromkeys(hit.word for hit in sorted(hits, key=lambda hit: (-hit.weight, hit.start)))
    return Classification(main, tuple(secondary), str(priority), str(tier), flags, tuple(words), tuple(reasons))


def _ranked_codes(hits):
    """Codes by safety, then sum of the weights of different words, then priority, then code."""
    danger, weights, urgency = set(), defaultdict(dict), {}
    for hit in hits:
        for rule in hit.rules:
            code = rule.category_code
            weight = rule.weight / 2 if hit.doubted else rule.weight
            weights[code][hit.word] = max(weight, weights[code].get(hit.word, 0))
            urgency[code] = min(urgency.get(code, "P4"), rule.priority or "P4")
            if rule.flag in DANGERS and not hit.silent:
                danger.add(code)
    return sorted(weights, key=lambda code: (code not in danger, -sum(weights[code].values()), urgency[code], code))


def _base_urgency(hits):
    """The most urgent hint and the highest tier hint among the words that count; P3 and low without any."""
    rules = [rule for hit in hits if not hit.silent for rule in hit.rules]
    priority = min((rule.priority for rule in rules if rule.priority), default=Priority.P3)
    tier = max((Tier(rule.tier) for rule in rules if rule.tier), key=lambda each: each.rank, default=Tier.LOW)
    return Priority(priority), tier


def _flags(reading, hits, known_flags):
    found = {flag for hit in hits for flag in hit.flags} | set(known_flags)
    ordered = [flag.value for flag in Flag if flag in found and flag != CHECK]
    doubt = reading.quoted or reading.is_praised or any(hit.doubted for hit in hits) or CHECK in found
    return (*ordered, CHECK) if doubt else tuple(ordered)


def _word_reasons(reading, main):
    """Which words led to the main code, which were denied, which were somebody else's promise."""
    hits = [hit for hit in reading.category_hits if any(rule.category_code == main for rule in hit.rules)]
    words = list(dict.fromkeys(hit.word for hit in hits))
    reasons = [Reason("words", {"category": main, "words": words})] if words else [Reason("unclassified")]
    denied = [hit.word for hit in reading.category_hits + reading.flag_hits if hit.doubted]
    if denied:
        reasons.append(Reason("denied", {"words": denied}))
    if reading.quoted:
        reasons.append(Reason("quoted", {"words": reading.quoted}))
    return reasons


def _raised_by_flags(priority, flags, reading, reasons):
    """Danger and spoiled perishables are P1; the other flags together give one step, up to P2."""
    dangers = [flag for flag in flags if flag in DANGERS]
    steps = [flag for flag in flags if flag in STEP_FLAGS]
    if dangers:
        reasons.append(Reason("danger", {"flags": dangers}))
        return Priority.P1
    if Flag.PERISHABLE in flags and _is_spoiled(reading.category_hits):
        reasons.append(Reason("spoiled"))
        return Priority.P1
    if steps and priority in (Priority.P3, Priority.P4):
        reasons.append(Reason("flags", {"flags": steps}))
        return priority.raised(1)
    return priority


def _is_spoiled(hits):
    rules = [rule for hit in hits if not hit.silent for rule in hit.rules]
    return any(rule.category_code in SPOILED and rule.weight >= SPOILED_WEIGHT for rule in rules)


def _raised_by_moment(priority, main, now, windows, intensity, reasons):
    """A strong emotion gives one step, an open promotion window its own number of steps."""
    if intensity is not None and intensity >= STRONG_EMOTION:
        reasons.append(Reason("intensity", {"value": intensity}))
        priority = priority.raised(1)
    window = window_for(main, windows, now)
    if window:
        reasons.append(Reason("window", {"name": window.name, "steps": window.priority_delta}))
        priority = priority.raised(window.priority_delta)
    return priority
