"""The report of an incident: written once, in the languages of its consumers, for all its complaints (scenario 9)."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.contact import reply
from complaints.actions.high_tier import end_report_task
from complaints.actions.incidents import ask_to_pass, line_of
from complaints.enums import SHUT
from complaints.lifecycle import Refused, amend, check, differences, lock, require, store, tell, told_values
from complaints.models import Incident, IncidentCase
from complaints.models.incident import REPORT_PARTS


@dataclass
class Told:
    """Whom a message to everybody reached, and who was left out for which reason."""

    done: list = field(default_factory=list)
    refused: list = field(default_factory=list)


def write_report(incident, *, by, now, **parts):
    """Keep the parts of the report as they are written so far; a shared report is not rewritten.

    `parts`: the fields of REPORT_PARTS, and `report_texts`: {language: consumer version} for other languages.
    """
    facts = {"allowed": lambda row: rules.may_write_report(row, by), "data": {"title": str(incident)}}
    return amend(incident, "write_report", by=by, now=now, **facts, **parts)


def share_report(incident, *, by, now):
    """Send every consumer the consumer version in his language, each on his own complaint. Returns whom it reached.

    It meets the report clock of each complaint it reaches. Refused while a part or a language is missing, or if
    nobody could be told; the owners of those who could not be told are asked.
    """
    with transaction.atomic():
        incident = lock(incident)
        check(rules.wears_the_hat("share_report", by, Incident.who_may))
        check(rules.may_write_report(incident, by))
        check(rules.is_report_whole(incident, REPORT_PARTS))
        told = hand_out(incident, incident.untold(), by=by, now=now)
        for case, _reason in told.refused:
            ask_to_pass(incident, case, now=now)
        data = {"title": str(incident), "rows": len(told.done)}
        amend(incident, "share_report", by=by, now=now, data=data, reported_at=now)
    return told


def pass_report(incident, *, by, now, cases, texts=None):
    """Send the shared report to consumers who joined later, or could not be told before. Returns whom it reached.

    What was sent stays as it was sent: `texts` adds versions in languages that nobody needed before.
    """
    with transaction.atomic():
        incident = lock(incident)
        check(rules.wears_the_hat("pass_report", by, Incident.who_may))
        check(rules.may_pass_report(incident))
        incident.report_texts = (texts or {}) | incident.report_texts
        check(rules.is_report_whole(incident, REPORT_PARTS))
        told = hand_out(incident, incident.untold().filter(pk__in=[case.pk for case in cases]), by=by, now=now)
        data = {"title": str(incident), "rows": len(told.done)}
        amend(incident, "pass_report", by=by, now=now, data=data, report_texts=incident.report_texts)
    return told


def hand_out(incident, cases, *, by, now):
    """The consumer version for each of these complaints, in the language of its consumer. Returns whom it reached."""
    told = write_to_each(cases, incident.consumer_text, by=by, now=now)
    for case, message in told.done:
        answer_together(incident, case, message, by=by, now=now)
    return told


def answer_together(incident, case, message, *, by, now):
    """The shared report is the complaint's own report, too: its clock is met, and its history says by which."""
    IncidentCase.objects.filter(incident=incident, complaint=case).update(answered_at=now)
    case = lock(case)
    before = told_values(case)
    if rules.owes_report(case):
        case.planned_at = now
    store(case, before, "answer_together", by, now, quiet=True)
    end_report_task(case, by=by, now=now)
    facts = {"data": {"title": str(incident), "message": message.pk}, "changes": differences(case, before)}
    tell("answer_together", by=by, now=now, **facts, **line_of(incident, case))


def tell_all(incident, *, by, now, body, texts=None):
    """One message to all consumers of the incident; each sees only his own complaint. Returns whom it reached.

    `texts`: {language: text} for consumers of other languages. Refused if one that is needed is missing.
    """
    require(body, _("Write the message first."))
    texts = texts or {}
    with transaction.atomic():
        incident = lock(incident)
        check(rules.wears_the_hat("tell_all", by, Incident.who_may))
        check(rules.is_incident_running(incident))
        check(rules.is_written_for_all(incident, texts))
        everybody = incident.complaints.exclude(state__in=SHUT).order_by("pk")
        told = write_to_each(everybody, (texts | {settings.LANGUAGE_CODE: body}).get, by=by, now=now)
        data = {"title": str(incident), "rows": len(told.done)}
        tell("tell_all", by=by, now=now, reason=body, data=data, **incident.timeline())
    return told


def write_to_each(cases, said_in, *, by, now):
    """The single reply for each complaint in its consumer's language; a refusal stops only its own.

    Refused if nobody can be told. `said_in(language)` is the text.
    """
    told = Told()
    for case in cases.select_related("consumer"):
        try:
            with transaction.atomic():
                message = reply(case, by=by, now=now, body=said_in(case.consumer.language))
        except Refused as refused:
            told.refused.append((case, refused.reason))
        else:
            told.done.append((case, message))
    if not told.done:
        raise Refused(told.refused[0][1] if told.refused else _("There is nobody to write to."))
    return told
