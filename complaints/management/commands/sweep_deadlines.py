"""Lets everything fall due that is due: warnings, breaches, red-line alarms, thresholds, ends of steps."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from complaints.actions.sweep import sweep
from complaints.enums import Via
from complaints.roles import System
from complaints.views.saved_rows import THRESHOLDS


class Command(BaseCommand):
    help = "Let due, late and legal red-line effects happen, each exactly once. Safe to run twice at once."

    def add_arguments(self, parser):
        parser.add_argument("--now", metavar="ISO", help="sweep as of this moment (default: now)")

    def handle(self, *, now: str | None, **options):
        """Sweep once; a complaint that fails is named, the others are done."""
        moment = parsed(now) if now else timezone.now()
        try:
            done = sweep(now=moment, by=System(Via("sweep")), also=[THRESHOLDS])
        except Exception as error:
            reason = str(error).strip().partition("\n")[0]
            raise CommandError(_("The sweep left something undone: %(reason)s") % {"reason": reason}) from error
        self.stdout.write(_("%(n)s effects") % {"n": done})


def parsed(text: str):
    """The moment written in `text`; without a time zone it is meant in ours."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(_("Not a moment: “%(text)s”. Write it as 2026-11-16T10:30.") % {"text": text})
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
