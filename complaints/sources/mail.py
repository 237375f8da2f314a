"""A mail as it came, taken apart: who, to whom, when, what it says, what hangs on it, and whether a machine wrote it.

Pure, and believes nothing: a broken header is an empty one, a broken encoding is read as well as it goes.
"""

import base64
import binascii
import email
import email.parser
import email.policy
import email.utils
import hashlib
import quopri
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from complaints.sources.plain import clean, text_of, text_of_html

WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]*)?\?([bqBQ])\?([^?]*)\?=")
MOST_PARTS = 300
TINY_PICTURE = 8 * 1024  # an image of this size inside a text is a logo or a smiley, never a proof
TO_US = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "resent-to")
MACHINES = re.compile(r"(mailer-?daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+@._-].*)?", re.IGNORECASE)
POSTMEN = re.compile(r"(mailer-?daemon|postmaster)@", re.IGNORECASE)
PRECEDENCES = {"bulk", "list", "junk", "auto_reply"}
LISTS = ("list-id", "list-post", "list-unsubscribe", "mailing-list")
ANSWERS = re.compile(r"^((re|fw|fwd|aw|回复|回覆|答复|答覆|转发|轉發|回|转)[ \t]*[:：][ \t]*)+", re.IGNORECASE)


@dataclass(frozen=True)
class Attachment:
    """A file that hangs on a mail."""

    name: str
    content: bytes


@dataclass(frozen=True)
class DeliveryReport:
    """What a mail server says about a letter of ours. `is_final`: it will not try again."""

    is_final: bool
    diagnosis: str
    message_ids: tuple = ()


@dataclass(frozen=True)
class Mail:
    """The parts of one mail. `automatic` says by what sign a machine wrote it; "" for a person's mail."""

    message_id: str
    sender: str
    sender_name: str
    recipients: tuple
    subject: str
    sent_at: datetime | None
    references: tuple
    text: str
    attachments: tuple
    automatic: str
    report: DeliveryReport | None

    @property
    def topic(self):
        """The subject without its Re: and Fwd:."""
        return ANSWERS.sub("", self.subject).strip()


@dataclass
class Content:
    """Texts and files found so far in the parts of a mail."""

    plain: list = field(default_factory=list)
    html: list = field(default_factory=list)
    files: list = field(default_factory=list)
    parts: int = 0


class Headers:
    """The headers of a mail or part: decoded, on one line, "" where there is none."""

    def __init__(self, message):
        self._rows = [(name.lower(), str(value)) for name, value in message.raw_items()]

    def raw(self, name):
        """The first header of this name as it stands, encoded words and all."""
        return next((raw_text(value) for key, value in self._rows if key == name), "")

    def all_raw(self, *names):
        return [raw_text(value) for key, value in self._rows if key in names]

    def text(self, name):
        """The first header of this name for people."""
        return one_line(words(self.raw(name)))

    def has(self, *names):
        return any(key in names for key, _value in self._rows)


def raw_text(value):
    """A header with its bytes of unknown encoding read; folded lines joined."""
    if not value.isascii():
        value = text_of(value.encode("utf-8", "surrogateescape"))
    return " ".join(clean(value).split())


def one_line(text):
    """Text without line breaks: what stands in a header must not become a header."""
    return " ".join(clean(text).split())


def words(raw):
    """A header with its encoded words decoded; neighbours are joined before, as senders split anywhere."""
    out, pending, charset, at = [], b"", "", 0
    for found in WORD.finditer(raw):
        between = raw[at : found.start()]
        if between.strip() or found[1].lower() != charset:
            out += [text_of(pending, charset), between if between.strip() or not pending else ""]
            pending = b""
        pending, charset, at = pending + word_bytes(found[2], found[3]), found[1].lower(), found.end()
    return "".join([*out, text_of(pending, charset), raw[at:]])


def word_bytes(kind, text):
    """The bytes of one encoded word."""
    data = text.encode("ascii", "ignore")
    if kind in "qQ":
        return quopri.decodestring(data, header=True)
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return b""


def addresses(*headers):
    """[(name, address), ...] of the valid addresses in raw headers, in lower case."""
    found = []
    for name, address in email.utils.getaddresses([header[:20_000] for header in headers]):
        try:
            validate_email(address)
        except ValidationError:
            continue
        found.append((one_line(words(name)), address.lower()))
    return found


def identity(raw):
    """(Message-ID, key) of a mail: the key is the same for every copy of it, and different for every other mail.

    The sender belongs to the key: nobody can keep a mail out by sending one of the same Message-ID before it.
    """
    headers = Headers(email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(raw))
    message_id = headers.text("message-id")[:250]
    mark = f"{message_id}\n{headers.text('from')}".encode() if message_id else raw
    return message_id, hashlib.sha256(mark).hexdigest()


