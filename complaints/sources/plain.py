"""Bytes and HTML of unknown origin as plain text that people can read and the database can keep. Pure."""

import codecs
import re
from html import unescape
from html.parser import HTMLParser

import nh3

# Half characters, control marks other than new line and tab, and marks that turn the direction of a text.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
# Python knows more encodings than mails use; some of the others take minutes over a page.
KNOWN = re.compile(r"utf-(8|16|32)|gb|big5|iso|cp\d|koi8|shift_jis|euc|ascii|hz")
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "hz"}
MOST_HTML = 1_000_000  # characters
DEEPEST = 500
# Those that need no end stand beside one another, not in one another.
NESTING_TAG = re.compile(r"<(/?)(?!(?:p|br|li|td|th|tr|hr|img|input|meta|link|col|base)\b)[a-z]", re.IGNORECASE)
BLOCKS = {"p", "div", "tr", "table", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
KEPT_TAGS = BLOCKS | {"br", "li", "td", "a"}
DROPPED_WITH_CONTENT = {"script", "style", "title", "noscript", "template"}


def clean(text):
    """The text without what nobody can see or keep; new lines are plain ones."""
    return UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))


def text_of(data, charset=""):
    """Bytes as text: the declared encoding, unless the bytes are plainly UTF-8; else the encodings of China."""
    for name in encodings(data, known_encoding(charset)):
        try:
            return clean(data.decode(name))
        except (LookupError, ValueError):
            continue
    return clean(data.decode("utf-8", "replace"))


def encodings(data, declared):
    """What to try, in this order."""
    if is_plainly_utf_8(data):
        yield "utf-8"
    if declared:
        yield declared
    yield from ("utf-8", "gb18030")


def is_plainly_utf_8(data):
    """Whether valid UTF-8 holds a character of three bytes: a short word of GBK may be valid by chance, with two."""
    try:
        return any(char > "\u07ff" for char in data.decode("utf-8"))
    except ValueError:
        return False


def known_encoding(charset):
    """Python's name of an encoding that mails use; "" for all others."""
    try:
        name = codecs.lookup(charset.strip(" \"'")).name if charset else ""
    except (LookupError, ValueError):
        return ""
    return SUPERSETS.get(name, name) if KNOWN.match(name) else ""


def text_of_html(html):
    """The words of an HTML page: no scripts, no pictures, nothing loaded; addresses of links stand behind them."""
    html = html[:MOST_HTML]
    if is_bottomless(html):
        return clean(unescape(re.sub(r"<[^<>]*>", " ", html))).strip()
    sane = nh3.clean(
        html, tags=KEPT_TAGS, clean_content_tags=DROPPED_WITH_CONTENT, attributes={"a": {"href"}}, link_rel=None
    )
    reader = Words()
    reader.feed(sane)
    reader.close()
    return BLANK_LINES.sub("\n\n", clean("".join(reader.pieces))).strip()


def is_bottomless(html):
    """Whether tags stand in one another so deep that sorting them would take minutes; no mail for people does that."""
    depth = deepest = 0
    for tag in NESTING_TAG.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest > DEEPEST


class Words(HTMLParser):
    """Collects the words of sane HTML, with new lines where a reader would see them."""

    def __init__(self):
        super().__init__()
        self.pieces, self.links = [], []

    def handle_starttag(self, tag, attrs):
        """A block begins on a new line."""
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        elif tag == "td":
            self.pieces.append(" ")
        elif tag == "li":
            self.pieces.append("\n- ")
        elif tag == "br" or tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag):
        """A block ends its line; a link shows where it goes."""
        if tag in BLOCKS:
            self.pieces.append("\n")
        elif tag == "a" and self.links:
            address = self.links.pop()
            if address.startswith(("http://", "https://")) and address not in "".join(self.pieces[-1:]):
                self.pieces.append(f" <{address}>")

    def handle_data(self, data):
        """Words; the source's own line ends are mere spaces."""
        self.pieces.append(re.sub(r"\s+", " ", data))
