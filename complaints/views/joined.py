"""What lists and the desk say about the incident a complaint belongs to: its report answers this one, too (DP-15)."""

from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from complaints import clock, wording
from complaints.models import Incident, IncidentCase
from complaints.sentences import joined_in_short, left_to_do

# The columns read along with the complaint, as JSON.
JOINED = {name: f"incident__{name}" for name in ("pk", "opened_at", "report_by", "reported_at")}
JOINED |= {"answered_at": "answered_at"}


def joined(**more):
    """The incident of a complaint as a column; `more` names columns beyond those that a list needs."""
    rows = IncidentCase.objects.filter(complaint=OuterRef("pk")).order_by()
    return Subquery(rows.values(row=JSONObject(**JOINED, **more))[:1])


def incident_in(row):
    """The incident of such a column, unsaved; its moments came as text."""
    moments = {
        name: row[name] and datetime.fromisoformat(row[name]) for name in ("opened_at", "report_by", "reported_at")
    }
    return Incident(pk=row["pk"], **moments)


def joined_of(complaint, now):
    """For the desk: which incident, its report clock, when it answered this consumer, what is left; or None."""
    row = complaint.joined
    if row is None:
        return None
    incident = incident_in(row)
    return {
        "pk": row["pk"],
        "number": incident.number,
        "title": row["title"],
        "light": clock.light(incident.report_clock, now),
        "reported_at": incident.reported_at,
        "answered_at": row["answered_at"] and datetime.fromisoformat(row["answered_at"]),
        "left": left_to_do(complaint.state),
    }


def joined_line(complaint, now):
    """For a line of the list; "" without an incident."""
    row = complaint.joined
    if row is None:
        return ""
    incident = incident_in(row)
    facts = {"answered": row["answered_at"], "reported": incident.reported_at}
    return joined_in_short(incident.number, **facts, by=wording.brief_moment(incident.report_by, now))
