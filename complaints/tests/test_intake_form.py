"""The quick form of agents, its preview and receipt, and the search that finds what was registered."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from complaints.actions import intake
from complaints.models import Complaint, Notice

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef0123456789abcdef"
FACTS = {
    "channel": "phone",
    "name": "陆女士",
    "phone": "138 0000 6027",
    "description": "冰鲜虾晚到 26 小时，打开已经臭了。六点前给我一个说法。",
    "demand_kind": "refund",
    "demand_amount": "168.00",
    "order_number": "D-7788",
    "order_amount": "168",
    "merchant": "海味行",
    "idempotency_key": KEY,
}


@pytest.fixture
def post(client, lin):
    client.force_login(lin)

    def send(path="/complaints/new/", **facts):
        return client.post(path, FACTS | facts, headers={"accept-language": "en"})

    return send


def test_form_stands_on_one_screen_with_a_key_of_its_own(client, lin):
    client.force_login(lin)
    keys = [client.get("/complaints/new/").context["form"]["idempotency_key"].value() for _ in range(2)]
    assert keys[0] != keys[1]
    assert len(keys[0]) == 32


def test_registers_what_was_typed(post, lin):
    response = post()
    case = Complaint.objects.get()
    assert response.url == f"/complaints/{case.number}/registered/"
    assert (case.channel, case.consumer.phone, case.demand_amount) == ("phone", "13800006027", Decimal("168.00"))
    assert (case.order_number, case.merchant, case.order_amount) == ("D-7788", "海味行", Decimal("168"))
    assert case.owner is None
    assert case.events.get(verb="submit").agent == lin


def test_receipt_tells_number_promises_and_the_words_that_fired(post, client):
    shown = client.get(post().url, headers={"accept-language": "en"}).content.decode()
    case = Complaint.objects.get()
    assert case.matched_words
    assert all(word in shown for word in (case.number, *case.matched_words, str(case.category)))
    assert case.respond_by.isoformat() in shown


def test_register_and_accept_in_one_go(post, lin):
    post(then="accept")
    case = Complaint.objects.get()
    assert (case.state, case.owner, case.first_owner) == ("accepted", lin, lin)


def test_second_press_answers_with_the_first_complaint(post):
    assert post(then="accept").url == post(then="accept").url
    assert Complaint.objects.count() == 1
    assert Notice.objects.filter(event="received", channel="page").count() == 1


def test_first_enquiry_starts_the_service_clock(post):
    earlier = timezone.localtime() - timedelta(hours=3)
    post(first_contact_at=earlier.strftime("%Y-%m-%dT%H:%M"))
    assert abs(Complaint.objects.get().first_contact_at - earlier) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"description": ""}, "description"),
        ({"description": "   "}, "description"),
        ({"description": "长" * 5001}, "description"),
        ({"description": "空\x00字"}, "description"),
        ({"channel": "api"}, "channel"),
        ({"channel": "x"}, "channel"),
        ({"phone": ""}, "phone"),
        ({"phone": "call me"}, "phone"),
        ({"email": "x"}, "email"),
        ({"demand_kind": "x"}, "demand_kind"),
        ({"demand_amount": "-1"}, "demand_amount"),
        ({"demand_amount": "1.005"}, "demand_amount"),
        ({"demand_amount": "NaN"}, "demand_amount"),
        ({"demand_amount": "9" * 20}, "demand_amount"),
        ({"happened_at": "yesterday"}, "happened_at"),
        ({"first_contact_at": "2999-01-01T00:00"}, "first_contact_at"),
    ],
)
def test_mistake_stands_at_its_field_and_nothing_typed_is_lost(post, facts, field):
    response = post(**facts)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert 'value="D-7788"' in response.content.decode()
    assert not Complaint.objects.exists()


def test_no_contact_needs_a_reason(post):
    assert post(phone="", contact_none_reason="匿名来电，不愿留电话").status_code == 302


def test_undeclared_fields_change_nothing(post, zhao):
    post(owner=zhao.pk, tier="high", state="closed", number="X")
    case = Complaint.objects.get()
    assert (case.owner, case.state) == (None, "registered")


@pytest.mark.parametrize("name", ["mei", "xu", "su", "stranger", "zhou"])
def test_only_those_who_register_may_enter(client, cast, name):
    client.force_login(cast[name])
    allowed = name == "zhou"  # the mid-office registers, too
    assert client.get("/complaints/new/").status_code == (200 if allowed else 403)
    assert client.post("/complaints/new/", FACTS).status_code == (302 if allowed else 403)


def test_mid_office_registers_but_is_told_that_it_cannot_accept(client, zhou):
    client.force_login(zhou)
    assert client.get("/complaints/new/").context["why_no_accept"]
    client.post("/complaints/new/", FACTS | {"then": "accept"})
    assert Complaint.objects.get().state == "registered"


def test_preview_reads_the_words_and_writes_nothing(post):
    shown = post("/complaints/new/preview/", phone="")
    assert shown.context["found"].matched_words
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("facts", [{"order_number": "D-7788", "phone": ""}, {"order_number": ""}])
def test_preview_names_open_cases_of_the_same_order_or_contact(post, new_complaint, facts):
    earlier = new_complaint("杯子碎了", at=timezone.now(), phone="13800006027", order={"order_number": "D-7788"})
    assert earlier.number in post("/complaints/new/preview/", **facts).content.decode()


def test_preview_of_a_stranger_s_case_is_not_shown(client, gao, new_complaint):
    new_complaint("杯子碎了", at=timezone.now(), phone="13800006027")
    client.force_login(gao)
    assert client.post("/complaints/new/preview/", FACTS).context["same"] == []


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_register_once(policy, lin):
    barrier, urls = Barrier(5), []

    def click():
        client = Client()
        client.force_login(lin)
        barrier.wait()
        urls.append(client.post("/complaints/new/", FACTS).url)
        connections.close_all()

    threads = [Thread(target=click) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(urls)) == 1
    assert Complaint.objects.count() == 1


# Search


@pytest.fixture
def found(client, lin):
    """found("words") -> the numbers on the page."""
    client.force_login(lin)

    def search(q):
        response = client.get("/search/", {"q": q})
        assert response.status_code == 200
        return [hit.complaint.number for hit in response.context["hits"]]

    return search


@pytest.fixture
def case(new_complaint):
    return new_complaint(
        "冰鲜虾晚到 26 小时，打开已经臭了。Cold chain broken.", at=timezone.now(), order={"order_number": "D-7788"}
    )


@pytest.mark.parametrize(
    "words",
    [
        "冰鲜",
        "鲜虾晚到",
        "虾",
        "臭了",
        "cold chain",
        "ＣＯＬＤ",
        "冰鮮蝦",
        "26",
        "小时 臭了",
        "D-7788",
        "13800006027",
        "138 0000 6027",
    ],
)
def test_words_order_and_contact_are_found(found, case, words):
    assert found(words) == [case.number]


@pytest.mark.parametrize(
    "words", ["", "  ", "雨伞", "鲜晚", "1380000602", "D-778", "…", "陆女士", "'", "a & b:*", "\\", "%", "<->"]
)
def test_what_does_not_fit_is_not_found(found, case, words):
    assert found(words) == []


def test_whole_number_goes_straight_to_its_complaint(client, lin, case):
    client.force_login(lin)
    assert client.get("/search/", {"q": case.number.lower()}).url == f"/complaints/{case.number}/"


def test_short_number_is_todays(found, case):
    assert found(case.short_number) == [case.number]


def test_mistyped_number_is_told(client, lin, case):
    client.force_login(lin)
    wrong = case.number[:-1] + str((int(case.number[-1]) + 1) % 10)
    assert client.get("/search/", {"q": wrong}).context["wrong_digit"]


def test_hit_is_marked_in_the_consumers_words(client, lin, case):
    client.force_login(lin)
    assert "<mark>鲜虾晚到</mark>" in client.get("/search/", {"q": "鮮蝦晚到"}).content.decode()


def test_search_stays_within_what_one_may_see(client, gao, stranger, case):
    for agent in (gao, stranger):
        client.force_login(agent)
        assert client.get("/search/", {"q": "冰鲜"}).context["hits"] == []
        assert client.get("/search/", {"q": case.number}).status_code == 200


@pytest.mark.parametrize("q", ["\x00", "长" * 101])
def test_senseless_search_is_told(client, lin, q):
    client.force_login(lin)
    assert client.get("/search/", {"q": q}).status_code == 400


def test_word_that_stands_everywhere_is_walked_by_date(client, lin, new_complaint, monkeypatch):
    monkeypatch.setattr("complaints.views.search.FEW", 1)
    cases = [new_complaint(f"冰鲜虾 {n}", at=timezone.now()) for n in range(3)]
    client.force_login(lin)
    hits = client.get("/search/", {"q": "冰鲜"}).context["hits"]
    assert [hit.complaint for hit in hits] == cases[::-1]


def test_receipt_of_a_hidden_complaint_is_404(client, gao, case):
    client.force_login(gao)
    assert client.get(f"/complaints/{case.number}/registered/").status_code == 404


def test_submit_once_needs_the_same_channel_too(case, lin):
    draft = intake.Intake(channel="phone", description="一样的", name="甲", phone="13900000000", source_ref="form:1")
    one = intake.submit_once(draft, by=lin, now=timezone.now())
    assert intake.submit_once(draft, by=lin, now=timezone.now()) == one


@pytest.mark.parametrize(
    ("words", "said", "language"),
    [
        ("My face burned after the cream.", "", "en"),
        ("面霜 SY0917 用了过敏", "", "zh-hans"),
        ("400-800-1234 ???", "", "zh-hans"),
        ("My face burned after the cream.", "zh-hans", "zh-hans"),
    ],
)
def test_we_write_in_the_language_of_the_words_unless_the_door_knows_better(lin, policy, words, said, language):
    draft = intake.Intake(channel="phone", description=words, phone="13900000000", language=said)
    assert intake.submit(draft, by=lin, now=timezone.now()).consumer.language == language
