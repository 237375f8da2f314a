"""Saved filters: kept, changed, ended; told when they cross their threshold (product.md 2, CL-09)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, wearers_of
from complaints.enums import Audience
from complaints.lifecycle import Refused, amend, check, claim, store
from complaints.models import Agent, Crossing, SavedFilter
from complaints.roles import AGENT_ROLES


def save_filter(*, by, now, **facts):
    """Keep the conditions in `facts` under a name with their uses. Raises Refused."""
    saved = SavedFilter(owner=by, created_at=now, **facts)
    check(rules.may_keep(saved, by))
    return stored(lambda: store(saved, {}, "save_filter", by, now))


def edit_filter(saved, *, by, now, **facts):
    """Change a filter. Who may not make what it would become, leaves it as it is. Raises Refused."""
    changed = SavedFilter(owner=saved.owner, **facts)
    allowed = rules.first_no(rules.may_change_filter(saved, by), rules.may_keep(changed, by))
    return stored(lambda: amend(saved, "edit_filter", by=by, now=now, allowed=allowed, **facts))


def stored(write):
    """What `write` stores; a name that its owner has given already is refused."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        if "saved_filter_once" not in str(error):
            raise
        raise Refused(_("There is a filter of this name already.")) from error


def end_filter(saved, *, by, now):
    """Take a filter out of use, with all it does; its history stays."""
    with transaction.atomic():
        saved = amend(
            saved, "end_filter", by=by, now=now, allowed=lambda fresh: rules.may_change_filter(fresh, by), ended_at=now
        )
        saved.crossings.all().delete()
    return saved


# The alert threshold


@dataclass(frozen=True)
class Measure:
    """What a filter holds for one agent: how many (counted to one above the threshold), and since when the oldest."""

    count: int
    oldest: datetime | None

    def is_over(self, saved, now):
        """Whether this is more, or older, than the threshold says."""
        many = saved.alert_count is not None and self.count > saved.alert_count
        old = saved.alert_age and self.oldest and self.oldest < now - saved.alert_age
        return bool(many or old)


def watch_filter(pk, *, by, now, measure: Callable):
    """Tell each agent of the audience once that the filter is over its threshold, until it has been below again.

    `measure(saved, agent, now)` looks with the eyes of that agent. Returns how many were told; 0 if another sweep
    has this filter, or has looked already.
    """
    with transaction.atomic():
        saved = claim(SavedFilter.objects.watching(now), pk)
        if saved is None:
            return 0
        SavedFilter.objects.filter(pk=pk).update(alert_checked_at=now)
        told = set(saved.crossings.values_list("agent_id", flat=True))
        seen = [(agent, measure(saved, agent, now)) for agent in people_of(saved)]
        over = {agent: found for agent, found in seen if found.is_over(saved, now)}
        saved.crossings.exclude(agent__in=over).delete()
        new = {agent: found for agent, found in over.items() if agent.pk not in told}
        for agent, found in new.items():
            tell_crossing(saved, agent, found, now)
        return len(new)


def tell_crossing(saved, agent, found, now):
    """Remember the crossing, and put it into the agent's bell."""
    crossing = Crossing.objects.create(saved_filter=saved, agent=agent, since=now)
    oldest = found.oldest and found.oldest.isoformat()
    facts = {"saved": saved.pk, "name": saved.name, "n": found.count, "oldest": oldest}
    tell_agents([agent], "threshold", now=now, once=f"crossing-{crossing.pk}", **facts)


def people_of(saved):
    """The agents a filter is for: active ones only."""
    if saved.audience == Audience.ROLE:
        return wearers_of(saved.role)
    if saved.audience == Audience.DESK:
        return wearers_of(*AGENT_ROLES, department=saved.desk)
    if saved.audience == Audience.EVERYBODY:
        return wearers_of(*AGENT_ROLES)
    return Agent.objects.filter(pk=saved.owner_id, is_active=True)
