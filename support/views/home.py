"""The first page of support, the cards to read, and a short break."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from complaints.roles import has_role
from complaints.views.guards import only_for
from support import reports, roles
from support.enums import ANCHORS
from support.forms import CheckInForm, ConsentForm
from support.models import CheckInConsent

visitors_only = only_for(roles.VISITORS)


def tabs_for(agent, current):
    """The pages of support this agent has."""
    pages = [("home", _("Today")), ("supervision", _("Supervision")), ("tactics", _("Tactic cards"))]
    if has_role(agent, *roles.STAFF, roles.SOCIAL_WORKER):
        pages.insert(2, ("check_ins", _("Check-ins")))
    return [{"label": label, "url": reverse(f"support:{name}"), "current": name == current} for name, label in pages]


def page(request, name, context, status=200):
    """Render `support/<name>.html` with the tabs of the section."""
    return render(request, f"support/{name}.html", {"tabs": tabs_for(request.user, name)} | context, status=status)


@require_GET
@visitors_only
def home(request):
    """What needs somebody today, for this role."""
    context = reports.home_of(request.user, timezone.now())
    context["is_social_worker"] = has_role(request.user, roles.SOCIAL_WORKER)
    if has_role(request.user, *roles.STAFF):
        context |= check_in_panel(request.user)
    return page(request, "home", context)


def check_in_panel(agent):
    """The question, or first the consent."""
    consent = CheckInConsent.objects.of(agent)
    return {"consent": consent, "check_in_form": CheckInForm(), "consent_form": ConsentForm()}


@require_GET
@visitors_only
def tactics(request):
    """All cards with the scale, to read in a quiet hour."""
    return page(request, "tactics", reports.cards_to_read() | {"anchors": ANCHORS})


@require_GET
@visitors_only
def break_card(request):
    """Three minutes of breathing. Nobody counts who opens it."""
    return page(request, "break", {})
