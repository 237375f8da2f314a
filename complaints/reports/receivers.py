"""Who could take over the cases of somebody who leaves, and who is suggested for which (OW-06)."""

from django.db.models import Count

from complaints.actions.absences import away
from complaints.models import Agent, Complaint
from complaints.roles import Role

NOT_FAMILIAR = 2  # so many cases more may lie with somebody who has cases of this kind already


def receivers_for(leaver, now):
    """Everybody who may be given a case and is there: the leaver's own team first, the least loaded first."""
    people = Agent.objects.filter(is_active=True, last_day=None, groups__name__in=[Role.FRONT_LINE, Role.LEAD])
    people = people.exclude(pk=leaver.pk).exclude(pk__in=away(now).values("agent"))
    rows = people.select_related("department").distinct().with_load().prefetch_related("groups")
    return sorted(rows, key=lambda agent: (agent.department_id != leaver.department_id, agent.load, agent.pk))


def suggestions(cases, leaver, receivers):
    """{case: who is suggested}: of the same team, spread evenly, rather to somebody with cases of the same kind."""
    crew = [agent for agent in receivers if is_front_line(agent)]
    crew = [agent for agent in crew if agent.department_id == leaver.department_id] or crew or receivers
    if not crew:
        return {}
    load, familiar = {agent: agent.load for agent in crew}, kinds_of(crew)
    chosen = {}
    for case in cases:
        kind = case.category_id
        best = min(crew, key=lambda a: (load[a] + NOT_FAMILIAR * ((a.pk, kind) not in familiar), load[a], a.pk))
        chosen[case.pk] = best
        load[best] += 1
    return chosen


def is_front_line(agent):
    """By the groups read along."""
    return any(group.name == Role.FRONT_LINE for group in agent.groups.all())


def kinds_of(agents):
    """{(agent, category)} of what these people work on now."""
    rows = Complaint.objects.open().filter(handler__in=agents).order_by()
    return {(agent, kind) for agent, kind, _n in rows.values_list("handler", "category").annotate(Count("pk"))}
