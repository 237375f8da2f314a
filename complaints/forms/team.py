"""Being away, and leaving for good."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from complaints.actions.absences import MOST_NIGHTS
from complaints.enums import AbsenceKind
from complaints.forms.routing import AgentField, colleagues
from complaints.forms.verb import NOTHING_CHOSEN, DayField, Lines, MomentField
from complaints.models import Agent
from complaints.roles import HANDLERS, Role, has_role


class AbsenceForm(forms.Form):
    """Who is away from when to when, and who stands in. An agent plans the own absence, a lead everybody's."""

    agent = AgentField(label=_("Who"), queryset=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=AbsenceKind.choices)
    begins_at = MomentField(label=_("Away from"))
    ends_at = MomentField(label=_("Back at"))
    stand_in = AgentField(label=_("Stand-in"), queryset=None, help_text=_("Of the same team."))
    nights = forms.IntegerField(
        label=_("How many days in a row"),
        initial=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_NIGHTS)],
        help_text=_("For nights: the same hours on each of them. At night only P1 and P2 get the stand-in."),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        team = colleagues(*HANDLERS)
        if not has_role(by, Role.LEAD):
            team = team.filter(department=by.department_id)
            self.fields["agent"].queryset = team.filter(pk=by.pk)
            self.fields["agent"].widget = forms.HiddenInput()
            self.fields["agent"].initial = by.pk
            team = team.exclude(pk=by.pk)
        else:
            self.fields["agent"].queryset = team
        self.fields["stand_in"].queryset = team


class LeaverForm(forms.Form):
    """Who leaves, and when."""

    agent = AgentField(label=_("Who leaves"), queryset=None, to_field_name="username", empty_label=NOTHING_CHOSEN[1])
    last_day = DayField(label=_("Last day"))

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        people = Agent.objects.filter(groups__name__in=HANDLERS).exclude(pk=by.pk)
        self.fields["agent"].queryset = people.select_related("department").distinct().with_load()


class NoteForm(forms.Form):
    """What the one who leaves knows about all of them."""

    note = forms.CharField(
        label=_("What else to know, for every pack"),
        widget=Lines(3),
        required=False,
        max_length=2000,
        help_text=_("What stands in no file: people, habits of a merchant, things half arranged."),
    )
    over_limit = forms.BooleanField(
        label=_("Above the limit of open work"),
        required=False,
        help_text=_("Without it, cases for which a colleague has no room stay in this list."),
    )


class MentorForm(forms.Form):
    """Who looks after whom."""

    agent = AgentField(label=_("New colleague"), queryset=None)
    mentor = AgentField(
        label=_("Mentor"), queryset=None, required=False, help_text=_("Of the same team. Empty: nobody any more.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agent"].queryset = self.fields["mentor"].queryset = colleagues(*HANDLERS)
