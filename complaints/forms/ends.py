"""Disputes and ends: arbitration, closing, reopening, withdrawing, archiving."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.enums import BREACHES, BreachReason, ClosingCode, Party, RefusedFor, RootCause
from complaints.forms.verb import NOTHING_CHOSEN, Lines, MomentField, VerbForm, choose, hidden
from complaints.models import ClockMark

CONSENT = _("How you know: recording, chat, letter, with date.")


class FailedMediationForm(VerbForm):
    """The mediator's word on a mediation that brought nothing."""

    because = forms.CharField(
        label=_("Why no agreement was found"),
        widget=Lines(3),
        help_text=_("The consumer reads it: what each side offered, and where they stayed apart. Blame nobody."),
    )
    blamed = "because"


class ReferForm(VerbForm):
    """Why there is no agreement, and how we know the consumer wants a decision."""

    because = forms.CharField(label=_("Why no agreement was found"), widget=Lines(3))
    consent = forms.CharField(label=_("Proof that the consumer agrees"), max_length=200, help_text=CONSENT)


class RefusedOfferForm(VerbForm):
    """That the consumer does not take the offer, taken down for him: kind of reason, his words, and the proof."""

    rejected_for = choose(RefusedFor, label=_("What the consumer named as the reason"), required=False)
    because = forms.CharField(label=_("Why, in the consumer's words"), widget=Lines(3))
    consent = forms.CharField(label=_("Proof that the consumer wants it"), max_length=200, help_text=CONSENT)


class DismissForm(VerbForm):
    """The reasons of an arbitration."""

    reasons = forms.CharField(label=_("Reasons"), widget=Lines(5))
    rule_version = forms.CharField(label=_("Rule and its version"), max_length=60)
    both_heard = forms.BooleanField(label=_("Both sides were heard"), required=False)
    blamed = "both_heard"


class AwardForm(DismissForm):
    """The reasons of an arbitration, and how far it follows the consumer."""

    result = forms.ChoiceField(
        label=_("Decision"),
        choices=[(code.value, code.label) for code in (ClosingCode.DECIDED_FOR_CONSUMER, ClosingCode.DECIDED_PARTLY)],
        widget=forms.RadioSelect,
        initial=ClosingCode.DECIDED_FOR_CONSUMER.value,
    )


class ReasonForm(VerbForm):
    """A reason and nothing else."""

    reason = forms.CharField(label=_("Reason"), widget=Lines(3))


class CloseForm(VerbForm):
    """How it ended, and the time it took."""

    closing_code = forms.ChoiceField(
        label=_("Closing code"),
        choices=[NOTHING_CHOSEN, *ClosingCode.choices],
        required=False,
        help_text=_("Without one the code follows from what was done."),
    )
    handling_minutes = forms.IntegerField(label=_("Handling minutes"), min_value=0, max_value=100_000, required=False)


class ReopenForm(VerbForm):
    """Why it begins again."""

    because = forms.CharField(label=_("Why it has to be opened again"), widget=Lines(3))


class WithdrawForm(VerbForm):
    """The consumer's will, with its proof."""

    because = forms.CharField(label=_("Why the consumer withdraws it"), widget=Lines(3))
    consent = forms.CharField(label=_("Proof that the consumer wants it"), max_length=200, help_text=CONSENT)


class ArchiveForm(VerbForm):
    """The four facts without which nothing is archived."""

    summary = forms.CharField(label=_("Summary"), widget=Lines(5))
    root_cause = choose(RootCause, label=_("Root cause"))
    responsible_party = choose(Party, label=_("Responsible party"))
    has_lesson = forms.TypedChoiceField(
        label=_("Is there a lesson in it?"),
        coerce=lambda value: value == "True",
        empty_value=None,
        choices=[NOTHING_CHOSEN, ("True", _("Yes, nominate it for a review")), ("False", _("No"))],
    )

    def prepare(self):
        for name in ("summary", "root_cause", "responsible_party"):
            self.fields[name].initial = getattr(self.complaint, name)


class ExplainBreachForm(VerbForm):
    """Why one recorded breach happened."""

    mark = hidden()
    reason_code = choose(BreachReason, label=_("Kind of reason"))
    explanation = forms.CharField(label=_("Why the time was missed"), max_length=200, widget=Lines(2))
    target = "mark"

    def prepare(self):
        self.fields["mark"].queryset = ClockMark.objects.filter(complaint=self.complaint, mark__in=BREACHES)
        chosen = self.fields["mark"].queryset.filter(pk=self.subject_id()).first()
        for name in ("reason_code", "explanation"):
            self.fields[name].initial = getattr(chosen, name, "")


class NewDateForm(VerbForm):
    """An honest new date instead of the computed one."""

    new_date = MomentField(label=_("New date"))
    reason = forms.CharField(label=_("Why it takes longer, in words to the consumer"), max_length=200, widget=Lines(2))
    blamed = "new_date"
