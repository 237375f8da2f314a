"""Fields of the quick form for what was said elsewhere: a pasted chat, a public post."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.enums import Platform
from complaints.forms.fields import large_text, short_text
from complaints.sources import chat
from complaints.workdays import CHINA

MAX_CHAT = 60_000
COUNT = {"min_value": 0, "max_value": 2_000_000_000, "required": False}


def only_pages(name):
    """The check of a field of this name: only addresses that a browser opens as a page."""

    def clean(form):
        url = form.cleaned_data[name]
        if url and not url.startswith(("http://", "https://")):
            raise forms.ValidationError(_("The address begins with https://."))
        return url

    return clean


class SourceFields(forms.Form):
    """Both are optional. Without other words, those of the consumer in the chat, or the post, are the description."""

    transcript = large_text(
        _("Chat as copied"),
        rows=6,
        required=False,
        most=MAX_CHAT,
        help_text=_(
            "Paste it as the tool shows or exports it, with names and times. The preview shows how it is read."
        ),
    )
    chat_name = short_text(
        _("The consumer's name in the chat"),
        40,
        help_text=_("Only if the preview takes somebody else for the consumer."),
    )
    post_platform = forms.ChoiceField(label=_("Platform"), required=False, choices=[("", "—"), *Platform.choices])
    post_url = forms.URLField(label=_("Address of the post"), max_length=500, required=False, assume_scheme="https")
    post_author = short_text(_("Author's handle"), 100)
    post_text = large_text(_("Text of the post"), rows=3, required=False)
    post_reposts = forms.IntegerField(label=_("Reposts"), **COUNT)
    post_likes = forms.IntegerField(label=_("Likes"), **COUNT)

    chat = None  # the Transcript, after cleaning

    clean_post_url = only_pages("post_url")

    def clean(self):
        """Read the chat; a post needs its platform; the description may come from either."""
        cleaned = super().clean()
        if cleaned.get("transcript", "").strip():
            self.read_chat(cleaned)
        if self.has_post and not cleaned.get("post_platform") and "post_platform" not in self.errors:
            self.add_error("post_platform", _("Say on which platform the post stands."))
        if not cleaned.get("description", "").strip() and "description" not in self.errors:
            self.describe(cleaned)
        return cleaned

    def read_chat(self, cleaned):
        """The messages of the chat; without a single one the field is wrong."""
        now = timezone.now()
        today = (cleaned.get("first_contact_at") or now).astimezone(CHINA).date()
        found = chat.read(cleaned["transcript"], today=today, consumer=cleaned.get("chat_name", ""))
        if not found.lines:
            self.add_error("transcript", _("No message with a time was found: each needs a name and a time."))
        elif any(line.at > now for line in found.lines):
            self.add_error("transcript", _("A message lies in the future: check the dates."))
        else:
            self.chat = found

    def describe(self, cleaned):
        """The consumer's words from the chat or the post, where nobody has written a description."""
        words = self.chat.words_of_the_consumer if self.chat else ""
        cleaned["description"] = (words or cleaned.get("post_text", "")).strip()[
            : self.fields["description"].max_length
        ]
        if not cleaned["description"]:
            self.add_error("description", self.fields["description"].error_messages["required"])

    @property
    def has_post(self):
        """Whether anything about a post was filled in."""
        return any(self.cleaned_data.get(name) not in (None, "") for name in POST)

    @property
    def post(self):
        """What is known of the post, as its action wants it; None without one."""
        if not self.has_post:
            return None
        return {name.removeprefix("post_"): self.cleaned_data[name] for name in POST}

    @property
    def about_sources(self):
        """The short fields, in rows of four."""
        return [self[name] for name in ("chat_name", *POST) if name != "post_text"]

    @property
    def has_source(self):
        """Whether the folded part has something to show."""
        return any(self[name].errors or self[name].value() for name in ("transcript", "chat_name", *POST))


POST = ("post_platform", "post_url", "post_author", "post_text", "post_reposts", "post_likes")
