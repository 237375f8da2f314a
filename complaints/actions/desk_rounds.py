"""What falls due between desks: sub-tasks, complex cases that grow old, reports on watched cases; each exactly once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from complaints.actions.notices import tell_agents, wearers_of
from complaints.actions.tasks import crew_of
from complaints.enums import ClockName, EventKind, Mark
from complaints.lifecycle import claim, tell
from complaints.models import ClockMark, Complaint, Task, TierTarget, Watch
from complaints.roles import Role


def settle_task(pk, *, by, now):
    """Warn about one sub-task at 80 %, record its breach at the due time; returns the number of effects."""
    with transaction.atomic():
        task = claim(Task.objects.filter(sweep_at__lte=now), pk)
        if task is None:
            return 0
        effects = sorted((e for e in task.effects() if e.at <= now), key=lambda effect: effect.at)
        for effect in effects:
            mark_task(task, effect, by=by, now=now)
        task.swept_at = max([task.swept_at, *(effect.at for effect in effects)])
        task.sweep_at = None
        task.arrange_clocks(now)
        Task.objects.filter(pk=pk).update(swept_at=task.swept_at, sweep_at=task.sweep_at)
        return len(effects)


def mark_task(task, effect, *, by, now):
    """The mark, the line and the alerts of one effect: the desk, the owner, and a lead once it is late."""
    complaint, times = task.complaint, {"at": effect.at, "due_at": effect.due_at}
    who = {"owner": complaint.owner, "department": task.department}
    mark = ClockMark.objects.create(
        complaint=complaint, clock=effect.clock, mark=effect.mark, marked_at=now, task=task, **times, **who
    )
    facts = {"clock": effect.clock, "mark": effect.mark, "due_at": effect.due_at.isoformat(), "title": task.title}
    people = [task.assignee or complaint.owner, complaint.owner, *([] if task.assignee else crew_of(task))]
    if effect.mark == Mark.BREACH:
        tell("task_late", by=by, now=now, **task.timeline() | {"kind": EventKind.CLOCK}, data=facts)
        people += wearers_of(Role.LEAD)
    tell_agents(people, "task_due", now=now, complaint=complaint, once=str(mark.pk), **facts)


# --- complex cases that grow old (CL-09) --------------------------------------------------------------------


def aged(now):
    """Open complaints that are older than their tier allows and of which nobody was told yet."""
    targets = TierTarget.objects.filter(clock=ClockName.AGE).values_list("tier", "minutes")
    old = Q(pk__in=[])
    for tier, minutes in targets:
        old |= Q(tier=tier, registered_at__lte=now - timedelta(minutes=minutes))
    told = ClockMark.objects.filter(complaint=OuterRef("pk"), clock=ClockName.AGE)
    return Complaint.objects.open().filter(old).exclude(Exists(told)).order_by("registered_at", "pk")


def settle_age(pk, *, by, now):
    """Tell owner, handler, leads and mid-office once that a case is open longer than its tier should take."""
    with transaction.atomic():
        complaint = claim(Complaint.objects.open(), pk)
        if complaint is None or complaint.clock_marks.filter(clock=ClockName.AGE).exists():
            return 0
        target = TierTarget.objects.get(tier=complaint.tier, clock=ClockName.AGE)
        at = complaint.registered_at + timedelta(minutes=target.minutes)
        facts = {"clock": ClockName.AGE, "mark": Mark.BREACH}
        who = {"owner": complaint.owner, "department": complaint.department}
        mark = ClockMark.objects.create(complaint=complaint, **facts, at=at, due_at=at, marked_at=now, **who)
        tell("clock", by=by, now=now, complaint=complaint, kind=EventKind.CLOCK, data=facts | {"at": at.isoformat()})
        people = [complaint.owner, complaint.handler, *wearers_of(Role.LEAD, Role.MID_OFFICE)]
        tell_agents(people, "aged", now=now, complaint=complaint, once=str(mark.pk), due_at=at.isoformat())
        return 1


# --- reports on watched cases (OW-09) -----------------------------------------------------------------------


def remind_watch(pk, *, by, now):
    """The report on a watched case is due: owner and handler are reminded, once for every report."""
    with transaction.atomic():
        watch = claim(Watch.objects.filter(ended_at=None, reminded_at=None, report_by__lte=now), pk)
        if watch is None:
            return 0
        Watch.objects.filter(pk=pk).update(reminded_at=now)
        complaint = watch.complaint
        once = f"{watch.pk}:{watch.report_by.isoformat()}"
        people = [complaint.owner, complaint.handler, watch.watched_by]
        tell_agents(people, "report_due", now=now, complaint=complaint, once=once, due_at=watch.report_by.isoformat())
        return 1
