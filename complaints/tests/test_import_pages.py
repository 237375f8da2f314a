"""Imports in the browser: upload, mapping, trial, the worker, refused rows, nothing twice, cancelling (IN-01)."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from complaints import tasks
from complaints.actions import imports
from complaints.enums import ImportStatus
from complaints.forms import table_file
from complaints.lifecycle import Refused
from complaints.models import Complaint, Event, ImportRun, Notice
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db
TABLE = """工单号,投诉内容,手机,投诉时间,备注
1,收到的杯子破损,13800000001,2026-11-01,=1+1
2,,,,x
3,快递三天没有动静,,不是时间,y
"""


@pytest.fixture
def visit(client):
    """visit(agent, "imports", pk) -> the response, in English."""

    def get(agent, name, *args, method="get", data=None, **headers):
        client.force_login(agent)
        url = reverse(f"complaints:{name}", args=args)
        return getattr(client, method)(url, data or {}, headers={"accept-language": "en", **headers})

    return get


@pytest.fixture
def uploaded(visit, zhao):
    """uploaded("a,b\n1,2\n") -> the import that is being prepared."""

    def send(content=TABLE, name="投诉.csv", by=zhao):
        content = content.encode() if isinstance(content, str) else content
        response = visit(by, "imports", method="post", data={"file": SimpleUploadedFile(name, content)})
        assert response.status_code == 302, response.content.decode()
        return ImportRun.objects.latest("pk")

    return send


def text(response):
    return response.content.decode()


def chosen(run, then="import", **columns):
    """The mapping as the page suggests it, with changes by position."""
    from complaints.forms.importing import MappingForm

    form = MappingForm(columns=run.columns)
    facts = {name: field.initial or "" for name, field in form.fields.items()}
    return facts | columns | {"then": then}


def begun(visit, by, run, **more):
    response = visit(by, "import", run.pk, method="post", data=chosen(run, **more))
    assert response.status_code == 302, text(response)
    return run


def work(run):
    call_command("run_imports")
    return ImportRun.objects.get(pk=run.pk)


def figures(run):
    return run.status, run.read, run.created, run.skipped, run.rejected


def test_a_file_is_looked_at_before_anything_is_written(visit, uploaded, zhao):
    run = uploaded()
    page = text(visit(zhao, "import", run.pk))
    assert (run.columns, run.rows, run.status) == (["工单号", "投诉内容", "手机", "投诉时间", "备注"], 3, "draft")
    for words in ("收到的杯子破损", "工单号", run.sha256, "Try it, write nothing"):
        assert words in page
    assert '<option value="description" selected>' in page
    assert not Complaint.objects.exists()
    assert settings.MEDIA_ROOT in Path(run.file.path).parents


def test_a_trial_judges_and_writes_nothing_then_the_import_writes(visit, uploaded, zhao):
    run = begun(visit, zhao, uploaded(), then="trial")
    run = work(run)
    assert figures(run) == ("tried", 3, 1, 0, 2)
    assert not Complaint.objects.exists()
    page = text(visit(zhao, "import", run.pk))
    assert "A trial: nothing was written." in page
    assert "投诉时间" in page
    run = work(begun(visit, zhao, run))
    assert figures(run) == ("done", 3, 1, 0, 2)
    case = Complaint.objects.get()
    assert (case.channel, case.description) == ("import", "收到的杯子破损")
    assert case.history.get().history_user == zhao
    assert case.events.get().source == "import"
    assert not Notice.objects.filter(complaint=case).exists()


def test_the_same_file_again_writes_nothing_twice(visit, uploaded, zhao):
    work(begun(visit, zhao, uploaded()))
    run = uploaded()
    assert "This very file was imported before." in text(visit(zhao, "import", run.pk))
    assert figures(work(begun(visit, zhao, run))) == ("done", 3, 0, 1, 2)
    assert Complaint.objects.count() == 1


def test_columns_may_be_mapped_otherwise(visit, uploaded, zhao):
    run = uploaded("甲,乙\n坏了的杯子,13800000009\n")
    response = visit(zhao, "import", run.pk, method="post", data=chosen(run))
    assert response.status_code == 422
    assert "Say which column holds the consumer" in text(response)
    response = visit(
        zhao, "import", run.pk, method="post", data=chosen(run, column_0="description", column_1="description")
    )
    assert response.status_code == 422
    assert "“甲” is this already." in text(response)
    run = work(begun(visit, zhao, run, column_0="description", column_1="phone", channel="phone"))
    case = Complaint.objects.get()
    assert (run.created, case.channel, case.consumer.phone) == (1, "phone", "13800000009")


def test_a_column_that_is_not_used_is_not_used(visit, uploaded, zhao):
    work(begun(visit, zhao, uploaded(), column_2="", column_3=""))
    assert [case.consumer.phone for case in Complaint.objects.all()] == ["", ""]


def test_refused_rows_leave_as_csv_without_formulas(visit, uploaded, zhao):
    run = work(begun(visit, zhao, uploaded("id,text,note\n1,,=cmd()\n2,好的杯子,ok\n")))
    response = visit(zhao, "export_rejected", run.pk, method="post")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].endswith("id,text,note")
    assert lines[1].startswith("2,")
    assert lines[1].endswith("'=cmd()")
    event = Event.objects.get(verb="export_rejected")
    assert (event.complaint, event.kind, event.agent, event.data["rows"]) == (None, "privacy", zhao, 1)


# Files that are none


def macro_book():
    out = io.BytesIO()
    Workbook().save(out)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


def cut_book():
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()[:-300]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\xd0\xcf\x11\xe0old", "old Excel"),
        (macro_book(), "macros"),
        (cut_book(), "no XLSX workbook"),
        (b"PK\x03\x04nonsense", "no XLSX workbook"),
        (",".join(f"c{n}" for n in range(201)).encode(), "At most 200 columns"),
    ],
)
def test_a_file_that_is_no_table_is_told(visit, zhao, content, sentence):
    response = visit(zhao, "imports", method="post", data={"file": SimpleUploadedFile("x.xlsx", content)})
    assert response.status_code == 422
    assert sentence in text(response)
    assert not ImportRun.objects.exists()


def test_a_workbook_that_unpacks_to_too_much_is_refused(visit, zhao, monkeypatch):
    out = io.BytesIO()
    Workbook().save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * 3_000_000)
    monkeypatch.setattr(table_file, "UNPACKED_LIMIT", 2_000_000)
    response = visit(zhao, "imports", method="post", data={"file": SimpleUploadedFile("x.xlsx", out.getvalue())})
    assert response.status_code == 422
    assert "unpacks to more than" in text(response)


def test_a_file_that_is_too_large_is_told(visit, zhao, settings):
    settings.UPLOAD_MAX_BYTES = 10
    response = visit(zhao, "imports", method="post", data={"file": SimpleUploadedFile("x.csv", TABLE.encode())})
    assert response.status_code == 422
    assert "larger than" in text(response)


def test_a_workbook_is_imported_like_a_table(visit, uploaded, zhao):
    book, out = Workbook(), io.BytesIO()
    book.active.append(["编号", "内容"])
    book.active.append([20240001, "杯子碎了"])
    book.save(out)
    assert figures(work(begun(visit, zhao, uploaded(out.getvalue(), "a.xlsx")))) == ("done", 1, 1, 0, 0)


# The worker


def test_beginning_asks_the_worker_once(visit, uploaded, zhao):
    for _n in range(2):
        begun(visit, zhao, uploaded())
    assert ProcrastinateJob.objects.filter(task_name__endswith="run_imports", status="todo").count() == 1


def test_the_page_says_so_when_no_worker_comes(visit, uploaded, zhao):
    run = begun(visit, zhao, uploaded())
    page = text(visit(zhao, "import", run.pk))
    assert 'hx-trigger="every 2s"' in page
    assert "The worker does not seem to run." not in page
    ImportRun.objects.filter(pk=run.pk).update(started_at=timezone.now() - timedelta(minutes=5))
    assert "The worker does not seem to run." in text(visit(zhao, "import", run.pk))
    assert figures(work(run))[0] == "done"


def test_progress_is_a_piece_of_the_page_and_reloads_it_at_the_end(visit, uploaded, zhao):
    run = begun(visit, zhao, uploaded())
    piece = visit(zhao, "import_progress", run.pk, **{"HX-Request": "true"})
    assert text(piece).lstrip().startswith("<section")
    assert visit(zhao, "import_progress", run.pk).status_code == 302
    work(run)
    assert visit(zhao, "import_progress", run.pk, **{"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_it_goes_on_behind_the_last_batch_after_a_crash(visit, uploaded, zhao, monkeypatch):
    monkeypatch.setattr("complaints.management.loading.BATCH", 2)
    lines = "".join(f"{n},杯子碎了 {n}\n" for n in range(5))
    run = begun(visit, zhao, uploaded("id,text\n" + lines))
    call_command("run_imports", seconds=-1)  # hands back after every batch
    run.refresh_from_db()
    assert figures(run) == ("waiting", 2, 2, 0, 0)
    run = imports.take_up(run.pk, now=timezone.now() - timedelta(minutes=10))  # a worker that dies
    assert imports.take_up(run.pk, now=timezone.now() - timedelta(minutes=9)) is None
    assert figures(work(run)) == ("done", 5, 5, 0, 0)


def test_cancelled_before_and_while_it_runs(visit, uploaded, zhao, monkeypatch):
    run = begun(visit, zhao, uploaded())
    visit(zhao, "cancel_import", run.pk, method="post")
    assert figures(work(run)) == ("cancelled", 0, 0, 0, 0)
    with pytest.raises(Refused):
        imports.cancel(run, by=zhao, now=timezone.now())

    monkeypatch.setattr("complaints.management.loading.BATCH", 1)
    run = begun(visit, zhao, uploaded("id,text\n1,杯子碎了\n2,盘子碎了\n3,碗碎了\n"))
    note = imports.note_progress

    def noted(run, report, *, now):
        if report.read == 2:
            imports.cancel(run, by=zhao, now=now)
        return note(run, report, now=now)

    monkeypatch.setattr(imports, "note_progress", noted)
    assert figures(work(run)) == ("cancelled", 1, 1, 0, 0)
    assert Complaint.objects.count() == 2  # the batch that was being written is written whole


def test_a_file_that_is_gone_fails_with_a_sentence(visit, uploaded, zhao):
    run = begun(visit, zhao, uploaded())
    run.file.storage.delete(run.file.name)
    run = work(run)
    assert (run.status, bool(run.reason)) == (ImportStatus.FAILED, True)
    assert "Cannot open" in text(visit(zhao, "import", run.pk)) or run.reason in text(visit(zhao, "import", run.pk))


def test_what_has_begun_does_not_begin_again(visit, uploaded, zhao):
    run = begun(visit, zhao, uploaded())
    with pytest.raises(Refused):
        imports.begin(run, by=zhao, now=timezone.now(), positions={1: "description"}, channel="import", is_trial=False)


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_an_import_once(visit, uploaded, zhao):
    run = begun(visit, zhao, uploaded("id,text\n" + "".join(f"{n},杯子碎了 {n}\n" for n in range(40))))
    race([lambda: call_command("run_imports") for _n in range(6)])
    run.refresh_from_db()
    assert figures(run) == ("done", 40, 40, 0, 0)
    assert Complaint.objects.count() == 40


@pytest.mark.django_db(transaction=True)
def test_the_task_looks_at_what_is_due(visit, uploaded, zhao):
    run = begun(visit, zhao, uploaded())
    tasks.run_imports(timestamp=0)
    run.refresh_from_db()
    assert run.status == "done"


# Who


@pytest.mark.parametrize("who", ["lin", "chen", "mei", "xu", "su", "stranger"])
def test_others_are_told_why_they_may_not(visit, uploaded, cast, who):
    run = uploaded()
    for name, args, method in (
        ("imports", (), "get"),
        ("import", (run.pk,), "get"),
        ("cancel_import", (run.pk,), "post"),
        ("export_rejected", (run.pk,), "post"),
    ):
        assert visit(cast[who], name, *args, method=method).status_code == 403


def test_the_administrator_imports_without_seeing_complaints(visit, uploaded, admin):
    assert figures(work(begun(visit, admin, uploaded(by=admin))))[0] == "done"
