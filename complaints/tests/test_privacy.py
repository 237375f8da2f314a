"""What a person asks about his own data: a copy, a correction, erasure; answered in time, all on record (AR-07)."""

import json
from datetime import timedelta

import pytest

from complaints.actions import contact, feedback, privacy
from complaints.actions.links import token_of
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import Complaint, Consumer, DataRequest, Notice, ProfileFact

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def ended(complaint, now):
    return feedback.withdraw(complaint, by=complaint.consumer, now=now, because="已解决")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_scenario_24_erasure_asked_while_three_years_run(ended, lin, chen, now):
    """State restricted, the reason sent with the date; what the law does not have us keep goes at once."""
    archive_of_habit = {"kind": "habit", "value": "晚上在家", "source": "inferred", "expires_at": now + 99 * DAY}
    ProfileFact.objects.create(consumer=ended.consumer, recorded_by=lin, recorded_at=now, **archive_of_habit)
    asked = privacy.ask_data(ended, by=ended.consumer, now=now, kind="erasure", says="删掉我的信息")
    assert Notice.objects.filter(agent=chen, event="data_asked").exists()
    done = privacy.grant_request(asked, by=chen, now=now + DAY, answer="法律要求保存交易记录三年")
    assert done.state == "restricted"
    assert done.until == ended.stage_at + 1096 * DAY
    consumer = fresh(ended.consumer)
    assert (consumer.restricted_at, consumer.no_surveys_at) == (now + DAY, now + DAY)
    assert consumer.name
    assert not ProfileFact.objects.exists()
    told = Notice.objects.filter(event="data_restricted", consumer=consumer)
    assert told.filter(channel="page").exists()
    assert told.first().context["until"] == done.until.isoformat()
    assert {"ask_data", "restrict_request"} <= set(ended.events.values_list("verb", flat=True))
    with pytest.raises(Refused):
        contact.reveal_contact(fresh(ended), by=lin, now=now + 2 * DAY, reason="回访")
    sweep(now=done.until)
    assert fresh(consumer).name == ""
    assert DataRequest.objects.get().erased_at == done.until


def test_what_need_not_be_kept_is_erased_at_once(ended, chen, now):
    late = now + 1100 * DAY
    Complaint.objects.filter(pk=ended.pk).update(link_expires_at=late + DAY)
    asked = privacy.ask_data(fresh(ended), by=ended.consumer, now=late, kind="erasure")
    done = privacy.grant_request(asked, by=chen, now=late, answer="已删除")
    assert done.state == "granted"
    assert Consumer.objects.get().phone == ""


def test_the_answer_is_due_in_fifteen_working_days_and_reminded(ended, chen, mei, now):
    asked = privacy.ask_data(ended, by=ended.consumer, now=now, kind="access")
    assert asked.due_by.astimezone().date().isoformat() in ("2026-12-07", "2026-12-08")
    sweep(now=asked.due_by - 4 * DAY)
    assert not Notice.objects.filter(event="data_due").exists()
    sweep(now=asked.due_by - 2 * DAY)
    assert Notice.objects.filter(event="data_due", agent=chen).exists()
    assert not Notice.objects.filter(agent=mei).exists()
    sweep(now=asked.due_by + DAY)
    assert Notice.objects.filter(event="data_late", agent=mei).exists()


def test_a_correction_puts_right_what_we_hold(ended, chen, now):
    asked = privacy.ask_data(ended, by=ended.consumer, now=now, kind="correction", says="电话换了")
    with pytest.raises(Refused):
        privacy.grant_request(asked, by=chen, now=now, answer="已更正", contact={"phone": " "})
    privacy.grant_request(asked, by=chen, now=now, answer="已更正", contact={"phone": "13600000001", "name": ""})
    consumer = fresh(ended.consumer)
    assert (consumer.phone, consumer.name) == ("13600000001", "陆女士")
    assert consumer in Consumer.objects.with_contact("13600000001")


def test_refused_only_with_reasons_and_not_by_who_wrote_it_down(ended, chen, lin, now):
    asked = privacy.ask_data(ended, by=chen, now=now, kind="access")
    with pytest.raises(Refused):
        privacy.refuse_request(asked, by=chen, now=now, answer="身份无法核实")
    with pytest.raises(Refused):
        privacy.refuse_request(asked, by=lin, now=now, answer="身份无法核实")
    with pytest.raises(Refused):
        privacy.ask_data(ended, by=ended.consumer, now=now, kind="access")


def test_contact_is_not_shown_so_long_after_the_end(ended, lin, now):
    assert contact.reveal_contact(ended, by=lin, now=now + 179 * DAY, reason="回访")["phone"]
    with pytest.raises(Refused):
        contact.reveal_contact(ended, by=lin, now=now + 181 * DAY, reason="回访")


# The pages


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"


def test_asked_on_the_own_page_answered_and_the_copy_taken(client, english, ended, chen, mei, lin):
    url = f"/p/{token_of(ended)}/"
    assert f"{url}ask-data/" in client.get(url).content.decode()
    assert client.get(f"{url}copy/").status_code == 404
    assert client.post(f"{url}ask-data/", {"says": "我的记录"}).status_code == 422
    assert client.post(f"{url}ask-data/", {"kind": "access", "says": "我的记录"}).status_code == 302
    row = DataRequest.objects.get()
    client.force_login(mei)
    assert "A copy of my data" in client.get("/privacy/").content.decode()
    assert client.post(f"/privacy/requests/{row.pk}/grant_request/", {"answer": "好"}).status_code == 422
    assert client.post(f"/privacy/requests/{row.pk}/copy/").status_code == 403
    client.force_login(chen)
    assert "我的记录" in client.get(f"/privacy/requests/{row.pk}/").content.decode()
    assert client.post(f"/privacy/requests/{row.pk}/copy/")["Content-Disposition"].startswith("attachment")
    assert ended.events.filter(verb="take_copy", agent=chen).exists()
    assert client.post(f"/privacy/requests/{row.pk}/grant_request/", {"answer": "见附件"}).status_code == 302
    client.logout()
    client.cookies["django_language"] = "en"
    assert "见附件" in client.get(url).content.decode()
    copy = json.loads(client.get(f"{url}copy/").content)
    assert copy["Name"] == "陆女士"
    assert copy["Complaints"][0]["Description"] == ended.description


def test_a_colleague_writes_it_down_and_an_officer_places_a_hold(client, english, ended, lin, chen):
    client.force_login(lin)
    url = f"/complaints/{ended.number}/"
    assert client.post(f"{url}ask-data/", {"kind": "erasure", "says": "来电要求"}).status_code == 302
    assert client.get("/privacy/").status_code == 403
    client.force_login(chen)
    assert client.post(f"{url}place-hold/", {"because": "诉讼"}).status_code == 302
    page = client.get("/privacy/").content.decode()
    assert "诉讼" in page
    assert "Erase my data" in page
    hold = ended.holds.get()
    assert client.post(f"/privacy/holds/{hold.pk}/lift/", {"because": ""}).status_code == 422
    assert client.post(f"/privacy/holds/{hold.pk}/lift/", {"because": "撤诉"}).status_code == 302
    assert "No legal hold" in client.get("/privacy/").content.decode()


def test_an_erased_case_can_still_be_read(client, english, ended, lin, mei, now):
    archive_at = ended.stage_at + 1096 * DAY
    sweep(now=archive_at)
    client.force_login(mei)
    page = client.get(f"/complaints/{ended.number}/").content.decode()
    assert "Erased: the time to keep it was up." in page
    assert client.get(f"/audit/{ended.number}/").status_code == 200
