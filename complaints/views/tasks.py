"""Sub-tasks: the queue of a desk, one task with what the desk needs to answer it, and its steps."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from complaints import clock, rules
from complaints.actions import rectification as mending
from complaints.actions import tasks as acts
from complaints.enums import LIVE_TASKS, EvidenceStatus, TaskKind
from complaints.forms.desk import (
    AnswerTaskForm,
    CheckForm,
    DecideForm,
    ReturnTaskForm,
    SanctionForm,
    WaiveTaskForm,
)
from complaints.forms.step import StepForm
from complaints.lifecycle import why_not
from complaints.models import Complaint, Task
from complaints.reports.ceilings import ceilings_of
from complaints.roles import AGENT_ROLES, HANDLERS, SEE_ALL, has_role
from complaints.sentences import plain
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE
from complaints.views.panels import Panels, PanelStep
from complaints.views.tabs import tabbed

READERS = (HANDLERS | SEE_ALL) & AGENT_ROLES


STEPS = {
    "take_task": PanelStep(gettext_lazy("Take it up"), StepForm, acts.take_task),
    "answer_task": PanelStep(gettext_lazy("Answer"), AnswerTaskForm, acts.answer_task),
    "return_task": PanelStep(
        gettext_lazy("Not ours: return it"),
        ReturnTaskForm,
        acts.return_task,
        gettext_lazy("The owner asks somebody else. It is counted for your desk."),
        kind="plain",
    ),
    "waive_task": PanelStep(
        gettext_lazy("Waive it"),
        WaiveTaskForm,
        acts.waive_task,
        gettext_lazy("The case may then be closed without this answer; the reason stays."),
        kind="plain",
    ),
}
# Beside the machine of the task: what a merchant has to put right (DP-10).
MENDING = {
    "check_rectification": PanelStep(
        gettext_lazy("Check what was put right"),
        CheckForm,
        mending.check_rectification,
        gettext_lazy("Not by who brought the proof."),
        rule=rules.may_check_rectification,
    ),
    "propose_sanction": PanelStep(
        gettext_lazy("Propose a sanction"),
        SanctionForm,
        mending.propose_sanction,
        gettext_lazy("A manager decides; nothing happens by itself."),
        rule=rules.may_propose_sanction,
    ),
    "decide_sanction": PanelStep(
        gettext_lazy("Decide on the sanction"), DecideForm, mending.decide_sanction, rule=rules.may_decide_sanction
    ),
}
TABS = {
    "desk": gettext_lazy("At my desk"),
    "mine": gettext_lazy("Taken by me"),
    "asked": gettext_lazy("Asked on my cases"),
    "all": gettext_lazy("All open"),
    "ended": gettext_lazy("Ended"),
}


def lists_of(agent, params):
    """{tab: queryset}, all within what the agent may see; the open ones by due time, the ended newest first."""
    visible = Task.objects.visible_to(agent)
    live = visible.live().order_by("due_by", "pk")
    lists = {
        "desk": live.filter(department=agent.department_id),
        "mine": live.filter(assignee=agent),
        "asked": live.filter(complaint__in=Complaint.objects.on_the_desk_of(agent).order_by()),
    }
    if has_role(agent, *SEE_ALL):
        desk = Q(department=params["desk"]) if params.get("desk") else Q()
        lists["all"] = live.filter(desk)
    return lists | {"ended": visible.exclude(state__in=LIVE_TASKS).order_by("-ended_at", "-pk")}


@require_safe
@only_for(READERS)
def tasks(request):
    """The queue: due first, clocks in words."""
    agent, now = request.user, timezone.now()
    along = ("complaint", "department", "assignee", "asked_by")
    lists = {name: rows.select_related(*along) for name, rows in lists_of(agent, request.GET).items()}
    rows, context = tabbed(request.GET, lists, TABS, first="desk", uncounted="ended")
    context["rows"] = [(task, clock.light(task.clock, now)) for task in rows]
    return render(request, "complaints/tasks.html", context)


def load(agent, pk):
    """The task, if this agent may know of it; else 404."""
    rows = Task.objects.visible_to(agent).select_related(
        *("complaint__category", "complaint__consumer", "complaint__owner", "complaint__handler"),
        *("complaint__department", "department", "assignee", "asked_by", "ended_by", "decided", "incident"),
        *("rectification__checked_by", "rectification__proposed_by", "rectification__decided_by"),
    )
    return get_object_or_404(rows.prefetch_related("complaint__evidence", "evidence"), pk=pk)


@require_safe
def task(request, pk):
    """One task: the question, the complaint's words and evidence, and what may be done."""
    return show(request, load(request.user, pk))


@require_POST
def task_step(request, pk, verb):
    """Take one step; what was wrong comes back with the text."""
    row = load(request.user, pk)
    if not PANELS.is_shown(row, verb, request.user):
        raise Http404
    done, form = PANELS.take(request, row, verb)
    if not done:
        return show(request, load(request.user, pk), status=UNPROCESSABLE, **{verb: form})
    last = row.complaint.events.filter(agent=request.user, task=row).select_related("agent").first()
    messages.success(request, plain(last) if last else _("Done."))
    return redirect("complaints:task", pk=row.pk)


def show(request, row, *, status=200, **sent):
    """The page of a task; `sent` brings a form back with its errors."""
    now, complaint = timezone.now(), row.complaint
    steps = PANELS.of(row, request.user, now, sent)
    context = {
        "task": row,
        "c": complaint,
        "light": clock.light(row.clock, now),
        "evidence": [item for item in complaint.evidence.all() if item.status == EvidenceStatus.RECEIVED],
        "steps": [entry for entry in steps if not entry["why"] or entry["is_open"]],
        "why_not": next((entry["why"] for entry in steps if entry["why"]), "") if row.is_live else "",
        "sees_complaint": Complaint.objects.visible_to(request.user).filter(pk=complaint.pk).exists(),
        **(clause_facts(row) if row.is_gate else {}),
        "is_ruling": row.kind == TaskKind.RULING,
        "may_rule": row.kind == TaskKind.RULING and rules.wears_the_hat("rule_desk", request.user),
    }
    return render(request, "complaints/task.html", context, status=status)


def clause_facts(row):
    """What a legal gate judges by: the recorded clause, if there is one, and the ceilings for review (DP-11)."""
    clause = row.complaint.clauses.select_related("evidence", "recorded_by").first()
    times, price = (clause.times, clause.price) if clause else (row.promised_times, None)
    return {"clause": clause, "ceilings": ceilings_of(row.complaint, times, price)}


class TaskPanels(Panels):
    """The steps of a task, and beside its machine those of what a merchant has to put right."""

    def is_shown(self, row, verb, agent):
        """All of them: the page says once why none is possible. A rectification is checked on its own kind only."""
        return verb in STEPS or (verb in MENDING and row.kind == TaskKind.RECTIFY)

    def against(self, row, verb, agent, now):
        """The sentence that stands against a step now, or ""."""
        if verb in STEPS:
            return why_not(row, verb, agent, now)
        mended = row.rectification
        mended.looked_at = now
        hat = rules.wears_the_hat(verb, agent, mended.who_may)
        return rules.first_no(hat, self.steps[verb].rule(mended, agent)).why


PANELS = TaskPanels(Task, STEPS | MENDING, "complaints:task_step")
