"""What we ask merchants and carriers by mail, with the link for their answer (IV-05, FB-10)."""

from complaints import rules
from complaints.enums import NoticeChannel, Side
from complaints.models import Correspondent, Evidence, LegalRule, Notice
from complaints.workdays import CHINA


def law_of_reply(side, day):
    """The row of the law, in force on a day, that says how long this side has to answer; or None (domain.md 4)."""
    code = rules.LEGAL_REPLY.get(side)
    return LegalRule.objects.in_force(day).filter(code=code, value__isnull=False).first() if code else None


def law_of(item):
    """The row of the law that counted when an item was asked for, or None."""
    return law_of_reply(item.side, item.asked_at.astimezone(CHINA).date()) if item.asked_at else None


def correspondent_of(complaint, side):
    """The active contact of the merchant or carrier of a complaint; None where nobody has written one down."""
    name = {Side.MERCHANT: complaint.merchant, Side.CARRIER: complaint.carrier}.get(side, "").strip()
    if not name:
        return None
    return Correspondent.objects.filter(side=side, name__iexact=name, is_active=True).first()


def ask_merchant(complaint, *, now):
    """After the end: ask the merchant how it was handled, once; nothing where no contact is written down (FB-10)."""
    contact = correspondent_of(complaint, Side.MERCHANT)
    if contact and rules.may_hear_merchant(complaint):
        queue(complaint, contact, "merchant_asked", complaint.pk, {"title": complaint.number}, now)


def write_to(item, event, *, now):
    """Queue `event` about one question for who has to answer it, once; the board tells to which address it went."""
    contact = correspondent_of(item.complaint, item.side)
    if contact is None:
        return None
    facts = {"title": item.title, "item": item.pk, "due_at": item.due_by.isoformat()}
    queue(item.complaint, contact, event, item.pk, facts, now)
    Evidence.objects.filter(pk=item.pk).update(mailed_to=contact.email)
    item.mailed_to = contact.email
    return contact


def queue(complaint, contact, event, key, facts, now):
    """One row of the outbox for somebody outside, once for `key`."""
    row = Notice(
        complaint=complaint,
        correspondent=contact,
        event=event,
        channel=NoticeChannel.MAIL,
        language=contact.language,
        context=facts,
        once=f"{event}:{complaint.pk}:outside:{key}",
        next_try_at=now,
        created_at=now,
    )
    Notice.objects.bulk_create([row], ignore_conflicts=True)
