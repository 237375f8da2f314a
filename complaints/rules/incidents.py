"""Incidents: who leads one, and what has to be proved before it counts as contained or closed (DP-15)."""

from django.conf import settings
from django.utils.translation import gettext as _

from complaints.enums import LIVE_TASKS, SHUT, TaskKind, TaskState, Tier
from complaints.roles import Role, has_role
from complaints.rules.verdict import allow, first_no

LANGUAGES = dict(settings.LANGUAGES)


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


def is_a_measure_ordered(incident):
    """A report that tells of measures is believed where one was ordered; a warning before sharing, not a bar."""
    ordered = any(task.state not in (TaskState.RETURNED, TaskState.CANCELLED) for task in incident.tasks.all())
    return allow(ordered, _("No measure has been ordered yet: what the report says of measures has nothing behind it."))


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


def languages_of(incident):
    """The other languages that its consumers read: each gets what is written to all in his own (scenario 9)."""
    rows = incident.complaints.exclude(state__in=SHUT).order_by()
    read = set(rows.values_list("consumer__language", flat=True))
    return [code for code in LANGUAGES if code in read and code != settings.LANGUAGE_CODE]


def is_report_whole(incident, parts):
    """A report that lacks a part, such as the consumer version in each language needed, is not sent (scenario 9)."""
    fields = incident._meta.get_field
    missing = [str(fields(name).verbose_name) for name in parts if not getattr(incident, name).strip()]
    unwritten = [code for code in languages_of(incident) if not incident.consumer_text(code).strip()]
    missing += [_("consumer version in %(language)s") % {"language": LANGUAGES[code]} for code in unwritten]
    return allow(not missing, _("The report lacks: %(parts)s.") % {"parts": _(", ").join(missing)})


def is_written_for_all(incident, texts):
    """A message to everybody exists in every language that its consumers read."""
    missing = [str(LANGUAGES[code]) for code in languages_of(incident) if not texts.get(code, "").strip()]
    why = _("Some of the consumers read %(languages)s: write it for them, too.")
    return allow(not missing, why % {"languages": _(", ").join(missing)})


def may_pass_report(incident):
    return allow(incident.reported_at, _("The report has not been shared with the consumers yet."))


def owes_report(complaint):
    """Whether the complaint has a report clock of its own that nobody has met yet (DP-03)."""
    return complaint.is_open and complaint.tier == Tier.HIGH and complaint.planned_at is None
