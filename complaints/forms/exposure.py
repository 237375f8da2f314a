"""Public posts: recorded or read again, given to somebody, answered; and which of them the list shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.enums import Platform
from complaints.forms.sources import COUNT, only_pages
from complaints.forms.verb import Lines, VerbForm, choose, hidden
from complaints.models import Agent
from complaints.roles import SEE_ALL


class PostForm(VerbForm):
    """A public post about the complaint, with its reach as seen now; `platform` and `url` may come from the page."""

    platform = choose(Platform, label=_("Platform"))
    url = forms.URLField(label=_("Address of the post"), max_length=500, required=False, assume_scheme="https")
    author = forms.CharField(label=_("Author's handle"), max_length=100, required=False)
    text = forms.CharField(label=_("Text of the post"), max_length=5000, required=False, widget=Lines(3))
    reposts = forms.IntegerField(label=_("Reposts"), **COUNT)
    likes = forms.IntegerField(label=_("Likes"), **COUNT)
    starts = ("platform", "url", "author")

    clean_url = only_pages("url")


class OnePostForm(VerbForm):
    """A form about one post of this complaint."""

    post = hidden()
    target = "post"

    def prepare(self):
        self.fields["post"].queryset = self.complaint.public_posts.select_related("complaint", "watcher")

    def about(self):
        """The post, for the head of the page."""
        return self.fields["post"].queryset.filter(pk=self.subject_id()).first()


class WatchPostForm(OnePostForm):
    """Who looks after it from now on: the owner of the case, or somebody who sees every complaint."""

    agent = forms.ModelChoiceField(label=_("Who watches it"), queryset=None)

    def prepare(self):
        super().prepare()
        able = Agent.objects.filter(is_active=True, groups__name__in=SEE_ALL) | Agent.objects.filter(
            pk=self.complaint.owner_id, is_active=True
        )
        self.fields["agent"].queryset = able.distinct().order_by("display_name", "pk")


class AnswerPostForm(OnePostForm):
    """What was said in public."""

    answer = forms.CharField(label=_("Our answer, word for word"), max_length=2000, widget=Lines(4))
    answer_url = forms.URLField(label=_("Address of the answer"), max_length=500, required=False, assume_scheme="https")
    blamed = "answer"

    clean_answer_url = only_pages("answer_url")
