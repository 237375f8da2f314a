"""Classifies texts from standard input, one a line, and writes nothing: for trying keyword rules."""

import json
import sys

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.actions.rulebook import Rulebook
from complaints.models import Category


class Command(BaseCommand):
    help = "Read one text a line from standard input, print each one's classification with the words that fired."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, json: bool, **options):
        """Answer line by line, also to blank ones, so that answers stay beside their texts."""
        rulebook = Rulebook(timezone.now())
        names = {category.code: category.name for category in Category.objects.all()}
        for line in sys.stdin:
            # Bytes that are no UTF-8 arrive as half characters, which no terminal takes back.
            text = line.rstrip("\r\n").encode("utf-8", "replace").decode("utf-8")
            found = rulebook.classify(text)
            self.stdout.write(as_json(found) if json else as_line(found, names))


def as_json(found):
    """The classification as the contract names its parts."""
    return json.dumps(
        {
            "category": found.category,
            "group": found.group,
            "priority": found.priority,
            "tier": found.tier,
            "flags": list(found.flags),
            "matched_words": list(found.matched_words),
            "confidence": found.confidence,
            "similar_to": next((r.params["example"] for r in found.reasons if r.code == "similar"), None),
        },
        ensure_ascii=False,
    )


def as_line(found, names):
    """G01 name · P2 · medium · flags · words."""
    words = ", ".join(found.matched_words) or _("no word fired")
    parts = [f"{found.category} {names.get(found.category, '')}", found.priority, found.tier, *found.flags, words]
    return " · ".join(parts)
