"""Whether a complaint is ours: the checklist, asking twice, refusing by two, one objection; safety never stopped."""

from datetime import timedelta

import pytest
from django.urls import reverse

from complaints.actions import eligibility, intake, triage
from complaints.actions.deadlines import stage_due
from complaints.actions.sweep import sweep
from complaints.enums import REFUSED_FOR, Criterion, IneligibleReason
from complaints.lifecycle import Refused
from complaints.models import Complaint, Notice, Refusal
from complaints.reports.eligibility import checklist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LETTER = {"letter": "这笔订单在别的平台成交，我们无法处理。", "routes": ["12315"]}


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


def propose(case, by, now, code="not_ours"):
    return eligibility.propose_refusal(case, by=by, now=now, reason_code=code, **LETTER)


def told(case, event):
    return Notice.objects.filter(complaint=case, event=event, channel="page")


def alerted(event):
    return set(Notice.objects.filter(event=event, agent__isnull=False).values_list("agent__username", flat=True))


# The checklist


def test_every_reason_of_the_law_has_its_question(policy, complaint, now):
    assert set(REFUSED_FOR.values()) == set(IneligibleReason) - {IneligibleReason.OTHER}
    lines = checklist(complaint, now)
    assert [line.criterion for line in lines] == list(Criterion)
    assert all(line.source for line in lines)
    assert "16" in lines[0].source
    assert "2026-04-15" in lines[0].source


def test_the_facts_suggest_and_nobody_has_answered_yet(new_complaint, now):
    new_complaint(at=now)
    case = new_complaint(at=now, happened_at=now - timedelta(days=1200))
    lines = {line.criterion: line for line in checklist(case, now)}
    assert lines["in_time"].suggested == "no"
    assert "3 years" in lines["in_time"].because
    assert lines["identity"].suggested == "yes"
    assert lines["only_once"].suggested == "no"
    assert lines["competent"].suggested == ""
    assert not any(line.answer for line in lines.values())


def test_what_is_not_known_is_not_called_a_no(new_complaint, now):
    case = new_complaint(at=now, name="", phone="", contact_none_reason="路过柜台", order={"order_number": ""})
    lines = {line.criterion: line for line in checklist(case, now)}
    assert (lines["identity"].suggested, lines["papers"].suggested) == ("unknown", "unknown")
    assert (lines["in_time"].suggested, lines["only_once"].suggested) == ("", "")


def test_each_answer_keeps_who_and_when(complaint, lin, zhao, now):
    answers = {"competent": ("yes", ""), "papers": ("unknown", "等截图")}
    eligibility.check_eligibility(complaint, by=lin, now=now, answers=answers)
    changed = answers | {"papers": ("yes", "截图到了")}
    eligibility.check_eligibility(complaint, by=zhao, now=now + HOUR, answers=changed)
    rows = {row.criterion: row for row in complaint.eligibility.all()}
    assert (rows["competent"].answered_by, rows["competent"].answered_at) == (lin, now)
    assert (rows["papers"].answered_by, rows["papers"].answered_at) == (zhao, now + HOUR)
    assert [e.data["answers"] for e in complaint.events.filter(verb="check_eligibility").order_by("pk")] == [
        {"competent": "yes", "papers": "unknown"},
        {"papers": "yes"},
    ]
    with pytest.raises(Refused):
        eligibility.check_eligibility(complaint, by=zhao, now=now, answers=changed)


def test_a_no_stands_before_accepting_until_it_is_corrected(complaint, lin, now):
    eligibility.check_eligibility(complaint, by=lin, now=now, answers={"nowhere_else": ("no", "法院已受理")})
    with pytest.raises(Refused, match="No court"):
        intake.accept(complaint, by=lin, now=now)
    eligibility.check_eligibility(complaint, by=lin, now=now, answers={"nowhere_else": ("yes", "是另一单")})
    assert intake.accept(complaint, by=lin, now=now).state == "accepted"


def test_safety_is_accepted_first_and_checked_later(complaint, lin, now):
    eligibility.check_eligibility(complaint, by=lin, now=now, answers={"papers": ("no", "")})
    triage.raise_flag(complaint, by=lin, now=now, flag="safety", reason="割伤手指")
    assert intake.accept(complaint, by=lin, now=now).state == "accepted"


def test_the_checklist_on_the_desk(client, complaint, lin):
    client.force_login(lin)
    url = f"/complaints/{complaint.number}/check-eligibility/"
    page = client.get(url).content.decode()
    assert page.count('type="radio"') == 3 * len(Criterion)
    answers = dict.fromkeys(Criterion, "yes") | {"for_living": "no", "note": "公司采购"}
    assert client.post(url, answers).status_code == 302
    desk = client.get(f"/complaints/{complaint.number}/").content.decode()
    assert "1 项不符合" in desk
    assert "公司采购" in desk
    refusal = client.get(f"/complaints/{complaint.number}/propose-refusal/").content.decode()
    assert '<option value="not_consumption" selected>' in refusal
    assert client.post(url, answers | {"papers": "perhaps"}).status_code == 422


# Asking for more


