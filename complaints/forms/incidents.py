"""What an incident asks: how to open it, its measures, its report, a message to everybody, its steps."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.actions.deadlines import due
from complaints.enums import PROVED_KINDS, ClockName, TaskKind, Tier
from complaints.forms.routing import CrewField
from complaints.forms.step import StepForm
from complaints.forms.verb import Lines, MomentField
from complaints.models import Complaint, Department, Incident
from complaints.models.incident import REPORT_PARTS
from complaints.reports.crew import crew
from complaints.roles import HANDLERS

KINDS = [(kind.value, kind.label) for kind in PROVED_KINDS]


def why(label):
    """The reason that the timeline will show."""
    return forms.CharField(label=label, widget=Lines(2))


class OpenIncidentForm(forms.Form):
    """A new incident over the ticked complaints, or a running one that takes them in."""

    incident = forms.ModelChoiceField(
        label=_("Into"), queryset=Incident.objects.none(), required=False, empty_label=_("a new incident")
    )
    title = forms.CharField(
        label=_("Title"), max_length=120, required=False, help_text=_("Left empty, that of the first complaint.")
    )
    product = forms.CharField(label=_("Product"), max_length=200, required=False)
    batch = forms.CharField(label=_("Batch"), max_length=100, required=False)
    merchant = forms.CharField(label=_("Merchant"), max_length=200, required=False)
    because = why(_("What makes these complaints one incident"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["incident"].queryset = Incident.objects.running().order_by("-opened_at")


class MeasureForm(StepForm):
    """A stop of sale, a recall or a rectification, for which desk, until when."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect, initial=TaskKind.STOP_SALE.value)
    department = forms.ModelChoiceField(label=_("Department"), queryset=None, initial="MERCHANT")
    question = forms.CharField(
        label=_("What the desk has to do, and for which goods"),
        widget=Lines(3),
        help_text=_("It is done only with proof: a screenshot, a confirmation, the recall notice."),
    )
    due_by = MomentField(label=_("Until when"))

    def prepare(self):
        self.fields["department"].queryset = Department.objects.filter(is_active=True)
        self.fields["due_by"].initial = due(Tier(self.row.tier), ClockName.TASK, timezone.now())


class ReportForm(StepForm):
    """The mandatory parts of the report; what is written stays until it is shared."""

    report_facts = forms.CharField(label=_("What has happened"), widget=Lines(3), required=False)
    report_cause = forms.CharField(label=_("Cause, as far as it is known"), widget=Lines(2), required=False)
    report_measures = forms.CharField(label=_("What has been done and what follows"), widget=Lines(3), required=False)
    report_consumer = forms.CharField(
        label=_("Consumer version"),
        widget=Lines(4),
        required=False,
        help_text=_("This is what every consumer reads, each on his own complaint."),
    )

    def prepare(self):
        for name in REPORT_PARTS:
            self.fields[name].initial = getattr(self.row, name)


class TellAllForm(StepForm):
    """One text to all consumers."""

    body = forms.CharField(
        label=_("Message to all consumers"),
        widget=Lines(4),
        help_text=_("Everybody gets it on his own complaint and sees nobody else's."),
    )


class GiveIncidentForm(StepForm):
    """Who leads it from now on."""

    agent = CrewField(label=_("To whom"))
    because = why(_("Reason"))

    def prepare(self):
        self.fields["agent"].fill(crew(*HANDLERS, now=timezone.now()))


class LeaveForm(StepForm):
    """Which complaint does not belong here."""

    case = forms.ModelChoiceField(label=_("Complaint"), queryset=Complaint.objects.none())
    because = why(_("Reason"))

    def prepare(self):
        self.fields["case"].queryset = self.row.complaints.exclude(pk=self.row.first_id).order_by("number")


class BecauseForm(StepForm):
    """Only the reason."""

    because = why(_("Reason"))


class SummaryForm(StepForm):
    """What came of it."""

    summary = forms.CharField(label=_("What came of it"), widget=Lines(3))
