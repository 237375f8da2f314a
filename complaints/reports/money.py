"""The proof of the money, from the rows alone: every payout, limit, rung, state and history row is derived again.

`lies(now)` yields what cannot be true, complaint by complaint. Roles are those of today: an approver who has left
the role since is a remark, not a lie, because the event of the approval (which nobody can change) names him.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, islice

from django.db.models import F, OuterRef, Subquery, Window
from django.db.models.functions import Coalesce, Lag

from complaints import rules, wording
from complaints.enums import COMMITTED_STATES, TERMINAL_STATES, PayoutKind, PayoutState, State
from complaints.models import Complaint, Event, LadderRung, Payout, PayoutLimit
from complaints.models.agent import DEFAULT_PAYOUT_LIMIT
from complaints.reports.spending import Spending

CHUNK = 500
Basis = Payout.Basis


@dataclass(frozen=True)
class Lie:
    """A row that cannot be true, and why. `is_remark`: worth a look, proves nothing."""

    row: str
    reason: str
    is_remark: bool = False

    def __str__(self):
        return f"{self.row}: {self.reason}"


def lies():
    """Everything that cannot be true, payouts first, in the order of complaints and of their rows."""
    limits = limits_by_agent()
    for _complaint, rows in groupby(all_payouts().iterator(chunk_size=CHUNK), key=lambda row: row.complaint_id):
        yield from lies_of_complaint(list(rows), limits)
    yield from lies_of_histories()
    yield from lies_of_states()


def all_payouts():
    """Every payout with its people, what its events say, and the complaint's state when it was asked for."""
    told = Event.objects.filter(payout=OuterRef("pk")).order_by("-pk")
    then = state_events().filter(complaint=OuterRef("complaint"), at__lt=OuterRef("proposed_at"))
    rows = Payout.objects.select_related(
        *("complaint", "approved_by", "endorsed_by", "reversal", "reverses", "remedy__option__proposal")
    ).annotate(
        told_state=Subquery(told.exclude(to_state="").values("to_state")[:1]),
        told_approver=Subquery(told.filter(verb="approve").values("agent")[:1]),
        told_endorser=Subquery(told.filter(verb="endorse").values("agent")[:1]),
        state_then=Subquery(then.order_by("-at", "-pk").values("to_state")[:1]),
        decided=Coalesce(
            Subquery(told.filter(verb="approve").values("pk")[:1]),
            Subquery(Event.objects.filter(payout=OuterRef("reverses"), verb="reverse").values("pk")[:1]),
        ),
    )
    return rows.order_by("complaint_id", "pk")


def state_events():
    """The events that say in which state a complaint is."""
    return Event.objects.filter(payout=None, to_state__in=State.values)


def lies_of_complaint(rows, limits):
    """The payouts of one complaint, judged with everything that counted together at each moment."""
    spending = Spending(rows, all_payouts())
    for payout in rows:
        for reason in reasons(payout, spending, limits):
            yield reason if isinstance(reason, Lie) else Lie(name_of(payout), reason)
    yield from doubles(rows)
    yield from overdrawn_remedies(rows)


def name_of(payout):
    """P-0417-2 of TS-261121-0417-3 (row 12)."""
    return f"payout {payout.number} of {payout.complaint.number} (row {payout.pk})"


def reasons(payout, spending, limits):
    """Why this row cannot be true, one sentence each."""
    if payout.reverses_id:
        yield from reversal_reasons(payout)
        return
    yield from state_reasons(payout)
    if payout.state not in COMMITTED_STATES:
        return
    before = spending.before(payout)
    yield from {
        Basis.OWN_LIMIT: own_limit_reasons,
        Basis.REVIEW: review_reasons,
        Basis.LADDER: ladder_reasons,
    }.get(payout.basis, no_basis)(payout, before, limits)
    if payout.kind == PayoutKind.REFUND:
        yield from refund_reasons(payout, before)


def no_basis(payout, _before, _limits):
    """Committed money always has a basis."""
    yield f"it is {payout.state}, but its basis is {payout.basis or 'empty'}"


# --- states ---------------------------------------------------------------------------------------------------


