"""A form of one step that needs neither a person nor a row to be drawn."""

from django import forms


class BareForm(forms.Form):
    """The facts of one step; `refuse` shows a rule's no above the button."""

    def facts(self):
        """The arguments of the action."""
        return self.cleaned_data

    def refuse(self, reason):
        """Show why a rule said no."""
        self.add_error(None, reason)
