"""What the machine says of complaints, beside what people made of it: for those who choose the code (CL-20)."""

from django.db.models.functions import Left

from complaints.actions.rulebook import standing, suggestion_for
from complaints.classify.learned import ENOUGH
from complaints.enums import Basis
from complaints.models import Category, Complaint
from complaints.text import words_of

WORTH_A_WORD = 0.1  # a share below it is not shown


def suggestions_for(complaint):
    """What the machine said first, out of what and how sure; and what the learned model suggests now."""
    said = complaint.machine_said
    confidence = said.get("confidence")
    return {
        "machine": Category.objects.filter(pk=said.get("category", "")).first(),
        "basis": Basis(said["basis"]).label if said else "",
        "confidence": confidence and round(100 * confidence),
        "learned": ranked(suggestion_for(complaint)),
    }


def ranked(suggestion):
    """[(category, per cent), ...] of a suggestion; codes out of use, and those it hardly believes in, are left out."""
    ranks = [rank for rank in suggestion.ranks if rank[1] >= WORTH_A_WORD] if suggestion else []
    names = Category.objects.filter(is_active=True).in_bulk([code for code, _share in ranks]) if ranks else {}
    return [(names[code], round(100 * share)) for code, share in ranks if code in names]


def first_suggestions(complaints):
    """{key of a complaint: (category, per cent)} for the rows of a list; empty where no model is switched on."""
    learned = standing().learned
    if not learned:
        return {}
    keys = [complaint.pk for complaint in complaints]
    told = Complaint.objects.filter(pk__in=keys).only("title").annotate(start=Left("description", ENOUGH))
    found = {}
    for row in told.order_by():
        row.description = row.start
        found[row.pk] = learned.suggest(words_of(row))
    names = Category.objects.filter(is_active=True).in_bulk({suggestion.code for suggestion in found.values()})
    return {pk: (names[one.code], round(100 * one.share)) for pk, one in found.items() if one.code in names}
