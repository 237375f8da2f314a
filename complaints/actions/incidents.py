"""Incidents: open one over many complaints, gather more, order measures, come to an end (DP-15, scenario 9)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, wearers_of
from complaints.actions.tasks import LEAST, open_task
from complaints.enums import PROVED_KINDS, EventKind, State, TaskKind
from complaints.lifecycle import Refused, amend, check, claim, lock, lock_all, move, require, store, tell, told_values
from complaints.models import Agent, Incident, IncidentCase
from complaints.roles import Role

REPORT_TIME = timedelta(hours=12)  # domain.md 001 §2.2: the report of a high-tier matter
WARN_SHARE = 0.8  # the share of the time after which every clock warns (domain.md 7.4)


def open_incident(complaints, *, by, now, because, title="", product="", batch="", merchant="", incident=None):
    """Open an incident over chosen complaints, or put them into a running one. Returns the incident.

    Raises Refused for the wrong hat, without a reason, or if all of them are in an incident already.
    """
    require(because, _("Say what makes these complaints one incident."))
    check(rules.wears_the_hat("open_incident", by, Incident.who_may))
    facts = {"title": title, "product": product, "batch": batch, "merchant": merchant}
    with transaction.atomic():
        if incident is not None:
            incident = lock(incident)
            check(rules.is_incident_running(incident))
        return gather(lock_all(*complaints), by=by, now=now, because=because, incident=incident, **facts)


def gather(cases, *, by, now, because, incident=None, **facts):
    """Bring locked complaints together: into the given incident, the one some are in, or a new one."""
    known = dict(IncidentCase.objects.filter(complaint__in=cases).values_list("complaint", "incident"))
    free = [case for case in cases if case.pk not in known and case.state != State.MERGED]
    if not free and incident is None and known:
        raise Refused(_("They are in an incident already."))
    incident = incident or running_among(known.values()) or new_incident(free, by=by, now=now, because=because, **facts)
    there = list(incident.complaints.only(*rules.GOODS).order_by("registered_at", "pk"))
    for case in free:
        join(incident, case, by=by, now=now, because=because)
    return learn_goods(incident, there, free, by=by, now=now)


def learn_goods(incident, there, joined, *, by, now):
    """What the complaints agree on of the goods stands on the incident, where nobody typed otherwise (scenario 9)."""
    before, after = rules.agreed_goods(there), rules.agreed_goods([*there, *joined])
    if not rules.better_known(incident, before, after):
        return incident
    incident = lock(incident)
    told = told_values(incident)
    for name, value in rules.better_known(incident, before, after).items():
        setattr(incident, name, value)
    return store(incident, told, "join_incident", by, now, quiet=True)


def gather_mass(cases, *, by, now, because):
    """Five linked complaints are an incident by themselves; whoever is in one stays there. `cases` are locked."""
    known = set(IncidentCase.objects.filter(complaint__in=cases).values_list("complaint", flat=True))
    if any(case.pk not in known and case.state != State.MERGED for case in cases):
        gather(cases, by=by, now=now, because=because)


def running_among(incidents):
    """The oldest running one of these incidents, or None."""
    return Incident.objects.running().filter(pk__in=incidents).order_by("opened_at", "pk").first()


def new_incident(cases, *, by, now, because, **facts):
    """Write the incident with what its complaints agree on of the goods, and alert who has to know."""
    if not cases:
        raise Refused(_("Choose at least one complaint."))
    first = cases[0]
    stated = {name: value for name, value in facts.items() if value}
    incident = Incident(
        **({"title": first.title[:120]} | rules.agreed_goods(cases) | stated),
        because=because,
        first=first,
        owner=first.owner or (by if isinstance(by, Agent) else None),
        opened_by=by if isinstance(by, Agent) else None,
        opened_at=now,
        report_by=now + REPORT_TIME,
        alert_at=now + REPORT_TIME * WARN_SHARE,
    )
    store(incident, {}, "open_incident", by, now, quiet=True)
    data = {"title": str(incident)}
    tell("open_incident", by=by, now=now, reason=because, data=data, **incident.timeline())
    people = {*wearers_of(Role.BACK_OFFICE), *([incident.owner] if incident.owner else [])}
    tell_agents(people, "incident_opened", now=now, complaint=first, once=str(incident.pk), title=incident.title)
    return incident


def join(incident, case, *, by, now, because):
    """One more complaint in the incident, told on its own timeline; after the report its owner is asked to send it."""
    IncidentCase.objects.create(incident=incident, complaint=case, added_at=now)
    tell("join_incident", by=by, now=now, reason=because, data={"title": str(incident)}, **line_of(incident, case))
    if incident.reported_at:
        ask_to_pass(incident, case, now=now)


def ask_to_pass(incident, case, *, now):
    """Ring whoever looks after a complaint whose consumer has not got the shared report."""
    people = [case.owner, case.handler] if case.owner_id else wearers_of(Role.LEAD)
    facts = {"once": str(incident.pk), "title": incident.title}
    tell_agents(people, "incident_report_owed", now=now, complaint=case, **facts)


def line_of(incident, case):
    """Where something is told that concerns one complaint of the incident."""
    return {"complaint": case, "incident": incident, "kind": EventKind.FACT}


def leave_incident(incident, *, by, now, case, because):
    """Take a complaint out that does not belong there; the first one stays, the incident hangs on it."""
    require(because, _("Give the reason."))
    with transaction.atomic():
        check(rules.wears_the_hat("leave_incident", by, Incident.who_may))
        if case.pk == incident.first_id:
            raise Refused(_("The first complaint stays: the incident hangs on it."))
        case = lock(case)
        IncidentCase.objects.filter(incident=incident, complaint=case).delete()
        data = {"title": str(incident)}
        tell("leave_incident", by=by, now=now, reason=because, data=data, **line_of(incident, case))
    return incident


def give_incident(incident, *, by, now, agent, because):
    """Somebody else leads it from now on."""
    require(because, _("Give the reason."))
    facts = {"reason": because, "data": {"title": str(incident), "to_name": str(agent)}, "owner": agent}
    with transaction.atomic():
        incident = amend(incident, "give_incident", by=by, now=now, allowed=rules.is_incident_running, **facts)
        tell_agents([agent], "incident_given", now=now, complaint=incident.first, title=incident.title)
    return incident


def order_measure(incident, *, by, now, kind, department, question, due_by):
    """Order a stop of sale, a recall or a rectification, due in time and done only with proof. Returns the task."""
    require(question, _("Write what the desk has to do, and for which goods."))
    if kind not in PROVED_KINDS:
        raise Refused(_("An incident orders a stop of sale, a recall or a rectification."))
    if due_by < now + LEAST:
        raise Refused(_("The due time has to be in the future."))
    with transaction.atomic():
        incident = lock(incident)
        first = lock(incident.first)
        check(rules.wears_the_hat("order_measure", by, Incident.who_may))
        check(rules.is_incident_running(incident))
        check(rules.may_lead_incident(incident, by))
        facts = {"kind": kind, "department": department, "question": question, "due_by": due_by}
        return open_task(first, by=by, now=now, incident=incident, title=title_of(kind, incident), **facts)


def title_of(kind, incident):
    """Stop of sale: the goods, in the first language: it is data."""
    with translation.override(settings.LANGUAGE_CODE):
        what = incident.product or incident.merchant or incident.title
        return f"{TaskKind(kind).label} · {what}"[:120]


def contain_incident(incident, *, by, now, because):
    """No more of it is sold; refused before a stop of sale is proved."""
    require(because, _("Give the reason."))
    return move(incident, "contain_incident", by=by, now=now, reason=because, data={"title": str(incident)})


def flare_up(incident, *, by, now, because):
    """It goes on after all: open again."""
    require(because, _("Give the reason."))
    return move(incident, "flare_up", by=by, now=now, reason=because, data={"title": str(incident)})


def close_incident(incident, *, by, now, summary):
    """Measures proved, report shared: the incident ends with what came of it. Its complaints go on by themselves."""
    require(summary, _("Write what came of it."))
    facts = {"reason": summary, "data": {"title": str(incident)}, "summary": summary}
    return move(incident, "close_incident", by=by, now=now, **facts)


# --- what falls due -----------------------------------------------------------------------------------------


def alarm_report(pk, *, by, now):
    """Warn at 80 % of the twelve hours; when they are over it is late for everybody to see, leads and manager too."""
    with transaction.atomic():
        incident = claim(Incident.objects.report_alarms(now).select_related("owner", "first"), pk)
        if incident is None:
            return 0
        is_late = now >= incident.report_by
        Incident.objects.filter(pk=pk).update(alert_at=None if is_late else incident.report_by)
        facts = {"title": incident.title, "due_at": incident.report_by.isoformat()}
        roles = [Role.BACK_OFFICE, *((Role.LEAD, Role.MANAGER) if is_late else ())]
        if is_late:
            data = {"title": str(incident), "due_by": facts["due_at"]}
            tell("incident_report_late", by=by, now=now, data=data, **incident.timeline() | {"kind": EventKind.CLOCK})
        event = "incident_report_late" if is_late else "incident_report_due"
        people = [incident.owner, *wearers_of(*roles)]
        tell_agents(people, event, now=now, complaint=incident.first, once=str(incident.pk), **facts)
        return 1
