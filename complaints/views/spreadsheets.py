"""Tables that leave the house as CSV: streamed, in UTF-8 with the mark that spreadsheets look for, no formulas."""

import csv

from django.http import StreamingHttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, value):
        return value


def csv_answer(name, heads, rows):
    """A download of a header and the rows, which are asked for while it runs."""
    response = StreamingHttpResponse(csv_lines(heads, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def csv_lines(heads, rows):
    """The header and a line per row."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow([safe_cell(head) for head in heads])
    for row in rows:
        yield writer.writerow([safe_cell(value) for value in row])


def safe_cell(value):
    """No cell begins like a formula (reliability.md)."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
