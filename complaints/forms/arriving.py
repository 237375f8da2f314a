"""Files that came in pieces before their form did: named by key, put together, then checked like any other."""

from tempfile import TemporaryFile

from django.core.files.base import File
from django.core.files.storage import default_storage

from complaints.actions.uploads import find_upload

FIELD = "uploaded"  # the name under which a form names its uploads
MOST = 30  # keys looked at; more than any page can have waiting


class Arrived(File):
    """A file out of its pieces. `key` is the upload it came from; `is_cut` if some of it is still missing."""

    def __init__(self, upload):
        content = TemporaryFile()  # noqa: SIM115  the request closes it
        if upload.is_whole:
            for name in upload.pieces:
                with default_storage.open(name) as piece:
                    content.write(piece.read())
        super().__init__(content, name=upload.name)
        self.key, self.size, self.is_cut = upload.key, upload.size, not upload.is_whole


def uploads_named(data, owner, now):
    """The waiting uploads of this page that a form names; unknown keys are left out."""
    keys = list(dict.fromkeys(data.getlist(FIELD)))[:MOST]
    return [upload for key in keys if (upload := find_upload(owner, key, now))]


def is_gone(data, uploads):
    """Whether the form names an upload that is not waiting any more: it was used already, or left for a day."""
    return len(uploads) < len(set(data.getlist(FIELD)))
