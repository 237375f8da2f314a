"""`load_policy`: the rows that a new version brings along, after every migrate."""

from django.core.management.base import BaseCommand

from complaints.actions.policy import load_policy


class Command(BaseCommand):
    help = "Create what is missing of roles, departments, taxonomy, targets, ladder, law; edited rows stay as they are."

    def handle(self, **options):
        """All of it or nothing."""
        load_policy()
        self.stdout.write("The policy is complete.")
