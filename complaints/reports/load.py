"""How much lies on whose desk: one figure beside every name that may be given work."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from complaints.models import Complaint


def with_load(agents):
    """Add `open_count`: how many open complaints each of them works on."""
    own = Complaint.objects.open().filter(handler=OuterRef("pk")).order_by()
    return agents.annotate(open_count=Coalesce(Subquery(own.values("handler").annotate(n=Count("pk")).values("n")), 0))
