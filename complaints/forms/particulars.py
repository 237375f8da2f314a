"""Facts that only some kinds of goods have, each with its shape (IN-20), and the day by which it is needed (CL-15)."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from complaints.enums import PARTICULARS
from complaints.forms.verb import DayField, VerbForm


def particular(name):
    """The field of one fact; its example says what it looks like."""
    row = PARTICULARS[name]
    whole = RegexValidator(rf"^(?:{row.shape.pattern})\Z", _("It does not look right; an example stands beside it."))
    hint = forms.TextInput(attrs={"placeholder": row.example, "autocomplete": "off"})
    return forms.CharField(label=row.label, required=False, max_length=64, validators=[whole], widget=hint)


class ParticularsForm(VerbForm):
    """What these goods have; first what their category asks for."""

    need_by = DayField(
        label=_("Needed at the latest"), required=False, help_text=_("Three days before, the priority rises.")
    )

    def prepare(self):
        group = self.complaint.category_id[:1]
        for row in sorted(PARTICULARS.values(), key=lambda row: group not in row.groups):
            self.fields[row.name] = particular(row.name)
            self.fields[row.name].initial = self.complaint.particulars.get(row.name, "")
        self.fields["need_by"].initial = self.complaint.need_by
