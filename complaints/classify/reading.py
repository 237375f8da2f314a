"""One text under the rules: which terms stand in it, and which of them are denied or somebody else's words. Pure."""

import re
from dataclasses import dataclass

from complaints.classify.terms import LATIN_GAP, is_latin
from complaints.enums import Flag
from complaints.text import INVISIBLE, fold, origins

DANGERS = (Flag.SAFETY, Flag.SELF_HARM)  # P1 and high, whatever else is said

# -- how people deny and quote (folded spelling) --

CLAUSE = "[^,。!?;:、…\\s]"
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
DISOWNED = re.compile(r"(?:(?<!是)不是|并非|\b(?:not|isn't|wasn't))\s?$")  # "it is not X": nothing about X is meant
NEGATION = re.compile("|".join(NEGATIONS_ZH))
EITHER_OR = re.compile("^.{0,6}就是")
LATIN_WORD = re.compile(r"[a-z']+")

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


class Reading:
    """One text under one matcher: which terms stand in it, denied, quoted or meant."""

    def __init__(self, text, matcher, now):
        self.text, self.folded = text, fold(text)
        self._origins = None
        self._denied = [match.span(match.lastgroup) for match in DENIED.finditer(self.folded)]
        self._disowned = set()
        self.quoted, self.disclaimed = [], set()  # words, and the codes of which nothing is meant
        self.category_hits = self._hits(matcher.category_matches(self.folded, now))
        self.flag_hits = self._hits(matcher.flag_matches(self.folded, now))
        self.is_praised = bool(PRAISED.search(self.folded))

    @property
    def meant(self):
        """The folded text without what somebody else promised and what it is said not to be."""
        text = self.folded
        for start, end in sorted({*self._denied, *self._disowned}, reverse=True):
            text = text[:start] + text[end:]
        return text

    def _hits(self, matches):
        hits = []
        for spans, rules in matches:
            word, (start, end) = self._as_typed(spans), spans[0]
            if self._is_quoted(start):
                self.quoted.append(word)
                self.disclaimed.update(rule.category_code for rule in rules)
                continue
            reach = DANGER_REACH if any(rule.flag in DANGERS for rule in rules) else NEGATION_REACH
            doubted = self._is_denied(start, end, NEGATION_REACH)
            if doubted and DISOWNED.search(self.folded[:start]):
                self._disowned.add((start, end))
                self.disclaimed.update(rule.category_code for rule in rules)
            hits.append(Hit(rules, start, word, doubted, doubted and self._is_denied(start, end, reach)))
        return hits

    def _is_quoted(self, start):
        inside = any(begin <= start < end for begin, end in self._denied)
        return inside and self.folded[start] not in OWN_DENIAL

    def _is_denied(self, start, end, reach):
        if is_latin(self.folded[start]):
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
