"""Fields for what a complaint is about: codes of the taxonomy, and the link of the business that failed."""

from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.enums import BusinessStage
from complaints.models import Category


def active_codes():
    """The codes in use, in the order of the taxonomy."""
    return Category.objects.filter(is_active=True, parent__isnull=False)


def grouped_codes():
    """The codes in use under the names of their groups."""
    rows = active_codes().select_related("parent").order_by("parent", "code")
    return [
        (group.name, [(row.pk, str(row)) for row in codes]) for group, codes in groupby(rows, lambda row: row.parent)
    ]


class CodesField(forms.MultipleChoiceField):
    """Several codes beside the main one (CL-01)."""

    widget = forms.SelectMultiple(attrs={"size": 6})

    def __init__(self, **kwargs):
        help_text = _("What else it is about. Hold Ctrl to choose several.")
        super().__init__(
            **{"label": _("Also about"), "required": False, "choices": grouped_codes, "help_text": help_text} | kwargs
        )


class CodeField(forms.ModelChoiceField):
    """One code of the taxonomy."""

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Category"), "queryset": active_codes()} | kwargs)


def stage_field():
    """The link of the business; left open, it follows the category (CL-10)."""
    choices = [("", _("as the category says")), *BusinessStage.choices]
    return forms.ChoiceField(label=_("Business link"), choices=choices, required=False)
