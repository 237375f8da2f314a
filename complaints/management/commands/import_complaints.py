"""Loads complaints from a CSV or XLSX file; running it again on the same file loads nothing twice."""

import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from complaints.actions.importing import Importer
from complaints.enums import Channel, Via
from complaints.forms.import_row import Mapping
from complaints.forms.table_file import TableFile, Unreadable
from complaints.management.loading import load
from complaints.roles import System


class Command(BaseCommand):
    help = "Import complaints from a CSV or XLSX file. Columns with usual names (Chinese or English) are recognised."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--map", action="append", default=[], metavar="COLUMN=field", help="may be repeated")
        parser.add_argument("--channel", default=Channel.IMPORT, metavar="CODE", help="default: import")
        parser.add_argument("--encoding", default="", metavar="E", help="default: found out")
        parser.add_argument("--dry-run", action="store_true", help="judge every row, write nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *, file, channel, encoding, dry_run, **options):
        """Read, map, register in batches, report."""
        if channel not in Channel:
            known = ", ".join(Channel.values)
            raise CommandError(
                _("No channel is called “%(name)s”. Channels: %(all)s") % {"name": channel, "all": known}
            )
        try:
            table = TableFile(file, encoding)
            mapping = Mapping(table.columns, [split(pair) for pair in options["map"]])
            report = self._load(table, mapping, channel, dry_run)
        except Unreadable as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self._tell(report, dry_run, options["json"])

    def _load(self, table, mapping, channel, dry_run):
        importer = Importer(by=System(Via("import")), now=timezone.now(), dry_run=dry_run)
        rows = tqdm(table, total=table.size_hint, unit=_("rows"), disable=None, leave=False)
        for _report in load(rows, mapping, channel, importer):
            pass
        return importer.report

    def _tell(self, report, dry_run, as_json):
        facts = report.as_json()
        if as_json:
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
        else:
            for row in facts["rejected"]:
                self.stderr.write(_("Row %(row)s: %(reason)s") % row)
            counts = facts | {"rejected": len(facts["rejected"])}
            self.stdout.write(
                _("%(read)s read, %(created)s created, %(skipped)s skipped, %(rejected)s rejected") % counts
            )
            if dry_run:
                self.stdout.write(_("A dry run: nothing was written."))
        if facts["read"] and len(facts["rejected"]) == facts["read"]:
            raise CommandError(_("Not one row could be imported."))


def split(pair):
    """(column, field) of COLUMN=field; a column's name may itself hold an equals sign."""
    column, found, field = pair.rpartition("=")
    if not found or not column.strip() or not field.strip():
        raise CommandError(_("Write --map as COLUMN=field, not “%(text)s”.") % {"text": pair})
    return column.strip(), field.strip()
