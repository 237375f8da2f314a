"""What a clause claim may come to at most, from the law in force that day: for legal review, never paid by itself.

Sources: domain.md 4.2 (calculators) and scenario 17. The ¥500 floor of the law is not the front line's limit.
"""

from dataclasses import dataclass
from decimal import Decimal

from complaints.clock import order_day
from complaints.models import LegalRule

FRAUD, FRAUD_FLOOR, FOOD, FOOD_FLOOR, PROMISE = "CPL-55", "CPL-55-MIN", "FSL-148", "FSL-148-MIN", "PROMISE"
FOOD_CODES = ("G05", "F08")


@dataclass(frozen=True)
class Ceiling:
    """One way to reckon: times x price = amount, the least the law gives beside it, and the rule it rests on."""

    kind: str
    times: Decimal
    price: Decimal
    rule: LegalRule
    floor: LegalRule | None = None

    @property
    def amount(self):
        """The multiple itself; the floor stands beside it and is never mixed in."""
        return self.times * self.price

    @property
    def is_below_floor(self):
        return self.floor is not None and self.amount < self.floor.value


def ceilings_of(complaint, times=None, price=None):
    """The ceilings of a claim on this order: promise, fraud, and unsafe food where it is food. [] without a price.

    `times` and `price` as a recorded clause has them; else the words of the claim and the price paid.
    """
    price = complaint.order_amount if price is None else price
    if price is None:
        return []
    rules = rules_on(order_day(complaint))
    found = []
    if times and PROMISE in rules:
        found.append(Ceiling("promise", Decimal(times), price, rules[PROMISE]))
    if FRAUD in rules:
        found.append(Ceiling("fraud", rules[FRAUD].value, price, rules[FRAUD], rules.get(FRAUD_FLOOR)))
    if complaint.category_id in FOOD_CODES and FOOD in rules:
        found.append(Ceiling("food", rules[FOOD].value, price, rules[FOOD], rules.get(FOOD_FLOOR)))
    return found


def rules_on(day):
    """{code: the rule in force on `day`} of those the calculators need, one statement."""
    codes = (FRAUD, FRAUD_FLOOR, FOOD, FOOD_FLOOR, PROMISE)
    rows = LegalRule.objects.filter(code__in=codes, effective_from__lte=day).order_by("effective_from")
    return {row.code: row for row in rows if row.effective_to is None or row.effective_to >= day}
