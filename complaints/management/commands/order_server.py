"""A reference order source for the demo and for whoever connects a real one: GET /<order number> answers with JSON."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from django.core.management.base import BaseCommand
from django.utils import timezone

from complaints.demo import library, shop

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Serve the demo's orders until Ctrl-C. Point ORDER_API_URL at the address it prints."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8091)

    def handle(self, *, port: int, **options):
        """Answer questions about orders."""
        known = shop.orders(library.written_stories(), timezone.now())
        with server(known, port) as serving:
            self.stdout.write(f"{len(known)} orders: ORDER_API_URL=http://{HOST}:{serving.server_port}/orders/")
            try:
                serving.serve_forever()
            except KeyboardInterrupt:
                self.stdout.write("Stopped.")


def server(orders, port=0):
    """An HTTP server that knows `orders`, {number: facts}, on `port` (0: any free one)."""

    class Answer(BaseHTTPRequestHandler):
        """One question: the last part of the path is the number of the order."""

        def do_GET(self):
            facts = orders.get(unquote(self.path.rpartition("/")[2]))
            body = json.dumps(facts or {"detail": "unknown"}, default=str, ensure_ascii=False).encode()
            self.send_response(200 if facts else 404)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            """Quiet: the questions stand in the complaints' history."""

    return ThreadingHTTPServer((HOST, port), Answer)