def state_reasons(payout):
    """The state is what its events tell, and so are those who approved."""
    told = payout.told_state or PayoutState.PROPOSED
    if payout.state != told:
        yield f"its state is {payout.state}, its events end in {told}"
    if payout.state_then in TERMINAL_STATES:
        yield f"it was asked for when the complaint was already {payout.state_then}"
    if payout.approved_by_id and payout.told_approver != payout.approved_by_id:
        yield "its approver is not who approved it in the events"
    if payout.endorsed_by_id and payout.told_endorser != payout.endorsed_by_id:
        yield "its first approver is not who gave the first approval in the events"
    if payout.state == PayoutState.REVERSED and not hasattr(payout, "reversal"):
        yield "it is reversed, but there is no counter-entry"


def reversal_reasons(entry):
    """A counter-entry and what it takes back add up to nothing."""
    original = entry.reverses
    if entry.amount + original.amount != 0:
        yield f"it takes back {wording.money(-entry.amount)} of {wording.money(original.amount)}"
    if (entry.complaint_id, entry.kind) != (original.complaint_id, original.kind):
        yield "it takes back a payout of another complaint or kind"
    if original.state != PayoutState.REVERSED:
        yield f"what it takes back is {original.state}"


def doubles(rows):
    """One open request for each kind."""
    waiting = [row for row in rows if row.state == PayoutState.PROPOSED]
    for kind in {row.kind for row in waiting}:
        same = [row for row in waiting if row.kind == kind]
        if len(same) > 1:
            yield Lie(name_of(same[1]), f"{len(same)} requests of the kind {kind} are open at once")


# --- the basis on which it was approved -----------------------------------------------------------------------


def own_limit_reasons(payout, before, limits):
    """The author alone, within a limit that was in force, counting the whole family."""
    if payout.approved_by_id != payout.proposed_by_id:
        yield "it was approved within the own limit of somebody else"
    if payout.kind == PayoutKind.REFUND:
        return
    if payout.kind == PayoutKind.STATUTORY:
        yield "a statutory multiple was approved by one person"
    in_force = amounts_in_force(limits[payout.approved_by_id], payout.approved_at)
    if payout.limit_applied not in in_force:
        yield f"it was judged by a limit of {wording.money(payout.limit_applied)} that was not in force"
    if before + payout.amount > min(payout.limit_applied or 0, max(in_force)):
        together = wording.money(before + payout.amount)
        yield f"{together} together is above the limit of {wording.money(payout.limit_applied)}"
    if payout.total_before < before:
        yield f"it was judged by {wording.money(payout.total_before)} spent, but it was {wording.money(before)}"


def limits_by_agent():
    """All limits ever granted, by agent."""
    limits = defaultdict(list)
    for row in PayoutLimit.objects.order_by("agent_id", "valid_from").iterator(chunk_size=CHUNK):
        limits[row.agent_id].append(row)
    return limits


def amounts_in_force(rows, at):
    """The amounts by which an agent could be judged at a moment: base limits and raises, else the default."""
    valid = [row for row in rows if row.valid_from <= at and (row.valid_until is None or row.valid_until > at)]
    amounts = {row.amount for row in valid}
    return amounts if any(not row.is_temporary for row in valid) else amounts | {DEFAULT_PAYOUT_LIMIT}


def review_reasons(payout, _before, _limits):
    """It was promised in a proposal that somebody else had approved."""
    proposal = payout.remedy and payout.remedy.option.proposal
    if not proposal or not proposal.reviewed_by_id:
        yield "its proposal was approved by nobody"
        return
    if proposal.reviewed_by_id in (proposal.author_id, payout.proposed_by_id):
        yield "its proposal was approved by its author"
    if payout.amount > payout.remedy.amount:
        yield f"only {wording.money(payout.remedy.amount)} was approved with the proposal"
    if proposal.complaint_id != payout.complaint_id:
        yield "its proposal belongs to another complaint"


def overdrawn_remedies(rows):
    """All payouts for one remedy stay within its amount."""
    for remedy_id in {row.remedy_id for row in rows if row.remedy_id}:
        paid = [row for row in rows if row.remedy_id == remedy_id and row.basis == Basis.REVIEW]
        paid = [row for row in paid if row.state in COMMITTED_STATES and row.state != PayoutState.REVERSED]
        if len(paid) > 1 and sum(row.amount for row in paid) > paid[0].remedy.amount:
            yield Lie(name_of(paid[-1]), f"more than the promised {wording.money(paid[0].remedy.amount)} was approved")


