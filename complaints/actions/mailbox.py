"""The mailbox: every mail is kept first and read afterwards, once; what became of it stands on its row.

A mail belongs to a complaint by the signed address of our letters alone. Senders, subjects and In-Reply-To are
claims that anybody can make: they never bring words into a complaint as the consumer's, and no answer to them
shows anything to an address that we did not know before (reliability.md, access).
"""

import hashlib
import re
import secrets
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from complaints import rules, wording
from complaints.actions import intake, outbox
from complaints.actions.contact import add_message, hear_consumer
from complaints.actions.eligibility import give_info
from complaints.actions.erasure import kept_days
from complaints.actions.evidence import keep_files
from complaints.actions.links import complaint_of_addresses, is_ours
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.actions.numbers import is_number
from complaints.enums import Channel, Direction, EventKind, Keeping, MailFate, NoticeChannel, Side, State, Via
from complaints.lifecycle import Refused, check, claim, tell
from complaints.models import Complaint, IncomingMail, Notice
from complaints.roles import Role, System
from complaints.sources.labels import facts_in
from complaints.sources.mail import identity

LEASE = timedelta(minutes=5)
MOST_TRIES = 5
MOST_A_DAY = 20  # complaints by mail from one address; what is beyond waits for a person
MAX_TEXT = 100_000  # characters of a mail's text on its row; the original has all
EARLIEST = timedelta(days=14)  # a Date farther back is a wrong clock, not a slow mail
NUMBER = re.compile(r"TS-\d{6}-\d{4,7}-\d", re.IGNORECASE)
OUR_LETTER = re.compile(r"<notice-(\d{1,18})@")
VIA = Via("mail")


def keep(raw, *, now, received_at=None, is_cut=False):
    """Keep the bytes of a mail; returns whether it is a new one. Every copy of a mail has the same key (IN-03)."""
    mail_id, key = identity(raw)
    if IncomingMail.objects.filter(key=key).exists():
        return False
    mail = IncomingMail(
        key=key,
        mail_id=mail_id,
        received_at=min(received_at or now, now),
        next_try_at=now,
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        is_cut=is_cut,
    )
    mail.source.save(f"{secrets.token_hex(16)}.eml", ContentFile(raw), save=False)
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
    except IntegrityError:  # another fetcher was faster
        mail.source.delete(save=False)
        return False
    return True


def work_off(*, now, read, batch=500):
    """Read up to `batch` kept mails by `read(mail)` and file each; returns (filed, sentences about the others).

    A mail that breaks the reading is set aside with the reason and stops nobody; one that only met a locked row
    is read again later.
    """
    filed, errors = 0, []
    for _turn in range(batch):
        mail = lease(now)
        if mail is None:
            break
        try:
            filed += file_once(mail, read, now)
        except OperationalError as error:
            errors.append(first_line(error))
        except Exception as error:  # noqa: BLE001  one poison mail must not stop the others
            errors.append(set_aside(mail, first_line(error) or type(error).__name__, now))
    return filed, errors


def lease(now):
    """Take the next kept mail for some minutes; None when there is none."""
    with transaction.atomic():
        mail = claim(IncomingMail.objects.due(now).order_by("next_try_at", "pk"))
        if mail is None:
            return None
        if mail.tries >= MOST_TRIES:
            set_aside(mail, _("Reading it broke off %(n)s times.") % {"n": mail.tries}, now)
            return lease(now)
        mail.tries += 1
        mail.next_try_at = now + LEASE
        mail.save(update_fields=["tries", "next_try_at"])
    return mail


def file_once(mail, read, now):
    """Read and file under the row's lock, in one transaction; 0 if somebody else has done it."""
    with transaction.atomic():
        rows = IncomingMail.objects.select_for_update().filter(pk=mail.pk, fate=MailFate.WAITING)
        mail = rows.first()
        if mail is None:
            return 0
        letter = read(mail)
        note_facts(mail, letter, now)
        take(mail, letter, now)
        mail.save()
    return 1


