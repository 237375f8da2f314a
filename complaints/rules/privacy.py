"""Privacy: until when a case file is kept, what stops its erasure, who answers a data request (AR-07)."""

from datetime import timedelta

from django.utils.translation import gettext as _

from complaints.enums import ENDED_STATES
from complaints.roles import SYSTEM
from complaints.rules.verdict import YES, allow, first_no
from complaints.wording import exact_moment


def may_answer_data_request(request, by):
    """Whoever wrote the request down does not answer it, too."""
    if SYSTEM in by.roles:
        return YES
    return allow(request.recorded_by_id != by.pk, _("Who wrote the request down does not answer it."))


def retention_end(complaint, days):
    """Until when its file is kept: so many days after the later of its end and the completed trade (ECL-31)."""
    began = max(filter(None, [complaint.stage_at, complaint.received_at, complaint.order_paid_at]))
    return began + timedelta(days=days)


def is_erasable(complaint, days, now):
    """Ended, its time up, and no hold on it."""
    end = retention_end(complaint, days) if days else None
    return first_no(
        allow(complaint.erased_at is None, _("It is erased already.")),
        allow(complaint.state in ENDED_STATES, _("The complaint has not ended.")),
        allow(end, _("No retention policy is in force.")),
        allow(end and end <= now, _("Kept until %(at)s.") % {"at": end and exact_moment(end)}),
        allow(not complaint.holds.filter(lifted_at=None).exists(), _("A legal hold is on it.")),
    )


def may_see_contact(complaint, days, now):
    """Not after the time set for it, nor of somebody whose data is restricted, unless the case is open again."""
    if complaint.is_open:
        return YES
    end = days and complaint.stage_at + timedelta(days=days)
    return first_no(
        allow(
            complaint.consumer.restricted_at is None,
            _("The consumer has asked for erasure: the data is restricted, only stored and protected."),
        ),
        allow(not end or now < end, _("Contact data is no longer shown so long after the end.")),
    )
