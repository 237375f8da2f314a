"""People in the admin: agents with their roles and desks, departments, and payout limits through their action."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from complaints import rules
from complaints.actions import leaving, payouts
from complaints.admin.base import NeverDeleted
from complaints.models import Agent, AgentSkill, Department, PayoutLimit, ServiceHours


class AgentCreationForm(AdminUserCreationForm):
    """A new agent has a name, an alias and a desk from the first day."""

    class Meta(AdminUserCreationForm.Meta):
        model = Agent
        fields = ("username", "display_name", "alias", "department")


class AgentForm(UserChangeForm):
    """An account is closed only when its cases have moved: nobody is left without an owner (OW-03)."""

    def clean_is_active(self):
        """Say how many are left, and who moves them."""
        active = self.cleaned_data["is_active"]
        left = 0 if active else leaving.cases_of(self.instance).count()
        if left:
            reason = _("%(n)s open cases are still here: a team lead moves them first, under “Somebody leaves”.")
            raise forms.ValidationError(reason, params={"n": left})
        return active


class AgentSkillInline(admin.TabularInline):
    """What one agent knows."""

    model = AgentSkill
    fields = ("skill", "level", "since")
    extra = 0


@admin.register(Agent)
class AgentAdmin(NeverDeleted, SimpleHistoryAdmin, UserAdmin):
    """Roles are groups; nobody makes anybody a superuser here, and nobody is deleted."""

    form = AgentForm
    add_form = AgentCreationForm
    list_display = ("username", "display_name", "alias", "department", "role_names", "is_active", "last_login")
    list_filter = ("groups", "department", "is_active")
    list_select_related = ("department",)
    search_fields = ("username", "display_name", "alias")
    ordering = ("username",)
    filter_horizontal = ("groups",)
    autocomplete_fields = ()
    inlines = (AgentSkillInline,)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("display_name", "alias", "email", "department", "language")}),
        (_("Leaving"), {"fields": ("last_day",)}),
        (_("Work"), {"fields": ("work_limit",)}),
        (_("Roles"), {"fields": ("is_active", "is_staff", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    "display_name",
                    "alias",
                    "department",
                    "usable_password",
                    "password1",
                    "password2",
                )
            },
        ),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request):
        """The roles of all shown agents in one statement."""
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request, obj=None):
        """Nobody gives himself a role."""
        own = ("groups", "is_staff", "is_active") if obj == request.user else ()
        return (*super().get_readonly_fields(request, obj), *own)

    @admin.display(description=_("roles"))
    def role_names(self, agent):
        """The labels of an agent's roles."""
        return ", ".join(sorted(group.name for group in agent.groups.all()))


class ServiceHoursInline(admin.TabularInline):
    """The week of a desk; without a line it works round the clock."""

    model = ServiceHours
    extra = 0


@admin.register(ServiceHours)
class ServiceHoursAdmin(SimpleHistoryAdmin):
    """All weeks of all desks, with their history; usually edited at the desk itself."""

    list_display = ("department", "weekday", "opens", "closes")
    list_filter = ("department",)
    list_select_related = ("department",)


@admin.register(Department)
class DepartmentAdmin(NeverDeleted, admin.ModelAdmin):
    """The desks; one that closes is switched off."""

    inlines = (ServiceHoursInline,)
    list_display = ("code", "name_zh", "name_en", "is_active")
    list_filter = ("is_active",)

    def get_readonly_fields(self, request, obj=None):
        """The code is what complaints point to."""
        return ("code",) if obj else ()


class LimitForm(forms.ModelForm):
    """A new limit. Saving it is `actions.payouts.raise_limit`, with its rules; the form only asks them early."""

    class Meta:
        model = PayoutLimit
        fields = ("agent", "amount", "daily_pot", "valid_from", "valid_until", "reason")

    granted_by = None  # set by the admin: who is signed in

    def clean(self):
        """Say next to the form what the action would refuse."""
        cleaned = super().clean()
        agent, until = cleaned.get("agent"), cleaned.get("valid_until")
        if agent:
            verdict = rules.may_raise_limit(agent, self.granted_by)
            if not verdict:
                self.add_error("agent", verdict.why)
        if until and until <= (cleaned.get("valid_from") or timezone.now()):
            self.add_error("valid_until", _("The end has to come after the beginning."))
        return cleaned


@admin.register(PayoutLimit)
class PayoutLimitAdmin(NeverDeleted, SimpleHistoryAdmin):
    """Limits are added, never edited: a later row replaces an earlier one, a raise ends by itself."""

    form = LimitForm
    list_display = ("agent", "amount", "daily_pot", "valid_from", "valid_until", "granted_by", "reason")
    list_filter = ("valid_until",)
    list_select_related = ("agent", "granted_by")
    search_fields = ("agent__username", "agent__display_name")
    autocomplete_fields = ("agent",)
    date_hierarchy = "valid_from"
    show_full_result_count = False
    actions = None

    def has_change_permission(self, request, obj=None):
        """A limit by which payouts were judged is not rewritten."""
        return False

    def get_form(self, request, obj=None, **kwargs):
        """The form asks the rules on behalf of who is signed in."""
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"granted_by": request.user})

    def get_changeform_initial_data(self, request):
        """From now on, unless somebody says otherwise."""
        return {"valid_from": timezone.now()} | super().get_changeform_initial_data(request)

    def save_model(self, request, obj, form, change):
        """The action writes the row; the admin then logs and shows that one."""
        facts = {
            name: form.cleaned_data[name] for name in ("amount", "daily_pot", "valid_from", "valid_until", "reason")
        }
        limit = payouts.raise_limit(form.cleaned_data["agent"], by=request.user, now=timezone.now(), **facts)
        obj.pk = limit.pk
