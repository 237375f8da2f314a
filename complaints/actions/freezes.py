"""Freezes: asked out of a case, decided by a second person, carried out by the desk, lifted with a reason (DP-16)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, wearers_of
from complaints.enums import EventKind, FreezeState
from complaints.lifecycle import Refused, amend, check, claim, lock, move, require, store, tell
from complaints.models import Freeze
from complaints.models.freeze import DECIDERS
from complaints.roles import HANDLERS, Role

AGAIN = timedelta(days=1)


def ask_freeze(complaint, *, by, now, kind, facts, reason, basis, due_by, product=""):
    """Ask for one measure against the merchant of a case; whoever may decide it hears at once. Returns the freeze.

    Refused where the case is neither fraud nor fake goods nor safety, names no merchant, or the same measure is open.
    """
    require(facts, _("Write what was found."))
    require(reason, _("Say why it cannot wait."))
    require(basis, _("Name the rule or law it rests on."))
    check(rules.wears_the_hat("ask_freeze", by))
    check(rules.is_ahead(due_by, now))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.may_ask_freeze(complaint, by))
        freeze = Freeze(complaint=complaint, kind=kind, merchant=complaint.merchant, product=product.strip())
        freeze.facts, freeze.reason, freeze.basis = facts, reason, basis
        freeze.asked_by, freeze.asked_at, freeze.due_by, freeze.alert_at = by, now, due_by, due_by
        freeze = store_once(freeze, by, now, reason)
        about = {"complaint": complaint, "kind": EventKind.FACT, "data": facts_of(freeze)}
        tell("ask_freeze", by=by, now=now, reason=reason, **about)
        alert(freeze, wearers_of(*DECIDERS).exclude(pk=by.pk), "freeze_asked", now, due_by)
    return freeze


def store_once(freeze, by, now, reason):
    """Save it, unless the same measure against this merchant is open; then say where."""
    same = {"merchant": freeze.merchant, "kind": freeze.kind, "product": freeze.product}
    try:
        with transaction.atomic():
            return store(freeze, {}, "ask_freeze", by, now, reason, quiet=True)
    except IntegrityError as error:
        known = Freeze.objects.open().filter(**same).select_related("complaint").first()
        if known is None:
            raise
        words = _("The same measure is open already: %(number)s, out of %(case)s.")
        raise Refused(words % {"number": known.number, "case": known.complaint.number}) from error


def facts_of(freeze):
    """What the sentences of the timeline say about it."""
    return {"freeze": freeze.pk, "measure": str(freeze.kind), "merchant": freeze.merchant}


def alert(freeze, people, event, now, due_at, note=""):
    """Put it into the bells of whoever has to act, or to know."""
    facts = {"freeze": freeze.pk, "title": str(freeze), "due_at": due_at.isoformat(), "note": note}
    once = f"{freeze.pk}:{now.isoformat()}"
    tell_agents(people, event, now=now, complaint=freeze.complaint, once=once, **facts)


def desk():
    """Who carries it out."""
    return wearers_of(*HANDLERS).filter(department__in=rules.CARRIES_OUT)


def step(freeze, verb, *, by, now, reason, **facts):
    """Take a step of the machine, told on the complaint."""
    return move(freeze, verb, by=by, now=now, reason=reason, data=facts_of(freeze), **facts)


def grant_freeze(freeze, *, by, now, why, review_by):
    """A second person grants it until somebody looks again; the desk is told to carry it out."""
    require(why, _("Give the reasons."))
    check(rules.is_ahead(review_by, now))
    with transaction.atomic():
        freeze = step(freeze, "grant_freeze", by=by, now=now, reason=why, why=why, review_by=review_by)
        alert(freeze, [freeze.asked_by, freeze.complaint.owner], "freeze_decided", now, now, why)
        alert(freeze, desk(), "freeze_granted", now, review_by)
    return freeze


def refuse_freeze(freeze, *, by, now, why):
    """A second person says no, with reasons; who asked reads them."""
    require(why, _("Give the reasons."))
    with transaction.atomic():
        freeze = step(freeze, "refuse_freeze", by=by, now=now, reason=why, why=why)
        alert(freeze, [freeze.asked_by, freeze.complaint.owner], "freeze_decided", now, now, why)
    return freeze


def withdraw_freeze(freeze, *, by, now, why):
    """It is not needed any more, before anybody decided."""
    require(why, _("Give the reason."))
    return step(freeze, "withdraw_freeze", by=by, now=now, reason=why, why=why)


def carry_out_freeze(freeze, *, by, now, extent, note):
    """The desk says how far it was carried out and what was done; a part may become the whole later."""
    require(note, _("Write what was done, and how one can see it."))
    with transaction.atomic():
        freeze = step(freeze, "carry_out_freeze", by=by, now=now, reason=note, extent=extent, note=note)
        alert(freeze, [freeze.asked_by, freeze.decided_by], "freeze_carried_out", now, now, note)
    return freeze


def keep_freeze(freeze, *, by, now, why, review_by):
    """Somebody has looked again: it is still needed, until the next look."""
    require(why, _("Give the reasons."))
    check(rules.is_ahead(review_by, now))
    running = (FreezeState.GRANTED, FreezeState.IN_FORCE)
    words = _("Nothing is frozen that could be prolonged.")

    def allowed(row):
        return rules.first_no(rules.allow(row.state in running, words), rules.may_lift_freeze(row, by))

    facts = {"reason": why, "data": facts_of(freeze), "review_by": review_by, "alert_at": review_by}
    return amend(freeze, "keep_freeze", by=by, now=now, allowed=allowed, **facts)


def lift_freeze(freeze, *, by, now, why):
    """Nothing is frozen any more, for a reason that stays; the desk is told to open again."""
    require(why, _("Give the reasons."))
    with transaction.atomic():
        freeze = step(freeze, "lift_freeze", by=by, now=now, reason=why, why=why)
        alert(freeze, [freeze.asked_by, *desk()], "freeze_lifted", now, now, why)
    return freeze


def remind_freeze(pk, *, by, now):
    """Undecided, not carried out or not looked at again in time: whoever has to act hears of it, every day."""
    with transaction.atomic():
        freeze = claim(Freeze.objects.to_alert(now).select_related("complaint", "decided_by"), pk)
        if freeze is None:
            return 0
        if freeze.state == FreezeState.ASKED:
            people = wearers_of(*DECIDERS).exclude(pk=freeze.asked_by_id)
            alert(freeze, people, "freeze_late", now, freeze.due_by)
        else:
            people = [freeze.decided_by, *wearers_of(Role.MID_OFFICE, Role.BACK_OFFICE)]
            alert(freeze, people, "freeze_review", now, freeze.review_by)
        Freeze.objects.filter(pk=pk).update(alert_at=now + AGAIN)
        return 1
