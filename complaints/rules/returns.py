"""Return without a reason within the days of the law, and its exceptions (CPL-25, NRR, scenario 23)."""

from datetime import timedelta

from django.utils.translation import gettext as _

from complaints.enums import NAMED_EXCEPTIONS, GoodsKind, RemedyKind, RemedyStatus, State
from complaints.rules.verdict import YES, allow, first_no, no


def last_day_to_return(signed_on, days):
    """The last day to ask: the days count from the day after signing (NRR)."""
    return signed_on + timedelta(days=days)


def may_go_back(check):
    """Whether the goods of a `ReturnCheck` may go back without a reason. A complaint about quality is never touched."""
    in_time = allow(
        check.asked_on <= check.last_day,
        _("It was asked for on %(asked)s; the last day was %(last)s.")
        % {"asked": check.asked_on, "last": check.last_day},
    )
    return first_no(in_time, is_free_to_return(check), allow(check.is_intact, _("The goods are not intact.")))


def is_free_to_return(check):
    """Whether goods of this kind go back at all; a promise above the law binds."""
    if check.is_promised:
        return YES
    if check.goods in NAMED_EXCEPTIONS:
        return no(_("The law excepts such goods: %(kind)s.") % {"kind": GoodsKind(check.goods).label})
    excepted = check.goods == GoodsKind.CONFIRMED and check.was_confirmed
    return allow(not excepted, _("The buyer confirmed at the order that they do not go back."))


def may_take_goods_back(check, complaint):
    """Goods come back once, and only where they may: by the law, or because we have promised it ourselves."""
    is_ours_to_take = YES if owed_for_goods(complaint) else may_go_back(check)
    return first_no(allow(check.back_at is None, _("The goods are back already.")), is_ours_to_take)


def goes_with_goods(option):
    """Whether the goods of an option have to come back before its money is due (CPL-25)."""
    return any(remedy.kind == RemedyKind.RETURN_REFUND for remedy in option.remedies.all())


def owed_for_goods(complaint):
    """The chosen option that is carried out, if it gives money for goods and has not given it yet; else None."""
    if complaint.state != State.EXECUTING:
        return None
    answer = next((row for row in complaint.proposals.all() if row.sent_at), None)
    chosen = answer and answer.chosen_option_id
    option = next((row for row in answer.options.all() if row.pk == chosen), None) if chosen else None
    if option is None or not goes_with_goods(option):
        return None
    done = {remedy.status for remedy in option.remedies.all() if remedy.kind == RemedyKind.RETURN_REFUND}
    return option if done == {RemedyStatus.DUE} else None


def waits_for_goods(complaint):
    """Whether our step waits for goods that are not back yet: the promise of the refund follows them (CPL-25)."""
    back = getattr(complaint, "return_check", None) if owed_for_goods(complaint) else None
    return bool(owed_for_goods(complaint)) and not (back and back.back_at)
