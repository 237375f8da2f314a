"""Into the file: summary, cause, responsibility, lesson; and what we may remember for the next service."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.after import plan_round
from complaints.actions.questions import ask_merchant
from complaints.enums import AgeBand, EventKind, Preference
from complaints.lifecycle import Refused, check, lock, move, require, tell
from complaints.models import ProfileFact

PROFILE_LIFE = timedelta(days=365)  # domain.md 4.2: inferences expire twelve months after last use
CODES = {ProfileFact.Kind.AGE_BAND: AgeBand, ProfileFact.Kind.PREFERENCE: Preference}


def archive(complaint, *, by, now, summary, root_cause, responsible_party, has_lesson):
    """Put a closed complaint into the archive; all four facts are mandatory (AR-01).

    What was archived in this month is looked at again by a sample of it (AR-04); the merchant is asked how it was.
    """
    require(summary, _("Write the summary."))
    require(root_cause, _("Choose the root cause."))
    require(responsible_party, _("Choose who was responsible."))
    facts = {"summary": summary, "root_cause": root_cause, "responsible_party": responsible_party}
    with transaction.atomic():
        complaint = move(complaint, "archive", by=by, now=now, has_lesson=bool(has_lesson), **facts)
        plan_round(now)
        ask_merchant(complaint, now=now)
    return complaint


def remember(complaint, *, by, now, kind, value, source, consent_at=None, keep=PROFILE_LIFE):
    """Keep one fact for the next service of this consumer, with source and consent, for twelve months at most (AR-02).

    What the consumer has said needs his consent; what we infer needs none, and says that it is inferred.
    """
    check_fact(kind, value, source, consent_at)
    with transaction.atomic():
        check(rules.wears_the_hat("remember", by))
        check(rules.may_take_or_work_on(complaint, by))
        fact = ProfileFact.objects.create(
            consumer=complaint.consumer,
            complaint=complaint,
            kind=kind,
            value=value.strip(),
            source=source,
            consent_at=consent_at,
            recorded_by=by,
            recorded_at=now,
            expires_at=now + min(keep, PROFILE_LIFE),
        )
        tell_fact("remember", fact, complaint, by=by, now=now)
    return fact


def check_fact(kind, value, source, consent_at):
    """Refuse what may not be kept: nothing, an age instead of a band, a stated fact without consent."""
    require(value, _("Say what to remember."))
    codes = CODES.get(kind)
    if codes and value not in codes.values:
        raise Refused(_("Choose one of the values on the list."))
    if source == ProfileFact.Source.STATED and consent_at is None:
        raise Refused(_("What the consumer has said is kept only if the consumer agrees."))


def correct_fact(fact, *, by, now, complaint, value, because):
    """Replace a fact by a right one. The old one stays beside it with the reason, and the time to expire stays."""
    require(because, _("Give the reason."))
    with transaction.atomic():
        fact = lock(fact)
        check(rules.wears_the_hat("correct_fact", by))
        check_may_change(fact, complaint, by)
        check_fact(fact.kind, value, fact.source, fact.consent_at)
        if value.strip() == fact.value:
            raise Refused(_("It says this already."))
        fact.ended_at, fact.ended_because = now, because
        fact.save(update_fields=["ended_at", "ended_because"])
        kept = ("consumer", "kind", "source", "consent_at", "expires_at")
        new = ProfileFact.objects.create(
            **{name: getattr(fact, name) for name in kept},
            complaint=complaint,
            value=value.strip(),
            recorded_by=by,
            recorded_at=now,
            replaces=fact,
        )
        tell_fact("correct_fact", new, complaint, by=by, now=now, reason=because)
    return new


def forget_fact(fact, *, by, now, complaint, because):
    """Delete a fact and all it has replaced. That it was deleted, by whom and why stays; what it said does not."""
    require(because, _("Give the reason."))
    with transaction.atomic():
        fact = lock(fact)
        check(rules.wears_the_hat("forget_fact", by))
        check_may_change(fact, complaint, by)
        tell_fact("forget_fact", fact, complaint, by=by, now=now, reason=because)
        first = [fact, *fact.earlier][-1]
        first.delete()
    return complaint


def check_may_change(fact, complaint, by):
    """Only what counts now, of the consumer of this very complaint."""
    check(rules.may_take_or_work_on(complaint, by))
    if fact.consumer_id != complaint.consumer_id or fact.ended_at:
        raise Refused(_("This fact is not kept any more."))


def tell_fact(verb, fact, complaint, *, by, now, reason=""):
    """The line on the timeline: which kind of fact, never what it says."""
    data = {"fact": fact.get_kind_display()}
    tell(verb, by=by, now=now, complaint=complaint, kind=EventKind.PRIVACY, reason=reason, data=data)
