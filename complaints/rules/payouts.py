"""Money: limits, refunds, the approval ladder, four eyes (domain.md 7.3)."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from complaints.enums import OPEN_STATES, OrderStatus, PayoutKind, PayoutState, State, Tier
from complaints.roles import Role, has_role
from complaints.rules.cases import chosen_remedies, has_owner, is_low_tier
from complaints.rules.people import (
    hats,
    is_own_complaint,
    may_work_on,
    may_work_on_or_system,
    wears_roles,
    wears_the_hat,
)
from complaints.rules.ties import is_not_a_relative
from complaints.rules.verdict import YES, allow, first_no, money, no

PRICE_FIRST = gettext_noop("Enter the price paid first (“Price, way and facts of the goods”): a refund is never more.")


@dataclass(frozen=True)
class Money:
    """What stands behind one more payout: the limit, what the family of cases has had, what is refundable."""

    limit: Decimal
    spent: Decimal
    pending: Decimal
    price: Decimal | None
    refunded: Decimal
    pot_left: Decimal | None = None

    @property
    def left(self):
        rest = max(Decimal(0), self.limit - self.spent)
        return rest if self.pot_left is None else min(rest, max(Decimal(0), self.pot_left))

    @property
    def refundable(self):
        return None if self.price is None else max(Decimal(0), self.price - self.refunded)


def within_payout_limit(payout, by):
    """The owner alone, low tier, up to the own limit for complaint and order together (DP-01)."""
    complaint, purse = payout.complaint, payout.complaint.money_for(by)
    if complaint.tier != Tier.LOW:
        return is_low_tier(complaint)
    if by.pk != complaint.owner_id:
        return no(_("Only its owner (%(name)s) decides alone: yours is a request.") % {"name": complaint.owner})
    if payout.kind == PayoutKind.STATUTORY:
        return no(_("A statutory multiple always needs two approvals."))
    if payout.kind == PayoutKind.REFUND:
        return is_refund_safe(payout, purse)
    return allow(
        payout.amount <= purse.left,
        _("%(over)s above your remaining limit of %(left)s.")
        % {"over": money(payout.amount - purse.left), "left": money(purse.left)},
    )


def is_refund_safe(payout, purse):
    """A price that only somebody typed caps no refund: without the order system's word the own limit does (IV-04)."""
    if payout.complaint.order_status == OrderStatus.FOUND:
        return YES
    return allow(
        purse.refunded + payout.amount <= purse.left,
        _("The order system has not confirmed the price, so your limit counts: %(left)s left.")
        % {"left": money(max(Decimal(0), purse.left - purse.refunded))},
    )


def is_refund_covered(payout):
    """A refund of the price never passes what was paid less earlier refunds (product.md 4)."""
    if payout.kind != PayoutKind.REFUND:
        return YES
    left = payout.complaint.money_for(None).refundable
    if left is None:
        return no(_(PRICE_FIRST))
    return allow(
        payout.amount <= left,
        _("At most %(left)s can still be refunded.") % {"left": money(left)},
    )


def offers_within_price(complaint, proposal):
    """No option gives more of the price back than is left of it: what cannot be paid is not promised (product.md 4)."""
    most = max(map(refunds_of, proposal.options.all()), default=Decimal(0))
    if not most:
        return YES
    left = complaint.money_for(None).refundable
    if left is None:
        return no(_(PRICE_FIRST))
    facts = {"most": money(most), "left": money(left)}
    return allow(most <= left, _("An option refunds %(most)s of the price; at most %(left)s can be refunded.") % facts)


def refunds_of(option):
    """What an option gives back of the price, in CNY."""
    rows = [remedy for remedy in option.remedies.all() if remedy.is_money]
    return sum((remedy.amount or Decimal(0) for remedy in rows if remedy.payout_kind == PayoutKind.REFUND), Decimal(0))


def is_case_payable(payout):
    """What was asked for on an open case is not approved after its end (domain.md 7.2, invariants)."""
    return accepts_payouts(payout.complaint)


def accepts_payouts(complaint):
    return allow(
        complaint.state in OPEN_STATES or complaint.state == State.RESOLVED,
        _("A closed complaint accepts no payout."),
    )


# In these a payout takes nothing of the promise behind it.
GIVEN_UP = (PayoutState.REJECTED, PayoutState.CANCELLED, PayoutState.REVERSED)


def is_promise_paid(remedy):
    """Money is done when all of it is paid, not by a part of it, nor by saying so."""
    paid = sum(p.amount for p in remedy.payouts.all() if p.state in (PayoutState.PAID, PayoutState.CONFIRMED))
    return allow(
        paid and paid >= (remedy.amount or 0),
        _("Of this promise %(left)s are not paid yet.") % {"left": money((remedy.amount or Decimal(0)) - paid)},
    )


