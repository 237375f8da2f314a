"""What a letter says we did beside the page's own list: the same step stands there once (FB-01, FB-05)."""

from django.utils import translation

from complaints.reports.beginning import line_of


def lines_of(proposal):
    """What a letter says we did, line by line."""
    return [line.strip() for line in proposal.what_we_did.splitlines() if line.strip()] if proposal else []


def retold(events, proposal, complaint):
    """The keys of those events that the letter tells, too, in the words a new letter begins with."""
    lines = set(lines_of(proposal))
    with translation.override(complaint.consumer.language):
        return {event.pk for event in events if line_of(event, complaint) in lines} if lines else set()


def untold(events, proposal, complaint):
    """The lines of the letter that tell none of these events: what its author added by hand."""
    with translation.override(complaint.consumer.language):
        told = {line_of(event, complaint) for event in events}
    return [line for line in lines_of(proposal) if line not in told]
