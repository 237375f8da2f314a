"""API v1, as another program meets it (contract.md): filing, reading, adding, and every refusal in one shape."""

import json
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.settings import api_settings

from complaints.actions import contact, eligibility, intake
from complaints.models import ApiCall, Complaint
from complaints.tests.api_client import BODY, Program, partner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests():
    cache.clear()


@pytest.fixture
def shop(policy):
    """A partner system that may do everything."""
    return Program(partner().agent)


@pytest.fixture
def filed(shop):
    """A complaint the shop has filed."""
    return Complaint.objects.get(number=shop.file().json()["number"])


# --- filing -----------------------------------------------------------------------------------------------


def test_a_complaint_is_filed_with_everything_the_contract_promises(shop):
    answer = shop.file()
    assert answer.status_code == 201
    told, complaint = answer.json(), Complaint.objects.get()
    assert list(told) == [
        *("number", "token", "progress_url", "state", "category", "priority", "tier"),
        *("respond_by", "dispatch_by", "matched_words"),
    ]
    assert told["number"] == complaint.number
    assert told["progress_url"].endswith(f"/p/{told['token']}/")
    assert (told["state"], told["category"]) == ("registered", complaint.category_id)
    assert "破损" in told["matched_words"]
    assert told["respond_by"] < told["dispatch_by"]
    assert (complaint.order_number, complaint.order_amount, complaint.merchant) == (
        "D-1001",
        Decimal("168.00"),
        "海味行",
    )
    assert (complaint.consumer.phone, complaint.demand_kind, complaint.channel) == ("13800006027", "refund", "app")
    assert complaint.happened_at.isoformat() == "2026-11-11T01:00:00+00:00"


def test_the_consumer_opens_his_page_with_the_token(shop, client):
    assert client.get(f"/p/{shop.file().json()['token']}/").status_code == 200


def test_the_timeline_says_that_it_came_over_the_api(filed):
    event = filed.events.get(verb="submit")
    assert (event.actor_kind, event.source, event.agent) == ("system", "api", None)
    assert filed.history.count() == 1


def test_the_first_person_who_accepts_is_the_first_owner(filed, lin, now):
    assert intake.accept(filed, by=lin, now=now).first_owner == lin


def test_only_what_is_needed_is_needed(shop):
    answer = shop.post("complaints/", {"description": "不高兴", "consumer": {"email": "a@example.com"}}, key="k")
    assert answer.status_code == 201
    assert Complaint.objects.get().channel == "api"


# --- the key ----------------------------------------------------------------------------------------------


def test_the_same_key_and_body_get_the_same_answer(shop, lin, now):
    first = shop.file("one")
    intake.accept(Complaint.objects.get(), by=lin, now=now)
    second = shop.file("one", order=dict(reversed(BODY["order"].items())))
    assert (second.status_code, second.content) == (201, first.content)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert Complaint.objects.count() == 1


def test_no_secret_is_kept_with_the_answer(shop):
    token = shop.file("one").json()["token"]
    assert token not in json.dumps(ApiCall.objects.get().answer)


def test_the_same_key_with_another_body_is_refused(shop):
    shop.file("one")
    answer = shop.file("one", description="别的事情")
    assert (answer.status_code, answer.json()["code"]) == (409, "key_taken")
    assert Complaint.objects.count() == 1


def test_two_systems_may_use_the_same_key(shop):
    other = Program(partner("app").agent)
    assert shop.file("one").json()["number"] != other.file("one").json()["number"]


@pytest.mark.parametrize("key", ["", "x" * 101, "schlüssel", "two words"])
def test_without_a_usable_key_nothing_is_filed(shop, key):
    answer = shop.post("complaints/", BODY, **{"idempotency-key": key})
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == ["Idempotency-Key"]
    assert not Complaint.objects.exists()


# --- bad input --------------------------------------------------------------------------------------------

