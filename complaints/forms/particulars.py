"""Facts of the goods: price, way (IV-07), what only some kinds have (IN-20), the day they are needed by (CL-15)."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.actions.particulars import WAY, confirmed
from complaints.enums import PARTICULARS
from complaints.forms.verb import DayField, MomentField, VerbForm
from complaints.workdays import CHINA


def looks_right(name):
    """The rule of the house as a validator: the same sentence on every page, in the API and at the door."""

    def check(value):
        verdict = rules.has_good_shapes({name: value})
        if not verdict:
            raise ValidationError(verdict.why)

    return check


def particular(name):
    """The field of one fact; its example says what it looks like."""
    row = PARTICULARS[name]
    hint = forms.TextInput(attrs={"placeholder": row.example, "autocomplete": "off"})
    return forms.CharField(label=row.label, required=False, max_length=64, validators=[looks_right(name)], widget=hint)


class ParticularsForm(VerbForm):
    """What these goods have; first what their category asks for. What the order system told is not asked."""

    need_by = DayField(
        label=_("Needed at the latest"), required=False, help_text=_("Three days before, the priority rises.")
    )

    price = forms.DecimalField(
        label=_("Price paid (CNY)"),
        required=False,
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
        help_text=_("Refunds need it. As long as the order system has not confirmed it, your own limit counts."),
    )
    received_at = MomentField(label=_("Goods received at"), required=False)
    unboxed_at = MomentField(
        label=_("Unpacked at"),
        required=False,
        help_text=_("The way of the goods shows how long after it the complaint came."),
    )
    blamed = "unboxed_at"

    def prepare(self):
        case = self.complaint
        self.fields["price"].initial = case.order_amount
        for name in WAY:
            at = getattr(case, name)
            self.fields[name].initial = at and at.astimezone(CHINA)
        for name in confirmed(case):
            del self.fields[name]
        group = self.complaint.category_id[:1]
        for row in sorted(PARTICULARS.values(), key=lambda row: group not in row.groups):
            self.fields[row.name] = particular(row.name)
            self.fields[row.name].initial = self.complaint.particulars.get(row.name, "")
        self.fields["need_by"].initial = self.complaint.need_by
