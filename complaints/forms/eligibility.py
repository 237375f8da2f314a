"""Before a complaint is taken: the checklist, asking for what is missing, refusing by two people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.enums import REFUSED_FOR, Answer, Criterion, IneligibleReason, OutsideBody
from complaints.forms.verb import Lines, VerbForm, choose
from complaints.reports.eligibility import checklist


class AskInfoForm(VerbForm):
    """What the consumer has to add."""

    items = forms.CharField(
        label=_("What is missing"),
        widget=Lines(4),
        help_text=_("The consumer reads this word for word and has 72 hours. Ask only for what we do not hold."),
    )


class GiveInfoForm(VerbForm):
    """The consumer's answer, told by phone."""

    text = forms.CharField(label=_("What the consumer told you"), widget=Lines(4))


class ChecklistForm(VerbForm):
    """One answer a question; what somebody answered stands there, else what the facts suggest."""

    def prepare(self):
        self.lines = checklist(self.complaint, self.now)
        for line in self.lines:
            given = line.answer
            self.fields[line.criterion] = forms.ChoiceField(
                label=line.label,
                choices=Answer.choices,
                widget=forms.RadioSelect,
                initial=given.answer if given else line.suggested or Answer.UNKNOWN,
                help_text=" · ".join(filter(None, [line.because, line.source])),
            )
        self.fields["note"] = forms.CharField(
            label=_("Note to what you change"), max_length=300, required=False, widget=Lines(2)
        )

    @property
    def answered(self):
        """The lines to which somebody gave an answer."""
        return [line for line in self.lines if line.answer]

    def facts(self):
        """{criterion: (answer, note)}: an answer that stays the same keeps its own note."""
        answers = {}
        for line in self.lines:
            answer, given = self.cleaned_data[line.criterion], line.answer
            same = given and given.answer == answer
            answers[line.criterion] = (answer, given.note if same else self.cleaned_data["note"])
        return {"answers": answers}


class ProposeRefusalForm(VerbForm):
    """Why it is not accepted, the letter, and where else the consumer can turn."""

    reason_code = choose(IneligibleReason, label=_("Reason"))
    letter = forms.CharField(
        label=_("Letter to the consumer"),
        widget=Lines(6),
        help_text=_("Plain and polite: why, and what the consumer can do instead."),
    )
    routes = forms.MultipleChoiceField(
        label=_("Outside routes to name"), choices=OutsideBody, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self):
        """The first question answered with no names the reason."""
        against = self.complaint.eligibility.filter(answer=Answer.NO).values_list("criterion", flat=True)
        reasons = [REFUSED_FOR[code] for code in Criterion if code in set(against) and code in REFUSED_FOR]
        self.fields["reason_code"].initial = reasons[0] if reasons else None


class ReturnRefusalForm(VerbForm):
    """What speaks against the refusal."""

    note = forms.CharField(label=_("What speaks against it"), widget=Lines(3))
