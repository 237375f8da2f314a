"""The right desk in the admin: routes, skills, limits to edit; sub-tasks, call-backs, reroutes, watches to read."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from complaints.admin.base import NeverDeleted, ReadOnlyAdmin
from complaints.admin.complaints import VisibleOnly
from complaints.admin.policy import PolicyAdmin
from complaints.models import AgentSkill, Call, Reroute, Route, Skill, Task, Watch, WorkLimit


@admin.register(Route)
class RouteAdmin(PolicyAdmin):
    """Which desk a kind of complaint goes to. A route that is no longer used is switched off."""

    list_display = ("category", "position", "department", "tier", "flag", "skill", "role", "active_until", "is_active")
    list_filter = ("is_active", "department", "skill", "tier")
    list_editable = ("position", "is_active")
    list_select_related = ("category", "department", "skill")
    search_fields = ("category__code", "category__name_zh", "category__name_en")
    autocomplete_fields = ("category",)


@admin.register(Skill)
class SkillAdmin(PolicyAdmin):
    """Subjects that not everybody knows."""

    list_display = ("code", "name_zh", "name_en", "language", "is_active")

    def get_readonly_fields(self, request, obj=None):
        """The code is what routes point to."""
        return ("code",) if obj else ()


@admin.register(AgentSkill)
class AgentSkillAdmin(SimpleHistoryAdmin):
    """Who knows what, how well, since when. Somebody may lose a skill: the row is deleted, its history stays."""

    list_display = ("agent", "skill", "level", "since")
    list_filter = ("skill", "level", "agent__department")
    list_select_related = ("agent", "skill")
    search_fields = ("agent__username", "agent__display_name")
    autocomplete_fields = ("agent",)


@admin.register(WorkLimit)
class WorkLimitAdmin(NeverDeleted, SimpleHistoryAdmin):
    """How many open complaints a role should have at once; one agent's own limit stands with the agent."""

    list_display = ("role", "tier", "most")
    list_filter = ("tier",)
    actions = None


@admin.register(Reroute)
class RerouteAdmin(VisibleOnly, ReadOnlyAdmin):
    """Every disagreement about the desk, to be counted by desk and kind."""

    list_display = ("at", "kind", "complaint", "from_department", "to_department", "agent", "reason")
    list_filter = ("kind", "from_department", "to_department")
    list_select_related = ("complaint", "from_department", "to_department", "agent")
    search_fields = ("=complaint__number",)
    date_hierarchy = "at"
    ordering = ("-at", "-pk")


@admin.register(Task)
class TaskAdmin(VisibleOnly, ReadOnlyAdmin):
    """Sub-tasks, read only: they change on their own page."""

    list_display = ("title", "complaint", "kind", "department", "state", "assignee", "due_by", "ended_at")
    list_filter = ("state", "kind", "department")
    list_select_related = ("complaint", "department", "assignee")
    search_fields = ("=complaint__number",)
    exclude = ("evidence", "swept_at", "sweep_at")


@admin.register(Call)
class CallAdmin(VisibleOnly, ReadOnlyAdmin):
    """Call-backs and what came of them, read only and without the number."""

    list_display = ("complaint", "starts_at", "host", "department", "state", "tries", "heard")
    list_filter = ("state", "heard", "department")
    list_select_related = ("complaint", "host", "department")
    search_fields = ("=complaint__number",)
    date_hierarchy = "starts_at"
    exclude = ("phone",)


@admin.register(Watch)
class WatchAdmin(VisibleOnly, ReadOnlyAdmin):
    """The watch list, running and ended."""

    list_display = ("complaint", "every_days", "watched_by", "report_by", "reported_at", "ended_at")
    list_filter = ("ended_at",)
    list_select_related = ("complaint", "watched_by")
    search_fields = ("=complaint__number",)
