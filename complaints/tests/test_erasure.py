"""Retention and erasure: what goes when its time is up, what stays, what stops it, and what the walls allow (AR-07)."""

from datetime import timedelta
from decimal import Decimal
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from complaints.actions import (
    archive,
    calls,
    contact,
    erasure,
    evidence,
    feedback,
    intake,
    mailbox,
    orders,
    payouts,
    privacy,
    proposals,
    routing,
    tasks,
)
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.demo.pictures import picture
from complaints.forms.letter import letter_of
from complaints.lifecycle import Refused
from complaints.models import (
    Complaint,
    Consumer,
    Department,
    Event,
    Evidence,
    ImportRejection,
    ImportRun,
    LegalHold,
    ProfileFact,
    RetentionPolicy,
)
from complaints.roles import System

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
YEARS = 1096 * DAY
NAME, PHONE, EMAIL, ADDRESS = "欧阳小满", "13912345678", "xiaoman@example.com", "梧桐路188号6栋"
SECRETS = (NAME, PHONE, EMAIL, ADDRESS)
WORDS = f"我是{NAME}，电话{PHONE}，邮箱{EMAIL}，住{ADDRESS}，收到的杯子破损"


@pytest.fixture
def told(new_complaint, lin, zhao, now, addresses):
    """A complaint whose consumer's name and address have been written wherever somebody writes, archived in the end."""
    case = new_complaint(WORDS, name=NAME, phone=PHONE, email=EMAIL, order={"order_number": "D-9", "product": "杯子"})
    case = intake.accept(case, by=lin, now=now)
    said = {"at": now.isoformat(), "name": NAME, "side": "consumer", "text": f"打{PHONE}，写到{EMAIL}"}
    stop = {"at": now.isoformat(), "place": ADDRESS, "what": f"已签收，签收人{NAME}"}
    records = {"chat": {"lines": [said]}, "track": {"events": [stop]}}
    orders.take_order_facts(case, {"product": "杯子", "records": records}, by=System(), now=now)
    contact.reply(case, by=lin, now=now, body=f"{NAME}您好，寄到{ADDRESS}对吗？")
    contact.note(case, by=lin, now=now, body=f"已致电{PHONE}")
    contact.hear_consumer(case, by=case.consumer, now=now, body=f"对，{ADDRESS}")
    contact.read_emotion(case, by=lin, now=now, emotion="anger", intensity=4, basis="words", note=f"{NAME}很急")
    item = {"side": "consumer", "kind": "photo", "title": f"{NAME}的照片", "says": ADDRESS}
    evidence.add_evidence(case, by=lin, now=now, upload=picture("cup", "破杯", "erasure"), **item)
    desk = Department.objects.get(pk="LOGISTICS")
    facts = {"title": f"查{NAME}的包裹", "question": f"送到{ADDRESS}了吗", "due_by": now + DAY}
    task = tasks.ask_desk(case, by=lin, now=now, kind="ordinary", department=desk, **facts)
    tasks.waive_task(task, by=lin, now=now, because=f"{NAME}已说明")
    facts = {"kind": "habit", "value": f"{NAME}晚上在家", "source": "inferred"}
    archive.remember(case, by=lin, now=now, **facts)
    case = routing.solve_now(case, by=lin, now=now)
    options = [OptionDraft(f"补发到{ADDRESS}", remedies=[RemedyDraft("redeliver", detail=f"收件人{NAME}")])]
    proposals.draft_proposal(
        case, by=lin, now=now, options=options, what_we_did=f"看了{NAME}的照片", reasons="运输破损"
    )
    payouts.propose_payout(
        case, by=lin, now=now, amount=Decimal("30"), kind="goodwill", reason=f"补偿{NAME}", idempotency_key="e"
    )
    case = Complaint.objects.get(pk=case.pk)
    feedback.withdraw(case, by=case.consumer, now=now + DAY, because=f"{NAME}：不追究了")
    return Complaint.objects.get(pk=case.pk)


