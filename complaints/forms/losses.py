"""Losses: the split by party, a claim, its steps, and which claims to list (DP-09)."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.enums import CLAIMABLE, Bearer
from complaints.forms.payouts import PayoutForm
from complaints.forms.step import StepForm
from complaints.forms.verb import NOTHING_CHOSEN, DayField, Lines, MomentField, MoneyField
from complaints.models import LossSplit
from complaints.models.money_figure import MoneyFigure

A_DAY = timedelta(days=1)
PARTIES = [(bearer.value, bearer.label) for bearer in CLAIMABLE]


class SplitForm(PayoutForm):
    """How much of one payout each party bears; first what the finding says."""

    platform = MoneyField(label=Bearer.PLATFORM.label, required=False)
    merchant = MoneyField(label=Bearer.MERCHANT.label, required=False)
    carrier = MoneyField(label=Bearer.CARRIER.label, required=False)
    insurer = MoneyField(label=Bearer.INSURER.label, required=False)
    payment_body = MoneyField(label=Bearer.PAYMENT_BODY.label, required=False)
    reason = forms.CharField(
        label=_("Why it is split otherwise than found"),
        max_length=300,
        required=False,
        widget=Lines(2),
        help_text=_("Needed if you change the proposal, or correct a split."),
    )

    def prepare(self):
        super().prepare()
        payout = self.about()
        if payout is None:
            return
        self.split = LossSplit.objects.select_related("split_by").filter(pk=payout.pk).first()
        self.findings = list(self.complaint.findings.all())
        self.proposal = rules.proposed_shares(payout, self.findings)
        for bearer, amount in (self.split.shares if self.split else self.proposal).items():
            self.fields[bearer.value].initial = amount or None

    def facts(self):
        """The shares by bearer, and the reason."""
        shares = {bearer: self.cleaned_data[bearer.value] or Decimal(0) for bearer in Bearer}
        return {"shares": shares, "reason": self.cleaned_data["reason"]}


class RecoveryForm(PayoutForm):
    """From whom we claim back what one payout cost us, and why."""

    party = forms.ChoiceField(label=_("From whom"), choices=[NOTHING_CHOSEN, *PARTIES])
    amount = MoneyField(label=_("Amount (CNY)"))
    grounds = forms.CharField(label=_("Grounds"), max_length=300, widget=Lines(2))
    starts = ("party",)
    blamed = "amount"

    def prepare(self):
        super().prepare()
        about = self.about()
        split = about and LossSplit.objects.filter(pk=about.pk).first()
        shares = {} if split is None else {bearer: part for bearer, part in split.shares.items() if bearer in CLAIMABLE}
        party = self.initial.get("party") or next(iter(shares), "")
        self.initial.setdefault("party", party)
        self.fields["amount"].initial = shares.get(party, about and about.amount)


class AgreeForm(StepForm):
    """How much they pay, until when."""

    agreed = MoneyField(label=_("They pay (CNY)"))
    due_by = MomentField(label=_("Until when"))
    answer = forms.CharField(label=_("What they answered"), max_length=300, required=False, widget=Lines(2))

    def prepare(self):
        self.fields["agreed"].initial = self.row.rest
        self.fields["due_by"].initial = max(self.row.due_by, timezone.now() + A_DAY)


class AnswerForm(StepForm):
    """The words of their refusal."""

    answer = forms.CharField(label=_("What they answered"), max_length=300, widget=Lines(2))


class AgainForm(StepForm):
    """What is new since the refusal."""

    because = forms.CharField(label=_("What is new since the refusal"), max_length=300, widget=Lines(2))


class ReceiveForm(StepForm):
    """One amount that came in."""

    amount = MoneyField(label=_("Amount (CNY)"))
    reference = forms.CharField(label=_("Bank reference"), max_length=80)

    def prepare(self):
        self.fields["amount"].initial = self.row.rest


class RepayForm(StepForm):
    """By what it was paid back."""

    reference = forms.CharField(label=_("Bank reference of the repayment"), max_length=80)


class WhyForm(StepForm):
    """Only the reason."""

    why = forms.CharField(label=_("Reason"), max_length=300, widget=Lines(2))


class RecoveriesForm(forms.Form):
    """Which claims to list."""

    party = forms.ChoiceField(label=_("From whom"), choices=[("", _("everybody")), *PARTIES], required=False)
    merchant = forms.CharField(label=_("Merchant"), max_length=120, required=False)
    since = DayField(label=_("Paid from"), required=False)
    until = DayField(label=_("Paid to"), required=False)

    def conditions(self):
        """What was typed sensibly; the rest is no condition."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class FigureForm(forms.Form):
    """A new value, and why."""

    value = MoneyField(label=_("New value"))
    reason = forms.CharField(label=_("Reason"), max_length=100)

    @classmethod
    def of(cls, row: MoneyFigure, data=None):
        """The form of one figure; its fields have their own ids."""
        return cls(data, auto_id=f"{row.code}_%s", initial={"value": row.told.replace(",", "")})
