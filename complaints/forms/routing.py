"""The right desk and the right person: dispatch, bounce, assign, escalate, outside, hand-over."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import rules
from complaints.actions.pack import pack_of
from complaints.actions.routing import another_desk
from complaints.actions.staffing import route_of
from complaints.enums import EscalationReason, HandoverReason, HandoverStatus, OutsideBody, OwnerChangeReason
from complaints.forms.verb import DayField, Lines, MomentField, VerbForm, choose, hidden
from complaints.models import Agent, Department, LegalRule
from complaints.reports.crew import crew
from complaints.roles import HANDLERS, Role


def colleagues(*roles):
    """Active agents who wear one of these hats and stay, with their desk and how much they have."""
    agents = Agent.objects.filter(is_active=True, last_day=None, groups__name__in=roles)
    return agents.select_related("department").distinct().with_load()


def named(agent):
    """王芳 · 客服部 · 12 of 30 open."""
    load = _("%(n)s of %(most)s open") if agent.most is not None else _("%(n)s open")
    load = load % {"n": agent.load, "most": agent.most}
    return " · ".join(str(part) for part in (agent, agent.department, load) if part)


class AgentField(forms.ModelChoiceField):
    """A colleague, told with the desk and the number of open complaints."""

    def label_from_instance(self, agent):
        return named(agent)


class CrewField(forms.ModelChoiceField):
    """A colleague, told with desk, open work and skill; the most fitting stands first. Filled by `fill`."""

    def __init__(self, **kwargs):
        super().__init__(queryset=None, **kwargs)

    def fill(self, people):
        """Offer these people (reports.crew), read in one statement."""
        self.queryset = Agent.objects.filter(pk__in=[person.agent.pk for person in people])
        self.choices = [("", gettext_lazy("Choose …")), *((person.agent.pk, str(person)) for person in people)]


def over_limit():
    """The word for going above a limit."""
    return forms.BooleanField(
        label=gettext_lazy("Above the limit of open work"),
        required=False,
        help_text=gettext_lazy("Only a team lead or the mid-office, with the reason."),
    )


class StaffedForm(VerbForm):
    """A form that chooses a person: the suggestion, the skill the case needs, and the word for going above a limit."""

    over_limit = over_limit()

    def staff(self, name, *roles, desk=None, without=None):
        """Fill the field `name` with the crew of these roles; the best of them, if it fits, is the suggestion."""
        self.route = route_of(self.complaint, self.now)
        self.skill = self.route and self.route.skill
        people = crew(
            *roles,
            tier=self.complaint.tier,
            skill=self.skill,
            language=self.complaint.consumer.language,
            desk=desk or (self.route and self.route.department_id),
            now=self.now,
            without=without,
        )
        self.fields[name].fill(people)
        self.suggestion = next((person for person in people if person.fits), None)
        if not rules.may_pass_limit(self.by):
            del self.fields["over_limit"]


class DispatchForm(StaffedForm):
    """Desk and handler; the routing table suggests the desk."""

    department = forms.ModelChoiceField(label=gettext_lazy("Department"), queryset=None)
    handler = CrewField(
        label=gettext_lazy("Handler"),
        required=False,
        help_text=gettext_lazy("Without a name the whole desk is alerted."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Word to the desk"),
        widget=Lines(2),
        required=False,
        help_text=gettext_lazy("Another desk than the routing table names needs a reason here; it is counted."),
    )
    field_order = ["seen", "department", "handler", "reason", "over_limit"]
    blamed = "handler"

    def prepare(self):
        self.fields["department"].queryset = Department.objects.filter(is_active=True)
        self.staff("handler", Role.FRONT_LINE, Role.MID_OFFICE)
        if self.suggestion and self.suggestion.is_elsewhere:  # only who works at the desk can be its handler
            self.suggestion = None
        if self.route:
            self.fields["department"].initial = self.route.department_id
            self.fields["department"].help_text = _("The routing table names %(desk)s.") % {
                "desk": self.route.department
            }

    def clean(self):
        """Another desk than suggested: say next to the reason that it is missing."""
        cleaned = super().clean()
        desk = cleaned.get("department")
        if self.route and desk and desk != self.route.department and not cleaned.get("reason", "").strip():
            self.add_error("reason", another_desk(self.route))
        return cleaned


class AskOrderForm(VerbForm):
    """The number to ask about; the one we have stands in it."""

    order_number = forms.CharField(label=gettext_lazy("Order number"), max_length=40)
    blamed = "order_number"

    def prepare(self):
        self.fields["order_number"].initial = self.complaint.order_number


class BounceForm(VerbForm):
    """Whose case it is instead, and why."""

    department = forms.ModelChoiceField(label=gettext_lazy("Whose it is"), queryset=None)
    reason = forms.CharField(
        label=gettext_lazy("Why it is not yours"),
        widget=Lines(2),
        help_text=gettext_lazy("At the second bounce the mid-office rules."),
    )

    def prepare(self):
        others = Department.objects.filter(is_active=True).exclude(pk=self.complaint.department_id)
        self.fields["department"].queryset = others


class RuleDeskForm(VerbForm):
    """Whose case it is, and why."""

    department = forms.ModelChoiceField(label=gettext_lazy("Whose case it is"), queryset=None)
    reason = forms.CharField(
        label=gettext_lazy("Reasons of the ruling"),
        widget=Lines(4),
        help_text=gettext_lazy("Both desks read them; the desk you name cannot bounce it again."),
    )

    def prepare(self):
        self.fields["department"].queryset = Department.objects.filter(is_active=True)

    def about(self):
        """How it came here: every bounce with its reason."""
        return self.complaint.reroutes.select_related("from_department", "to_department", "agent").order_by("at")


class AssignForm(StaffedForm):
    """Who becomes the first owner."""

    agent = CrewField(label=gettext_lazy("To whom"))
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=Lines(2))
    field_order = ["seen", "agent", "reason", "over_limit"]
    blamed = "agent"

    def prepare(self):
        self.staff("agent", Role.FRONT_LINE, desk=self.complaint.home_desk_id)
        if self.suggestion:
            self.fields["agent"].initial = self.suggestion.agent.pk


class EscalateForm(VerbForm):
    """What makes it a high-risk case."""

    reason_code = choose(EscalationReason, label=gettext_lazy("Kind of reason"))
    reason = forms.CharField(
        label=gettext_lazy("What makes it a high-risk case"),
        widget=Lines(3),
        help_text=gettext_lazy("Injury, many cases, exposure, a regulator, a legal threat with grounds."),
    )


class PeriodField(forms.ModelChoiceField):
    """A period of the law, told with its days."""

    def label_from_instance(self, rule):
        span = _("%(n)s working days") if rule.in_working_days else _("%(n)s days")
        return f"{rule} · {span % {'n': int(rule.value)}}"


class GoExternalForm(VerbForm):
    """Which outside body, since when, under which reference."""

    body = choose(OutsideBody, label=gettext_lazy("Outside body"))
    reference = forms.CharField(label=gettext_lazy("Its reference"), max_length=80)
    started_on = DayField(label=gettext_lazy("Started on"))
    rule = PeriodField(
        label=gettext_lazy("Which period of the law runs"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("The shortest that the law sets for this body"),
    )
    letter_by = DayField(
        label=gettext_lazy("Answer by, according to its letter"),
        required=False,
        help_text=gettext_lazy("The earlier of this day and the law's becomes our clock."),
    )
    reason = forms.CharField(label=gettext_lazy("What it is about"), widget=Lines(3))
    blamed = "rule"

    def prepare(self):
        self.fields["rule"].queryset = LegalRule.objects.exclude(bodies=[])

    def clean_started_on(self):
        """A day that has come."""
        return sound(self.cleaned_data["started_on"], rules.has_begun, self.now)

    def clean_letter_by(self):
        """A day on or after the start."""
        started_on = self.cleaned_data.get("started_on")
        day = self.cleaned_data["letter_by"]
        return sound(day, rules.is_not_before, started_on) if started_on else day


def sound(day, rule, against):
    """The day, unless a rule says no to it: then its sentence stands beside the field."""
    verdict = rule(day, against)
    if not verdict:
        raise forms.ValidationError(verdict.why)
    return day


class OutsideResultForm(VerbForm):
    """How the outside procedure ended."""

    RESULTS = (
        ("for_consumer", gettext_lazy("For the consumer")),
        ("partly", gettext_lazy("In part")),
        ("against", gettext_lazy("Against the consumer")),
        ("settled", gettext_lazy("Settled outside")),
    )
    result = forms.ChoiceField(label=gettext_lazy("Result"), choices=RESULTS, widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("What the outside body decided"), widget=Lines(3))


class StoryField(forms.CharField):
    """The story in five lines; too long is said beside the field, before anything is lost."""

    def validate(self, value):
        super().validate(value)
        verdict = rules.is_short_story(value)
        if not verdict:
            raise forms.ValidationError(verdict.why)


class OfferHandoverForm(StaffedForm):
    """To whom, why, and the pack that saves the consumer retelling: collected from the file, to be corrected."""

    to_agent = CrewField(label=gettext_lazy("To whom"))
    reason = choose(HandoverReason, label=gettext_lazy("Reason"))
    story = StoryField(
        label=gettext_lazy("The story in five lines"),
        widget=Lines(5),
        help_text=gettext_lazy("Taken from the timeline; correct it. Nobody asks the consumer for this again."),
    )
    promises = forms.CharField(
        label=gettext_lazy("Promises made"),
        widget=Lines(3),
        required=False,
        help_text=gettext_lazy("Collected from our messages, the offer and the next contact."),
    )
    emotion = forms.CharField(label=gettext_lazy("How the consumer feels"), max_length=200, required=False)
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"), widget=Lines(2, readonly=True), required=False, disabled=True
    )
    next_contact_at = MomentField(label=gettext_lazy("Next contact"), required=False)
    note = forms.CharField(label=gettext_lazy("What else to know"), widget=Lines(2), required=False)
    blamed = "to_agent"

    def prepare(self):
        desk = self.complaint.department_id or self.complaint.home_desk_id
        self.staff("to_agent", *HANDLERS, desk=desk, without=self.by.pk)
        self.order_fields(["seen", "to_agent", "over_limit"])
        for name, value in pack_of(self.complaint, self.now).items():
            self.fields[name].initial = value


class ChangeOwnerForm(VerbForm):
    """Who is accountable from now on, and for which of the four reasons."""

    to_agent = AgentField(label=gettext_lazy("New owner"), queryset=None)
    cause = forms.ChoiceField(label=gettext_lazy("Why"), choices=OwnerChangeReason.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("In your words"), widget=Lines(2), required=False)
    over_limit = over_limit()
    blamed = "to_agent"

    def prepare(self):
        owners = colleagues(Role.FRONT_LINE, Role.LEAD)
        self.fields["to_agent"].queryset = owners.exclude(pk=self.complaint.owner_id)


class LookAtHandoversForm(VerbForm):
    """What a lead has seen, and what follows."""

    reason = forms.CharField(label=gettext_lazy("What you have seen, and what follows"), widget=Lines(3))


class AnswerHandoverForm(VerbForm):
    """Take the hand-over that is offered to me."""

    handover = hidden()
    target = "handover"

    def prepare(self):
        self.fields["handover"].queryset = self.complaint.handovers.filter(status=HandoverStatus.OFFERED)


class DeclineHandoverForm(AnswerHandoverForm):
    """Why the hand-over is not taken."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=Lines(2))
