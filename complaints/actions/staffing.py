"""Who should take it: the desk that the routing table names, and room for one more complaint (CL-03, CL-09)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import rules
from complaints.lifecycle import Refused, check, require
from complaints.models import Agent, Route


def route_of(complaint, now=None):
    """The first row of the routing table that fits this complaint at `now` (else this moment), or None."""
    return Route.objects.fitting(complaint, now or timezone.now()).select_related("department", "skill").first()


def room_of(agent, complaint, *, by, over_limit, reason):
    """Facts for the timeline if `agent` gets more than his limit; refused unless a lead says so with a reason.

    Load and limit are read in one statement. Raises Refused with who has how many, and for who is close to a party.
    """
    check(rules.may_be_given(complaint, agent))
    loaded = Agent.objects.with_load(complaint.tier).get(pk=agent.pk)
    room = rules.has_room(loaded, complaint.tier)
    if room:
        return {}
    if not over_limit:
        hint = rules.may_pass_limit(by).why or _("Tick “above the limit” and give the reason, or choose somebody else.")
        raise Refused(f"{room.why} {hint}")
    check(rules.may_pass_limit(by))
    require(reason, _("Give the reason for going above the limit."))
    return {"over_limit": [loaded.load, loaded.most]}
