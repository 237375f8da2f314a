"""Complaints that nobody looks after: found by the sweep, told to the leads once each (OW-03)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat

from complaints import rules
from complaints.actions.absences import away
from complaints.actions.notices import tell_agents, wearers_of
from complaints.enums import AbsenceKind, OrphanKind
from complaints.lifecycle import lock
from complaints.models import Complaint, Notice
from complaints.roles import Role
from complaints.workdays import CHINA

WAITS_AT_MOST = timedelta(minutes=30)  # so long a new complaint may be nobody's


def orphans(kind, now, complaints=None):
    """The open complaints (of some, or of all) that are nobody's in this way."""
    rows = Complaint.objects if complaints is None else complaints
    return QUERIES[kind](rows.open(), now)


def unowned(complaints, now):
    """Registered a while ago, and nobody has taken them."""
    return complaints.filter(owner=None, registered_at__lte=now - WAITS_AT_MOST)


def gone(complaints, now):
    """Whose owner's account is closed, or whose last day has passed."""
    today = now.astimezone(CHINA).date()
    return complaints.filter(Q(owner__is_active=False) | Q(owner__last_day__lt=today))


def left_alone(complaints, now):
    """Whose owner is away with a clock falling due, and neither a handler nor a stand-in is there."""
    people = away(now).values("agent")
    absence = away(now).filter(agent=OuterRef("owner"), ends_at__gt=OuterRef("next_due_at"))
    by_day = Exists(absence.exclude(kind=AbsenceKind.NIGHT))
    by_night = Exists(absence) & Q(priority__in=rules.URGENT)
    nobody_works = Q(handler=F("owner")) | Q(handler__in=people) | Q(handler__is_active=False)
    nobody_stands_in = Q(stand_in=None) | Q(stand_in__in=people) | Q(stand_in__is_active=False)
    return complaints.filter(nobody_works, nobody_stands_in, by_day | by_night, owner__in=people)


QUERIES = {OrphanKind.UNOWNED: unowned, OrphanKind.GONE: gone, OrphanKind.AWAY: left_alone}


def untold(kind, now):
    """The orphans of one kind of which the leads have not been told."""
    about = Concat(Value(f"{kind}:"), Coalesce(Cast(OuterRef("owner"), CharField()), Value("")))
    notices = Notice.objects.annotate(about=KeyTextTransform("about", "context"))
    return orphans(kind, now).filter(~Exists(notices.filter(event="orphan", complaint=OuterRef("pk"), about=about)))


def telling(kind):
    """What a round of the sweep settles of this kind: the leads are told once for each owner it had."""

    @transaction.atomic
    def tell_leads(pk, *, by, now):
        complaint = lock(Complaint(pk=pk))
        if not untold(kind, now).filter(pk=pk).exists():
            return 0
        about = f"{kind}:{complaint.owner_id or ''}"
        leads = list(wearers_of(Role.LEAD))
        if not leads:  # nobody to tell yet: the row stays untold, and this sweep goes on to the next one
            return 0
        tell_agents(leads, "orphan", now=now, complaint=complaint, once=about, about=about, kind=kind)
        return 1

    return tell_leads
