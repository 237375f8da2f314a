"""`reconcile`: proves money, clocks and responsibility from the rows alone; names the first row that lies."""

from itertools import chain

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from complaints.models import Complaint, Payout
from complaints.reports import clocks, money, payer, stints


class Command(BaseCommand):
    """Reads everything in one snapshot; changes nothing. Ends with 1 at the first lie."""

    help = "Prove every payout, state, pause and interval from the rows alone; name the first row that lies."

    def handle(self, **options):
        """Walk through all proofs; remarks are counted, a lie ends the walk."""
        remarks = 0
        with transaction.atomic():
            self.take_snapshot()
            for lie in chain(money.lies(), payer.lies(), clocks.lies(), stints.lies()):
                if not lie.is_remark:
                    raise CommandError(str(lie))
                remarks += 1
                self.stderr.write(f"remark: {lie}")
            counts = {"payouts": Payout.objects.count(), "complaints": Complaint.objects.count(), "remarks": remarks}
        self.stdout.write("{payouts} payouts, {complaints} complaints: 0 lies, {remarks} remarks".format(**counts))

    def take_snapshot(self):
        """One moment for all proofs, and as long as it takes; inside a caller's transaction that one's moment."""
        with connection.cursor() as cursor:
            if not connection.savepoint_ids:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
