"""Somebody leaves: all open cases move in one action with their packs, none stays ownerless (scenario 18, OW-06)."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.ownership import change_owner, give_work
from complaints.actions.pack import load_for_packs, packed
from complaints.enums import OPEN_STATES, OwnerChangeReason, State
from complaints.lifecycle import Refused, check
from complaints.models import Agent, Complaint

CARED_FOR = (*OPEN_STATES, State.RESOLVED)
BATCH = 100  # complaints whose packs are read together


@dataclass
class Moved:
    """What became of a leaver's cases: moved, already with somebody else, refused with the reason, still there."""

    moved: list = field(default_factory=list)
    already: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    left: int = 0


def cases_of(leaver):
    """What somebody has to hand over before going: everything he answers for or works on, the most urgent first."""
    rows = Complaint.objects.filter(Q(owner=leaver) | Q(handler=leaver), state__in=CARED_FOR)
    return rows.select_related("owner", "handler", "category", "consumer").order_by("next_due_at", "pk")


def move_out(leaver, *, by, now, last_day, receivers, notes=None, note="", over_limit=False):
    """Set the last day, then move each case to its receiver: {complaint number: agent}.

    Every case has a transaction of its own, so that one refusal stops only its own row, and a second click, or one
    after a failure, moves just what is still there. `notes` by number and `note` for all are what the one who
    leaves knows and the file does not (OW-07); they go into the packs. With `over_limit` the receivers may get more
    than their limits of open work.
    """
    check(rules.wears_the_hat("change_owner", by))
    if leaver.pk == by.pk:
        raise Refused(_("Another lead moves your own cases."))
    set_last_day(leaver, by=by, now=now, last_day=last_day)
    outcome, notes = Moved(), notes or {}
    wanted = list(Complaint.objects.filter(number__in=receivers).select_related("owner", "handler"))
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        load_for_packs(batch)
        for case in batch:
            told = "\n".join(filter(None, (notes.get(case.number, "").strip(), note.strip())))
            pack = packed(case, now) | {"note": told}
            facts = {"by": by, "now": now, "to_agent": receivers[case.number], "pack": pack, "over_limit": over_limit}
            move_case(case, leaver, outcome, **facts)
    outcome.left = cases_of(leaver).count()
    return outcome


def set_last_day(leaver, *, by, now, last_day):
    """From now on the one who leaves is given nothing new; the administrator closes the account afterwards."""
    with transaction.atomic():
        leaver = Agent.objects.select_for_update(no_key=True).get(pk=leaver.pk)
        if leaver.last_day == last_day:
            return
        leaver.last_day = last_day
        leaver._history_user, leaver._history_date, leaver._change_reason = by, now, "move_out"
        leaver.save(update_fields=["last_day"])
        leaver._change_reason = None


def move_case(case, leaver, outcome, **facts):
    """Move one case; somebody may have been faster."""
    try:
        with transaction.atomic():
            fresh = Complaint.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
            if leaver.pk not in (fresh.owner_id, fresh.handler_id):
                outcome.already.append(case)
                return
            if fresh.owner_id == leaver.pk:
                change_owner(fresh, cause=OwnerChangeReason.RESIGNATION, **facts)
            else:
                give_work(fresh, **facts)
    except Refused as refused:
        outcome.refused.append((case, refused.reason))
    else:
        outcome.moved.append((case, facts["to_agent"]))
