"""Check-ins: everybody acts for himself alone. Nothing here writes a history, for what is deleted must be gone."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints.lifecycle import Refused, check
from complaints.models import Agent
from complaints.rules import wears_the_hat
from support import rules
from support.models import CheckIn, CheckInConsent
from support.roles import CHECK_IN

KEPT_FOR = timedelta(days=90)


def give_consent(*, by, now, reader):
    """Agree to check in, readable by this one social worker. Choosing another one ends the former consent."""
    check(wears_the_hat("give_consent", by, CHECK_IN))
    check(rules.may_read_check_ins(reader))
    with transaction.atomic():
        lock_person(by)
        former = CheckInConsent.objects.of(by)
        if former and former.reader_id == reader.pk:
            return former
        if former:
            end(former, now)
        return CheckInConsent.objects.create(agent=by, reader=reader, given_at=now)


def withdraw_consent(*, by, now):
    """Take the consent back: every check-in is deleted at once, the two dates of the consent stay as a proof."""
    check(wears_the_hat("withdraw_consent", by, CHECK_IN))
    with transaction.atomic():
        lock_person(by)
        consent = CheckInConsent.objects.of(by)
        check(rules.has_consent(consent))
        end(consent, now)


def end(consent, now):
    """What the former reader was shown was meant for that reader alone: it goes with the consent."""
    consent.check_ins.all().delete()
    consent.withdrawn_at = now
    consent.save(update_fields=["withdrawn_at"])


def check_in(*, by, now, load, tag="", note=""):
    """Say how heavy work is, 0 to 10. It is deleted after 90 days."""
    check(wears_the_hat("check_in", by, CHECK_IN))
    with transaction.atomic():
        lock_person(by)
        consent = CheckInConsent.objects.of(by)
        check(rules.has_consent(consent))
        return CheckIn.objects.create(
            agent=by, consent=consent, load=load, tag=tag, note=note.strip(), at=now, delete_by=now + KEPT_FOR
        )


def erase_check_in(row, *, by):
    """Delete one check-in of one's own, without a trace."""
    check(wears_the_hat("erase_check_in", by, CHECK_IN))
    if row.agent_id != by.pk:
        raise Refused(_("Only %(name)s deletes this.") % {"name": row.agent})
    row.delete()


def erase_expired(now):
    """Delete what is older than 90 days. Returns how many."""
    deleted, _per_model = CheckIn.objects.expired(now).delete()
    return deleted


def lock_person(agent):
    """One thing after the other for one person: a check-in cannot slip past a withdrawal."""
    Agent.objects.select_for_update(no_key=True).only("pk").get(pk=agent.pk)
