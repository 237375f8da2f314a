"""The forms of team support: they clean and shape, they decide nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import Agent
from complaints.roles import Role
from support import roles
from support.enums import CheckInTag, Effect, RelationKind, SupervisionFunction

LONG = 4000  # characters; a note, not a file
TAGS = [("", _("no word for it")), *CheckInTag.choices]
TOPIC_HINT = _("For a functional supervisor: food safety, emotions, law.")


def text(label, *, required=True, rows=3, hint=""):
    """A text area of a sensible size."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONG, widget=widget, help_text=hint)


class MarkForm(forms.Form):
    """Whether the advice of a card helped."""

    effect = forms.ChoiceField(label=_("Effect"), choices=Effect)


class AskForm(forms.Form):
    """A question to the social worker."""

    question = text(
        _("Question"),
        rows=4,
        hint=_("No names or numbers of the consumer: the social worker sees the feeling, not the person."),
    )


class AnswerForm(forms.Form):
    """The social worker's advice."""

    text = text(_("Answer"), rows=4, hint=_("It appears in the timeline as an internal note."))


class ConsentForm(forms.Form):
    """Whom a person lets read the check-ins."""

    reader = forms.ModelChoiceField(label=_("Social worker"), queryset=Agent.objects.none(), empty_label=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = Agent.objects.filter(is_active=True, groups__name=Role.SOCIAL_WORKER)


class CheckInForm(forms.Form):
    """How heavy work is now; everything but the figure may stay empty."""

    load = forms.TypedChoiceField(
        label=_("How heavy is work now?"),
        coerce=int,
        choices=[(n, n) for n in range(11)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a figure from 0 to 10.")},
    )
    tag = forms.ChoiceField(label=_("What weighs"), required=False, choices=TAGS)
    note = text(_("A few words"), required=False, rows=2)


class SupervisorForm(forms.Form):
    """Who accompanies whom."""

    supervisee = forms.ModelChoiceField(label=_("Supervised person"), queryset=Agent.objects.none())
    supervisor = forms.ModelChoiceField(label=_("Supervisor"), queryset=Agent.objects.none())
    kind = forms.ChoiceField(label=_("Kind"), choices=RelationKind)
    topic = forms.CharField(label=_("Topic"), required=False, max_length=60, help_text=TOPIC_HINT)
    every_days = forms.IntegerField(label=_("Every how many days"), min_value=1, max_value=365, initial=14)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = Agent.objects.filter(is_active=True)
        self.fields["supervisee"].queryset = people.filter(groups__name__in=roles.STAFF).distinct()
        self.fields["supervisor"].queryset = people.filter(groups__name__in=roles.SUPERVISORS).distinct()


class SessionForm(forms.Form):
    """When to meet, and about what."""

    planned_at = forms.DateTimeField(
        label=_("Planned for"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240, initial=45)
    agenda = text(_("Agenda"), required=False, rows=2)


class RecordForm(forms.Form):
    """The shared record of a session."""

    functions = forms.MultipleChoiceField(
        label=_("Was for"), choices=SupervisionFunction, widget=forms.CheckboxSelectMultiple
    )
    went_well = text(_("What went well"), required=False)
    difficulty = text(_("What is difficult"), required=False)
    agreement = text(_("What we agreed"))
    follow_up_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class PrivateNoteForm(forms.Form):
    """What only its author reads."""

    body = text(_("Private note"), required=False, hint=_("Only you read this. An empty note is deleted."))
