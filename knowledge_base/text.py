"""What happens to words here: persons are masked, Markdown is shown, hits are marked, versions compared. Pure."""

import difflib
import html
import re

import nh3
from markdown import Markdown

from complaints.text import fold, origins

# --- persons --------------------------------------------------------------------------------------------

HAN = "\u4e00-\u9fff"
# The hundred most frequent family names cover about nine people in ten; two-character ones first.
SURNAMES = (
    "欧阳|上官|司马|诸葛|皇甫|令狐|慕容|东方|夏侯|尉迟|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文]"
)
TITLES = "先生|女士|小姐|太太|阿姨|叔叔|大爷|大妈|奶奶|爷爷|老师|师傅|经理|医生|护士|主任|同学"
GAP = r"[\s\-‐–—.·]?"
DIGIT = rf"\d{GAP}"
DATE = r"(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
BEFORE, AFTER = r"(?<![\dA-Za-z])", r"(?![\dA-Za-z])"

# (what it was in Chinese, in English, how it looks). The order matters: the longer number first.
PATTERNS = [
    ("邮箱", "e-mail", re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("证件号", "ID number", re.compile(rf"{BEFORE}(?:{DIGIT}){{17}}[\dXx]{AFTER}")),
    ("卡号", "card number", re.compile(rf"{BEFORE}\d{{4}}(?:[ -]\d{{4}}){{2,3}}(?:[ -]\d{{1,4}})?{AFTER}")),
    ("电话", "phone", re.compile(rf"{BEFORE}(?:\+?86{GAP})?1{GAP}[3-9]{GAP}(?:{DIGIT}){{8}}\d{AFTER}")),
    (
        "电话",
        "phone",
        re.compile(rf"{BEFORE}(?:0\d{{2,3}}{GAP}|\(0\d{{2,3}}\){GAP})\d{{7,8}}(?:{GAP}转?\d{{1,5}})?{AFTER}"),
    ),
    ("电话", "phone", re.compile(rf"{BEFORE}[48]00{GAP}\d{{3,4}}{GAP}\d{{3,4}}{AFTER}")),
    ("电话", "phone", re.compile(r"\+\d{1,3}[\s-]?\(?\d{1,4}\)?(?:[\s-]?\d{2,4}){2,4}")),
    (
        "账号",
        "account",
        re.compile(r"(?:微信号?|QQ号?|支付宝账号|旺旺)\s*(?:是|为|[:：])?\s*[\w@.-]{5,}", re.ASCII | re.IGNORECASE),
    ),
    ("编号", "number", re.compile(rf"(?<![\dA-Za-z¥.,])(?!{DATE})(?:[A-Za-z]{{1,4}}-?)?\d[\d-]{{4,}}\d{AFTER}")),
    (
        "地址",
        "address",
        re.compile(
            rf"(?:[{HAN}]{{2,8}}?(?:省|自治区))?(?:[{HAN}]{{2,8}}?[市州])?(?:[{HAN}]{{1,8}}?[区县旗])?"
            rf"[{HAN}\dA-Za-z]{{1,10}}?(?:路|街道?|大道|巷|弄|胡同|村|镇|小区|花园|苑|公寓|大厦|广场)"
            rf"(?:[{HAN}\dA-Za-z]{{0,8}}?[\d一二三四五六七八九十]+(?:号院?(?![线码])|弄|栋|幢|座|单元|室|楼|层|户))+(?:[\d-]{{1,6}}室?)?"
        ),
    ),
    (
        "地址",
        "address",
        re.compile(
            r"\b\d{1,5}[A-Za-z]?\s(?:[A-Z][\w'-]*\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd)\b\.?"
        ),
    ),
]
SELF_NAMED = re.compile(
    rf"(我叫|我是|姓名(?:是|为)?|收件人(?:是|为)?|收货人(?:是|为)?|联系人(?:是|为)?|本人)(\s*[:：]?\s*)((?:{SURNAMES})[{HAN}]{{1,2}}?)(?=[，。,.；;、\s）)！!：:]|$)"
)
# A family name right before the title is enough anywhere; with a given name between only at the beginning of a word.
ADDRESSED = re.compile(
    rf"(?:(?<![{HAN}])|(?<=[是找和与给对跟叫让请问]))(?:{SURNAMES})[{HAN}]{{1,2}}?({TITLES})"
    rf"|(?:{SURNAMES})({TITLES})"
)
ADDRESSED_EN = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr)\.?\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?")
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}


