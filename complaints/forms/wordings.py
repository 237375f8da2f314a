"""The words of one notice as they are typed: names, plain language, and what the reader has to learn are checked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.actions.wordings import tidy
from complaints.forms.verb import Lines
from complaints.models import NoticeWording


class WordsForm(forms.Form):
    """Subject and text, for looking at them; faults stand beside their field, warnings in `warnings`."""

    subject = forms.CharField(label=_("Subject"), max_length=120, error_messages={"required": _("Write the subject.")})
    body = forms.CharField(label=_("Text"), widget=Lines(5), error_messages={"required": _("Write the text.")})

    def __init__(self, *args, place, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.place, self.language, self.wording, self.warnings = place, language, None, []
        if not place.has_subject:
            del self.fields["subject"]

    def clean(self):
        cleaned = super().clean()
        words = {name: cleaned.get(name, "") for name in ("subject", "body")}
        words["body"] = tidy(words["body"], self.place.channel)
        where = {"event": self.place.event, "channel": self.place.channel, "language": self.language}
        self.wording = NoticeWording(**where, **words)
        for field, whys in rules.faults_of(self.wording).items():
            if field not in self.errors:
                self.add_error(field, whys)
        self.warnings = rules.warnings_of(self.wording)
        return cleaned


class WordingForm(WordsForm):
    """The words with the reason, for handing them in."""

    because = forms.CharField(
        label=_("Why it is changed"), max_length=200, help_text=_("Whoever puts it into force reads this first.")
    )
