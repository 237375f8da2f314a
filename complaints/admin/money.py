"""Payouts in the admin: read-only rows; approving and rejecting are buttons that call the actions of the pages."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import rules, wording
from complaints.actions import payouts
from complaints.admin.base import ReadOnlyAdmin, each
from complaints.admin.complaints import VisibleOnly
from complaints.models import Payout
from complaints.roles import WHO_MAY, has_role


class RejectionForm(forms.Form):
    """What is missing; the authors read it."""

    decision_note = forms.CharField(
        label=gettext_lazy("Your note"),
        min_length=rules.MIN_NOTE,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@admin.register(Payout)
class PayoutAdmin(VisibleOnly, ReadOnlyAdmin):
    """All money, read-only. A reversal is a new row, made on the complaint's page."""

    list_display = ("number_shown", "complaint", "amount_shown", "kind", "state", "basis", "proposed_by", "approved_by")
    list_filter = ("state", "kind", "basis", "proposed_at")
    list_select_related = ("complaint", "proposed_by", "approved_by")
    search_fields = ("=complaint__number",)
    search_help_text = gettext_lazy("The whole number of the complaint.")
    ordering = ("-proposed_at", "-pk")
    list_per_page = 50
    actions = ("approve_selected", "reject_selected")

    def get_fields(self, request, obj=None):
        """Everything but the keys that only machines read."""
        hidden = {"id", "idempotency_key", "request_hash"}
        return [field.name for field in Payout._meta.concrete_fields if field.name not in hidden]

    def has_decide_permission(self, request):
        """Whose role is on any rung at all; the action asks about this very payout."""
        return has_role(request.user, *WHO_MAY["reject"])

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number_shown(self, payout):
        """P-0417-2."""
        return payout.number

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def amount_shown(self, payout):
        """With its currency."""
        return wording.money(payout.amount)

    @admin.action(description=gettext_lazy("Approve the selected requests"), permissions=["decide"])
    def approve_selected(self, request, queryset):
        """One by one, each by the rules of its rung; refusals are shown with their reason."""
        each(request, queryset, payouts.approve)

    @admin.action(description=gettext_lazy("Reject the selected requests …"), permissions=["decide"])
    def reject_selected(self, request, queryset):
        """Ask for the note on a page in between, then reject one by one."""
        form = RejectionForm(request.POST if "decision_note" in request.POST else None)
        if form.is_valid():
            note = form.cleaned_data["decision_note"]
            each(request, queryset, lambda payout, **who: payouts.reject(payout, note=note, **who))
            return redirect(request.get_full_path())
        context = self.admin_site.each_context(request) | {
            "form": form,
            "title": _("Reject the selected requests"),
            "opts": self.opts,
            "rows": queryset,
            "action": "reject_selected",
            "verb": "reject",
        }
        return render(request, "admin/reason.html", context)
