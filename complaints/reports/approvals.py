"""What waits for a decision of one agent: payouts, proposals, refusals and hand-overs, in one list by due time."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef

from complaints import clock
from complaints.actions.payouts import SPLIT_WINDOW_DAYS
from complaints.enums import ClockName, HandoverStatus, State
from complaints.models import Complaint, Handover, Payout, Proposal, Refusal
from complaints.roles import Role, has_role

SHOWN_AT_MOST = 200


@dataclass(frozen=True)
class Task:
    """One line of the list: what it is about, who asks, how long there is."""

    kind: str
    pk: int
    complaint: Complaint
    asked_by: object
    light: clock.Light | None
    amount: Decimal | None = None
    what: str = ""
    looks_split: bool = False

    @property
    def key(self):
        return (self.kind, self.pk)

    @property
    def due_at(self):
        return self.light.due_at if self.light else None


def payouts_for(agent, now):
    """Requests for money on a rung of this agent; whether it looks split stands beside each."""
    elsewhere = paid_lately(OuterRef("complaint__consumer"), now).exclude(complaint=OuterRef("complaint"))
    return (
        Payout.objects.waiting_for(agent)
        .annotate(looks_split=Exists(elsewhere))
        .select_related("complaint__category", "complaint__consumer", "proposed_by")
    )


def paid_lately(consumer, now):
    """Payouts to one consumer within the days in which several small ones count as splitting (domain.md 7.3)."""
    since = now - timedelta(days=SPLIT_WINDOW_DAYS)
    rows = Payout.objects.committed().against_limit()
    return rows.filter(complaint__consumer=consumer, proposed_at__gt=since, amount__gt=0)


def proposals_for(agent):
    """Drafts that the mid-office has to look at, other people's only."""
    if not has_role(agent, Role.MID_OFFICE):
        return Proposal.objects.none()
    rows = Proposal.objects.filter(sent_at=None, complaint__state=State.IN_REVIEW).exclude(author=agent)
    return rows.select_related("complaint__category", "complaint__consumer", "author")


def refusals_for(agent):
    """Refusals a colleague proposed and a lead has to confirm."""
    if not has_role(agent, Role.LEAD):
        return Refusal.objects.none()
    rows = Refusal.objects.filter(
        confirmed_at=None, dropped_at=None, complaint__state__in=(State.REGISTERED, State.NEED_INFO)
    ).exclude(proposed_by=agent)
    return rows.select_related("complaint__category", "complaint__consumer", "proposed_by")


def handovers_for(agent):
    """Work that a colleague offers to this agent."""
    rows = Handover.objects.filter(status=HandoverStatus.OFFERED, to_agent=agent)
    return rows.select_related("complaint__category", "complaint__consumer", "from_agent")


def count_for(agent):
    """How many decisions wait for this agent, in one statement (the number in the top bar)."""
    rows = [
        queryset.order_by().values_list("pk")
        for queryset in (
            Payout.objects.waiting_for(agent),
            proposals_for(agent),
            refusals_for(agent),
            handovers_for(agent),
        )
    ]
    return rows[0].union(*rows[1:], all=True).count()


def tasks_for(agent, now):
    """Everything that waits for this agent, the next due first; what has no due time comes last."""
    tasks = [
        *(payout_task(row, now) for row in payouts_for(agent, now)[:SHOWN_AT_MOST]),
        *(proposal_task(row, now) for row in proposals_for(agent)[:SHOWN_AT_MOST]),
        *(refusal_task(row, now) for row in refusals_for(agent)[:SHOWN_AT_MOST]),
        *(handover_task(row, now) for row in handovers_for(agent)[:SHOWN_AT_MOST]),
    ]
    return sorted(tasks, key=lambda task: (task.due_at is None, task.due_at or now, task.key))


def payout_task(payout, now):
    """A request for money, due with the nearest clock of its complaint."""
    return Task(
        "payouts",
        payout.pk,
        payout.complaint,
        payout.proposed_by,
        clock.stored_light(payout.complaint, now),
        amount=payout.amount,
        what=payout.get_kind_display(),
        looks_split=payout.looks_split,
    )


def proposal_task(proposal, now):
    """A proposal to be reviewed."""
    complaint = proposal.complaint
    return Task("proposals", proposal.pk, complaint, proposal.author, clock.stored_light(complaint, now))


def refusal_task(refusal, now):
    """A refusal to be confirmed."""
    light = clock.stored_light(refusal.complaint, now)
    what = refusal.get_reason_code_display()
    return Task("refusals", refusal.pk, refusal.complaint, refusal.proposed_by, light, what=what)


def handover_task(handover, now):
    """An offered hand-over, due when the offer lapses."""
    due = clock.Clock(ClockName.STAGE, handover.offered_at, handover.accept_by)
    what = handover.get_reason_display()
    light = clock.light(due, now)
    return Task("handovers", handover.pk, handover.complaint, handover.from_agent, light, what=what)
