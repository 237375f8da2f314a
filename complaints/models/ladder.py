"""The ladder asked of many payouts in one statement: whose turn it is, and what was spent before (domain.md 7.3)."""

from decimal import Decimal

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from complaints.enums import PayoutKind
from complaints.models.policy import LadderRung
from complaints.roles import Role

ROLES = ArrayField(models.CharField(max_length=20))


def next_roles():
    """The roles the next approver of the outer payout has to wear: of its rung, or of the rung's second approver."""
    legal_joins = Q(legal_if_clause=True, second_roles=[], clause_claimed=True)
    rungs = LadderRung.objects.filter(
        Q(up_to=None) | Q(up_to__gte=OuterRef("total")),
        tier=OuterRef("complaint__tier"),
        statutory=OuterRef("is_statutory"),
    )
    return Subquery(
        rungs.alias(
            endorsed=ExpressionWrapper(OuterRef("is_endorsed"), models.BooleanField()),
            clause_claimed=ExpressionWrapper(OuterRef("clause_claimed"), models.BooleanField()),
        )
        .annotate(
            next=Case(
                When(endorsed=False, then=F("roles")),
                When(legal_joins, then=Value([Role.LEGAL], output_field=ROLES)),
                When(second_roles=[], then=F("roles")),
                default=F("second_roles"),
            )
        )
        .order_by(F("up_to").asc(nulls_last=True))
        .values("next")[:1]
    )


def total_with_this():
    """What the outer payout's family has had together with this request; a refund of the price counts for nothing."""
    spent = Coalesce(family_spent(), Decimal(0))
    return Case(When(kind=PayoutKind.REFUND, then=Decimal(0)), default=spent + F("amount"))


def family_spent():
    """The committed money of the outer payout's family, as a subquery: `Complaint.family` said in SQL."""
    complaints = apps.get_model("complaints", "Complaint").objects.order_by()

    def near(depth):
        one, root = outer("complaint", depth), outer("complaint__master", depth)
        relations = [Q(pk=root), Q(master=root), Q(master=one), Q(linked=one)]
        return (
            complaints.filter(pk=one)
            .values("pk")
            .union(*(complaints.filter(relation).values("pk") for relation in relations))
        )

    orders = complaints.filter(pk__in=near(4)).exclude(order_number="").values("order_number")
    family = near(2).union(complaints.filter(order_number__in=orders).values("pk"))
    payouts = apps.get_model("complaints", "Payout").objects
    rows = payouts.order_by().committed().against_limit().filter(complaint__in=family)
    return Subquery(rows.values(everything=Value(1)).annotate(total=Sum("amount")).values("total"))


def outer(name, depth):
    """A reference to a column of the query `depth` levels further out."""
    for _level in range(depth):
        name = OuterRef(name)
    return name
