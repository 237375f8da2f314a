"""What surrounds one complaint: possible duplicates, linked and merged ones, other cases of the person."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from complaints.models import Complaint, Incident
from complaints.reports import prevention
from complaints.reports.alike import kin_of
from complaints.views.steps import wears


@require_GET
def kin(request, number):
    """Asked for after the desk itself; a page of its own without JavaScript."""
    rows = Complaint.objects.visible_to(request.user).select_related("consumer")
    complaint = get_object_or_404(rows, number=number)
    template = "complaints/_kin.html" if request.htmx else "complaints/kin.html"
    incident = Incident.objects.visible_to(request.user).filter(cases__complaint=complaint).first()
    may = {verb: wears(verb, request.user) for verb in ("merge", "link", "unlink", "link_alike")}
    may["plan_action"] = prevention.may_plan(request.user)
    context = {"c": complaint, "kin": kin_of(complaint, request.user), "may": may, "incident": incident}
    context["actions"] = prevention.of_complaint(complaint, request.user)
    return render(request, template, context)
