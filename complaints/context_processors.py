"""What the top bar of every page shows: the sections with their counts, the alerts, who is signed in."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.models import Agent, Notice, Payout, Task, Tie
from complaints.reports import approvals
from complaints.roles import (
    AGENT_ROLES,
    FINDING,
    HANDLERS,
    READ_PRIVACY,
    READ_STANDARDS,
    READ_WORDING,
    SEE_ALL,
    WHO_MAY,
    Role,
    has_role,
)
from complaints.views.paging import counting, counts_by, told_count
from complaints.views.queues import chosen_from, first_queue

AUDITORS = frozenset({Role.MANAGER, Role.AUDITOR})
TEAM_READERS = frozenset({Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE, Role.MANAGER})


@dataclass(frozen=True)
class Section:
    """One entry of the top bar. `prefixes`: the beginnings of the addresses that belong to it."""

    label: str
    url_name: str
    prefixes: tuple
    roles: frozenset
    count: str = ""


MONEY_PAGES = ("/approvals/", "/payments/", "/recoveries/")
RISK_PAGES = ("/incidents/", "/exposure/", "/freezes/", "/referrals/")
SECTIONS = (
    Section(_("Complaints"), "complaints:inbox", ("/complaints/", "/search/"), SEE_ALL | {Role.FRONT_LINE}, "inbox"),
    Section(_("Approvals"), "complaints:approvals", MONEY_PAGES, HANDLERS, "approvals"),
    Section(_("Sub-tasks"), "complaints:tasks", ("/tasks/",), HANDLERS, "tasks"),
    Section(
        _("Incidents"),
        "complaints:incidents",
        RISK_PAGES,
        SEE_ALL | {Role.FRONT_LINE},
    ),
    Section(_("Prevention"), "complaints:actions", ("/actions/", "/archive/"), SEE_ALL | {Role.FRONT_LINE}),
    Section(_("Team"), "complaints:team", ("/team/",), TEAM_READERS),
    Section(_("Desks"), "complaints:desks", ("/desks/", "/watch/"), SEE_ALL),
    Section(_("Insight"), "complaints:insight", ("/insight/",), SEE_ALL),
    Section(_("Knowledge"), "knowledge_base:articles", ("/knowledge/",), AGENT_ROLES),
    Section(_("Reviews"), "knowledge_base:reviews", ("/reviews/", "/scenarios/"), AGENT_ROLES),
    Section(_("Support"), "support:home", ("/support/",), HANDLERS | {Role.SOCIAL_WORKER, Role.MANAGER}),
    Section(_("Audit"), "complaints:audit", ("/audit/",), AUDITORS),
)


def chrome(request):
    """Everything is looked up when a template asks for it, so that fragments and public pages pay nothing."""
    agent = getattr(request, "user", None)
    if not isinstance(agent, Agent) or not agent.is_authenticated:
        return {}
    counts = SimpleLazyObject(lambda: counts_of(agent))
    return {
        "nav": SimpleLazyObject(lambda: sections(request.path, agent, counts)),
        "alerts": SimpleLazyObject(lambda: bell_of(agent, counts, timezone.now())),
        "person_role": SimpleLazyObject(lambda: role_of(agent)),
        "person_links": SimpleLazyObject(lambda: links_of(agent)),
    }


def counts_of(agent):
    """The figures of the top bar, capped, in one statement."""
    counts = counts_by(*counting_for(agent.pk, agent.roles, agent.department_id))
    waiting = sum(counts.get(kind, 0) for kind in ("payouts", "proposals", "refusals", "handovers"))
    told = {name: counts[name] for name in ("inbox", "alerts", "urgent", "tasks")} | {"approvals": waiting}
    return {name: told_count(count) if count else "" for name, count in told.items()}


def bell_of(agent, counts, now):
    """The bell: in quiet hours it counts only what is urgent, and says until when."""
    quiet_until = rules.quiet_end(agent, now)
    count = counts["urgent" if quiet_until else "alerts"]
    return {"url": reverse("complaints:alerts"), "count": count, "quiet_until": quiet_until}


@lru_cache(maxsize=500)
def counting_for(pk, roles, department_id):
    """What is counted for this agent, as (names, statement, its values).

    Every page asks, and writing the statement takes longer than answering it: so it is written once for an agent with
    these roles at this desk. Only the wording is kept, never a count. Nothing in it may depend on the time, nor on
    more of the agent than is known here.
    """
    agent = Agent(pk=pk, department_id=department_id)
    agent.roles = roles
    first = first_queue(agent)
    wanted = {
        "inbox": first.list(chosen_from(first, agent), agent, None),
        "alerts": Notice.objects.unread_by(agent),
        "urgent": Notice.objects.unread_by(agent).filter(is_urgent=True),
        "tasks": Task.objects.visible_to(agent).at_the_desk_of(agent),
        "proposals": approvals.proposals_for(agent),
        "refusals": approvals.refusals_for(agent),
        "handovers": approvals.handovers_for(agent),
    }
    if has_role(agent, *WHO_MAY["reject"]):
        wanted["payouts"] = Payout.objects.waiting_for(agent)
    return (tuple(wanted), *counting(wanted))


def sections(path, agent, counts):
    """The sections this agent's roles may enter."""
    return [
        {
            "label": section.label,
            "url": address(section.url_name),
            "count": counts[section.count] if section.count else "",
            "current": path.startswith(section.prefixes) or path == address(section.url_name),
        }
        for section in SECTIONS
        if has_role(agent, *section.roles) and address(section.url_name)
    ]


def address(url_name):
    """Where a section lives; nowhere while its pages are not installed."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def role_of(agent):
    """The labels of the agent's roles, in the order of the house."""
    return " · ".join(str(role.label) for role in Role if role in agent.roles)


def links_of(agent):
    """What the person's menu offers besides the sections."""
    links = [{"label": _("My settings"), "url": reverse("complaints:preferences")}]
    if has_role(agent, *HANDLERS):
        links.append({"label": _("My absences"), "url": reverse("complaints:absences")})
        links.append({"label": _("New colleagues"), "url": reverse("complaints:pairs")})
    if has_role(agent, *Tie.who_may["declare_tie"]):
        links.append({"label": _("My relations"), "url": reverse("complaints:ties")})
    if has_role(agent, *FINDING["import_complaints"]):
        links.append({"label": _("Imports"), "url": reverse("complaints:imports")})
    if has_role(agent, *READ_STANDARDS):
        links.append({"label": _("Standard options"), "url": reverse("complaints:standards")})
    if has_role(agent, *READ_WORDING):
        links.append({"label": _("Words of notices"), "url": reverse("complaints:wordings")})
    if has_role(agent, *READ_PRIVACY):
        links.append({"label": _("Privacy"), "url": reverse("complaints:privacy")})
    if agent.is_staff:
        links.append({"label": _("Administration"), "url": reverse("admin:index")})
    return links
