"""Imports in the browser: a file is kept, mapped, begun, taken up by one worker, noted, ended or cancelled."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.enums import ImportStatus
from complaints.lifecycle import Refused, check, claim, lock
from complaints.models import ImportRejection, ImportRun

PATIENCE = timedelta(minutes=3)  # a worker gives a sign of life after every batch
COUNTS = ("read", "created", "skipped", "rejected")


def upload(table, *, by, now):
    """Keep a checked file (forms.importing.CheckedTable) as an import that is being prepared."""
    check(rules.may_find("import_complaints", by))
    run = ImportRun(
        by=by,
        created_at=now,
        file_name=table.name,
        sha256=table.sha256,
        size=table.size,
        columns=table.columns,
        rows=table.rows,
    )
    run.file.save(f"{secrets.token_hex(12)}.{table.extension}", table.content, save=False)
    run.save(force_insert=True)
    return run


def begin(run, *, by, now, positions, channel, is_trial):
    """Let the worker take it up with this mapping; a trial judges every row and writes nothing."""
    check(rules.may_find("import_complaints", by))
    with transaction.atomic():
        run = lock(run)
        if not run.can_begin:
            raise Refused(_("This import has begun already, or is over."))
        run.rejections.all().delete()
        run.mapping = {str(position): field for position, field in positions.items()}
        run.channel, run.is_trial, run.started_at, run.ended_at = channel, is_trial, now, None
        run.status, run.reason = ImportStatus.WAITING, ""
        run.read = run.created = run.skipped = run.rejected = 0
        run.save()
    return run


def cancel(run, *, by, now):
    """Stop it: at once, or after the batch that is being written. What is written stays."""
    check(rules.may_find("import_complaints", by))
    with transaction.atomic():
        run = lock(run)
        if not (run.is_busy or run.can_begin):
            raise Refused(_("This import is over already."))
        run.status, run.ended_at, run.claim = ImportStatus.CANCELLED, now, ""
        run.save()
    return run


# The worker


def take_up(pk, *, now):
    """Take up an import nobody works on, or None. One left behind goes on behind its last batch; a trial anew."""
    with transaction.atomic():
        run = claim(ImportRun.objects.to_do(now, PATIENCE), pk)
        if run is None:
            return None
        if run.is_trial:
            run.rejections.all().delete()
            run.read = run.created = run.skipped = run.rejected = 0
        run.status, run.claim, run.beat_at = ImportStatus.RUNNING, secrets.token_hex(16), now
        run.save()
    return run


def note_progress(run, report, *, now):
    """Write down how far it is; False if it was cancelled, or another worker has taken it over.

    `run` keeps the counts it had when this worker took it up; `report` counts from there.
    """
    counts = {name: getattr(run, name) + len_or_int(getattr(report, name)) for name in COUNTS}
    with transaction.atomic():
        if not held(run).update(beat_at=now, **counts):
            return False
        lines = [ImportRejection(run=run, row=row, reason=reason) for row, reason in report.rejected]
        ImportRejection.objects.bulk_create(lines, ignore_conflicts=True, batch_size=1000)
    return True


def held(run):
    """The row of this import while this worker has it."""
    return ImportRun.objects.filter(pk=run.pk, status=ImportStatus.RUNNING, claim=run.claim)


def len_or_int(value):
    """A count, or how many there are."""
    return value if isinstance(value, int) else len(value)


def hand_back(run):
    """Let another task go on with it: this one has taken its share of the worker's time."""
    held(run).update(status=ImportStatus.WAITING, claim="")


def finish(run, *, now):
    """All rows are read."""
    status = ImportStatus.TRIED if run.is_trial else ImportStatus.DONE
    held(run).update(status=status, ended_at=now, claim="")


def fail(run, *, now, reason):
    """It cannot go on, and says why. What is written stays."""
    held(run).update(status=ImportStatus.FAILED, ended_at=now, claim="", reason=reason[:300])
