"""Privacy: legal holds, and what persons ask about their own data, answered in time and in words (AR-07, PIPL)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import rules, workdays
from complaints.actions.deadlines import exceptions
from complaints.actions.erasure import erase_one, kept_days
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.enums import AskedOf, EventKind, Keeping
from complaints.lifecycle import Refused, amend, check, claim, lock, move, require, store, tell
from complaints.models import Agent, Consumer, DataRequest, LegalHold, contact_key
from complaints.roles import Role, System

ANSWER_WITHIN = 15  # working days, domain.md 4: the law says "in time"
AHEAD = timedelta(days=3)
AGAIN = timedelta(days=1)


# --- holds --------------------------------------------------------------------------------------------------------


def place_hold(complaint, *, by, now, because):
    """Nothing of this complaint is erased until the hold is lifted."""
    require(because, _("Say why it has to be kept."))
    check(rules.wears_the_hat("place_hold", by))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.allow(complaint.erased_at is None, _("It is erased already.")))
        if complaint.holds.filter(lifted_at=None).exists():
            raise Refused(_("A legal hold is on it."))
        hold = LegalHold(complaint=complaint, because=because, placed_by=by, placed_at=now)
        store(hold, {}, "place_hold", by, now, reason=because, quiet=True)
        tell("place_hold", by=by, now=now, complaint=complaint, kind=EventKind.PRIVACY, reason=because)
    return hold


def lift_hold(hold, *, by, now, because):
    """The file goes the way of all others again."""
    require(because, _("Give the reason."))
    facts = {"lifted_by": by, "lifted_at": now, "lifted_because": because}
    allowed = {"allowed": lambda row: rules.allow(row.lifted_at is None, _("It is lifted already."))}
    return amend(hold, "lift_hold", by=by, now=now, reason=because, **allowed, **facts)


# --- what a person asks -------------------------------------------------------------------------------------------


def ask_data(complaint, *, by, now, kind, says=""):
    """A person asks about his own data, himself or through a colleague; the answer is due in 15 working days."""
    check(rules.wears_the_hat("ask_data", by))
    with transaction.atomic():
        complaint = lock(complaint)
        if isinstance(by, Consumer):
            check(rules.is_own_complaint(complaint, by))
        consumer = lock(complaint.consumer)
        check(rules.allow(consumer.erased_at is None, _("Nothing of this person is kept any more.")))
        if consumer.data_requests.open().filter(kind=kind).exists():
            raise Refused(_("This has been asked already and waits for its answer."))
        due_by = workdays.legal_due(timezone.localdate(now), ANSWER_WITHIN, True, exceptions())
        recorded_by = by if isinstance(by, Agent) else None
        request = DataRequest(kind=kind, consumer=consumer, complaint=complaint, says=says, recorded_by=recorded_by)
        request.asked_at, request.due_by, request.alert_at = now, due_by, max(now, due_by - AHEAD)
        store(request, {}, "ask_data", by, now, quiet=True)
        tell("ask_data", by=by, now=now, complaint=complaint, kind=EventKind.PRIVACY, data=facts_of(request))
        tell_consumer(complaint, "data_asked", now=now, once=str(request.pk), by=due_by.isoformat())
        alert(request, wearers_of(Role.LEGAL, Role.BACK_OFFICE), "data_asked", now)
    return request


def facts_of(request):
    """What the sentences say about a request: which kind, never what it says."""
    return {"fact": str(request.get_kind_display())}


def alert(request, people, event, now):
    """Put it into the bells of whoever has to act; the person is not named."""
    facts = {"request": request.pk, "title": str(request.get_kind_display()), "due_at": request.due_by.isoformat()}
    tell_agents(people, event, now=now, once=f"{request.pk}:{now.isoformat()}", **facts)


def grant_request(request, *, by, now, answer, contact=None):
    """Do what is asked: the copy is ready on the consumer's page, the contact is corrected, or all is erased.

    What has to be kept is restricted instead, with the reason (see `restrict`); the person is told in any case.
    """
    require(answer, _("Write the answer."))
    with transaction.atomic():
        consumer = lock(request.consumer)
        if request.kind == AskedOf.ERASURE:
            return erase_or_restrict(request, consumer, by=by, now=now, answer=answer)
        if request.kind == AskedOf.CORRECTION:
            correct(consumer, contact or {})
        request = move(request, "grant_request", by=by, now=now, answer=answer, data=facts_of(request))
        tell_consumer(request.complaint, "data_answered", now=now, once=str(request.pk), note=answer)
    return request


def correct(consumer, contact):
    """Put right what is wrong of name and contact; what is left empty stays."""
    changed = {name: value.strip() for name, value in contact.items() if value and value.strip()}
    if not changed:
        raise Refused(_("Fill in what is put right."))
    for name, value in changed.items():
        setattr(consumer, name, value)
    consumer.phone_key, consumer.email_key = contact_key(consumer.phone), contact_key(consumer.email)
    consumer.save(update_fields=["name", "phone", "email", "phone_key", "email_key"])


def erase_or_restrict(request, consumer, *, by, now, answer):
    """All of it at once where nothing has to be kept any more, else restricted until then (PIPL 47)."""
    days, cases = kept_days(Keeping.CASE, now), list(consumer.complaints.filter(erased_at=None))
    against = [case for case in cases if not rules.is_erasable(case, days, now)]
    if against:
        return restrict(request, consumer, against, days, by=by, now=now, answer=answer)
    request = move(request, "grant_request", by=by, now=now, answer=answer, data=facts_of(request))
    for case in cases:
        erase_one(case.pk, by=System(by.via), now=now)
    return request


def restrict(request, consumer, cases, days, *, by, now, answer):
    """Stored and protected, used for nothing else; the person is told why and until when (scenario 24)."""
    until = max(
        now + timedelta(days=days or 0) if case.is_open else rules.retention_end(case, days or 0) for case in cases
    )
    data = facts_of(request) | {"until": until.isoformat()}
    request = move(request, "restrict_request", by=by, now=now, answer=answer, until=until, data=data)
    if consumer.restricted_at is None:
        consumer.restricted_at = now
        consumer.no_surveys_at = consumer.no_surveys_at or now
        consumer.save(update_fields=["restricted_at", "no_surveys_at"])
        consumer.profile_facts.all().delete()
    tell_consumer(
        request.complaint, "data_restricted", now=now, once=str(request.pk), until=until.isoformat(), note=answer
    )
    return request


def refuse_request(request, *, by, now, answer):
    """Not done, with the reasons, which the person gets (PIPL 50)."""
    require(answer, _("Give the reasons: the person gets them."))
    with transaction.atomic():
        request = move(request, "refuse_request", by=by, now=now, answer=answer, data=facts_of(request))
        tell_consumer(request.complaint, "data_answered", now=now, once=str(request.pk), note=answer)
    return request


def take_copy(request, *, by, now):
    """Somebody took the copy of all that is kept of the person; the look is on record."""
    facts = {"complaint": request.complaint, "kind": EventKind.PRIVACY, "data": facts_of(request)}
    tell("take_copy", by=by, now=now, **facts)


def remind_request(pk, *, by, now):
    """Unanswered three days before it is due, and every day once it is late: the officers, then the manager too."""
    with transaction.atomic():
        request = claim(DataRequest.objects.to_alert(now), pk)
        if request is None:
            return 0
        late = now >= request.due_by
        hats = (Role.LEGAL, Role.BACK_OFFICE, Role.MANAGER) if late else (Role.LEGAL, Role.BACK_OFFICE)
        alert(request, wearers_of(*hats), "data_late" if late else "data_due", now)
        again = now + AGAIN if late else request.due_by
        DataRequest.objects.filter(pk=pk).update(alert_at=again)
        return 1
