"""Promise clauses in plain words: whether a multiple is claimed, and how many times the price (scenario 17)."""

import re

from django.utils.translation import gettext as _

from complaints.enums import EvidenceKind, EvidenceStatus, Flag
from complaints.rules.cases import is_not_archived
from complaints.rules.people import may_take_or_work_on
from complaints.rules.verdict import allow, first_no
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


def may_record_clause(complaint, by):
    """Anybody on the case of a clause claim."""
    return first_no(
        is_not_archived(complaint),
        allow(Flag.LEGAL_CLAUSE in complaint.flags, _("No clause is claimed here: raise the flag first.")),
        may_take_or_work_on(complaint, by),
    )


def is_snapshot_of(item, complaint):
    """A promise is read off the listing as it stood at the order, which is on the evidence board (scenario 17)."""
    there = item.kind == EvidenceKind.LISTING and item.status == EvidenceStatus.RECEIVED
    return allow(
        item.complaint_id == complaint.pk and there, _("The snapshot of the listing is not on the evidence board yet.")
    )