BAD = {
    "description": ["", "   ", None, "字" * 20_001, "a\0b", "\ud800", ["x"], {}, True],
    "channel": ["pigeon", "import", None, 3, ["app"], {"a": 1}, "\udfff"],
    "consumer": [None, [], "陆女士", {}],
    "consumer.phone": ["abc", "1" * 31, "13800\0006027", [1]],
    "consumer.email": ["a@", "a" * 250 + "@example.com", "\ud83d@example.com", 5.5],
    "consumer.name": ["x" * 61, {"first": "a"}],
    "consumer.language": ["tlh", 1],
    "order": ["D-1", 7],
    "order.number": ["D" * 41, "\0"],
    "order.amount": ["-1", "1e999", "NaN", "Infinity", "1.001", "12345678901", True, [], "١٢x", 10**40],
    "order.paid_at": ["gestern", "2026-02-30T10:00:00Z", "2999-01-01T00:00:00Z", "1969-12-31T00:00:00Z", 5, {}],
    "demand_amount": ["-0.01", "abc", 1e300],
    "demand_kind": ["gold", 0],
    "happened_at": ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-11-11T25:00", "\ud800"],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in BAD.items() for value in values])
def test_bad_input_is_told_at_its_field(shop, field, value):
    outer, _dot, inner = field.partition(".")
    answer = shop.file(**{outer: BODY[outer] | {inner: value} if inner else value})
    assert answer.status_code == 400
    told = answer.json()
    assert told["code"] == "invalid"
    assert all(name == field or name.startswith(f"{field}.") for name in told["fields"]), told
    assert all(sentence for sentences in told["fields"].values() for sentence in sentences)
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "[]",
            "null",
            '"x"',
            "5",
            "{",
            "{]",
            '{"a":NaN}',
            '{"a":-Infinity}',
            '{"description":' + "9" * 5000 + "}",
        ),
        *(
            "[" * 100_000,
            '{"consumer":' + '{"a":' * 50 + "1" + "}" * 51,
            b"\xff\xfe",
            b'{"description":"\xed\xa0\x80"}',
        ),
    ],
)
def test_what_is_no_complaint_at_all_is_refused(shop, text):
    answer = shop.post("complaints/", text, key="k")
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_a_fraction_is_exact(shop):
    text = json.dumps(BODY).replace('"168.00"', "168.10")
    assert shop.post("complaints/", text, key="k").status_code == 201
    assert Complaint.objects.get().order_amount == Decimal("168.10")
    assert shop.post("complaints/", text.replace("168.10", "1e999"), key="l").status_code == 400


def test_unknown_fields_are_refused_by_name(shop):
    answer = shop.file(demand_knd="refund", consumer=BODY["consumer"] | {"fone": "1", "\ud800": 1})
    assert answer.json()["fields"]["demand_knd"] == ["There is no such field."]
    answer = shop.file(consumer=BODY["consumer"] | {"fone": "1", "\ud800": 1})
    assert set(answer.json()["fields"]) == {"consumer.fone", "consumer.?"}


def test_too_much_is_refused_before_it_is_read(shop, settings):
    answer = shop.file(description="x" * settings.API_MAX_BYTES)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_other_kinds_of_body_are_refused(shop):
    answer = shop.client.post(
        "/api/v1/complaints/", {"description": "x"}, headers=shop.headers | {"idempotency-key": "k"}
    )
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_messages_come_in_the_language_of_the_asker(shop):
    in_chinese = Program(partner("app").agent, language="zh")
    told = [program.file(description="").json()["fields"]["description"][0] for program in (shop, in_chinese)]
    assert told[0] == "This field may not be blank."
    assert any("\u4e00" <= char <= "\u9fff" for char in told[1])


# --- who may ----------------------------------------------------------------------------------------------


def test_without_a_token_there_is_nothing(policy, client):
    for headers in ({}, {"authorization": "Token no-such-token"}):
        answer = client.post("/api/v1/complaints/", "{}", content_type="application/json", headers=headers)
        assert answer.status_code == 401
        assert set(answer.json()) == {"code", "detail"}


def test_a_session_is_no_token(client, lin):
    client.force_login(lin)
    assert client.get("/api/v1/complaints/").status_code == 401


def test_a_dismissed_account_has_no_token_any_more(shop):
    shop_account = partner("app").agent
    program = Program(shop_account)
    shop_account.is_active = False
    shop_account.save()
    assert program.get("complaints/").status_code == 401


