"""Data files of ours, and how they are read: the taxonomy with its keywords and flags, and the claimed benchmarks."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from complaints.classify import Rule


def load_taxonomy():
    """The whole file: departments, groups, categories with their keywords, flags with theirs."""
    return json.loads(Path(__file__).with_name("taxonomy.json").read_text(encoding="utf-8"))


def keyword_rules(taxonomy):
    """Every keyword as a Rule; one without its own priority or tier takes those of its category."""
    return [
        Rule(
            term=term,
            language=block["language"],
            category_code=entry["code"] if "group" in entry else "",
            weight=block["weight"],
            priority=block.get("priority", entry.get("priority", "")),
            tier=block.get("tier", entry.get("tier", "")),
            flag=block.get("flag", "" if "group" in entry else entry["code"]),
        )
        for entry in taxonomy["categories"] + taxonomy["flags"]
        for block in entry["keywords"]
        for term in block["terms"]
    ]


@dataclass(frozen=True)
class Benchmark:
    """A figure a source claims, shown beside our own and never as our own (domain.md, figures named in the seeds)."""

    code: str
    value: float
    unit: str
    source: str


@cache
def benchmarks():
    """{code: the figure with its source}."""
    rows = json.loads(Path(__file__).with_name("benchmarks.json").read_text(encoding="utf-8"))
    return {row["code"]: Benchmark(**row) for row in rows}
