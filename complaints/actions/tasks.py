"""Sub-tasks: ask a desk while the owner stays; take, answer, return, waive; and the legal gate of a clause claim."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import due
from complaints.actions.evidence import keep_item
from complaints.actions.notices import tell_agents, wearers_of
from complaints.enums import (
    ASKABLE_KINDS,
    LIVE_TASKS,
    ClockName,
    EventKind,
    EvidenceKind,
    EvidenceStatus,
    Flag,
    RerouteKind,
    Side,
    TaskKind,
)
from complaints.lifecycle import Refused, check, lock, move, require, store, tell
from complaints.models import Agent, Department, Evidence, Rectification, Reroute, Task
from complaints.roles import HANDLERS, Role, System

LEAST = timedelta(minutes=1)  # the shortest time a desk may be given


def ask_desk(complaint, *, by, now, kind, department, title, question, due_by):
    """Ask a desk for one thing until `due_by`; the owner stays accountable (OW-05). Returns the task.

    A legal opinion on a complaint with a clause claim is its gate, if none stands. Raises Refused.
    """
    require(title, _("Say in a few words what you need."))
    require(question, _("Write what the desk has to find out or decide."))
    if kind not in ASKABLE_KINDS:
        raise Refused(_("A ruling opens by itself at the second bounce."))
    if due_by < now + LEAST:
        raise Refused(_("The due time has to be in the future."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("ask_desk", by))
        check(rules.may_ask_desk(complaint, by))
        claimed = kind == TaskKind.LEGAL and Flag.LEGAL_CLAUSE in complaint.flags
        is_gate = claimed and rules.standing_gate(complaint) is None
        facts = {"kind": kind, "department": department, "title": title, "question": question, "due_by": due_by}
        return open_task(complaint, by=by, now=now, is_gate=is_gate, **facts)


def open_task(complaint, *, by, now, **facts):
    """Write the task with its history and its line, and alert the desk. `complaint` is locked."""
    task = Task(
        complaint=complaint, asked_by=by if isinstance(by, Agent) else None, asked_at=now, swept_at=now, **facts
    )
    if task.is_gate:
        task.promised_times = rules.promised_times(f"{complaint.description} {complaint.demand_text}")
    store(task, {}, "ask_desk", by, now, quiet=True)
    if task.kind == TaskKind.RECTIFY:
        Rectification.objects.create(task=task)
    tell("ask_desk", by=by, now=now, **task.timeline(), reason=task.question, data=facts_of(task))
    tell_agents(crew_of(task), "task_asked", now=now, complaint=complaint, once=str(task.pk), title=task.title)
    return task


def facts_of(task):
    """What the sentences say about a task."""
    desk = task.department
    return {"title": task.title, "department": desk.pk, "desk": {"zh": desk.name_zh, "en": desk.name_en}}


def crew_of(task):
    """Who is alerted: legal for an opinion, the mid-office for a ruling, else whoever works at the desk."""
    if task.kind == TaskKind.LEGAL:
        return wearers_of(Role.LEGAL)
    if task.kind == TaskKind.RULING:
        return wearers_of(Role.MID_OFFICE)
    return wearers_of(*HANDLERS, department=task.department)


# --- the desk's side ----------------------------------------------------------------------------------------


def take_task(task, *, by, now):
    """Take it up: the first who does has it; the row lock decides."""
    return move(task, "take_task", by=by, now=now, data=facts_of(task))


def answer_task(task, *, by, now, answer, uploads=()):
    """Answer with words and files; the files join the evidence, the owner is told."""
    require(answer, _("Write the answer."))
    check(rules.has_proof(task, uploads))
    with transaction.atomic():
        complaint = lock(task.complaint)
        task = move(task, "answer_task", by=by, now=now, answer=answer, reason=answer, data=facts_of(task))
        for upload in uploads:
            item = keep_item(
                complaint, by=by, now=now, side=Side.PLATFORM, kind=EvidenceKind.OTHER, title=task.title, upload=upload
            )
            task.evidence.add(item)
        tell_askers(task, "task_answered", by, now)
    return task


def return_task(task, *, by, now, because):
    """“Not ours”, with the reason; it is counted for the desk, and the owner asks somebody else."""
    require(because, _("Give the reason."))
    with transaction.atomic():
        lock(task.complaint)
        task = move(task, "return_task", by=by, now=now, because=because, reason=because, data=facts_of(task))
        note_reroute(task.complaint, RerouteKind.RETURN, by, now, because, from_department=task.department)
        tell_askers(task, "task_returned", by, now)
    return task


def waive_task(task, *, by, now, because):
    """Do without the answer, with a reason that stays; the desk is told."""
    require(because, _("Give the reason."))
    with transaction.atomic():
        lock(task.complaint)
        task = move(task, "waive_task", by=by, now=now, because=because, reason=because, data=facts_of(task))
        tell_agents([task.assignee], "task_waived", now=now, complaint=task.complaint, title=task.title)
    return task


def drop_tasks(complaint, *, by, now):
    """The complaint has ended another way: nothing more is asked for it. `complaint` is locked."""
    for task in complaint.tasks.filter(state__in=LIVE_TASKS, incident=None).exclude(kind=TaskKind.RECTIFY):
        because = _("The complaint has ended.")
        move(task, "waive_task", by=System(by.via), now=now, because=because, reason=because, data=facts_of(task))


def tell_askers(task, event, by, now):
    """Who asked and who owns the case hear of it."""
    complaint = task.complaint
    owner = task.incident.owner if task.incident_id else complaint.owner
    people = {person for person in (task.asked_by, owner) if person and person != by}
    tell_agents(people, event, now=now, complaint=complaint, once=str(task.pk), title=task.title)


def note_reroute(complaint, kind, by, now, reason, *, from_department=None, to_department=None):
    """Keep one disagreement about the desk, to be counted (CL-03, CL-19)."""
    return Reroute.objects.create(
        complaint=complaint,
        kind=kind,
        from_department=from_department,
        to_department=to_department,
        reason=reason,
        agent=by if isinstance(by, Agent) else None,
        at=now,
    )


# --- the legal gate -----------------------------------------------------------------------------------------


def open_gate(complaint, *, now):
    """A clause is claimed: legal is asked, and the listing as it stood at the order becomes evidence (CL-17).

    Does nothing where a gate stands. `complaint` is locked or new. The words are data, in the first language.
    """
    if rules.standing_gate(complaint):
        return None
    by, legal = System(), Department.objects.get(pk="LEGAL")
    due_by = due(complaint.tier, ClockName.TASK, now)
    with translation.override(settings.LANGUAGE_CODE):
        question = _(
            "A multiple of the price is claimed. By the listing as it stood at the order: does the promise hold, which"
            " article applies, and up to which ceiling? Nothing of this claim is paid or closed before your answer."
        )
        facts = {"title": _("Clause claimed: legal opinion"), "question": question, "due_by": due_by}
        task = open_task(complaint, by=by, now=now, kind=TaskKind.LEGAL, department=legal, is_gate=True, **facts)
        if not complaint.evidence.filter(kind=EvidenceKind.LISTING).exists():
            ask_listing(complaint, by, now, due_by)
    return task


def ask_listing(complaint, by, now, due_by):
    """Put the listing snapshot on the board as something the platform still has to bring."""
    item = Evidence.objects.create(
        complaint=complaint,
        side=Side.PLATFORM,
        kind=EvidenceKind.LISTING,
        title=_("Listing as it stood at the order"),
        status=EvidenceStatus.ASKED,
        asked_at=now,
        due_by=due_by,
    )
    data = {"title": item.title, "side": item.side}
    tell("ask_evidence", by=by, now=now, complaint=complaint, kind=EventKind.EVIDENCE, evidence=item, data=data)
