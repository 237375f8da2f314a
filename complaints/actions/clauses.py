"""A clause claim written down: the listing's promise, its words, the basis of the amount, and both ceilings (DP-11)."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.clock import order_day
from complaints.enums import EventKind
from complaints.lifecycle import check, lock, require, tell
from complaints.models import Clause, LegalRule

FRAUD, PROMISE = "CPL-55", "PROMISE"


def record_clause(complaint, *, by, now, item, text, times, basis, price):
    """Record what the listing snapshot (`item`) promised and what it may come to, for legal review. Returns it.

    Both ceilings are reckoned by the law of the day of the order; nothing is paid by them. Raises Refused.
    """
    require(text, _("Copy the words of the clause."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("record_clause", by))
        check(rules.may_record_clause(complaint, by))
        check(rules.is_snapshot_of(item, complaint))
        law = {
            row.code: row for row in LegalRule.objects.in_force(order_day(complaint)).filter(code__in=(FRAUD, PROMISE))
        }
        clause = Clause.objects.create(
            complaint=complaint,
            evidence=item,
            text=text.strip(),
            times=times,
            basis=basis,
            price=price,
            law=law.get(PROMISE),
            promised_ceiling=Decimal(times) * price,
            statutory_ceiling=law[FRAUD].value * price if FRAUD in law else None,
            recorded_by=by,
            recorded_at=now,
        )
        facts = {"count": times, "price": str(price), "basis": str(basis)}
        tell("record_clause", by=by, now=now, complaint=complaint, kind=EventKind.DECISION, evidence=item, data=facts)
    return clause
