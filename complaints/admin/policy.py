"""The rules in the admin: taxonomy, keywords, promotions, targets, ladder, calendar, law. Every edit leaves history."""

from datetime import timedelta

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from simple_history.admin import SimpleHistoryAdmin

from complaints.actions.calendar import import_holidays
from complaints.admin.base import NeverDeleted
from complaints.lifecycle import Refused
from complaints.models import (
    CalendarDay,
    Category,
    Complaint,
    KeywordRule,
    LadderRung,
    LegalRule,
    PromotionWindow,
    ReachStep,
    RetentionPolicy,
    Route,
    TierTarget,
    UrgencyThreshold,
    WantedItem,
)
from complaints.text import fold

DRY_RUN_DAYS = 30
DRY_RUN_COMPLAINTS = 5000


class PolicyAdmin(NeverDeleted, SimpleHistoryAdmin):
    """A table of rules: editable by its roles, with history, without a delete button."""

    history_list_display = ("history_change_reason",)
    list_per_page = 100
    actions = None


class RouteInline(admin.TabularInline):
    """The desks of one kind of complaint, the first choice first."""

    model = Route
    fields = ("position", "department", "tier", "flag", "skill", "role", "is_active")
    extra = 0

    def has_delete_permission(self, request, obj=None):
        """A route is switched off; it stays in the history."""
        return False


@admin.register(Category)
class CategoryAdmin(PolicyAdmin):
    """The two-level taxonomy. A code that is no longer used is switched off."""

    list_display = ("code", "name_zh", "name_en", "parent", "priority", "tier", "business_stage", "is_active")
    list_filter = ("is_active", "tier", "priority")
    list_select_related = ("parent",)
    search_fields = ("code", "name_zh", "name_en")
    inlines = (RouteInline,)

    def get_readonly_fields(self, request, obj=None):
        """The code is what complaints point to; the benchmark comes from its source."""
        return ("code", "benchmark_share") if obj else ("benchmark_share",)


@admin.register(WantedItem)
class WantedItemAdmin(PolicyAdmin):
    """Which evidence a code or a whole group needs, and of which side; what is no longer needed is switched off."""

    list_display = ("category", "side", "kind", "name_zh", "name_en", "is_active")
    list_filter = ("side", "kind", "is_active", "category__parent")
    list_select_related = ("category",)
    search_fields = ("category__code", "name_zh", "name_en")
    autocomplete_fields = ("category",)


@admin.register(KeywordRule)
class KeywordRuleAdmin(PolicyAdmin):
    """Words that point to a category or raise a flag; a word that misleads is ended by `active until`."""

    list_display = ("term", "language", "category", "weight", "flag", "tier", "priority", "active_from", "active_to")
    list_filter = ("language", "flag", "tier", "category__parent")
    list_select_related = ("category",)
    search_fields = ("term",)
    autocomplete_fields = ("category",)
    show_full_result_count = False
    readonly_fields = ("would_have_hit",)

    @admin.display(description=gettext_lazy("dry run"))
    def would_have_hit(self, rule):
        """In how many of the last days' complaints the word stands, so that nobody edits blindly."""
        if not rule.pk:
            return _("Shown once it is stored.")
        since = timezone.now() - timedelta(days=DRY_RUN_DAYS)
        recent = Complaint.objects.filter(registered_at__gte=since).order_by("-registered_at")
        texts = recent.values_list("title", "description")[:DRY_RUN_COMPLAINTS]
        term, seen, hits = fold(rule.term), 0, 0
        for title, description in texts.iterator():
            seen += 1
            hits += term in fold(f"{title} {description}")
        words = _("The word stands in %(hits)s of %(seen)s complaints of the last %(days)s days.")
        return words % {"hits": hits, "seen": seen, "days": DRY_RUN_DAYS}


@admin.register(PromotionWindow)
class PromotionWindowAdmin(PolicyAdmin):
    """When some complaints move up by themselves; the window ends by itself."""

    list_display = ("name", "codes", "starts_at", "ends_at", "priority_delta", "is_applied")

    def get_readonly_fields(self, request, obj=None):
        """What open complaints were raised by stays as it was: end it, and begin another."""
        return ("codes", "starts_at", "priority_delta") if obj and obj.is_applied else ()

    def save_model(self, request, obj, form, change):
        """The next sweep looks at it anew."""
        obj.is_applied = None
        super().save_model(request, obj, form, change)


@admin.register(UrgencyThreshold)
class UrgencyThresholdAdmin(PolicyAdmin):
    """From how much money or how many reposts on a complaint is at least so urgent. New complaints, and what comes
    to be known of open ones; nothing is ever lowered by it."""

    list_display = ("measure", "at_least", "priority", "is_active", "note")
    list_filter = ("measure", "is_active")


@admin.register(ReachStep)
class ReachStepAdmin(PolicyAdmin):
    """From how many reposts on a public post alarms, whom, and what begins by itself. Each step alarms once a post."""

    list_display = ("at_least", "tells", "asks_pr", "is_high", "is_active")


@admin.register(TierTarget)
class TierTargetAdmin(PolicyAdmin):
    """How long each clock may run. Running clocks keep the due time they were given."""

    list_display = ("tier", "clock", "state", "minutes", "in_working_days")
    list_filter = ("tier", "clock")
    readonly_fields = ("tier", "clock", "state")


@admin.register(LadderRung)
class LadderRungAdmin(PolicyAdmin):
    """Who approves up to which total. Only the first rung's figure comes from a source."""

    list_display = ("tier", "up_to", "statutory", "owner_alone", "roles", "second_roles", "legal_if_clause")
    list_filter = ("tier", "statutory")
    readonly_fields = ("tier", "statutory")


@admin.register(LegalRule)
class LegalRuleAdmin(PolicyAdmin):
    """Figures from the law, each with the days on which it is in force."""

    list_display = ("code", "law", "article", "value", "unit", "bodies", "effective_from", "effective_to")
    list_filter = ("law",)
    search_fields = ("code", "law", "note")


@admin.register(RetentionPolicy)
class RetentionPolicyAdmin(PolicyAdmin):
    """For how long each kind of data is kept, each row from a day on."""

    list_display = ("kind", "days", "effective_from", "basis")
    list_filter = ("kind",)


@admin.register(CalendarDay)
class CalendarDayAdmin(NeverDeleted, admin.ModelAdmin):
    """Days that are not what their weekday says. The published calendar of a year is taken over by one button."""

    change_list_template = "admin/complaints/calendarday/change_list.html"
    list_display = ("date", "is_workday", "name")
    list_filter = ("is_workday",)
    date_hierarchy = "date"
    actions = None

    def get_urls(self):
        """One page of our own: the import."""
        take_over = self.admin_site.admin_view(require_POST(self.import_year))
        return [path("import/", take_over, name="complaints_calendarday_import"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """Offer this year and the next."""
        year = timezone.localdate().year
        return super().changelist_view(request, {"years": [year, year + 1]} | (extra_context or {}))

    def import_year(self, request):
        """Take over the holidays and make-up workdays of one year; what somebody has entered stays."""
        back = HttpResponseRedirect(reverse("admin:complaints_calendarday_changelist"))
        year = request.POST.get("year", "")
        if not (self.has_add_permission(request) and year.isdecimal() and len(year) == 4):
            messages.error(request, _("Choose a year; only who may add days imports them."))
            return back
        try:
            count = import_holidays(int(year))
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            messages.success(request, _("%(year)s: %(n)s days taken over.") % {"year": year, "n": count})
        return back
