"""A saved filter as it is written down: a name, with whom, and each of its four uses with what it needs."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.enums import Audience, Flag, RuleEffect
from complaints.filters import ComplaintFilter
from complaints.models import Agent, Department
from complaints.roles import AGENT_ROLES, Role

MOST_WORDS = 2000  # characters of an address
SORTS = ("due", "newest")
NEW_ONES = ("open", "unassigned", "all")  # queues that a complaint which has just come in can be in, whoever asks
ROLES = [("", "—"), *((role.value, role.label) for role in Role if role in AGENT_ROLES)]
EFFECT_FIELDS = {RuleEffect.FLAG: "effect_flag", RuleEffect.DESK: "effect_desk", RuleEffect.TELL: "effect_agent"}


def kept_of(address, queues):
    """What an address of the inbox asks for, as fields of a saved filter. Raises ValidationError with a sentence."""
    if len(address) > MOST_WORDS:
        raise ValidationError(_("These conditions are too long: take some away."))
    params = QueryDict(address)
    if params.get("queue") not in queues:
        raise ValidationError(_("This queue is not known: begin from a list of the inbox."))
    sort = params.get("sort") or "due"
    if sort not in SORTS:
        raise ValidationError(_("This sorting is not known: begin from a list of the inbox."))
    chosen = {name: params[name] for name in ComplaintFilter.base_filters if params.get(name)}
    form = ComplaintFilter(chosen).form
    if not form.is_valid():
        raise ValidationError(
            [f"{form.fields[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
        )
    return {"queue": params["queue"], "conditions": chosen, "sort": sort}


class SavedFilterForm(forms.Form):
    """The conditions come along in `address`; everything else is said here."""

    address = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Name of the filter"), max_length=60)
    audience = forms.ChoiceField(label=gettext_lazy("Who finds it"), choices=Audience, initial=Audience.ME)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES, required=False)
    is_queue = forms.BooleanField(label=gettext_lazy("A queue in the rail"), required=False, initial=True)
    is_report = forms.BooleanField(label=gettext_lazy("A report with figures and export"), required=False)
    is_alert = forms.BooleanField(
        label=gettext_lazy("An alert: whoever finds it is told once when it crosses the threshold"), required=False
    )
    alert_count = forms.IntegerField(
        label=gettext_lazy("More complaints than"), required=False, min_value=0, max_value=1000
    )
    alert_minutes = forms.IntegerField(
        label=gettext_lazy("The oldest older than (minutes)"), required=False, min_value=1, max_value=525_600
    )
    is_rule = forms.BooleanField(
        label=gettext_lazy("An intake rule: it acts on every new complaint that meets the conditions"), required=False
    )
    effect = forms.ChoiceField(label=gettext_lazy("Effect"), choices=[("", "—"), *RuleEffect.choices], required=False)
    effect_flag = forms.ChoiceField(label=gettext_lazy("Mark"), choices=[("", "—"), *Flag.choices], required=False)
    effect_desk = forms.ModelChoiceField(
        label=gettext_lazy("To the desk"), queryset=Department.objects.filter(is_active=True), required=False
    )
    effect_agent = forms.ModelChoiceField(
        label=gettext_lazy("Colleague"), queryset=Agent.objects.filter(is_active=True), required=False
    )

    def __init__(self, *args, queues, owner, **kwargs):
        super().__init__(*args, **kwargs)
        self.queues, self.owner, self.kept = queues, owner, {}

    def clean_address(self):
        self.kept = kept_of(self.cleaned_data["address"], self.queues)
        return self.cleaned_data["address"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("audience") == Audience.ROLE and not cleaned.get("role"):
            self.add_error("role", _("Choose the role."))
        if cleaned.get("audience") == Audience.DESK and self.owner.department_id is None:
            self.add_error("audience", _("You sit at no desk: share it in another way."))
        if not any(cleaned.get(use) for use in ("is_queue", "is_report", "is_alert", "is_rule")):
            self.add_error("is_queue", _("Choose at least one use."))
        self._clean_alert(cleaned)
        self._clean_rule(cleaned)
        return cleaned

    def _clean_alert(self, cleaned):
        said = {"alert_count", "alert_minutes"} & set(self.errors)
        if cleaned.get("is_alert") and not said and cleaned["alert_count"] is None and not cleaned["alert_minutes"]:
            self.add_error("alert_count", _("Say how many are too many, or how old is too old."))

    def _clean_rule(self, cleaned):
        if not cleaned.get("is_rule"):
            return
        effect = cleaned.get("effect")
        needed = EFFECT_FIELDS.get(effect)
        if not effect:
            self.add_error("effect", _("Choose what the rule does."))
        elif needed and not cleaned.get(needed) and needed not in self.errors:
            self.add_error(needed, _("Choose what the rule needs for its effect."))
        if self.kept and self.kept["queue"] not in NEW_ONES:
            self.add_error("is_rule", _("A rule looks at new complaints: save it from “All open” with conditions."))
        elif self.kept and not self.kept["conditions"]:
            self.add_error("is_rule", _("A rule without a condition would meet every complaint: add one first."))

    @property
    def facts(self):
        """The fields of the saved filter; what no use asks for is left empty."""
        said = dict(self.cleaned_data)
        del said["address"]
        if said["audience"] != Audience.ROLE:
            said["role"] = ""
        said["desk"] = self.owner.department if said["audience"] == Audience.DESK else None
        if not said["is_alert"]:
            said |= {"alert_count": None, "alert_minutes": None}
        if not said["is_rule"]:
            said["effect"] = ""
        needed = EFFECT_FIELDS.get(said["effect"])
        for name, empty in (("effect_flag", ""), ("effect_desk", None), ("effect_agent", None)):
            said[name] = said[name] if name == needed else empty
        return said | self.kept


def initial_of(saved):
    """A saved filter as the form shows it."""
    fields = [name for name in SavedFilterForm.base_fields if name != "address"]
    return {name: getattr(saved, name) for name in fields}
