"""Keeps the Chinese catalogue complete: `messages` writes it, `messages --check` only judges it."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from complaints_site import catalogue


class Command(BaseCommand):
    help = "Find every translatable string, merge translations, write and compile the Chinese catalogue."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--merge", type=Path, metavar="DIR", help='directory of {"message": "中文"} JSON files')
        parser.add_argument("--check", action="store_true", help="write nothing; fail when one is missing or stale")

    def handle(self, *, merge: Path | None, check: bool, **options):
        """Write the catalogue, or with --check list what is wrong with it and exit non-zero."""
        if check:
            self._check()
            return
        translations = catalogue.translations(merge) if merge else {}
        catalog = catalogue.updated(settings.BASE_DIR, translations)
        catalogue.write(settings.BASE_DIR, catalog)
        known = {catalogue.key(message) for message in catalogue.messages(catalog)}
        for unused in sorted(translations.keys() - known):
            self.stderr.write(f"merged by nobody: {unused!r}")
        self._report(len(known))

    def _report(self, count: int) -> None:
        problems = catalogue.problems(settings.BASE_DIR)
        for line in problems:
            self.stderr.write(line)
        self.stdout.write(f"{count} messages, {len(problems)} open")

    def _check(self) -> None:
        problems = catalogue.problems(settings.BASE_DIR)
        if problems:
            raise CommandError("\n".join([*problems, f"{len(problems)} problems in the Chinese catalogue"]))
        self.stdout.write("The Chinese catalogue is complete.")
