"""Evidence of both sides: ask, add, answer, waive; and the finding."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.enums import Disclosure, EvidenceKind, EvidenceStatus, Party, RootCause, Side
from complaints.forms.files import MultipleFileField
from complaints.forms.verb import Lines, MomentField, VerbForm, choose, hidden

DUE_IN = timedelta(hours=24)  # first suggestion; the asker changes it


class AskEvidenceForm(VerbForm):
    """One item asked of one side, until when."""

    side = choose(Side, label=_("Whom you ask"))
    kind = forms.ChoiceField(label=_("Kind"), choices=EvidenceKind)
    title = forms.CharField(label=_("What you need"), max_length=120)
    due_by = MomentField(label=_("Until when"))
    blamed = "due_by"

    def prepare(self):
        self.fields["due_by"].initial = self.now + DUE_IN


class AddEvidenceForm(VerbForm):
    """Files and words of one side."""

    side = choose(Side, label=_("Whose evidence"))
    kind = forms.ChoiceField(label=_("Kind"), choices=EvidenceKind)
    title = forms.CharField(label=_("What it is"), max_length=120)
    uploads = MultipleFileField(label=_("Files"), required=False)
    says = forms.CharField(label=_("What it shows"), max_length=300, required=False)
    disclosure = forms.ChoiceField(label=_("Who may see it"), choices=Disclosure)
    happened_at = MomentField(label=_("Recorded at"), required=False)


class ItemForm(VerbForm):
    """A form about one asked item of the board."""

    item = hidden()
    target = "item"

    def prepare(self):
        self.fields["item"].queryset = self.complaint.evidence.filter(status=EvidenceStatus.ASKED)

    def about(self):
        """The item, for the head of the page."""
        return self.fields["item"].queryset.filter(pk=self.subject_id()).first()


class AnswerEvidenceForm(ItemForm):
    """What came for an asked item."""

    upload = MultipleFileField(label=_("File"), required=False)
    says = forms.CharField(label=_("What it shows"), max_length=300, required=False)
    blamed = "upload"

    def facts(self):
        """One item holds one file."""
        facts = super().facts()
        return facts | {"upload": next(iter(facts["upload"]), None)}


class WaiveEvidenceForm(ItemForm):
    """Why an asked item is not needed."""

    reason = forms.CharField(label=_("Why it is not needed"), max_length=200)


class RecordFindingForm(VerbForm):
    """Who bears responsibility, on which grounds, with which root cause."""

    party = choose(Party, label=_("Who is responsible"))
    share = forms.IntegerField(label=_("Share in percent"), min_value=0, max_value=100, initial=100)
    root_cause = choose(RootCause, label=_("Root cause"))
    grounds = forms.CharField(label=_("Grounds"), widget=Lines(4))
    items = forms.ModelMultipleChoiceField(
        label=_("Evidence it rests on"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_contested = forms.BooleanField(label=_("One side contests the facts"), required=False)

    def prepare(self):
        self.fields["items"].queryset = self.complaint.evidence.received()
        self.fields["is_contested"].initial = self.complaint.is_contested
        self.fields["root_cause"].initial = self.complaint.root_cause
