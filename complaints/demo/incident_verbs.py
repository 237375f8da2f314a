"""What the stories say of incidents: measures with their proof, and the report to all (scenario 9)."""

from complaints.actions import incident_report, incidents, tasks
from complaints.demo.pictures import picture
from complaints.models.incident import REPORT_PARTS


def the_incident(scene, _facts):
    """The incident this complaint belongs to."""
    return scene.complaint.incidents.get()


def the_measure(scene, facts):
    """The open measure of this kind that its incident has ordered."""
    return the_incident(scene, facts).tasks.live().get(kind=facts.pop("kind"))


def prove_measure(task, *, by, now, answer):
    """Say that it is done, with a picture of the screen as its proof."""
    proof = picture("screen", task.get_kind_display(), f"measure:{task.pk}")
    tasks.answer_task(task, by=by, now=now, answer=answer, uploads=[proof])


INCIDENT_VERBS = {
    "order_measure": (incidents.order_measure, the_incident, ("kind", "department", "question", "due_by")),
    "prove_measure": (prove_measure, the_measure, ("kind", "answer")),
    "contain_incident": (incidents.contain_incident, the_incident, ("because",)),
    "write_report": (incident_report.write_report, the_incident, REPORT_PARTS),
    "share_report": (incident_report.share_report, the_incident, ()),
}
