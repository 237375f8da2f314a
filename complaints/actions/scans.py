"""Files and the malware scanner: asked until it answers; nothing is shown before it has let the file through (IV-02).

The scanner is asked outside of any transaction. While it is down files wait, and work goes on.
"""

from datetime import timedelta

from django.db import transaction

from complaints.actions.evidence import record
from complaints.actions.notices import tell_agents, tell_consumer
from complaints.enums import Scan, Side
from complaints.lifecycle import claim, lock
from complaints.models import Evidence
from complaints.roles import System

# The wait after the first, second, ... question without an answer; the last one repeats.
WAITS = [timedelta(minutes=m) for m in (1, 2, 5, 15)]


def scan_waiting(*, now, ask, batch=200):
    """Ask about up to `batch` waiting files by `ask(file)`; returns (answered, errors).

    `ask` gives "" for a clean file, the name of what was found, or raises: then the file waits and is asked about
    again. A scanner that is down is asked once a turn, not once a file.
    """
    answered, errors = 0, []
    for _turn in range(batch):
        item = lease(now)
        if item is None:
            break
        try:
            found = ask(item.scanned)
        except OSError as error:
            errors.append(str(error)[:200])
            break
        except Exception as error:  # noqa: BLE001  one poison file must not stop the others
            errors.append(str(error)[:200])
        else:
            take_verdict(item, found, now=now)
            answered += 1
    return answered, errors


def lease(now):
    """The next file that is due, put off before it is looked at, so that two workers never take the same one."""
    with transaction.atomic():
        item = claim(Evidence.objects.to_scan(now))
        if item is not None:
            wait = WAITS[min(item.scan_tries, len(WAITS) - 1)]
            later = {"scan_at": now + wait, "scan_tries": min(item.scan_tries + 1, 1000)}
            Evidence.objects.filter(pk=item.pk).update(**later)
    return item


def take_verdict(item, found, *, now):
    """Let the file through, or shut it away for good and tell who waits for it; said twice it counts once."""
    with transaction.atomic():
        item = lock(item)
        if item.scan != Scan.WAITING:
            return item
        item.scan, item.scan_said = (Scan.REFUSED, found[:200]) if found else (Scan.CLEAN, "")
        item.scanned_at, item.scan_at = now, None
        item.save(update_fields=["scan", "scan_said", "scanned_at", "scan_at"])
        if found:
            shut_away(item, now)
    return item


def shut_away(item, now):
    """A file with malware in it: the record, the people on the case, and the consumer if it is his."""
    record(item, "refuse_file", System(), now, reason=item.scan_said)
    complaint = item.complaint
    facts = {"title": item.title, "file": item.file_name}
    people = [complaint.owner, complaint.handler]
    tell_agents(people, "file_refused", now=now, complaint=complaint, once=str(item.pk), **facts)
    if item.side == Side.CONSUMER:
        tell_consumer(complaint, "file_refused", now=now, once=str(item.pk), **facts)
