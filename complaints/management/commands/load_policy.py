"""`load_policy`: the rows that a new version brings along, after every migrate."""

from django.core.management.base import BaseCommand

from complaints.management.policy import bring_policy


class Command(BaseCommand):
    help = "Create what is missing of roles, taxonomy, targets, ladder, law, playbooks; edited rows stay as they are."

    def handle(self, **options):
        """All of it or nothing."""
        bring_policy()
        self.stdout.write("The policy is complete.")
