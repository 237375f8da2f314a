"""Into the file: summary, cause, responsibility, lesson; and what we may remember for the next service."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.enums import EventKind
from complaints.lifecycle import check, move, require, tell
from complaints.models import ProfileFact

PROFILE_LIFE = timedelta(days=365)  # domain.md 4.2: inferences expire twelve months after last use


def archive(complaint, *, by, now, summary, root_cause, responsible_party, has_lesson):
    """Put a closed complaint into the archive; all four facts are mandatory (AR-01)."""
    require(summary, _("Write the summary."))
    require(root_cause, _("Choose the root cause."))
    require(responsible_party, _("Choose who was responsible."))
    return move(
        complaint,
        "archive",
        by=by,
        now=now,
        summary=summary,
        root_cause=root_cause,
        responsible_party=responsible_party,
        has_lesson=bool(has_lesson),
    )


def remember(complaint, *, by, now, kind, value, source, consent_at=None):
    """Keep one fact for the next service of this consumer, with source and consent, for twelve months (AR-02)."""
    require(value, _("Say what to remember."))
    with transaction.atomic():
        check(rules.wears_the_hat("reply", by))
        check(rules.may_take_or_work_on(complaint, by))
        fact = ProfileFact.objects.create(
            consumer=complaint.consumer,
            kind=kind,
            value=value,
            source=source,
            consent_at=consent_at,
            recorded_by=by,
            recorded_at=now,
            expires_at=now + PROFILE_LIFE,
        )
        tell(
            "remember",
            by=by,
            now=now,
            complaint=complaint,
            kind=EventKind.PRIVACY,
            data={"fact": fact.get_kind_display()},
        )
    return fact
