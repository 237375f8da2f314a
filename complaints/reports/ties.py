"""Declared relations: whose, how many, and which of one's own open cases they keep one from (DP-19)."""

from django.db.models import Count, Q

from complaints import rules
from complaints.models import Agent, Complaint, Tie
from complaints.roles import has_role

MOST = 200  # open cases of one agent that are compared


def people_with_ties():
    """Colleagues who have declared something, with the number that count and of all; no name of anybody else."""
    counted = {"in_force": Count("ties", filter=Q(ties__ended_at=None)), "all_ties": Count("ties")}
    rows = Agent.objects.filter(is_active=True, ties__isnull=False).select_related("department")
    return rows.annotate(**counted).order_by("display_name", "pk")


def cases_to_give_away(agent):
    """The open cases this agent owns or works on although a relation keeps him from deciding them."""
    if not has_role(agent, *Tie.who_may["declare_tie"]) or not agent.ties_in_force:
        return []
    mine = Complaint.objects.open().filter(Q(owner=agent) | Q(handler=agent))
    rows = mine.select_related("consumer").order_by("next_due_at", "pk")[:MOST]
    return [case for case in rows if not rules.is_impartial(case, agent)]
