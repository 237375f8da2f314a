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
    """{case: who is suggested}: within the limits, of the same team, spread evenly, rather who knows such cases."""
    crew = {agent for agent in receivers if is_front_line(agent)}
    crew = {agent for agent in crew if agent.department_id == leaver.department_id} or crew
    load, familiar = {agent: agent.load for agent in receivers}, kinds_of(receivers)

    def unfit(agent, kind):
        is_full = agent.most is not None and load[agent] >= agent.most
        strangeness = NOT_FAMILIAR * ((agent.pk, kind) not in familiar)
        return is_full, agent not in crew, load[agent] + strangeness, load[agent], agent.pk

    chosen = {}
    for case in cases if receivers else ():
        best = min(receivers, key=lambda agent: unfit(agent, case.category_id))
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
