"""One matter told twice: merged into the number that goes on, and taken apart again (domain.md 7.2 row 31)."""

from copy import copy
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import stage_due
from complaints.actions.disputes import close_open_dispute, resume_dispute
from complaints.actions.ends import drop_loose_ends
from complaints.actions.evidence import pass_on
from complaints.actions.notices import tell_agents, tell_consumer
from complaints.actions.tasks import open_gate
from complaints.clock import retargeted
from complaints.enums import DISPUTE_STATES, WAITING_FOR_CONSUMER, EvidenceStatus, State, Tier
from complaints.lifecycle import Refused, amend, check, lock_all, move, plain, require
from complaints.models import Complaint, Event, Evidence

NEAR = timedelta(days=30)
# Due time and the moment it was met: a clock that one of the two has met is met for both.
MET = {
    "respond_by": "responded_at",
    "dispatch_by": "dispatched_at",
    "plan_by": "planned_at",
    "redline_by": "settled_at",
}


def merge(complaint, *, by, now, master, reason):
    """Close a duplicate into `master`, which keeps the earliest clock and the highest tier (row 31).

    Both numbers stay valid. What was asked and not yet answered goes over; a running dispute and a proposed refusal
    end. Refused unless it is the same consumer and the same order, or the same kind of case with the same merchant
    within 30 days, and as long as the consumer holds an offer or a promise of ours under this number.
    """
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint, master = lock_all(complaint, master)
        check_mergeable(complaint, master)
        left = complaint.state
        asked = list(complaint.evidence.filter(status=EvidenceStatus.ASKED))
        taken = [item.pk for item in asked]
        facts = {"number": complaint.number, "evidence": taken}
        master = amend(master, "merge", by=by, now=now, reason=reason, data=facts, **inherited(complaint, master))
        facts = {"number": master.number, "evidence": taken}
        complaint = move(complaint, "merge", by=by, now=now, reason=reason, master=master, data=facts)
        pass_on(asked, master, by=by, now=now)
        close_open_dispute(complaint, now=now, left=left)
        if rules.standing_gate(complaint):  # a claimed clause goes over, and asks legal there
            open_gate(master, now=now)
        drop_loose_ends(complaint, by=by, now=now)
        tell_consumer(complaint, "merged", now=now, number=master.number)
        tell_agents({complaint.owner, master.owner}, "merged", now=now, complaint=master, number=complaint.number)
    return complaint


def check_mergeable(complaint, master):
    """Raise Refused unless the two are about the same matter of the same consumer."""
    near = abs(complaint.registered_at - master.registered_at) <= NEAR
    same_order = complaint.order_number and complaint.order_number == master.order_number
    same_kind = (
        complaint.category_id == master.category_id
        and complaint.merchant
        and complaint.merchant == master.merchant
        and near
    )
    if complaint.pk == master.pk or not master.is_open:
        raise Refused(_("Choose another open complaint to merge into."))
    if complaint.consumer_id != master.consumer_id or not (same_order or same_kind):
        raise Refused(_("Only complaints of one consumer about one order, or one merchant, are merged."))
    earlier = complaint.merged_here.first()
    if earlier:
        raise Refused(
            _("%(number)s was merged into this one: merge the other one into it instead.") % {"number": earlier.number}
        )


def inherited(complaint, master):
    """What the master takes over: the earliest due times, what was met already, the highest tier and priority."""
    fields = {}
    for due, met in MET.items():
        theirs, ours = getattr(complaint, met), getattr(master, met)
        if theirs and not ours and due in ("respond_by", "dispatch_by"):
            fields[met] = theirs
        if getattr(complaint, due) and not (due in ("plan_by", "redline_by") and (ours or theirs)):
            fields[due] = retargeted(getattr(master, due), getattr(complaint, due))
    if fields.get("plan_by", master.plan_by) != master.plan_by:
        fields["tier_set_at"] = complaint.tier_set_at
    if complaint.update_by:
        fields["update_by"] = retargeted(master.update_by, complaint.update_by)
    fields["first_contact_at"] = min(complaint.first_contact_at, master.first_contact_at)
    fields["tier"] = max(complaint.tier, master.tier, key=lambda tier: Tier(tier).rank)
    fields["priority"] = min(complaint.priority, master.priority)
    fields["flags"] = sorted({*complaint.flags, *master.flags})
    return fields


