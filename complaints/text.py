"""How words are compared: folding for matching, bigrams for Chinese search. Pure, imports nothing of ours.

Fold first, compare afterwards: full-width, traditional, zero-width and capital spellings of a word become one spelling.
The bigrams stored in the database depend on the fold, so a change here asks for the search columns to be rebuilt.
"""

import re
import unicodedata
import zlib
from functools import cache, lru_cache

import opencc

# Format and control marks that nobody sees: a word must not escape its rule by carrying one. White space stays.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Writing without spaces between words: Han, kana, hangul, and the South-East Asian scripts.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\U00020000-\U0003ffff"
)
# Only letters and digits: PostgreSQL's parser, too, breaks words at combining marks.
RUN = re.compile(f"((?:(?=\\w)[{UNSPACED}])+)|([^\\W_{UNSPACED}]+)")
CHINA_CODE = re.compile(r"^(?:00)?86(?=1\d{10}$)", re.ASCII)
WORD_LENGTH = 64  # PostgreSQL drops words over 2 kB; nobody searches for one
EXTRA_FOLDS = {"著": "着", "瞭": "了", "妳": "你", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}


@cache
def fold_table():
    """Traditional to simplified, built once (0.1 s); character by character, so that places and lengths stay."""
    originals = [chr(code) for code in range(0x3400, 0xA000)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(originals)).split("\n")
    table = {ord(old): new for old, new in zip(originals, simplified, strict=True) if old != new}
    return table | {ord(old): new for old, new in EXTRA_FOLDS.items()}


@lru_cache(10_000)  # of single characters, for origins()
def _fold_character(character):
    return _fold_characters(character)


def _fold_characters(text):
    visible = INVISIBLE.sub("", text)
    folded = unicodedata.normalize("NFKC", visible).lower().translate(fold_table())
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", folded))


def fold(text):
    """The spelling in which words are compared: NFKC, lower case, simplified, nothing invisible, single spaces."""
    return " ".join(_fold_characters(text).split())


def origins(text):
    """For each character of fold(text) its index in `text`; None where folding joined characters together."""
    folded, indexes = [], []
    for index, character in enumerate(text):
        for piece in _fold_character(character):
            if piece.isspace() and (not folded or folded[-1] == " "):
                continue
            folded.append(" " if piece.isspace() else piece)
            indexes.append(index)
    if folded and folded[-1] == " ":
        folded.pop()
        indexes.pop()
    return indexes if "".join(folded) == fold(text) else None


def _runs(text):
    for match in RUN.finditer(fold(text)):
        yield match[1] or "", (match[2] or "")[:WORD_LENGTH]


def _pairs(run):
    return [run[index : index + 2] for index in range(len(run) - 1)]


def tokens(text):
    """Search tokens in order: each Chinese run as overlapping pairs and its last character, other words as they are."""
    found = []
    for run, word in _runs(text):
        found += [*_pairs(run), run[-1]] if run else [word]
    return found


def bigrams(text):
    """The tokens joined by spaces: one lexeme each under PostgreSQL's 'simple' configuration."""
    return " ".join(tokens(text))


def query_tokens(text):
    """The tokens that a text containing `text` must have, all of them."""
    found = []
    for run, word in _runs(text):
        found += (_pairs(run) or [run]) if run else [word]
    return found


def search_query(text):
    """A raw 'simple' tsquery: every run must occur, three characters and more as a phrase; '' without any word.

    A single character and a Latin word match as beginnings: every character of a stored run begins a token.
    """
    parts = []
    for run, word in _runs(text):
        pairs = [f"'{pair}'" for pair in _pairs(run)]
        parts.append("(" + " <-> ".join(pairs) + ")" if pairs else f"'{run or word}':*")
    return " & ".join(parts)


# --- texts that are nearly the same ---------------------------------------------------------------------------

NEARLY = 0.75  # share of common pairs from which two texts count as nearly the same
FEWEST = 8  # pairs below which a text is too short to say anything
BANDS, ROWS = 12, 3
# Odd factors and summands of the hash functions: fixed for ever, since sketches are stored.
FACTORS = [(0x9E3779B1 * (2 * n + 1) & 0xFFFFFFFF | 1, 0x85EBCA6B * (n + 1) & 0xFFFFFFFF) for n in range(BANDS * ROWS)]


def pairs_of(text):
    """The set of character pairs (and whole Latin words) of a text, folded."""
    return frozenset(query_tokens(text))


def overlap(one, other):
    """How much two sets of pairs have in common, from 0 to 1 (Dice)."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def sketch(text):
    """Twelve numbers of which nearly equal texts share at least one, as they share most pairs; none if too short.

    Min-hashes of the pairs in bands of three: two texts with a common share of 0.75 meet with a chance of 95 %, of
    0.85 with more than 99 %, unrelated ones with a chance of about one in a thousand.
    """
    hashes = [zlib.crc32(pair.encode()) for pair in pairs_of(text)]
    if len(hashes) < FEWEST:
        return []
    least = [min((factor * value + summand) & 0xFFFFFFFF for value in hashes) for factor, summand in FACTORS]
    bands = [least[n : n + ROWS] for n in range(0, len(least), ROWS)]
    return [zlib.crc32(repr((n, band)).encode()) - 2**31 for n, band in enumerate(bands)]


def bare_phone(number):
    """The digits of a phone number without the 86 of China: +86 138-0000-6027 and 13800006027 are one."""
    return CHINA_CODE.sub("", "".join(digit for digit in fold(number) if digit.isdecimal()))


def words_of(told):
    """The words by which a complaint, or an intake, is judged; a title out of the words adds nothing."""
    return told.description if told.title.strip() in told.description else f"{told.title}。{told.description}"


HAN, LETTER = re.compile("[\u3400-\u9fff]"), re.compile(r"[^\W\d_]")


def language_of(text):
    """The language we write in to somebody who wrote this: Chinese where it holds a Chinese character, or no letter."""
    return "zh-hans" if HAN.search(text) or not LETTER.search(text) else "en"
