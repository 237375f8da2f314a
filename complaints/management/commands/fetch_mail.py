"""Takes in what lies in the mailbox: every unseen mail is kept, then marked as seen, then read and filed."""

import imaplib
import re
import ssl
from datetime import UTC

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from imap_tools import AND, MailBox, MailBoxUnencrypted, MailMessageFlags
from imap_tools.errors import ImapToolsError

from complaints.actions import mailbox
from complaints.forms.letter import letter_of

TIMEOUT = 20
BEGINNING = 1024 * 1024  # bytes fetched of a mail that is too large: its words come first
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
ARRIVED = "(RFC822.SIZE INTERNALDATE)"


class Command(BaseCommand):
    help = "Take in new mails. Safe at any time and twice at once; what was kept before is filed even without a server."

    def handle(self, *args, **options):
        """Fetch, then file; exits with one line when the mailbox does not answer or a mail could not be read."""
        now = timezone.now()
        fetched, trouble = fetch(now) if settings.MAILBOX_URL else (0, "")
        filed, unread = mailbox.work_off(now=now, read=letter_of)
        if unread:
            trouble = trouble or _("%(n)s mails could not be read: %(why)s") % {"n": len(unread), "why": unread[0]}
        if trouble:
            raise CommandError(trouble)
        if fetched or filed:
            self.stdout.write(_("%(fetched)s fetched, %(filed)s filed") % {"fetched": fetched, "filed": filed})
        elif not settings.MAILBOX_URL:
            self.stdout.write(_("No mailbox is set up (MAILBOX_URL)."))


def fetch(now):
    """(how many new mails were kept, one line about what went wrong or "")."""
    kept = 0
    try:
        with open_mailbox(settings.MAILBOX) as box:
            for uid in box.uids(AND(seen=False)):
                kept += fetch_one(box, uid, now)
    except (OSError, ImapToolsError, imaplib.IMAP4.error) as error:
        return kept, _("The mailbox does not answer: %(why)s") % {"why": mailbox.first_line(error) or repr(error)}
    return kept, ""


def open_mailbox(address):
    """A signed-in connection to the folder; encrypted unless the address says otherwise."""
    if address["is_encrypted"]:  # without a context of its own, imaplib would believe every certificate
        box = MailBox(address["host"], address["port"], timeout=TIMEOUT, ssl_context=ssl.create_default_context())
    else:
        box = MailBoxUnencrypted(address["host"], address["port"], timeout=TIMEOUT)
    try:
        return box.login(address["user"], address["password"], address["folder"])
    except BaseException:
        box.client.shutdown()
        raise


def fetch_one(box, uid, now):
    """Keep one mail, then mark it as seen: a crash in between fetches it again, and the second copy is known as one."""
    raw, received_at, is_cut = download(box, uid)
    if raw is None:
        return False
    is_new = mailbox.keep(raw, now=now, received_at=received_at, is_cut=is_cut)
    box.flag(uid, MailMessageFlags.SEEN, True)
    return is_new


def download(box, uid):
    """(bytes, time of receipt, whether only the beginning) of a mail; None for one the server does not give us."""
    _status, (facts, *_more) = box.client.uid("FETCH", uid, ARRIVED)
    size = SIZE.search(facts or b"")
    if size is None:
        return None, None, False
    is_cut = int(size[1]) > settings.MAIL_MAX_BYTES
    _status, answer = box.client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{BEGINNING}>)" if is_cut else "(BODY.PEEK[])")
    raw = next((row[1] for row in answer if isinstance(row, tuple)), None)
    return raw, arrival(facts), is_cut


def arrival(facts):
    """When the server got the mail."""
    at = imaplib.Internaldate2tuple(facts)
    return timezone.datetime(*at[:6]).astimezone(UTC) if at else None
