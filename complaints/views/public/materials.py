"""Keeping the files that come in over the public pages."""

from complaints.actions import evidence
from complaints.actions.evidence import keep_files


def answer_question(item, files, *, by, now, says):
    """The first file answers the question; the others are kept beside it."""
    first, rest = (files[0], files[1:]) if files else (None, [])
    item = evidence.answer_evidence(item, by=by, now=now, upload=first, says=says)
    return keep_files(item.complaint, rest, by=by, now=now, side=item.side)
