"""Other systems in the admin: their accounts and scopes, where they are told what, and every single delivery."""

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from complaints import rules
from complaints.actions import outbox, partners
from complaints.admin.base import NeverDeleted, ReadOnlyAdmin, each
from complaints.enums import Scope, Topic
from complaints.models import Agent, Correspondent, Delivery, Partner, Subscriber
from complaints.roles import Role, has_role


class PartnerForm(forms.ModelForm):
    """Which account, which system, and what it may do."""

    agent = forms.ModelChoiceField(
        label=_("account"),
        queryset=Agent.objects.filter(groups=None, is_staff=False),
        help_text=_("An account without any role; people keep theirs."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("scopes"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Partner
        fields = ("agent", "purpose", "scopes")


@admin.register(Partner)
class PartnerAdmin(NeverDeleted, SimpleHistoryAdmin):
    """A system that is to stay outside loses its scopes, or its account is switched off."""

    form = PartnerForm
    list_display = ("agent", "purpose", "scopes")
    list_select_related = ("agent",)
    search_fields = ("agent__username", "purpose")

    def get_readonly_fields(self, request, obj=None):
        """The account is what its requests were recorded under."""
        return ("agent",) if obj else ()


class SubscriberForm(forms.ModelForm):
    """Where to, and about what."""

    url = forms.URLField(
        label=_("address"),
        assume_scheme="https",
        max_length=200,
        help_text=_("https; an address inside our own network is refused."),
    )
    topics = forms.MultipleChoiceField(label=_("topics"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Subscriber
        fields = ("partner", "url", "topics", "is_active")

    def clean_url(self):
        """An address that we would not call is refused here already."""
        url = self.cleaned_data["url"]
        verdict = rules.may_be_called(url)
        if not verdict:
            raise forms.ValidationError(verdict.why)
        return url


@admin.register(Subscriber)
class SubscriberAdmin(NeverDeleted, SimpleHistoryAdmin):
    """The secret is shown once, when it is made."""

    form = SubscriberForm
    list_display = ("url", "partner", "topics", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("partner__agent",)
    actions = ("renew_secrets",)

    def save_model(self, request, obj, form, change):
        """A new subscriber's secret is told to who has entered it."""
        super().save_model(request, obj, form, change)
        if not change:
            self.tell_secret(request, obj)

    def tell_secret(self, request, subscriber):
        """Show it, this once."""
        facts = {"url": subscriber.url, "secret": subscriber.secret}
        messages.warning(request, gettext("Secret of %(url)s, shown only now: %(secret)s") % facts)

    @admin.action(description=_("Make new secrets"), permissions=["change"])
    def renew_secrets(self, request, queryset):
        """For a secret that has become known."""
        for subscriber in each(request, queryset, partners.renew_secret):
            self.tell_secret(request, Subscriber.objects.get(pk=subscriber.pk))


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """What went to whom and how it was received. The contents stay with who may read the complaint."""

    list_display = (
        *("created_at", "event", "complaint", "subscriber", "status"),
        *("tries", "next_try_at", "sent_at", "last_error"),
    )
    list_filter = ("status", "subscriber", "created_at")
    list_select_related = ("complaint", "subscriber")
    search_fields = ("=complaint__number",)
    ordering = ("-created_at", "-pk")
    list_per_page = 50
    exclude = ("consumer", "agent", "context", "language", "read_at")
    actions = ("send_again",)

    def has_send_permission(self, request):
        """Who looks after the subscribers."""
        return has_role(request.user, Role.ADMINISTRATOR)

    @admin.action(description=_("Send again"), permissions=["send"])
    def send_again(self, request, queryset):
        """Queue the selected once more; the worker sends them within a minute."""
        each(request, queryset, outbox.send_again)


@admin.register(Correspondent)
class CorrespondentAdmin(NeverDeleted, SimpleHistoryAdmin):
    """Where our questions to merchants and carriers go; who is not written here gets the link from the agent."""

    list_display = ("name", "side", "email", "language", "is_active")
    list_filter = ("side", "is_active")
    search_fields = ("name", "email")
