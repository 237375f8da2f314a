"""One mail of a complaint in full: what the timeline shows without quotations and signature."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from complaints.models import Complaint


@require_safe
def mail(request, number, pk):
    """All words of a mail as plain text, with its times and what became of its files."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user).select_related("consumer"), number=number)
    row = get_object_or_404(complaint.mails.all(), pk=pk)
    return render(request, "complaints/mail.html", {"c": complaint, "mail": row})
