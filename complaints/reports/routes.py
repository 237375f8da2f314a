"""Where else a consumer can turn, and the limits the law sets there (ECL-60, FB-07; domain.md 3.3 and 4.2)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.enums import OutsideBody
from complaints.models import LegalRule

SAYS = {
    OutsideBody.ASSOCIATION: gettext_lazy("mediates free of charge; ask for the one of your city"),
    OutsideBody.HOTLINE_12315: gettext_lazy("by phone 12315 or at 12315.cn; it mediates and looks into violations"),
    OutsideBody.POSTAL_12305: gettext_lazy("about parcels, by phone 12305"),
    OutsideBody.FINANCE_12378: gettext_lazy("about banks, insurance and payment"),
    OutsideBody.CITY_12345: gettext_lazy("if you do not know whom to ask"),
    OutsideBody.ARBITRATION: gettext_lazy("if you and the merchant have agreed on it"),
    OutsideBody.COURT: gettext_lazy("at any time; small claims go to the people's court nearby"),
}
# Body -> rules of the law with the time in which it, or whom it asks, has to answer.
LIMITS = {
    OutsideBody.HOTLINE_12315: {
        "CPL-46": gettext_lazy("it answers within %(time)s"),
        "SAMR121-23": gettext_lazy("a mediation ends after %(time)s"),
        "SAMR20-21": gettext_lazy("a mediation ends after %(time)s"),
    },
    OutsideBody.POSTAL_12305: {"EXP-28": gettext_lazy("the carrier must answer within %(time)s")},
}
LIMITATION = "SAMR121-16"
CODES = {LIMITATION, *(code for codes in LIMITS.values() for code in codes)}


def routes_on(day):
    """([(body, what it does and within which limits), ...], the limit of all of them) by the law of `day`."""
    found = {rule.code: rule for rule in LegalRule.objects.in_force(day).filter(code__in=CODES)}
    routes = []
    for body, says in SAYS.items():
        limits = [
            words % {"time": period(found[code])} for code, words in LIMITS.get(body, {}).items() if code in found
        ]
        routes.append((body.label, _("; ").join([str(says), *limits])))
    limit = found.get(LIMITATION)
    return routes, _("You have %(time)s from the day you knew of the harm.") % {"time": period(limit)} if limit else ""


def period(rule):
    """7 working days, 60 days, 3 years: the figure of a rule in words."""
    words = {"day": _("%(n)s days"), "working day": _("%(n)s working days"), "year": _("%(n)s years")}
    return words[rule.unit] % {"n": int(rule.value)}