# --- taking it apart again ----------------------------------------------------------------------------------


def undo_merge(complaint, *, by, now, reason):
    """Two matters after all: the merged one goes back to where it was, with the clocks it had (docs/adr/0012).

    No clock of ours moves later, and the time it was merged counts; a step that waits for the consumer begins anew.
    The master gives back what it took over from this one alone, unless somebody changed it since. Raises Refused
    after 30 days.
    """
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint, master = lock_both(complaint)
        record = newest_merge(complaint, to_state=State.MERGED)
        complaint = move(
            complaint,
            "undo_merge",
            by=by,
            now=now,
            reason=reason,
            data={"number": master.number},
            **step_before(complaint, record, now),
        )
        taken = Evidence.objects.filter(pk__in=record.data.get("evidence", []), complaint=master)
        pass_on(taken, complaint, by=by, now=now)
        if complaint.state in DISPUTE_STATES:
            resume_dispute(complaint, due=complaint.stage_by)
        give_back(master, complaint, by=by, now=now, reason=reason)
        tell_consumer(complaint, "merge_undone", now=now, number=master.number)
        tell_agents({complaint.owner, master.owner}, "merge_undone", now=now, complaint=complaint)
    return complaint


def lock_both(complaint):
    """The merged complaint and its master under their locks; Refused if it was taken apart meanwhile."""
    master = Complaint.objects.get(pk=complaint.pk).master
    if master is None:
        raise Refused(_("It is not merged into another one."))
    complaint, master = lock_all(complaint, master)
    if complaint.master_id != master.pk:
        raise Refused(_("It is not merged into another one."))
    return complaint, master


def newest_merge(complaint, **which):
    """The line of the timeline that recorded the last merge of this complaint."""
    return Event.objects.filter(complaint=complaint, verb="merge", **which).order_by("-pk").first()


def step_before(complaint, record, now):
    """Since when it stood in the state it left, and until when: from the record; a consumer's step begins anew."""
    old = old_values(complaint, record)
    if complaint.left_state in WAITING_FOR_CONSUMER:
        stage_at, stage_by = now, stage_due(complaint, complaint.left_state, now)
    else:
        stage_at, stage_by = old.get("stage_at", now), old.get("stage_by")
    return {"stage_at": stage_at, "stage_by": stage_by}


def old_values(complaint, record):
    """{field: value} as the complaint had them before the recorded step."""
    return {name: Complaint._meta.get_field(name).to_python(old) for name, old, _new in record.changes if known(name)}


def known(name):
    """Whether a recorded column is a plain field of today's table."""
    return name in {field.attname for field in Complaint._meta.concrete_fields if not field.is_relation}


def give_back(master, complaint, *, by, now, reason):
    """Undo what the merge changed on the master, as far as nobody changed it since; others merged here still count."""
    fields = given_back(master, complaint) if master.is_open else {}
    if fields.get("tier", master.tier) != master.tier:
        check(rules.may_set_tier(master, by, fields["tier"]))
    amend(master, "undo_merge", by=by, now=now, reason=reason, data={"number": complaint.number}, **fields)


def given_back(master, complaint):
    """The values of the master without what it has from `complaint`: its own, and what others merged here still say."""
    merges = Event.objects.filter(complaint=master, verb__in=["merge", "undo_merge"]).order_by("-pk")
    alone = copy(master)
    for record in merges:
        before = old_values(master, record)
        for name, _old, new in record.changes:
            if name in before and plain(getattr(alone, name)) == new:
                setattr(alone, name, before[name])
    for other in master.merged_here.exclude(pk=complaint.pk):
        for name, value in inherited(other, alone).items():
            setattr(alone, name, value)
    changed = {name for record in merges for name, _old, _new in record.changes if known(name)}
    # The sweep looks again at what fell due meanwhile under the clock that comes back.
    since = newest_merge(master, data__number=complaint.number).at
    return {name: getattr(alone, name) for name in changed} | {"swept_at": min(master.swept_at, since)}
