"""New colleagues are paired with an experienced one, who sees what they miss (OW-07)."""

from django.db import transaction

from complaints import rules
from complaints.actions.notices import tell_agents
from complaints.lifecycle import check
from complaints.models import Agent


def name_mentor(agent, *, by, now, mentor):
    """Give `agent` a mentor, another one, or with None no longer any; both are told. Returns the agent.

    Refused for anybody but a lead, and for a mentor of another team, one who leaves, or one whom the agent looks after.
    """
    check(rules.wears_the_hat("name_mentor", by))
    with transaction.atomic():
        agent = Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
        if agent.mentor_id == (mentor and mentor.pk):
            return agent
        if mentor:
            check(rules.may_mentor(mentor, agent))
        agent.mentor = mentor
        agent._history_user, agent._history_date, agent._change_reason = by, now, "name_mentor"
        agent.save(update_fields=["mentor"])
        agent._change_reason = None
        if mentor:
            tell_agents([agent, mentor], "mentor_named", now=now, name=str(agent), to=str(mentor))
    return agent
