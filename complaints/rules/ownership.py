"""Who may take over, who may be made owner, and who stands in while somebody is away (domain.md 7.5)."""

from datetime import timedelta

from django.utils.translation import gettext as _

from complaints.enums import AbsenceKind, HandoverStatus, Priority, State
from complaints.roles import HANDLERS, Role, has_role
from complaints.rules.cases import has_owner
from complaints.rules.verdict import allow, first_no

STORY_LINES = 5  # the story in five lines
STORY_LENGTH = 800  # characters: about five lines of a page
MANY_HANDOVERS = 2  # beyond these a lead looks
ACCEPT_WITHIN = timedelta(minutes=15)
URGENT = (Priority.P1, Priority.P2)  # what gets a stand-in at night


def is_short_story(story):
    """Five lines: who takes over reads them before the telephone is picked up."""
    lines = [line for line in story.splitlines() if line.strip()]
    return first_no(
        allow(len(lines) <= STORY_LINES, _("The story has five lines at most; yours has %(n)s.") % {"n": len(lines)}),
        allow(
            len(story) <= STORY_LENGTH,
            _("The story has %(most)s characters at most; yours has %(n)s.") % {"most": STORY_LENGTH, "n": len(story)},
        ),
    )


def may_take_handover(handover, by, now):
    """The one it was offered to, within fifteen minutes; at the last second too."""
    return first_no(
        allow(handover.status == HandoverStatus.OFFERED, _("It was already answered.")),
        allow(handover.to_agent_id == by.pk, _("It was offered to somebody else.")),
        allow(now <= handover.accept_by, _("The 15 minutes are over: it goes back to who offered it.")),
    )


def may_receive(agent):
    """Who may be given work at all: active, a handler by role, and not about to leave."""
    return first_no(
        allow(agent.is_active, _("The account of %(name)s is closed.") % {"name": agent}),
        allow(not agent.last_day, _("%(name)s is leaving and takes nothing new.") % {"name": agent}),
        allow(has_role(agent, *HANDLERS), _("%(name)s does not work on complaints.") % {"name": agent}),
    )


def is_cared_for(complaint):
    """Until it is closed a complaint needs somebody who answers for it: also while the survey runs."""
    return allow(complaint.is_open or complaint.state == State.RESOLVED, _("The complaint is closed."))


def may_change_owner(complaint, to_agent):
    """The accountability moves to somebody else who may have it; the hat of the lead is asked by the door."""
    return first_no(
        has_owner(complaint),
        is_cared_for(complaint),
        allow(to_agent.pk != complaint.owner_id, _("%(name)s already owns it.") % {"name": to_agent}),
        may_receive(to_agent),
    )


def may_give_work(complaint, to_agent):
    """The work moves to somebody else who may have it."""
    return first_no(
        has_owner(complaint),
        is_cared_for(complaint),
        allow(to_agent.pk != complaint.handler_id, _("%(name)s already works on it.") % {"name": to_agent}),
        may_receive(to_agent),
    )


def was_handed_about(complaint):
    """More than two hand-overs and no lead has looked since (point 7)."""
    seen = complaint.handovers_taken <= max(MANY_HANDOVERS, complaint.handovers_seen)
    return allow(not seen, _("There is nothing new to look at: it was not handed over more than twice."))


def may_plan_absence(agent, by):
    """One's own, or as a lead anybody's."""
    return allow(by.pk == agent.pk or has_role(by, Role.LEAD), _("Only a team lead plans the absence of others."))


def may_stand_in(stand_in, agent):
    """A colleague of the same team who may have work (point 5)."""
    same = stand_in.department_id is not None and stand_in.department_id == agent.department_id
    return first_no(
        allow(stand_in.pk != agent.pk, _("Choose somebody else as stand-in.")),
        allow(same, _("The stand-in has to be of the same team.")),
        may_receive(stand_in),
    )


def may_mentor(mentor, agent):
    """A colleague of the same team who stays, works on complaints, and is not looked after by this one (OW-07)."""
    same = mentor.department_id is not None and mentor.department_id == agent.department_id
    return first_no(
        allow(mentor.pk != agent.pk, _("Nobody is his own mentor.")),
        allow(same, _("The mentor has to be of the same team.")),
        allow(mentor.mentor_id != agent.pk, _("%(name)s is looked after by this one.") % {"name": mentor}),
        may_receive(mentor),
    )


def needs_cover(complaint, absence):
    """A clock falls due before the absent one is back; at night only an urgent case (points 5 and 6)."""
    is_due = complaint.next_due_at is not None and complaint.next_due_at < absence.ends_at
    is_urgent = absence.kind != AbsenceKind.NIGHT or complaint.priority in URGENT
    return allow(
        complaint.is_open and absence.is_long and is_due and is_urgent,
        _("Nothing falls due before the absent colleague is back."),
    )