def note_facts(mail, letter, now):
    """Put onto the row what the mail says of itself; its Date counts only as far as it can be true (IN-14)."""
    sent_at = letter.sent_at
    if sent_at is None or not mail.received_at - EARLIEST <= sent_at <= mail.received_at:
        sent_at = mail.received_at
    mail.sender, mail.sender_name, mail.subject = letter.sender, letter.sender_name, letter.subject
    mail.text, mail.sent_at, mail.read_at = letter.whole[:MAX_TEXT], sent_at, now


def take(mail, letter, now):
    """Decide what becomes of a mail, and do it. The order is the policy."""
    complaint = living(complaint_of_addresses(letter.recipients))
    if complaint and letter.report:
        bounced(mail, letter, complaint, now)
    elif letter.automatic or letter.report or is_ours(letter.sender):
        mail.fate, mail.complaint = MailFate.AUTOMATIC, complaint
        mail.reason = letter.automatic or _("It comes from ourselves.")
    elif complaint:
        join(mail, letter, complaint, now)
    elif known := mentioned(letter):
        doubt(mail, letter, known, now, verb="hear_unsigned")
        day = now.astimezone(wording.SHANGHAI).date().isoformat()
        tell_consumer(known, "unsigned_mail", now=now, once=day)
    else:
        open_or_hold(mail, letter, now)


def living(complaint):
    """The complaint that goes on: of one that was merged, the other one, if it is the same consumer's."""
    if complaint and complaint.master_id and complaint.master.consumer_id == complaint.consumer_id:
        return complaint.master
    return complaint


def set_aside(mail, reason, now):
    """Nobody could read it: it stands in the list of such mails with the reason, and the leads are told."""
    IncomingMail.objects.filter(pk=mail.pk).update(fate=MailFate.UNREADABLE, reason=reason[:300], read_at=now)
    tell_agents(wearers_of(Role.LEAD), "mail_waits", now=now, once=f"mail:{mail.pk}", reason=reason[:200])
    return reason


def first_line(error):
    """An error in one line."""
    return " ".join(str(error).replace("\x00", "").split())[:300]


# --- new complaints -----------------------------------------------------------------------------------------


def open_or_hold(mail, letter, now):
    """A mail to the intake address becomes a complaint, unless a person has to look first."""
    why = why_hold(mail, letter, now)
    if why:
        mail.fate, mail.reason = MailFate.HELD, why
        tell_agents(wearers_of(Role.LEAD), "mail_waits", now=now, once=f"mail:{mail.pk}", reason=why)
    else:
        open_complaint(mail, letter, by=System(VIA), now=now)


def why_hold(mail, letter, now):
    """Why this mail does not become a complaint by itself; "" if it does."""
    if not letter.sender:
        return _("It names no sender, or several.")
    if not (letter.whole or letter.topic or letter.files or letter.refused):
        return _("It is empty.")
    since = now - timedelta(days=1)
    others = IncomingMail.objects.filter(sender=letter.sender, fate=MailFate.OPENED, received_at__gt=since)
    if others.count() >= MOST_A_DAY:
        return _("More than %(n)s complaints a day from one address.") % {"n": MOST_A_DAY}
    return ""


def open_complaint(mail, letter, *, by, now):
    """Register the complaint of a mail, once; the acknowledgement goes to the sender alone (IN-03)."""
    told = shortened(letter.told or letter.topic or _("(A mail without text: see its files.)"))
    facts = intake.Intake(
        channel=Channel.MAIL,
        title=letter.topic,
        description=told,
        name=letter.sender_name,
        email=letter.sender,
        contact_none_reason="" if letter.sender else _("a mail without a sender"),
        language=letter.language,
        first_contact_at=mail.sent_at,
        source_ref=f"mail:{mail.key}",
        **facts_in(told),
    )
    complaint = intake.submit_once(facts, by=by, now=now)
    mail.fate, mail.complaint, mail.reason = MailFate.OPENED, complaint, ""
    facts = {"mail": mail.pk, "title": mail.subject}
    tell("open_by_mail", by=System(VIA), now=now, complaint=complaint, kind=EventKind.MESSAGE, data=facts)
    keep_attachments(mail, letter, complaint, by=writer(complaint), now=now)
    return complaint


