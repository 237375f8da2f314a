"""Standard options: what is fit to be one, and what departs from it (DP-08)."""

from django.utils.translation import gettext as _

from complaints.enums import MONEY_REMEDIES, Deviation
from complaints.rules.plain import waives_nothing
from complaints.rules.verdict import YES, allow, first_no


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
