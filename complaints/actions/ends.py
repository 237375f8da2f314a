"""What falls with a complaint that ends: requests, refusals, hand-overs, questions; and the code of the end."""

from complaints import rules
from complaints.actions.calls import drop_call
from complaints.actions.holds import drop_holds
from complaints.actions.tasks import drop_tasks
from complaints.actions.watching import end_watch
from complaints.enums import LIVE_TASKS, HandoverStatus, PayoutState, TaskKind
from complaints.lifecycle import move
from complaints.models import Agent, Watch
from complaints.roles import System


def drop_loose_ends(complaint, *, by, now):
    """Cancel waiting payouts, drop a proposed refusal, let an offered hand-over lapse. `complaint` is locked."""
    for payout in complaint.payouts.filter(state=PayoutState.PROPOSED):
        move(payout, "cancel", by=System(by.via), now=now)
    drop_holds(complaint, by=by, now=now)
    drop_refusal(complaint, by=by, now=now)
    drop_tasks(complaint, by=by, now=now)
    drop_call(complaint, by=by, now=now)
    end_watch(complaint, now=now)
    complaint.handovers.filter(status=HandoverStatus.OFFERED).update(status=HandoverStatus.LAPSED, answered_at=now)


def has_loose_ends(complaint):
    """Whether anything waits that falls when the complaint ends."""
    return any(
        rows.exists()
        for rows in (
            complaint.payouts.filter(state=PayoutState.PROPOSED),
            complaint.payment_holds.running(),
            complaint.refusals.filter(confirmed_at=None, dropped_at=None),
            complaint.tasks.filter(state__in=LIVE_TASKS, incident=None).exclude(kind=TaskKind.RECTIFY),
            complaint.calls.due(),
            Watch.objects.running().filter(complaint=complaint),
            complaint.handovers.filter(status=HandoverStatus.OFFERED),
        )
    ) or bool(complaint.person_by)


def drop_refusal(complaint, *, by, now, because=""):
    """The proposed refusal, if there is one, is off the table. `complaint` is locked."""
    waiting = complaint.refusals.filter(confirmed_at=None, dropped_at=None)
    waiting.update(dropped_at=now, dropped_by=by if isinstance(by, Agent) else None, dropped_because=because)


def closing_code_of(complaint):
    """Accepted with money, with something else, or with an explanation; or how the dispute ended."""
    remedies = rules.chosen_remedies(complaint)
    last = complaint.disputes.exclude(closed_at=None).first()
    if last and last.kind == "arbitration":
        return last.result
    if last and last.kind == "mediation" and last.result == "agreed":
        return "mediated"
    if any(remedy.is_money for remedy in remedies):
        return "accepted_money"
    if all(remedy.kind == "explanation" for remedy in remedies):
        return "accepted_explanation"
    return "accepted_nonmoney"
