"""Standard options: who writes them, who puts them into force, and what departs from them (DP-08)."""

from django.utils.translation import gettext as _

from complaints.enums import MONEY_REMEDIES, Deviation
from complaints.roles import STANDARDS
from complaints.rules.people import wears_the_hat
from complaints.rules.plain import waives_nothing
from complaints.rules.verdict import YES, allow, first_no


def may_standardise(verb, by):
    """Whether the hat for this verb of standard options is worn."""
    return wears_the_hat(verb, by, STANDARDS)


def may_approve_standard(standard, by):
    """Four eyes: never by whoever wrote it."""
    return first_no(
        may_standardise("approve_standard", by),
        is_waiting_standard(standard),
        allow(standard.written_by_id != by.pk, _("You wrote it: a colleague puts it into force.")),
    )


def may_withdraw_standard(standard, by):
    """Its writer, or who may put it into force."""
    mine = standard.written_by_id == by.pk
    return first_no(
        may_standardise("withdraw_standard" if mine else "approve_standard", by), is_waiting_standard(standard)
    )


def is_waiting_standard(standard):
    return allow(standard.is_waiting, _("This version waits no longer."))


def is_standard_in_force(standard):
    return allow(standard.is_in_force, _("This version is not in force any more."))


def is_fit_standard(standard):
    """Money says how much, in one way; and no right is signed away."""
    is_money = standard.remedy in MONEY_REMEDIES
    given = [value for value in (standard.share, standard.amount) if value is not None]
    texts = (standard.title_zh, standard.title_en, standard.words_zh, standard.words_en)
    return first_no(
        allow(not is_money or len(given) == 1, _("Give a share of the price or an amount, one of them.")),
        allow(is_money or not given, _("This remedy is no money: leave share and amount empty.")),
        waives_nothing(*texts),
    )


def deviation_of(standard, price, options):
    """How a draft departs from its standard: the dearest offer counts; another remedy alone is another offer.

    `options` have `remedies` with kind and amount. Without a standard, or a price to reckon with, nothing is said.
    """
    if standard is None or (standard.share and price is None):
        return ""
    wanted = standard.amount_for(price) or 0
    totals = [(sum(r.amount or 0 for r in o.remedies), {r.kind for r in o.remedies}) for o in options]
    same_kind = [total for total, kinds in totals if standard.remedy in kinds]
    if not same_kind:
        return Deviation.OTHER
    if max(total for total, _kinds in totals) > wanted:
        return Deviation.ABOVE
    return Deviation.SAME if wanted in same_kind else Deviation.BELOW


def gives_its_reason(deviation, because):
    """A personal deviation is welcome, and says why (DP-08: standardise risk, personalise care)."""
    departs = deviation not in ("", Deviation.SAME)
    return YES if not departs else allow((because or "").strip(), _("It departs from the standard option: say why."))
