"""What the complaints of one batch are to each other: likely the same fault in many homes (IN-02, scenario 9)."""

from django.db.models import Q
from django.utils.translation import gettext as _

from complaints.models import Complaint, Incident
from complaints.rules import GOODS
from complaints.text import fold

MANY = 40


def of_batch(complaint, agent, people):
    """Complaints of other people about the same batch of the same brand or product, oldest first.

    A batch number alone says little: two makers may print the same. What is linked, merged or in the same incident
    already is left out.
    """
    makes = {name: getattr(complaint, name) for name in ("brand", "product") if getattr(complaint, name)}
    if not complaint.batch or not makes:
        return []
    same_make = Q(*((f"{name}__iexact", value) for name, value in makes.items()), _connector=Q.OR)
    rows = Complaint.objects.visible_to(agent).filter(same_make, batch=complaint.batch, master=None)
    rows = rows.exclude(pk=complaint.pk).exclude(consumer__in=people).exclude(linked=complaint.pk)
    rows = rows.exclude(incident_case__incident__in=Incident.objects.filter(cases__complaint=complaint))
    return list(rows.select_related("consumer", "owner").order_by("registered_at", "pk")[:MANY])


def shared_goods(complaint, other):
    """In words what two complaints of one batch have in common."""
    reasons = [_("same batch %(batch)s") % {"batch": complaint.batch}]
    if complaint.brand and fold(other.brand) == fold(complaint.brand):
        reasons.append(_("same brand %(brand)s") % {"brand": complaint.brand})
    if complaint.product and fold(other.product) == fold(complaint.product):
        reasons.append(_("same product"))
    return reasons


def who_names(incident):
    """{field: how many of its complaints name what the incident says of the goods}."""
    rows = list(incident.complaints.order_by().values(*GOODS))
    told = {name: fold(getattr(incident, name)) for name in GOODS}
    return {name: sum(fold(row[name].strip()) == value for row in rows) for name, value in told.items() if value}
