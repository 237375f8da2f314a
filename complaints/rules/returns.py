"""Return without a reason within the days of the law, and its exceptions (CPL-25, NRR, scenario 23)."""

from datetime import timedelta

from django.utils.translation import gettext as _

from complaints.enums import NAMED_EXCEPTIONS, GoodsKind
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


def may_take_goods_back(check):
    """Goods come back once, and only where they may."""
    return first_no(allow(check.back_at is None, _("The goods are back already.")), may_go_back(check))