def anonymised(text, known=()):
    """`text` without persons: names, phones, mails, numbers of orders and papers, addresses become a word in brackets.

    `known` are words to mask wherever they stand (the consumer's name, the order number), longest first.
    """
    chinese = bool(re.search(f"[{HAN}\uff00-\uffef]", text))
    text = text.translate(FULL_WIDTH).replace("\u200b", "")
    for word in sorted({word for word in known if word and len(word) > 1}, key=len, reverse=True):
        # A Latin name must not be found inside another word.
        bound = (r"\b", r"\b") if word.isascii() else ("", "")
        text = re.sub(
            bound[0] + re.escape(word) + bound[1], _mask("某人", "somebody", chinese), text, flags=re.IGNORECASE
        )
    for zh, en, pattern in PATTERNS:
        text = pattern.sub(_mask(zh, en, chinese), text)
    text = SELF_NAMED.sub(lambda found: f"{found[1]}{found[2]}{_mask('姓名', 'name', True)}", text)
    text = ADDRESSED.sub(lambda found: f"某{found[1] or found[2]}", text)
    return ADDRESSED_EN.sub(lambda found: f"{found[1]} …", text)


def _mask(zh, en, chinese):
    return f"〔{zh}〕" if chinese else f"[{en}]"


# --- Markdown -------------------------------------------------------------------------------------------

TAGS = {
    *("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "a"),
    *("h2", "h3", "h4", "h5", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
}
BLOCK_END = re.compile(r"<br>|</(?:p|h\d|li|td|th|pre)>")
HEADINGS = re.compile(r"<(/?)h([1-6])\b")


def to_html(source):
    """Safe HTML of a Markdown text; its highest headings are of the second level, below the page's own.

    The source is stored as it was typed and cleaned on every output, so a hole once closed is closed for old texts.
    """
    raw = Markdown(extensions=["tables", "sane_lists", "nl2br"], output_format="html").convert(source)
    down = 2 - min((int(level) for _slash, level in HEADINGS.findall(raw)), default=2)
    raw = HEADINGS.sub(lambda tag: f"<{tag[1]}h{min(int(tag[2]) + down, 5)}", raw)
    return nh3.clean(raw, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})


def to_plain(source):
    """The words of a Markdown text in one line, for excerpts and the search."""
    spaced = BLOCK_END.sub(" ", to_html(source))
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())


GOOD, BAD = "✓", "✗"  # a quotation may show how to say it, or how not to


def sayings(source):
    """[(heading, words), ...]: what a script proposes to say, its quotations, each with the heading above it."""
    found, heading, words = [], "", []
    for line in [*source.splitlines(), ""]:
        if line.startswith(">"):
            words.append(line[1:].strip())
            continue
        if words:
            found.append((heading, "\n".join(words).strip()))
            words = []
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
    return [(above, said.removeprefix(GOOD).lstrip()) for above, said in found if said and not said.startswith(BAD)]


# --- search ---------------------------------------------------------------------------------------------

EXCERPT = 110


def excerpt(plain, query):
    """Pieces (text, is_hit) of `plain` around the first hit of `query`; just its beginning where nothing is hit."""
    hits = _hits(plain, query)
    length = EXCERPT if re.search(f"[{HAN}]", plain) else 2 * EXCERPT  # a Latin letter is half as wide
    start = max(0, hits[0][0] - length // 4) if hits else 0
    end = min(len(plain), start + length)
    pieces, at = [("…", False)] if start else [], start
    for left, right in hits:
        if left >= at and right <= end:
            pieces += [(plain[at:left], False), (plain[left:right], True)]
            at = right
    pieces += [(plain[at:end], False)] + ([("…", False)] if end < len(plain) else [])
    return [piece for piece in pieces if piece[0]]


def _hits(plain, query):
    """Where the words of `query` stand in `plain`, compared as the search compares them."""
    where, folded = origins(plain), fold(plain)
    if where is None:  # folding joined characters: show the text unmarked rather than mark the wrong place
        return []
    found = []
    for word in set(re.findall(r"\w+", fold(query))):
        hits = re.finditer(re.escape(word), folded)
        found += [(where[hit.start()], where[hit.end() - 1] + 1) for hit in hits]
    return sorted(found)


# --- versions -------------------------------------------------------------------------------------------


def compared(old, new):
    """Lines (kind, text) from `old` to `new`; kind is "same", "old", "new" or "gap" for unchanged lines left out."""
    lines = []
    matcher = difflib.SequenceMatcher(a=old.splitlines(), b=new.splitlines(), autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(1)):
        if number:
            lines.append(("gap", ""))
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                lines += [("same", line) for line in matcher.a[old_from:old_to]]
            else:
                lines += [("old", line) for line in matcher.a[old_from:old_to]]
                lines += [("new", line) for line in matcher.b[new_from:new_to]]
    return lines
