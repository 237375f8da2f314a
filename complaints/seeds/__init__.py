"""Data files of ours, and how they are read: the taxonomy with its departments, keywords and flags."""

import json
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
