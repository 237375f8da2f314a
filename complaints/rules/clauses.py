"""Promise clauses in plain words: whether a multiple is claimed, and how many times the price (scenario 17)."""

import re

from complaints.text import fold

DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "百": 100}
WORDS = {"two": 2, "three": 3, "five": 5, "ten": 10}
MOST = 100
NUMBER = r"(\d{1,3}|[一二两三四五六七八九十百])"
# A promise names its multiple; the words of the law name one too, but promise nothing.
PROMISES = (
    re.compile(rf"假\s*[一1]\s*[赔罚賠罰]\s*{NUMBER}"),
    re.compile(r"fake[- ]one[- ]pay[- ](\d{1,3}|[a-z]+)"),
    re.compile(r"(\d{1,3}|ten|five|three)[- ]for[- ]one"),
    re.compile(r"promis\w*[^.!?]{0,30}?(\d{1,3}|ten|five|three) times"),
    re.compile(rf"承诺[^。!?]{{0,12}}?{NUMBER}\s*倍"),
)
CLAIMS = (
    *PROMISES,
    re.compile(rf"退\s*[一1]\s*[赔罚賠罰]\s*{NUMBER}"),
    re.compile(rf"{NUMBER}\s*倍\s*(?:赔|罚|賠|罰|价款)"),
    re.compile(rf"[赔罚賠罰]\s*{NUMBER}\s*倍"),
    re.compile(r"惩罚性赔偿|punitive|triple damages|(?:ten|three) times the price"),
)


def claims_multiple(text):
    """Whether the words claim a multiple of the price, by promise or by law; merely naming a law is no claim."""
    folded = fold(text)
    return any(pattern.search(folded) for pattern in CLAIMS)


def promised_times(text):
    """The multiple of a promise, 10 for 假一赔十; None where none is named."""
    folded = fold(text)
    found = next((hit for pattern in PROMISES if (hit := pattern.search(folded))), None)
    word = found.group(1) if found else ""
    times = int(word) if word.isdecimal() else DIGITS.get(word) or WORDS.get(word)
    return times if times and times <= MOST else None
