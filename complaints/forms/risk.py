"""What is asked about a freeze and about a report to an authority (DP-16)."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.actions.deadlines import due
from complaints.enums import (
    Authority,
    ClockName,
    EvidenceStatus,
    Extent,
    FreezeKind,
    ReferralChannel,
    ReferralResult,
    Tier,
)
from complaints.forms.fields import short_text
from complaints.forms.step import StepForm
from complaints.forms.verb import DayField, Lines, MomentField, VerbForm, choose
from complaints.models import Evidence

REVIEW_IN = timedelta(days=7)  # our proposal
ANSWER_IN = timedelta(days=10)  # our proposal: seven working days (CPL-46) are ten days at most without a holiday


def words(label, rows=3, **more):
    """A text of several lines."""
    return forms.CharField(label=label, widget=Lines(rows), max_length=5000, **more)


def one_of(choices, label):
    """A few choices, all in sight."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


class AskFreezeForm(VerbForm):
    """Which measure against the merchant, what was found, why at once, on which rule, until when to decide."""

    kind = one_of(FreezeKind, _("Measure"))
    product = short_text(_("Product"), 200, help_text=_("Only where one listing is meant."))
    facts_found = words(_("Facts established"), help_text=_("What can be shown: orders, papers, test reports, chats."))
    reason = words(_("Why it cannot wait"), 2)
    basis = forms.CharField(
        label=_("Rule or law it rests on"),
        max_length=300,
        help_text=_("For example the platform rule with its version, or an article of the law."),
    )
    due_by = MomentField(label=_("Decision due by"))

    def prepare(self):
        self.fields["due_by"].initial = due(Tier(self.complaint.tier), ClockName.TASK, self.now)

    def facts(self):
        """The arguments of the action, which calls the findings facts."""
        facts = super().facts()
        return facts | {"facts": facts.pop("facts_found")}


class WhyForm(StepForm):
    """Only the reasons."""

    why = words(_("Reasons"), 2)


class KeepForm(WhyForm):
    """The reasons, and when somebody looks again."""

    review_by = MomentField(label=_("Looked at again by"))

    def prepare(self):
        self.fields["review_by"].initial = timezone.now() + REVIEW_IN


class CarryOutForm(StepForm):
    """How far, and what was done."""

    extent = one_of(Extent, _("Carried out"))
    note = words(_("What was done, and how one can see it"), 2)


class GivenEvidence(forms.ModelMultipleChoiceField):
    """Evidence of the case that has come in, to be ticked."""

    def __init__(self, **kwargs):
        empty = Evidence.objects.none()
        super().__init__(queryset=empty, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def fill(self, complaint):
        """The items of one case."""
        self.queryset = complaint.evidence.filter(status=EvidenceStatus.RECEIVED).order_by("pk")

    def label_from_instance(self, item):
        return f"{item.get_side_display()} · {item.title}"


def report_fields():
    """What a report says, the same in its first and in every later version."""
    return {
        "authority": choose(Authority, label=_("Authority")),
        "office": forms.CharField(
            label=_("Which office"), max_length=120, help_text=_("As it is called, with its district.")
        ),
        "subject": forms.CharField(label=_("What it is about"), max_length=120),
        "says": words(
            _("What is reported"),
            5,
            help_text=_("Facts with dates and amounts; of persons only what the authority needs."),
        ),
        "evidence": GivenEvidence(label=_("Evidence that goes along")),
    }


class DraftReferralForm(VerbForm):
    """A report to one authority, until when it has to be sent."""

    authority, office, subject, says, evidence = report_fields().values()
    due_by = MomentField(label=_("To be sent by"), required=False)

    def prepare(self):
        self.fields["evidence"].fill(self.complaint)
        self.fields["subject"].initial = self.complaint.title[:120]


class ChangeReferralForm(StepForm):
    """The report anew."""

    authority, office, subject, says, evidence = report_fields().values()

    def prepare(self):
        self.fields["evidence"].fill(self.row.complaint)
        for name in ("authority", "office", "subject", "says"):
            self.fields[name].initial = getattr(self.row, name)
        self.fields["evidence"].initial = list(self.row.evidence.values_list("pk", flat=True))


class WaitForm(StepForm):
    """Until when we wait for what comes next."""

    due_by = MomentField(label=_("We wait until"))

    def prepare(self):
        self.fields["due_by"].initial = timezone.now() + ANSWER_IN


class SendForm(WaitForm):
    """By which way it went, when, under which number."""

    channel = one_of(ReferralChannel, _("By which way"))
    sent_at = MomentField(label=_("Sent at"))
    reference = short_text(_("Their reference number"), 80, help_text=_("It may come with their first answer."))
    field_order = ("channel", "sent_at", "reference", "due_by")

    def prepare(self):
        super().prepare()
        self.fields["sent_at"].initial = timezone.now()


class HearForm(WaitForm):
    """What they answered."""

    answer = words(_("What they answered"))
    reference = short_text(_("Their reference number"), 80)
    field_order = ("answer", "reference", "due_by")

    def prepare(self):
        super().prepare()
        self.fields["reference"].initial = self.row.reference


class DemandForm(StepForm):
    """What they want of us, and by when."""

    demand = words(_("What they want of us"))
    due_by = MomentField(label=_("They want it by"))


class OurAnswerForm(WaitForm):
    """What we answered."""

    answer = words(_("What we answered"))
    field_order = ("answer", "due_by")


class CloseReferralForm(StepForm):
    """What became of it there."""

    result = choose(ReferralResult, label=_("Result"))
    outcome = words(_("What came of it"))


class FreezesForm(forms.Form):
    """Which freezes to list."""

    kind = forms.ChoiceField(label=_("Measure"), choices=[("", _("all")), *FreezeKind.choices], required=False)
    merchant = forms.CharField(label=_("Merchant"), max_length=120, required=False)

    def conditions(self):
        """What was typed sensibly; the rest is no condition."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReferralsForm(forms.Form):
    """Which reports to list."""

    authority = forms.ChoiceField(label=_("Authority"), choices=[("", _("all")), *Authority.choices], required=False)
    merchant = forms.CharField(label=_("Merchant"), max_length=120, required=False)
    since = DayField(label=_("Written from"), required=False)
    until = DayField(label=_("Written to"), required=False)

    conditions = FreezesForm.conditions