@pytest.mark.parametrize("scope", ["file", "write_messages", "write_evidence"])
def test_a_scope_that_is_missing_is_named(filed, scope):
    from complaints.enums import Scope

    program = Program(partner("app", [s for s in Scope if s != scope]).agent)
    path = {"file": "complaints/", "write_messages": f"complaints/{filed.number}/messages/"}
    answer = program.post(path.get(scope, f"complaints/{filed.number}/evidence/"), BODY, key="k")
    assert answer.status_code == 403
    assert scope in answer.json()["detail"]


def test_a_system_reads_what_it_has_filed_or_all_or_nothing(filed, new_complaint):
    other = new_complaint(order={"order_number": "X"})
    all_, none = Program(partner("a", ["read_all"]).agent), Program(partner("b", ["file"]).agent)
    own = Program(partner("c", ["file", "read_own"]).agent)
    mine = own.file().json()["number"]
    numbers = (filed.number, other.number, mine)
    seen = {
        name: [program.get(f"complaints/{number}/").status_code for number in numbers]
        for name, program in {"all": all_, "none": none, "own": own}.items()
    }
    assert seen == {"all": [200, 200, 200], "none": [404, 404, 404], "own": [404, 404, 200]}
    listed = [row["number"] for row in own.get("complaints/").json()["results"]]
    assert listed == [mine]


def test_a_person_may_over_the_api_what_he_may_on_the_pages(complaint, cast):
    path = f"complaints/{complaint.number}/"
    seen = {
        name: (
            Program(cast[name]).get(path).status_code,
            Program(cast[name]).file().status_code,
            Program(cast[name]).post(f"{path}messages/", {"body": "来电补充"}).status_code,
        )
        for name in ("lin", "zhao", "mei", "su", "stranger")
    }
    assert seen == {
        "lin": (200, 201, 201),
        "zhao": (200, 201, 201),
        "mei": (200, 403, 403),
        "su": (404, 403, 403),
        "stranger": (404, 403, 403),
    }
    assert complaint.messages.filter(author=cast["lin"]).exists()


def test_hats_do_not_help_a_partner_system(complaint, lin):
    from complaints.models import Partner

    Partner.objects.create(agent=lin, scopes=["file"], purpose="x")
    assert Program(lin).get(f"complaints/{complaint.number}/").status_code == 404


# --- reading ----------------------------------------------------------------------------------------------


def test_a_complaint_is_read_with_its_messages_and_without_secrets(shop, filed, lin, now):
    intake.accept(filed, by=lin, now=now)
    contact.reply(filed, by=lin, now=now, body="您好，我来处理。")  # long ago: its undo seconds are over
    contact.note(filed, by=lin, now=now, body="内部备注")
    told = shop.get(f"complaints/{filed.number}/").json()
    assert (told["state"], told["phase"], told["contact_person"]) == ("accepted", "accepted", "小林")
    assert [message["body"] for message in told["messages"]] == ["您好，我来处理。"]
    text = json.dumps(told, ensure_ascii=False)
    for secret in ("内部备注", "13800006027", "林晓", filed.link_nonce):
        assert secret not in text


def test_an_unknown_address_answers_in_json(shop):
    for path in ("nothing/", "complaints", "complaints/TS-1/x/"):
        answer = shop.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert shop.post("complaints/TS-261121-0001-1/messages/", {"body": "x"}).status_code == 404
    assert shop.client.delete("/api/v1/complaints/", headers=shop.headers).json()["code"] == "method_not_allowed"


# --- adding -----------------------------------------------------------------------------------------------


def test_a_message_is_the_consumers_own(shop, filed):
    answer = shop.post(f"complaints/{filed.number}/messages/", {"body": "还没有人打电话"})
    assert answer.status_code == 201
    event = filed.events.get(verb="hear_consumer")
    assert (event.actor_kind, event.source, event.message.direction) == ("consumer", "api", "from_consumer")


def test_a_message_with_a_key_is_kept_once(shop, filed):
    for _turn in range(2):
        assert shop.post(f"complaints/{filed.number}/messages/", {"body": "同一句"}, key="m").status_code == 201
    assert filed.messages.count() == 1
    other = shop.post(f"complaints/{filed.number}/messages/", {"body": "另一句"}, key="m")
    assert other.status_code == 409


