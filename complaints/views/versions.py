"""What the pages of dated versions share: which one waits and which counts, who may do what, and the steps."""

from django.http import Http404
from django.utils import timezone

from complaints import rules
from complaints.views.outcomes import press


def standing(rows):
    """(the version that waits, the one in force), None where there is none."""
    return next((row for row in rows if row.is_waiting), None), next((row for row in rows if row.is_in_force), None)


def whys(agent, kind, waiting, may_approve=rules.may_approve_version):
    """Why this agent may not take a step; empty where he may."""
    found = {step: rules.may_step_version(kind, step, agent).why for step in ("propose", "end")}
    if waiting:
        found["approve"] = may_approve(waiting, agent).why
        found["withdraw"] = rules.may_withdraw_version(waiting, agent).why
    return found


def take_step(request, version, steps, step):
    """Take one of `steps`, {name: (action, what to say)}, by its button."""
    if step not in steps:
        raise Http404
    action, done = steps[step]
    press(request, lambda: action(version, by=request.user, now=timezone.now()), done)
