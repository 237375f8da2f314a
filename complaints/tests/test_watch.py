"""The watch list: complex cases are reported upward at their cadence (OW-09)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from complaints.actions import feedback, intake, watching
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import Notice, Watch

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def watched(owned, zhao, now):
    return watching.watch(owned, by=zhao, now=now, because="同批次第三起,媒体在问。", every_days=2)


def reminders(agent):
    return Notice.objects.filter(agent=agent, event="report_due").count()


def test_a_report_is_due_every_two_days_and_reminded_once(owned, watched, lin, zhao, now):
    sweep(now=now + DAY)
    assert reminders(lin) == 0
    for _twice in range(2):
        sweep(now=now + 3 * DAY)
    assert (reminders(lin), reminders(zhao)) == (1, 1)
    row = watching.report_up(owned, by=lin, now=now + 3 * DAY, report="样品已送检,周四出结果。")
    assert (row.report_by, row.last_report) == (now + 5 * DAY, "样品已送检,周四出结果。")
    assert owned.events.get(verb="report_up").reason == "样品已送检,周四出结果。"
    assert Notice.objects.filter(agent=zhao, event="reported").count() == 1
    sweep(now=now + 6 * DAY)
    assert reminders(lin) == 2


@pytest.mark.usefixtures("english")
def test_refusals_say_why(owned, lin, zhao, now):
    with pytest.raises(Refused, match="Only these may do this"):
        watching.watch(owned, by=lin, now=now, because="难", every_days=2)
    with pytest.raises(Refused, match="Say why"):
        watching.watch(owned, by=zhao, now=now, because=" ", every_days=2)
    with pytest.raises(Refused, match="every 1 to 30 days"):
        watching.watch(owned, by=zhao, now=now, because="难", every_days=31)
    with pytest.raises(Refused, match="not on the watch list"):
        watching.report_up(owned, by=lin, now=now, report="……")
    watching.watch(owned, by=zhao, now=now, because="难", every_days=1)
    with pytest.raises(Refused, match="already"):
        watching.watch(owned, by=zhao, now=now, because="难", every_days=1)


def test_it_ends_with_a_reason_or_with_the_case(owned, watched, zhao, now):
    watching.unwatch(owned, by=zhao, now=now + DAY, because="已平息")
    assert Watch.objects.get().ended_because == "已平息"
    watching.watch(owned, by=zhao, now=now + DAY, because="又起", every_days=1)
    feedback.withdraw(owned, by=owned.consumer, now=now + DAY, because="已解决")
    assert not Watch.objects.running().exists()
    sweep(now=now + 9 * DAY)
    assert reminders(zhao) == 0


def test_the_database_allows_one_watch_at_a_time(watched):
    watched.pk = None
    with pytest.raises(IntegrityError, match="watch_once"), transaction.atomic():
        watched.save(force_insert=True)


def test_the_list_shows_the_last_report_and_costs_the_same_for_many(
    client, new_complaint, owned, watched, lin, zhao, now
):
    watching.report_up(owned, by=lin, now=now + DAY, report="样品已送检。")
    client.force_login(zhao)
    assert "样品已送检。" in client.get("/watch/").content.decode()
    counts = []
    for more in (0, 20):
        for n in range(more):
            case = intake.accept(new_complaint(phone=f"1360000{n:04d}"), by=lin, now=now)
            watching.watch(case, by=zhao, now=now, because="试", every_days=3)
        with CaptureQueriesContext(connection) as captured:
            client.get("/watch/")
        counts.append(len(captured))
    assert counts == [5, 5]


def test_a_lead_watches_and_the_owner_reports_on_the_page(client, owned, lin, zhao):
    client.force_login(zhao)
    client.post(f"/complaints/{owned.number}/watch/", {"because": "同批次第三起", "every_days": 2})
    client.force_login(lin)
    assert "赵宁" in client.get(f"/complaints/{owned.number}/").content.decode()
    client.post(f"/complaints/{owned.number}/report-up/", {"report": "等检验。"})
    assert Watch.objects.get().last_report == "等检验。"
