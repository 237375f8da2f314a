"""Measures the product against the thin floor in the same run, on a database of its own."""

import logging
import os
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test.utils import override_settings

from complaints.management.bench import cases, stopwatch, world

# As in production: no record of statements, no page of debugging.
LIKE_PRODUCTION = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["*"],
    "ROOT_URLCONF": "complaints.management.bench.floors",
}


class Command(BaseCommand):
    help = "Seed N complaints into a database bench_N, then print B1 to B7 and B13 beside the thin floor."

    def add_arguments(self, parser):
        parser.add_argument("--n", type=int, default=int(os.environ.get("N") or 100_000), help="complaints")
        parser.add_argument("--runs", type=int, default=30)

    def handle(self, *, n: int, runs: int, **options):
        """Build the world unless it stands, then measure."""
        logging.disable(logging.WARNING)
        move_to_database(f"bench_{n}")
        call_command("migrate", verbosity=0, interactive=False)
        if not world.is_built(n):
            begin = time.monotonic()
            world.build(n, lambda step: self.stderr.write(f"{time.monotonic() - begin:6.0f} s  {step}"))
        with override_settings(**LIKE_PRODUCTION):
            measured = cases.all_cases()
            stopwatch.measure(measured, runs)
        self.stdout.write(f"{n:,} complaints, {runs} runs each, in turns\n\n{stopwatch.table(measured)}\n")
        for words in (cases.FOUR, cases.RARE_PAIR, cases.COMMON, "收到当天"):
            found, there_are = cases.recall(words)
            self.stdout.write(f"recall of “{words}” against ILIKE: {found} of {there_are}")


def move_to_database(name):
    """Let this process work in a database of that name, made if there is none: nobody's data is touched."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    connection.close()
    connection.close_pool()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
