"""What a proposal that came back from the review was asked to say better (row 14, DP-02)."""

from dataclasses import dataclass
from datetime import datetime

from complaints import rules
from complaints.models import Agent


@dataclass(frozen=True)
class Returned:
    """Who sent which version back, when and why."""

    by: Agent
    at: datetime
    why: str
    version: int


def returned_of(complaint):
    """The last return of what is being written now; None if it never came back."""
    draft = rules.draft_of(complaint)
    if draft is None:
        return None
    rows = complaint.events.filter(verb="return_proposal").select_related("agent").order_by("-pk")
    sent = [row.sent_at for row in complaint.proposals.all() if row.sent_at]
    event = rows.filter(at__gt=max(sent)).first() if sent else rows.first()
    return event and Returned(event.agent, event.at, event.reason, event.data.get("version", draft.version))
