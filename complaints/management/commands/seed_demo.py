"""A living demo: policy, people at every desk, and complaints acted out by them over the last weeks."""

import os
import secrets
import time

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from complaints.classify import alike
from complaints.demo import cast, filters, library, partners, standards, variations, wordings
from complaints.demo.play import Player, demo_complaints
from complaints.management.policy import bring_policy


class Command(BaseCommand):
    help = "Create the demo: policy, people with every role, complaints in every state. Running it again adds nothing."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=1, help="makes other variations beyond the written stories")
        parser.add_argument("--complaints", type=int, default=0, help="how many complaints at least")

    def handle(self, *, seed: int, complaints: int, **options):
        """Policy, people, stories; then what the other apps bring along."""
        began, now = time.monotonic(), timezone.now()
        bring_policy()
        alike("")  # the examples are read before the transaction, not in it
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        with transaction.atomic():
            people = self._people(password, now)
            written = library.written_stories()
            player = Player(people, now)
            new = player.play(written + variations.stories(complaints - len(written), seed))
            partners.close_the_line(now)
            filters.load_filters(people, now)
            wordings.load_wordings(people, now)
            filters.load_import(people, now)
            self._other_apps(player, now)
        took = time.monotonic() - began
        self.stdout.write(f"{new} new complaints, {len(player.complaints)} in all ({took:.0f} s).")

    def _people(self, password, now):
        people, new = cast.load_cast(password, now=now)
        if os.environ.get("DEMO_PASSWORD"):
            cast.set_password(people, password)
        cast.load_limits(people, now)
        cast.load_skills(people, now)
        cast.load_calendar(now)
        cast.load_promotion(now)
        cast.load_absences(people, now)
        cast.load_ties(people, now)
        partners.load_shop(now)
        partners.load_contacts()
        standards.load_standards(people, now)
        if new:
            self.stdout.write(f"Password of everybody: {password}")
        self.stdout.write(f"People: {', '.join(people)}")
        return people

    def _other_apps(self, player, now):
        """Apps above this one may bring a demo of their own; this one must not know them (the import law)."""
        complaints = list(demo_complaints())
        for config in apps.get_app_configs():
            if hasattr(config, "load_demo"):
                config.load_demo(player.cast, complaints, now)
