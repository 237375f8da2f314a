"""What an incident asks: how to open it, its measures, its report, a message to everybody, its steps."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints import rules
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


class SpokenForm(StepForm):
    """A form whose words go to consumers: a field more for each other language that some of them read."""

    word_field = ""  # the field of the first language
    texts_name = "texts"  # as the action calls the words in other languages

    def other(self, code):
        """The name of the field for another language."""
        return f"{self.word_field}_{code}"

    def add_languages(self, codes, label, words=None, *, required=True):
        """One field for each of these languages, each saying for how many it is."""
        for code in codes:
            n = self.row.complaints.filter(consumer__language=code).count()
            self.fields[self.other(code)] = forms.CharField(
                label=_("%(label)s in %(language)s") % {"label": label, "language": rules.LANGUAGES[code]},
                widget=Lines(4),
                required=required,
                error_messages={"required": _("Some of the consumers read this language: write it for them, too.")},
                initial=(words or {}).get(code, ""),
                help_text=_("Consumers of this incident who read this language: %(n)s. They get this text.") % {"n": n},
            )

    def facts(self):
        """The words in other languages as one fact, by language."""
        cleaned = dict(self.cleaned_data)
        asked = [code for code in rules.LANGUAGES if self.other(code) in cleaned]
        texts = {code: cleaned.pop(self.other(code)) for code in asked}
        return cleaned | {self.texts_name: texts}


class ReportForm(SpokenForm):
    """The mandatory parts of the report; what is written stays until it is shared."""

    word_field, texts_name = "report_consumer", "report_texts"
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
        self.add_languages(rules.languages_of(self.row), _("Consumer version"), self.row.report_texts, required=False)

    def facts(self):
        """A language that nobody reads any more keeps its words."""
        facts = super().facts()
        return facts | {"report_texts": self.row.report_texts | facts["report_texts"]}


class CasesField(forms.ModelMultipleChoiceField):
    """Complaints to tick, each by number and title."""

    def label_from_instance(self, obj):
        return f"{obj.number} {obj.title}"


class PassReportForm(SpokenForm):
    """Which consumers get the shared report now, and its words in a language that nobody needed before."""

    word_field = "report_consumer"
    cases = CasesField(
        label=_("Who has not got it yet"),
        queryset=Complaint.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one complaint.")},
    )

    def prepare(self):
        rows = self.row.untold().select_related("consumer")
        self.fields["cases"].queryset = rows.filter(
            pk__in=Complaint.objects.visible_to(self.by).order_by().values("pk")
        )
        self.fields["cases"].initial = list(rows)
        missing = [code for code in rules.languages_of(self.row) if not self.row.consumer_text(code)]
        self.add_languages(missing, _("Consumer version"))


class TellAllForm(SpokenForm):
    """One text to all consumers, in the languages they read."""

    word_field = "body"
    body = forms.CharField(
        label=_("Message to all consumers"),
        widget=Lines(4),
        help_text=_("Everybody gets it on his own complaint and sees nobody else's."),
    )

    def prepare(self):
        self.add_languages(rules.languages_of(self.row), _("Message to all consumers"))


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
