"""Files from outside: what is taken, what is refused, what is left of a photo (reliability.md, Files)."""

import hashlib
import zlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.utils import translation
from PIL import ExifTags, Image

from complaints.forms.files import MAX_FILES, MultipleFileField, UploadCutter, check_upload, clean_name, sort_uploads

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 64


def photo(image_format="JPEG", *, size=(60, 40), **options):
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, image_format, **options)
    return out.getvalue()


def photo_with_exif():
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:15 08:30:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    exif[ExifTags.Base.Make] = "SecretPhone"
    return photo(exif=exif, comment=b"home address")


def upload(content, name="photo.jpg"):
    return SimpleUploadedFile(name, content)


def refusal(content, name="photo.jpg"):
    with pytest.raises(ValidationError) as caught:
        check_upload(upload(content, name))
    return caught.value.messages[0]


def huge_png(side=20_000):
    """A small file that would unpack to 400 million pixels."""

    def chunk(kind, body):
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    header = side.to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "media_type", "extension"),
    [
        (photo("JPEG"), "image/jpeg", "jpg"),
        (photo("PNG"), "image/png", "png"),
        (photo("WEBP"), "image/webp", "webp"),
        (photo("GIF"), "image/png", "png"),
        (PDF, "application/pdf", "pdf"),
        (MP4, "video/mp4", "mp4"),
        (b"ID3\x03\x00" + b"\x00" * 64, "audio/mpeg", "mp3"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 64, "audio/x-wav", "wav"),
    ],
)
def test_the_content_decides_the_type(content, media_type, extension):
    checked = check_upload(upload(content, "lying-name.exe"))
    assert (checked.media_type, checked.extension) == (media_type, extension)
    assert checked.name == f"lying-name.{extension}"
    assert checked.sha256 == hashlib.sha256(content).hexdigest()
    assert checked.size == len(content)


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"plain text without any mark",
        b"MZ\x90\x00" + b"\x00" * 100,
        b"PK\x03\x04" + b"\x00" * 100,
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1" + b"\x00" * 64,
        b"GIF8",
    ],
)
def test_what_is_not_on_the_list_is_refused(content):
    assert "photo.jpg" in refusal(content)


def test_a_page_disguised_as_a_picture_does_not_survive():
    checked = check_upload(upload(photo() + b"<script>alert(1)</script>"))
    assert b"<script>" not in checked.content.read()
    assert "photo.jpg" in refusal(b"\xff\xd8\xff<script>alert(1)</script>")


def test_a_photo_loses_place_and_camera_but_tells_its_time():
    checked = check_upload(upload(photo_with_exif()))
    kept = checked.content.read()
    assert checked.happened_at == datetime(2026, 11, 15, 0, 30, tzinfo=UTC)
    assert b"SecretPhone" not in kept
    assert b"home address" not in kept
    assert not dict(Image.open(BytesIO(kept)).getexif())


def test_a_wide_photo_is_made_smaller():
    checked = check_upload(upload(photo(size=(9000, 30))))
    assert Image.open(checked.content).size[0] == 4096


def test_an_image_bomb_is_refused():
    assert "20" not in refusal(huge_png())


def test_a_file_over_the_limit_is_refused_while_reading(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    assert "1 MB" in refusal(PDF + b"\0" * 1024 * 1024)


def test_an_empty_file_is_refused():
    assert "photo.jpg" in refusal(b"")


def test_a_large_video_is_kept_as_it_came():
    big = TemporaryUploadedFile("way.mp4", "video/mp4", 0, None)
    big.write(MP4 + b"\1" * 5_000_000)
    checked = check_upload(big)
    assert checked.size == len(MP4) + 5_000_000
    assert checked.content.read(20) == MP4[:20]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\temp\\虾头 发黑.jpg", "虾头 发黑.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\u200b\u0000\r\nb.png", "a b.png"),
        ("\ud800.png", "png"),
        ("...", "file"),
        (".htaccess", "htaccess"),
        ("x" * 300 + ".jpeg", "x" * 100 + ".jpeg"),
    ],
)
def test_the_name_is_cleaned(raw, shown):
    with translation.override("en"):
        assert clean_name(raw) == shown


def test_good_files_are_kept_when_one_is_bad():
    checked, errors = sort_uploads([upload(photo()), upload(b"junk", "junk.zip"), upload(PDF)])
    assert len(checked) == 2
    assert "junk.zip" in errors[0].messages[0]


def test_the_field_takes_nine_files_and_refuses_a_tenth():
    field = MultipleFileField(required=False)
    assert len(field.clean([upload(PDF)] * MAX_FILES)) == MAX_FILES
    assert field.clean([]) == []
    with pytest.raises(ValidationError, match=str(MAX_FILES)):
        field.clean([upload(PDF)] * (MAX_FILES + 1))


def test_a_mandatory_field_wants_a_file():
    with pytest.raises(ValidationError):
        MultipleFileField().clean([])


def test_the_server_stops_keeping_a_file_beyond_the_limit(settings):
    settings.UPLOAD_MAX_BYTES = 100
    cutter = UploadCutter()
    assert cutter.receive_data_chunk(b"x" * 60, 0) == b"x" * 60
    assert cutter.receive_data_chunk(b"x" * 60, 60) == b"x" * 60
    assert cutter.receive_data_chunk(b"x" * 60, 120) is None