def text_columns():
    """Every column of every table of ours in which a person's words could stand."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in ("complaints", "knowledge_base", "support"):
            for field in model._meta.concrete_fields:
                kinds = models.CharField | models.TextField | models.JSONField | models.FileField
                if isinstance(field, kinds) or field.get_internal_type() in ("ArrayField", "SearchVectorField"):
                    yield model, field


def found(secret):
    """Where in the database it still stands: [table.column, ...]."""
    hits, quote = [], connection.ops.quote_name
    variants = {secret, secret.encode("unicode_escape").decode("ascii"), secret[:2] if secret == NAME else secret}
    with connection.cursor() as cursor:
        for model, field in text_columns():
            table, column = quote(model._meta.db_table), quote(field.column)
            for word in variants:
                sql = f"SELECT count(*) FROM {table} WHERE {column}::text LIKE %s"
                cursor.execute(sql, [f"%{word}%"])
                hits += [f"{model.__name__}.{field.name}"] * bool(cursor.fetchone()[0])
    return sorted(set(hits))


def test_after_erasure_no_row_in_any_table_holds_the_person(told, now):
    assert {"Complaint.description", "Consumer.name", "Event.reason", "Message.body"} <= set(found(NAME))
    assert "PlatformRecord.content" in found(PHONE)
    assert "HistoricalEvidence.title" in found(NAME)
    files = [item.file.name for item in told.evidence.exclude(file="")]
    assert files
    assert all(default_storage.exists(name) for name in files)
    sweep(now=told.stage_at + YEARS - DAY)
    assert found(NAME)
    sweep(now=told.stage_at + YEARS)
    assert {secret: found(secret) for secret in SECRETS} == {secret: [] for secret in SECRETS}
    assert not any(default_storage.exists(name) for name in files)


def test_the_figures_remain(told, now):
    before = Complaint.objects.values("state", "category", "tier", "order_amount", "registered_at", "merchant").get()
    events = list(told.events.order_by("pk").values_list("verb", "at", "agent", "from_state", "to_state"))
    sweep(now=told.stage_at + YEARS)
    assert Complaint.objects.values(*before).get() == before
    kept = list(told.events.order_by("pk").values_list("verb", "at", "agent", "from_state", "to_state"))
    assert kept[: len(events)] == events
    assert kept[-1][0] == "erase_case"
    assert told.payouts.get().amount == Decimal("30")
    assert told.evidence.get(side="consumer").sha256


def test_interrupted_and_run_again_it_is_done_once(told, now):
    late = told.stage_at + YEARS
    default_storage.delete(told.evidence.exclude(file="").get().file.name)  # as far as it came before the crash
    assert sweep(now=late) > 0
    assert erasure.erase_one(told.pk, by=None, now=late) == 0
    assert told.events.filter(verb="erase_case").count() == 1


def test_a_legal_hold_stops_it(told, chen, now):
    hold = privacy.place_hold(told, by=chen, now=now, because="法院（2026）京01民终12号")
    sweep(now=told.stage_at + YEARS)
    assert found(NAME)
    with pytest.raises(IntegrityError, match="legal hold"), transaction.atomic():
        Complaint.objects.filter(pk=told.pk).update(erased_at=now)
    with pytest.raises(Refused):
        privacy.place_hold(told, by=chen, now=now, because="再来一次")
    privacy.lift_hold(hold, by=chen, now=now + DAY, because="已结案")
    sweep(now=told.stage_at + YEARS)
    assert not found(NAME)
    assert LegalHold.objects.get().lifted_by == chen


def test_open_cases_and_traded_later_are_kept(told, new_complaint, now):
    Complaint.objects.filter(pk=told.pk).update(received_at=told.stage_at + 30 * DAY)
    late = told.stage_at + YEARS
    still_open = new_complaint("第二件", phone="13700000000")
    assert not erasure.due_cases(late).exists()
    assert list(erasure.due_cases(late + 30 * DAY)) == [told]
    assert still_open not in erasure.due_cases(late + 9999 * DAY)


def test_a_person_with_another_case_keeps_his_name(told, new_complaint, now):
    late = told.stage_at + YEARS
    new_complaint("又一件", at=late - DAY, name=NAME, phone=PHONE, email=EMAIL)
    assert Consumer.objects.count() == 1
    sweep(now=late)
    assert Consumer.objects.get().name == NAME
    assert found(ADDRESS) == []


def test_the_policy_of_the_day_counts(told, now):
    RetentionPolicy.objects.filter(kind="case").delete()
    assert not erasure.due_cases(told.stage_at + 9 * YEARS).exists()
    with pytest.raises(IntegrityError, match="retention_case_three_years"), transaction.atomic():
        RetentionPolicy.objects.create(kind="case", days=30, effective_from="2026-01-01", basis="省地方")


def test_the_dry_run_names_what_would_go_and_changes_nothing(told):
    late = (told.stage_at + YEARS).isoformat()
    out = StringIO()
    call_command("erase_due", "--dry-run", "--now", late, stdout=out)
    assert told.number in out.getvalue()
    assert found(NAME)
    out = StringIO()
    call_command("erase_due", "--now", late, stdout=out)
    assert not found(NAME)
    assert ": 1" in out.getvalue()


def test_expired_facts_are_deleted(told, now):
    assert ProfileFact.objects.exists()
    sweep(now=now + 366 * DAY)
    assert not ProfileFact.objects.exists()


# The walls


def refuses(statement, match="append-only|history|erased|rests|stays"):
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        statement()


def test_the_walls_stand_before_and_after(told, now):
    event = told.events.exclude(reason="").first()
    rows = Event.objects.filter(pk=event.pk)
    refuses(lambda: rows.update(reason="—"))
    refuses(lambda: rows.update(reason=""))
    sweep(now=told.stage_at + YEARS)
    refuses(lambda: rows.update(reason="别的话"))
    refuses(lambda: rows.update(data={"new": 1}))
    refuses(lambda: rows.update(verb="accept"))
    refuses(lambda: rows.update(at=now, reason=""))
    refuses(lambda: rows._raw_delete("default"))
    rows.update(reason="")
    refuses(lambda: Complaint.objects.filter(pk=told.pk).update(erased_at=None))


# Walls that guard columns without a person's words, or let words go by themselves.
LET_WORDS_GO = {"complaints_only_erased", "complaints_evidence_stays"}
GUARD_NO_WORDS = {
    *("clock_mark_fixed", "complaint_changed_at", "complaint_erased_once", "complaint_first_owner"),
    *("complaint_machine_said", "payout_fixed", "coding_append_only", "evidence_original_stays"),
    *("loss_split_is_whole", "recovery_adds_up", "recovery_ends_with_payout", "payout_held_waits"),
}
WALLS = """
SELECT c.relname, t.tgname, p.proname FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgtype & 16 <> 0
"""


def test_no_wall_keeps_the_words_of_a_person():
    """A new wall against changes has to let words go, or to say here that it guards none."""
    worded = {model._meta.db_table for model in erasure.paths() if erasure.words_of(model, model.__name__)}
    with connection.cursor() as cursor:
        cursor.execute(WALLS)
        walls = [row for row in cursor.fetchall() if row[0] in worded]
    assert walls
    assert {name for _table, name, function in walls if function not in LET_WORDS_GO} - GUARD_NO_WORDS == set()


def test_an_open_case_is_never_erased(complaint, now):
    with pytest.raises(IntegrityError, match="has not ended"), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(erased_at=now)


def test_evidence_decided_on_loses_words_only_when_it_is_erased(told, now):
    Evidence.objects.filter(complaint=told).update(locked_at=now)
    rows = Evidence.objects.filter(complaint=told)
    refuses(lambda: rows.update(title="—"))
    sweep(now=told.stage_at + YEARS)
    assert set(rows.values_list("title", flat=True)) == {"—"}
    refuses(lambda: rows.update(title="新标题"))
    refuses(lambda: rows.update(sha256="0" * 64))
    refuses(lambda: rows._raw_delete("default"))


def test_mails_and_calls_go_as_well(new_complaint, lin, now, addresses):
    case = new_complaint(WORDS, name=NAME, phone=PHONE, email=EMAIL)
    calls.book_call(case, by=case.consumer, now=now, starts_at=calls.hours_for(case, now)[0])
    letter = EmailMessage(policy=policy.SMTP)
    letter["From"], letter["To"], letter["Subject"] = f"{NAME} <{EMAIL}>", "complaints@desk.example", case.number
    letter["Message-ID"], letter["Date"] = "<1@a.example>", format_datetime(now)
    letter.set_content(f"我是{NAME}，住{ADDRESS}")
    mailbox.keep(letter.as_bytes(), now=now)
    mailbox.work_off(now=now, read=letter_of)
    feedback.withdraw(Complaint.objects.get(pk=case.pk), by=case.consumer, now=now, because="算了")
    sweep(now=now + YEARS)
    assert {secret: found(secret) for secret in SECRETS} == {secret: [] for secret in SECRETS}


def test_the_file_of_an_import_goes_and_its_counts_stay(lin, now):
    facts = {"file_name": f"{NAME}.csv", "sha256": "0" * 64, "size": 1, "by": lin, "created_at": now, "rejected": 1}
    run = ImportRun.objects.create(**facts, status="done", ended_at=now, file=ContentFile(b"x", name="a.csv"))
    ImportRejection.objects.create(run=run, row=2, reason=f"电话不对：{PHONE}")
    name = run.file.name
    sweep(now=now + 179 * DAY)
    assert default_storage.exists(name)
    sweep(now=now + 180 * DAY)
    assert not default_storage.exists(name)
    assert found(NAME) == found(PHONE) == []
    assert ImportRun.objects.get().rejected == 1
