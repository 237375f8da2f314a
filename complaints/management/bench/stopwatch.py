"""Measuring: cases in turns, so that a noisy minute falls on all of them alike."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median, quantiles

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM_UP = 3
BOUNDARIES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")  # of transactions: no work of their own


@dataclass
class Case:
    """Something to measure, what it is measured against, and its targets."""

    code: str
    what: str
    run: Callable
    against: str = ""
    at_most: float = 0  # times the median of `against`
    statements_at_most: int = 0
    ms_at_most: float = 0  # the median
    p95_at_most: float = 0  # milliseconds
    times: list = field(default_factory=list)
    statements: int = 0

    @property
    def median(self):
        return median(self.times)

    @property
    def p95(self):
        return quantiles(self.times, n=20)[-1]


def measure(cases, runs):
    """Run every case `runs` times in turns; count the statements of one run apart from the clock.

    The boundaries of transactions are timed, not counted; so in `tests/test_statement_counts.py`.
    """
    for case in cases:
        for _ in range(WARM_UP):
            case.run()
        with CaptureQueriesContext(connection) as seen:
            case.run()
        case.statements = sum(not query["sql"].startswith(BOUNDARIES) for query in seen)
    for _ in range(runs):
        for case in cases:
            begin = time.perf_counter()
            case.run()
            case.times.append((time.perf_counter() - begin) * 1000)


def verdict(case, cases):
    """(ratio or None, list of missed targets)."""
    base = next((other for other in cases if other.code == case.against), None)
    ratio = case.median / base.median if base else None
    missed = []
    if base and case.at_most and ratio > case.at_most:
        missed.append(f"> {case.at_most:g}x")
    if case.statements_at_most and case.statements > case.statements_at_most:
        missed.append(f"> {case.statements_at_most} statements")
    if case.ms_at_most and case.median > case.ms_at_most:
        missed.append(f"> {case.ms_at_most:g} ms")
    if case.p95_at_most and case.p95 > case.p95_at_most:
        missed.append(f"p95 > {case.p95_at_most:g} ms")
    return ratio, missed


def table(cases):
    """The results as Markdown."""
    lines = [
        "| case | what | median ms | p95 ms | statements | target | ratio | |",
        "|---|---|--:|--:|--:|---|--:|---|",
    ]
    for case in cases:
        ratio, missed = verdict(case, cases)
        wanted = [f"<= {case.at_most:g}x {case.against}"] if case.at_most else []
        wanted += [f"<= {case.statements_at_most} statements"] if case.statements_at_most else []
        wanted += [f"<= {case.ms_at_most:g} ms"] if case.ms_at_most else []
        wanted += [f"p95 <= {case.p95_at_most:g} ms"] if case.p95_at_most else []
        outcome = "" if not wanted else "missed: " + ", ".join(missed) if missed else "met"
        lines.append(
            f"| {case.code} | {case.what} | {case.median:.1f} | {case.p95:.1f} | {case.statements} |"
            f" {', '.join(wanted)} | {f'{ratio:.2f}' if ratio else ''} | {outcome} |"
        )
    return "\n".join(lines)
