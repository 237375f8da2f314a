"""Quotation marks are “ ” in both languages (GB/T 15834), so that no English page shows Chinese corner brackets."""

from django.conf import settings

from complaints_site import catalogue
from complaints_site.tests.sources import production_files

CORNERS = "\u300c\u300d\u300e\u300f"


def with_corners(texts):
    return [name for name, text in texts if any(mark in text for mark in CORNERS)]


def test_no_page_and_no_sentence_has_corner_brackets():
    pages = sorted((settings.BASE_DIR / "templates").rglob("*.*"))
    assert len(pages) > 100
    paths = [*pages, *production_files(), catalogue.po_path(settings.BASE_DIR)]
    # The classifier has to know them: consumers write so.
    paths = [path for path in paths if "classify" not in path.parts and path.suffix in {".html", ".txt", ".py", ".po"}]
    assert with_corners((path.name, path.read_text(encoding="utf-8")) for path in paths) == []
