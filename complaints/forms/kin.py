"""Complaints that hang together: merge and take apart, link and untie, split."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.verb import Lines, VerbForm
from complaints.models import Complaint
from complaints.reports.alike import like_it


def named(row):
    """A complaint as a choice: its number and its title."""
    return f"{row.number} · {row.title}"


class KinField(forms.ModelChoiceField):
    """One of a few complaints, as radio buttons; its queryset is set in `prepare`."""

    def __init__(self, **kwargs):
        super().__init__(queryset=None, empty_label=None, widget=forms.RadioSelect, **kwargs)

    def label_from_instance(self, row):
        return named(row)


class MergeForm(VerbForm):
    """Which of the consumer's other open complaints it becomes part of."""

    master = KinField(
        label=gettext_lazy("Into which complaint"),
        help_text=gettext_lazy("It keeps the earliest clock and the highest tier; both numbers stay valid."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=Lines(2))
    blamed = "master"

    def prepare(self):
        candidates = Complaint.objects.visible_to(self.by).open().filter(consumer=self.complaint.consumer_id)
        self.fields["master"].queryset = candidates.exclude(pk=self.complaint.pk).order_by("registered_at")


class UndoMergeForm(VerbForm):
    """Why the two are two matters after all."""

    reason = forms.CharField(label=gettext_lazy("Why they are two matters after all"), widget=Lines(2))


class LinkForm(VerbForm):
    """The number of a complaint about the same matter."""

    other = forms.CharField(label=gettext_lazy("Number of the other complaint"), max_length=20)
    reason = forms.CharField(label=gettext_lazy("What they have in common"), widget=Lines(2))
    blamed = "other"

    def clean_other(self):
        """The complaint of that number, if this agent may see it."""
        number = self.cleaned_data["other"].strip().upper()
        other = Complaint.objects.visible_to(self.by).filter(number=number).first()
        if other is None:
            raise forms.ValidationError(_("There is no complaint of this number that you may see."))
        return other


class LinkAlikeForm(VerbForm):
    """Which of those of the same batch, or in nearly the same words, belong to it."""

    others = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Complaints about the same batch or in nearly the same words"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=gettext_lazy("What they have in common"), widget=Lines(2))
    blamed = "others"

    def prepare(self):
        rows, is_batch = like_it(self.complaint, self.by)
        keys = [row.pk for row in rows]
        self.fields["others"].queryset = Complaint.objects.filter(pk__in=keys).order_by("registered_at")
        self.fields["others"].label_from_instance = named
        self.fields["others"].initial = keys
        same_batch = _("Same batch %(batch)s from many consumers") % {"batch": self.complaint.batch}
        self.fields["reason"].initial = same_batch if is_batch else _("The same words from many consumers")


class UnlinkForm(VerbForm):
    """Which of the linked complaints has nothing to do with it."""

    other = KinField(label=gettext_lazy("Linked complaint"))
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=Lines(2))
    blamed = "other"

    def prepare(self):
        linked = Complaint.objects.visible_to(self.by).filter(linked=self.complaint.pk)
        self.fields["other"].queryset = linked.order_by("registered_at")


class SplitForm(VerbForm):
    """What the second complaint is about, and which evidence goes with it."""

    words = forms.CharField(
        label=gettext_lazy("The consumer's words about the second matter"),
        max_length=5000,
        widget=Lines(5),
        help_text=gettext_lazy("Take them from the complaint; leave out what belongs to the first matter."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120, required=False)
    evidence = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Evidence that goes with it"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=gettext_lazy("Why these are two matters"), widget=Lines(2))
    blamed = "words"

    def prepare(self):
        self.fields["words"].initial = self.complaint.description
        self.fields["evidence"].queryset = items = self.complaint.evidence.order_by("pk")
        if not items:
            del self.fields["evidence"]
