"""A payment system for the demo, for tests, and as the measure for whoever connects a real one.

It takes orders as POST, pays a key once at most, and answers a repeated order with what became of the first. A failed
order may be ordered again under its key. What it does wrong is named, so that a test can ask for it.
"""

import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

HOST = "127.0.0.1"
# What can go wrong with one order, on either side of the payment.
FAULTS = (
    *("away", "busy", "lost_order"),  # nothing was booked
    *("lost_answer", "nonsense", "silent", "accepted_only"),  # it was booked, and we do not hear so
    "declined",  # it could not be paid
)


@dataclass
class Till:
    """The books of the payment system: {key: reference} of what was paid, and every order as it came."""

    fault: object = None  # () -> a fault or None, asked once an order
    paid: dict = field(default_factory=dict)
    orders: list = field(default_factory=list)
    guard: Lock = field(default_factory=Lock)

    def order(self, key, facts):
        """(HTTP status or None for a dropped line, what is answered) for one order."""
        with self.guard:
            self.orders.append((key, facts))
            fault = self.fault() if self.fault else None
            if fault in ("away", "busy", "lost_order"):
                return {"away": (None, b""), "busy": (503, b""), "lost_order": (200, b"<html>welcome</html>")}[fault]
            if fault == "declined" and key not in self.paid:
                return 200, answer("failed", reason="account closed")
            reference = self.paid.setdefault(key, f"BANK-{len(self.paid) + 1:06d}")
        told = {"lost_answer": (None, b""), "nonsense": (200, b"{"), "silent": (200, b""), "declined": (None, b"")}
        told["accepted_only"] = (200, answer("accepted"))
        return told.get(fault, (200, answer("paid", reference=reference)))


def answer(status, **facts):
    """An answer as JSON."""
    return json.dumps({"status": status, **facts}).encode()


def server(till, port=0):
    """An HTTP server in front of `till` on `port` (0: any free one)."""

    class Window(BaseHTTPRequestHandler):
        """One order."""

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, said = till.order(self.headers.get("Idempotency-Key", ""), json.loads(body))
            if status is None:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_words):
            """Quiet: the orders stand in the complaints' history."""

    return ThreadingHTTPServer((HOST, port), Window)
