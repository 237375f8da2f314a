"""Other systems in the admin: their accounts and scopes."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from complaints.admin.base import NeverDeleted
from complaints.enums import Scope
from complaints.models import Agent, Partner


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
