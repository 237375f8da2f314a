"""Keeping the files that come in over the public pages, with their form or ahead of it in pieces."""

from django.utils.translation import gettext as _

from complaints.actions import evidence
from complaints.actions.evidence import keep_files
from complaints.forms.arriving import Arrived, is_gone, uploads_named


def bound(form_class, request, owner, now, /, **facts):
    """(form, uploads): what was sent over the page of `owner`, together with the files that came in ahead of it.

    They join `request.FILES`, which closes them with the answer. A form that comes back shows the uploads again.
    """
    arrived = uploads_named(request.POST, owner, now)
    for upload in arrived:
        request.FILES.appendlist("files", Arrived(upload))
    form = form_class(request.POST, request.FILES, **facts)
    if is_gone(request.POST, arrived):
        form.errors.pop("files", None)
        form.add_error(None, _("A file is not on its way any more: it is in already, or was left for a day."))
    return form, arrived


def answer_question(item, files, *, by, now, says):
    """The first file answers the question; the others are kept beside it."""
    first, rest = (files[0], files[1:]) if files else (None, [])
    item = evidence.answer_evidence(item, by=by, now=now, upload=first, says=says)
    return keep_files(item.complaint, rest, by=by, now=now, side=item.side)
