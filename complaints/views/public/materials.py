"""Keeping the files that come in over the public pages."""

from complaints.actions import evidence
from complaints.enums import Side
from complaints.lifecycle import Refused


def keep_files(complaint, files, *, by, now, side=Side.CONSUMER, says=""):
    """Put each checked file onto the evidence board; returns the sentences of those that were refused."""
    refused = []
    for file in files:
        try:
            evidence.add_evidence(
                complaint,
                by=by,
                now=now,
                side=side,
                kind=evidence.kind_of(file),
                title=file.name,
                upload=file,
                says=says,
                happened_at=file.happened_at,
            )
        except Refused as refusal:
            refused.append(str(refusal))
    return refused


def answer_question(item, files, *, by, now, says):
    """The first file answers the question; the others are kept beside it."""
    first, rest = (files[0], files[1:]) if files else (None, [])
    item = evidence.answer_evidence(item, by=by, now=now, upload=first, says=says)
    return keep_files(item.complaint, rest, by=by, now=now, side=item.side)
