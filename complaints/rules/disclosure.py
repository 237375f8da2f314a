"""Who may see what of the evidence (IV-14; domain.md 4, PIPL: as little as the purpose needs)."""

from django.utils.translation import gettext as _

from complaints.enums import Disclosure, EvidenceStatus, Scan, Side
from complaints.rules.cases import may_add_evidence, may_take_or_work_on
from complaints.rules.verdict import allow, first_no

TO_CONSUMER = (Disclosure.CONSUMER, Disclosure.BOTH)


def may_disclose(item, by, disclosure=None):
    """Whoever may add evidence; what came from the consumer cannot be hidden from him."""
    own = item.side == Side.CONSUMER and disclosure is not None and disclosure not in TO_CONSUMER
    return first_no(
        may_add_evidence(item.complaint, by),
        allow(item.status == EvidenceStatus.RECEIVED, _("Nothing has come yet that could be shown.")),
        allow(not own, _("It came from the consumer, who sees it on the own page: add the merchant, or leave it.")),
        allow(disclosure != item.disclosure, _("That is how it is already.")),
    )


def may_see_original(item, by):
    """Only on one's own cases, only of a photo that was drawn anew, and never one with malware in it."""
    return first_no(
        may_take_or_work_on(item.complaint, by),
        allow(item.original, _("There is no original beside it: the file is kept as it came.")),
        allow(item.scan != Scan.WAITING, _("The file is still being checked for malware.")),
        allow(item.scan != Scan.REFUSED, _("Malware was found in this file: nobody gets it.")),
    )
