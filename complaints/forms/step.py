"""What every form of a step on a row's own page is made of."""

from django import forms


class BareForm(forms.Form):
    """The facts of one step that needs neither a person nor a row to be drawn."""

    def facts(self):
        """The arguments of the action."""
        return self.cleaned_data

    def refuse(self, reason):
        """Show why a rule said no, above the button."""
        self.add_error(None, reason)


class StepForm(BareForm):
    """The facts of one step of `row`, or of a row that is yet to come. Without fields it is a bare button."""

    def __init__(self, *args, by, row=None, **kwargs):
        self.row, self.by = row, by
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self):
        """Fill choices and first values."""
