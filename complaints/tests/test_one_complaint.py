"""One complaint, all the way: the main job through the actions."""

from datetime import timedelta
from decimal import Decimal

import pytest

from complaints.actions import archive, contact, evidence, feedback, intake, payouts, proposals
from complaints.actions.proposals import OptionDraft, RemedyDraft

pytestmark = pytest.mark.django_db


def test_low_tier_from_first_word_to_archive(complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now + timedelta(minutes=5))
    assert (case.state, case.first_owner, case.handler) == ("accepted", lin, lin)
    contact.reply(case, by=lin, now=now + timedelta(minutes=7), body="您好，我来处理。")
    evidence.ask_evidence(
        case, by=lin, now=now, side="consumer", kind="photo", title="破损照片", due_by=now + timedelta(days=1)
    )
    from complaints.actions import routing

    case = routing.solve_now(case, by=lin, now=now + timedelta(minutes=9))
    proposals.draft_proposal(
        case,
        by=lin,
        now=now,
        what_we_did="看了照片，问了仓库。",
        reasons="杯子在运输中破损，由平台承担。",
        options=[
            OptionDraft("退款", remedies=[RemedyDraft("refund", Decimal("100.00"))]),
            OptionDraft("补发", remedies=[RemedyDraft("redeliver")]),
        ],
    )
    case = proposals.send_proposal(case, by=lin, now=now + timedelta(minutes=20))
    assert case.state == "awaiting_consumer"
    option = case.proposals.get().options.first()
    case = proposals.choose_option(case, by=case.consumer, now=now + timedelta(hours=1), option=option)
    assert case.state == "executing"
    remedy = option.remedies.get()
    payout = payouts.propose_payout(
        case,
        by=lin,
        now=now,
        amount=Decimal("100.00"),
        kind="refund",
        reason="破损",
        idempotency_key="k1",
        remedy=remedy,
    )
    assert payout.state == "approved"
    payouts.mark_paid(payout, by=lin, now=now + timedelta(hours=2), reference="B-1")
    case = proposals.resolve(case, by=lin, now=now + timedelta(hours=2))
    case = feedback.answer_survey(case, by=case.consumer, now=now + timedelta(hours=3), satisfaction=5, felt_heard=True)
    case = feedback.close(case, by=lin, now=now + timedelta(hours=4))
    assert case.closing_code == "accepted_money"
    case = archive.archive(
        case,
        by=lin,
        now=now + timedelta(hours=5),
        summary="运输破损，退款。",
        root_cause="transport",
        responsible_party="carrier",
        has_lesson=False,
    )
    assert case.state == "archived"
    assert case.history.count() >= 8
