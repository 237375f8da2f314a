"""A tier that becomes high: the report's twelve hours, the desks that join, the report beside an earlier answer.

An offer that lies with the consumer, or is being carried out, stays his; the report goes out beside it (scenario 2).
"""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints import rules
from complaints.actions.contact import reply
from complaints.actions.deadlines import due, owes_report, retarget
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.actions.tasks import open_task, tell_askers
from complaints.enums import ClockName, TaskKind, Tier
from complaints.lifecycle import amend, check, lock, move, require, why_not
from complaints.models import Department, Proposal
from complaints.roles import Role, System

DESK = "BACKOFFICE"


def raise_to_high(complaint, *, by, now, reason, verb="set_tier", allowed=rules.YES, joins=False, **fields):
    """Make the tier high; `complaint` is locked. Returns it.

    After a plan was sent, twelve new hours begin for the report: the back office, PR and legal join, the consumer is
    told, the state stays. `joins`: they join in any case.
    """
    owed = owes_report(complaint, Tier.HIGH)
    joins = joins and complaint.tier != Tier.HIGH
    facts = retarget(complaint, Tier.HIGH, now) | fields
    complaint = amend(complaint, verb, by=by, now=now, allowed=allowed, reason=reason, **facts)
    if owed or joins:
        join_desks(complaint, now=now, reason=reason)
    if owed:
        tell_consumer(complaint, "report_owed", now=now, by=complaint.plan_by.isoformat())
    return complaint


def join_desks(complaint, *, now, reason):
    """Ask the back office for the report, and alert all who work on a case of high tier (row 15)."""
    if not report_tasks(complaint).exists():
        with translation.override(settings.LANGUAGE_CODE):
            title = _("Report of the high tier, with its consumer version")
            question = _(
                "The tier is high now (%(why)s). Write the report: the cause, who is affected, measures and prevention;"
                " and send the consumer its version before it is due. What was offered before stands."
            ) % {"why": reason.rstrip("。. ")}
        facts = {"kind": TaskKind.ORDINARY, "department": Department.objects.get(pk=DESK)}
        due_by = due(Tier.HIGH, ClockName.REPORT, now)
        open_task(complaint, by=System(), now=now, title=title, question=question, due_by=due_by, **facts)
    tell_agents(wearers_of(Role.BACK_OFFICE, Role.PR, Role.LEGAL), "escalated", now=now, complaint=complaint)


def report_tasks(complaint):
    """What the back office is asked for by the system itself: the report."""
    return complaint.tasks.live().filter(department=DESK, asked_by=None, kind=TaskKind.ORDINARY, incident=None)


def send_report(complaint, *, by, now, **parts):
    """Send the consumer version beside what was answered before, and keep the whole report (DP-03, FB-17).

    `parts`: all five of Proposal.REPORT_PARTS. Meets the report's clock and the back office's sub-task. Raises Refused.
    """
    for name in Proposal.REPORT_PARTS:
        require(parts.get(name), _("The report still lacks: %(parts)s.") % {"parts": title_of(name)})
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("send_report", by))
        check(rules.may_send_report(complaint, by))
        reply(complaint, by=by, now=now, body=parts["consumer_version"])
        complaint = amend(complaint, "send_report", by=by, now=now, reason=told(parts), data=parts, planned_at=now)
        end_report_task(complaint, by=by, now=now)
    return complaint


def told(parts):
    """The parts of the report that stay in the house, for the timeline; in the first language: it is data."""
    ours = [name for name in Proposal.REPORT_PARTS if name != "consumer_version"]
    with translation.override(settings.LANGUAGE_CODE):
        between = pgettext("between a field and its value", ": ")
        return "\n".join(f"{title_of(name)}{between}{parts[name]}" for name in ours)


def title_of(part):
    """The name of one part of the report."""
    return str(Proposal._meta.get_field(part).verbose_name)


def end_report_task(complaint, *, by, now):
    """The report has gone out: nothing is asked of the back office any more. `complaint` is locked."""
    for task in report_tasks(complaint):
        words = _("The report has gone out.")
        data = {"title": task.title}
        if why_not(task, "answer_task", by, now):
            move(task, "waive_task", by=System(by.via), now=now, because=words, reason=words, data=data)
        else:
            move(task, "answer_task", by=by, now=now, answer=words, reason=words, data=data)
        tell_askers(task, "task_answered", by, now)
