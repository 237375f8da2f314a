"""Reading a table from a file: CSV in whatever encoding and delimiter, or XLSX, one row at a time."""

import codecs
import csv
import unicodedata
import warnings
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

CHUNK = 1 << 20
CELL_LIMIT = 10_000_000  # characters; a quote that is never closed must not swallow the memory
SAMPLE_ROWS = 20
DELIMITERS = ",;\t|"
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
UNPACKED_LIMIT = 300 * CHUNK  # bytes of a workbook once unpacked
MOST_ENTRIES = 5000  # files inside a workbook
MACROS = "vbaproject"
DAMAGED = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, EOFError, ParseError, zlib.error)
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Unreadable(Exception):  # noqa: N818  reads like Refused
    """The file as a whole cannot be read; the sentence says why."""


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it, its cells, or why they could not be read."""

    number: int
    cells: tuple = ()
    broken: str = ""


class TableFile:
    """A table with a header. `columns` are the names, iterating gives the rows that are not empty."""

    def __init__(self, path, encoding=""):
        self.path = Path(path)
        self.size_hint = None
        with self._opened() as file:
            start = file.read(8)
        if not start.strip():
            raise Unreadable(_("The file is empty."))
        if start.startswith(OLD_EXCEL):
            raise Unreadable(_("This is an old Excel file: save it as XLSX or CSV."))
        self.is_workbook = start.startswith(b"PK")
        self.encoding = "" if self.is_workbook else self._known(encoding) or self._detected()
        self._delimiter = "" if self.is_workbook else self._sniffed()
        header = next(self._lines(), None)
        if header is None or header.broken or not any(header.cells):
            raise Unreadable(_("The first row holds no column names."))
        self.columns = column_names(header.cells)

    def __iter__(self):
        for row in islice(self._lines(), 1, None):
            if row.broken:
                yield row
            elif any(cell not in ("", None) for cell in row.cells):
                yield self._fitted(row)

    def _fitted(self, row):
        """As many cells as there are columns; text beyond the last column means that the row is torn."""
        width = len(self.columns)
        if any(cell not in ("", None) for cell in row.cells[width:]):
            return Row(row.number, broken=_("The row has more cells than the header."))
        return Row(row.number, (*row.cells[:width], *[""] * (width - len(row.cells))))

    def _lines(self):
        return self._workbook_lines() if self.is_workbook else self._text_lines()

    def _opened(self):
        try:
            return self.path.open("rb")
        except OSError as error:
            raise Unreadable(
                _("Cannot open %(path)s: %(why)s.") % {"path": self.path, "why": error.strerror}
            ) from error

    # CSV

    def _text(self):
        # What the encoding cannot explain becomes a half character, so that one bad byte costs one row, not the file.
        return self.path.open(encoding=self.encoding, errors="surrogateescape", newline="")

    def _text_lines(self, delimiter=""):
        csv.field_size_limit(CELL_LIMIT)
        with self._text() as file:
            reader = csv.reader(file, delimiter=delimiter or self._delimiter)
            number = 0
            while True:
                number += 1
                try:
                    yield Row(number, tuple(next(reader)))
                except StopIteration:
                    return
                except csv.Error:
                    yield Row(
                        number,
                        broken=_("The row cannot be read: a quotation mark is not closed, or a cell is too long."),
                    )
                except UnicodeError as error:
                    raise Unreadable(_("The file is not %(name)s.") % {"name": self.encoding}) from error

    def _known(self, encoding):
        try:
            return encoding and codecs.lookup(encoding).name
        except LookupError as error:
            raise Unreadable(_("Unknown encoding: %(name)s.") % {"name": encoding}) from error

    def _detected(self):
        """By its mark; else UTF-16 by its zero bytes; else UTF-8 or GB18030, whichever reads the whole file."""
        with self._opened() as file:
            start = file.read(4096)
        for mark, name in BOMS:
            if start.startswith(mark):
                return name
        zeros = (start[0::2].count(0), start[1::2].count(0))
        if max(zeros) > len(start) // 5:
            return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        return next((name for name in ("utf-8", "gb18030") if self._reads_as(name)), "utf-8")

    def _reads_as(self, encoding):
        decoder = codecs.getincrementaldecoder(encoding)()
        self.size_hint = 0
        with self._opened() as file:
            try:
                while chunk := file.read(CHUNK):
                    decoder.decode(chunk)
                    self.size_hint += chunk.count(b"\n")
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return False
        return True

    def _sniffed(self):
        """The delimiter that cuts the first rows into the most equal pieces."""

        def score(delimiter):
            widths = [len(row.cells) for row in islice(self._text_lines(delimiter), SAMPLE_ROWS)]
            same = Counter(widths)[widths[0]] / len(widths)
            return widths[0] > 1, same * widths[0]

        return max(DELIMITERS, key=score)

    # XLSX

    def _workbook_lines(self):
        """The rows of the first sheet. A formula counts with the value that was last computed for it."""
        check_archive(self.path)
        with self._opened() as file:
            book = opened_book(file)
            try:
                sheet = book.worksheets[0]
                self.size_hint = sheet.max_row
                for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                    yield Row(number, tuple(plain(cell) for cell in cells))
            except DAMAGED as error:
                raise Unreadable(_("The workbook is damaged.")) from error
            finally:
                book.close()


def opened_book(file):
    """The workbook in an open file, whatever the file is called."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl mentions styles it does not know
            return load_workbook(file, read_only=True, data_only=True)
    except DAMAGED as error:
        raise Unreadable(_("This is no XLSX workbook.")) from error


def check_archive(path):
    """Raise Unreadable for a workbook with macros, or one that unpacks to more than anybody fills in.

    The sizes are those of its directory; reading stops at them, so that they need not be true.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable(_("This is no XLSX workbook.")) from error
    if any(MACROS in entry.filename.lower() for entry in entries):
        raise Unreadable(_("This workbook holds macros: save it as XLSX without them."))
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise Unreadable(_("This workbook unpacks to more than %(n)s MB.") % {"n": UNPACKED_LIMIT >> 20})


def plain(cell):
    """A cell as text; dates stay dates. Spreadsheets keep 20240001 as 20240001.0."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def column_names(cells):
    """Readable, different names: no mark, no line break; a blank one is `column 3`, a repeated one gets a number."""
    names, seen = [], Counter()
    for position, cell in enumerate(cells, start=1):
        visible = "".join(char for char in str(cell) if unicodedata.category(char) not in ("Cf", "Cs"))
        name = " ".join(visible.split()) or f"column {position}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names
