"""Uploads leave the house only here: to agents who see the complaint, to the consumer what is the consumer's."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from complaints.actions.links import item_of_inquiry
from complaints.enums import Side
from complaints.models import Complaint
from complaints.views.public.links import by_link, complaint_of

# A file is never a page: even if a browser were to show it, it could do and load nothing.
SHUT = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_safe
def evidence_file(request, number, pk):
    """One item's file, for an agent who may see the complaint."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), number=number)
    return handed_out(get_object_or_404(complaint.evidence.get_queryset().ready(), pk=pk))


@by_link(complaint_of)
@require_safe
def progress_file(request, complaint, *, token, pk):
    """One item's file, for the consumer: the own ones and those that were disclosed."""
    shown = complaint.evidence.get_queryset().ready().shown_to_consumer()
    return handed_out(get_object_or_404(shown, pk=pk))


@by_link(item_of_inquiry)
@require_safe
def inquiry_file(request, item, *, token, pk):
    """One item's file, for the merchant who was asked: what was disclosed to him."""
    return handed_out(get_object_or_404(shown_beside(item).ready(), pk=pk))


def shown_beside(item):
    """What the page of a question shows besides it: to the merchant what was disclosed, to others nothing (IV-14)."""
    rows = item.complaint.evidence.get_queryset()
    return rows.shown_to_merchant().exclude(pk=item.pk) if item.side == Side.MERCHANT else rows.none()


def handed_out(item, file=None):
    """The file as a stream: photos of our own drawing may be shown in place, all else is only to be saved."""
    try:
        content = (file or item.file).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content,
        as_attachment=file is not None or not item.is_image,
        filename=item.file_name,
        content_type=item.media_type if file is None else "application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SHUT
    response.headers["Cache-Control"] = "no-store, private"
    return response
