"""What was found, as it counts now: the newest of each party; the history keeps the rest (IV-04)."""

from complaints import rules
from complaints.enums import Party


def as_lines(recorded):
    """The findings that count as {party, share, grounds, whys}. `recorded`: all, newest first, each such a dict."""
    shares = rules.counting((row["party"], row["share"]) for row in recorded)
    newest = {}
    for row in recorded:
        newest.setdefault(row["party"], row)
    return [newest[party] | {"party": Party(party).label, "share": share} for party, share in shares.items()]


def findings_of(complaint):
    """The findings of a complaint that count, for a page that reads them by themselves."""
    return as_lines(list(complaint.findings.values("party", "share", "grounds", "whys")))
