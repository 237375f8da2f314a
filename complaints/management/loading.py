"""From the rows of a table to the importer, batch by batch: for the command, and for the worker."""

from itertools import islice

from django.core.exceptions import ValidationError

from complaints.actions.importing import BATCH


def load(rows, mapping, channel, importer):
    """Judge and take the rows; yields the report after each batch, so that one can tell how far it is, or stop."""
    for batch in in_batches(rows, BATCH):
        importer.take([pair for row in batch if (pair := judged(row, mapping, channel, importer))])
        yield importer.report


def judged(row, mapping, channel, importer):
    """(row number, Intake), or None for a row that was rejected."""
    importer.report.read += 1
    if row.broken:
        importer.report.reject(row.number, row.broken)
        return None
    try:
        return row.number, mapping.intake(row.cells, channel=channel, now=importer.now)
    except ValidationError as error:
        importer.report.reject(row.number, " ".join(error.messages))
        return None


def in_batches(rows, size):
    """Lists of `size` rows, the last one shorter."""
    rows = iter(rows)
    return iter(lambda: list(islice(rows, size)), [])
