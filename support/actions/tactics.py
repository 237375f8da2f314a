"""Tactic cards at work: whether the advice helped."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.lifecycle import Refused, check
from support.models import TacticCard, TacticFeedback
from support.roles import TACTIC


def mark_tactic(reading, *, by, now, effect):
    """Note what the agent saw after trying the card of `reading`; a second mark replaces the first.

    Returns the mark. Raises Refused where no card fits the reading.
    """
    check(rules.wears_the_hat("mark_tactic", by, TACTIC))
    card = TacticCard.objects.matching(reading).first()
    if card is None:
        raise Refused(_("No tactic card fits this reading."))
    with transaction.atomic():
        mark, _created = TacticFeedback.objects.update_or_create(
            reading=reading,
            agent=by,
            defaults={"card": card, "complaint_id": reading.complaint_id, "effect": effect, "at": now},
        )
    return mark
