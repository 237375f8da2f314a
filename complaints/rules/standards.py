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

    `options` have `remedies` with kind and amount. It is the standard where one option gives its remedy in its very
    amount and nothing beside it. Without a standard, or a price to reckon with, nothing is said of amounts.
    """
    if standard is None:
        return ""
    alike = [option for option in options if any(remedy.kind == standard.remedy for remedy in option.remedies)]
    if not alike:
        return Deviation.OTHER
    if standard.share and price is None:
        return ""
    wanted = standard.amount_for(price) or 0
    if max(sum(remedy.amount or 0 for remedy in option.remedies) for option in options) > wanted:
        return Deviation.ABOVE
    return Deviation.SAME if any(own_amount(option, standard) == wanted for option in alike) else Deviation.BELOW


def own_amount(option, standard):
    """What an option gives of the standard's own remedy."""
    return sum(remedy.amount or 0 for remedy in option.remedies if remedy.kind == standard.remedy)


def is_comparable(standard, price, options):
    """A share of a price that nobody knows is no standard to measure by: the price comes first (DP-08)."""
    needs_price = bool(standard and standard.share and price is None)
    alike = any(own_amount(option, standard) for option in options) if needs_price else False
    return allow(
        not alike,
        _("The standard option is a share of the price, and the price paid is not known: enter it first."),
    )


def gives_its_reason(deviation, because):
    """A personal deviation is welcome, and says why (DP-08: standardise risk, personalise care)."""
    departs = deviation not in ("", Deviation.SAME)
    return YES if not departs else allow((because or "").strip(), _("It departs from the standard option: say why."))
