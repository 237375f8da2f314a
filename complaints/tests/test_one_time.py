"""One time on all pages: the letter says the deadline that is stored when it leaves, as the head of the page does."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints import progress
from complaints.actions import disputes, feedback, intake, proposals, routing
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.letters import day_and_time, letter
from complaints.models import Complaint, Notice
from complaints.reports.decision import sent_letter

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
STEP = "您选定后三天内寄出。"


def write(case, by, now, **more):
    option = OptionDraft("补发一只", remedies=[RemedyDraft("redeliver")])
    facts = {"what_we_did": "看了照片。", "reasons": "运输破损。", "options": [option], "next_step": STEP} | more
    return proposals.draft_proposal(case, by=by, now=now, **facts)


@pytest.fixture
def proposing(new_complaint, lin, now):
    case = new_complaint(email="lu@example.com", preferred_channel="mail")
    return routing.solve_now(intake.accept(case, by=lin, now=now), by=lin, now=now)


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


def next_part(case, now):
    parts = sent_letter(case.proposals.first(), now)
    return next(part.words for part in parts if part.name == "next")


def head(case, now):
    return "".join(map(str, progress.headline_of(case, now)))


@pytest.mark.parametrize("later", [timedelta(seconds=59), timedelta(minutes=7), timedelta(hours=30)])
def test_head_letter_and_mail_name_the_deadline_of_sending(proposing, lin, now, later):
    write(proposing, lin, now)
    sent = now + later
    case = proposals.send_proposal(fresh(proposing), by=lin, now=sent)
    told = day_and_time(case.stage_by)
    assert told in head(case, sent)
    assert next_part(case, sent) == f"请在 {told} 前选定。\n{STEP}"
    _subject, body = letter(Notice.objects.get(complaint=case, event="proposal", channel="mail"))
    assert body.count(told) == 2
    assert day_and_time(now + timedelta(days=7)) not in body.replace(told, "")


def test_a_step_with_a_day_of_its_own_names_both(proposing, lin, now):
    own = now + timedelta(days=2)
    write(proposing, lin, now, next_step="我们给您回电。", next_step_by=own)
    case = proposals.send_proposal(fresh(proposing), by=lin, now=now + HOUR)
    first, second = next_part(case, now + HOUR).split("\n")
    assert day_and_time(case.stage_by) in first
    assert second == f"{day_and_time(own)} 前：我们给您回电。"


def test_a_withdrawal_taken_back_moves_both(proposing, lin, now):
    write(proposing, lin, now)
    case = proposals.send_proposal(fresh(proposing), by=lin, now=now + HOUR)
    case = feedback.withdraw(case, by=case.consumer, now=now + 2 * HOUR, because="算了")
    case = feedback.undo_withdraw(case, by=case.consumer, now=now + 9 * HOUR)
    assert case.stage_by == now + 9 * HOUR + timedelta(days=7)
    assert day_and_time(case.stage_by) in head(case, now + 9 * HOUR)
    assert day_and_time(case.stage_by) in next_part(case, now + 9 * HOUR)


def test_what_an_arbiter_orders_leaves_nothing_to_choose(proposing, lin, zhou, he, now):
    write(proposing, lin, now)
    case = proposals.send_proposal(fresh(proposing), by=lin, now=now)
    case = disputes.ask_mediation(case, by=case.consumer, now=now + HOUR, because="太少")
    case = disputes.fail_mediation(case, by=zhou, now=now + 2 * HOUR, because="差 200 元没有谈拢。")
    case = disputes.refer_to_arbitration(case, by=case.consumer, now=now + 3 * HOUR, because="同意裁决")
    money = [OptionDraft("赔 300 元", remedies=[RemedyDraft("compensation", Decimal("300"))])]
    write(case, he, now + 4 * HOUR, options=money, next_step="我们三天内执行。")
    assert "选定" not in next_part(case, now + 4 * HOUR)
    facts = {"reasons": "质检报告证明。", "rule_version": "2026-03 版", "both_heard": True}
    case = disputes.award(fresh(case), by=he, now=now + 5 * HOUR, **facts)
    assert next_part(case, now + 5 * HOUR) == f"{day_and_time(case.stage_by)} 前全部办完。\n我们三天内执行。"


def test_the_composer_needs_no_day_and_shows_by_when_to_choose(client, proposing, lin):
    client.force_login(lin)
    url = reverse("complaints:draft_proposal", args=[proposing.number])
    page = client.get(url).content.decode()
    by = timezone.now() + timedelta(days=7)
    assert any(f"请在 {day_and_time(by + m * timedelta(minutes=1))} 前选定" in page for m in (-1, 0))
    facts = {"what_we_did": "看了照片。", "reasons": "运输破损。", "rule_note": "破损规则", "next_step": STEP}
    option = {"option0-title": "补发一只", "option0-kind_0": "redeliver"}
    assert client.post(url, facts | option | {"then": "send_proposal", "hinted": "1"}).status_code == 302
    case = fresh(proposing)
    assert case.proposals.get().next_step_by is None
    assert day_and_time(case.stage_by) in next_part(case, timezone.now())
