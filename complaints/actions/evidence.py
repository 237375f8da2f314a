"""Evidence of both sides: asked, given, waived; and the finding that follows from it."""

import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, tell_consumer
from complaints.actions.questions import write_to
from complaints.actions.uploads import use_up
from complaints.enums import ASKED_BY_LINK, Disclosure, EventKind, EvidenceKind, EvidenceStatus, Scan, Side
from complaints.lifecycle import Refused, amend, check, lock, require, store, tell, told_values
from complaints.models import Agent, Evidence, Finding

KINDS = {"image": EvidenceKind.PHOTO, "video": EvidenceKind.VIDEO}


def kind_of(upload):
    """What kind of evidence a checked file is, as far as its content tells."""
    return KINDS.get(upload.media_type.partition("/")[0], EvidenceKind.OTHER)


def ask_evidence(complaint, *, by, now, side, kind, title, due_by, body=""):
    """Ask one side for one item, with a due time, in words that accuse nobody (IV-15). `body`: which third party.

    A consumer sees the question on the progress page; somebody outside gets a link and is followed up (IV-05).
    """
    require(title, _("Say what you need."))
    check(rules.is_neutral(title))
    if due_by <= now:
        raise Refused(_("The due time has to be in the future."))
    with transaction.atomic():
        check(rules.wears_the_hat("ask_evidence", by))
        check(rules.may_add_evidence(complaint, by))
        item = Evidence.objects.create(
            complaint=complaint,
            side=side,
            kind=kind,
            title=title,
            body=body.strip() if side == Side.THIRD_PARTY else "",
            status=EvidenceStatus.ASKED,
            disclosure=Disclosure.CONSUMER if side == Side.CONSUMER else Disclosure.INTERNAL,
            asked_by=by,
            asked_at=now,
            due_by=due_by,
            chase_at=rules.remind_at(now, due_by) if side in ASKED_BY_LINK else None,
        )
        record(item, "ask_evidence", by, now)
        wait_for_inspection(item, "ask_evidence", by=by, now=now)
        if kind == EvidenceKind.INSPECTION and side != Side.CONSUMER:
            # The plan clock stands still from here on: never without the consumer knowing why and until when (IV-08).
            facts = {"title": title, "by": due_by.isoformat()}
            tell_consumer(complaint, "inspection_asked", now=now, once=str(item.pk), **facts)
        if side in ASKED_BY_LINK:
            write_to(item, "question", now=now)
        if side == Side.CONSUMER:
            tell_consumer(
                complaint,
                "evidence_asked",
                now=now,
                once=str(item.pk),
                title=title,
                by=due_by.isoformat(),
            )
    return item


def add_evidence(complaint, *, by, now, side, kind, title, upload=None, says="", **facts):
    """Keep an item of evidence, with a file if `upload` (a forms.CheckedFile) is given. Returns the item.

    `facts` may hold disclosure and happened_at. Raises Refused.
    """
    require(title, _("Say what it is."))
    with transaction.atomic():
        check(rules.wears_the_hat("add_evidence", by))
        check(rules.may_add_evidence(complaint, by))
        item = keep_item(
            complaint, by=by, now=now, side=side, kind=kind, title=title, upload=upload, says=says, **facts
        )
        tell_owner(complaint, by, item, now)
    return item


def pass_on(items, complaint, *, by, now):
    """Items go over to another complaint, each with a history row of its own; files and answers stay with them."""
    for item in items:
        item.complaint = complaint
        item._history_user, item._history_date = by, now
        item.save(update_fields=["complaint"])


def keep_item(complaint, *, by, now, side, kind, title, upload=None, says="", **facts):
    """Write one received item with its file and its line; whoever calls has asked the rules. Returns the item."""
    item = Evidence(
        complaint=complaint,
        side=side,
        kind=kind,
        title=title,
        says=says,
        status=EvidenceStatus.RECEIVED,
        received_at=now,
        given_by=by if isinstance(by, Agent) else None,
        **facts,
    )
    if side == Side.CONSUMER:
        item.disclosure = Disclosure.CONSUMER
    attach(item, upload)
    item.save()
    record(item, "add_evidence", by, now)
    return item


def add_files(complaint, *, by, now, uploads, title, **facts):
    """Keep every file as an item of its own, all or none; without a file the words are the item. Returns the items."""
    with transaction.atomic():
        return [
            add_evidence(complaint, by=by, now=now, upload=upload, title=title, **facts) for upload in uploads or [None]
        ]


def keep_files(complaint, files, *, by, now, side=Side.CONSUMER, says=""):
    """Put each checked file onto the evidence board; returns the sentences of those that were refused."""
    refused = []
    for file in files:
        try:
            add_evidence(
                complaint,
                by=by,
                now=now,
                side=side,
                kind=kind_of(file),
                title=file.name,
                upload=file,
                says=says,
                happened_at=file.happened_at,
            )
        except Refused as refusal:
            refused.append(str(refusal))
    return refused


def send_files(complaint, files, *, by, now):
    """Files that go to the consumer with a reply: items of ours, disclosed to him (IV-14). Returns them."""
    kept = {"side": Side.PLATFORM, "disclosure": Disclosure.CONSUMER}
    return [
        keep_item(complaint, by=by, now=now, kind=kind_of(file), title=file.name[:120], upload=file, **kept)
        for file in files
    ]


