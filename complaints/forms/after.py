"""After the archive: a file looked at again, the owner's evaluation, the merchant's feedback."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.enums import Agreement, CheckPoint, Found, Grade
from complaints.forms.fields import large_text
from complaints.forms.step import BareForm
from complaints.forms.verb import NOTHING_CHOSEN, Lines, VerbForm


def grade(label):
    """One to five."""
    return forms.TypedChoiceField(label=label, choices=Grade.choices, coerce=int, widget=forms.RadioSelect)


class CheckForm(BareForm):
    """Six points, each with what was found; agreement; lesson; grades."""

    agreement = forms.ChoiceField(
        label=_("Would you have decided the same?"), choices=Agreement, widget=forms.RadioSelect
    )
    why_not = forms.CharField(label=_("What should have been decided"), widget=Lines(2), required=False)
    process = grade(_("The way it was handled"))
    result = grade(_("What came of it"))
    lesson = forms.CharField(
        label=_("Lesson"), widget=Lines(2), required=False, help_text=_("The owner reads it; conditions, not persons.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for point in CheckPoint:
            self.fields[f"found_{point}"] = forms.ChoiceField(
                label=point.label, choices=[NOTHING_CHOSEN, *Found.choices], initial=Found.GOOD.value
            )
            self.fields[f"note_{point}"] = forms.CharField(
                label=_("Note"), max_length=300, required=False, widget=forms.TextInput
            )

    def pairs(self):
        """[(field of what was found, field of its note), ...]: a line each."""
        return [(self[f"found_{point}"], self[f"note_{point}"]) for point in CheckPoint]

    def rest(self):
        """The fields below the points."""
        return [self[name] for name in ("agreement", "why_not", "process", "result", "lesson")]

    def clean(self):
        """Wrong says what; otherwise says what should have been."""
        cleaned = super().clean()
        for point in CheckPoint:
            if cleaned.get(f"found_{point}") == Found.WRONG and not cleaned.get(f"note_{point}", "").strip():
                self.add_error(f"note_{point}", _("Say what is wrong."))
        if cleaned.get("agreement") not in ("agree", None) and not cleaned.get("why_not", "").strip():
            self.add_error("why_not", _("Say what should have been decided."))
        return cleaned

    def facts(self):
        cleaned = self.cleaned_data
        findings = {point.value: (cleaned[f"found_{point}"], cleaned[f"note_{point}"]) for point in CheckPoint}
        names = ("agreement", "why_not", "process", "result", "lesson")
        return {name: cleaned[name] for name in names} | {"findings": findings}


class EvaluateForm(VerbForm):
    """How the owner sees the own case."""

    process = grade(_("The way it was handled"))
    result = grade(_("What came of it"))
    good = forms.CharField(label=_("What went well"), widget=Lines(2), required=False)
    better = forms.CharField(label=_("What should go better"), widget=Lines(2), required=False)

    def prepare(self):
        said = self.complaint.evaluations.filter(evaluator="owner").first()
        if said:
            for name in ("process", "result", "good", "better"):
                self.fields[name].initial = getattr(said, name)


class MerchantForm(forms.Form):
    """Three questions to the merchant, and his words."""

    fair = grade(_("Was it handled fairly?"))
    clear = grade(_("Was it clear what was asked of you and why?"))
    quick = grade(_("Was it quick?"))
    words = large_text(_("Anything else you want to tell us"), rows=3, required=False, most=1000)
