"""Who: hats, owners, handlers, supervisors."""

from django.utils.translation import gettext as _

from complaints.roles import WHO_MAY, Role, has_role
from complaints.rules.verdict import YES, allow, first_no, no


def wears_the_hat(verb, by, who_may=WHO_MAY):
    """Whether the actor's role may use this verb at all. Other apps' machines bring their own `who_may`."""
    wanted = who_may[verb]
    if has_role(by, *wanted):
        return YES
    names = _(", ").join(str(Role(role).label) for role in Role if role in wanted)
    return no(_("Only these may do this: %(roles)s.") % {"roles": names})


def wears_roles(by, wanted):
    return allow(by.roles.issuperset(wanted), _("It waits for %(who)s.") % {"who": hats(wanted)})


def hats(wanted):
    return " + ".join(str(Role(role).label) for role in wanted)


def out_of_turn(complaint, verb):
    """Why `verb` is not among the next steps of the present state."""
    if verb == "accept" and complaint.owner:
        return no(_("%(name)s has already accepted it.") % {"name": complaint.owner})
    return no(_("Not possible in the state “%(state)s”.") % {"state": complaint.get_state_display()})


def is_system(_complaint, by):
    return allow(has_role(by, Role.SYSTEM), _("This happens by itself when the time is up."))


def is_own_complaint(complaint, by):
    mine = has_role(by, Role.CONSUMER) and by.pk == complaint.consumer_id
    return allow(mine, _("Only the consumer can do this, on the progress page."))


def is_on_the_case(complaint, by):
    """Owner, handler, stand-in, somebody of the desk it was dispatched to, or a supervisor."""
    if has_role(by, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE):
        return YES
    on_it = by.pk in (complaint.owner_id, complaint.handler_id, complaint.stand_in_id) or (
        complaint.department_id is not None and by.department_id == complaint.department_id
    )
    if on_it:
        return YES
    owner = complaint.owner or _("nobody yet")
    return no(_("Only its owner (%(name)s) or handler does this.") % {"name": owner})


def may_work_on(complaint, by):
    return first_no(
        allow(not has_role(by, Role.CONSUMER, Role.SYSTEM), _("Only an agent does this.")),
        is_on_the_case(complaint, by) if by.pk else YES,
    )


def may_take_or_work_on(complaint, by):
    return YES if complaint.owner_id is None else may_work_on(complaint, by)


def may_take_or_work_on_or_system(complaint, by):
    return YES if has_role(by, Role.SYSTEM) else may_take_or_work_on(complaint, by)


def may_work_on_or_system(complaint, by):
    return YES if has_role(by, Role.SYSTEM) else may_work_on(complaint, by)


def may_give_info(complaint, by):
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(complaint, by)
    return YES if has_role(by, Role.SYSTEM) else may_take_or_work_on(complaint, by)


def may_start(complaint, by):
    """The handler it was given to, who stands in, or anybody of the desk it was given to."""
    desk = by.department_id == complaint.department_id
    return allow(
        desk or by.pk in (complaint.handler_id, complaint.stand_in_id) or has_role(by, Role.LEAD),
        _("It waits for %(desk)s.") % {"desk": complaint.department or _("a desk")},
    )


def may_escalate(complaint, by):
    return YES if has_role(by, Role.SYSTEM) else may_work_on(complaint, by)


def may_answer_for_consumer(complaint, by):
    """The consumer; or an agent on the case, who then has to name the proof of consent (row 17, 30)."""
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(complaint, by)
    return may_take_or_work_on(complaint, by)


def may_reopen(complaint, by):
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(complaint, by)
    return may_work_on(complaint, by)


def may_merge(_complaint, _by):
    return YES


def may_be_told(partner, complaint):
    """Whether another system may know of this complaint (its primary key) at all."""
    seen = partner.complaints().filter(pk=complaint).exists()
    return allow(seen, _("This system may not read the complaint (any more)."))


def may_raise_limit(agent, by):
    return first_no(
        wears_the_hat("raise_limit", by),
        allow(agent.pk != by.pk, _("Nobody sets an own limit.")),
    )
