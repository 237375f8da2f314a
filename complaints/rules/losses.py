"""Losses: how a payout is shared out, what may be claimed back, and who gives a claim up (DP-09)."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from complaints.enums import (
    COMMITTED_STATES,
    PAYOUT_KIND_OF,
    Bearer,
    CostCentre,
    Party,
    PayoutKind,
    PayoutState,
    RecoveryState,
    RemedyKind,
)
from complaints.rules.people import may_work_on
from complaints.rules.ties import is_not_a_relative
from complaints.rules.verdict import YES, allow, first_no, money, no

CENTS = 100


@dataclass(frozen=True)
class Claim:
    """A claim as a page reads it along with its payout; it answers like the row itself."""

    pk: int
    party: Bearer
    amount: Decimal
    recovered: Decimal
    state: RecoveryState

    @classmethod
    def of(cls, row):
        """From what the database tells of it as JSON."""
        amounts = {name: Decimal(str(row[name])) for name in ("amount", "recovered")}
        return cls(row["pk"], Bearer(row["party"]), state=RecoveryState(row["state"]), **amounts)

    @property
    def number(self):
        return f"R-{self.pk}"

    @property
    def counts(self):
        return self.recovered if self.state in (RecoveryState.GIVEN_UP, RecoveryState.LAPSED) else self.amount

    def get_party_display(self):
        return self.party.label


# Whose share of the responsibility is whose share of the loss. What is nobody's fault, or the consumer's, the platform
# has paid of its own will.
BEARER_OF = {
    Party.MERCHANT: Bearer.MERCHANT,
    Party.CARRIER: Bearer.CARRIER,
    Party.PLATFORM: Bearer.PLATFORM,
    Party.CONSUMER: Bearer.PLATFORM,
    Party.NOBODY: Bearer.PLATFORM,
}
# Where the platform's own part is booked, and what others owe it (DP-05).
CENTRE_OF = {
    PayoutKind.REFUND: CostCentre.RETURNS,
    PayoutKind.LIABILITY: CostCentre.CLAIMS,
    PayoutKind.GOODWILL: CostCentre.GOODWILL,
    PayoutKind.STATUTORY: CostCentre.STATUTORY,
}
DUE_FROM = {
    Bearer.MERCHANT: CostCentre.DUE_MERCHANT,
    Bearer.CARRIER: CostCentre.DUE_CARRIER,
    Bearer.INSURER: CostCentre.DUE_INSURER,
    Bearer.PAYMENT_BODY: CostCentre.DUE_PAYMENT,
}
CENTRE_IN_KIND = dict.fromkeys((RemedyKind.EXCHANGE, RemedyKind.REPAIR, RemedyKind.REDELIVER), CostCentre.FULFILMENT)
CENTRE_IN_KIND |= dict.fromkeys((RemedyKind.DISCOUNT, RemedyKind.SERVICE_UPGRADE), CostCentre.GOODWILL)


def cost_centre_of(remedy):
    """Where what is offered will be booked, as long as nobody has shared it out."""
    if remedy.kind == RemedyKind.RECTIFICATION:
        return CostCentre.DUE_MERCHANT
    kind = PAYOUT_KIND_OF.get(remedy.kind)
    return CENTRE_OF[kind] if kind else CENTRE_IN_KIND.get(remedy.kind, CostCentre.SERVICE)


def cost_centres(payout):
    """[(centre, bearer, amount), ...] of one payout: by its kind, and by its split once there is one."""
    split = getattr(payout, "split", None)
    shares = split.shares if split else {Bearer.PLATFORM: payout.amount}
    own = CENTRE_OF[payout.kind]
    return [(DUE_FROM.get(bearer, own), bearer, amount) for bearer, amount in shares.items()]


def shares_of(amount, weights):
    """{bearer: part} of an amount by whole weights, to the cent: the largest remainders get the odd cents."""
    cents, whole = int(amount * CENTS), sum(weights.values())
    parts = {bearer: cents * weight // whole for bearer, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda bearer: -(cents * weights[bearer] % whole))
    for bearer in by_remainder[: cents - sum(parts.values())]:
        parts[bearer] += 1
    return {bearer: Decimal(part).scaleb(-2) for bearer, part in parts.items()}


def weights_of(findings):
    """{bearer: weight} of findings, newest first: each party's newest counts, what is left is the platform's."""
    newest = {}
    for finding in findings:
        newest.setdefault(finding.party, finding.share)
    weights = {}
    for party, share in newest.items():
        weights[BEARER_OF[party]] = weights.get(BEARER_OF[party], 0) + share
    left = 100 - sum(weights.values())
    if left > 0:
        weights[Bearer.PLATFORM] = weights.get(Bearer.PLATFORM, 0) + left
    return {bearer: weights[bearer] for bearer in Bearer if weights.get(bearer)}


def proposed_shares(payout, findings):
    """{bearer: amount}, all bearers: by the finding; goodwill, and a loss without a finding, is the platform's own."""
    weights = weights_of(findings) if findings and payout.kind != PayoutKind.GOODWILL else {Bearer.PLATFORM: 100}
    parts = shares_of(payout.amount, weights)
    return {bearer: parts.get(bearer, Decimal("0.00")) for bearer in Bearer}


