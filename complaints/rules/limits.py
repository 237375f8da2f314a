"""Payouts just below a limit: when they are too many to be chance, and who looks at the alarm (DP-19, K32)."""

from math import sqrt

from django.utils.translation import gettext as _

from complaints.rules.verdict import allow, first_no

Z95 = 1.959964


def wilson(hits, tries):
    """The 95 % interval of a share, between 0 and 1; honest for small numbers too."""
    rate, z2 = hits / tries, Z95**2
    middle = (rate + z2 / (2 * tries)) / (1 + z2 / tries)
    half = Z95 * sqrt(rate * (1 - rate) / tries + z2 / (4 * tries**2)) / (1 + z2 / tries)
    return max(0.0, middle - half), min(1.0, middle + half)


def stands_out(near, payouts, others_near, others_payouts, least):
    """Enough payouts in the band, and even the low end of their share lies above the share of all others together."""
    if near < least:
        return False
    usual = others_near / others_payouts if others_payouts else 0
    return wilson(near, payouts)[0] > usual


def may_acknowledge_alarm(alarm, by):
    return first_no(
        allow(alarm.seen_at is None, _("Somebody has looked at this alarm already.")),
        allow(alarm.agent_id != by.pk, _("It is about your own payouts: somebody else looks at it.")),
    )
