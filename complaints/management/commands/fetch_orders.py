"""Asks the order source for the facts that complaints still miss."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints.actions import orders
from complaints.gateways import orders as source


class Command(BaseCommand):
    help = "Ask the order source (ORDER_API_URL) about orders that are not yet confirmed. Safe to run twice at once."

    def handle(self, *args, **options):
        """Ask what is due; exits with one line when the source did not answer."""
        if not source.is_connected():
            return
        now = timezone.now()
        answered, errors = orders.fetch(now=now, ask=lambda number: source.ask(number, now))
        if errors:
            raise CommandError(f"{answered} answered, {len(errors)} put off: {errors[0]}")
        if answered:
            self.stdout.write(f"{answered} answered")
