"""Complaints from files: encodings, bad rows, nothing twice."""

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from complaints.actions import importing, intake, numbers
from complaints.forms.table_file import TableFile, Unreadable
from complaints.models import ClockMark, Complaint, Consumer, Event, Notice, SearchEntry
from complaints.roles import System
from complaints.workdays import CHINA

pytestmark = pytest.mark.django_db
TEXT = "收到的杯子破损"


@pytest.fixture
def table(tmp_path):
    """Write rows as CSV: table(["id", "text"], ["1", "..."], encoding="gb18030")."""

    def write(*rows, name="in.csv", encoding="utf-8", delimiter=","):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return write


@pytest.fixture
def raw(tmp_path):
    def write(content, name="in.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def load(path, *arguments):
    """Run the command, return its JSON report."""
    out = StringIO()
    call_command("import_complaints", str(path), "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def counts(report):
    return report["read"], report["created"], report["skipped"], len(report["rejected"])


# --- what an imported complaint has -----------------------------------------------------------------------


def test_imported_complaint_has_everything_a_registered_one_has(policy, table):
    path = table(
        ["编号", "用户", "标题", "时间", "内容", "订单号", "实付金额", "商家"],
        ["7", "U1", "杯子", "2019-02-28 11:25:05", TEXT, "D-1", "¥1,168.50", "海味行"],
    )
    assert counts(load(path)) == (1, 1, 0, 0)
    case = Complaint.objects.get()
    assert numbers.is_number(case.number)
    assert (case.channel, case.category_id, case.tier, case.priority) == ("import", "F02", "low", "P2")
    assert (case.title, case.description, case.matched_words) == ("杯子", TEXT, ["破损"])
    assert (case.order_number, case.order_amount, case.merchant) == ("D-1", Decimal("1168.50"), "海味行")
    assert case.first_contact_at == datetime(2019, 2, 28, 11, 25, 5, tzinfo=CHINA)
    assert case.respond_by > case.registered_at > datetime(2026, 1, 1, tzinfo=UTC)
    assert case.next_due_at == case.respond_by
    assert case.sweep_at
    assert case.consumer.external_id == "U1"
    told = case.events.get()
    assert (told.verb, told.source, told.actor_kind, told.to_state) == ("submit", "import", "system", "registered")
    assert SearchEntry.objects.filter(complaint=case, words="破损").exists()


def test_first_history_row_is_the_one_a_single_intake_writes(policy, table):
    load(table(["id", "text"], ["1", TEXT]))
    imported = Complaint.objects.get()
    facts = intake.Intake(channel="import", description=TEXT, contact_none_reason=imported.contact_none_reason)
    single = intake.submit(facts, by=System(), now=imported.registered_at)
    rows = [case.history.get() for case in (imported, single)]
    its_own = {"id", "number", "consumer", "consumer_id", "source_ref"}
    values = [
        {field.attname: getattr(row, field.attname) for field in row.tracked_fields if field.name not in its_own}
        for row in rows
    ]
    assert values[0] == values[1]
    assert [(row.history_type, row.history_change_reason, row.history_user) for row in rows] == [
        ("+", "submit", None)
    ] * 2
    assert rows[0].history_date == rows[1].history_date


def test_import_mails_nobody_and_rings_no_bell(cast, table):
    load(table(["text", "phone", "email"], ["燃气灶爆炸，孩子烫伤住院", "13800000001", "a@example.org"]))
    assert Complaint.objects.get().priority == "P1"
    assert not Notice.objects.exists()
    assert not ClockMark.objects.exists()


def test_unmatched_text_is_unclassified(policy, table):
    load(table(["text"], ["嗯嗯"]))
    assert Complaint.objects.get().category_id == "O02"


def test_one_person_is_one_consumer(policy, table):
    path = table(
        ["text", "user", "phone", "name"],
        ["第一件事", "U1", "", ""],
        ["第二件事", "U1", "", ""],
        ["第三件事", "", "13800000001", "陆女士"],
        ["第四件事", "", "138 0000 0001", "陆女士"],
        ["第五件事", "", "", ""],
        ["第六件事", "", "", ""],
    )
    load(path)
    assert Consumer.objects.count() == 4
    load(table(["text", "user"], ["第七件事", "U1"]))
    assert Consumer.objects.count() == 4


def test_other_channel(policy, table):
    load(table(["text"], [TEXT]), "--channel", "letter")
    assert Complaint.objects.get().channel == "letter"


# --- nothing twice ----------------------------------------------------------------------------------------


def test_second_run_creates_nothing(policy, table):
    path = table(["id", "text"], *[[str(n), f"第{n}件破损"] for n in range(7)])
    assert counts(load(path)) == (7, 7, 0, 0)
    before = Event.objects.count()
    assert counts(load(path)) == (7, 0, 7, 0)
    assert counts(load(path.rename(path.with_name("other.csv")))) == (7, 0, 7, 0)
    assert (Complaint.objects.count(), Event.objects.count()) == (7, before)


def test_same_id_in_a_table_of_another_kind_is_another_complaint(policy, table):
    load(table(["id", "text"], ["1", TEXT]))
    assert counts(load(table(["id", "desc", "brand"], ["1", "发动机漏油", "甲"]))) == (1, 1, 0, 0)


def test_without_an_id_the_same_row_is_the_same_complaint(policy, table):
    path = table(["text", "user"], [TEXT, "A"], [TEXT, "B"], [TEXT, "A"])
    assert counts(load(path)) == (3, 2, 1, 0)
    assert counts(load(path)) == (3, 0, 3, 0)


def test_repeated_texts_with_different_ids_are_kept(policy, table):
    assert counts(load(table(["id", "text"], ["1", TEXT], ["2", TEXT], ["2", TEXT]))) == (3, 2, 1, 0)


def test_dry_run_says_what_would_happen_and_writes_nothing(policy, table):
    path = table(["id", "text"], ["1", TEXT], ["1", TEXT], ["2", ""])
    report = load(path, "--dry-run")
    assert counts(report) == (3, 1, 1, 1)
    assert [rows.objects.count() for rows in (Complaint, Consumer, Event)] == [0, 0, 0]
    assert load(path) == report


# --- bad rows ---------------------------------------------------------------------------------------------


def test_bad_rows_never_stop_the_rest_and_say_why(policy, table):
    path = table(
        ["id", "text", "email", "created_at", "order_amount"],
        ["1", TEXT, "", "", ""],
        ["2", "   ", "", "", ""],
        ["3", TEXT, "no address", "", ""],
        ["4", TEXT, "", "someday", ""],
        ["5", TEXT, "", "2099-01-01", ""],
        ["6", TEXT, "", "", "-3"],
        ["7", "长" * 20_001, "", "", ""],
        ["8", TEXT, "", "", "", "torn"],
        ["9", "杯\x00子", "", "", ""],
        ["10", TEXT, "", "", "12.345"],
        ["11", TEXT, "", "2026-02-30", ""],
        ["12", TEXT, "", "03/04/2020", ""],
        [],
        ["13", TEXT, "a@example.org", "2020-01-01", "¥ 12元"],
    )
    report = load(path)
    assert counts(report) == (13, 2, 0, 11)
    assert [rejected["row"] for rejected in report["rejected"]] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
    assert all(rejected["reason"] for rejected in report["rejected"])
    assert "email" in report["rejected"][1]["reason"]


def test_half_characters_cost_one_row(policy, raw):
    path = raw(b"id,text\n1,ok broken cup\n2,bad \xed\xa0\x80 byte\n3,fine broken cup\n")
    report = load(path, "--encoding", "utf-8")
    assert counts(report) == (3, 2, 0, 1)
    assert report["rejected"][0]["row"] == 3


def test_cell_of_300_kilobytes_is_read_and_refused(policy, table):
    report = load(table(["text"], ["长" * 100_000], [TEXT]))
    assert counts(report) == (2, 1, 0, 1)


def test_row_the_database_refuses_is_named(policy, table):
    """PostgreSQL itself refuses a row of the batch: the others of the batch are written all the same."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE complaints_complaint ADD CONSTRAINT poison CHECK (title <> '毒') NOT VALID")
    report = load(table(["id", "title", "text"], ["1", "甲", TEXT], ["2", "毒", TEXT], ["3", "乙", TEXT]))
    assert counts(report) == (3, 2, 0, 1)
    assert report["rejected"][0]["row"] == 3
    assert "poison" in report["rejected"][0]["reason"]
    assert Event.objects.count() == Complaint.objects.count() == 2


def test_import_beside_an_import_of_the_same_file_skips(policy, now):
    """The row came in between our look and our write."""
    facts = {"channel": "import", "description": TEXT, "source_ref": "x:1", "contact_none_reason": "-"}
    importer = importing.Importer(by=System(), now=now)
    intake.submit(intake.Intake(**facts), by=System(), now=now)
    importer._take_one(2, intake.Intake(**facts), numbers.next_numbers(now)[0])
    assert counts(importer.report.as_json()) == (0, 0, 1, 0)


# --- files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(table, encoding, delimiter):
    path = table(
        ["编号", "内容", "商家"],
        ["1", "杯子，破损;了", "海味行"],
        ["2", "第二行\n第二行", "甲"],
        encoding=encoding,
        delimiter=delimiter,
    )
    read = TableFile(path)
    assert read.columns == ["编号", "内容", "商家"]
    assert [row.cells for row in read] == [("1", "杯子，破损;了", "海味行"), ("2", "第二行\n第二行", "甲")]
    assert [row.number for row in read] == [2, 3]


def test_names_of_columns_are_made_readable(raw):
    path = raw("\ufeff,问题\n简述,\ufeffid,id,\n1,2,3,4,5\n".replace("问题\n简述", '"问题\n简述"').encode())
    assert TableFile(path).columns == ["column 1", "问题 简述", "id", "id (2)", "column 5"]


def test_column_is_found_by_its_readable_name(policy, raw):
    path = raw(b',"Was ist\npassiert?"\n1,kaputt\n')
    assert counts(load(path, "--map", "was ist PASSIERT?=description")) == (1, 1, 0, 0)


def test_workbook(policy, tmp_path):
    """Dates, numbers and formulas as spreadsheets keep them; a formula nobody computed is blank."""
    book = Workbook()
    sheet = book.active
    sheet.append(["订单号", "内容", "时间", "实付金额", "商家"])
    sheet.append([20240001.0, TEXT, datetime(2024, 3, 1, 9, 30), 12.5, None])  # noqa: DTZ001  as spreadsheets do
    sheet.append(["D-2", "=CONCAT(A1,B1)", None, None, None])
    sheet.append([None, None, None, None, None])
    sheet.append(["=1+1", "第三件破损", "2024/3/2", 7, "甲"])
    book.save(tmp_path / "in.xlsx")
    report = load(tmp_path / "in.xlsx")
    assert counts(report) == (3, 2, 0, 1)
    assert report["rejected"][0]["row"] == 3
    first = Complaint.objects.get(order_number="20240001")
    assert first.first_contact_at == datetime(2024, 3, 1, 9, 30, tzinfo=CHINA)
    assert first.order_amount == Decimal("12.50")
    assert counts(load(tmp_path / "in.xlsx")) == (3, 0, 2, 1)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"  \n ", "blank.csv"),
        (b"PK\x03\x04 no workbook", "broken.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.xls"),
    ],
)
def test_unreadable_files_are_refused_with_a_sentence(raw, content, name):
    with pytest.raises(Unreadable) as refused:
        list(TableFile(raw(content, name)))
    assert "\n" not in str(refused.value)


def test_zip_that_is_no_workbook(raw):
    import zipfile

    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(Unreadable):
        TableFile(raw(packed.getvalue(), "a.zip"))


def test_header_alone_is_nothing_to_do(policy, table):
    assert counts(load(table(["id", "text"]))) == (0, 0, 0, 0)


def test_quote_that_is_never_closed_is_one_bad_row_at_most(policy, raw):
    report = load(raw(b'id,text\n1,fine broken\n2,"never closed\n3,lost\n'))
    assert report["created"] >= 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("--map", "nowhere=description"),
        ("--map", "text=nothing"),
        ("--map", "text"),
        ("--channel", "pigeon"),
        ("--encoding", "klingon"),
    ],
)
def test_wrong_arguments_are_one_clear_line(policy, table, arguments):
    path = table(["id", "text"], ["1", TEXT])
    with pytest.raises(CommandError) as failure:
        load(path, *arguments)
    assert "\n" not in str(failure.value)
    assert not Complaint.objects.exists()


def test_no_description_lists_the_columns(policy, table):
    with pytest.raises(CommandError, match="alpha, beta"):
        load(table(["alpha", "beta"], ["1", "2"]))


def test_missing_file(policy):
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        load("nowhere.csv")


def test_all_rows_rejected_is_a_failure(policy, table):
    with pytest.raises(CommandError):
        load(table(["text"], [" x "], name="ok.csv"), "--map", "text=email")


def test_report_for_people(policy, table):
    out, errors = StringIO(), StringIO()
    path = table(["id", "text"], ["1", TEXT], ["2", ""])
    call_command("import_complaints", str(path), stdout=out, stderr=errors)
    assert "1" in out.getvalue()
    assert "3" in errors.getvalue()
