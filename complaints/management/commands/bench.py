"""Measures the product against the thin floor in the same run, on a database of its own."""

import logging
import os
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import override_settings

from complaints.actions.policy import load_policy
from complaints.management.bench import cases, stopwatch, world
from complaints.management.bench import payloads as payload
from complaints.management.bench import peak as peaks

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
        parser.add_argument("--payloads", type=int, metavar="M", help="send M made-up complaints, good and broken")
        parser.add_argument("--seed", type=int, default=1, help="of the made-up complaints")
        parser.add_argument("--peak", type=int, metavar="M", help="file M complaints over HTTP while the sweep runs")
        parser.add_argument("--clients", type=int, default=8, help="of the peak")

    def handle(self, *, n: int, runs: int, payloads: int, seed: int, peak: int, clients: int, **options):
        """Measure what was asked for."""
        logging.disable(logging.WARNING)
        if payloads:
            self.send_payloads(payloads, seed)
        elif peak:
            prepare("bench_peak")
            self.stdout.write(peaks.run(peak, clients))
        else:
            self.measure_cases(n, runs)

    def send_payloads(self, count, seed):
        """Every one answered without a 5xx, every one let in complete; else exit with the first that is not."""
        prepare("bench_payloads")
        load_policy()
        begin = time.monotonic()
        with override_settings(DEBUG=False, ALLOWED_HOSTS=["*"], REST_FRAMEWORK=payload.many_rates()):
            outcome = payload.send(count, seed)
        took = time.monotonic() - begin
        statuses = ", ".join(f"{what}: {number:,}" for what, number in sorted(outcome.statuses.items()))
        self.stdout.write(f"{count:,} sent in {took:.0f} s, {outcome.let_in:,} let in and complete ({statuses})")
        if outcome.problems:
            raise CommandError(f"{len(outcome.problems)} problems: {outcome.problems[0]}")

    def measure_cases(self, n, runs):
        """Build the world unless it stands, then measure."""
        prepare(f"bench_{n}")
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


def prepare(name):
    """An empty or known database of that name, migrated."""
    move_to_database(name)
    call_command("migrate", verbosity=0, interactive=False)


def move_to_database(name):
    """Let this process work in a database of that name, made if there is none: nobody's data is touched."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    connection.close()
    connection.close_pool()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
