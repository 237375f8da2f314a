"""Reports to authorities: written, sent, answered, asked back, closed; it is on record who waits for whom (DP-16)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, wearers_of
from complaints.enums import EventKind, ReferralState
from complaints.lifecycle import amend, check, claim, lock, move, require, store, tell
from complaints.models import Referral
from complaints.roles import Role

AGAIN = timedelta(days=2)


def draft_referral(complaint, *, by, now, authority, office, subject, says, evidence=(), due_by=None):
    """Write a report to one authority, with evidence of the case; nothing has left the house yet. Returns it.

    `due_by`: when it has to be sent, where somebody has set a time.
    """
    check(rules.wears_the_hat("draft_referral", by))
    require_words(office, subject, says)
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.may_draft_referral(complaint, by))
        check(rules.is_given_evidence(evidence, complaint))
        referral = Referral(complaint=complaint, authority=authority, office=office, subject=subject, says=says)
        referral.drafted_by, referral.drafted_at = by, now
        referral.due_by = referral.alert_at = due_by
        referral = store(referral, {}, "draft_referral", by, now, quiet=True)
        referral.evidence.set(evidence)
        about = {"complaint": complaint, "kind": EventKind.FACT, "data": facts_of(referral)}
        tell("draft_referral", by=by, now=now, reason=subject, **about)
        people = wearers_of(Role.LEGAL).exclude(pk=by.pk)
        alert(referral, people, "referral_drafted", now)
    return referral


def require_words(office, subject, says):
    """To whom, about what, in words."""
    require(office, _("Name the office it goes to."))
    require(subject, _("Say in one line what it is about."))
    require(says, _("Write what is reported."))


def facts_of(referral):
    """What the sentences of the timeline say about it: to which authority, never what."""
    return {"referral": referral.pk, "authority": str(referral.authority)}


def alert(referral, people, event, now):
    """Put it into the bells of whoever has to act."""
    facts = {"referral": referral.pk, "title": str(referral), "due_at": (referral.due_by or now).isoformat()}
    once = f"{referral.pk}:{now.isoformat()}"
    tell_agents(people, event, now=now, complaint=referral.complaint, once=once, **facts)


def people_of(referral):
    """Who looks after it: who wrote and who sent it, and the owner of the case."""
    return [referral.drafted_by, referral.sent_by, referral.complaint.owner]


def step(referral, verb, *, by, now, reason="", **facts):
    """Take a step of the machine, told on the complaint."""
    return move(referral, verb, by=by, now=now, reason=reason, data=facts_of(referral), **facts)


def change_referral(referral, *, by, now, authority, office, subject, says, evidence=()):
    """Write it anew while nothing has left the house."""
    require_words(office, subject, says)
    facts = {"authority": authority, "office": office, "subject": subject, "says": says}
    with transaction.atomic():
        check(rules.is_given_evidence(evidence, referral.complaint))

        def allowed(row):
            return rules.first_no(rules.is_draft_referral(row), rules.may_work_on_referral(row, by))

        data = facts_of(referral)
        referral = amend(referral, "change_referral", by=by, now=now, allowed=allowed, data=data, **facts)
        referral.evidence.set(evidence)
    return referral


def send_referral(referral, *, by, now, channel, sent_at, due_by, reference=""):
    """It has gone out, by this way, under their number if there is one; `due_by`: until when we wait for an answer."""
    check(rules.allow(sent_at <= now, _("Nothing is sent in the future: enter when it went out.")))
    check(rules.is_ahead(due_by, now))
    facts = {"channel": channel, "sent_at": sent_at, "reference": reference, "due_by": due_by}
    with transaction.atomic():
        referral = step(referral, "send_referral", by=by, now=now, reason=reference, **facts)
        alert(referral, [one for one in people_of(referral) if one != by], "referral_sent", now)
    return referral


def hear_authority(referral, *, by, now, answer, due_by, reference=""):
    """They have answered and want nothing of us; `due_by`: until when we wait for what comes next."""
    require(answer, _("Write what they answered."))
    check(rules.is_ahead(due_by, now))
    facts = {"answer": answer, "reference": reference, "due_by": due_by}
    with transaction.atomic():
        referral = step(referral, "hear_authority", by=by, now=now, reason=answer, **facts)
        alert(referral, [one for one in people_of(referral) if one != by], "referral_heard", now)
    return referral


def take_demand(referral, *, by, now, demand, due_by):
    """They want something of us, by a time they have set."""
    require(demand, _("Write what they want of us."))
    check(rules.is_ahead(due_by, now))
    with transaction.atomic():
        referral = step(referral, "take_demand", by=by, now=now, reason=demand, demand=demand, due_by=due_by)
        people = [*people_of(referral), *wearers_of(Role.LEGAL)]
        alert(referral, [one for one in people if one != by], "referral_asked", now)
    return referral


def answer_authority(referral, *, by, now, answer, due_by):
    """They have what they wanted; we wait again."""
    require(answer, _("Write what we answered."))
    check(rules.is_ahead(due_by, now))
    return step(referral, "answer_authority", by=by, now=now, reason=answer, answer=answer, due_by=due_by)


def close_referral(referral, *, by, now, result, outcome):
    """It has come to an end there, with a result and what came of it."""
    require(outcome, _("Write what came of it."))
    facts = {"result": result, "outcome": outcome}
    with transaction.atomic():
        referral = step(referral, "close_referral", by=by, now=now, reason=outcome, **facts)
        alert(referral, [one for one in people_of(referral) if one != by], "referral_closed", now)
    return referral


def drop_referral(referral, *, by, now, why):
    """It is not sent after all, for a reason that stays."""
    require(why, _("Give the reason."))
    return step(referral, "drop_referral", by=by, now=now, reason=why, why=why)


def remind_referral(pk, *, by, now):
    """The time is up: who looks after it answers, sends or asks again; every second day until something happens."""
    with transaction.atomic():
        along = ("complaint__owner", "drafted_by", "sent_by")
        referral = claim(Referral.objects.to_alert(now).select_related(*along), pk)
        if referral is None:
            return 0
        event = "referral_silent" if referral.state == ReferralState.SENT else "referral_due"
        alert(referral, [*people_of(referral), *wearers_of(Role.LEGAL)], event, now)
        Referral.objects.filter(pk=pk).update(alert_at=now + AGAIN)
        return 1
