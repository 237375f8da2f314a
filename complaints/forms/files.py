"""Files from outside: size counted while reading, type decided by content, images written anew without EXIF."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import PurePath

import filetype
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import ExifTags, Image, ImageOps

MAX_FILES = 9
MAX_NAME = 100
MAX_PIXELS = 100_000_000  # judged by the header, before anything is unpacked
MAX_EDGE = 4096  # the copy people are shown; large enough to read a label on a parcel
HEAD = 8192  # what the detection of the type reads

# Media type found in the content -> the extension under which we keep it. What is not here is refused.
ALLOWED = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "application/pdf": "pdf",
    "video/mp4": "mp4",
    "video/x-m4v": "mp4",
    "video/quicktime": "mov",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/x-wav": "wav",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
# Media type of an image -> the format in which it is written anew.
IMAGE_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "PNG"}
# Naming JPEG, not image/*, makes phones turn their HEIC photos into JPEG by themselves.
ACCEPT = ",".join(["image/jpeg", *(f".{extension}" for extension in sorted({*ALLOWED.values(), "jpeg"}))])
TOO_LARGE = gettext_lazy("“%(name)s” is larger than %(most)s MB: choose a smaller file.")
TOO_MANY = gettext_lazy("At most %(most)s files at once: add the others afterwards.")
TOO_MANY_PIXELS = gettext_lazy("“%(name)s” has too many pixels: send a smaller picture.")


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be stored. `content` is what is kept and shown; `sha256` and `size` are the original's."""

    name: str
    extension: str
    media_type: str
    size: int
    sha256: str
    content: File
    happened_at: datetime | None = None
    key: str = ""  # of the upload it came from, if it came in pieces
    original: File | None = None  # of a photo that was written anew


class UploadCutter(FileUploadHandler):
    """Stops keeping a file that is too large, so that it fills neither memory nor disk; the form then refuses it."""

    def receive_data_chunk(self, raw_data, start):
        """Pass on the chunk, unless more than the limit has come before."""
        return raw_data if start <= settings.UPLOAD_MAX_BYTES else None

    def file_complete(self, file_size):
        """Leave the making of the file to the handlers after this one."""


def check_upload(uploaded) -> CheckedFile:
    """Return `uploaded` as a CheckedFile, or raise ValidationError with a sentence that names the file."""
    name = clean_name(uploaded.name)
    if getattr(uploaded, "is_cut", False):
        raise refused(_("“%(name)s” has not arrived whole: choose it again, it goes on where it broke off."), name)
    size, digest = measure(uploaded, name)
    media_type = media_type_of(uploaded, name)
    if media_type in IMAGE_FORMATS:
        media_type, content, happened_at = redrawn(uploaded, media_type, name)
        original = uploaded
    else:
        uploaded.seek(0)
        content, happened_at, original = uploaded, None, None
    extension = ALLOWED[media_type]
    return CheckedFile(
        name=f"{PurePath(name).stem}.{extension}",
        extension=extension,
        media_type=media_type,
        size=size,
        sha256=digest,
        content=content,
        happened_at=happened_at,
        key=getattr(uploaded, "key", ""),
        original=original,
    )


def clean_name(raw) -> str:
    """The sender's file name for people to read: no folders, no invisible or text-turning characters."""
    name = unicodedata.normalize("NFC", str(raw or "")).replace("\\", "/").rsplit("/", 1)[-1]
    # Category C: control, format (zero-width, bidi), lone surrogates, unassigned.
    shown = "".join(" " if char.isspace() else char for char in name if char.isspace() or category(char) != "C")
    stem, dot, suffix = " ".join(shown.split()).strip(". ").rpartition(".")
    return f"{(stem or suffix or _('file'))[:MAX_NAME]}{dot and stem and '.'}{suffix[:10] if stem else ''}"


def category(char) -> str:
    """The first letter of a character's Unicode category."""
    return unicodedata.category(char)[0]


def measure(uploaded, name) -> tuple[int, str]:
    """Size and SHA-256 of the original, read in pieces; raises when it is empty or too large."""
    size, digest = 0, hashlib.sha256()
    for chunk in uploaded.chunks():
        size += len(chunk)
        if size > settings.UPLOAD_MAX_BYTES:
            raise refused(TOO_LARGE, name)
        digest.update(chunk)
    if not size:
        raise refused(_("“%(name)s” is empty: choose the file again."), name)
    return size, digest.hexdigest()


