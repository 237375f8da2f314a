"""Learns from what people have coded; the result is measured, kept and switched off until a manager switches it on."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints.actions.learning import LEAST, train_suggestions
from complaints.enums import Via
from complaints.lifecycle import Refused
from complaints.roles import System


class Command(BaseCommand):
    help = "Train the learned suggestion on complaints that people have coded (pip install -r requirements-ml.txt)."

    def add_arguments(self, parser):
        parser.add_argument("--least", type=int, default=LEAST, help="refuse with fewer coded complaints")

    def handle(self, *, least, **options):
        """Train, and print what was measured on the newest fifth."""
        try:
            model = train_suggestions(by=System(Via("command")), now=timezone.now(), least=least)
        except Refused as refused:
            raise CommandError(refused.reason) from refused
        self.stdout.write(
            f"{model}: {model.samples} complaints, measured on {model.held_back}: first right {model.accuracy:.1%},"
            f" among three {model.top_three:.1%}, words and likeness {model.rules_accuracy:.1%}"
        )
