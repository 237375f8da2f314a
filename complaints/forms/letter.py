"""A kept mail as a letter that may be filed: its words cleaned and cut, its files checked like every other upload."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext as _

from complaints.forms.files import sort_uploads
from complaints.sources import mail as mails
from complaints.sources import quotes
from complaints.text import language_of


@dataclass
class Letter:
    """What a mail says. `whole` is all of it, `told` lacks the signature, `said` the quoted history too."""

    sender: str
    sender_name: str
    recipients: tuple
    subject: str
    topic: str
    sent_at: datetime | None
    references: tuple
    automatic: str
    report: object
    whole: str
    told: str
    said: str
    language: str
    files: list = field(default_factory=list)
    refused: list = field(default_factory=list)


def letter_of(mail):
    """The Letter of a kept mail; raises whatever a broken one makes the parsers raise."""
    with mail.source.open("rb") as source:
        parsed = mails.parse(source.read())
    language = language_of(f"{parsed.subject}{parsed.text}")
    with translation.override(language):
        files, refused = checked_files(parsed, is_cut=mail.is_cut)
    return Letter(
        **{name: getattr(parsed, name) for name in SAME},
        whole=parsed.text,
        told=quotes.without_signature(parsed.text) or parsed.text,
        said=quotes.said(parsed.text),
        language=language,
        files=files,
        refused=refused,
    )


SAME = (
    *("sender", "sender_name", "recipients", "subject", "topic"),
    *("sent_at", "references", "automatic", "report"),
)


def checked_files(parsed, *, is_cut):
    """(files that passed, sentences about the others). A mail of which only the beginning came has no whole files."""
    if parsed.report:
        return [], []
    if is_cut:
        return [], [_("The mail was too large: its files did not come through. Send them on the page, or one by one.")]
    uploads = [SimpleUploadedFile(file.name, file.content) for file in parsed.attachments]
    checked, errors = sort_uploads(uploads)
    return checked, [message for error in errors for message in error.messages]
