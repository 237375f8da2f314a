"""What a corrective action asks: how it is planned, proved, judged, given on, and found again in the list."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.enums import CapaKind, RootCause
from complaints.forms.files import MultipleFileField
from complaints.forms.routing import CrewField
from complaints.forms.step import StepForm
from complaints.forms.verb import Lines, MomentField, choose
from complaints.models import Agent, Category, Complaint
from complaints.reports.crew import crew
from complaints.roles import HANDLERS

MOST_CASES = 200
A_FORTNIGHT = timedelta(days=14)


class NumbersField(forms.CharField):
    """Numbers of complaints as one types or pastes them; becomes a list of numbers."""

    def clean(self, value):
        numbers = super().clean(value).upper().replace(",", " ").replace("，", " ").replace("、", " ").split()
        return list(dict.fromkeys(numbers))[:MOST_CASES]


class PlanActionForm(StepForm):
    """What is done against which cause, by whom, until when, and which complaints are counted."""

    numbers = NumbersField(
        label=gettext_lazy("Complaints it follows from"),
        widget=Lines(1),
        help_text=gettext_lazy("One or more numbers; the first one carries its timeline."),
    )
    title = forms.CharField(label=gettext_lazy("What is done"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=CapaKind, widget=forms.RadioSelect, initial=CapaKind.CORRECTIVE.value
    )
    because = forms.CharField(label=gettext_lazy("Why: the cause it removes"), widget=Lines(3))
    lesson = forms.CharField(label=gettext_lazy("Lesson it follows from"), max_length=200, required=False)
    root_cause = choose(RootCause, label=gettext_lazy("Counted: root cause"), required=False)
    category = forms.ModelChoiceField(
        label=gettext_lazy("Counted: category"), queryset=None, required=False, empty_label=gettext_lazy("any")
    )
    merchant = forms.CharField(
        label=gettext_lazy("Counted: merchant"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Complaints with all that is filled in here are counted before and after; the fewer conditions, the more"
            " there is to count."
        ),
    )
    owner = CrewField(label=gettext_lazy("Who answers for it"))
    due_by = MomentField(label=gettext_lazy("Until when"))
    check_days = forms.IntegerField(
        label=gettext_lazy("Effect checked after … days"), min_value=7, max_value=365, initial=30
    )

    def prepare(self):
        now = timezone.now()
        self.fields["category"].queryset = Category.objects.filter(is_active=True)
        self.fields["owner"].fill(crew(*HANDLERS, now=now))
        self.fields["due_by"].initial = now + A_FORTNIGHT

    def clean_numbers(self):
        """The complaints of these numbers, in this order, as far as the agent may see them."""
        numbers = self.cleaned_data["numbers"]
        found = {case.number: case for case in Complaint.objects.visible_to(self.by).filter(number__in=numbers)}
        unknown = [number for number in numbers if number not in found]
        if unknown:
            raise forms.ValidationError(_("Not known: %(numbers)s.") % {"numbers": ", ".join(unknown[:5])})
        return [found[number] for number in numbers]

    def facts(self):
        facts = dict(self.cleaned_data)
        return {"complaints": facts.pop("numbers")} | facts


class ProofForm(StepForm):
    """What was done, and how one can see it."""

    proof = forms.CharField(
        label=gettext_lazy("What was done, and how one can see it"),
        widget=Lines(4),
        help_text=gettext_lazy("Files join the evidence of the first complaint, for colleagues only."),
    )
    uploads = MultipleFileField(label=gettext_lazy("Files"), required=False)


class VerdictForm(StepForm):
    """What the check found; the counts beside it are kept as they stand now."""

    verdict = forms.CharField(label=gettext_lazy("What the check found"), widget=Lines(3))


class NoEffectForm(VerdictForm):
    """The same, and until when it is tried anew."""

    due_by = MomentField(label=gettext_lazy("New due time"))

    def prepare(self):
        self.fields["due_by"].initial = timezone.now() + A_FORTNIGHT


class GiveActionForm(StepForm):
    """Who answers for it from now on, and until when."""

    owner = CrewField(label=gettext_lazy("Who answers for it"))
    due_by = MomentField(label=gettext_lazy("Until when"))
    because = forms.CharField(label=gettext_lazy("Reason"), widget=Lines(2))

    def prepare(self):
        self.fields["owner"].fill(crew(*HANDLERS, now=timezone.now()))
        self.fields["owner"].initial = self.row.owner_id
        self.fields["due_by"].initial = max(self.row.due_by, timezone.now() + timedelta(days=1))


class TieForm(StepForm):
    """One more complaint."""

    complaint = forms.CharField(label=gettext_lazy("Number of the complaint"), max_length=20)

    def clean_complaint(self):
        number = self.cleaned_data["complaint"].strip().upper()
        found = Complaint.objects.visible_to(self.by).filter(number=number).first()
        if not found:
            raise forms.ValidationError(_("Not known: %(numbers)s.") % {"numbers": number})
        return found


class DropActionForm(StepForm):
    """Why it is not carried out."""

    because = forms.CharField(label=gettext_lazy("Why it is not carried out"), widget=Lines(2))


class ActionFilterForm(forms.Form):
    """What the list is narrowed by."""

    owner = forms.ModelChoiceField(
        label=gettext_lazy("Owner"), queryset=None, required=False, empty_label=gettext_lazy("anybody")
    )
    root_cause = forms.ChoiceField(
        label=gettext_lazy("Root cause"), choices=[("", gettext_lazy("any")), *RootCause.choices], required=False
    )
    category = forms.ModelChoiceField(
        label=gettext_lazy("Category"), queryset=None, required=False, empty_label=gettext_lazy("any")
    )
    merchant = forms.CharField(label=gettext_lazy("Merchant"), max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Agent.objects.filter(corrective_actions__isnull=False).distinct()
        self.fields["category"].queryset = Category.objects.filter(is_active=True)

    def condition(self):
        """What is filled in as one condition; what means nothing is none."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        merchant = wanted.pop("merchant", "").strip()
        return Q(**wanted) & (Q(merchant__icontains=merchant) if merchant else Q())
