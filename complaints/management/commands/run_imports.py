"""Does the imports that were begun in the browser; safe to run twice at once, and after a crash."""

import logging
from itertools import islice
from time import monotonic

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from complaints.actions import imports
from complaints.actions.importing import Importer, first_line
from complaints.enums import Via
from complaints.forms.import_row import Mapping
from complaints.forms.table_file import TableFile, Unreadable
from complaints.lifecycle import Refused
from complaints.management.loading import load
from complaints.models import ImportRun

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do the imports that were begun in the browser. Safe to run twice at once, and again after a crash."

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=float, default=None, help="hand a longer import back after so many")

    def handle(self, *, seconds, **options):
        """Each import that waits, one after the other."""
        until = None if seconds is None else monotonic() + seconds
        now = timezone.now()
        for pk in list(ImportRun.objects.to_do(now, imports.PATIENCE).values_list("pk", flat=True)):
            run = imports.take_up(pk, now=timezone.now())
            if run:
                with translation.override(run.by.language):  # the reasons are for who began it
                    self._work(run, until)

    def _work(self, run, until):
        """One import to its end, its cancelling, its failure, or the end of our time."""
        try:
            for report in self._batches(run):
                if not imports.note_progress(run, report, now=timezone.now()):
                    return
                if until and monotonic() > until and not run.is_trial:
                    imports.hand_back(run)
                    return
        except (Unreadable, Refused, OSError) as error:
            imports.fail(run, now=timezone.now(), reason=str(error))
        except ValidationError as error:
            imports.fail(run, now=timezone.now(), reason=" ".join(error.messages))
        except Exception as error:  # whatever it was: the page says so, the log has the rest
            log.exception("import %s broke off", run.pk)
            imports.fail(run, now=timezone.now(), reason=_("It broke off: %(why)s") % {"why": first_line(error)})
        else:
            imports.finish(run, now=timezone.now())

    def _batches(self, run):
        """The reports after each batch; the rows of an earlier attempt are passed over."""
        table = TableFile(run.file.path)
        mapping = Mapping(table.columns, positions=run.positions)
        run.by.via = Via("import")
        importer = Importer(by=run.by, now=timezone.now(), dry_run=run.is_trial)
        return load(islice(table, run.read, None), mapping, run.channel, importer)
