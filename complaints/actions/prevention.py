"""Corrective and preventive actions: plan, carry out with proof, judge the effect, or go on (AR-10, AN-11)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.evidence import keep_item
from complaints.actions.notices import tell_agents, wearers_of
from complaints.enums import CapaState, EventKind, EvidenceKind, Side
from complaints.lifecycle import Refused, amend, check, claim, lock, move, require, store, tell
from complaints.models import Agent, CorrectiveAction
from complaints.models.prevention import AGAIN, first_reminder
from complaints.roles import Role

LEAST = timedelta(hours=1)


def plan_action(complaints, *, by, now, title, because, owner, due_by, incident=None, **facts):
    """Plan an action against what these complaints show; the first of them carries its timeline. Returns it.

    `facts`: kind, lesson, check_days, and at least one of root_cause, category, merchant: what is counted before and
    after. Raises Refused for the wrong hat, without a reason, without a scope, or with a due time that has passed.
    """
    check(rules.wears_the_hat("plan_action", by, CorrectiveAction.who_may))
    check_plan(title, because, due_by, now, facts)
    with transaction.atomic():
        first = lock(complaints[0])
        action = CorrectiveAction(
            first=first,
            incident=incident,
            title=title,
            because=because,
            owner=owner,
            opened_by=by if isinstance(by, Agent) else None,
            opened_at=now,
            due_by=due_by,
            alert_at=first_reminder(due_by, now),
            **facts,
        )
        store(action, {}, "plan_action", by, now, reason=because, quiet=True)
        action.complaints.set(complaints)
        for case in complaints:
            tell("plan_action", by=by, now=now, reason=because, data=facts_of(action), **line_on(case))
        if owner != by:
            alert(action, [owner], "action_given", now, due_by)
    return action


def check_plan(title, because, due_by, now, facts):
    """Refuse an action nobody could carry out or count."""
    require(title, _("Say what is done."))
    require(because, _("Say which cause it removes."))
    if not any(facts.get(name) for name in ("root_cause", "category", "merchant")):
        raise Refused(_("Choose a cause, a category or a merchant: these complaints are counted before and after it."))
    if due_by < now + LEAST:
        raise Refused(_("The due time has to be in the future."))


def facts_of(action):
    """What the sentences say about an action."""
    return {"action": action.pk, "title": str(action)}


def line_on(complaint):
    """Where something is told that concerns one of its complaints."""
    return {"complaint": complaint, "kind": EventKind.FACT}


def alert(action, people, event, now, at):
    """Put it into the bells of these people; they may not see the complaints, so none is named."""
    facts = {"action": action.pk, "title": action.title, "due_at": at.isoformat()}
    tell_agents(people, event, now=now, once=f"{action.pk}:{now.isoformat()}", **facts)


def tie_action(action, *, by, now, complaint):
    """Put one more complaint under it."""
    check(rules.wears_the_hat("tie_action", by, CorrectiveAction.who_may))
    with transaction.atomic():
        action = lock(action)
        check(rules.is_action_live(action))
        if action.complaints.filter(pk=complaint.pk).exists():
            raise Refused(_("It is under this action already."))
        action.complaints.add(complaint)
        tell("tie_action", by=by, now=now, data=facts_of(action), **line_on(complaint))
    return action


def give_action(action, *, by, now, owner, due_by, because):
    """Somebody else answers for it, or it gets another due time; with the reason."""
    require(because, _("Give the reason."))
    if due_by < now + LEAST:
        raise Refused(_("The due time has to be in the future."))
    data = facts_of(action) | {"to_name": str(owner)}
    # Once it is carried out nobody is handed a due time any more: only its check is left.
    allowed = rules.allow(action.state == CapaState.OPEN, _("It is carried out already."))
    changed = {"owner": owner, "due_by": due_by, "alert_at": first_reminder(due_by, now)}
    with transaction.atomic():
        action = amend(action, "give_action", by=by, now=now, allowed=allowed, reason=because, data=data, **changed)
        alert(action, [owner], "action_given", now, due_by)
    return action


def carry_out_action(action, *, by, now, proof, uploads=()):
    """It is done, with proof in words and files; after the days set for it somebody else looks at the effect."""
    require(proof, _("Say what was done and how one can see it."))
    with transaction.atomic():
        action = move(action, "carry_out_action", by=by, now=now, proof=proof, reason=proof, data=facts_of(action))
        for upload in uploads:
            kind, title = EvidenceKind.OTHER, action.title
            facts = {"side": Side.PLATFORM, "kind": kind, "title": title, "upload": upload}
            action.evidence.add(keep_item(action.first, by=by, now=now, **facts))
    return action


def confirm_action(action, *, by, now, verdict, figures):
    """Somebody else found it effective; the figures stay as they were then."""
    require(verdict, _("Write what the check found."))
    return judge(action, "confirm_action", by=by, now=now, verdict=verdict, figures=figures)


def resume_action(action, *, by, now, verdict, figures, due_by):
    """It had no effect: it is open again, with a new due time."""
    require(verdict, _("Write what the check found."))
    if due_by is None or due_by < now + LEAST:
        raise Refused(_("The due time has to be in the future."))
    return judge(action, "resume_action", by=by, now=now, verdict=verdict, figures=figures, due_by=due_by)


def judge(action, verb, *, by, now, verdict, **facts):
    """Take the step of the verdict and tell its owner."""
    data = facts_of(action)
    with transaction.atomic():
        action = move(action, verb, by=by, now=now, verdict=verdict, reason=verdict, data=data, **facts)
        alert(action, [action.owner], "action_judged", now, now)
    return action


def drop_action(action, *, by, now, because):
    """It is not carried out, for a reason that stays."""
    require(because, _("Give the reason."))
    return move(action, "drop_action", by=by, now=now, reason=because, data=facts_of(action))


# --- what falls due ---------------------------------------------------------------------------------------------


def remind_one(pk, *, by, now):
    """Remind whoever has to act next: the owner before it is due, supervisors after it, then who checks the effect."""
    with transaction.atomic():
        action = claim(CorrectiveAction.objects.to_alert(now), pk)
        if action is None:
            return 0
        if action.state == CapaState.DONE:
            alert(action, checkers(action), "action_to_check", now, action.check_by)
            again = now + AGAIN
        elif now < action.due_by:
            alert(action, [action.owner], "action_due", now, action.due_by)
            again = action.due_by
        else:
            alert(action, [action.owner, *wearers_of(Role.LEAD)], "action_late", now, action.due_by)
            again = now + AGAIN
        CorrectiveAction.objects.filter(pk=pk).update(alert_at=again)
        return 1


def checkers(action):
    """Who may look at the effect: who planned it, unless that is the owner or who did it; and the back office."""
    people = {action.opened_by, *wearers_of(Role.BACK_OFFICE, Role.MANAGER)}
    return [person for person in people if person and person.pk not in (action.owner_id, action.done_by_id)]
