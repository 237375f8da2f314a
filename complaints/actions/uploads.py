"""Uploads in pieces: begun, continued where they broke off, used once, cleared away (IV-02; docs/uploads.md)."""

import secrets
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.lifecycle import Refused, check, claim, lock
from complaints.models import Complaint, PartialUpload

PIECE = 1024 * 1024  # the most of one request; a larger body is taken up to here
KEPT = timedelta(hours=24)  # after the last piece
MOST_WAITING = 18  # of one page: two full forms; the oldest makes room for one more


class OutOfStep(Refused):
    """The piece does not begin where the file ends: another request was there first. `received` says where it does."""

    def __init__(self, received):
        super().__init__(_("Another part of this file came in meanwhile."))
        self.received = received


def page_of(owner):
    """What stands in an upload for the page it came over: the complaint, or the item that was asked for."""
    return {"complaint": owner} if isinstance(owner, Complaint) else {"item": owner}


def begin_upload(owner, *, by, now, name, size):
    """Announce a file of `size` bytes over the page of `owner`. Returns the upload. Raises Refused.

    The oldest unfinished file of the page makes room when there are too many: a page cannot fill the disk.
    """
    if not 0 < size <= settings.UPLOAD_MAX_BYTES:
        most = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise Refused(_("“%(name)s” is empty or larger than %(most)s MB.") % {"name": name, "most": most})
    page = page_of(owner)
    with transaction.atomic():
        locked = lock(owner)
        check(may_upload(locked, by))
        waiting = PartialUpload.objects.waiting(now).filter(**page).order_by("expires_at", "pk")
        too_many = waiting.count() - MOST_WAITING + 1
        if too_many > 0:
            oldest = list(waiting.values_list("pk", flat=True)[:too_many])
            PartialUpload.objects.filter(pk__in=oldest).update(expires_at=now)
        facts = {"name": name[:200], "size": size, "started_at": now, "expires_at": now + KEPT}
        return PartialUpload.objects.create(key=secrets.token_hex(16), **page, **facts)


def may_upload(owner, by):
    """The same rules that meet the form afterwards, so that nobody sends twenty megabytes for nothing."""
    if isinstance(owner, Complaint):
        return rules.may_add_evidence(owner, by)
    return rules.first_no(rules.may_still_come(owner), rules.may_add_evidence(owner.complaint, by))


def find_upload(owner, key, now):
    """The waiting upload of this page with this key, or None; a key of another page is unknown here."""
    return PartialUpload.objects.waiting(now).filter(key=key, **page_of(owner)).first()


def take_piece(upload, offset, content, *, now):
    """Put one piece behind what is there already; the broken end of a connection is a piece like any other.

    Two requests for the same place: the first one counts, the other raises OutOfStep with the place to go on from.
    """
    with transaction.atomic():
        upload = lock(upload)
        if upload.used_at or offset != upload.received:
            raise OutOfStep(upload.received)
        if offset + len(content) > upload.size:
            raise Refused(_("More came in than was announced: begin this file anew."))
        if content:
            name = default_storage.save(f"{upload.folder}/{offset:012d}", ContentFile(content))
            upload.pieces = [*upload.pieces, name]
            upload.received += len(content)
        upload.expires_at = now + KEPT
        upload.save(update_fields=["pieces", "received", "expires_at"])
    return upload


def end_upload(upload, *, now):
    """The sender does without it, or its kind is refused: it is cleared away with the next sweep."""
    PartialUpload.objects.filter(pk=upload.pk, used_at=None).update(expires_at=now)


def use_up(key, now):
    """Turn an upload into evidence, in the transaction that writes it; a form sent twice is refused here."""
    if key and not PartialUpload.objects.filter(key=key, used_at=None).update(used_at=now):
        raise Refused(_("This file has arrived already."))


def clear_one(pk, *, by, now):
    """Take the pieces of one upload from the storage, then forget it; killed in between, the next sweep goes on."""
    with transaction.atomic():
        upload = claim(PartialUpload.objects.to_clear(now), pk)
        if upload is None:
            return 0
        with suppress(FileNotFoundError):
            for name in default_storage.listdir(upload.folder)[1]:
                default_storage.delete(f"{upload.folder}/{name}")
        default_storage.delete(upload.folder)
        upload.delete()
        return 1
