"""The platform's own records: kept as told, masked, on the board, looked at again; a source may be anything."""

import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from complaints.actions import evidence, intake, looking, orders, proposals, routing
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.forms.order_records import records_of
from complaints.gateways import orders as source
from complaints.lifecycle import Refused
from complaints.models import Complaint, OrderSnapshot, PlatformRecord
from complaints.reports.privacy import copy_of
from complaints.reports.records import rows_of, same_batch, shown_records
from complaints.roles import System
from complaints.rules import stops_of
from complaints.tests.test_orders import shop
from complaints.tests.test_races import race
from complaints.wording import masked_words

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TRACK = {
    "carrier": "快线",
    "number": "KX-1",
    "promised_at": "2026-11-15T18:00:00+08:00",
    "events": [
        {"at": "2026-11-14T09:00:00+08:00", "place": "东仓", "what": "已揽收"},
        {"at": "2026-11-16T06:00:00+08:00", "place": "西站", "what": "派送员 13912345678 派送中"},
        {"at": "2026-11-14T20:00:00+08:00", "place": "中转", "what": "到达"},
    ],
}
CHAT = [
    {
        "at": "2026-11-16T08:00:00+08:00",
        "name": "陆女士",
        "side": "consumer",
        "text": "我电话 13800006027，邮箱 lu@example.com",
    },
    {"at": "2026-11-16T08:01:00+08:00", "name": "客服", "side": "service", "text": "请稍等"},
]
RECORDS = {
    "track": TRACK,
    "batch": {"number": "B-77", "made_on": "2026-10-01", "maker": "二厂", "sold": 412, "checked": "合格"},
    "warehouse": {"name": "东仓", "position": "A-3", "left_at": "2026-11-14T08:30:00+08:00"},
    "chat": CHAT,
}
ANSWER = {"amount": "168.00", "merchant": "海味行", "batch": "B-77", "records": RECORDS}


def believed(now, **more):
    """The facts of an answer as the gateway hands them on."""
    kept, refused = records_of(ANSWER | more, now)
    return {"amount": Decimal("168.00"), "merchant": "海味行", "batch": "B-77", "records": kept, "unreadable": refused}


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def told(owned, now):
    """The source has answered, with everything."""
    return orders.take_order_facts(owned, believed(now), by=System(), now=now)


def again(case):
    return Complaint.objects.get(pk=case.pk)


def board(case):
    rows = case.evidence.filter(side="platform").order_by("pk")
    return [(item.kind, item.status) for item in rows]


# --- what is kept -------------------------------------------------------------------------------------------------


def test_every_part_is_kept_with_source_time_and_hash(settings, complaint):
    with shop(settings, {"D-1001": ANSWER}):
        call_command("fetch_orders")
        address = settings.ORDER_API_URL.split("/")[2]
    rows = {row.part: row for row in complaint.platform_records.all()}
    assert set(rows) == {"order", "track", "batch", "warehouse", "chat"}
    track = rows["track"]
    assert (track.reference, track.source, track.asked_by) == ("D-1001", address, None)
    assert [stop["place"] for stop in track.content["events"]] == ["东仓", "中转", "西站"]
    assert rows["batch"].content["sold"] == 412
    assert all(row.is_as_taken and len(row.sha256) == 64 for row in rows.values())


def test_a_source_that_knows_only_orders_stays_valid(settings, complaint):
    with shop(settings, {"D-1001": {"amount": "168.00"}}):
        call_command("fetch_orders")
    assert [row.part for row in complaint.platform_records.all()] == ["order"]
    assert again(complaint).order_status == "found"
    assert board(complaint) == []
    assert not complaint.events.filter(verb="look_again").exists()


