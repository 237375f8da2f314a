"""Absences and their stand-ins: planned by people, begun and ended by the sweep at the true time (7.5, points 5, 6)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents
from complaints.enums import OPEN_STATES, AbsenceKind
from complaints.lifecycle import Refused, amend, check, claim, lock
from complaints.models import Absence, Agent, Complaint
from complaints.roles import System

A_DAY = timedelta(days=1)
MOST_NIGHTS = 31


def plan_absence(agent, *, by, now, kind, begins_at, ends_at, stand_in, nights=1):
    """Plan one absence, or the same hours on several days in a row (`nights`). Returns the rows.

    Refused for others than oneself by anybody but a lead, for a stand-in of another team, for the past, and where
    it overlaps with an absence that is planned already.
    """
    check(rules.wears_the_hat("plan_absence", by))
    check(rules.may_plan_absence(agent, by))
    check(rules.may_stand_in(stand_in, agent))
    if not begins_at < ends_at or ends_at <= now:
        raise Refused(_("The return has to come after the beginning, and after now."))
    if not 1 <= nights <= MOST_NIGHTS or (nights > 1 and ends_at - begins_at > A_DAY):
        raise Refused(_("Only absences within one day are repeated, %(most)s times at most.") % {"most": MOST_NIGHTS})
    with transaction.atomic():
        agent = Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
        spans = [(begins_at + A_DAY * n, ends_at + A_DAY * n) for n in range(nights)]
        facts = {"agent": agent, "kind": kind, "stand_in": stand_in, "planned_by": by}
        return [create_absence(start, end, by=by, now=now, **facts) for start, end in spans]


def create_absence(begins_at, ends_at, *, by, now, **facts):
    """One row, unless the same person is away then already. The agent is locked."""
    same_time = facts["agent"].absences.filter(begins_at__lt=ends_at, ends_at__gt=begins_at)
    if same_time.exclude(ends_at=F("begins_at")).exists():
        raise Refused(_("An absence is planned for this time already."))
    absence = Absence(begins_at=begins_at, ends_at=ends_at, **facts)
    sign(absence, by, now, "plan_absence")
    tell_agents([absence.stand_in], "stand_in_asked", now=now, once=str(absence.pk), **told(absence))
    return absence


def told(absence):
    """What a notice says about an absence."""
    return {"name": str(absence.agent), "since": absence.begins_at.isoformat(), "until": absence.ends_at.isoformat()}


def end_absence(absence, *, by, now):
    """Back earlier, or not away at all: from now on the stand-in is one no more. Returns the absence."""
    with transaction.atomic():
        absence = lock(absence)
        check(rules.wears_the_hat("plan_absence", by))
        check(rules.may_plan_absence(absence.agent, by))
        if absence.ends_at <= now:
            raise Refused(_("It is over already."))
        absence.ends_at = max(absence.begins_at, now)
        sign(absence, by, now, "end_absence")
    for pk in list(covered(now).filter(stand_in=absence.stand_in_id).values_list("pk", flat=True)):
        arrange_cover(pk, by=System(by.via), now=now)
    return absence


def sign(absence, by, now, why):
    """Save once, with who did it and why in the history."""
    absence._history_user, absence._history_date, absence._change_reason = by, now, why
    absence.save()
    absence._change_reason = None


# --- the sweep ----------------------------------------------------------------------------------------------


def away(now):
    """The absences that run now and are long enough to need a stand-in."""
    return Absence.objects.in_force(now).long()


def uncovered(now):
    """Open complaints of absent people on which something falls due before they are back, without a stand-in."""
    people = list(away(now).values_list("agent", flat=True))
    if not people:
        return Complaint.objects.none()
    about = Q(agent=OuterRef("handler")) | Q(agent=OuterRef("owner"))
    needed = away(now).filter(about, ends_at__gt=OuterRef("next_due_at"))
    by_day = Exists(needed.exclude(kind=AbsenceKind.NIGHT))
    by_night = Exists(needed) & Q(priority__in=rules.URGENT)
    theirs = Q(handler__in=people) | Q(owner__in=people)
    return Complaint.objects.open().filter(theirs, by_day | by_night, stand_in=None)


def covered(now):
    """Complaints with a stand-in whose time is over."""
    about = Q(agent=OuterRef("handler")) | Q(agent=OuterRef("owner"))
    still = Absence.objects.in_force(now).filter(about, stand_in=OuterRef("stand_in"))
    over = ~Exists(still) | Q(stand_in__is_active=False) | ~Q(state__in=OPEN_STATES)
    return Complaint.objects.filter(over, stand_in__isnull=False)


def arrange_cover(pk, *, by, now):
    """Give a complaint the stand-in it needs now, or take it away; exactly once, under its lock. Returns 0 or 1."""
    with transaction.atomic():
        complaint = claim(Complaint.objects, pk)
        absence = complaint and absence_to_cover(complaint, now)
        wanted = absence and absence.stand_in
        if complaint is None or complaint.stand_in == wanted:
            return 0
        if complaint.stand_in:
            end_stand_in(complaint, by=by, now=now)
        if wanted:
            begin_stand_in(complaint, absence, by=by, now=now)
    return 1


def absence_to_cover(complaint, now):
    """The absence because of which somebody stands in now: the handler's before the owner's, or None.

    Once begun it stays until the absence ends, also when its clock is met meanwhile.
    """
    people = (complaint.handler_id, complaint.owner_id)
    rows = {row.agent_id: row for row in away(now).filter(agent__in=people).select_related("agent", "stand_in")}
    for person in people:
        absence = rows.get(person)
        if absence and absence.stand_in_id not in people and may_cover(complaint, absence, now):
            return absence
    return None


def may_cover(complaint, absence, now):
    """Whether this stand-in is there, and needed or at it already."""
    if not rules.may_stand_in(absence.stand_in, absence.agent) or away(now).filter(agent=absence.stand_in).exists():
        return False
    stays = complaint.is_open and complaint.stand_in_id == absence.stand_in_id
    return stays or bool(rules.needs_cover(complaint, absence))


def begin_stand_in(complaint, absence, *, by, now):
    """The colleague gets the alerts and may act as handler; owner and handler stay."""
    who = absence.stand_in
    facts = {"to": who.pk, "to_name": str(who), "for_name": str(absence.agent), "at": absence.begins_at.isoformat()}
    complaint = amend(complaint, "stand_in", by=by, now=now, stand_in=who, data=facts)
    once = f"{absence.pk}"
    tell_agents([who], "stand_in_begins", now=now, complaint=complaint, once=once, **told(absence))


def end_stand_in(complaint, *, by, now):
    """The owner has it back."""
    who = complaint.stand_in
    complaint = amend(
        complaint, "end_stand_in", by=by, now=now, stand_in=None, data={"to": who.pk, "to_name": str(who)}
    )
    people = [who, complaint.handler, complaint.owner]
    tell_agents(people, "stand_in_ends", now=now, complaint=complaint, name=str(who))
