"""A body outside is named wherever it was asked; a period of the law says why it ends later (IV-08, IV-11)."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation

from complaints import letters, progress
from complaints.actions import evidence, inquiries, intake
from complaints.actions.links import inquiry_token
from complaints.forms.evidence import AskEvidenceForm
from complaints.models import Complaint
from complaints.reports.dossier import facts_of
from complaints.workdays import CHINA

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BODIES = ("省质检院", "华测", "谱尼")


@pytest.fixture
def now():
    """Some hours ago: pages look at the real time."""
    return timezone.now() - 6 * HOUR


@pytest.fixture
def case(new_complaint, lin, now):
    return intake.accept(new_complaint(), by=lin, now=now)


@pytest.fixture
def asked(case, lin, now):
    """Three bodies are asked for their reports."""
    for body in BODIES:
        inquiries.ask_inspection(case, by=lin, now=now, body=body, title="检测", due_by=now + 2 * DAY)
    return Complaint.objects.get(pk=case.pk)


def test_each_body_is_named_for_the_consumer_on_the_timeline_and_to_the_approver(client, asked, lin):
    deeds = [deed.text for deed in progress.deeds_of(asked, timezone.now())]
    client.force_login(lin)
    desk = client.get(f"/complaints/{asked.number}/").content.decode()
    sides = [row["side"] for row in facts_of(asked, timezone.now())["evidence"]]
    for body in BODIES:
        assert sum(body in deed for deed in deeds) == 1
        assert f"第三方 · {body}" in desk
        assert f"第三方 · {body}" in sides


@pytest.mark.parametrize(
    ("day", "is_moved"),
    [(22, True), (16, False)],  # the seventh day is Sunday 29 November, Monday 23 November
)
def test_the_carrier_reads_why_the_day_is_later(case, lin, day, is_moved):
    at = datetime(2026, 11, day, 10, tzinfo=CHINA)
    item = evidence.ask_evidence(
        case, by=lin, now=at, side="carrier", kind="statement", title="说明", due_by=inquiries.due_of("carrier", at)
    )
    assert ("休息日" in letters.law_told(item)) == is_moved


def test_the_form_says_the_same_day_as_the_letter(case, lin):
    at = datetime(2026, 11, 22, 10, tzinfo=CHINA)
    form = AskEvidenceForm(complaint=case, by=lin, now=at)
    assert "11-30 23:59" in form.fields["due_by"].help_text


def test_what_was_done_begins_with_a_capital(asked):
    with translation.override("en"):
        deeds = [deed.text for deed in progress.deeds_of(asked, timezone.now())]
    assert deeds
    assert all(deed[:1] == deed[:1].upper() for deed in deeds)


def test_an_answered_question_asks_for_no_answer(client, case, lin, now):
    item = evidence.ask_evidence(
        case, by=lin, now=now, side="carrier", kind="statement", title="说明", due_by=now + 3 * DAY
    )
    evidence.answer_evidence(item, by=lin, now=now + HOUR, says="已派送")
    item.refresh_from_db()
    page = client.get(f"/q/{inquiry_token(item)}/").content.decode()
    assert "已答复" in page
    assert "前请您答复" not in page
