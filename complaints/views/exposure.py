"""What stands in public: the posts about open complaints, the furthest come first."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from complaints import rules
from complaints.enums import Platform
from complaints.models import ReachStep
from complaints.reports.exposure import MOST, listed
from complaints.roles import SEE_ALL, Role
from complaints.views.guards import only_for


@require_safe
@only_for(SEE_ALL | {Role.FRONT_LINE})
def exposure(request):
    """Those that wait for an answer in public, or those that have one."""
    agent, now = request.user, timezone.now()
    is_answered = request.GET.get("tab") == "answered"
    asked = request.GET.get("platform")
    platform = asked if asked in Platform.values else ""
    tabs = (("open", _("Not answered"), not is_answered), ("answered", _("Answered"), is_answered))
    context = {
        "tabs": [{"label": label, "url": f"?tab={name}", "count": None, "current": on} for name, label, on in tabs],
        "rows": listed(agent, now, is_answered=is_answered, platform=platform),
        "most": MOST,
        "is_answered": is_answered,
        "may_answer": rules.wears_the_hat("answer_post", agent),
        "steps": [(step, rules.hats(step.tells)) for step in ReachStep.objects.filter(is_active=True)],
    }
    return render(request, "complaints/exposure.html", context)