def take_files_back(complaint, keys, *, by, now):
    """A reply was taken back before it left: its files stay with us, and the consumer sees them no longer."""
    for item in complaint.evidence.filter(pk__in=keys):
        item.disclosure = Disclosure.INTERNAL
        item._history_user, item._history_date = by, now
        item.save(update_fields=["disclosure"])


def answer_evidence(item, *, by, now, upload=None, says=""):
    """The asked item has come, in time or before a decision was sent without it: it becomes a received item."""
    if upload is None:
        require(says, _("Attach a file, or write the answer."))
    with transaction.atomic():
        item = lock(item)
        check(rules.wears_the_hat("add_evidence", by))
        check(rules.may_add_evidence(item.complaint, by))
        check(rules.may_still_come(item))
        item.status, item.received_at, item.says, item.chase_at = EvidenceStatus.RECEIVED, now, says, None
        item.given_by = by if isinstance(by, Agent) else None
        attach(item, upload)
        item.save()
        record(item, "add_evidence", by, now)
        wait_for_inspection(item, "add_evidence", by=by, now=now)
        tell_owner(item.complaint, by, item, now)
    return item


def waive_evidence(item, *, by, now, reason):
    """Do without an asked item, with a reason that stands on the board."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        item = lock(item)
        check(rules.wears_the_hat("waive_evidence", by))
        check(rules.may_add_evidence(item.complaint, by))
        check(rules.first_no(rules.is_not_decided_on(item), rules.may_still_come(item)))
        item.status, item.waived_reason, item.chase_at = EvidenceStatus.WAIVED, reason, None
        item.save()
        record(item, "waive_evidence", by, now, reason=reason)
        wait_for_inspection(item, "waive_evidence", by=by, now=now)
    return item


def wait_for_inspection(item, verb, *, by, now):
    """An inspection holds the plan clock until it is there, and at most until its own due time (domain.md 7.6)."""
    if item.kind != EvidenceKind.INSPECTION:
        return
    complaint = lock(item.complaint)
    before = told_values(complaint)
    asked = complaint.evidence.filter(kind=EvidenceKind.INSPECTION, status=EvidenceStatus.ASKED)
    complaint.inspection_by = asked.aggregate(last=Max("due_by"))["last"]
    store(complaint, before, verb, by, now, quiet=True)


def lock_evidence(complaint, now):
    """A decision was sent: what it rests on, all that is not still asked for, is written once (IV-13)."""
    rests_on = complaint.evidence.filter(locked_at=None).exclude(status=EvidenceStatus.ASKED)
    rests_on.update(locked_at=now)


def record_finding(
    complaint, *, by, now, party, share, grounds, root_cause, is_contested, items=(), law=None, rule_note="", whys=()
):
    """Who is responsible, on which grounds, the root cause (IV-04, IV-09), and the rule it follows (IV-06)."""
    require(grounds, _("Give the grounds."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("record_finding", by))
        check(rules.may_add_evidence(complaint, by))
        check(rules.may_work_on(complaint, by))
        finding = Finding.objects.create(
            complaint=complaint,
            party=party,
            share=share,
            grounds=grounds,
            law=law,
            rule_note=rule_note.strip(),
            whys=list(whys),
            author=by,
            found_at=now,
        )
        finding.evidence.set(items)
        amend(
            complaint,
            "record_finding",
            by=by,
            now=now,
            reason=grounds,
            root_cause=root_cause,
            responsible_party=party,
            is_contested=is_contested,
            data={"party": party, "share": share, "whys": list(whys)},
        )
    return finding


def attach(item, upload):
    """Put a checked file on the item under a name of ours; of a photo drawn anew the original, apart (IV-02)."""
    if upload is None:
        return
    use_up(upload.key, item.received_at)
    item.file_key = f"{secrets.token_hex(16)}.{upload.extension}"
    item.file_name, item.media_type = upload.name[:200], upload.media_type
    item.size, item.sha256 = upload.size, upload.sha256
    item.file.save(upload.name, upload.content, save=False)
    if upload.original is not None:
        upload.original.seek(0)
        item.shown_sha256 = hash_of(upload.content)
        item.original.save(upload.name, upload.original, save=False)
    if settings.MALWARE_SCANNER:
        item.scan, item.scan_at = Scan.WAITING, item.received_at


def hash_of(content):
    """SHA-256 of a file."""
    content.seek(0)
    return hashlib.file_digest(content, "sha256").hexdigest()


def record(item, verb, by, now, reason=""):
    """Say on the timeline what happened to an item."""
    tell(
        verb,
        by=by,
        now=now,
        complaint=item.complaint,
        kind=EventKind.EVIDENCE,
        evidence=item,
        reason=reason,
        data={"title": item.title, "side": item.side} | ({"body": item.body} if item.body else {}),
    )


def tell_owner(complaint, by, item, now):
    """Alert owner and handler, except who did it."""
    people = {a for a in (complaint.owner, complaint.handler) if a and a != by}
    tell_agents(people, "evidence_received", now=now, complaint=complaint, once=str(item.pk), title=item.title)