def shortened(text):
    """The text as far as a complaint holds it."""
    if len(text) <= intake.MAX_WORDS:
        return text
    end = _("[Cut here. The whole mail is kept.]")
    return f"{text[: intake.MAX_WORDS - len(end) - 2]}\n\n{end}"


def writer(complaint):
    """The consumer, acting by mail."""
    consumer = complaint.consumer
    consumer.via = VIA
    return consumer


def keep_attachments(mail, letter, complaint, *, by, now, side=Side.CONSUMER):
    """Keep the files that passed their checks; the others are named with the reason, here and in a letter."""
    refused = [*letter.refused, *keep_files(complaint, letter.files, by=by, now=now, side=side)]
    mail.refused = refused
    if not refused:
        return
    facts = {"by": System(VIA), "now": now, "complaint": complaint, "kind": EventKind.EVIDENCE}
    tell("refuse_files", reason=" ".join(refused), **facts)
    if side == Side.CONSUMER:
        tell_consumer(complaint, "files_refused", now=now, once=f"mail:{mail.pk}", files=refused)


# --- mails to a complaint -----------------------------------------------------------------------------------


def join(mail, letter, complaint, now):
    """A mail to the signed address: from the consumer's own address his word, else a colleague judges."""
    if letter.sender and letter.sender == complaint.consumer.email.strip().lower():
        hear(mail, letter, complaint, now)
    else:
        doubt(mail, letter, complaint, now, verb="hear_other")


def hear(mail, letter, complaint, now):
    """The consumer's answer; where we had asked for something, it is the answer to that."""
    by, body = writer(complaint), shortened(letter.said or _("(A mail without text: see its files.)"))
    if complaint.state == State.NEED_INFO:
        give_info(complaint, by=by, now=now, text=body, data={"mail": mail.pk})
        message = complaint.messages.filter(direction=Direction.FROM_CONSUMER).order_by("-pk").first()
    else:
        message = hear_consumer(complaint, by=by, now=now, body=body, data={"mail": mail.pk})
    mail.fate, mail.complaint, mail.message = MailFate.JOINED, complaint, message
    keep_attachments(mail, letter, complaint, by=by, now=now)


def doubt(mail, letter, complaint, now, *, verb):
    """Words of somebody who has not proved to be the consumer: colleagues see them, the consumer's page does not."""
    by, body = System(VIA), shortened(letter.said or letter.topic or _("(A mail without text: see its files.)"))
    message = add_message(complaint, Direction.UNPROVED, body, by, now)
    facts = {"address": wording.masked_address(letter.sender), "mail": mail.pk}
    tell(verb, by=by, now=now, complaint=complaint, kind=EventKind.MESSAGE, message=message, data=facts)
    tell_agents([complaint.owner, complaint.handler], "heard_unproved", now=now, complaint=complaint, once=str(mail.pk))
    mail.fate, mail.complaint, mail.message = MailFate.DOUBTFUL, complaint, message
    keep_attachments(mail, letter, complaint, by=by, now=now, side=Side.THIRD_PARTY)


def mentioned(letter):
    """The complaint of this very address that the mail speaks of: by the letter it answers, or by its number."""
    numbers = [number.upper() for number in NUMBER.findall(letter.subject) if is_number(number)]
    letters = [int(found[1]) for reference in letter.references if (found := OUR_LETTER.match(reference))]
    notices = Notice.objects.filter(pk__in=letters, channel=NoticeChannel.MAIL, agent=None)
    if not letter.sender or not (numbers or letters):
        return None
    rows = Complaint.objects.filter(consumer__email__iexact=letter.sender).order_by("-pk")
    return rows.filter(notices__in=notices).first() or rows.filter(number__in=numbers).first()


