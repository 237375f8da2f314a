"""The outbox in the admin: what was told to whom, over which channel, and whether it has left the house."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from complaints.admin.base import ReadOnlyAdmin
from complaints.models import Notice, NoticeWording


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Read-only: a notice is written with the business it reports and sent by the worker."""

    list_display = ("created_at", "event", "channel", "complaint", "agent", "status", "tries", "sent_at", "last_error")
    list_filter = ("status", "channel", "created_at")
    list_select_related = ("complaint", "agent")
    search_fields = ("=complaint__number",)
    ordering = ("-created_at", "-pk")
    list_per_page = 50
    exclude = ("consumer", "once")


@admin.register(NoticeWording)
class NoticeWordingAdmin(ReadOnlyAdmin, SimpleHistoryAdmin):
    """All versions of all words, read-only: they are written and put into force on their own pages."""

    list_display = (
        "written_at",
        "event",
        "channel",
        "language",
        "written_by",
        "approved_by",
        "approved_at",
        "ended_at",
    )
    list_filter = ("channel", "language")
    list_select_related = ("written_by", "approved_by")
    search_fields = ("=event", "body")
    list_per_page = 50
