"""Dated versions with four eyes: who hands in, who puts into force, who takes back."""

from django.utils.translation import gettext as _

from complaints.rules.people import wears_the_hat
from complaints.rules.verdict import allow, first_no


def may_step_version(kind, step, by):
    """Whether the hat for a step of this kind of versions is worn; `kind`: a version or its class."""
    return wears_the_hat(kind.verb(step), by, kind.who_may)


def may_approve_version(version, by):
    """Four eyes: never by whoever wrote it."""
    return first_no(
        may_step_version(version, "approve", by),
        is_waiting_version(version),
        allow(version.written_by_id != by.pk, _("You wrote it: a colleague puts it into force.")),
    )


def may_withdraw_version(version, by):
    """Its writer, or who may put it into force."""
    step = "withdraw" if version.written_by_id == by.pk else "approve"
    return first_no(may_step_version(version, step, by), is_waiting_version(version))


def is_waiting_version(version):
    return allow(version.is_waiting, _("This version waits no longer."))


def is_version_in_force(version):
    return allow(version.is_in_force, _("This version is not in force any more."))
