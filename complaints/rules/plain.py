"""What words to a consumer must be like: dated, reasoned, plain, nobody's fault (FB-13, IV-15, AS-18; domain.md 6.5).

The same look is taken at the words of a notice before they count. What blocks would hurt or promise nothing; what
only warns is for the writer to judge.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.rules.bare import is_no_bare_no
from complaints.rules.verdict import allow, first_no, no
from complaints.sentences.notices import SLOT, TIMES
from complaints.text import fold

# A promise that names no time, folded (FB-13).
VAGUE = (
    *("尽快", "尽早", "尽速", "马上", "稍后", "稍晚", "近期", "近日", "很快", "不久", "第一时间", "择日", "过几天"),
    *("as soon as possible", "asap", "soon", "shortly", "in due course", "at the earliest", "before long"),
)
# Words by which the fault is given to the reader (IV-15; domain.md 4: never "professional claimant").
BLAMING = (
    *("您自己", "你自己", "是您的问题", "您的责任", "您的过错", "您的错", "您没有按", "因您未", "由于您未", "您未按"),
    *("您操作不当", "使用不当", "您本应", "您应该早", "您违反", "恶意", "无理取闹", "无理要求"),
    *("职业索赔", "职业打假", "您误解"),
    *("骗我们", "骗平台", "在骗", "想骗", "讹诈", "讹人", "讹钱", "勒索"),
    *("撒谎", "说谎", "谎称", "骗赔", "骗退", "诈赔", "碰瓷", "敲诈", "诈骗行为", "自行调包", "狡辩", "抵赖", "刁民"),
    *("you lied", "lying", "liar", "cheating", "this is fraud"),
    *("your fault", "your own fault", "you failed to", "you should have", "you neglected", "your mistake"),
    *("unreasonable", "abusive", "professional claimant", "you misunderstood", "improper use"),
)
# Clauses the law makes void (SPC-2022-8 art. 1; domain.md 4).
FORBIDDEN = (
    *(
        "最终解释权",
        "签收即",
        "视为认可",
        "视为同意",
        "不得投诉",
        "不得起诉",
        "不得举报",
        "撤诉后",
        "撤销投诉后",
        "放弃其他权利",
    ),
    *("right of interpretation", "final interpretation", "must not complain", "waive your right", "waive all"),
)
# Words of the house and of the law that a reader need not know (FB-13, AS-18).
JARGON = (
    *(
        "工单",
        "客诉",
        "中台",
        "后台",
        "一线",
        "闭环",
        "时效",
        "派单",
        "结案",
        "判责",
        "定责",
        "核销",
        "触达",
        "兜底",
        "口径",
    ),
    *(
        "流转",
        "归档",
        "赔付",
        "升级处理",
        "处置",
        "该用户",
        "诉求人",
        "特此",
        "兹",
        "烦请知悉",
        "sla",
        "p1",
        "p2",
        "kpi",
        "sku",
    ),
    *("ticket", "escalation", "escalated", "back office", "mid-office", "root cause", "workflow", "hereby", "pursuant"),
    *("aforementioned", "case handler", "stakeholder"),
)
DATED = re.compile(
    r"\d|[一二两三四五六七八九十]+\s*(?:天|日|个?小时|分钟|点|个?工作日|周)|今天|今日|明天|明日|周[一二三四五六日]"
    r"|\b(?:today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
SENTENCE = re.compile(r"[^。！？!?；;.\n]+")
MOST_HAN, MOST_WORDS = 70, 35  # characters or words of one sentence
HAN = re.compile(r"[\u4e00-\u9fff]")
GSM = re.compile(r"[A-Za-z0-9 \r\n@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!\"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]*")
# Characters of one message alone, and of each where there are several.
SEGMENTS = {True: (160, 153), False: (70, 67)}
MOST_SEGMENTS = 2


@dataclass(frozen=True)
class Finding:
    """One thing about the words: what, and whether they may not leave like that."""

    why: str
    blocks: bool = True


def findings(text, *, is_whole=True):
    """All that is wrong or doubtful about words to a reader; `{by}` and the like count as a date.

    `is_whole`: nothing else stands beside them, so that a bare “no” would be all one reads (FB-02).
    """
    folded = fold(text)
    bare = is_no_bare_no(SLOT.sub("", text))
    found = [] if bare or not (folded and is_whole) else [Finding(bare.why)]
    found += [
        Finding(words % {"words": quoted(hits)}, blocks)
        for words, hits, blocks in (
            (_UNDATED, undated(text), True),
            (_BLAMES, said_in(folded, BLAMING), True),
            (_VOID, said_in(folded, FORBIDDEN), True),
            (_UNCLEAR, said_in(folded, JARGON), False),
        )
        if hits
    ]
    if long := longest(text):
        found.append(Finding(_("A long sentence: break it up. “%(words)s…”") % {"words": long[:20]}, blocks=False))
    return found


_UNDATED = gettext_lazy("A promise without a date: %(words)s. Say until when.")
_BLAMES = gettext_lazy("This gives the reader the fault: %(words)s. Say what happened and what we do.")
_VOID = gettext_lazy("The law makes this void: %(words)s. Leave it out.")
_UNCLEAR = gettext_lazy("Words of the house: %(words)s. Would somebody outside understand them?")


def is_plain(text):
    """A hint to whoever writes by hand, never a wall: dated, nobody's fault, nothing void (FB-13, IV-15, AS-18)."""
    return first_no(*(no(found.why) for found in findings(text, is_whole=False) if found.blocks))


def waives_nothing(*texts):
    """What the law makes void never leaves the house: no clause by which a reader gives up a right (DP-13)."""
    hits = list(dict.fromkeys(hit for text in texts for hit in said_in(fold(text or ""), FORBIDDEN)))
    return allow(not hits, str(_VOID) % {"words": quoted(hits)})


def is_filled(text):
    """No name of a fact is left in words that go to a reader: {amount} has become ¥60.00 (FB-13)."""
    left = list(dict.fromkeys(slot.group() for slot in SLOT.finditer(text or "")))
    return allow(not left, _("Still to be filled in: %(names)s.") % {"names": _(", ").join(left)})


def undated(text):
    """The vague words of sentences that name no time."""
    hits = []
    for sentence in SENTENCE.findall(SLOT.sub(mark_of, text)):
        folded = fold(sentence)
        if not DATED.search(folded):
            hits += said_in(folded, VAGUE)
    return list(dict.fromkeys(hits))


def mark_of(slot):
    """A fact in the words, as far as the search for dates is concerned."""
    return "1" if slot[1] in TIMES else " "


def said_in(folded, words):
    """Those of `words` that stand in a folded text; Latin ones only as whole words."""
    return [word for word in words if stands_in(word, folded)]


def stands_in(word, folded):
    return re.search(rf"\b{re.escape(word)}\b", folded) is not None if word.isascii() else word in folded


def longest(text):
    """The first sentence that is too long to be read at once, or nothing."""
    for sentence in SENTENCE.findall(text):
        if len(HAN.findall(sentence)) > MOST_HAN or len(re.findall(r"[A-Za-z']+", sentence)) > MOST_WORDS:
            return sentence.strip()
    return ""


def quoted(words):
    return _(", ").join(f"“{word}”" for word in words)


def segments(text):
    """How many short messages a text takes: 70 characters each with Chinese, 67 where they are joined."""
    alone, joined = SEGMENTS[GSM.fullmatch(text) is not None]
    return 1 if len(text) <= alone else -(-len(text) // joined)
