"""Who should take it: colleagues with skill, language, load, limit and absence, in one statement (CL-09, CL-16)."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from complaints import rules, wording
from complaints.enums import SkillLevel
from complaints.models import Absence, Agent, AgentSkill, Skill


@dataclass(frozen=True)
class Colleague:
    """One person one might choose, with what speaks for and against it."""

    agent: Agent
    skill: Skill | None
    level: int
    speaks: bool
    is_away: bool
    is_elsewhere: bool
    room: rules.Verdict

    @property
    def fits(self):
        return bool(self.room) and not self.is_away and (self.skill is None or self.level > 0) and self.speaks

    @property
    def rank(self):
        """The best first: present, with room, skilled, of the language, of the desk it is for, the least loaded."""
        missing = self.skill is not None and not self.level
        share = self.agent.load / self.agent.most if self.agent.most else 0
        return (
            self.is_away,
            not self.room,
            missing,
            not self.speaks,
            self.is_elsewhere,
            share,
            -self.level,
            self.agent.pk,
        )

    @property
    def open_work(self):
        """12 / 30, or 12."""
        load, most = self.agent.load, self.agent.most
        return str(load) if most is None else f"{load} / {most}"

    def __str__(self):
        """The name with desk, open work, skill and absence: as it stands in a list of choices."""
        parts = [str(self.agent)]
        if self.agent.department:
            parts.append(self.agent.department.name)
        parts.append(_("open: %(n)s") % {"n": self.open_work})
        if self.skill and self.level:
            parts.append(f"{self.skill} ({SkillLevel(self.level).label})")
        elif self.skill:
            parts.append(_("lacks %(skill)s") % {"skill": self.skill})
        if not self.room:
            parts.append(_("no room"))
        if self.is_away:
            parts.append(_("away until %(at)s") % {"at": wording.exact_moment(self.agent.away_until)[5:16]})
        return " · ".join(parts)


def crew(*roles, tier="", skill=None, language="", desk=None, now, without=None):
    """Active colleagues who wear one of `roles`, the most fitting first; one statement.

    `skill` is the one the case needs, `language` the consumer's: it counts where a skill stands for it. `desk` is the
    one the work is for.
    """
    hats = Group.objects.filter(user=OuterRef("pk"), name__in=roles)
    absences = Absence.objects.in_force(now).filter(agent=OuterRef("pk")).order_by("-ends_at")
    known, language = AgentSkill.objects.filter(agent=OuterRef("pk")), language or "none"
    rows = (
        Agent.objects.filter(Exists(hats), is_active=True, last_day=None)
        .with_load(tier)
        .select_related("department")
        .annotate(
            away_until=Subquery(absences.values("ends_at")[:1]),
            level=Subquery(known.filter(skill=skill).values("level")[:1]),
            knows_language=Exists(known.filter(skill__language=language)),
            needs_language=Exists(Skill.objects.filter(language=language, is_active=True)),
        )
    )
    people = [colleague(agent, skill, tier, desk, now) for agent in rows if agent.pk != without]
    return sorted(people, key=lambda person: person.rank)


def colleague(agent, skill, tier, desk, now):
    """One row as a Colleague."""
    return Colleague(
        agent=agent,
        skill=skill,
        level=agent.level or 0,
        speaks=agent.knows_language or not agent.needs_language,
        is_away=agent.away_until is not None,
        is_elsewhere=desk is not None and agent.department_id != desk,
        room=rules.has_room(agent, tier),
    )
