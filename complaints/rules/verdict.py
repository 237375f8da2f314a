"""The answer of a rule, and the small words rules are built of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """Yes, or no with a reason. False when no."""

    ok: bool
    why: str = ""

    def __bool__(self):
        return self.ok


YES = Verdict(True)


def no(why):
    return Verdict(False, why)


def allow(ok, why):
    """YES if `ok`, else no with `why`."""
    return YES if ok else no(why)


def first_no(*verdicts):
    """The first refusal among `verdicts`, else YES."""
    return next((verdict for verdict in verdicts if not verdict), YES)


def money(amount):
    return f"¥{amount:,.2f}"
