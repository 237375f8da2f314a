"""The Chinese catalogue: found in the sources, merged from JSON, written and compiled with Babel alone.

The source language is English. `locale/zh_Hans/LC_MESSAGES/django.po` holds the Chinese and is kept in the
tree together with its compiled form, so that a fresh machine needs no gettext tools.
"""

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LOCALE = "zh_Hans"
APPS = ("complaints_site", "complaints", "knowledge_base", "support")
SKIPPED = {"tests", "migrations"}
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # the header wants dates; real ones would change the file at every run
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
CONTEXT_FIRST = ((1, "c"), 2)
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": CONTEXT_FIRST,
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def po_path(root: Path) -> Path:
    """Where the catalogue of a project lives; its compiled form lies beside it."""
    return root / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def found(root: Path) -> Catalog:
    """Every message that the Python files and templates under `root` ask for, without translations."""
    catalog = _empty()
    for path in _python_files(root):
        _add(catalog, path.read_bytes())
    for path in sorted((root / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            _add(catalog, _as_python(path))
    return catalog


def read(root: Path) -> Catalog:
    """The catalogue as it is kept in the tree; empty when there is none yet."""
    path = po_path(root)
    if not path.exists():
        return _empty()
    with path.open("rb") as po:
        catalog = read_po(po, locale=LOCALE)
    return _undated(catalog)


def updated(root: Path, merged: dict[str, str]) -> Catalog:
    """The messages found now, with the Chinese of `merged` or else of the kept catalogue."""
    catalog, kept = found(root), read(root)
    for message in messages(catalog):
        old = kept.get(message.id, message.context)
        text = merged.get(key(message)) or _single(old.string if old else "")
        message.string = (text,) if message.pluralizable else text
    return catalog


def translations(directory: Path) -> dict[str, str]:
    """All {"message": "中文"} files of a directory; a plural's key is "singular|plural"."""
    merged = {}
    for path in sorted(directory.glob("*.json")):
        merged |= json.loads(path.read_text(encoding="utf-8"))
    return merged


def write(root: Path, catalog: Catalog) -> None:
    """Write the catalogue, sorted and undated, and its compiled form."""
    path = po_path(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_po(catalog))
    path.with_suffix(".mo").write_bytes(as_mo(catalog))


def as_po(catalog: Catalog) -> bytes:
    """The text form: sorted by message, no source lines, no dates."""
    po = io.BytesIO()
    write_po(po, catalog, no_location=True, sort_output=True, ignore_obsolete=True, width=110)
    return po.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """The compiled form that Django loads."""
    mo = io.BytesIO()
    write_mo(mo, catalog)
    return mo.getvalue()


def problems(root: Path) -> list[str]:
    """What keeps the catalogue from being complete and current, one sentence each; empty when all is well."""
    wanted, kept = found(root), read(root)
    wanted_keys = {key(message) for message in messages(wanted)}
    lines = [f"not in the catalogue: {missing!r}" for missing in sorted(wanted_keys - {key(m) for m in messages(kept)})]
    for message in messages(kept):
        if key(message) not in wanted_keys:
            lines.append(f"no longer used: {key(message)!r}")
        elif not _single(message.string):
            lines.append(f"not translated: {key(message)!r}")
        elif strange := _placeholders(_single(message.string)) - _placeholders(key(message)):
            lines.append(f"unknown placeholder {sorted(strange)} in the Chinese of {key(message)!r}")
    return lines + _stale_files(root, kept)


def messages(catalog: Catalog) -> list[Message]:
    """The messages of a catalogue without its header, sorted."""
    return sorted((message for message in catalog if message.id), key=key)


def key(message: Message) -> str:
    """How JSON files name a message: "text", "singular|plural", or "context\\u0004text"."""
    text = message.id if isinstance(message.id, str) else "|".join(message.id)
    return f"{message.context}\x04{text}" if message.context else text


def _stale_files(root: Path, kept: Catalog) -> list[str]:
    path = po_path(root)
    if not path.exists() or path.read_bytes() != as_po(kept):
        return [f"{path.name} is not as `manage.py messages` writes it"]
    mo = path.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != as_mo(kept):
        return [f"{mo.name} is not compiled from {path.name}"]
    return []


def _python_files(root: Path) -> Iterator[Path]:
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if not SKIPPED & set(path.relative_to(root).parts):
                yield path


def _as_python(path: Path) -> bytes:
    """A template as calls of gettext; stripped, because what surrounds the calls has no lawful indentation."""
    lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines()
    return "\n".join(line.strip() for line in lines).encode()


def _add(catalog: Catalog, source: bytes) -> None:
    for _line, text, _comments, context in extract(
        "python", io.BytesIO(source), KEYWORDS, options={"encoding": "utf-8"}
    ):
        catalog.add(text, context=context)


def _empty() -> Catalog:
    return _undated(Catalog(locale=LOCALE, charset="utf-8", fuzzy=False))


def _undated(catalog: Catalog) -> Catalog:
    catalog.creation_date = catalog.revision_date = EPOCH
    catalog.header_comment = f"# {LOCALE}: the Chinese of the pages. Written by `python manage.py messages`."
    catalog.project, catalog.version, catalog.fuzzy = "complaints", settings.SPECTACULAR_SETTINGS["VERSION"], False
    catalog.last_translator, catalog.language_team, catalog.msgid_bugs_address = "", "", ""
    return catalog


def _single(string: str | tuple | list | None) -> str:
    """Chinese has one form for every number."""
    return (string[0] if string else "") if isinstance(string, tuple | list) else string or ""


def _placeholders(text: str) -> set[str]:
    return {named or braced for named, braced in PLACEHOLDER.findall(text)}
