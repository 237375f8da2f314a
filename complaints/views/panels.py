"""The steps of one row as its page offers them: a panel each, with its form and what stands against it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from complaints import rules
from complaints.forms.step import StepForm
from complaints.lifecycle import Refused, why_not
from complaints.views.outcomes import UNPROCESSABLE


@dataclass(frozen=True)
class PanelStep:
    """One step. `label` heads its panel and its button, unless `button` says another word.

    `shown(row)` says whether it is shown; without it a step of the machine is shown in the states it leaves.
    `rule(row, agent)` is asked beside what the machine itself asks. `doubt(row)` is a Verdict whose sentence warns
    before the step without barring it; `remedy`: the verb and the label of the step that ends the doubt.
    """

    label: str
    form: type[StepForm]
    action: Callable
    text: str = ""
    button: str = ""
    kind: str = "primary"
    shown: Callable | None = None
    rule: Callable | None = None
    doubt: Callable | None = None
    remedy: tuple = ("", "")


@dataclass(frozen=True)
class Panels:
    """The steps of one kind of row, by verb; who may take them says the model."""

    model: type
    steps: dict
    url_name: str

    def of(self, row, agent, now, sent):
        """The panels of `row`; `sent` holds forms that came back with their errors, by verb."""
        return [self.panel(row, verb, agent, now, sent) for verb in self.steps if self.is_shown(row, verb, agent)]

    def is_shown(self, row, verb, agent):
        """Whether the step makes sense for this row, and this agent wears the hat."""
        if not rules.wears_the_hat(verb, agent, self.model.who_may):
            return False
        shown = self.steps[verb].shown
        return shown(row) if shown else leaves(self.model, verb, row.state)

    def against(self, row, verb, agent, now):
        """The sentence that stands against a step now, or ""."""
        why = why_not(row, verb, agent, now) if hasattr(self.model, verb) else ""
        rule = self.steps[verb].rule
        return why or (str(rule(row, agent).why) if rule else "")

    def panel(self, row, verb, agent, now, sent):
        """One panel: its step, form and address, why it is not possible now, and whether it stands open."""
        step = self.steps[verb]
        return {
            "verb": verb,
            "step": step,
            "form": sent.get(verb) or step.form(row=row, by=agent, auto_id=f"{verb}_%s"),
            "url": reverse(self.url_name, args=[row.pk, verb]),
            "why": self.against(row, verb, agent, now),
            "doubt": str(step.doubt(row).why) if step.doubt else "",
            "is_open": verb in sent,
        }

    def take(self, request, row, verb):
        """Take the step: (what came of it, its form); nothing came of it if the form says what was wrong."""
        if verb not in self.steps:
            raise Http404
        step = self.steps[verb]
        form = step.form(request.POST, request.FILES, row=row, by=request.user, auto_id=f"{verb}_%s")
        if form.is_valid():
            try:
                return step.action(row, by=request.user, now=timezone.now(), **form.facts()) or True, form
            except Refused as refused:
                form.refuse(refused.reason)
        return None, form

    def step(self, request, row, verb, *, show, say):
        """Take a pressed step: `say(row, result)` on the page of the row, or `show` it again with what was wrong."""
        result, form = self.take(request, row, verb)
        if not result:
            return show(request, row, status=UNPROCESSABLE, **{verb: form})
        say(row, result)
        return redirect(self.url_name.removesuffix("_step"), pk=row.pk)


def leaves(model, verb, state):
    """Whether a step of the machine leaves this state."""
    return getattr(model, verb)._django_fsm.get_transition(state) is not None
