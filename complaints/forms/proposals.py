"""What follows from a proposal: its review, the consumer's choice, and its remedies one by one."""

from django import forms
from django.utils.translation import gettext_lazy

from complaints import rules
from complaints.enums import RemedyStatus
from complaints.forms.ends import CONSENT
from complaints.forms.verb import Lines, VerbForm, hidden
from complaints.models import Option, Proposal, Remedy


class ReviewNoteForm(VerbForm):
    """A word of the reviewer, if any."""

    review_note = forms.CharField(label=gettext_lazy("Note"), widget=Lines(2), required=False)


class ReturnProposalForm(VerbForm):
    """What the author has to do better."""

    review_note = forms.CharField(
        label=gettext_lazy("What has to be better"),
        widget=Lines(3),
        help_text=gettext_lazy("At least 10 characters; the author works with it."),
    )
    blamed = "review_note"


class AskReviewForm(VerbForm):
    """A word to the reviewer, if any."""

    reason = forms.CharField(label=gettext_lazy("Word to the reviewer"), widget=Lines(2), required=False)


class ReportForm(VerbForm):
    """The five parts of the high tier's report; the consumer reads the last one (DP-03, FB-17)."""

    blamed = "consumer_version"

    def prepare(self):
        for name in Proposal.REPORT_PARTS:
            title = Proposal._meta.get_field(name).verbose_name
            self.fields[name] = forms.CharField(label=title, widget=Lines(3))
        self.fields["consumer_version"].help_text = gettext_lazy("The consumer reads this, and only this.")


class ChooseOptionForm(VerbForm):
    """Which option the consumer took, with the proof."""

    option = forms.ModelChoiceField(
        label=gettext_lazy("What the consumer chose"), queryset=None, empty_label=None, widget=forms.RadioSelect
    )
    consent = forms.CharField(label=gettext_lazy("Proof that the consumer agrees"), max_length=200, help_text=CONSENT)
    blamed = "option"

    def prepare(self):
        offer = rules.open_offer(self.complaint)
        self.fields["option"].queryset = Option.objects.filter(proposal=offer and offer.pk)


class RemedyForm(VerbForm):
    """A form about one remedy that is due."""

    remedy = hidden()
    target = "remedy"

    def prepare(self):
        of_case = Remedy.objects.filter(option__proposal__complaint=self.complaint, status=RemedyStatus.DUE)
        self.fields["remedy"].queryset = of_case

    def about(self):
        """The remedy, for the head of the page."""
        return self.fields["remedy"].queryset.filter(pk=self.subject_id()).first()


class CarryOutForm(RemedyForm):
    """How we know that a remedy is done."""

    proof = forms.CharField(label=gettext_lazy("Proof"), max_length=200, required=False)


class FailRemedyForm(RemedyForm):
    """Why a remedy cannot be carried out."""

    reason = forms.CharField(label=gettext_lazy("Why it cannot be done"), widget=Lines(2))
