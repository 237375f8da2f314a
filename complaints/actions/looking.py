"""An agent looks again at what the order source knows: asked without a lock, kept as a record of its own (IV-03)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.orders import as_json, take_order_facts
from complaints.actions.records import keep_records
from complaints.enums import RecordPart
from complaints.lifecycle import Refused, check, lock
from complaints.models import OrderSnapshot
from complaints.roles import System


def look_again(complaint, number, facts, *, by, now):
    """Keep what the order source has just told an agent about order `number`. Returns the complaint. Raises Refused.

    Where the facts of the order themselves have changed they are taken over as well, as from the worker.
    """
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("look_again", by))
        check(rules.may_look_again(complaint, by, now))
        if complaint.order_number != number:
            raise Refused(_("The number of the order was changed meanwhile: look again."))
        if facts is None:
            raise Refused(_("The order system knows no such order: check the number."))
        last = complaint.platform_records.filter(part=RecordPart.ORDER).first()
        if last is None or last.content != as_json(facts):
            return take_order_facts(complaint, facts, by=System(by.via), now=now, asked_by=by)
        keep_records(complaint, as_json(facts), facts, by=by, now=now, asked_by=by)
    return complaint


def ask_later(complaint, *, now):
    """The source did not answer an agent: the worker asks it, sooner first and later and later after that."""
    fresh = {"number": complaint.order_number, "next_try_at": now, "tries": 0}
    OrderSnapshot.objects.update_or_create(complaint=complaint, defaults=fresh)
