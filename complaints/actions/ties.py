"""Relations: a colleague declares whom he is close to, a lead reads it on record and ends it with a reason (DP-19)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules, wording
from complaints.enums import EventKind
from complaints.lifecycle import amend, check, require, store, tell
from complaints.models import Tie, contact_key
from complaints.text import bare_phone


def declare_tie(*, by, now, kind, name="", phone="", email="", merchant=""):
    """Declare a person or merchant in whose cases `by` will neither decide nor pay from now on. Returns the row.

    Of phone and e-mail a mask and a keyed hash are kept, enough to compare and to recognise them, not to read them.
    """
    check(rules.wears_the_hat("declare_tie", by, Tie.who_may))
    name, merchant, phone, email = (text.strip() for text in (name, merchant, bare_phone(phone), email))
    check(rules.says_who(name, phone or email, merchant))
    tie = Tie(agent=by, kind=kind, name=name, merchant=merchant, declared_at=now)
    tie.phone_mask, tie.phone_key = masked(phone), contact_key(phone)
    tie.email_mask, tie.email_key = wording.masked_address(email), contact_key(email)
    vars(by).pop("ties_in_force", None)  # read before: it counts from this moment on
    return store(tie, {}, "declare_tie", by, now)


def masked(phone):
    """138****6027; of a short number nothing but stars."""
    if not phone:
        return ""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "****"


def read_ties(agent, *, by, now):
    """What a colleague has declared, in force first; the reading is on record. Refused for the own page. Returns it."""
    check(rules.wears_the_hat("read_ties", by, Tie.who_may))
    check(rules.may_read_ties(agent, by))
    with transaction.atomic():
        rows = list(agent.ties.select_related("ended_by").order_by("ended_at", "-declared_at", "-pk"))
        facts = {"name": str(agent), "rows": len(rows)}
        tell("read_ties", by=by, now=now, complaint=None, kind=EventKind.PRIVACY, data=facts)
    return rows


def end_tie(tie, *, by, now, because):
    """It binds no longer; never ended by who declared it, so that nobody lifts the own block before a payment."""
    require(because, _("Give the reason."))
    facts = {"ended_at": now, "ended_by": by, "ended_because": because}
    allowed = {"allowed": lambda row: rules.may_end_tie(row, by), "reason": because}
    return amend(tie, "end_tie", by=by, now=now, **allowed, **facts)