@pytest.mark.parametrize(
    ("part", "nonsense"),
    [
        ("track", "yesterday"),
        ("track", {"events": []}),
        ("track", {"events": [{"at": "2999-01-01", "what": "到达"}]}),
        ("track", {"events": [{"at": "2026-11-14", "what": "x" * 300}]}),
        ("track", {"events": [{"at": "2026-11-14", "what": ["到达"]}] * 201}),
        ("batch", {"number": ""}),
        ("batch", {"number": "B", "sold": -1}),
        ("batch", {"number": "B\x00"}),
        ("warehouse", [1]),
        ("chat", [{"at": "2026-11-16T08:00", "text": "您好", "side": "robot"}]),
        ("chat", {"lines": "您好"}),
    ],
)
def test_a_part_that_makes_no_sense_is_not_kept_and_the_others_are(owned, now, part, nonsense):
    facts = believed(now, records=RECORDS | {part: nonsense})
    assert facts["unreadable"] == [part]
    orders.take_order_facts(owned, facts, by=System(), now=now)
    kept = set(owned.platform_records.values_list("part", flat=True))
    assert kept == {"order", "track", "batch", "warehouse", "chat"} - {part}
    assert owned.events.get(verb="look_again").data["unreadable"] == [part]


def test_records_that_are_no_object_are_nothing(now):
    assert records_of({"records": "none"}, now) == ({}, [])
    assert records_of({}, now) == ({}, [])


# --- on the board -------------------------------------------------------------------------------------------------


def test_the_parts_stand_on_the_platforms_side(told):
    assert board(told) == [
        ("logistics", "received"),
        ("batch", "received"),
        ("other", "received"),
        ("chat", "received"),
    ]
    assert told.platform_records.get(part="track").evidence.kind == "logistics"


def test_what_was_asked_of_the_platform_is_received_with_it(owned, lin, now):
    asked = evidence.ask_evidence(
        owned, by=lin, now=now, side="platform", kind="logistics", title="物流轨迹", due_by=now + DAY
    )
    order = evidence.ask_evidence(
        owned, by=lin, now=now, side="platform", kind="order", title="订单记录", due_by=now + DAY
    )
    case = orders.take_order_facts(owned, believed(now), by=System(), now=now + HOUR)
    asked.refresh_from_db()
    order.refresh_from_db()
    assert (asked.status, asked.received_at, order.status) == ("received", now + HOUR, "received")
    assert case.evidence.filter(side="platform", kind="logistics").count() == 1


def test_what_a_decision_rests_on_stays_and_another_content_is_another_item(told, lin, zhao, now):
    evidence.add_evidence(told, by=lin, now=now, side="consumer", kind="photo", title="照片", says="碎")
    case = routing.solve_now(told, by=lin, now=now)
    option = OptionDraft("补发", remedies=[RemedyDraft("redeliver")])
    proposals.draft_proposal(case, by=lin, now=now, options=[option], what_we_did="查了轨迹。", reasons="运输破损。")
    proposals.send_proposal(case, by=lin, now=now)
    later = now + HOUR
    changed = believed(later, records=RECORDS | {"batch": {"number": "B-77", "checked": "不合格"}})
    looking.look_again(told, "D-1001", changed, by=lin, now=later)
    first, second = PlatformRecord.objects.filter(part="batch").order_by("pk")
    assert first.evidence != second.evidence
    same = PlatformRecord.objects.filter(part="track").values_list("evidence", flat=True)
    assert len(set(same)) == 1


# --- looked at again ----------------------------------------------------------------------------------------------


def test_a_later_look_is_a_row_of_its_own_and_tells_what_differs(told, lin, now):
    later = now + HOUR
    track = TRACK | {
        "events": [*TRACK["events"], {"at": "2026-11-16T10:30:00+08:00", "place": "西站", "what": "已签收"}]
    }
    facts = believed(later, records=RECORDS | {"track": track, "batch": {"number": "B-77", "checked": "不合格"}})
    looking.look_again(told, "D-1001", facts, by=lin, now=later)
    assert told.platform_records.filter(part="track").count() == 2
    event = told.events.get(verb="look_again")
    assert (event.agent, event.data["changed"]) == (lin, ["track", "batch"])
    shown = {part.row.part: part for part in shown_records(told, rows_of(told))}
    (added,) = shown["track"].changes
    assert (added.old, "已签收" in added.new) == ("—", True)
    assert ("Last check", "合格", "不合格") in [(str(c.label), c.old, c.new) for c in shown["batch"].changes] or (
        "合格",
        "不合格",
    ) in [(c.old, c.new) for c in shown["batch"].changes]
    assert shown["chat"].changes == []
    first = told.platform_records.filter(part="track").order_by("pk").first()
    old = {part.row.part: part for part in shown_records(told, rows_of(told), first.pk)}
    assert old["track"].row == first
    assert old["track"].changes is None


