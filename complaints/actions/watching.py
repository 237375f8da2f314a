"""The watch list: a complex case is reported upward every so many days until somebody ends it (OW-09)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents
from complaints.enums import EventKind
from complaints.lifecycle import Refused, check, lock, require, store, tell, told_values
from complaints.models import Watch
from complaints.models.desk import MOST_DAYS


def watch(complaint, *, by, now, because, every_days):
    """Put a complex case on the watch list: a short report every `every_days` days. Returns the watch."""
    require(because, _("Say why it is watched."))
    if not 1 <= every_days <= MOST_DAYS:
        raise Refused(_("A report is due every 1 to %(n)s days.") % {"n": MOST_DAYS})
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("watch", by))
        check(rules.may_watch(complaint, by))
        if running(complaint):
            raise Refused(_("It is on the watch list already."))
        report_by = now + timedelta(days=every_days)
        row = Watch(
            complaint=complaint,
            because=because,
            every_days=every_days,
            watched_by=by,
            watched_at=now,
            report_by=report_by,
        )
        store(row, {}, "watch", by, now, because, quiet=True)
        say(row, "watch", by, now, because, days=every_days)
        people = [complaint.owner, complaint.handler]
        tell_agents(people, "watched", now=now, complaint=complaint, due_at=report_by.isoformat())
    return row


def report_up(complaint, *, by, now, report):
    """A short report on a watched case; the next one is due in as many days as were set."""
    require(report, _("Write the report in a few lines."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("report_up", by))
        check(rules.may_report_up(complaint, by))
        row = must_run(complaint)
        before = told_values(row)
        row.reported_at, row.last_report, row.reminded_at = now, report, None
        row.report_by = now + timedelta(days=row.every_days)
        store(row, before, "report_up", by, now, quiet=True)
        say(row, "report_up", by, now, report)
        if row.watched_by != by:
            tell_agents([row.watched_by], "reported", now=now, complaint=complaint)
    return row


def unwatch(complaint, *, by, now, because):
    """Take a case off the watch list, with the reason."""
    require(because, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("unwatch", by))
        row = must_run(complaint)
        before = told_values(row)
        row.ended_at, row.ended_because = now, because
        store(row, before, "unwatch", by, now, because, quiet=True)
        say(row, "unwatch", by, now, because)
    return row


def end_watch(complaint, *, now):
    """The complaint has ended: nothing is reported any more. `complaint` is locked."""
    Watch.objects.running().filter(complaint=complaint).update(
        ended_at=now, ended_because=_("The complaint has ended.")
    )


def running(complaint):
    """The running watch of `complaint`, or None."""
    return complaint.watches.running().first()


def must_run(complaint):
    """The running watch; refused without one."""
    row = running(complaint)
    if row is None:
        raise Refused(_("It is not on the watch list."))
    return row


def say(row, verb, by, now, reason, **data):
    """One line on the timeline."""
    tell(verb, by=by, now=now, complaint=row.complaint, kind=EventKind.TASK, reason=reason, data=data)
