"""An honest promise in a surge: the true time is told while the usual one cannot be kept (IN-16)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.lifecycle import Refused, check, require
from complaints.models import LongerWait

LONGEST = timedelta(days=31)  # a wait that lasts longer is no surge


@dataclass(frozen=True)
class Told:
    """What the consumer is told; never earlier than the stored clocks, which stay as they are."""

    respond_by: datetime
    dispatch_by: datetime
    wait: LongerWait | None


def announce_wait(*, by, now, minutes, text_zh, ends_at, text_en=""):
    """Tell every new consumer from now on that an answer takes about so many minutes, and why. Returns the row.

    What was told before ends now. Refused for the front line, without a reason, for a past or a far end.
    """
    check(rules.wears_the_hat("announce_wait", by))
    require(text_zh, _("Write in Chinese why it takes longer."))
    if not now < ends_at <= now + LONGEST:
        raise Refused(_("It ends after now, and within 31 days."))
    with transaction.atomic():
        end_all(by, now)
        wait = LongerWait(
            minutes=minutes, text_zh=text_zh, text_en=text_en, begins_at=now, ends_at=ends_at, announced_by=by
        )
        sign(wait, by, now, "announce_wait")
    return wait


def end_wait(*, by, now):
    """From now on the usual time is told again. Returns how many waits ended."""
    check(rules.wears_the_hat("announce_wait", by))
    with transaction.atomic():
        return end_all(by, now)


def end_all(by, now):
    """End what is in force, each row signed."""
    rows = list(LongerWait.objects.in_force(now).select_for_update())
    for wait in rows:
        wait.ends_at = now
        sign(wait, by, now, "end_wait")
    return len(rows)


def sign(wait, by, now, why):
    """Save once, with who did it and why in the history."""
    wait._history_user, wait._history_date, wait._change_reason = by, now, why
    wait.save()
    wait._change_reason = None


def wait_at(now):
    """The longer wait that is told at `now`, or None."""
    return LongerWait.objects.in_force(now).first()


def told_times(complaint):
    """The times a consumer was told at registration: the stored ones, or the longer wait that was told then."""
    wait = wait_at(complaint.registered_at)
    if wait is None:
        return Told(complaint.respond_by, complaint.dispatch_by, None)
    respond_by = max(complaint.respond_by, complaint.registered_at + wait.length)
    return Told(respond_by, max(complaint.dispatch_by, respond_by), wait)