def test_the_answer_to_our_question_lets_the_clock_go_on(shop, filed, lin, now):
    eligibility.ask_info(filed, by=lin, now=now, items="破损照片")
    answer = shop.post(f"complaints/{filed.number}/messages/", {"body": "照片在附件里"})
    assert answer.json() == {"number": filed.number, "state": "registered"}


def test_a_message_to_the_archive_is_refused_with_a_reason(shop, filed):
    assert shop.post(f"complaints/{filed.number}/messages/", {"body": ""}).status_code == 400
    assert shop.post(f"complaints/{filed.number}/messages/", {"body": "字" * 5001}).status_code == 400


def png():
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def test_files_become_evidence_of_the_consumer(shop, filed):
    photo = SimpleUploadedFile("杯子.png", png(), "image/png")
    answer = shop.upload(f"complaints/{filed.number}/evidence/", photo, says="杯底裂了")
    assert answer.status_code == 201, answer.json()
    (item,) = filed.evidence.all()
    assert (item.side, item.kind, item.says, item.status) == ("consumer", "photo", "杯底裂了", "received")
    assert answer.json()["evidence"][0]["sha256"] == item.sha256
    assert filed.events.get(verb="add_evidence").actor_kind == "consumer"


def test_one_bad_file_and_none_is_kept(shop, filed):
    photo = SimpleUploadedFile("a.png", png(), "image/png")
    program = SimpleUploadedFile("b.png", b"MZ\x90\x00 no picture", "image/png")
    answer = shop.upload(f"complaints/{filed.number}/evidence/", photo, program)
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["files"])
    assert not filed.evidence.exists()
    assert shop.upload(f"complaints/{filed.number}/evidence/").status_code == 400


def test_a_broken_multipart_body_is_refused(shop, filed):
    answer = shop.client.post(
        f"/api/v1/complaints/{filed.number}/evidence/",
        b"--x\r\nContent-Disposition: form-data",
        content_type="multipart/form-data; boundary=x",
        headers=shop.headers,
    )
    assert answer.status_code == 400


# --- how often --------------------------------------------------------------------------------------------


def test_who_asks_too_often_is_told_when_to_come_back(shop, monkeypatch):
    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, "account", "2/min")
    statuses = [shop.get("complaints/").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = shop.get("complaints/")
    assert (answer.json()["code"], answer.headers["Retry-After"].isdecimal()) == ("throttled", True)
    assert Program(partner("app").agent).get("complaints/").status_code == 200


def test_wrong_tokens_count_for_their_address(policy, client, monkeypatch):
    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, "address", "2/min")
    headers = {"authorization": "Token guess"}
    statuses = [client.get("/api/v1/complaints/", headers=headers).status_code for _ in range(3)]
    assert statuses == [401, 401, 429]


def test_the_time_of_filing_is_there_for_prometheus(shop, client):
    """IN-07: the 95th percentile of submitting can be read for the form and for the API (docs/operations.md)."""
    shop.file()
    client.post("/file/", {"description": "杯子碎了", "phone": "13800006027"})
    text = client.get("/metrics").content.decode()
    for view in ("api:complaints", "complaints:file"):
        labels = f'le="0.5",method="POST",view="{view}"'
        assert f"django_http_requests_latency_seconds_by_view_method_bucket{{{labels}}}" in text


# --- the schema -------------------------------------------------------------------------------------------


def test_the_schema_is_public_and_names_every_address(client):
    schema = client.get("/api/v1/schema/?format=json").json()
    assert set(schema["paths"]) == {
        "/api/v1/complaints/",
        "/api/v1/complaints/{number}/",
        "/api/v1/complaints/{number}/messages/",
        "/api/v1/complaints/{number}/evidence/",
        "/api/v1/payments/",
    }
    assert schema["components"]["securitySchemes"]


def test_the_docs_load_nothing_from_elsewhere(client):
    text = client.get("/api/v1/docs/").content.decode()
    assert "swagger-ui-bundle.js" in text
    assert "//" not in text.replace("http://www.w3.org", "")
