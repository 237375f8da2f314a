"""Dated versions with four eyes: handed in by one, put into force by another, taken back, ended.

A version never changes and none is deleted, so it can always be said what counted and why.
"""

from contextlib import contextmanager

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, wearers_of
from complaints.lifecycle import Refused, amend, store


def hand_in(version, *, by, now, **facts):
    """Store a version that waits; what waited in its place is replaced. Who may put it into force hears the `facts`."""
    verb = version.verb("propose")
    for waiting in version.in_its_place().waiting():
        amend(waiting, verb, by=by, now=now, allowed=rules.is_waiting_version, ended_at=now)
    version = store(version, {}, verb, by, now, version.because)
    colleagues = wearers_of(*version.who_may[version.verb("approve")]).exclude(pk=by.pk)
    tell_agents(colleagues, f"{version.noun}_waits", now=now, once=f"{version.noun}-{version.pk}", **facts)
    return version


def approve(version, *, by, now, allowed=rules.may_approve_version):
    """Put a version into force from now on; the one before ends. Never by its writer. Raises Refused."""
    verb = version.verb("approve")
    with told_if_late(type(version)):
        for before in version.in_its_place().in_force():
            amend(before, verb, by=by, now=now, allowed=rules.is_version_in_force, ended_at=now)
        facts = {"approved_by": by, "approved_at": now}
        return amend(version, verb, by=by, now=now, allowed=lambda fresh: allowed(fresh, by), **facts)


def withdraw(version, *, by, now):
    """Take back a version that waits. Raises Refused."""
    verb = version.verb("withdraw")
    return amend(
        version, verb, by=by, now=now, allowed=lambda fresh: rules.may_withdraw_version(fresh, by), ended_at=now
    )


def end(version, *, by, now):
    """Take a version out of force; none follows it. Raises Refused."""
    return amend(version, version.verb("end"), by=by, now=now, allowed=rules.is_version_in_force, ended_at=now)


@contextmanager
def told_if_late(kind):
    """Two hand in, or put into force, at once: the second is told so."""
    once = [rule.name for rule in kind._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not any(name in str(error) for name in once):
            raise
        raise Refused(_("Somebody else has just changed this: look at it first.")) from error
