"""Between desks: ask one, answer it, return it, waive it; and the watch list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.actions.deadlines import due
from complaints.enums import ASKABLE_KINDS, ClockName, Sanction, TaskKind
from complaints.forms.files import MultipleFileField
from complaints.forms.step import StepForm
from complaints.forms.verb import Lines, MomentField, VerbForm
from complaints.models import Department
from complaints.models.desk import MOST_DAYS

KINDS = [(kind.value, kind.label) for kind in ASKABLE_KINDS]


class AskDeskForm(VerbForm):
    """What is asked of which desk, until when. The owner stays."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect, initial=TaskKind.ORDINARY.value)
    department = forms.ModelChoiceField(label=_("Department"), queryset=None)
    title = forms.CharField(label=_("In a few words"), max_length=120)
    question = forms.CharField(
        label=_("What the desk has to find out or decide"),
        widget=Lines(4),
        help_text=_("They see the complaint and its evidence; name what is still unclear."),
    )
    due_by = MomentField(label=_("Until when"))
    blamed = "due_by"

    def prepare(self):
        self.fields["department"].queryset = Department.objects.filter(is_active=True)
        self.fields["due_by"].initial = due(self.complaint.tier, ClockName.TASK, self.now)


class WatchForm(VerbForm):
    """Why a case is watched, and how often it is reported on."""

    because = forms.CharField(label=_("Why it is watched"), widget=Lines(2))
    every_days = forms.IntegerField(label=_("A report every … days"), min_value=1, max_value=MOST_DAYS, initial=2)
    blamed = "every_days"


class ReportUpForm(VerbForm):
    """Where a watched case stands."""

    report = forms.CharField(
        label=_("Report"),
        widget=Lines(4),
        help_text=_("Where it stands, what stands in the way, what you need from above."),
    )


class UnwatchForm(VerbForm):
    """Why a case needs no watching any more."""

    because = forms.CharField(label=_("Reason"), widget=Lines(2))


# The forms of a sub-task's own page.


class AnswerTaskForm(StepForm):
    """The answer in words, with files."""

    answer = forms.CharField(label=_("Answer"), widget=Lines(5))
    uploads = MultipleFileField(label=_("Files"), required=False)


class ReturnTaskForm(StepForm):
    """Why it is not this desk's."""

    because = forms.CharField(label=_("Why it is not yours"), widget=Lines(2))


class WaiveTaskForm(StepForm):
    """Why the answer is not needed."""

    because = forms.CharField(label=_("Why no answer is needed"), widget=Lines(2))


def yes_or_no(label, yes, no):
    """A decision between two words."""
    choices = [("yes", yes), ("no", no)]
    to_bool = {"yes": True, "no": False}.get
    return forms.TypedChoiceField(label=label, choices=choices, coerce=to_bool, widget=forms.RadioSelect)


class CheckForm(StepForm):
    """Whether the merchant has put it right."""

    passed = yes_or_no(_("Put right?"), _("Yes, it is put right"), _("No, it is not"))
    note = forms.CharField(label=_("What the check found"), widget=Lines(3))


class SanctionForm(StepForm):
    """What should follow for the merchant."""

    sanction = forms.ChoiceField(label=_("Sanction"), choices=Sanction, widget=forms.RadioSelect)
    why = forms.CharField(label=_("Reason"), widget=Lines(2))


class DecideForm(StepForm):
    """Whether the sanction is granted."""

    granted = yes_or_no(_("Decision"), _("Granted"), _("Not granted"))
    why = forms.CharField(label=_("Reason"), widget=Lines(2))