def is_spent(payout):
    """There is a loss once money is approved and has not come back."""
    return allow(
        payout.state in COMMITTED_STATES and payout.state != PayoutState.REVERSED and payout.amount > 0,
        _("Only an approved payout that was not reversed is a loss."),
    )


def is_whole(payout, shares):
    """The parts are the whole."""
    off = sum(shares.values()) - payout.amount
    if off == 0:
        return YES
    words = (
        _("The parts are %(off)s more than the payout of %(amount)s.")
        if off > 0
        else _("The parts are %(off)s less than the payout of %(amount)s.")
    )
    return no(words % {"off": money(abs(off)), "amount": money(payout.amount)})


def covers_claims(payout, shares):
    """Nobody's part falls below what is claimed of him."""
    for recovery in payout.claims:
        if shares[Bearer(recovery.party)] < recovery.counts:
            facts = {"party": recovery.get_party_display(), "amount": money(recovery.counts)}
            return no(_("%(amount)s are claimed of %(party)s: give the claim up first.") % facts)
    return YES


def may_split_loss(payout, by):
    return first_no(is_spent(payout), may_work_on(payout.complaint, by))


def is_recoverable(payout, amount):
    """Nobody claims back more than was paid, nor before it is approved."""
    if not is_spent(payout):
        return no(_("Only an approved payout can be claimed back."))
    return allow(
        amount <= payout.amount,
        _("At most %(amount)s can be claimed back.") % {"amount": money(payout.amount)},
    )


def is_left_to_recover(payout, amount):
    """All parties together give back what was paid, and no more."""
    left = payout.amount - sum(recovery.counts for recovery in payout.claims)
    return allow(amount <= left, _("At most %(amount)s can be claimed back.") % {"amount": money(left)})


def is_within_share(split, party, amount):
    """Once the loss is split, nobody is asked for more than his part."""
    if split is None:
        return YES
    part = getattr(split, party)
    words = _("By the split %(party)s bears %(amount)s: claim that, or correct the split.")
    return allow(amount <= part, words % {"party": Bearer(party).label, "amount": money(part)})


def may_work_on_recovery(recovery, by):
    return may_work_on(recovery.complaint, by)


def is_payout_reversed(recovery):
    """A claim falls away only with the payout it is for."""
    return allow(recovery.payout.state == PayoutState.REVERSED, _("Its payout has not come back."))


def is_left_to_receive(recovery, amount):
    """No more comes in than was claimed."""
    return allow(amount <= recovery.rest, _("Only %(rest)s are still open.") % {"rest": money(recovery.rest)})


def may_ask_give_up(recovery, by):
    return first_no(
        allow(recovery.is_running, _("This claim has ended.")),
        allow(not recovery.give_up_asked_by_id, _("Giving it up is asked for already.")),
        may_work_on_recovery(recovery, by),
    )


def may_keep_recovery(recovery, by):
    return first_no(
        allow(recovery.is_running and recovery.give_up_asked_by_id, _("Nobody has asked to give it up.")),
        may_work_on_recovery(recovery, by),
    )


def may_give_up(recovery, by):
    """Somebody else than who asked for it; that a large one is asked for first the next rule says."""
    return first_no(
        allow(recovery.give_up_asked_by_id != by.pk, _("Who asks to give it up does not decide it: a second person.")),
        may_work_on_recovery(recovery, by),
        is_not_a_relative(recovery.complaint, by),
    )


def needs_no_second(recovery, limit):
    """Up to a limit one person gives a claim up; above it somebody has to ask first, and another decides."""
    return allow(
        recovery.give_up_asked_by_id or recovery.rest <= limit,
        _("%(rest)s are open, above %(limit)s: one asks to give it up, somebody else decides.")
        % {"rest": money(recovery.rest), "limit": money(limit)},
    )
