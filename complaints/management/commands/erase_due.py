"""`erase_due`: erases what has been kept long enough; `--dry-run` only prints what would go."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.actions import retention
from complaints.actions.sweep import Round, make_round
from complaints.enums import Keeping, Via
from complaints.management.commands.sweep_deadlines import parsed
from complaints.roles import System

ROUNDS = {kind: Round(due, retention.ERASE[kind]) for kind, due in retention.DUE.items()}


class Command(BaseCommand):
    """Each row has a transaction of its own: interrupted or run twice, every row is erased exactly once."""

    help = "Erase what has been kept long enough, in batches; with --dry-run print what would go and change nothing."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="print what would go; change nothing")
        parser.add_argument("--batch", type=int, default=200, help="rows looked up at once")
        parser.add_argument("--now", metavar="ISO", help="as of this moment (default: now)")

    def handle(self, *, dry_run: bool, batch: int, now: str | None, **options):
        """Go through the kinds of data; a row that fails is left for the next run."""
        moment = parsed(now) if now else timezone.now()
        for kind, step in ROUNDS.items():
            if dry_run:
                self.list_due(kind, step.due(moment), batch)
                continue
            done, error = make_round(step, by=System(Via("sweep")), now=moment, batch=batch)
            self.stdout.write(f"{kind.label}: {done}")
            if error:
                raise error

    def list_due(self, kind, rows, batch):
        """How many would go, and which."""
        self.stdout.write(f"{kind.label}: " + _("%(n)s would be erased") % {"n": rows.count()})
        for row in rows[:batch]:
            self.stdout.write(f"  {row if kind == Keeping.CASE else f'#{row.pk}'}")