def test_facts_of_the_order_that_have_changed_are_taken_over(told, lin, now):
    facts = believed(now + HOUR) | {"amount": Decimal("99.00")}
    looking.look_again(told, "D-1001", facts, by=lin, now=now + HOUR)
    assert again(told).order_amount == Decimal("99.00")
    assert told.platform_records.filter(part="order").count() == 2


def test_not_twice_in_a_minute_and_not_by_anybody(told, lin, wang, mei, now):
    for by in (wang, mei):
        with pytest.raises(Refused):
            looking.look_again(told, "D-1001", believed(now), by=by, now=now + HOUR)
    looking.look_again(told, "D-1001", believed(now), by=lin, now=now + HOUR)
    with pytest.raises(Refused):
        looking.look_again(told, "D-1001", believed(now), by=lin, now=now + HOUR + 59 * timedelta(seconds=1))


def test_an_answer_about_another_number_is_dropped(told, lin, zhao, now):
    orders.ask_order(told, by=zhao, now=now, order_number="D-2")
    with pytest.raises(Refused):
        looking.look_again(told, "D-1001", believed(now), by=lin, now=now + HOUR)
    with pytest.raises(Refused):
        looking.look_again(told, "D-2", None, by=lin, now=now + HOUR)


@pytest.mark.django_db(transaction=True)
def test_two_who_look_at_the_same_moment_keep_one_look(owned, lin, zhao, now):
    orders.take_order_facts(owned, believed(now), by=System(), now=now)
    later = now + HOUR
    jobs = [
        lambda who=who: looking.look_again(owned, "D-1001", believed(later), by=who, now=later)
        for who in (lin, zhao) * 2
    ]
    results = race(jobs)
    assert sum(isinstance(result, Complaint) for result in results) == 1
    assert owned.platform_records.filter(part="track").count() == 2


# --- the wall -----------------------------------------------------------------------------------------------------


