"""Supervision: who accompanies whom, the sessions, and the social worker's own notes."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from complaints.lifecycle import Refused, amend, check, require, store
from complaints.rules import first_no, wears_the_hat
from support import rules
from support.enums import RelationKind
from support.models import PrivateNote, SupervisionRelation, SupervisionSession
from support.roles import SUPERVISION

CHANGES_OF_THE_LINE = 61_805  # any fixed number: the name of the advisory lock


def assign_supervisor(supervisee, *, by, now, supervisor, kind, topic="", every_days=14):
    """Start a supervision; a new line supervisor replaces the former one at once. Returns the relation.

    Raises Refused for oneself, for a circle, or where the same supervision already runs.
    """
    check(wears_the_hat("assign_supervisor", by, SUPERVISION))
    check(rules.may_be_supervised(supervisee, supervisor, by))
    check(rules.has_fitting_topic(kind, topic))
    relation = SupervisionRelation(
        supervisee=supervisee,
        supervisor=supervisor,
        kind=kind,
        topic=topic.strip(),
        every_days=every_days,
        began_at=now,
    )
    with transaction.atomic():
        lock_the_line()
        running = supervisee.supervised_by.running().filter(kind=kind, topic=relation.topic)
        if running.filter(supervisor=supervisor).exists():
            raise Refused(_("%(name)s already does this.") % {"name": supervisor})
        if kind == RelationKind.LINE:
            check(rules.makes_no_circle(supervisee, line_above(supervisor)))
            for former in running:
                end_supervision(former, by=by, now=now)
        return store(relation, {}, "assign_supervisor", by, now)


def end_supervision(relation, *, by, now):
    """The supervision ends; its records stay with the two of them."""
    return amend(relation, "end_supervision", by=by, now=now, allowed=rules.is_running, ended_at=now)


def lock_the_line():
    """Changes of the line come one after the other: two of them together could close a circle unseen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHANGES_OF_THE_LINE])


def line_above(agent):
    """Keys of the line supervisors above `agent`, upwards, himself included."""
    line = SupervisionRelation.objects.running().filter(kind=RelationKind.LINE)
    above = dict(line.values_list("supervisee", "supervisor"))
    chain, step = [], agent.pk
    while step is not None and step not in chain:
        chain.append(step)
        step = above.get(step)
    return chain


def plan_session(relation, *, by, now, planned_at, minutes=45, agenda=""):
    """Put a session into both calendars. Returns it."""
    check(wears_the_hat("plan_session", by, SUPERVISION))
    check(first_no(rules.is_supervisor(relation, by), rules.is_running(relation)))
    session = SupervisionSession(relation=relation, planned_at=planned_at, minutes=minutes, agenda=agenda.strip())
    return store(session, {}, "plan_session", by, now)


def record_session(session, *, by, now, functions, agreement, went_well="", difficulty="", follow_up_on=None):
    """Write the record both people read. Once: it is their agreement. Returns the session."""
    require(agreement, _("Write down what you agreed."))
    check(rules.is_supervisor(session.relation, by))
    if not functions:
        raise Refused(_("Say what the session was for."))
    return amend(
        session,
        "record_session",
        by=by,
        now=now,
        allowed=rules.is_unrecorded,
        held_at=now,
        functions=list(functions),
        agreement=agreement.strip(),
        went_well=went_well.strip(),
        difficulty=difficulty.strip(),
        follow_up_on=follow_up_on,
    )


def write_private_note(session, *, by, now, body):
    """Keep a note that nobody else will ever read; an empty one deletes it."""
    check(wears_the_hat("write_private_note", by, SUPERVISION))
    check(rules.is_supervisor(session.relation, by))
    if not body.strip():
        PrivateNote.objects.readable_by(by).filter(session=session).delete()
        return None
    note, _created = PrivateNote.objects.update_or_create(
        session=session, defaults={"author": by, "body": body.strip(), "changed_at": now}
    )
    return note
