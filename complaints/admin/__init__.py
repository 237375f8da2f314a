"""The supervisors' admin: rules and limits are edited here, states and money only shown; buttons call the actions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from complaints.admin import agents, complaints, desk, mails, money, notices, partners, policy

__all__ = ["agents", "complaints", "desk", "mails", "money", "notices", "partners", "policy"]

admin.site.site_header = _("Complaint desk: rules and people")
admin.site.site_title = _("Complaint desk")
admin.site.index_title = _("What supervisors look after")