def bounced(mail, letter, complaint, now):
    """A mail server reports on a letter of ours: if it has given up, the letter is failed and its owner told."""
    own = complaint.notices.filter(channel=NoticeChannel.MAIL, agent=None)
    named = [int(found[1]) for reference in letter.report.message_ids if (found := OUR_LETTER.match(reference))]
    notice = own.filter(pk__in=named).first() or own.filter(sent_at__isnull=False).order_by("-sent_at").first()
    mail.fate, mail.complaint, mail.reason = MailFate.BOUNCE, complaint, letter.report.diagnosis
    if notice and letter.report.is_final:
        outbox.undeliverable(notice, why=letter.report.diagnosis or letter.subject, now=now)


# --- what is not needed any more -----------------------------------------------------------------------------


def to_erase(now):
    """Mails whose time is up: so many days after their complaint, or the one it was merged into, was archived.

    Their words and files stand in the case file, which is kept longer; the original is only the shortest time that
    is needed (domain.md 4.2, retention: 180 days after the end, PIPL 6 and 19). A mail that belongs to no complaint
    goes so many days after it came in.
    """
    days = kept_days(Keeping.MAIL, now)
    if days is None:
        return IncomingMail.objects.none()
    cut = now - timedelta(days=days)
    over = Q(complaint__state=State.ARCHIVED, complaint__archived_at__lte=cut)
    over |= Q(complaint__master__state=State.ARCHIVED, complaint__master__archived_at__lte=cut)
    over |= Q(complaint=None, received_at__lte=cut)
    return IncomingMail.objects.filter(over, erased_at=None).exclude(fate=MailFate.WAITING).order_by("pk")


def erase_one(pk, *, by, now):
    """Erase the original and the words of one mail; the row stays, so that the same mail never counts again.

    The file goes first: after a crash in between the next sweep finds the row as it was and does the rest.
    """
    with transaction.atomic():
        mail = claim(IncomingMail.objects.filter(pk__in=to_erase(now).values("pk")), pk)
        if mail is None:
            return 0
        mail.source.delete(save=False)
        mail.sender = mail.sender_name = mail.subject = mail.text = ""
        mail.refused, mail.erased_at = [], now
        mail.save()
        if mail.complaint:
            tell("erase_mail", by=by, now=now, complaint=mail.complaint, kind=EventKind.PRIVACY, data={"mail": mail.pk})
        return 1


# --- what people do with what is left -----------------------------------------------------------------------


def read_again(mail, *, by, now):
    """Put a mail that nobody could read back into the queue: after a repair, or for another look."""
    check(rules.wears_the_hat("submit", by))
    rows = IncomingMail.objects.filter(pk=mail.pk, fate=MailFate.UNREADABLE, erased_at=None)
    if not rows.update(fate=MailFate.WAITING, reason="", tries=0, next_try_at=now):
        raise Refused(_("Only a mail that could not be read is read again."))


def admit(mail, *, by, now, read):
    """Make a complaint of a mail that waits, or that was wrongly taken for a machine's (a person has looked)."""
    check(rules.wears_the_hat("submit", by))
    with transaction.atomic():
        mail = IncomingMail.objects.select_for_update().get(pk=mail.pk)
        if mail.fate not in (MailFate.HELD, MailFate.AUTOMATIC) or mail.erased_at:
            raise Refused(_("It is not waiting for a decision."))
        complaint = open_complaint(mail, read(mail), by=by, now=now)
        mail.save()
    return complaint


def read_source(mail, *, by, now):
    """The bytes of the original, which holds contact data; the look is recorded on the complaint (AR-07)."""
    check(rules.wears_the_hat("read_source", by))
    check(rules.allow(mail.erased_at is None, _("The original was erased when its time was up.")))
    if mail.complaint:
        facts = {"kind": EventKind.PRIVACY, "data": {"mail": mail.pk}}
        tell("read_source", by=by, now=now, complaint=mail.complaint, **facts)
    with mail.source.open("rb") as source:
        return source.read()