def ladder_reasons(payout, before, _limits):
    """Four eyes, and the roles of the rung, as roles and rungs are today."""
    people = (payout.approved_by_id, payout.endorsed_by_id)
    if payout.proposed_by_id in people:
        yield "its author approved it"
    if payout.endorsed_by_id and payout.endorsed_by_id == payout.approved_by_id:
        yield "one person gave both approvals"
    rung = rung_then(payout, before)
    if rung.needs_two and not payout.endorsed_by_id:
        yield f"{wording.money(before + payout.amount)} needs two approvals, it has one"
    wanted = rung.second_roles if rung.needs_two else rung.roles
    if not payout.approved_by.roles.issuperset(wanted):
        who = f"{payout.approved_by} is not {rules.hats(wanted)} today"
        yield Lie(name_of(payout), who, is_remark=True)


def rung_then(payout, before):
    """The rung for what was spent then and the tier the complaint had then."""
    tiers = payout.complaint.history.filter(history_date__lte=payout.approved_at).order_by(
        "-history_date", "-history_id"
    )
    tier = tiers.values_list("tier", flat=True).first() or payout.complaint.tier
    total = 0 if payout.kind == PayoutKind.REFUND else before + payout.amount
    rungs = LadderRung.objects.filter(tier=tier, statutory=payout.kind == PayoutKind.STATUTORY)
    return next(rung for rung in rungs if rung.up_to is None or total <= rung.up_to)


def refund_reasons(payout, before):
    """Refunds of one purchase never pass the price paid, as it was known when they were approved."""
    price = payout.price_applied
    refunded = before + payout.amount
    if price is None:
        yield "a refund, but the price paid is not known"
    elif refunded > price:
        yield f"{wording.money(refunded)} refunded of a price of {wording.money(price)}"


# --- histories and states of everything -----------------------------------------------------------------------


def lies_of_histories():
    """The last history row of each payout is the payout."""
    history = Payout.history.model
    last = history.objects.filter(id=OuterRef("pk")).order_by("-history_id").values("history_id")[:1]
    rows = Payout.objects.select_related("complaint").annotate(last=Subquery(last)).order_by("pk")
    for batch in in_batches(rows.iterator(chunk_size=CHUNK)):
        kept = history.objects.in_bulk([row.last for row in batch if row.last], field_name="history_id")
        for row in batch:
            yield from history_lie(row, kept.get(row.last))


def history_lie(payout, kept):
    """Which field of the row is not what its history says."""
    if kept is None:
        yield Lie(name_of(payout), "it has no history")
        return
    for field in Payout._meta.concrete_fields:
        now, then = getattr(payout, field.attname), getattr(kept, field.attname)
        if now != then:
            yield Lie(name_of(payout), f"{field.name} is {now}, its history says {then}")
            return


def in_batches(rows):
    """Lists of at most CHUNK rows."""
    rows = iter(rows)
    while batch := list(islice(rows, CHUNK)):
        yield batch


def lies_of_states():
    """A complaint is in the state in which its events end, and its events hang together."""
    told = state_events().filter(complaint=OuterRef("pk")).order_by("-pk").values("to_state")[:1]
    rows = Complaint.objects.annotate(told=Subquery(told)).exclude(state=F("told"), told__isnull=False)
    for row in rows.only("number", "state").order_by("pk").iterator(chunk_size=CHUNK):
        yield Lie(f"complaint {row.number} (row {row.pk})", f"its state is {row.state}, its events end in {row.told}")
    before = Window(Lag("to_state"), partition_by="complaint", order_by="pk")
    broken = state_events().annotate(before=before).filter(before__isnull=False).exclude(before=F("from_state"))
    for event in broken.select_related("complaint").order_by("pk").iterator(chunk_size=CHUNK):
        reason = f"{event.verb} leaves {event.from_state or 'nothing'}, but the event before ends in {event.before}"
        yield Lie(f"event {event.pk} of {event.complaint.number}", reason)
