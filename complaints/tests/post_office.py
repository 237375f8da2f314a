"""A real mail server for tests: letters leave over SMTP (aiosmtpd), mails are fetched over IMAP (pymap)."""

import asyncio
import logging
import threading
from argparse import Namespace
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from socket import create_server

from aiosmtpd.controller import Controller
from imap_tools import MailBoxUnencrypted, MailMessageFlags
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPService

logging.getLogger("mail.log").setLevel(logging.WARNING)
USER, PASSWORD = "desk", "a-mailbox-password"
HOST = "127.0.0.1"
INTAKE = "complaints@desk.example"
LU = "陆女士 <lu@example.com>"
STORY = "昨天收到的虾都化了，有臭味，我要求退款。"


def free_port():
    """A port on which nobody listens; the same one serves again after a stop."""
    with create_server((HOST, 0)) as listener:
        return listener.getsockname()[1]


class Smtp:
    """Takes letters; `refuse` maps a receiver to the server's refusal."""

    def __init__(self):
        self.port, self.letters, self.refuse = free_port(), [], {}
        self.start()

    def start(self):
        """Listen."""
        self.controller = Controller(self, hostname=HOST, port=self.port)
        self.controller.start()

    def stop(self):
        """Be away."""
        self.controller.stop()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        """Refuse some receivers."""
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Keep the letter."""
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"

    def sent_to(self, address):
        """The letters to an address, as messages."""
        return [
            message_from_bytes(content, policy=policy.default)
            for _sender, receivers, content in self.letters
            if address in receivers
        ]


class Imap:
    """One mailbox; what lies in it outlives a stop."""

    def __init__(self):
        self.port = free_port()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        facts = {"debug": False, "cert": None, "key": None, "tls": False, "proxy_protocol": None}
        facts |= {"inherited_sockets": None, "passlib_cfg": None, "skip_services": [], "demo_data": False}
        arguments = Namespace(host=[HOST], port=str(self.port), demo_user=USER, demo_password=PASSWORD, **facts)
        self.backend, self.config = self.run(DictBackend.init(arguments))
        self.start()

    def run(self, coroutine):
        """Wait for something in the server's own thread."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(10)

    def start(self):
        """Listen."""
        self.run(self.listen())

    async def listen(self):
        """Begin to serve."""
        self.config.apply_context()
        self.stack = AsyncExitStack()
        await self.backend.start(self.stack)
        await IMAPService(self.backend, self.config).start(self.stack)

    def stop(self):
        """Be away."""
        self.run(self.stack.aclose())

    def close(self):
        """For good."""
        self.stop()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def connect(self):
        """A signed-in connection."""
        return MailBoxUnencrypted(HOST, self.port, timeout=5).login(USER, PASSWORD, "INBOX")

    def put(self, *mails):
        """Let mails arrive."""
        with self.connect() as box:
            for mail in mails:
                status, _answer = box.append(mail, "INBOX", dt=None)
                assert status == "OK"

    def unseen(self):
        """How many mails are not marked as seen."""
        with self.connect() as box:
            return len(box.uids("UNSEEN"))

    def forget_seen(self):
        """As if the program had died before it could mark anything."""
        with self.connect() as box:
            box.flag(box.uids(), MailMessageFlags.SEEN, False)


def mail(text=STORY, *, sender=LU, to=INTAKE, subject="虾坏了", at=None, ident="<one@example.com>", html="", **headers):
    """The bytes of a mail; header names are written with _ for -."""
    message = EmailMessage(policy=SMTP.clone(utf8=False))
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = format_datetime(at or datetime(2026, 11, 16, 1, 48, tzinfo=UTC))
    if ident:
        message["Message-ID"] = ident
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def signed(complaint):
    """The address that says which complaint an answer belongs to."""
    from complaints.actions import links

    return links.reply_address(complaint)


def letters(complaint, event):
    """The letters of a complaint about one event."""
    return complaint.notices.filter(event=event, channel="mail")
