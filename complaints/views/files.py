"""Uploads leave the house only here: to agents who see the complaint, to the consumer what is the consumer's."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from complaints.models import Complaint
from complaints.views.public.links import by_link, complaint_of

# A file is never a page: even if a browser were to show it, it could do and load nothing.
SHUT = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_safe
def evidence_file(request, number, pk):
    """One item's file, for an agent who may see the complaint."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), number=number)
    return handed_out(get_object_or_404(complaint.evidence.exclude(file=""), pk=pk))


@by_link(complaint_of)
@require_safe
def progress_file(request, complaint, *, token, pk):
    """One item's file, for the consumer: the own ones and those that were disclosed."""
    shown = complaint.evidence.get_queryset().shown_to_consumer().filter(complaint=complaint).exclude(file="")
    return handed_out(get_object_or_404(shown, pk=pk))


def handed_out(item):
    """The file as a stream: photos of our own drawing may be shown in place, all else is only to be saved."""
    try:
        content = item.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=not item.is_image, filename=item.file_name, content_type=item.media_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SHUT
    response.headers["Cache-Control"] = "no-store, private"
    return response
