"""Sub-tasks: other desks answer in time while the owner stays (OW-05, OW-12)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.actions import feedback, intake, proposals, routing, tasks
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.demo.pictures import picture
from complaints.enums import TaskKind, TaskState
from complaints.lifecycle import Refused, why_not
from complaints.models import Agent, ClockMark, Complaint, Department, Notice, Reroute, Task
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def ask(owned, lin, now):
    """ask(): lin asks LOGISTICS where the parcel broke, due in four hours."""

    def ask(*, by=None, at=None, case=None, desk="LOGISTICS", **facts):
        at = at or now
        facts = {
            "kind": TaskKind.ORDINARY,
            "title": "在哪一段破损",
            "question": "请查中转与派送记录,说明在哪一段破损。",
            "due_by": at + 4 * HOUR,
        } | facts
        department = Department.objects.get(pk=desk)
        return tasks.ask_desk(case or owned, by=by or lin, now=at, department=department, **facts)

    return ask


def resolve(owned, lin, now):
    """Everything promised is done; the survey is out."""
    case = routing.solve_now(owned, by=lin, now=now)
    options = [OptionDraft("致歉", remedies=[RemedyDraft("apology")])]
    proposals.draft_proposal(case, by=lin, now=now, what_we_did="查了仓库。", reasons="运输破损。", options=options)
    case = proposals.send_proposal(case, by=lin, now=now)
    option = case.proposals.get().options.get()
    case = proposals.choose_option(case, by=case.consumer, now=now, option=option)
    proposals.carry_out_remedy(option.remedies.get(), by=lin, now=now, proof="电话致歉")
    return proposals.resolve(case, by=lin, now=now)


def alerts(agent, event):
    return Notice.objects.filter(agent=agent, event=event)


def test_a_desk_answers_with_words_and_files_while_the_owner_stays(ask, owned, lin, gao, now):
    task = ask()
    assert alerts(gao, "task_asked").count() == 1
    task = tasks.take_task(task, by=gao, now=now + HOUR)
    assert (task.state, task.assignee) == (TaskState.TAKEN, gao)
    photo = picture("label", "面单", "tasks")
    task = tasks.answer_task(task, by=gao, now=now + 2 * HOUR, answer="中转站二次装卸时压坏。", uploads=[photo])
    assert (task.state, task.ended_by) == (TaskState.DONE, gao)
    assert task.evidence.get().sha256 == photo.sha256
    assert alerts(lin, "task_answered").count() == 1
    case = Complaint.objects.get(pk=owned.pk)
    assert (case.owner, case.handler, case.state) == (lin, lin, "accepted")
    told = list(case.events.filter(kind="task").order_by("pk").values_list("verb", flat=True))
    assert told == ["ask_desk", "take_task", "answer_task"]


def test_the_department_sees_a_case_as_long_as_it_is_asked(ask, owned, gao, now):
    assert owned not in Complaint.objects.visible_to(gao)
    task = ask()
    assert owned in Complaint.objects.visible_to(gao)
    assert task in Task.objects.visible_to(gao)
    tasks.return_task(task, by=gao, now=now, because="不是我们承运的。")
    assert owned not in Complaint.objects.visible_to(gao)
    assert task in Task.objects.visible_to(gao)


def test_not_ours_needs_a_reason_and_is_counted_for_the_desk(ask, lin, gao, now):
    task = ask()
    with pytest.raises(Refused):
        tasks.return_task(task, by=gao, now=now, because=" ")
    task = tasks.return_task(task, by=gao, now=now, because="商家自送,不经我们。")
    assert task.state == TaskState.RETURNED
    row = Reroute.objects.get()
    assert (row.kind, row.from_department_id, row.reason) == ("return", "LOGISTICS", "商家自送,不经我们。")
    assert alerts(lin, "task_returned").count() == 1


@pytest.mark.usefixtures("english")
def test_only_the_desk_answers_and_only_one_has_it(ask, wang, gao, zhao, fang, now):
    task = ask()
    assert why_not(task, "take_task", wang, now) == "It waits for Logistics."
    task = tasks.take_task(task, by=gao, now=now)
    assert why_not(task, "answer_task", fang, now) == "高远 has taken it up."
    assert not why_not(task, "answer_task", zhao, now)
    legal = ask(kind=TaskKind.LEGAL, desk="LEGAL")
    assert why_not(legal, "answer_task", zhao, now) == "It waits for Legal."
    assert not why_not(legal, "answer_task", fang, now)


@pytest.mark.usefixtures("english")
def test_what_is_asked_has_words_and_a_future(ask, owned, gao, now):
    with pytest.raises(Refused, match="few words"):
        ask(title="")
    with pytest.raises(Refused, match="find out"):
        ask(question=" ")
    with pytest.raises(Refused, match="future"):
        ask(due_by=now)
    with pytest.raises(Refused, match="second bounce"):
        ask(kind=TaskKind.RULING)
    with pytest.raises(Refused, match="owner"):
        ask(by=gao)
    assert not Task.objects.exists()


def test_a_case_is_not_closed_over_an_open_question(ask, owned, lin, now):
    task = ask()
    resolved = resolve(owned, lin, now)
    later = now + timedelta(days=4)
    assert "在哪一段破损" in why_not(fresh(resolved), "close", lin, later)
    tasks.waive_task(task, by=lin, now=now, because="消费者已接受,不再追查。")
    assert not why_not(fresh(resolved), "close", lin, later)
    assert Task.objects.get().because == "消费者已接受,不再追查。"


def test_the_sweep_does_not_close_over_an_open_question(ask, owned, lin, now):
    task = ask(due_by=now + timedelta(days=9))
    resolved = resolve(owned, lin, now)
    sweep(now=now + timedelta(days=4))
    assert fresh(resolved).state == "resolved"
    assert Task.objects.get(pk=task.pk).is_live


def test_questions_end_with_a_withdrawn_case(ask, owned, now):
    task = ask()
    feedback.withdraw(owned, by=owned.consumer, now=now + HOUR, because="已经解决")
    task = Task.objects.get(pk=task.pk)
    assert (task.state, task.ended_by) == (TaskState.CANCELLED, None)


@pytest.mark.usefixtures("english")
def test_who_has_no_part_in_it_waives_nothing(ask, wang, zhao, now):
    task = ask()
    assert "Only who asked" in why_not(task, "waive_task", wang, now)
    assert not why_not(task, "waive_task", zhao, now)


def test_warning_and_breach_happen_once_at_their_true_time(ask, owned, lin, gao, zhao, now):
    task = ask()
    assert sweep_tasks(now + 3.1 * HOUR) == []
    assert sweep_tasks(now + 3.2 * HOUR) == [("task", "warn_80")]
    assert sweep_tasks(now + 9 * HOUR) == [("task", "warn_80"), ("task", "breach")]
    assert sweep_tasks(now + 9 * HOUR) == [("task", "warn_80"), ("task", "breach")]
    mark = ClockMark.objects.get(task=task, mark="breach")
    assert (mark.at, mark.complaint) == (now + 4 * HOUR, owned)
    assert owned.events.filter(verb="task_late").count() == 1
    for person, count in ((gao, 2), (lin, 2), (zhao, 1)):
        assert alerts(person, "task_due").count() == count, person


def sweep_tasks(at):
    sweep(now=at)
    return list(ClockMark.objects.filter(task__isnull=False).order_by("at").values_list("clock", "mark"))


def test_a_late_answer_leaves_its_breach_although_the_sweep_came_later(ask, gao, now):
    task = ask()
    tasks.answer_task(task, by=gao, now=now + 5 * HOUR, answer="派送员摔落。")
    assert [mark for _clock, mark in sweep_tasks(now + 6 * HOUR)] == ["warn_80", "breach"]


def test_an_answer_in_time_leaves_nothing(ask, gao, now):
    tasks.answer_task(ask(), by=gao, now=now + HOUR, answer="派送员摔落。")
    assert sweep_tasks(now + 9 * HOUR) == []


def test_the_database_refuses_an_answer_without_words_and_a_deleted_task(ask):
    task = ask()
    with pytest.raises(IntegrityError, match="task_done_has_an_answer"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(state="done", ended_at=task.asked_at)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM complaints_task WHERE id = %s", [task.pk])


@pytest.mark.django_db(transaction=True)
def test_two_agents_take_one_task(cast, new_complaint, lin, now):
    case = intake.accept(new_complaint(), by=lin, now=now)
    facts = {"kind": "ordinary", "title": "查", "question": "查在途", "due_by": now + HOUR}
    task = tasks.ask_desk(case, by=lin, now=now, department=Department.objects.get(pk="LOGISTICS"), **facts)
    crew = []
    for n in range(8):
        agent = Agent.objects.create(
            username=f"c{n}", display_name=f"物流{n}", alias=f"流{n}", department_id="LOGISTICS"
        )
        agent.groups.add(lin.groups.get())
        crew.append(agent)
    results = race([lambda agent=agent: tasks.take_task(task, by=agent, now=now) for agent in crew])
    assert sum(isinstance(result, Task) for result in results) == 1
    assert all(result.reason for result in results if isinstance(result, Refused))
    assert case.events.filter(verb="take_task").count() == 1


# Pages


def test_the_queue_of_the_desk_shows_what_is_due_first(client, ask, gao, now):
    later = ask(title="查签收", due_by=now + 9 * HOUR)
    first = ask(title="查中转", due_by=now + 2 * HOUR)
    client.force_login(gao)
    page = client.get("/tasks/")
    assert [task for task, _light in page.context["rows"]] == [first, later]
    assert client.get("/tasks/?tab=mine").context["rows"] == []


def test_a_task_is_answered_on_its_page_and_shown_on_the_complaint(client, ask, owned, lin, gao):
    task = ask(due_by=timezone.now() + 4 * HOUR, at=timezone.now())
    client.force_login(gao)
    page = client.get(f"/tasks/{task.pk}/")
    assert "收到的杯子" in page.content.decode()
    empty = client.post(f"/tasks/{task.pk}/answer_task/", {"answer": ""})
    assert empty.status_code == 422
    done = client.post(f"/tasks/{task.pk}/answer_task/", {"answer": "中转站压坏,已登记货损。"}, follow=True)
    assert "中转站压坏,已登记货损。" in done.content.decode()
    client.force_login(lin)
    page = client.get(f"/complaints/{owned.number}/").content.decode()
    assert "在哪一段破损" in page
    assert f"/tasks/{task.pk}/" in page


def test_a_bad_file_comes_back_with_the_text(client, ask, gao):
    task = ask(due_by=timezone.now() + 4 * HOUR, at=timezone.now())
    client.force_login(gao)
    bad = SimpleUploadedFile("x.exe", b"MZ....")
    page = client.post(f"/tasks/{task.pk}/answer_task/", {"answer": "见附件", "uploads": bad})
    assert page.status_code == 422
    assert "见附件" in page.content.decode()
    assert Task.objects.get(pk=task.pk).is_live


def test_strangers_and_other_desks_do_not_know_the_task(client, ask, cast, wang):
    task = ask()
    client.force_login(cast["stranger"])
    assert client.get(f"/tasks/{task.pk}/").status_code == 404
    client.force_login(wang)  # of the owner's desk, but neither asked nor asking
    assert client.get(f"/tasks/{task.pk}/").status_code == 404


def test_the_owner_asks_from_the_complaints_page(client, owned, lin):
    client.force_login(lin)
    page = client.get(f"/complaints/{owned.number}/ask-desk/")
    assert page.status_code == 200
    answer = client.post(
        f"/complaints/{owned.number}/ask-desk/",
        {
            "kind": "resource",
            "department": "LOGISTICS",
            "title": "补发一只杯子",
            "question": "请安排仓库补发同款一只。",
            "due_by": timezone.localtime(timezone.now() + 4 * HOUR).strftime("%Y-%m-%dT%H:%M"),
        },
    )
    assert answer.status_code == 302
    assert (Task.objects.get().kind, Task.objects.get().title) == ("resource", "补发一只杯子")


def test_statements_of_the_queue_do_not_grow(client, ask, gao):
    client.force_login(gao)
    ask()
    client.get("/tasks/")
    counts = []
    for more in (0, 29):
        for n in range(more):
            ask(title=f"查 {n}")
        with CaptureQueriesContext(connection) as captured:
            client.get("/tasks/")
        counts.append(len(captured))
    assert counts == [6, 6]


def fresh(case):
    return Complaint.objects.get(pk=case.pk)
