"""The platform's own records of an order, kept with the case as they were told: track, batch, warehouse, chat (IV-03).

The source is asked outside of any transaction, by the worker (actions/orders.py) or by an agent who looks again
(actions/looking.py). Every look that tells something is a row of its own, never changed afterwards; on the evidence
board the platform's item is received with the first one.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from complaints.actions.evidence import keep_item, record
from complaints.enums import KIND_OF_PART, EventKind, EvidenceStatus, RecordPart, Side
from complaints.lifecycle import tell
from complaints.models import PlatformRecord
from complaints.models.record import fingerprint
from complaints.roles import System


def keep_records(complaint, order, facts, *, by, now, asked_by=None):
    """Keep each part of an answer as a row of its own; returns the rows. `complaint` is locked.

    What was asked of the platform is received with it. The timeline says which parts have changed since the last look.
    """
    told = {RecordPart.ORDER.value: order} | facts.get("records", {})
    last = {row.part: row for row in complaint.platform_records.newest().select_related("evidence")}
    rows = []
    for part, content in told.items():
        row = PlatformRecord(complaint=complaint, part=part, content=content, taken_at=now, asked_by=asked_by)
        row.reference, row.source = complaint.order_number, facts.get("source", "")
        row.sha256 = fingerprint(content)
        row.evidence = item_for(row, last.get(part), by=by, now=now)
        rows.append(row)
    PlatformRecord.objects.bulk_create(rows)
    changed = [row.part for row in rows if row.part in last and last[row.part].sha256 != row.sha256]
    if asked_by or changed or facts.get("unreadable"):
        data = {"parts": [row.part for row in rows], "changed": changed, "unreadable": facts.get("unreadable", [])}
        who = asked_by or by
        tell("look_again", by=who, now=now, complaint=complaint, kind=EventKind.EVIDENCE, data=data)
    return rows


def item_for(row, last, *, by, now):
    """The platform's item that a record stands for: the one before it, the one that was asked for, or a new one.

    What a sent decision rests on stays: another content is then another item. The order itself is no item of its own
    unless somebody has asked for it.
    """
    if last and last.evidence and (last.sha256 == row.sha256 or last.evidence.locked_at is None):
        return last.evidence
    kind = KIND_OF_PART[row.part]
    open_ones = [EvidenceStatus.ASKED, EvidenceStatus.SILENT]
    asked = row.complaint.evidence.filter(side=Side.PLATFORM, kind=kind, status__in=open_ones, locked_at=None).first()
    if asked:
        return received(asked, by=by, now=now)
    if row.part == RecordPart.ORDER:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        title = _("%(part)s (order system)") % {"part": RecordPart(row.part).label}
    return keep_item(row.complaint, by=System(by.via), now=now, side=Side.PLATFORM, kind=kind, title=title)


def received(item, *, by, now):
    """What was asked of the platform's side has come out of its own system."""
    item.status, item.received_at, item.chase_at = EvidenceStatus.RECEIVED, now, None
    item.save()
    record(item, "add_evidence", System(by.via), now)
    return item