def is_remedy_open(complaint, remedy, amount, kind):
    """A promise is paid once, with money of its own kind: of the chosen option, and never beyond its amount."""
    if remedy is None:
        return YES
    promise = next((r for r in chosen_remedies(complaint) if r == remedy and r.is_money), None)
    if promise is None:
        return no(_("The consumer has not chosen this promise."))
    if kind != promise.payout_kind:
        return no(_("What was promised is %(kind)s: ask for that.") % {"kind": promise.payout_kind.label})
    given = sum(p.amount for p in promise.payouts.all() if p.state not in GIVEN_UP)
    return allow(
        given + amount <= promise.amount,
        _("Of this promise %(left)s are left.") % {"left": money(max(Decimal(0), promise.amount - given))},
    )


def is_covered_by_review(payout):
    """A money remedy approved together with its proposal needs no second approval, up to its amount."""
    remedy = payout.remedy
    if remedy is None:
        return no(_("It belongs to no approved proposal."))
    proposal = remedy.option.proposal
    return allow(
        proposal.reviewed_by_id
        and payout.amount <= remedy.amount
        and proposal.reviewed_by_id != payout.proposed_by_id
        and wears_rung(payout, proposal.reviewed_by),
        _("The proposal was not approved by somebody who may approve this amount."),
    )


def wears_rung(payout, approver):
    rung = payout.rung
    return not rung.needs_two and approver.roles.issuperset(rung.roles)


def may_approve_payout(payout, by):
    """Alone within the own limit, covered by the reviewed proposal, or by the rung of the ladder."""
    if by.pk == payout.proposed_by_id:
        alone = within_payout_limit(payout, by)
        return alone if alone else (is_covered_by_review(payout) and YES) or alone
    return may_approve_by_ladder(payout, by)


def is_no_party_to(payout, by):
    """Four eyes: not the author, not on the case, no relative of the consumer."""
    complaint = payout.complaint
    return first_no(
        allow(by.pk != payout.proposed_by_id, _("Nobody approves an own request.")),
        allow(
            by.pk not in (complaint.owner_id, complaint.handler_id),
            _("You own or handle this complaint: somebody else has to approve."),
        ),
        is_not_a_relative(complaint, by),
    )


def may_approve_by_ladder(payout, by):
    """The rung's role, never the author, never somebody who handled the case (four eyes)."""
    rung = payout.rung
    independent = is_no_party_to(payout, by)
    if not independent:
        return independent
    if not rung.needs_two:
        return wears_roles(by, rung.roles)
    if not payout.endorsed_by_id:
        return no(_("This needs two approvals: the first is %(who)s.") % {"who": hats(rung.roles)})
    return first_no(
        allow(payout.endorsed_by_id != by.pk, _("The two approvers must differ.")),
        wears_roles(by, rung.second_roles),
    )


def may_endorse(payout, by):
    """The first of two approvals; as independent as the second."""
    rung = payout.rung
    if not rung.needs_two:
        return no(_("One approval is enough here."))
    return first_no(
        allow(not payout.endorsed_by_id, _("The first approval is already given.")),
        is_no_party_to(payout, by),
        wears_roles(by, rung.roles),
    )


def may_reject_payout(payout, by):
    return first_no(
        allow(by.pk != payout.proposed_by_id, _("Cancel your own request instead.")),
        is_not_a_relative(payout.complaint, by),
        allow(
            by.roles.issuperset(payout.rung.roles)
            or by.roles.issuperset(payout.rung.second_roles or payout.rung.roles),
            _("It waits for %(who)s.") % {"who": hats(payout.rung.roles)},
        ),
    )


def may_cancel_payout(payout, by):
    return first_no(
        allow(
            by.pk == payout.proposed_by_id or has_role(by, Role.LEAD, Role.BACK_OFFICE, Role.SYSTEM),
            _("Only who asked for it, or a team lead, cancels it."),
        )
    )


def may_handle_payment(payout, by):
    return first_no(may_work_on_or_system(payout.complaint, by), is_not_a_relative(payout.complaint, by))


def may_settle_by_hand(by, *, is_given):
    """While the payment system has the order its word counts; only the back office writes down another."""
    return allow(
        not is_given or has_role(by, Role.SYSTEM, Role.BACK_OFFICE),
        _("The payment system has the order and reports what became of it; only the back office settles it by hand."),
    )


def may_clear_up(report, by):
    return first_no(
        wears_the_hat("clear_up", by),
        allow(report.doubt and not report.cleared_at, _("There is nothing to clear up any more.")),
    )


def may_confirm_payment(payout, by):
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(payout.complaint, by)
    return may_handle_payment(payout, by)


def may_reverse_payout(payout, by):
    return first_no(
        allow(payout.amount > 0, _("A reversal is not reversed.")),
        allow(by.pk != payout.approved_by_id, _("Who approved it does not reverse it.")),
        is_not_a_relative(payout.complaint, by),
    )


def may_propose_payout(complaint, by):
    """Money moves only on open, owned complaints, by somebody on the case (domain.md 7.2, invariants)."""
    return first_no(
        wears_the_hat("propose_payout", by),
        has_owner(complaint),
        accepts_payouts(complaint),
        is_not_a_relative(complaint, by),
        may_work_on(complaint, by),
    )
