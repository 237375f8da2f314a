"""Uploads that survive a dropped connection: the core of the tus protocol, version 1.0.0 (docs/uploads.md)."""

import base64
import binascii
from contextlib import suppress
from io import BytesIO

from django.core.exceptions import ValidationError
from django.http import HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints.actions import uploads
from complaints.actions.links import item_of_inquiry
from complaints.forms.files import HEAD, clean_name, media_type_of
from complaints.lifecycle import Refused
from complaints.views.public.links import by_link, complaint_of, consumer_of, system_of

VERSION = "1.0.0"
PIECES = "application/offset+octet-stream"
READ = 64 * 1024


def told(status, sentence="", **headers):
    """An answer of the protocol: what a program needs in the headers, a sentence for people in the body."""
    answer = HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    for name, value in {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}.items():
        answer.headers[name] = value
    for name, value in headers.items():
        answer.headers[name.replace("_", "-")] = str(value)
    return answer


def begin(request, owner, by, address):
    """Announce a file by its length and name; the answer names its own address."""
    size = request.headers.get("Upload-Length", "")
    if not (size.isascii() and size.isdigit() and len(size) <= 12):
        return told(400, _("The length of the file is missing."))
    try:
        name = clean_name(name_in(request.headers.get("Upload-Metadata", "")))
        upload = uploads.begin_upload(owner, by=by, now=timezone.now(), name=name, size=int(size))
    except Refused as refusal:
        return told(413, refusal.reason)
    return told(201, Location=address(upload.key), Upload_Offset=0)


def name_in(metadata):
    """The file name of `filename <base64>,…`; nonsense is a file without a name."""
    known = dict(pair.strip().partition(" ")[::2] for pair in metadata[:2000].split(","))
    with suppress(binascii.Error, ValueError):
        return base64.b64decode(known.get("filename", ""), validate=True).decode()
    return ""


def go_on(request, owner, key):
    """HEAD: where to go on. PATCH: one more piece. DELETE: do without it."""
    now = timezone.now()
    upload = uploads.find_upload(owner, key, now)
    if upload is None:
        return told(404, _("This file is not on its way any more: choose it again."))
    if request.method == "DELETE":
        uploads.end_upload(upload, now=now)
        return told(204)
    if request.method == "PATCH":
        return take(request, upload, now)
    return told(200, Upload_Offset=upload.received, Upload_Length=upload.size)


def take(request, upload, now):
    """Keep what the body brings, also when the connection breaks in the middle of it."""
    offset = request.headers.get("Upload-Offset", "")
    if request.content_type != PIECES or not (offset.isascii() and offset.isdigit() and len(offset) <= 12):
        return told(415, _("The place of this part is missing."))
    content = body_of(request, min(uploads.PIECE, upload.size + 1))
    try:
        if offset == "0" and (len(content) >= HEAD or len(content) == upload.size):
            media_type_of(BytesIO(content), upload.name)
        upload = uploads.take_piece(upload, int(offset), content, now=now)
    except ValidationError as error:
        uploads.end_upload(upload, now=now)
        return told(415, " ".join(error.messages))
    except uploads.OutOfStep as early:
        return told(409, early.reason, Upload_Offset=early.received)
    except Refused as refusal:
        return told(413, refusal.reason)
    return told(204, Upload_Offset=upload.received)


def body_of(request, most):
    """What comes of the body, at most `most` bytes; where the line breaks, what came before is good."""
    content = b""
    with suppress(UnreadablePostError, OSError):
        while len(content) < most and (part := request.read(min(READ, most - len(content)))):
            content += part
    return content


def address_of(name, token):
    """key -> the address of one upload of this page."""
    return lambda key: reverse(name, args=[token, key])


@by_link(complaint_of)
@require_http_methods(["POST"])
def progress_uploads(request, complaint, *, token):
    """A file of the consumer."""
    by = consumer_of(request, complaint)
    return begin(request, complaint, by, address_of("complaints:progress_upload", token))


@by_link(complaint_of)
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def progress_upload(request, complaint, *, token, key):
    """One file of the consumer on its way."""
    return go_on(request, complaint, key)


@by_link(item_of_inquiry)
@require_http_methods(["POST"])
def inquiry_uploads(request, item, *, token):
    """A file of a merchant or carrier."""
    return begin(request, item, system_of(request, "inquiry"), address_of("complaints:inquiry_upload", token))


@by_link(item_of_inquiry)
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def inquiry_upload(request, item, *, token, key):
    """One file of a merchant or carrier on its way."""
    return go_on(request, item, key)
