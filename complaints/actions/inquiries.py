"""Questions to somebody outside: how long they have, a reminder, the lead when silent, the end without an answer."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules, workdays
from complaints.actions.deadlines import exceptions
from complaints.actions.evidence import answer_evidence, ask_evidence, record, wait_for_inspection
from complaints.actions.notices import tell_agents, wearers_of
from complaints.actions.questions import law_of_reply, write_to
from complaints.enums import Chase, EvidenceKind, EvidenceStatus, Side
from complaints.lifecycle import Refused, check, claim, lock, require
from complaints.models import Evidence
from complaints.roles import Role
from complaints.workdays import CHINA


def due_of(side, now):
    """Until when this side has to answer a question of `now`: the legal period in force, else our own (IV-11)."""
    rule = law_of_reply(side, now.astimezone(CHINA).date())
    return legal_end(rule, now) if rule else now + rules.REPLY_IN[side]


def legal_end(rule, asked_at):
    """Until when the law gives time to answer what was asked at a moment."""
    return workdays.legal_due(asked_at.astimezone(CHINA).date(), int(rule.value), rule.in_working_days, exceptions())


def is_moved(rule, asked_at):
    """Whether the last of the days falls on a day of rest, so that the period ends on the next day of work."""
    last = asked_at.astimezone(CHINA).date() + timedelta(days=int(rule.value))
    return not rule.in_working_days and legal_end(rule, asked_at).astimezone(CHINA).date() != last


def dues(now):
    """{side: until when it has time} for a question of `now`."""
    return {side: due_of(side, now) for side in Side}


def ask(complaint, *, by, now, side, due_by=None, **facts):
    """Ask one side for one item; without a due time the side's own counts. Returns the item. Raises Refused."""
    return ask_evidence(complaint, by=by, now=now, side=side, due_by=due_by or due_of(side, now), **facts)


def ask_wanted(complaint, *, by, now, want):
    """Ask for what the checklist of the category wants, in one step and once (IV-01, IV-10). Returns the item."""
    with transaction.atomic():
        complaint = lock(complaint)
        if complaint.evidence.filter(side=want.side, kind=want.kind).exists():
            raise Refused(_("It was asked for or is there already."))
        title = want.name_in(complaint.consumer.language) if want.side == Side.CONSUMER else want.name
        return ask(complaint, by=by, now=now, side=want.side, kind=want.kind, title=title)


def waive_wanted(complaint, *, by, now, want, reason):
    """Do without a line of the checklist before anybody was asked, with a reason (IV-01). Returns the item."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("waive_evidence", by))
        check(rules.may_add_evidence(complaint, by))
        if complaint.evidence.filter(side=want.side, kind=want.kind).exists():
            raise Refused(_("It was asked for or is there already."))
        facts = {"side": want.side, "kind": want.kind, "title": want.name, "waived_reason": reason}
        item = Evidence.objects.create(complaint=complaint, status=EvidenceStatus.WAIVED, **facts)
        record(item, "waive_evidence", by, now, reason=reason)
    return item


def ask_inspection(complaint, *, by, now, body, title, due_by=None, cost=None, borne_by=""):
    """Have a body outside inspect it: whom, until when, what it costs (IV-08). Returns the item.

    The plan clock stands still until the report or its due time, and the consumer is told so.
    """
    require(body, _("Say which body inspects it."))
    with transaction.atomic():
        asked = {"side": Side.THIRD_PARTY, "kind": EvidenceKind.INSPECTION, "title": title, "due_by": due_by}
        item = ask(complaint, by=by, now=now, body=body, **asked)
        return keep_cost(item, cost, borne_by, by, now)


def take_report(item, *, by, now, says, outcome="", upload=None, cost=None, borne_by=""):
    """The report of an inspection has come: what it says, whom it bears out, its file, what it cost (IV-08).

    Returns the item.
    """
    require(says, _("Write what the inspection found."))
    with transaction.atomic():
        item = answer_evidence(item, by=by, now=now, upload=upload, says=says)
        item.outcome = outcome
        return keep_cost(item, cost, borne_by, by, now)


def judge_report(item, *, by, now, outcome):
    """Say whom a report that came by the link bears out, once (IV-08). Returns the item."""
    require(outcome, _("Say whom the report bears out."))
    with transaction.atomic():
        item = lock(item)
        check(rules.wears_the_hat("judge_report", by))
        check(rules.may_add_evidence(item.complaint, by))
        check(rules.is_report_to_judge(item))
        item.outcome = outcome
        item._history_user, item._history_date = by, now
        item.save(update_fields=["outcome"])
        record(item, "judge_report", by, now)
    return item


def keep_cost(item, cost, borne_by, by, now):
    """Write down what an inspection costs and who bears it; without an amount what was agreed before stays."""
    if cost is not None:
        require(borne_by, _("Say who bears the cost."))
        item.cost, item.borne_by = cost, borne_by
    item._history_user, item._history_date = by, now
    item.save(update_fields=["body", "cost", "borne_by", "outcome"])
    return item


def chase_one(pk, *, by, now):
    """Remind, tell the lead, or end one question that has no answer; each once. 0 if there was nothing to do."""
    with transaction.atomic():
        rows = Evidence.objects.select_related("complaint__owner", "complaint__handler", "asked_by")
        item = claim(rows.to_chase(now), pk)
        if item is None:
            return 0
        if not item.complaint.is_open:
            item.chase_at = None
            item.save(update_fields=["chase_at"])
        elif step := rules.next_chase(item, now):
            remind(item, step, now)
        else:
            end_unanswered(item, by=by, now=now)
        return 1


def remind(item, step, now):
    """Before its time who asked is reminded; at its time the leads learn of it, too (IV-05)."""
    end = rules.end_of_wait(item.asked_at, item.due_by)
    item.chased, item.chase_at = step, item.due_by if step == Chase.REMINDED else end
    item.save(update_fields=["chased", "chase_at"])
    people = who_cares(item) + (list(wearers_of(Role.LEAD)) if step == Chase.ESCALATED else [])
    facts = {"title": item.title, "due_at": item.due_by.isoformat(), "until": end.isoformat()}
    event = "inquiry_late" if step == Chase.ESCALATED else "inquiry_due"
    tell_agents(people, event, now=now, complaint=item.complaint, once=str(item.pk), **facts)
    write_to(item, "question_late" if step == Chase.ESCALATED else "question_due", now=now)


def end_unanswered(item, *, by, now):
    """Nobody answered: from its true end on it is judged by what there is, and the record says so."""
    check(rules.is_still_asked(item))
    item.status, item.silent_at, item.chase_at = EvidenceStatus.SILENT, item.chase_at, None
    item.save(update_fields=["status", "silent_at", "chase_at"])
    record(item, "end_inquiry", by, now)
    wait_for_inspection(item, "end_inquiry", by=by, now=now)
    facts = {"title": item.title, "since": item.silent_at.isoformat()}
    tell_agents(who_cares(item), "inquiry_ended", now=now, complaint=item.complaint, once=str(item.pk), **facts)


def who_cares(item):
    """Who asked, and who works on the complaint now."""
    return [person for person in (item.asked_by, item.complaint.owner, item.complaint.handler) if person]
