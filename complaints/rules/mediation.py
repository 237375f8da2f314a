"""When a mediation is over: the mediator has said that no agreement was found, or its five days are (row 22, FB-03)."""

from django.utils.translation import gettext as _

from complaints.enums import DisputeKind, State
from complaints.rules.answers import is_uninvolved
from complaints.rules.verdict import YES, allow, first_no
from complaints.workdays import CHINA


def word_of_mediator(complaint):
    """The mediator's sentence by which the running mediation failed, or ""."""
    running = (row for row in complaint.disputes.all() if row.kind == DisputeKind.MEDIATION and not row.closed_at)
    return next((row.result_reasons for row in running), "").strip()


def may_fail_mediation(complaint, by):
    """The neutral mediator, once for a mediation that runs."""
    return first_no(
        allow(complaint.state == State.MEDIATION, _("No mediation is running.")),
        allow(not word_of_mediator(complaint), _("The mediator has said already that no agreement was found.")),
        is_uninvolved(complaint, by),
    )


def is_mediation_over(complaint, now):
    """Row 22: the platform does not decide while a mediation still may bring an agreement."""
    if complaint.state != State.MEDIATION or (complaint.stage_by and now >= complaint.stage_by):
        return YES
    return allow(word_of_mediator(complaint), still_mediating(complaint))


def still_mediating(complaint):
    """What the decision of the platform waits for."""
    if complaint.stage_by is None:
        return _("The mediation still runs: the mediator has to say first that no agreement was found.")
    return _(
        "The mediation still runs: the platform decides once the mediator has said that no agreement was found, or"
        " from %(time)s on."
    ) % {"time": f"{complaint.stage_by.astimezone(CHINA):%Y-%m-%d %H:%M}"}
