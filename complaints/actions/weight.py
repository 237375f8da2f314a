"""What a complaint weighs beside its words: the money at stake, and how many have read it (CL-05, CL-12).

A threshold says from how much on a complaint is at least so urgent. It only ever raises, and says why.
"""

from django.db import transaction

from complaints.actions.deadlines import urgent
from complaints.actions.rulebook import standing
from complaints.enums import Measured, Priority
from complaints.lifecycle import amend, lock
from complaints.roles import System


def weighed(priority, thresholds, **facts):
    """(the priority after the thresholds that the facts reach, a reason for each fact that reaches one)."""
    reasons = []
    for measure in Measured:
        value = facts.get(measure)
        reached = [row for row in thresholds if row.measure == measure and value and value >= row.at_least]
        if reached:
            reasons.append({"code": str(measure), "value": str(value)})
            priority = min([priority, *(row.priority for row in reached)])
    return str(Priority(priority)), reasons


def raised(complaint, now, **facts):
    """The fields that rise because of these facts; nothing where the same facts have been weighed before."""
    thresholds = standing().thresholds
    priority, reasons = weighed(complaint.priority, thresholds, **facts)
    if all(reason in complaint.urgency_reasons for reason in reasons):
        return {}
    codes = {reason["code"] for reason in reasons}
    kept = [reason for reason in complaint.urgency_reasons if reason["code"] not in codes]
    fields = urgent(complaint, priority, now) | {"urgency_reasons": [*kept, *reasons]}
    if complaint.calm_priority:
        fields["calm_priority"] = weighed(complaint.calm_priority, thresholds, **facts)[0]
    return fields


def weigh(complaint, *, by, now, reason="", **facts):
    """Raise the priority of an open complaint by what has become known; returns the fresh complaint."""
    with transaction.atomic():
        complaint = lock(complaint)
        fields = raised(complaint, now, **facts) if complaint.is_open else {}
        if not fields:
            return complaint
        return amend(complaint, "reclassify", by=System(by.via), now=now, reason=reason, **fields)
