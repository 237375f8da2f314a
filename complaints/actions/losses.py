"""Who bears what a payout cost: proposed by the finding, decided by people, corrected with a reason (DP-09)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.payouts import CENT
from complaints.enums import Bearer, EventKind, SplitBasis
from complaints.lifecycle import Refused, amend, check, lock, require, store, tell
from complaints.models import LossSplit


def split_loss(payout, *, by, now, shares, reason=""):
    """Write who bears how much of a payout, or correct it. `shares` names the bearers that bear something, in CNY.

    As the finding says it needs no reason; anything else, and every correction, does. Refused unless the parts are
    the whole, or if somebody's part would fall below what is claimed of him. Returns the split.
    """
    shares = checked_shares(shares)
    with transaction.atomic():
        complaint = lock(payout.complaint)
        payout = lock(payout)
        check(rules.wears_the_hat("split_loss", by))
        check(rules.may_split_loss(payout, by))
        check(rules.is_whole(payout, shares))
        check(rules.covers_claims(payout, shares))
        as_found = shares == rules.proposed_shares(payout, list(complaint.findings.all()))
        before = LossSplit.objects.filter(pk=payout.pk).first()
        if before or not as_found:
            require(reason, _("Say why it is split otherwise than the finding says."))
        basis = SplitBasis.FINDING if as_found else SplitBasis.DECIDED
        facts = {bearer.value: amount for bearer, amount in shares.items()}
        facts |= {"basis": basis, "because": reason, "split_by": by, "split_at": now}
        told = {"shares": {bearer.value: str(amount) for bearer, amount in shares.items() if amount}}
        if before:
            return amend(before, "split_loss", by=by, now=now, reason=reason, data=told, **facts)
        split = store(LossSplit(payout=payout, **facts), {}, "split_loss", by, now, reason, quiet=True)
        about = {"complaint": complaint, "payout": payout, "kind": EventKind.MONEY}
        tell("split_loss", by=by, now=now, reason=reason, data=told, **about)
    return split


def checked_shares(shares):
    """{bearer: amount} of all bearers: none below zero, two decimals at most. Raises Refused."""
    parts = {bearer: shares.get(bearer) or CENT - CENT for bearer in Bearer}
    if any(not part.is_finite() or part < 0 or part != part.quantize(CENT) for part in parts.values()):
        raise Refused(_("Enter an amount such as 120.00."))
    return {bearer: part.quantize(CENT) for bearer, part in parts.items()}
