"""New colleagues with their mentors, and what of theirs is late (OW-07)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from complaints.models import Agent, Complaint
from complaints.roles import HANDLERS, Role, has_role

NEW = timedelta(days=90)
SHOWN = 10


@dataclass(frozen=True)
class Pair:
    """One colleague, whether new, with the mentor and the late cases the reader may see, the latest first."""

    agent: Agent
    is_new: bool
    late: list

    @property
    def mentor(self):
        return self.agent.mentor


def pairs_for(reader, now):
    """Everybody new or with a mentor for a lead; for others the own pairs. Three statements."""
    rows = Agent.objects.filter(is_active=True, groups__name__in=HANDLERS).distinct()
    rows = rows.filter(Q(date_joined__gt=now - NEW) | Q(mentor__isnull=False))
    if not has_role(reader, Role.LEAD):
        rows = rows.filter(Q(pk=reader.pk) | Q(mentor=reader))
    people = list(rows.select_related("mentor", "department").order_by("mentor__display_name", "display_name", "pk"))
    late = late_of([agent.pk for agent in people], reader, now)
    return [Pair(agent, agent.date_joined > now - NEW, late.get(agent.pk, [])[:SHOWN]) for agent in people]


def late_of(people, reader, now):
    """{owner: his late cases that the reader may see}."""
    found = {}
    rows = Complaint.objects.visible_to(reader).overdue(now).filter(owner__in=people)
    for case in rows.only("number", "title", "owner", "next_due_at").order_by("next_due_at", "pk").distinct():
        found.setdefault(case.owner_id, []).append(case)
    return found
