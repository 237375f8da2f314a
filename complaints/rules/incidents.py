"""Incidents: who leads one, and what has to be proved before it counts as contained or closed (DP-15)."""

from django.utils.translation import gettext as _

from complaints.enums import LIVE_TASKS, TaskKind, TaskState
from complaints.roles import Role, has_role
from complaints.rules.verdict import allow, first_no


def may_lead_incident(incident, by):
    """Its owner, or whoever answers for a desk or the back office."""
    leads = by.pk == incident.owner_id or has_role(by, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE)
    return allow(leads, _("Only its owner (%(name)s) or a supervisor does this.") % {"name": incident.owner})


def is_incident_running(incident):
    return allow(incident.is_running, _("The incident is closed."))


def has_sale_stopped(incident):
    """Contained means that no more of it is sold: shown by a proved stop of sale, none of them open."""
    stops = [task for task in incident.tasks.all() if task.kind == TaskKind.STOP_SALE]
    proved = any(task.state == TaskState.DONE for task in stops)
    waiting = any(task.state in LIVE_TASKS for task in stops)
    return allow(proved and not waiting, _("First the stop of sale has to be ordered and proved by the desk."))


def has_measures_proved(incident):
    rest = [task.title for task in incident.tasks.all() if task.state in LIVE_TASKS]
    return allow(not rest, _("Still asked of a desk: %(what)s.") % {"what": _(", ").join(rest)})


def may_write_report(incident, by):
    """Who leads it writes the report, until it is shared."""
    return first_no(
        may_lead_incident(incident, by),
        allow(incident.reported_at is None, _("The report has been shared and stays as it was sent.")),
    )


def has_report_shared(incident):
    return allow(incident.reported_at, _("The report has not been shared with the consumers yet."))


def is_report_whole(incident, parts):
    """A report that lacks a part, such as the consumer version, is not sent (scenario 9)."""
    missing = [
        str(incident._meta.get_field(name).verbose_name) for name in parts if not getattr(incident, name).strip()
    ]
    return allow(not missing, _("The report lacks: %(parts)s.") % {"parts": _(", ").join(missing)})
