"""What supervisors look at: everything read-only; the steps are taken on the pages, or by the same actions here."""

from datetime import timedelta

from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from complaints.lifecycle import Refused
from complaints.roles import has_role
from knowledge_base import roles
from knowledge_base.actions import articles as acts
from knowledge_base.models import Article, ArticleVersion, CaseReview

REVIEW_AFTER = timedelta(days=180)


class LookOnly:
    """Whoever answers for the knowledge or audits it may look; nobody writes here."""

    show_full_result_count = False

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        user = request.user
        return user.is_superuser or has_role(user, *roles.ADMIN_VIEWERS)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class VersionInline(LookOnly, admin.TabularInline):
    """The published versions."""

    model = ArticleVersion
    fields = readonly_fields = ["number", "title", "author", "at", "note"]
    extra = 0


@admin.register(Article)
class ArticleAdmin(LookOnly, SimpleHistoryAdmin):
    """Articles with their review dates."""

    list_display = ["title", "kind", "state", "owner", "review_by", "language"]
    list_filter = ["state", "kind", "language", "categories"]
    list_select_related = ["owner"]
    search_fields = ["title"]
    date_hierarchy = "review_by"
    inlines = [VersionInline]
    actions = ["keep"]

    @admin.action(description=_("Still right: check again in 180 days"), permissions=["view"])
    def keep(self, request, queryset):
        """The same step as on the page, one article at a time; each refusal is shown."""
        now = timezone.now()
        for article in queryset:
            try:
                acts.keep(article, by=request.user, now=now, review_by=(now + REVIEW_AFTER).date())
            except Refused as refusal:
                self.message_user(request, f"{article}: {refusal.reason}", messages.ERROR)

    def view_on_site(self, obj):
        return reverse("knowledge_base:article", args=[obj.pk])


@admin.register(CaseReview)
class CaseReviewAdmin(LookOnly, SimpleHistoryAdmin):
    """Case reviews with their meetings."""

    list_display = ["title", "state", "selection_reason", "category", "held_at", "facilitator"]
    list_filter = ["state", "selection_reason"]
    list_select_related = ["category", "facilitator"]
    search_fields = ["title"]

    def view_on_site(self, obj):
        return reverse("knowledge_base:review", args=[obj.pk])
