"""Shares as a person reads them: per cent, with the interval that small numbers deserve."""

from complaints.reports.figures import rates


def wilson(hits, tries):
    """The 95 % interval of a share, as two whole percentages."""
    low, high = rates.wilson(hits, tries)
    return round(100 * low), round(100 * high)


def per_cent(part, whole):
    """A share in per cent; None of nothing."""
    return 100 * part / whole if whole else None
