"""Sending to addresses that strangers have named: never inside, never along a redirect, never for long."""

import hashlib
import hmac
import http.client
import json
import socket
import ssl
from contextlib import suppress
from threading import Timer
from urllib.parse import urlsplit

from django.utils import timezone

from complaints import rules
from complaints.actions.outbox import Declined
from complaints.lifecycle import check

TIMEOUT = 5  # seconds for the next byte
WHOLE = 10  # seconds for everything, so that nobody drips an answer
AGAIN = {408, 425, 429}  # refusals that mean "later"


def signed(notice, facts, secret):
    """(body, headers) of a POST that the receiver can check: HMAC-SHA256 over time stamp, dot and body."""
    body = json.dumps(facts, ensure_ascii=False).encode()
    stamp = str(int(timezone.now().timestamp()))
    signature = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
    return body, {
        "Content-Type": "application/json",
        "Idempotency-Key": notice.once,
        "X-Timestamp": stamp,
        "X-Signature": f"sha256={signature.hexdigest()}",
    }


def send_webhook(notice):
    """One event to one subscriber, if he may still read the complaint. Raises Refused, Declined or OSError."""
    subscriber = notice.subscriber
    check(rules.may_be_told(subscriber.partner, notice.complaint_id))
    body, headers = signed(notice, notice.context, subscriber.secret)
    status = status_of(subscriber.url, body, headers)
    if 300 <= status < 500 and status not in AGAIN:
        raise Declined(f"HTTP {status}")
    if not 200 <= status < 300:
        raise ConnectionError(f"HTTP {status}")


def status_of(url, body, headers):
    """POST to a web server outside; returns the status of its answer and reads no more of it."""
    verdict = rules.may_be_called(url)
    if not verdict:
        raise Declined(verdict.why)
    parts = urlsplit(url)
    connection = Outside(parts)
    watch = Timer(WHOLE, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        connection.request("POST", path, body, headers | {"User-Agent": "complaints-webhook/1", "Connection": "close"})
        return connection.getresponse().status
    finally:
        watch.cancel()
        connection.close()


class Outside(http.client.HTTPConnection):
    """A connection to exactly the address that was looked at: the name is asked once and not again."""

    def __init__(self, parts):
        self.encrypted = parts.scheme == "https"
        self.default_port = 443 if self.encrypted else 80
        super().__init__(parts.hostname.encode("idna").decode(), parts.port or self.default_port, timeout=TIMEOUT)

    def connect(self):
        """Connect to the first address of the name, if all of them lie outside."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        if not rules.is_allowed_inside(self.host, self.port):
            for *_kind, place in found:
                if not rules.is_outside(place[0]):
                    raise Declined(f"{self.host} leads inside")
        self.sock = socket.create_connection(found[0][4][:2], timeout=self.timeout)
        if self.encrypted:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self):
        """Time is up: whoever reads or writes gets an error."""
        with suppress(OSError, AttributeError):  # over already, or not begun
            self.sock.shutdown(socket.SHUT_RDWR)
