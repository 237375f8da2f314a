"""Inquiries with payment bodies: asked, asked again, answered, released (DP-20)."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.enums import ANSWERS, Figure, HoldOutcome, PaymentBody
from complaints.forms.step import StepForm
from complaints.forms.verb import Lines, MomentField, VerbForm, choose
from complaints.models import Payout
from complaints.models.money_figure import figure

QUESTION = _("Name the thing: “the state of the transfer of 20 November”. Nobody is blamed for it.")
REFERENCE = _("Their file or ticket number, if they gave one.")


def usual_due(now):
    """Until when a payment body has time, by the figure of the house."""
    return now + timedelta(days=int(figure(Figure.HOLD_DAYS)))


def checked_question(form):
    """A question that suspects nobody."""
    verdict = rules.is_neutral(form.cleaned_data["question"])
    if not verdict:
        raise forms.ValidationError(verdict.why)
    return form.cleaned_data["question"]


class HoldForm(VerbForm):
    """Which payout is held, who is asked what, until when."""

    payout = forms.ModelChoiceField(
        label=_("What is held meanwhile"),
        queryset=None,
        required=False,
        empty_label=_("Every unpaid payout of this complaint"),
    )
    body = choose(PaymentBody, label=_("Payment body"))
    body_name = forms.CharField(label=_("Its name"), max_length=80)
    question = forms.CharField(label=_("What you ask"), max_length=120, help_text=QUESTION)
    reference = forms.CharField(label=_("Their reference"), max_length=80, required=False, help_text=REFERENCE)
    due_by = MomentField(label=_("Until when"), help_text=_("The consumer is told this day."))
    starts = ("payout",)
    blamed = "payout"
    clean_question = checked_question

    def prepare(self):
        unpaid = Payout.objects.unpaid().filter(complaint=self.complaint).select_related("complaint")
        self.fields["payout"].queryset = unpaid.order_by("pk")
        self.fields["payout"].label_from_instance = named
        self.fields["due_by"].initial = usual_due(self.now)


def named(payout):
    """P-0417-2 · ¥120.00 · Goodwill."""
    return f"{payout.number} · {rules.money(payout.amount)} · {payout.get_kind_display()}"


class AnswerHoldForm(StepForm):
    """What they answered, and what follows."""

    answer = forms.CharField(label=_("What they answered"), max_length=300, widget=Lines(2))
    outcome = forms.ChoiceField(
        label=_("What follows from it"),
        choices=[(outcome.value, outcome.label) for outcome in ANSWERS],
        widget=forms.RadioSelect,
    )
    refund_reference = forms.CharField(
        label=_("Reference of their refund"),
        max_length=80,
        required=False,
        help_text=_("Needed if they give the money back themselves; the consumer reads it on his page."),
    )

    def prepare(self):
        self.fields["answer"].initial = self.row.question.says

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == HoldOutcome.RETURNED and not cleaned.get("refund_reference"):
            self.add_error(
                "refund_reference", _("Enter the reference of the refund: the consumer finds the money by it.")
            )
        return cleaned


class AskAgainForm(StepForm):
    """What is asked once more, until when."""

    question = forms.CharField(label=_("What you ask"), max_length=120, help_text=QUESTION)
    reference = forms.CharField(label=_("Their reference"), max_length=80, required=False, help_text=REFERENCE)
    due_by = MomentField(label=_("Until when"), help_text=_("The consumer is told this day."))
    clean_question = checked_question

    def prepare(self):
        self.fields["question"].initial = self.row.question.title
        self.fields["reference"].initial = self.row.reference
        self.fields["due_by"].initial = usual_due(timezone.now())


class ReleaseForm(StepForm):
    """Why it goes on without an answer."""

    because = forms.CharField(label=_("Reason"), max_length=300, widget=Lines(2))