def test_a_record_is_never_changed_and_never_deleted(told):
    rows = PlatformRecord.objects.filter(complaint=told, part="track")
    for change in ({"content": {"events": []}}, {"sha256": "0" * 64}, {"taken_at": timezone.now()}, {"content": {}}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as sql:
        sql.execute("DELETE FROM complaints_platformrecord WHERE complaint_id = %s", [told.pk])


# --- a source that is slow or away ----------------------------------------------------------------------------------


@contextmanager
def dripping(settings):
    """A source that never comes to an end."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve():
        line, _address = listener.accept()
        with line:
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n")
            while not stop.wait(0.05):
                try:
                    line.sendall(b" ")
                except OSError:
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    settings.ORDER_API_URL = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    try:
        yield
    finally:
        stop.set()
        thread.join()
        listener.close()


def test_a_source_that_drips_is_left_after_its_time(settings, monkeypatch, now):
    monkeypatch.setattr(source, "TIMEOUT", 0.3)
    with dripping(settings), pytest.raises(OSError):  # noqa: PT011  a TimeoutError of ours or of the socket
        source.ask("D-1001", now)


@pytest.fixture
def records_page(client, new_complaint, lin):
    """records_page() reads the records; records_page("look") looks again."""
    then = timezone.now() - DAY
    case = intake.accept(new_complaint(at=then), by=lin, now=then)
    client.force_login(lin)

    def ask(look=""):
        if look:
            return client.post(reverse("complaints:look_again", args=[case.number]), follow=True).content.decode()
        return client.get(reverse("complaints:records", args=[case.number])).content.decode()

    ask.case = case
    return ask


def test_the_button_asks_at_once_and_keeps_what_is_told(settings, records_page):
    assert "还没有留存" in records_page()
    with shop(settings, {"D-1001": ANSWER}):
        shown = records_page("look")
        assert "已按订单系统" in shown
        assert "东仓" in shown
        assert "迟到的一程" in shown
        assert "一分钟内已经查过" in records_page("look")
    assert records_page.case.platform_records.filter(asked_by__username="lin").count() == 5


def test_while_the_source_is_away_nothing_breaks_and_it_is_asked_by_itself(settings, records_page):
    OrderSnapshot.objects.update(next_try_at=None)
    settings.ORDER_API_URL = "http://127.0.0.1:9/"
    assert "订单系统没有回应" in records_page("look")
    assert not records_page.case.platform_records.exists()
    assert OrderSnapshot.objects.get().next_try_at is not None
    assert again(records_page.case).order_status == "waiting"


def test_without_a_source_the_button_says_so(settings, records_page):
    settings.ORDER_API_URL = ""
    assert "没有接入订单系统" in records_page()
    assert "没有接入订单系统" in records_page("look")


def test_personal_data_are_masked_wherever_it_is_shown(settings, records_page, client):
    with shop(settings, {"D-1001": ANSWER}):
        shown = records_page("look")
    for secret in ("13912345678", "13800006027", "lu@example.com", "陆女士</"):
        assert secret not in shown
    assert "139****5678" in shown
    assert PlatformRecord.objects.get(part="chat").content["lines"][0]["text"].startswith("我电话 13800006027")


def test_the_person_gets_the_chat_with_the_copy_of_the_data(told, english, now):
    (case,) = copy_of(told.consumer, now)["Complaints"]
    assert [line["Text"] for line in case["Chat with customer service"]][1] == "请稍等"


def test_the_desk_names_the_records_and_the_board_leads_to_them(settings, records_page, client):
    with shop(settings, {"D-1001": ANSWER}):
        records_page("look")
    desk = client.get(reverse("complaints:complaint", args=[records_page.case.number])).content.decode()
    records = reverse("complaints:records", args=[records_page.case.number])
    assert f"{records}#track" in desk
    assert f'{records}"' in desk


def test_other_complaints_of_the_batch_are_counted_and_listed(client, told, new_complaint, lin, zhao, now):
    other = intake.accept(new_complaint(order={"order_number": "D-2", "batch": "B-77"}), by=lin, now=now)
    new_complaint(order={"order_number": "D-3", "batch": "B-78"})
    assert same_batch(again(told), zhao) == 1
    client.force_login(zhao)
    listed = client.get(reverse("complaints:inbox") + "?queue=all&batch=B-77").content.decode()
    assert other.number in listed
    assert told.number in listed
    assert listed.count('data-number="') == 2


# --- rules ----------------------------------------------------------------------------------------------------------


def test_the_longest_leg_of_a_late_parcel_is_the_late_one(now):
    track = records_of({"records": {"track": TRACK}}, now)[0]["track"]
    assert [(stop.place, stop.lag, stop.is_late) for stop in stops_of(track)] == [
        ("东仓", None, False),
        ("中转", 11 * HOUR, False),
        ("西站", 34 * HOUR, True),
    ]
    in_time = track | {"promised_at": "2026-11-16T18:00:00+08:00"}
    assert not any(stop.is_late for stop in stops_of(in_time))
    unknown = {name: value for name, value in track.items() if name != "promised_at"}
    assert not any(stop.is_late for stop in stops_of(unknown))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("打 13912345678 找我", "打 139****5678 找我"),
        ("139 1234 5678", "139****5678"),
        ("身份证 110101199003071234", "身份证 110***********1234"),
        ("写到 xiao.man+1@mail.example.com。", "写到 x***@mail.example.com。"),
        ("单号 LK880214417 与 20261116123456", "单号 LK880214417 与 20261116123456"),
        ("欧阳小满说的", "欧**说的"),
    ],
)
def test_words_of_others_are_masked(said, shown):
    assert masked_words(said, "欧阳小满") == shown
