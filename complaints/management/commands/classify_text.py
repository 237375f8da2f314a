"""Classifies texts and writes nothing: from standard input to try keyword rules, or a labelled file to measure them."""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.actions.rulebook import Rulebook
from complaints.classify import group_of
from complaints.enums import UNCLASSIFIED, Priority
from complaints.models import Category


class Command(BaseCommand):
    help = "Read one text a line from standard input, print each one's classification with the words that fired."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument(
            "--check",
            metavar="FILE",
            type=Path,
            help="measure on a TSV or CSV instead: columns text, and where known code, also, danger, set",
        )

    def handle(self, *, json: bool, check, **options):
        """Answer line by line, also to blank ones, so that answers stay beside their texts."""
        rulebook = Rulebook(timezone.now())
        if check:
            for name, rows in labelled(check).items():
                figures = measured(rows, rulebook.classify)
                self.stdout.write(dumped({"set": name, **figures}) if json else f"{name}: {as_figures(figures)}")
            return
        names = {category.code: category.name for category in Category.objects.all()}
        for line in sys.stdin:
            # Bytes that are no UTF-8 arrive as half characters, which no terminal takes back.
            text = line.rstrip("\r\n").encode("utf-8", "replace").decode("utf-8")
            found = rulebook.classify(text)
            self.stdout.write(as_json(found) if json else as_line(found, names))


def dumped(row):
    """One line of JSON, Chinese as it is."""
    return json.dumps(row, ensure_ascii=False)


def as_json(found):
    """The classification as the contract names its parts."""
    return dumped(
        {
            "category": found.category,
            "group": found.group,
            "priority": found.priority,
            "tier": found.tier,
            "flags": list(found.flags),
            "matched_words": list(found.matched_words),
            "confidence": found.confidence,
            "similar_to": next((r.params["example"] for r in found.reasons if r.code == "similar"), None),
        }
    )


def as_line(found, names):
    """G01 name · P2 · medium · flags · words · how sure."""
    words = ", ".join(found.matched_words) or _("no word fired")
    parts = [f"{found.category} {names.get(found.category, '')}", found.priority, found.tier, *found.flags, words]
    return " · ".join(parts if found.confidence is None else [*parts, f"{found.confidence:.0%}"])


def labelled(path):
    """The rows of a file by their set; a column `code` is the best answer, `also` names others as good."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            dialect = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if path.suffix == ".tsv" else {}
            rows = list(csv.DictReader(file, **dialect))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{path}: {error}") from error
    if not rows or "text" not in rows[0]:
        raise CommandError(f"{path}: no column “text”, or no row")
    sets = defaultdict(list)
    for row in rows:
        sets[row.get("set") or path.name].append(row)
    return sets


def measured(rows, classify):
    """Shares over the rows of one set, and milliseconds a text."""
    answers, times = [], []
    classify(rows[0]["text"])  # loads what is loaded once
    for row in rows:
        begun = perf_counter()
        answers.append(classify(row["text"]))
        times.append((perf_counter() - begun) * 1000)
    figures = {
        "texts": len(rows),
        "unclassified": share(answer.category == UNCLASSIFIED for answer in answers),
        "p1": share(answer.priority == Priority.P1 for answer in answers),
        "ms_median": round(median(times), 1),
        "ms_p95": round(quantiles(times, n=20)[-1], 1) if len(times) > 1 else round(times[0], 1),
    }
    return figures | (against_labels(rows, answers) if "code" in rows[0] else {})


def against_labels(rows, answers):
    """How many answers are acceptable, and how many of the dangers are P1."""
    accepted = [{row["code"], *(row.get("also") or "").split()} for row in rows]
    dangers = [answer for row, answer in zip(rows, answers, strict=True) if row.get("danger")]
    pairs = list(zip(answers, accepted, strict=True))
    return {
        "code": share(answer.category in codes for answer, codes in pairs),
        "group": share(answer.group in set(map(group_of, codes)) for answer, codes in pairs),
        "dangers": len(dangers),
        "dangers_p1": sum(answer.priority == Priority.P1 for answer in dangers),
    }


def share(truths):
    """The share of true ones, three decimals."""
    truths = list(truths)
    return round(sum(truths) / len(truths), 3)


def as_figures(figures):
    """name value · name value."""
    return " · ".join(f"{name} {value}" for name, value in figures.items())
