"""Who may see which item, and who gets the original of a photo (IV-14, IV-02)."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.urls import reverse

from complaints.actions import disclosure, evidence, inquiries, intake
from complaints.actions.links import inquiry_token, token_of
from complaints.actions.sweep import sweep
from complaints.forms.files import check_upload
from complaints.lifecycle import Refused
from complaints.models import Evidence
from complaints.tests.test_files import PDF, photo_with_exif, upload

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def item(owned, lin, now):
    """A photo of the warehouse, internal so far."""
    facts = {
        "side": "platform",
        "kind": "photo",
        "title": "出库照片",
        "upload": check_upload(upload(photo_with_exif())),
    }
    return evidence.add_evidence(owned, by=lin, now=now, **facts)


@pytest.fixture
def asked(owned, lin):
    """{side: page of a question to it}."""
    from django.utils import timezone

    def page(side):
        item = inquiries.ask(owned, by=lin, now=timezone.now(), side=side, kind="statement", title="情况说明")
        return reverse("complaints:inquiry", args=[inquiry_token(item)])

    return page


def seen(client, page, item):
    """(named on the page, file handed out)."""
    file = client.get(f"{page}files/{item.pk}/")
    list(file)
    return item.title in client.get(page).content.decode(), file.status_code == 200


def test_each_side_sees_what_was_disclosed_to_it(client, owned, item, asked, lin, now):
    consumer, merchant, carrier = f"/p/{token_of(owned)}/", asked("merchant"), asked("carrier")
    table = {
        "internal": [(False, False), (False, False), (False, False)],
        "consumer": [(True, True), (False, False), (False, False)],
        "merchant": [(False, False), (True, True), (False, False)],
        "both": [(True, True), (True, True), (False, False)],
    }
    for chosen, expected in table.items():
        if chosen != item.disclosure:
            item = disclosure.disclose(item, by=lin, now=now, disclosure=chosen, reason="商家要看")
        # The consumer's page names the file, the merchant's the item.
        item.title = item.file_name if chosen in ("internal", "consumer") else "出库照片"
        found = [seen(client, page, item) for page in (consumer, merchant, carrier)]
        if chosen in ("merchant", "both"):
            item.title = item.file_name
            found[0] = seen(client, consumer, item)
        assert found == expected, chosen


def test_the_change_stands_in_the_history(client, owned, item, lin):
    client.force_login(lin)
    url = reverse("complaints:disclose", args=[owned.number])
    assert hashlib.sha256(photo_with_exif()).hexdigest() in client.get(f"{url}?item={item.pk}").content.decode()
    assert client.post(url, {"item": item.pk, "disclosure": "both", "reason": ""}).status_code == 422
    facts = {"item": item.pk, "disclosure": "both", "reason": "双方都要看出库状态"}
    assert client.post(url, facts).status_code == 302
    event = owned.events.get(verb="disclose")
    assert (event.agent, event.reason) == (lin, "双方都要看出库状态")
    assert (event.data["was"], event.data["disclosure"]) == ("internal", "both")
    assert [row.disclosure for row in item.history.order_by("history_id")] == ["internal", "both"]
    client.cookies["django_language"] = "en"
    page = client.get(reverse("complaints:complaint", args=[owned.number])).content.decode()
    assert "May be shown to both sides" in page


def test_what_came_from_the_consumer_is_not_hidden_from_him(owned, lin, now):
    own = evidence.add_evidence(owned, by=owned.consumer, now=now, side="consumer", kind="photo", title="碎片")
    for chosen in ("internal", "merchant", "consumer"):
        with pytest.raises(Refused):
            disclosure.disclose(own, by=lin, now=now, disclosure=chosen, reason="x")
    assert disclosure.disclose(own, by=lin, now=now, disclosure="both", reason="商家要看").disclosure == "both"


def test_a_stranger_and_a_reader_change_nothing(client, owned, item, stranger, mei):
    url = reverse("complaints:disclose", args=[owned.number])
    for agent, status in ((stranger, 404), (mei, 403)):
        client.force_login(agent)
        assert client.post(url, {"item": item.pk, "disclosure": "both", "reason": "x"}).status_code == status


# --- the original -------------------------------------------------------------------------------------------


def test_both_hashes_are_kept_and_the_original_lies_apart(item):
    with item.file.open("rb") as shown, item.original.open("rb") as original:
        assert hashlib.sha256(shown.read()).hexdigest() == item.shown_sha256
        assert original.read() == photo_with_exif()
    assert item.sha256 == hashlib.sha256(photo_with_exif()).hexdigest() != item.shown_sha256
    assert item.original.name.startswith("originals/")


def test_the_original_needs_a_hat_and_a_reason_and_is_recorded(client, owned, item, lin, zhao):
    url = reverse("complaints:reveal_original", args=[owned.number])
    client.force_login(lin)
    assert client.post(url, {"item": item.pk, "reason": "看拍摄地点"}).status_code == 403
    client.force_login(zhao)
    assert client.get(url, {"item": item.pk}).status_code == 200
    assert client.post(url, {"item": item.pk, "reason": " "}).status_code == 422
    assert not owned.events.filter(verb="reveal_original").exists()
    answer = client.post(url, {"item": item.pk, "reason": "核对拍摄地点"})
    assert b"".join(answer.streaming_content) == photo_with_exif()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    event = owned.events.get(verb="reveal_original")
    assert (event.agent, event.reason, event.kind, event.evidence) == (zhao, "核对拍摄地点", "privacy", item)


def test_the_original_goes_when_its_time_is_up_and_the_photo_stays(owned, item, now):
    name, storage, late = item.original.name, item.original.storage, now + timedelta(days=180)
    sweep(now=late)
    assert storage.exists(name), "an open case keeps it"
    facts = {"summary": "x", "root_cause": "product", "responsible_party": "merchant", "has_lesson": False}
    facts |= {"closed_at": now, "closing_code": "solved", "archived_at": now, "sweep_at": None}
    type(owned).objects.filter(pk=owned.pk).update(state="archived", stage_at=now, **facts)
    sweep(now=late - timedelta(seconds=1))
    assert storage.exists(name)
    sweep(now=late)
    item.refresh_from_db()
    assert (item.original.name, storage.exists(name)) == ("", False)
    with item.file.open("rb") as shown:
        assert hashlib.sha256(shown.read()).hexdigest() == item.shown_sha256
    assert owned.events.filter(verb="erase_original", evidence=item).count() == 1


def test_no_other_road_leads_to_the_original(client, owned, item, zhao, now):
    disclosure.disclose(item, by=zhao, now=now, disclosure="both", reason="x")
    client.force_login(zhao)
    for url in (
        reverse("complaints:evidence_file", args=[owned.number, item.pk]),
        reverse("complaints:progress_file", args=[token_of(owned), item.pk]),
    ):
        assert b"SecretPhone" not in b"".join(client.get(url).streaming_content)


def test_a_file_kept_as_it_came_has_none(owned, lin, zhao, now):
    facts = {"side": "merchant", "kind": "other", "title": "说明", "upload": check_upload(upload(PDF, "a.pdf"))}
    item = evidence.add_evidence(owned, by=lin, now=now, **facts)
    with pytest.raises(Refused):
        disclosure.reveal_original(item, by=zhao, now=now, reason="x")


@pytest.mark.parametrize("change", [{"original": "originals/else.jpg"}, {"shown_sha256": "0"}, {"sha256": "0"}])
def test_the_database_exchanges_no_original(item, change):
    with pytest.raises(DatabaseError, match="stays as it came"), transaction.atomic():
        Evidence.objects.filter(pk=item.pk).update(**change)
    assert default_storage.exists(item.original.name)
