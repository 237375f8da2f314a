"""What stands in public about a complaint."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import exposure
from complaints.forms import exposure as exposure_forms
from complaints.views.acts.act import Act

POST = "complaints/acts/_post.html"

IN_PUBLIC = {
    "add_post": Act(
        _("Record a public post"),
        exposure.add_post,
        exposure_forms.PostForm,
        _("It marks the case as exposed and raises the priority; the further it goes, the more begins by itself."),
    ),
    "watch_post": Act(_("Who watches it"), exposure.watch_post, exposure_forms.WatchPostForm, piece=POST),
    "answer_post": Act(
        _("Keep our public answer"),
        exposure.answer_post,
        exposure_forms.AnswerPostForm,
        _("As it stands there now. No name, contact or number of the consumer may be in it: everybody reads it."),
        piece=POST,
    ),
}
