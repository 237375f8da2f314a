"""The forms of an import: the file with its content checked, and which column is which field."""

import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.enums import Channel
from complaints.forms.files import TOO_LARGE, clean_name, measure, megabytes
from complaints.forms.import_row import FORM_FIELDS, KNOWN_NAMES, fields_by_name, quotes_issues
from complaints.forms.table_file import TableFile, Unreadable
from complaints.models import Complaint, Consumer

MOST_COLUMNS = 200
SHOWN = 3  # first rows that the mapping shows


@dataclass(frozen=True)
class CheckedTable:
    """A file that can be read as a table."""

    name: str
    extension: str
    size: int
    sha256: str
    columns: list
    rows: int
    content: File


class TableInput(forms.FileInput):
    """Tells the browser's script the limit."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        """The limit as data attributes, worded in the language of the request."""
        limits = {
            "accept": ".csv,.tsv,.txt,.xlsx",
            "data-max-bytes": settings.UPLOAD_MAX_BYTES,
            "data-max-files": 1,
            "data-too-large": TOO_LARGE % {"name": "{name}", "most": megabytes()},
        }
        return super().build_attrs(limits | base_attrs, extra_attrs)


class TableForm(forms.Form):
    """One CSV or XLSX file. What it is, its content says, not its name."""

    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"),
        widget=TableInput,
        help_text=gettext_lazy("One complaint a row, the names of the columns in the first. Nothing is written yet."),
    )

    def clean_file(self):
        """The upload as a CheckedTable; the sentence says what is wrong with the file."""
        uploaded = self.cleaned_data["file"]
        name = clean_name(uploaded.name)
        size, digest = measure(uploaded, name)
        with tempfile.NamedTemporaryFile(suffix=".table") as copy:
            for chunk in uploaded.chunks():
                copy.write(chunk)
            copy.flush()
            table = table_of(copy.name)
        uploaded.seek(0)
        extension = "xlsx" if table.is_workbook else "csv"
        rows = max((table.size_hint or 0) - 1, 0)
        return CheckedTable(name, extension, size, digest, table.columns, rows, uploaded)


def table_of(path):
    """The table in a file, or ValidationError."""
    try:
        table = TableFile(path)
        next(iter(table), None)
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    if len(table.columns) > MOST_COLUMNS:
        raise ValidationError(_("At most %(n)s columns: take away those that are not needed.") % {"n": MOST_COLUMNS})
    return table


def field_choices():
    """The fields a column can be, in the words of the complaint's page."""
    return [("", _("not used")), *((name, label_of(name)) for name in KNOWN_NAMES if name in FORM_FIELDS)]


def label_of(name):
    """What a field is called."""
    model = Consumer if name in {field.name for field in Consumer._meta.concrete_fields} else Complaint
    return capfirst(str(model._meta.get_field(name).verbose_name))


def first_rows(path):
    """The first rows as text, for recognising the columns."""
    try:
        rows = list(islice(TableFile(Path(path)), SHOWN))
    except Unreadable:
        return []
    return [[str(cell)[:60] for cell in row.cells] for row in rows if not row.broken]


class MappingForm(forms.Form):
    """Which column holds which field. The words are required; the rest may be missing."""

    def __init__(self, data=None, *, columns, chosen=None, channel=Channel.IMPORT):
        super().__init__(data)
        self.columns = columns
        found = fields_by_name(columns) if not chosen else [chosen.get(n, "") for n in range(len(columns))]
        taken = set()
        for position, column in enumerate(columns):
            guess = "" if found[position] in taken else found[position]
            taken.add(guess)
            self.fields[f"column_{position}"] = forms.ChoiceField(
                label=column, choices=field_choices(), required=False, initial=guess
            )
        self.fields["channel"] = forms.ChoiceField(
            label=_("These complaints came by"), choices=Channel, initial=channel
        )

    @property
    def column_fields(self):
        """The bound fields of the columns, in their order."""
        return [self[f"column_{position}"] for position in range(len(self.columns))]

    @property
    def positions(self):
        """{position: field} as chosen."""
        chosen = ((n, self.cleaned_data.get(f"column_{n}")) for n in range(len(self.columns)))
        return {position: field for position, field in chosen if field}

    def clean(self):
        cleaned, seen = super().clean(), {}
        for position, field in self.positions.items():
            if field in seen:
                text = _("“%(one)s” is this already.") % {"one": self.columns[seen[field]]}
                self.add_error(f"column_{position}", text)
            seen.setdefault(field, position)
        if "description" not in seen and not quotes_issues(self.columns):
            self.add_error(None, _("Say which column holds the consumer's words: without them there is no complaint."))
        return cleaned
