"""Archived cases looked at again, evaluations, the merchant's word (AR-04, AR-06, FB-10)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from complaints.actions import after, archive, intake
from complaints.actions.links import merchant_token
from complaints.actions.sweep import sweep
from complaints.enums import CheckPoint
from complaints.lifecycle import Refused
from complaints.models import CheckRound, Complaint, Correspondent, Evaluation, FileCheck, MerchantFeedback, Notice
from complaints.reports import after as report

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NOVEMBER = datetime(2026, 11, 10, tzinfo=UTC).date().replace(day=1)
MORNING = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)  # 1 December, 06:00 in China
GOOD = {point.value: ("good", "") for point in CheckPoint}
GRADES = {"process": 4, "result": 5}


def end(case, at, **more):
    """As the archive leaves it."""
    facts = {"summary": "已退款", "root_cause": "product", "responsible_party": "merchant", "has_lesson": False}
    facts |= {"state": "archived", "archived_at": at, "closed_at": at, "closing_code": "accepted_money"}
    Complaint.objects.filter(pk=case.pk).update(**facts | more, sweep_at=None, stage_at=at)
    return Complaint.objects.get(pk=case.pk)


@pytest.fixture
def archived(complaint, lin, now):
    return end(intake.accept(complaint, by=lin, now=now), now)


@pytest.fixture
def rounds(db):
    after.plan_round(datetime(2026, 11, 10, tzinfo=UTC))
    return CheckRound.objects.get()


def test_the_month_is_drawn_by_itself_once_with_a_stored_seed(rounds, new_complaint, lin, chen, now):
    """All of high tier, all that were reopened, and of the rest what the seed says: drawn again, it is the same."""
    cases = [
        end(
            intake.accept(new_complaint(phone=f"139000000{n:02d}", order={"order_number": f"N{n}"}), by=lin, now=now),
            now,
            tier="high" if n < 2 else "low",
            reopened=int(n == 2),
        )
        for n in range(12)
    ]
    sweep(now=MORNING - timedelta(seconds=1))
    assert not FileCheck.objects.exists()
    sweep(now=MORNING)
    sweep(now=MORNING + DAY)
    drawn = dict(FileCheck.objects.values_list("complaint", "drawn"))
    assert [drawn[case.pk] for case in cases[:3]] == ["high", "high", "reopened"]
    assert sorted(drawn.values()).count("random") == 5
    row = CheckRound.objects.get(month=NOVEMBER)
    assert (row.archived, row.seed is not None) == (12, True)
    again, archived = after.sample(row)
    assert (again, archived) == (drawn, 12)
    assert Notice.objects.filter(agent=chen, event="files_drawn").count() == 1


def test_the_month_of_an_archived_case_has_its_round(complaint, lin, now):
    case = end(intake.accept(complaint, by=lin, now=now), now, state="closed", archived_at=None)
    facts = {"summary": "已退款", "root_cause": "product", "responsible_party": "merchant", "has_lesson": False}
    archive.archive(case, by=lin, now=datetime(2026, 12, 31, 16, 30, tzinfo=UTC), **facts)
    row = CheckRound.objects.get()
    assert (row.month.isoformat(), row.draw_at - timedelta(hours=6)) == (
        "2027-01-01",
        datetime(2027, 1, 31, 16, tzinfo=UTC),
    )


@pytest.fixture
def check(archived, rounds):
    sweep(now=MORNING)
    return FileCheck.objects.get(complaint=archived)


def test_nobody_looks_at_an_own_case(check, lin, zhao, mei, now):
    facts = {"findings": GOOD, "agreement": "agree"} | GRADES
    with pytest.raises(Refused):
        after.check_file(check, by=lin, now=now, **facts)
    Complaint.objects.filter(pk=check.complaint_id).update(handler=zhao)
    with pytest.raises(Refused):
        after.check_file(check, by=zhao, now=now, **facts)
    assert after.check_file(check, by=mei, now=now, **facts).checked_by == mei
    with pytest.raises(Refused):
        after.check_file(check, by=mei, now=now, **facts)


def test_findings_agreement_and_lesson_are_kept_and_counted(check, chen, lin, now):
    bad = GOOD | {"reasons": ("wrong", "")}
    with pytest.raises(Refused):
        after.check_file(check, by=chen, now=now, findings=bad, agreement="agree")
    bad = GOOD | {"reasons": ("wrong", "没有写依据"), "letter": ("none", "")}
    with pytest.raises(Refused):
        after.check_file(check, by=chen, now=now, findings=bad, agreement="disagree")
    facts = {"agreement": "partly", "why_not": "应再退运费", "lesson": "依据要写进信里"}
    after.check_file(check, by=chen, now=now, findings=bad, **facts, **GRADES)
    done = report.lists_of()["done"]
    every, kinds = report.agreements(done)
    assert (every.hits, every.tries) == (0, 1)
    assert kinds[0][1].tries == 1
    found = {row.label: (row.good.hits, row.good.tries, row.wrong) for row in report.points(done)}
    assert found[CheckPoint.REASONS.label] == (0, 1, 1)
    assert found[CheckPoint.EVIDENCE.label] == (1, 1, 0)
    assert CheckPoint.LETTER.label not in found
    assert Notice.objects.filter(agent=lin, event="file_checked").exists()
    assert Evaluation.objects.get().evaluator == "reviewer"


def test_the_database_keeps_the_signature(check, now):
    rows = FileCheck.objects.filter(pk=check.pk)
    with pytest.raises(IntegrityError, match="file_check_is_signed"), transaction.atomic():
        rows.update(checked_at=now)
    with pytest.raises(IntegrityError, match="file_check_disagrees_with_reasons"), transaction.atomic():
        rows.update(agreement="disagree")


def test_the_owner_evaluates_after_the_end_and_both_are_kept(complaint, lin, wang, now):
    case = intake.accept(complaint, by=lin, now=now)
    with pytest.raises(Refused):
        after.evaluate(case, by=lin, now=now, **GRADES)
    case = end(case, now)
    with pytest.raises(Refused):
        after.evaluate(case, by=wang, now=now, **GRADES)
    after.evaluate(case, by=lin, now=now, good="当天回复", **GRADES)
    row = after.evaluate(case, by=lin, now=now + DAY, process=2, result=5)
    assert (Evaluation.objects.get(), row.history.count()) == (row, 2)
    assert report.voices_of(case).owner.process == 2


def test_a_merchant_is_heard_once_after_the_end(archived, complaint, lin, now):
    grades = {"fair": 2, "clear": 4, "quick": 5, "words": "证据只看了一边"}
    row = after.hear_merchant(archived, by=archived.consumer, now=now, **grades)
    assert row.merchant == "海味行"
    assert Notice.objects.filter(agent=lin, event="merchant_unhappy").exists()
    with pytest.raises(Refused):
        after.hear_merchant(archived, by=archived.consumer, now=now, **grades)
    said = report.merchants((now - DAY, now + DAY))
    assert (said.answers, said.fair.hits, said.clear.hits, said.quick.hits) == (1, 0, 1, 1)


@pytest.fixture
def archive_it(complaint, lin, now, settings):
    """Put a closed case into the archive, as its owner does."""
    settings.EMAIL_URL = "smtp://mail.example"
    closed = end(intake.accept(complaint, by=lin, now=now), now, state="closed", archived_at=None)
    facts = {"summary": "已退款", "root_cause": "product", "responsible_party": "merchant", "has_lesson": False}
    return lambda: archive.archive(closed, by=lin, now=now, **facts)


def test_a_merchant_with_a_contact_is_asked_by_mail_once(archive_it, client, mailoutbox):
    Correspondent.objects.create(side="merchant", name="海味行", email="cs@haiwei.example")
    case = archive_it()
    call_command("send_notices")
    (mail,) = [mail for mail in mailoutbox if mail.to == ["cs@haiwei.example"]]
    assert case.number in mail.subject
    link = re.search(r"/m/\S+", mail.body)[0]
    assert client.get(link).status_code == 200
    assert link not in Notice.objects.get(event="merchant_asked").body
    assert Notice.objects.get(event="merchant_asked").status == "sent"


def test_a_merchant_who_has_said_it_is_not_asked_any_more(archive_it, now, mailoutbox):
    Correspondent.objects.create(side="merchant", name="海味行", email="cs@haiwei.example")
    case = archive_it()
    after.hear_merchant(case, by=case.consumer, now=now, fair=5, clear=5, quick=5, words="")
    call_command("send_notices")
    assert "cs@haiwei.example" not in [address for mail in mailoutbox for address in mail.to]


# The pages


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"


def test_the_list_and_the_form(client, english, check, chen, lin, mei):
    client.force_login(lin)
    assert client.get("/archive/").status_code == 403
    client.force_login(chen)
    page = client.get("/archive/").content.decode()
    assert check.complaint.number in page
    assert "drawn at random" in page
    url = f"/archive/{check.pk}/"
    sent = {f"found_{point}": "good" for point in CheckPoint} | {"agreement": "agree", "process": "4", "result": "5"}
    wrong = client.post(url, sent | {"found_record": "wrong", "lesson": "类别要看主诉"})
    assert wrong.status_code == 422
    assert "类别要看主诉" in wrong.content.decode()
    assert client.post(url, sent | {"lesson": "类别要看主诉"}).status_code == 302
    assert "类别要看主诉" in client.get(url).content.decode()
    done = client.get("/archive/?tab=done&round=2026-11").content.decode()
    assert "What was found" in done
    client.force_login(mei)
    assert "/archive/" in client.get("/actions/").content.decode()


def test_the_owner_of_the_case_cannot_open_the_form(client, english, check, zhao):
    Complaint.objects.filter(pk=check.complaint_id).update(handler=zhao)
    client.force_login(zhao)
    page = client.get(f"/archive/{check.pk}/").content.decode()
    assert "You were involved before" in page
    assert 'data-verb="check_file"' not in page


def test_the_evaluation_stands_beside_consumer_and_merchant(client, english, archived, lin, mei, now):
    Complaint.objects.filter(pk=archived.pk).update(satisfaction=4, surveyed_at=now, survey_note="挺快")
    client.force_login(lin)
    url = f"/complaints/{archived.number}/evaluate/"
    page = client.get(url).content.decode()
    assert "挺快" in page
    assert f"/m/{merchant_token(archived)}/" in page
    assert client.post(url, {"process": "4", "result": "4", "good": "主动回电"}).status_code == 302
    assert f"{url}" in client.get(f"/complaints/{archived.number}/").content.decode()
    client.logout()
    client.cookies["django_language"] = "en"
    link = f"/m/{merchant_token(archived)}/"
    form = client.get(link).content.decode()
    assert "Was it handled fairly?" in form
    assert archived.consumer.name not in form
    assert client.post(link, {"fair": "5", "clear": "4"}).status_code == 422
    assert client.post(link, {"fair": "5", "clear": "4", "quick": "3", "words": "流程清楚"}).status_code == 302
    assert "Thank you" in client.get(link).content.decode()
    assert MerchantFeedback.objects.get().quick == 3
    client.force_login(mei)
    assert "流程清楚" in client.get("/insight/answers/?days=30").content.decode()
    assert client.get("/m/wrong/").status_code == 404
