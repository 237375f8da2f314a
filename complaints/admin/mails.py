"""The mailbox in the admin: what came in, what became of it, and what a person has to decide."""

from django.contrib import admin
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import rules, wording
from complaints.actions import mailbox
from complaints.admin.base import ReadOnlyAdmin, each
from complaints.forms.letter import letter_of
from complaints.models import IncomingMail


@admin.register(IncomingMail)
class IncomingMailAdmin(ReadOnlyAdmin):
    """All mails, read-only. The ones that wait or could not be read are decided by buttons that call the actions."""

    list_display = ("received_at", "subject_shown", "sender_shown", "fate", "reason", "complaint")
    list_display_links = ("received_at", "subject_shown")
    list_filter = ("fate", "received_at")
    list_select_related = ("complaint",)
    search_fields = ("=complaint__number", "=sender")
    search_help_text = gettext_lazy("The whole number of the complaint, or the whole address of the sender.")
    ordering = ("-received_at", "-pk")
    list_per_page = 50
    actions = ("read_again_selected", "admit_selected")
    fields = (
        *(
            "subject",
            "sender_shown",
            "sent_at",
            "received_at",
            "read_at",
            "fate",
            "reason",
            "complaint",
            "refused_shown",
        ),
        *("text", "size", "is_cut", "sha256", "mail_id", "tries", "original"),
    )
    readonly_fields = fields

    def get_urls(self):
        """One page of our own: the original."""
        original = self.admin_site.admin_view(self.hand_out)
        return [path("<int:pk>/original/", original, name="complaints_incomingmail_original"), *super().get_urls()]

    def has_decide_permission(self, request):
        """Whoever may register complaints."""
        return bool(rules.wears_the_hat("submit", request.user))

    @admin.display(description=gettext_lazy("subject"), ordering="subject")
    def subject_shown(self, mail):
        """The subject, or a dash to click on."""
        return mail.subject or wording.NOTHING

    @admin.display(description=gettext_lazy("sender"))
    def sender_shown(self, mail):
        """Masked, as everywhere."""
        return mail.masked_sender

    @admin.display(description=gettext_lazy("files that were not taken"))
    def refused_shown(self, mail):
        """A line each."""
        return "\n".join(mail.refused) or wording.NOTHING

    @admin.display(description=gettext_lazy("original"))
    def original(self, mail):
        """To the bytes as they came; opening them is recorded."""
        if mail.erased_at:
            return wording.exact_moment(mail.erased_at) + " · " + _("The original was erased when its time was up.")
        url = reverse("admin:complaints_incomingmail_original", args=[mail.pk])
        return format_html('<a href="{}">{}</a>', url, _("Save (the look is recorded)"))

    def hand_out(self, request, pk):
        """The original as a file to save, never as a page."""
        mail = self.get_object(request, pk)
        if mail is None or mail.erased_at or not self.has_view_permission(request, mail):
            raise Http404
        raw = mailbox.read_source(mail, by=request.user, now=timezone.now())
        self.log_change(request, mail, "read the original")
        response = HttpResponse(raw, content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="mail-{mail.pk}.eml"'
        response["X-Content-Type-Options"] = "nosniff"
        return response

    @admin.action(description=gettext_lazy("Read the selected mails again"), permissions=["decide"])
    def read_again_selected(self, request, queryset):
        """Back into the queue; the worker reads them within a minute."""
        each(request, queryset, mailbox.read_again)

    @admin.action(description=gettext_lazy("Make complaints of the selected mails"), permissions=["decide"])
    def admit_selected(self, request, queryset):
        """A person has looked: it is a complaint."""
        each(request, queryset, lambda mail, **who: mailbox.admit(mail, read=letter_of, **who))
