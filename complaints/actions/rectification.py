"""What a merchant has to put right: the check by somebody else, and the sanction when it lapses (DP-10)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, wearers_of
from complaints.actions.tasks import facts_of
from complaints.lifecycle import amend, require
from complaints.roles import Role


def check_rectification(task, *, by, now, passed, note):
    """Say whether it was put right, and what was found. Refused for who brought the proof. Returns the row."""
    require(note, _("Write what the check found."))
    facts = {"passed": passed, "check_note": note, "checked_by": by, "checked_at": now}
    with transaction.atomic():
        row = sign(task, "check_rectification", rules.may_check_rectification, by, now, note, **facts)
        tell_agents([task.ended_by], "rectification_checked", now=now, complaint=task.complaint, title=task.title)
    return row


def propose_sanction(task, *, by, now, sanction, why):
    """The desk proposes what follows for the merchant; a manager decides, nothing happens by itself."""
    require(why, _("Give the reason."))
    facts = {"sanction": sanction, "sanction_why": why, "proposed_by": by, "proposed_at": now}
    with transaction.atomic():
        row = sign(task, "propose_sanction", rules.may_propose_sanction, by, now, why, **facts)
        managers = wearers_of(Role.MANAGER)
        tell_agents(managers, "sanction_proposed", now=now, complaint=task.complaint, title=task.title)
    return row


def decide_sanction(task, *, by, now, granted, why):
    """A manager grants the sanction or not, with reasons; it is recorded, and the desk carries it out."""
    require(why, _("Give the reason."))
    facts = {"granted": granted, "decision_why": why, "decided_by": by, "decided_at": now}
    with transaction.atomic():
        row = sign(task, "decide_sanction", rules.may_decide_sanction, by, now, why, **facts)
        tell_agents([row.proposed_by], "sanction_decided", now=now, complaint=task.complaint, title=task.title)
    return row


def sign(task, verb, rule, by, now, reason, **fields):
    """Write one step of the rectification beside the task, if the rule allows it."""
    data = facts_of(task)
    allowed = {"allowed": lambda row: rule(row, by), "reason": reason, "data": data}
    return amend(task.rectification, verb, by=by, now=now, **allowed, **fields)