def media_type_of(uploaded, name) -> str:
    """The allowed media type that the content shows; neither name nor declared type are believed."""
    uploaded.seek(0)
    kind = filetype.guess(uploaded.read(HEAD))
    if kind is None or kind.mime not in ALLOWED:
        raise refused(
            _("“%(name)s” is of a kind we cannot take: send a JPG, PNG, PDF, MP4, MP3, Word or Excel file."), name
        )
    return kind.mime


def redrawn(uploaded, media_type, name):
    """(media type, content, time of the photo) of an image written anew: no EXIF, no place, nothing hidden behind."""
    uploaded.seek(0)
    formats = [IMAGE_FORMATS[media_type], "GIF"] if media_type == "image/gif" else [IMAGE_FORMATS[media_type]]
    try:
        with Image.open(uploaded, formats=formats) as image:
            if image.width * image.height > MAX_PIXELS:
                raise refused(TOO_MANY_PIXELS, name)
            taken_at = photo_time(image)
            image.draft("RGB", (MAX_EDGE, MAX_EDGE))
            content = drawn(ImageOps.exif_transpose(image), IMAGE_FORMATS[media_type])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refused(TOO_MANY_PIXELS, name) from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises on a damaged or disguised file
        raise refused(_("“%(name)s” is damaged and cannot be opened: send it again."), name) from None
    return "image/png" if media_type == "image/gif" else media_type, content, taken_at


def drawn(image, image_format) -> ContentFile:
    """The pixels of `image` alone, at most MAX_EDGE wide and high."""
    see_through = image.has_transparency_data and image_format != "JPEG"
    image = image.convert("RGBA" if see_through else "RGB")
    image.thumbnail((MAX_EDGE, MAX_EDGE))
    profile = image.info.get("icc_profile")
    image.info.clear()
    out = BytesIO()
    image.save(out, image_format, quality=88, **({"icc_profile": profile} if profile else {}))
    return ContentFile(out.getvalue())


def photo_time(image) -> datetime | None:
    """When the photo was taken, from its EXIF; a camera without an offset is taken to show Chinese time."""
    try:
        exif = image.getexif().get_ifd(ExifTags.IFD.Exif)
        taken = str(exif.get(ExifTags.Base.DateTimeOriginal, "")).strip("\0 ")
        offset = str(exif.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ") or "+08:00"
        return datetime.strptime(f"{taken}{offset}", "%Y:%m:%d %H:%M:%S%z")
    except (ValueError, OSError, SyntaxError, TypeError):  # no time, or EXIF that nobody can read
        return None


def refused(sentence, name) -> ValidationError:
    """A ValidationError that names the file."""
    return ValidationError(sentence % {"name": name, "most": megabytes()}, code="file")


def megabytes() -> int:
    """The limit of one file, as people say it."""
    return settings.UPLOAD_MAX_BYTES // (1024 * 1024)


class ManyFilesInput(forms.FileInput):
    """A file input that takes several files and tells the browser's script the limits."""

    allow_multiple_selected = True

    def build_attrs(self, base_attrs, extra_attrs=None):
        """The limits as data attributes, worded in the language of the request."""
        limits = {
            "accept": ACCEPT,
            "data-max-bytes": settings.UPLOAD_MAX_BYTES,
            "data-max-files": MAX_FILES,
            "data-too-large": TOO_LARGE % {"name": "{name}", "most": megabytes()},
            "data-too-many": TOO_MANY % {"most": MAX_FILES},
        }
        return super().build_attrs(limits | base_attrs, extra_attrs)


class MultipleFileField(forms.FileField):
    """Several files, each checked; cleans to a list of CheckedFile. One bad file makes the field invalid."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        """Return the checked files, or raise one ValidationError with a sentence for each bad file."""
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            super().clean(None, initial)
        checked, errors = sort_uploads(files)
        if errors:
            raise ValidationError(errors)
        return checked


def sort_uploads(files) -> tuple[list[CheckedFile], list[ValidationError]]:
    """The good files, and for each of the others why it was refused."""
    checked, errors = [], []
    for uploaded in files[:MAX_FILES]:
        try:
            checked.append(check_upload(uploaded))
        except ValidationError as error:
            errors.append(error)
    if len(files) > MAX_FILES:
        errors.append(ValidationError(TOO_MANY % {"most": MAX_FILES}, code="files"))
    return checked, errors
