"""Our questions reach merchants and carriers by mail, with the link for their answer; so do reminders (IV-05)."""

from complaints import rules
from complaints.clock import CHINA
from complaints.enums import NoticeChannel, Side
from complaints.models import Correspondent, Evidence, LegalRule, Notice


def law_of_reply(side, day):
    """The row of the law, in force on a day, that says how long this side has to answer; or None (domain.md 4)."""
    code = rules.LEGAL_REPLY.get(side)
    return LegalRule.objects.in_force(day).filter(code=code, value__isnull=False).first() if code else None


def law_of(item):
    """The row of the law that counted when an item was asked for, or None."""
    return law_of_reply(item.side, item.asked_at.astimezone(CHINA).date()) if item.asked_at else None


def correspondent_of(item):
    """The active contact of the merchant or carrier an item is asked of; None where nobody has written one down."""
    name = {Side.MERCHANT: item.complaint.merchant, Side.CARRIER: item.complaint.carrier}.get(item.side, "").strip()
    if not name:
        return None
    return Correspondent.objects.filter(side=item.side, name__iexact=name, is_active=True).first()


def write_to(item, event, *, now):
    """Queue `event` about one question for who has to answer it, once; the board tells to which address it went."""
    contact = correspondent_of(item)
    if contact is None:
        return None
    facts = {"title": item.title, "item": item.pk, "due_at": item.due_by.isoformat()}
    Notice.objects.bulk_create(
        [
            Notice(
                complaint=item.complaint,
                correspondent=contact,
                event=event,
                channel=NoticeChannel.MAIL,
                language=contact.language,
                context=facts,
                once=f"{event}:{item.complaint_id}:outside:{item.pk}",
                next_try_at=now,
                created_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    Evidence.objects.filter(pk=item.pk).update(mailed_to=contact.email)
    item.mailed_to = contact.email
    return contact
