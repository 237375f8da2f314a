"""Asks the malware scanner about the files that wait for it."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints.actions import scans
from complaints.gateways import scanner


class Command(BaseCommand):
    help = "Ask the scanner (MALWARE_SCANNER) about files that came in. Safe to run twice at once."

    def handle(self, *args, **options):
        """Ask what is due; exits with one line when the scanner did not answer: the files wait."""
        if not scanner.is_connected():
            return
        answered, errors = scans.scan_waiting(now=timezone.now(), ask=scanner.ask)
        if errors:
            raise CommandError(f"{answered} scanned, the scanner did not answer: {errors[0]}")
        if answered:
            self.stdout.write(f"{answered} scanned")
