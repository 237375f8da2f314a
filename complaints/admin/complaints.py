"""Complaints, their timeline and their clock marks in the admin: read, filtered, found by exact number."""

from django import forms
from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import sentences, wording
from complaints.actions.breaches import explain_breach
from complaints.admin.base import ReadOnlyAdmin
from complaints.enums import BreachReason
from complaints.lifecycle import Refused
from complaints.models import ClockMark, Complaint, Event


class VisibleOnly:
    """Only rows of complaints the signed-in agent may see, here as on every page."""

    complaint_path = "complaint"

    def get_queryset(self, request):
        """The same subset as everywhere: `visible_to`."""
        visible = Complaint.objects.visible_to(request.user)
        return super().get_queryset(request).filter(**{f"{self.complaint_path}__in": visible})


@admin.register(Complaint)
class ComplaintAdmin(ReadOnlyAdmin):
    """Looking up and counting. Work is done on the complaint's own page, which every row links to."""

    list_display = ("number", "title", "state", "tier", "priority", "category", "owner", "next_due_at", "desk_link")
    list_filter = ("state", "tier", "priority", "channel", "department")
    list_select_related = ("category", "owner")
    search_fields = ("=number",)
    search_help_text = gettext_lazy("The whole number, such as TS-261121-0417-3.")
    ordering = ("-registered_at", "-pk")
    list_per_page = 50
    exclude = ("link_nonce", "link_hash", "linked", "consumer")

    def get_queryset(self, request):
        """The rows the agent may see, with the columns the list shows."""
        return super().get_queryset(request).visible_to(request.user)

    def get_fields(self, request, obj=None):
        """Facts and times; never contact data, never the link."""
        hidden = {"id", "link_nonce", "link_hash", "consumer", "swept_at", "sweep_at", "next_started_at", "next_clock"}
        return [field.name for field in Complaint._meta.concrete_fields if field.name not in hidden]

    @admin.display(description=gettext_lazy("page"))
    def desk_link(self, complaint):
        """To the complaint's own page."""
        return format_html('<a href="{}">{}</a>', reverse("complaints:complaint", args=[complaint.number]), _("Open"))


@admin.register(Event)
class EventAdmin(VisibleOnly, ReadOnlyAdmin):
    """The timeline of everything, as sentences."""

    list_display = ("at", "complaint", "said", "kind", "source", "address")
    list_filter = ("kind", "actor_kind", "source")
    list_select_related = ("agent", "payout__complaint", "complaint")
    search_fields = ("=complaint__number",)
    ordering = ("-at", "-pk")
    fields = ("at", "complaint", "said", "kind", "verb", "reason", "differences", "source", "address", "request_id")
    readonly_fields = fields

    @admin.display(description=gettext_lazy("what happened"))
    def said(self, event):
        """The event as the timeline says it."""
        return sentences.sentence(event)

    @admin.display(description=gettext_lazy("changes"))
    def differences(self, event):
        """Field by field, old and new."""
        lines = [f"{c['label']}: {c['old']} → {c['new']}" for c in sentences.differences(event)]
        return "\n".join(lines) or wording.NOTHING


class ExplanationForm(forms.Form):
    """Why a deadline was missed."""

    reason_code = forms.ChoiceField(label=gettext_lazy("kind of reason"), choices=BreachReason)
    explanation = forms.CharField(
        label=gettext_lazy("reason of the breach"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


@admin.register(ClockMark)
class ClockMarkAdmin(VisibleOnly, ReadOnlyAdmin):
    """Warnings and breaches; a breach is explained, never removed."""

    list_display = ("at", "complaint", "clock", "mark", "due_at", "owner", "reason_code", "explanation", "explain_link")
    list_filter = ("mark", "clock")
    list_select_related = ("complaint", "owner")
    search_fields = ("=complaint__number",)
    ordering = ("-at", "-pk")

    def get_urls(self):
        """One page of our own: the explanation."""
        explain = self.admin_site.admin_view(self.explain)
        return [path("<int:pk>/explain/", explain, name="complaints_clockmark_explain"), *super().get_urls()]

    @admin.display(description=gettext_lazy("explain"))
    def explain_link(self, mark):
        """To the page on which a breach gets its reason."""
        if mark.mark not in ("breach", "double"):
            return wording.NOTHING
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:complaints_clockmark_explain", args=[mark.pk]), _("Explain")
        )

    def explain(self, request, pk):
        """Ask for the reason; storing it is `actions.breaches.explain_breach`."""
        mark = self.get_object(request, pk)
        if mark is None or not self.has_view_permission(request, mark):
            raise Http404
        first = {"reason_code": mark.reason_code, "explanation": mark.explanation}
        form = ExplanationForm(request.POST or None, initial=first)
        if form.is_valid():
            try:
                explain_breach(mark, by=request.user, now=timezone.now(), **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, refused.reason)
            else:
                messages.success(request, _("The reason is stored; the breach stays."))
                return redirect("admin:complaints_clockmark_changelist")
        context = self.admin_site.each_context(request) | {
            "form": form,
            "title": str(mark),
            "opts": self.opts,
            "verb": "explain_breach",
        }
        return render(request, "admin/reason.html", context)
