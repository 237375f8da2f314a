"""Uploads that survive a dropped connection, over real sockets: broken off, reset, raced, refused (IV-02)."""

import base64
import hashlib
import http.client
import re
import socket
import struct
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from complaints.actions import inquiries, intake, merging, uploads
from complaints.actions.links import inquiry_token, token_of
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import Evidence, PartialUpload
from complaints.tests.test_files import MP4, PDF, photo, upload
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db
FILM = MP4 + bytes(range(256)) * 2400  # about 600 kB
TYPE = "application/offset+octet-stream"


@pytest.fixture
def case(new_complaint, lin):
    now = timezone.now()
    return intake.accept(new_complaint("杯子收到就是碎的", at=now), by=lin, now=now)


class Phone:
    """What the script of the page does, in a dozen lines of our own, with a line that can be cut."""

    def __init__(self, live_server, path):
        self.host, self.port = urlsplit(live_server.url).hostname, urlsplit(live_server.url).port
        self.path = path
        answer, page = self.ask("GET", path)
        cookies = [value.partition(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie"]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.decode())[1]
        self.known = {"Cookie": "; ".join(cookies), "X-CSRFToken": token, "Tus-Resumable": "1.0.0"}
        self.token = token

    known = {}

    def ask(self, method, path, body=None, **headers):
        """One request and its whole answer."""
        line = http.client.HTTPConnection(self.host, self.port, timeout=20)
        try:
            line.request(method, path, body, self.known | {k.replace("_", "-"): v for k, v in headers.items()})
            answer = line.getresponse()
            return answer, answer.read()
        finally:
            line.close()

    def begin(self, name, size):
        told = f"filename {base64.b64encode(name.encode()).decode()}"
        answer, body = self.ask("POST", f"{self.path}uploads/", Upload_Length=str(size), Upload_Metadata=told)
        return answer.status, answer.getheader("Location") or body.decode()

    def offset(self, address):
        answer, _body = self.ask("HEAD", address)
        return int(answer.getheader("Upload-Offset")) if answer.status == 200 else None

    def piece(self, address, offset, content):
        answer, body = self.ask("PATCH", address, content, Upload_Offset=str(offset), Content_Type=TYPE)
        return answer.status, answer.getheader("Upload-Offset") or body.decode()

    def cut(self, address, offset, content, announced, *, reset=False):
        """Announce a long body, send the beginning of it, and hang up: politely, or as a line that dies."""
        headers = self.known | {"Content-Type": TYPE, "Upload-Offset": str(offset), "Content-Length": str(announced)}
        lines = [f"PATCH {address} HTTP/1.1", f"Host: {self.host}", *(f"{k}: {v}" for k, v in headers.items())]
        with socket.create_connection((self.host, self.port), timeout=20) as line:
            line.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
            if reset:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            line.shutdown(socket.SHUT_WR)
            while line.recv(4096):
                pass

    def carry_on(self, address, content):
        """Go on from where the server is until all of it is there."""
        while (at := self.offset(address)) < len(content):
            self.piece(address, at, content[at : at + 100_000])

    def send_form(self, verb, *keys, **fields):
        rows = [("csrfmiddlewaretoken", self.token), *fields.items(), *(("uploaded", key) for key in keys)]
        body = (
            "".join(f'--X\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in rows) + "--X--\r\n"
        )
        path = f"{self.path}{verb}/" if verb else self.path
        answer, page = self.ask("POST", path, body.encode(), Content_Type="multipart/form-data; boundary=X")
        return answer.status, page.decode()


class Near(Phone):
    """The same without a network in between, where no line is cut and nobody races."""

    def __init__(self, client, path):
        self.client, self.path, self.token = client, path, ""

    def ask(self, method, path, body=None, **headers):
        kind = headers.pop("Content_Type", "application/octet-stream")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.generic(method, path, body or b"", kind, headers=named)
        answer.status, answer.getheader = answer.status_code, answer.headers.get
        return answer, answer.content


@pytest.fixture
def phone(live_server, case):
    return Phone(live_server, f"/p/{token_of(case)}/")


@pytest.fixture
def near(client, case):
    return Near(client, f"/p/{token_of(case)}/")


def key_of(address):
    return address.rstrip("/").rpartition("/")[2]


@pytest.mark.parametrize("reset", [False, True])
def test_a_broken_connection_loses_nothing(phone, case, reset):
    status, address = phone.begin("开箱 视频.mp4", len(FILM))
    assert status == 201
    phone.cut(address, 0, FILM[:200_000], 400_000, reset=reset)
    if not reset:
        assert phone.offset(address) == 200_000
    phone.carry_on(address, FILM)
    status, _page = phone.send_form("add-evidence", key_of(address), says="开箱时就碎了")
    item = case.evidence.get()
    assert (status, item.file_name, item.side, item.says) == (302, "开箱 视频.mp4", "consumer", "开箱时就碎了")
    assert item.sha256 == hashlib.sha256(FILM).hexdigest()
    with item.file.open("rb") as kept:
        assert kept.read() == FILM


def test_two_parts_for_one_place_make_one_file(phone):
    """Both at once: one counts, the other hears where to go on."""
    _status, address = phone.begin("way.mp4", len(FILM))
    half = len(FILM) // 2
    answers = race([lambda: phone.piece(address, 0, FILM[:half])] * 4)
    assert sorted(status for status, _at in answers) == [204, 409, 409, 409]
    assert {int(at) for _status, at in answers} == {half}
    phone.carry_on(address, FILM)
    phone.send_form("add-evidence", key_of(address))
    assert Evidence.objects.get().sha256 == hashlib.sha256(FILM).hexdigest()


def test_several_files_and_one_by_the_plain_form(client, near, case):
    keys = []
    for name, content in (("a.mp4", FILM), ("b.pdf", PDF)):
        _status, address = near.begin(name, len(content))
        near.carry_on(address, content)
        keys.append(key_of(address))
    url = reverse("complaints:progress_step", args=[token_of(case), "add-evidence"])
    assert client.post(url, {"uploaded": keys, "files": upload(photo(), "c.jpg")}).status_code == 302
    assert sorted(case.evidence.values_list("file_name", flat=True)) == ["a.mp4", "b.pdf", "c.jpg"]
    assert PartialUpload.objects.waiting(timezone.now()).count() == 0


def test_a_merchant_answers_in_pieces(live_server, case, lin):
    now = timezone.now()
    item = inquiries.ask(case, by=lin, now=now, side="merchant", kind="statement", title="出库照片")
    phone = Phone(live_server, f"/q/{inquiry_token(item)}/")
    _status, address = phone.begin("way.mp4", len(FILM))
    phone.cut(address, 0, FILM[:90_000], 200_000)
    phone.carry_on(address, FILM)
    assert phone.send_form("", key_of(address), says="出库时完好")[0] == 302
    item.refresh_from_db()
    assert (item.status, item.sha256) == ("received", hashlib.sha256(FILM).hexdigest())


# --- what is refused ----------------------------------------------------------------------------------------


def test_too_large_too_small_and_more_than_announced(near, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    assert near.begin("a.mp4", 1001)[0] == 413
    assert near.begin("a.mp4", 0)[0] == 413
    _status, address = near.begin("a.mp4", 1000)
    assert near.piece(address, 0, MP4 + b"\0" * 1000)[0] == 413
    assert near.offset(address) == 0


@pytest.mark.parametrize("length", ["", "x", "-1", "1e3", "１２", "9" * 30])
def test_a_length_that_is_none(client, case, length):
    url = reverse("complaints:progress_uploads", args=[token_of(case)])
    assert client.post(url, HTTP_UPLOAD_LENGTH=length.encode().decode("latin-1")).status_code == 400


def test_a_wrong_link_and_a_key_of_another_page_are_unknown(client, near, new_complaint):
    _status, address = near.begin("a.mp4", len(FILM))
    other = reverse("complaints:progress_upload", args=[token_of(new_complaint()), key_of(address)])
    assert client.head(other).status_code == 404
    for _try in range(5):
        assert client.post("/p/" + "0" * 48 + "/uploads/", HTTP_UPLOAD_LENGTH="9").status_code == 404
    assert client.post("/p/" + "0" * 48 + "/uploads/", HTTP_UPLOAD_LENGTH="9").status_code == 429


@pytest.mark.parametrize("content", [b"MZ" + b"\0" * 9000, b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_the_content_decides_with_the_first_part(near, content):
    _status, address = near.begin("photo.jpg", len(content))
    status, told = near.piece(address, 0, content)
    assert status == 415
    assert "photo.jpg" in told
    assert near.offset(address) is None


def test_a_disguise_that_came_in_crumbs_is_refused_by_the_form(near, case):
    content = b"MZ" + b"\0" * 60
    _status, address = near.begin("photo.jpg", len(content))
    near.piece(address, 0, content[:1])
    near.piece(address, 1, content[1:])
    status, page = near.send_form("add-evidence", key_of(address))
    assert status == 422
    assert "photo.jpg" in page
    assert not case.evidence.exists()


def test_half_a_file_is_not_taken_and_the_whole_one_stays_on_the_form(near, case):
    _status, half = near.begin("half.mp4", len(FILM))
    near.piece(half, 0, FILM[:1000])
    _status, whole = near.begin("whole.pdf", len(PDF))
    near.carry_on(whole, PDF)
    item = inquiries.ask(case, by=case.owner, now=timezone.now(), side="consumer", kind="video", title="视频")
    status, page = near.send_form("give-info", key_of(half), key_of(whole))
    assert (status, item.status) == (422, "asked")
    assert f'value="{key_of(whole)}" checked' in page
    assert key_of(half) not in page


def test_a_file_is_used_once_also_when_the_form_is_sent_twice(near, case):
    _status, address = near.begin("a.pdf", len(PDF))
    near.carry_on(address, PDF)
    statuses = [near.send_form("add-evidence", key_of(address))[0] for _try in range(2)]
    assert statuses == [302, 422]
    assert case.evidence.count() == 1


def test_two_forms_at_once_use_it_once(phone, case):
    _status, address = phone.begin("a.pdf", len(PDF))
    phone.carry_on(address, PDF)
    race([lambda: phone.send_form("add-evidence", key_of(address))] * 4)
    assert case.evidence.count() == 1


def test_a_complaint_that_goes_on_elsewhere_takes_nothing(near, case, new_complaint, zhao):
    now = timezone.now()
    merging.merge(
        case, by=zhao, now=now, master=intake.accept(new_complaint(at=now), by=zhao, now=now), reason="同一件事"
    )
    status, told = near.begin("a.mp4", 9)
    assert (status, told) == (413, "已归档或已合并的投诉只能查看。")


# --- limits and the end -------------------------------------------------------------------------------------


def begun(case, now, name="a.pdf"):
    return uploads.begin_upload(case, by=case.consumer, now=now, name=name, size=len(PDF))


def test_a_page_holds_eighteen_and_the_oldest_makes_room(case, now):
    first = begun(case, now)
    for n in range(uploads.MOST_WAITING):
        begun(case, now + timedelta(seconds=n + 1))
    assert PartialUpload.objects.waiting(now + timedelta(minutes=1)).count() == uploads.MOST_WAITING
    assert uploads.find_upload(case, first.key, now + timedelta(minutes=1)) is None


def test_what_is_used_or_left_is_swept_from_table_and_disk(case, now):
    used, left, kept = (begun(case, now) for _one in range(3))
    for one in (used, left, kept):
        uploads.take_piece(one, 0, PDF[:20], now=now)
    uploads.take_piece(kept, 20, PDF[20:], now=now + timedelta(hours=20))
    uploads.use_up(used.key, now)
    sweep(now=now + timedelta(hours=24))
    assert [row.key for row in PartialUpload.objects.all()] == [kept.key]
    assert default_storage.listdir("uploads")[0] == [kept.key]
    assert sweep(now=now + timedelta(hours=24)) == 0


def test_the_sender_may_do_without_it(near):
    _status, address = near.begin("a.pdf", len(PDF))
    assert near.ask("DELETE", address)[0].status == 204
    assert near.offset(address) is None


def test_photos_in_pieces_are_drawn_anew_too(near, case):
    from complaints.tests.test_files import photo_with_exif

    content = photo_with_exif()
    _status, address = near.begin("a.jpg", len(content))
    near.carry_on(address, content)
    near.send_form("add-evidence", key_of(address))
    item = case.evidence.get()
    with item.file.open("rb") as shown, item.original.open("rb") as original:
        assert b"SecretPhone" not in shown.read()
        assert original.read() == content


def test_nothing_of_it_can_be_used_twice(case, now):
    one = begun(case, now)
    uploads.take_piece(one, 0, PDF, now=now)
    uploads.use_up(one.key, now)
    with pytest.raises(Refused):
        uploads.use_up(one.key, now)
    with pytest.raises(uploads.OutOfStep):
        uploads.take_piece(one, len(PDF), b"", now=now)


@pytest.mark.browser
def test_the_page_goes_on_by_itself_when_the_line_is_back(browser, live_server, case):
    """Chosen, cut off in the middle, pressed before it was there: the form goes when the files are."""
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"/p/{token_of(case)}/")
    cut = []

    def once(route):
        """The second part never arrives."""
        cut.append(route.request.headers["upload-offset"])
        route.abort("connectionreset") if len(cut) == 2 else route.continue_()

    page.route("**/uploads/*/", lambda route: once(route) if route.request.method == "PATCH" else route.continue_())
    files = [
        {"name": "视频.mp4", "mimeType": "video/mp4", "buffer": FILM},
        {"name": "面单.pdf", "mimeType": "application/pdf", "buffer": PDF},
        {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + b"\0" * 200},
    ]
    page.set_input_files("#materials [name=files]", files)
    rows = page.locator("#materials .file")
    expect(rows.nth(2)).to_contain_text("Word")
    page.locator("#materials [data-verb=add_evidence]").click()
    expect(page.locator("#materials .material-list li")).to_have_count(2)
    page.wait_for_load_state()  # the page has come anew: measured with its styles
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert len(cut) >= 4
    kept = {item.file_name: item.sha256 for item in case.evidence.all()}
    assert kept == {"视频.mp4": hashlib.sha256(FILM).hexdigest(), "面单.pdf": hashlib.sha256(PDF).hexdigest()}