def parse(raw):
    """The Mail of these bytes."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    headers, content = Headers(message), Content()
    collect(message, content)
    senders = addresses(*headers.all_raw("from"))
    name, sender = senders[0] if len(senders) == 1 else ("", "")
    return Mail(
        message_id=headers.text("message-id")[:250],
        sender=sender[:254],
        sender_name=name[:60],
        recipients=tuple(address for _name, address in addresses(*headers.all_raw(*TO_US))),
        subject=headers.text("subject")[:300],
        sent_at=moment(headers.raw("date")),
        references=tuple(re.findall(r"<[^<>\s]{3,250}>", " ".join(headers.all_raw("in-reply-to", "references")))),
        text=body(content),
        attachments=tuple(content.files),
        automatic=automatic(headers, sender),
        report=delivery_report(message, sender),
    )


def moment(raw):
    """The Date header; None where nobody can read it."""
    try:
        found = email.utils.parsedate_to_datetime(raw)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def body(content):
    """The words: the plain version if there is one, else those of the HTML version."""
    plain = "\n\n".join(text.strip() for text in content.plain if text.strip())
    return plain or "\n\n".join(filter(None, map(text_of_html, content.html)))


def collect(part, content):
    """Sort a part and all below it into texts and files."""
    content.parts += 1
    if content.parts > MOST_PARTS:
        return
    kind = part.get_content_type()
    if part.is_multipart() and not kind.startswith("message/"):
        for below in part.get_payload():
            collect(below, content)
        return
    name, disposition = file_name(part), str(part.get("content-disposition") or "").strip().lower()
    if kind in ("text/plain", "text/html") and not name and not disposition.startswith("attachment"):
        text = text_of(payload(part), parameter(part, "charset"))
        (content.plain if kind == "text/plain" else content.html).append(text)
    elif kind not in ("message/delivery-status", "text/rfc822-headers"):
        add_file(part, kind, name, content)


def add_file(part, kind, name, content):
    """Keep a file, unless it is empty or a picture so small that it only adorns the text."""
    data = forwarded(part) if kind.startswith("message/") else payload(part)
    adorns = kind.startswith("image/") and part.get("content-id") and len(data) < TINY_PICTURE
    if data and not adorns:
        content.files.append(Attachment(name or f"{kind.replace('/', '.')}", data))


def forwarded(part):
    """A mail that hangs on this one, as a file; a mark in its place where it is too broken to be written."""
    try:
        return part.as_bytes()
    except (LookupError, ValueError, TypeError, AttributeError):
        return b"?"


def payload(part):
    """The bytes of a part, whatever its encoding."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def file_name(part):
    """The sender's name of a file, decoded."""
    try:
        return one_line(words(raw_text(part.get_filename() or "")))[:200]
    except (LookupError, ValueError):
        return ""


def parameter(part, name):
    """A parameter of the content type."""
    value = part.get_param(name, "")
    return str(value[2] if isinstance(value, tuple) else value)


def automatic(headers, sender):
    """By what sign a machine wrote this mail (RFC 3834 and the custom before it); "" if a person did."""
    submitted = headers.text("auto-submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no"):
        return f"Auto-Submitted: {submitted}"[:80]
    precedence = headers.text("precedence").lower()
    if precedence in PRECEDENCES:
        return f"Precedence: {precedence}"
    if headers.has(*LISTS):
        return "List-Id"
    if headers.has("x-autoreply", "x-autorespond"):
        return "X-Autoreply"
    if headers.has("return-path") and headers.text("return-path") in ("<>", ""):
        return "Return-Path: <>"
    return "From" if MACHINES.fullmatch(sender.partition("@")[0] + "@") else ""


def delivery_report(message, sender):
    """What a mail server reports about a letter of ours, or None (RFC 3464, or plain text)."""
    parts = list(message.walk())[:MOST_PARTS]
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if status is not None and isinstance(status.get_payload(), list):
        blocks = [Headers(block) for block in status.get_payload()]
        action = " ".join(block.text("action") for block in blocks).lower()
        code = next(filter(None, (block.text("status") for block in blocks)), "")
        why = next(filter(None, (block.text("diagnostic-code") for block in blocks)), code)
        final = "failed" in action and not code.startswith("4")
        return DeliveryReport(final, why[:300], original_ids(parts))
    if POSTMEN.match(sender):
        text = next((text_of(payload(p)) for p in parts if p.get_content_type() == "text/plain"), "")
        why = re.search(r"^.*\b5\d\d\b.*$", text, re.MULTILINE)
        return DeliveryReport(bool(why), one_line(why[0])[:300] if why else "", original_ids(parts))
    return None


def original_ids(parts):
    """Message-IDs of the letters that a report is about."""
    found = []
    for part in parts[1:]:
        if part.get_content_type() == "text/rfc822-headers":
            found.append(Headers(email.message_from_bytes(payload(part))).text("message-id"))
        elif part.get("message-id"):
            found.append(Headers(part).text("message-id"))
    return tuple(filter(None, found))
