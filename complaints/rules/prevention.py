"""Corrective actions: who carries one out, who judges its effect and when (AR-10, AN-11)."""

from django.utils.translation import gettext as _

from complaints.roles import Role, has_role
from complaints.rules.verdict import allow, first_no
from complaints.wording import exact_moment


def may_carry_out(action, by):
    """Its owner, or whoever answers for a desk or the back office."""
    leads = by.pk == action.owner_id or has_role(by, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE)
    return allow(leads, _("Only its owner (%(name)s) or a supervisor does this.") % {"name": action.owner})


def may_judge_effect(action, by):
    """Somebody who neither answers for it nor brought the proof."""
    return first_no(
        allow(by.pk != action.owner_id, _("Its owner does not judge the effect: somebody else does.")),
        allow(by.pk != action.done_by_id, _("Who carried it out does not judge the effect.")),
    )


def has_effect_shown(action, now):
    """Not before the days have gone that were set for it."""
    return allow(
        action.check_by is None or now >= action.check_by,
        _("The effect shows from %(at)s on.") % {"at": action.check_by and exact_moment(action.check_by)},
    )


def is_action_live(action):
    return allow(action.is_live, _("The action is closed."))
