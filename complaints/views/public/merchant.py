"""The merchant's own page after the end: was it fair, clear, quick; without an account (FB-10)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints import rules
from complaints.actions import after
from complaints.actions.links import complaint_of_merchant
from complaints.forms.after import MerchantForm
from complaints.models import MerchantFeedback
from complaints.views.outcomes import UNPROCESSABLE, accepts
from complaints.views.public.links import by_link, system_of


@by_link(complaint_of_merchant)
@require_http_methods(["GET", "HEAD", "POST"])
def merchant(request, complaint, *, token):
    """Three questions and a text; nothing about the consumer."""
    form = MerchantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = {"by": system_of(request, "merchant"), "now": timezone.now()}
        if accepts(form, lambda: after.hear_merchant(complaint, **who, **form.cleaned_data)):
            messages.success(request, _("Thank you, your answer is in."))
            return redirect("complaints:merchant", token=token)
    said = MerchantFeedback.objects.filter(complaint=complaint).first()
    context = {"complaint": complaint, "form": form, "said": said, "is_open": bool(rules.may_hear_merchant(complaint))}
    return render(request, "complaints/merchant.html", context, status=UNPROCESSABLE if form.is_bound else 200)
