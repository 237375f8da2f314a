"""Saved filters and imports: who may share, who may make a rule, who may change what others made."""

from django.utils.translation import gettext as _

from complaints.enums import Audience
from complaints.roles import FINDING, has_role
from complaints.rules.people import wears_the_hat
from complaints.rules.verdict import YES, allow, first_no


def may_find(verb, by):
    """Whether the hat for this verb of finding work is worn."""
    return wears_the_hat(verb, by, FINDING)


def may_keep(saved, by):
    """Anybody for himself and, as a queue or a report, for his own desk; the rest is for those who lead."""
    return first_no(
        may_find("save_filter", by),
        may_share(saved, by),
        may_find("make_rule", by) if saved.is_rule else YES,
    )


def may_share(saved, by):
    """With the own desk anybody shares; with a role or everybody, or to alert others, who leads (product.md 2)."""
    if saved.audience == Audience.ME or has_role(by, *FINDING["share_filter"]):
        return YES
    own_desk = saved.audience == Audience.DESK and saved.desk_id == by.department_id
    return first_no(
        allow(own_desk, _("You may share with your own desk; for a role or everybody ask your team lead.")),
        allow(not saved.is_alert, _("Only who leads may let a filter alert others: keep it to yourself.")),
    )


def may_change_filter(saved, by):
    """Its owner; of what is shared or acts on new complaints also those who may make rules."""
    is_public = saved.audience != Audience.ME or saved.is_rule
    leads = is_public and has_role(by, *FINDING["make_rule"])
    return first_no(
        allow(saved.ended_at is None, _("This filter is deleted.")),
        allow(leads or saved.owner_id == by.pk, _("Only %(name)s changes this filter.") % {"name": saved.owner}),
    )
