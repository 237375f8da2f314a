"""The malware scanner: real servers and programs, up, down and talking nonsense; nothing is shown before (IV-02)."""

import socketserver
import sys
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from complaints.actions import evidence, intake, scans
from complaints.actions.links import token_of
from complaints.forms.files import check_upload
from complaints.gateways import scanner
from complaints.management.commands import scan_server
from complaints.models import Evidence, Notice
from complaints.tests.test_files import PDF, photo, upload

pytestmark = pytest.mark.django_db
EICAR = PDF + rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MINUTE = timedelta(minutes=1)


@contextmanager
def running(settings, serving):
    """A server on a thread; settings point at it."""
    with serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.MALWARE_SCANNER = f"tcp://127.0.0.1:{serving.server_address[1]}"
        try:
            yield
        finally:
            serving.shutdown()
            thread.join()


@pytest.fixture
def clamd(settings):
    with running(settings, scan_server.server()):
        yield


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


def give(case, content, now, name="a.pdf", side="consumer"):
    file = check_upload(upload(content, name))
    by = case.consumer if side == "consumer" else case.owner
    return evidence.add_evidence(case, by=by, now=now, side=side, kind="photo", title=name, upload=file)


def status_of(client, url):
    """The status alone; a file is read to its end, which closes it."""
    answer = client.get(url)
    list(answer)
    return answer.status_code


def fresh(item):
    return Evidence.objects.get(pk=item.pk)


def test_a_clean_file_waits_then_is_shown(client, clamd, owned, lin, now):
    item = give(owned, photo(), now, "碎片.jpg")
    client.force_login(lin)
    inside = reverse("complaints:evidence_file", args=[owned.number, item.pk])
    outside = reverse("complaints:progress_file", args=[token_of(owned), item.pk])
    desk, page = reverse("complaints:complaint", args=[owned.number]), f"/p/{token_of(owned)}/"
    assert item.scan == "waiting"
    assert [status_of(client, url) for url in (inside, outside)] == [404, 404]
    assert inside not in client.get(desk).content.decode()
    assert outside not in client.get(page).content.decode()
    assert not owned.evidence_from("consumer")
    scans.scan_waiting(now=now, ask=scanner.ask)
    assert (fresh(item).scan, fresh(item).scanned_at) == ("clean", now)
    assert [status_of(client, url) for url in (inside, outside)] == [200, 200]
    assert inside in client.get(desk).content.decode()
    assert outside in client.get(page).content.decode()


def test_malware_is_shut_away_and_everybody_hears_of_it(client, clamd, owned, lin, now):
    item = give(owned, EICAR, now, "invoice.pdf")
    assert scans.scan_waiting(now=now, ask=scanner.ask) == (1, [])
    item = fresh(item)
    assert (item.scan, item.scan_said) == ("refused", "Eicar-Test-Signature")
    client.force_login(lin)
    inside = reverse("complaints:evidence_file", args=[owned.number, item.pk])
    assert status_of(client, inside) == 404
    client.cookies["django_language"] = "en"
    assert "Malware was found in" in client.get(reverse("complaints:complaint", args=[owned.number])).content.decode()
    assert Notice.objects.filter(event="file_refused", agent=lin).count() == 1
    assert Notice.objects.filter(event="file_refused", channel="page").count() == 1
    assert "check for malware" in client.get(f"/p/{token_of(owned)}/").content.decode()
    with pytest.raises(DatabaseError, match="stays as it came"), transaction.atomic():
        Evidence.objects.filter(pk=item.pk).update(scan="clean")


def test_while_the_scanner_is_down_files_wait_and_are_asked_about_again(settings, client, owned, now):
    with running(settings, scan_server.server()):
        address = settings.MALWARE_SCANNER
    settings.MALWARE_SCANNER = address  # nobody listens there any more
    url = reverse("complaints:progress_step", args=[token_of(owned), "add-evidence"])
    assert client.post(url, {"files": upload(PDF, "a.pdf")}).status_code == 302
    item = owned.evidence.get()
    for at in (item.scan_at, item.scan_at + 5 * MINUTE):
        answered, errors = scans.scan_waiting(now=at, ask=scanner.ask)
        assert (answered, len(errors), fresh(item).scan) == (0, 1, "waiting")
    Evidence.objects.update(scan_at=now)
    with pytest.raises(CommandError):
        call_command("scan_files")
    with running(settings, scan_server.server()):
        Evidence.objects.update(scan_at=now)
        call_command("scan_files")
    assert fresh(item).scan == "clean"


class Nonsense(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")


def test_an_answer_that_means_nothing_is_no_answer(settings, owned, now):
    with running(settings, socketserver.ThreadingTCPServer(("127.0.0.1", 0), Nonsense)):
        item = give(owned, PDF, now)
        _answered, errors = scans.scan_waiting(now=now, ask=scanner.ask)
    assert errors
    assert fresh(item).scan == "waiting"


def test_a_program_may_do_it(settings, tmp_path, owned, now):
    program = tmp_path / "scan.py"
    program.write_text(
        "import sys\nif b'EICAR' in sys.stdin.buffer.read():\n    print('stdin: Eicar FOUND')\n    sys.exit(1)\n"
    )
    settings.MALWARE_SCANNER = f"command:{sys.executable} {program}"
    clean, bad = give(owned, PDF, now), give(owned, EICAR, now, "b.pdf")
    scans.scan_waiting(now=now, ask=scanner.ask)
    assert [(fresh(item).scan, fresh(item).scan_said) for item in (clean, bad)] == [("clean", ""), ("refused", "Eicar")]
    program.write_text("import sys\nsys.exit(2)\n")
    item = give(owned, PDF, now, "c.pdf")
    scans.scan_waiting(now=now, ask=scanner.ask)
    assert fresh(item).scan == "waiting"


def test_without_a_scanner_files_are_shown_at_once(client, owned, lin, now):
    item = give(owned, PDF, now)
    client.force_login(lin)
    assert item.scan == ""
    assert status_of(client, reverse("complaints:evidence_file", args=[owned.number, item.pk])) == 200


def test_the_original_is_what_is_looked_at(clamd, owned, now):
    """A photo is drawn anew, so the copy is harmless: what came in is judged all the same."""
    item = give(owned, photo() + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE", now, "a.jpg")
    scans.scan_waiting(now=now, ask=scanner.ask)
    assert fresh(item).scan == "refused"


def test_a_verdict_said_twice_counts_once(clamd, owned, now):
    item = give(owned, EICAR, now)
    for _time in range(2):
        scans.take_verdict(item, "Eicar", now=now)
    assert owned.events.filter(verb="refuse_file").count() == 1
