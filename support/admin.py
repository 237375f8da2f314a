"""The admin of support: tactic cards with their history. Check-ins and private notes stand in no admin, on purpose."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from complaints.roles import has_role
from support import roles
from support.models import TacticCard


@admin.register(TacticCard)
class TacticCardAdmin(SimpleHistoryAdmin):
    """Texts are changed here without a release; a card that was tried is switched off, never deleted."""

    list_display = ["emotion", "band", "first_aim", "support_type", "is_active"]
    list_filter = ["emotion", "support_type", "is_active"]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["emotion", ("intensity_from", "intensity_to"), "support_type", "is_active"]}),
        ("中文", {"fields": ["first_aim_zh", "do_zh", "dont_zh", "opening_zh"]}),
        ("English", {"fields": ["first_aim_en", "do_en", "dont_en", "opening_en"]}),
    ]

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return has_role(request.user, *roles.CARD_VIEWERS)

    def has_add_permission(self, request):
        return has_role(request.user, *roles.CARD_EDITORS)

    def has_change_permission(self, request, obj=None):
        return has_role(request.user, *roles.CARD_EDITORS)

    def has_delete_permission(self, request, obj=None):
        return False
