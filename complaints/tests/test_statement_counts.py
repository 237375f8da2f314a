"""How many statements a step costs (performance.md B6, B7); a growing number fails here first."""

import contextlib
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.actions import contact, intake, payouts, routing
from complaints.models import Department

pytestmark = pytest.mark.django_db


@contextlib.contextmanager
def at_most(limit):
    with CaptureQueriesContext(connection) as captured:
        yield
    said = [q["sql"][:140] for q in captured if "SAVEPOINT" not in q["sql"]]
    assert len(said) <= limit, "\n".join(said)


def test_steps_stay_cheap(new_complaint, lin, now):
    new_complaint(order={"order_number": "warm"})
    with at_most(20):
        case = new_complaint(phone="13900000001")
    with at_most(12):
        case = intake.accept(case, by=lin, now=now)
    with at_most(12):
        contact.reply(case, by=lin, now=now, body="您好，我来处理，今天下午三点前给您消息。")
    desk = Department.objects.get(pk="LOGISTICS")
    with at_most(12):
        case = routing.dispatch(case, by=lin, now=now, department=desk)
    with at_most(25):
        payouts.propose_payout(
            case, by=lin, now=now, amount=Decimal("50"), kind="goodwill", reason="补偿", idempotency_key="k"
        )
