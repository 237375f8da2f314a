"""Money on its way: what the payment system contradicts, does not answer about, could not pay, and what is held."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from complaints.actions import payer
from complaints.forms.payouts import ClearUpForm
from complaints.lifecycle import Refused
from complaints.models import PayerReport
from complaints.reports import holds
from complaints.reports import payer as report
from complaints.roles import READ_PAYMENTS, WHO_MAY, has_role
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE

SILENT_AFTER = timedelta(minutes=30)  # without a word an order is shown here


@require_safe
@only_for(READ_PAYMENTS)
def payments(request):
    """Everything that keeps money from arriving, the doubtful first."""
    return page(request)


@require_POST
@only_for(WHO_MAY["clear_up"])
def clear_up(request, pk):
    """Sign what was found out about a doubtful word."""
    said = get_object_or_404(PayerReport.objects.select_related("payout"), pk=pk)
    form = ClearUpForm(request.POST)
    if form.is_valid():
        try:
            payer.clear_up(said, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("note", refused.reason)
        else:
            messages.success(request, _("Cleared up: %(number)s.") % {"number": said.payout.number})
            return redirect("complaints:payments")
    return page(request, pk, form, status=UNPROCESSABLE)


def page(request, pk=None, form=None, status=200):
    """The four lists with their figures; the form that was refused stands at its row."""
    now = timezone.now()
    doubts = [(row, form if row.pk == pk else ClearUpForm()) for row in report.doubts()]
    context = {
        "doubts": doubts,
        "silent": report.silent(now - SILENT_AFTER),
        "failed": report.failed(),
        "held": holds.held(),
        "holds": holds.listed(),
        "now": now,
        "may_clear_up": has_role(request.user, *WHO_MAY["clear_up"]),
        "most": report.MOST,
    }
    return render(request, "complaints/payments.html", context, status=status)
