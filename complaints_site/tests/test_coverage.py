"""docs/coverage.csv is no wish list: every row that says works names a test that exists."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

TABLE = (Path(settings.BASE_DIR) / "docs" / "coverage.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines()))


def test_every_requirement_has_one_row():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids)) == 193
    assert {row["status"] for row in ROWS} == {"works", "partial", "open"}


@pytest.mark.parametrize("row", [row for row in ROWS if row["test"]], ids=lambda row: row["id"])
def test_named_test_exists(row):
    path, _, name = row["test"].partition("::")
    source = (Path(settings.BASE_DIR) / path).read_text(encoding="utf-8")
    assert f"def {name}(" in source if name else "def test_" in source


def test_what_works_says_where_and_by_which_test():
    assert [row["id"] for row in ROWS if row["status"] == "works" and not (row["where"] and row["test"])] == []
