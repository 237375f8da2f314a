"""What an act on several complaints needs to know once for all of them."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.enums import EvidenceKind, Side, Tier
from complaints.forms.codes import CodeField, stage_field
from complaints.forms.routing import CrewField
from complaints.reports.crew import crew
from complaints.roles import HANDLERS


class ReasonForm(forms.Form):
    """The reason that every row's history will show."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AssignForm(ReasonForm):
    """To whom unowned complaints go."""

    agent = CrewField(label=_("Agent"))
    over_limit = forms.BooleanField(label=_("Above the limit of open work"), required=False)
    field_order = ["agent", "reason", "over_limit"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agent"].fill(crew(*HANDLERS, now=timezone.now()))


class TierForm(ReasonForm):
    """The risk tier, and why."""

    tier = forms.ChoiceField(label=_("Tier"), choices=Tier)
    field_order = ["tier", "reason"]


class CategoryForm(ReasonForm):
    """The right code, and why."""

    category = CodeField()
    business_stage = stage_field()
    field_order = ["category", "business_stage", "reason"]


class EvidenceForm(forms.Form):
    """One item, asked of one side of every complaint."""

    side = forms.ChoiceField(label=_("Asked of"), choices=Side)
    kind = forms.ChoiceField(label=_("Kind"), choices=EvidenceKind)
    title = forms.CharField(label=_("What you need"), max_length=120)
    due_by = forms.DateTimeField(
        label=_("Needed by"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        initial=lambda: timezone.localtime() + timedelta(days=1),
    )

    def clean_title(self):
        verdict = rules.is_neutral(self.cleaned_data["title"])
        if not verdict:
            raise forms.ValidationError(verdict.why)
        return self.cleaned_data["title"]