def test_two_rounds_then_people_decide(complaint, lin, zhao, now):
    """Reminder after a day with what is missing; a lapse resumes the clock; after the second nothing more is asked."""
    case = eligibility.ask_info(complaint, by=lin, now=now, items="订单截图")
    sweep(now=now + 24 * HOUR)
    assert told(case, "info_reminder").get().context["items"] == "订单截图"
    sweep(now=now + 72 * HOUR)
    assert fresh(case).state == "registered"
    assert told(case, "info_lapsed").count() == 1
    assert alerted("info_lapsed") == {"zhao", "wu"}
    again = now + 80 * HOUR
    eligibility.ask_info(case, by=lin, now=again, items="订单截图")
    sweep(now=again + 72 * HOUR)
    assert fresh(case).state == "registered"
    assert alerted("info_lapsed_twice") == {"zhao", "wu"}
    with pytest.raises(Refused):
        eligibility.ask_info(case, by=lin, now=again + 73 * HOUR, items="订单截图")
    lines = {line.criterion: line for line in checklist(fresh(case), again + 73 * HOUR)}
    assert lines["papers"].suggested == "no"
    assert not Refusal.objects.exists()  # a machine never refuses


# Refusing by two


def test_a_refusal_given_back_leaves_the_complaint_where_it_is(complaint, lin, zhao, wang, now):
    propose(complaint, lin, now)
    with pytest.raises(Refused):
        eligibility.return_refusal(complaint, by=zhao, now=now, note=" ")
    with pytest.raises(Refused):
        eligibility.return_refusal(complaint, by=wang, now=now, note="不同意")
    case = eligibility.return_refusal(complaint, by=zhao, now=now, note="订单在我们平台，请重新核对。")
    refusal = Refusal.objects.get()
    assert (case.state, refusal.dropped_by, refusal.dropped_because) == (
        "registered",
        zhao,
        "订单在我们平台，请重新核对。",
    )
    assert alerted("refusal_returned") == {"lin"}
    with pytest.raises(Refused):
        eligibility.refuse(complaint, by=zhao, now=now)
    propose(complaint, lin, now, "papers_missing")
    assert eligibility.refuse(complaint, by=zhao, now=now).state == "ineligible"


def test_accepting_takes_the_proposed_refusal_off_the_table(complaint, lin, wang, now):
    propose(complaint, lin, now)
    intake.accept(complaint, by=wang, now=now)
    assert (Refusal.objects.get().dropped_at, Refusal.objects.get().dropped_by) == (now, wang)


def test_a_safety_flag_ends_a_question_and_a_proposed_refusal(complaint, lin, now):
    case = eligibility.ask_info(complaint, by=lin, now=now, items="照片")
    propose(case, lin, now)
    case = triage.raise_flag(case, by=lin, now=now + HOUR, flag="safety", reason="孩子划伤了")
    assert (case.state, case.paused_at) == ("registered", None)
    assert Refusal.objects.get().dropped_at == now + HOUR
    for verb in (lambda: propose(case, lin, now), lambda: eligibility.ask_info(case, by=lin, now=now, items="照片")):
        with pytest.raises(Refused):
            verb()


@pytest.fixture
def objected(complaint, lin, zhao, now):
    """Refused by lin and zhao; the consumer objects."""
    propose(complaint, lin, now)
    case = eligibility.refuse(complaint, by=zhao, now=now)
    return eligibility.object(case, by=case.consumer, now=now + DAY, because="订单就是你们平台的")


def test_an_objection_is_due_in_two_working_days_and_told_to_others(objected, now):
    assert objected.stage_by == stage_due(objected, "registered", now + DAY) == now + 3 * DAY
    assert alerted("objection") == {"zhou", "wu"}
    assert told(objected, "objection").exists()


def test_whoever_refused_does_not_decide_the_objection(objected, lin, zhao, wang, wu, now):
    later = now + DAY + HOUR
    for by in (lin, zhao):
        with pytest.raises(Refused, match="somebody else"):
            intake.accept(objected, by=by, now=later)
    with pytest.raises(Refused, match="somebody else"):
        propose(objected, lin, later)
    propose(objected, wang, later)
    for act in (
        lambda: eligibility.refuse(objected, by=zhao, now=later),
        lambda: eligibility.return_refusal(objected, by=zhao, now=later, note="不同意"),
    ):
        with pytest.raises(Refused, match="somebody else"):
            act()
    assert eligibility.refuse(objected, by=wu, now=later).state == "ineligible"


def test_the_second_refusal_is_the_last_word_and_says_so(client, objected, wang, wu, now):
    from complaints.actions.links import token_of

    propose(objected, wang, now + DAY)
    case = eligibility.refuse(objected, by=wu, now=now + DAY)
    assert case.stage_by is None
    assert told(case, "refused").count() == 1
    assert told(case, "refused_again").count() == 1
    with pytest.raises(Refused):
        eligibility.object(case, by=case.consumer, now=now + DAY, because="还是不服")
    client.cookies["django_language"] = "en"
    page = client.get(f"/p/{token_of(case)}/").content.decode()
    assert "the outside routes stay open" in page
    assert reverse("complaints:progress_step", args=[token_of(case), "object"]) not in page


def test_somebody_else_accepts_after_the_objection(objected, wang, now):
    assert intake.accept(objected, by=wang, now=now + DAY).state == "accepted"
