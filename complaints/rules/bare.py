"""A bare “no”: short words that refuse, and give neither a reason nor another way (FB-02, scenario 14)."""

import re

from django.utils.translation import gettext as _

from complaints.rules.verdict import allow
from complaints.text import fold

SHORT = 60  # Chinese characters; a Latin word counts as three, so that 20 words are short too
WORD_WEIGHT = 3
MATTER = 12  # from here on what stands beside the “no” tells something of the matter
IDEOGRAPH, WORD = re.compile("[\u3400-\u9fff]"), re.compile(r"[a-z']+")
PART = re.compile(r"[,，.。;；!！?？:：\n]|\b(?:and|but)\b|[但而]")

# Whole answers that say no and nothing else, folded.
BARE_NO = ("不", "不赔", "不退", "不换", "不修", "不给", "没门", "no", "nope", "rejected", "denied", "declined")

# Words by which something is refused, folded. “能不能” and “行不行” only ask.
REFUSES = re.compile(
    r"(?<!行)不行|(?<!可)不可以|(?<!能)不能|(?<!可)不可能|不支持|不予|不赔|不退|不给|不受理|不符合|不属于|不满足|不接受|不同意"
    r"|不在\S{0,8}范围|无法|没法|没有?办法|没门|无能为力|爱莫能助|拒绝|驳回|恕难|恕不"
    r"|(?:修|办|做|退|换|赔|给|处理|解决|满足|受理|支持|答应|帮)不了|不(?:会|再)(?:退|赔|换|修|处理|受理|赔偿|退款)"
    r"|\bcan ?not\b|\bcan't\b|\bcant\b|\bunable\b"
    r"|\bnot (?:possible|covered|eligible|entitled|accepted|available|able)\b"
    r"|\bimpossible\b|\bwon't\b|\bwill not\b"
    r"|\b(?:do not|don't) (?:refund|repair|offer|accept|cover|exchange|replace|pay)\b"
    r"|\bno (?:refunds?|returns?|exchange|compensation|repairs?|replacement)\b"
    r"|\b(?:refuse|reject|decline|deny)(?:d|s|ed)?\b"
)
# Words that tell why, wherever they stand.
BECAUSE = re.compile(
    r"因(?!此)|由于|依据|依照|按照|根据|按(?:规定|规则|约定|合同|条款|法律)|第\s*[\d一二三四五六七八九十百]+\s*条|之所以|所以|鉴于|法律规定"
    r"|\d{1,4}\s*[年月天日-]"
    r"|\b(?:because|since|as the|under|according to|due to|owing to|reason|by law|ended on|expired on)\b"
)
# Another way, wherever it stands.
INSTEAD = re.compile(
    r"可以|可选|建议|改为|改成|改用|改到|或者|换成|替您|另外|也能|还能|如果|要是|的话|只要"
    r"|\binstead\b|\byou (?:can|may|could)\b|\bwe (?:can|could|offer|will)\b(?! not)|\balternative"
    r"|\bhowever\b|\bif you\b|\bunless\b"
)
# Something that is asked or done, in a clause that refuses nothing.
GOES_ON = re.compile(
    r"(?<!要求)(?<!申请)(?<!主张)(?:全额退|退还|补发|免费)"
    r"|请|麻烦|烦请|吗|呢|给您|为您|帮您|我(?:们)?(?:会|先|再|去|来|正|今|明)|愿意|今天|明天|后天|稍等"
    r"|\bplease\b|\bwe(?:'ll| are| will)\b|\bi(?:'ll| am| will)\b|\btoday\b|\btomorrow\b|\bcould you\b|\bmay i\b"
)
# Politeness says nothing about the matter.
POLITE = re.compile(
    r"(?:敬?请|希望|望|还望|恳请|谢谢|感谢)您?(?:的|多多?|能)?(?:谅解|理解|见谅|包涵|知悉|体谅|配合|来信|反馈)|如有(?:任何)?(?:疑问|问题)[^。;；\n]*"
    r"|(?:给|为)您(?:带来|添|造成)\S{0,6}|您好|(?:很|非常|十分|实在|真)?(?:抱歉|对不起|遗憾|不好意思)"
    r"|[^,，.。;；\n]*(?:已收到|已知悉|已了解|经\S{0,4}(?:核实|核查|研究|审核|判断))|\bunfortunately\b"
    r"|\bplease (?:understand|accept|note)\b|\bthank you\b|\bif you have any (?:further )?questions?\b[^.\n]*"
    r"|\bwe are (?:very |so |really )?sorry\b|\bi am (?:very |so |really )?sorry\b"
)


def is_no_bare_no(text):
    """A “no” comes with its reason, an alternative and the next route (FB-02)."""
    why = _("A bare “no” is not sent: give the reason, an alternative and where else to turn.")
    return allow(not is_bare(fold(text)), why)


def is_bare(folded):
    """Whether a folded text is short, refuses, and neither says why nor what else can be done."""
    said = "".join(letter for letter in folded if letter.isalnum() or letter == " ").strip()
    if said.replace(" ", "") in BARE_NO:
        return True
    if length_of(folded) > SHORT or not REFUSES.search(folded):
        return False
    told = REFUSES.sub("×", POLITE.sub(" ", folded))
    beside = [clause for clause in PART.split(told) if "×" not in clause]
    goes_on = any(GOES_ON.search(clause) for clause in beside) or sum(map(length_of, beside)) >= MATTER
    return not (goes_on or BECAUSE.search(told) or INSTEAD.search(told) or asks(folded))


def asks(folded):
    """Whether it ends as a question: who asks has not refused yet."""
    return folded.rstrip().endswith(("?", "吗", "呢"))


def length_of(folded):
    """How long a text is to its reader: Chinese characters, and Latin words for three of them."""
    return len(IDEOGRAPH.findall(folded)) + WORD_WEIGHT * len(WORD.findall(folded))
