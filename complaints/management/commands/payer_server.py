"""A reference payment system for the demo and for whoever connects a real one."""

from django.core.management.base import BaseCommand

from complaints.management.till import HOST, Till, server


class Command(BaseCommand):
    help = "Serve a payment system that pays everything, until Ctrl-C. Point PAYMENT_WEBHOOK_URL at its address."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8092)

    def handle(self, *, port: int, **options):
        """Take orders; the books are in memory and end with the command."""
        with server(Till(), port) as serving:
            self.stdout.write(f"PAYMENT_WEBHOOK_URL=http://{HOST}:{serving.server_port}/pay")
            self.stdout.flush()
            try:
                serving.serve_forever()
            except KeyboardInterrupt:
                self.stdout.write("Stopped.")
