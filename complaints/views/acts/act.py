"""One verb as the desk offers it."""

from collections.abc import Callable
from dataclasses import dataclass

from complaints.forms.verb import VerbForm

SHORT = 3  # fields: what needs more gets a page


@dataclass(frozen=True)
class Act:
    """One verb as the desk offers it. `label` is the act and its object, `text` the consequence, `hat` the verb
    of roles.WHO_MAY that it needs (its own, if empty), `piece` a template shown before its fields, `page` its page.
    """

    label: str
    action: Callable
    form: type[VerbForm] = VerbForm
    text: str = ""
    hat: str = ""
    piece: str = ""
    danger: bool = False
    page: str = "complaints/act.html"

    @property
    def is_short(self):
        """True if it can be done in a dialog over the desk: a few facts, no file, nothing to read first."""
        fields = [field for field in self.form.base_fields.values() if not field.widget.is_hidden]
        has_file = any(field.widget.needs_multipart_form for field in fields)
        return not (self.piece or has_file) and 0 < len(fields) <= SHORT

    @property
    def is_bare(self):
        """True if a button is enough: the verb needs no facts and shows nothing first."""
        return self.form is VerbForm and not self.piece
