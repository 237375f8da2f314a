"""The desk: what one agent sees of one complaint, and what it costs to show it."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from complaints.actions import (
    contact,
    evidence,
    intake,
    merging,
    payouts,
    presence,
    proposals,
    routing,
    triage,
)
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.models import Complaint, Department

pytestmark = pytest.mark.django_db
MOST_STATEMENTS, FRESH = 16, 14  # one of them: whom the agent is close to


@pytest.fixture
def english(client):
    """Sentences of these tests are English, so that they read like the code."""
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here():
    """The present moment: the views ask the real clock."""
    return timezone.now()


def page(client, case, agent, query=""):
    client.force_login(agent)
    return client.get(reverse("complaints:complaint", args=[case.number]) + query)


def text(response):
    return response.content.decode()


def button_of(shown, verb):
    """The opening tag of the button of `verb` among the next steps, or ""."""
    steps = shown.split('id="next"')[1].split("</section>")[0]
    found = re.search(rf'<(?:button|a)\b[^>]*data-verb="{verb}"[^>]*>', steps)
    return found.group() if found else ""


def test_a_stranger_finds_nothing(client, complaint, stranger, su):
    assert page(client, complaint, stranger).status_code == 404
    assert page(client, complaint, su).status_code == 404


def test_another_desk_finds_nothing_until_it_is_dispatched_there(client, complaint, lin, gao, now):
    assert page(client, complaint, gao).status_code == 404
    case = intake.accept(complaint, by=lin, now=now)
    routing.dispatch(case, by=lin, now=now, department=Department.objects.get(pk="LOGISTICS"))
    assert page(client, complaint, gao).status_code == 200


def test_the_consumers_words_come_first_with_the_words_that_fired(client, english, new_complaint, lin):
    case = new_complaint("收到的杯子破损，请换一个。", name="陆女士")
    shown = text(page(client, case, lin))
    assert "陆女士 wrote" in shown
    assert "<mark>破损</mark>" in shown
    assert shown.index("case-words") < shown.index("case-story") < shown.index('id="next"')


def test_contact_data_is_masked(client, new_complaint, lin):
    case = new_complaint(name="陆小曼", phone="13812346027")
    shown = text(page(client, case, lin))
    assert "138****6027" in shown
    assert "13812346027" not in shown
    assert "陆小曼" not in shown


def test_contact_data_is_shown_once_for_a_reason_and_recorded(client, complaint, lin):
    client.force_login(lin)
    url = reverse("complaints:reveal_contact", args=[complaint.number])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert "13800006027" in text(client.post(url, {"reason": "回电核实地址"}))
    event = complaint.events.get(verb="reveal_contact")
    assert (event.agent, event.reason) == (lin, "回电核实地址")
    assert "13800006027" not in text(page(client, complaint, lin))


def test_the_natural_step_is_the_filled_button(client, english, complaint, lin, now):
    shown = text(page(client, complaint, lin))
    assert 'class="button primary"' in button_of(shown, "accept")
    intake.accept(complaint, by=lin, now=now)
    assert 'class="button primary"' in button_of(text(page(client, complaint, lin)), "solve_now")


def test_a_blocked_step_says_why(client, english, complaint, lin, now):
    case = intake.accept(complaint, by=lin, now=now)
    triage.set_tier(case, by=lin, now=now, tier="medium", reason="质量争议")
    shown = text(page(client, complaint, lin))
    assert 'aria-disabled="true"' in button_of(shown, "solve_now")
    assert "Its tier is Medium: the mid-office has to review it first." in shown


def test_who_is_not_on_the_case_reads_one_sentence_instead_of_six(client, english, complaint, lin, wang, now):
    intake.accept(complaint, by=lin, now=now)
    shown = text(page(client, complaint, wang))
    assert shown.count("Only its owner (林晓) or handler does this.") <= 3  # steps, payout, composer
    assert not button_of(shown, "dispatch")


def test_a_manager_reads_and_writes_nothing(client, complaint, mei):
    shown = text(page(client, complaint, mei))
    assert 'id="composer"' not in shown
    assert "data-verb" not in shown.split('id="next"')[1].split("</section>")[0]


def test_reply_and_note_are_two_forms_with_two_drafts(client, complaint, lin):
    shown = text(page(client, complaint, lin))
    assert f'data-draft-key="{complaint.number}:reply:{lin.pk}"' in shown
    assert f'data-draft-key="{complaint.number}:note:{lin.pk}"' in shown
    assert shown.count('name="body"') == 2


def test_chips_narrow_the_timeline(client, english, complaint, lin, now):
    contact.note(complaint, by=lin, now=now, body="仓库说没有备份照片。")
    contact.hear_consumer(complaint, by=complaint.consumer, now=now, body="快一点好吗？")
    shown = text(page(client, complaint, lin, "?kind=notes"))
    story = shown.split('id="timeline"')[1].split("</ol>")[0]
    assert "仓库说没有备份照片。" in story
    assert "快一点好吗？" not in story
    assert "Notes 1" in shown


def test_the_timeline_opens_at_the_newest_and_leads_to_what_is_older(client, english, complaint, lin, now):
    for n in range(40):
        contact.note(complaint, by=lin, now=now + timedelta(minutes=n), body=f"第 {n} 条")
    response = page(client, complaint, lin)
    assert "第 39 条" in text(response)
    assert "第 1 条" not in text(response)
    assert "11 earlier" in text(response)
    url = reverse("complaints:complaint", args=[complaint.number]) + response.context["story"].older_url
    assert "第 1 条" in text(client.get(url.split("#")[0]))


def test_the_last_word_of_the_consumer_is_marked_until_somebody_answers(client, english, complaint, lin, now):
    contact.hear_consumer(complaint, by=complaint.consumer, now=now, body="到底什么时候？")
    assert "not answered" in text(page(client, complaint, lin))
    contact.reply(complaint, by=lin, now=now + timedelta(minutes=1), body="今天下午三点前答复您。")
    assert "not answered" not in text(page(client, complaint, lin))


def test_the_list_goes_with_the_complaint(client, new_complaint, lin, now):
    cases = [new_complaint(f"第 {n} 件破损", order={"order_number": f"D-{n}"}) for n in range(3)]
    for n, case in enumerate(cases):
        intake.accept(case, by=lin, now=now + timedelta(minutes=n))
    cases = list(type(cases[0]).objects.on_the_desk_of(lin).order_by("next_due_at", "pk"))
    response = page(client, cases[1], lin, "?queue=mine")
    place = response.context["cases"].place
    assert (place.previous, place.next, place.position_text) == (cases[0].number, cases[2].number, "2 / 3")
    assert f"{cases[2].number}/?queue=mine" in text(response)


def test_colleagues_who_look_or_write_are_named(client, english, complaint, lin, wang, here):
    presence.beat(complaint, by=wang, now=here, writing="note")
    assert "王芳 is writing a note" in text(page(client, complaint, lin))


def test_a_page_left_long_ago_is_no_presence(client, complaint, lin, wang, here):
    presence.beat(complaint, by=wang, now=here - timedelta(minutes=2))
    assert "王芳" not in text(page(client, complaint, lin))


def test_the_page_beats(client, english, complaint, lin, wang):
    client.force_login(wang)
    url = reverse("complaints:presence", args=[complaint.number])
    client.post(url + "?writing=reply")
    client.post(url + "?writing=reply")
    assert complaint.presences.get().is_writing == "reply"
    client.force_login(lin)
    assert "王芳 is writing a reply" in text(client.post(url))


def filled(case, lin, now, *, events, items, sums):
    """A complaint in the draft of its proposal with so many events, items of evidence and payouts."""
    case = intake.accept(case, by=lin, now=now)
    case = routing.solve_now(case, by=lin, now=now)
    for n in range(items):
        evidence.add_evidence(case, by=lin, now=now, side="merchant", kind="photo", title=f"照片 {n}")
    for n in range(sums):
        payout = payouts.propose_payout(
            case,
            by=lin,
            now=now,
            amount=Decimal("10"),
            kind="goodwill",
            reason="延误",
            idempotency_key=f"{case.pk}-{n}",
        )
        payouts.mark_paid(payout, by=lin, now=now, reference=f"B-{n}")
    proposals.draft_proposal(
        case,
        by=lin,
        now=now,
        what_we_did="看了照片。",
        reasons="运输破损。",
        options=[OptionDraft("补发", remedies=[RemedyDraft("redeliver")])],
    )
    while case.events.count() < events:
        contact.note(case, by=lin, now=now, body=f"备注 {case.events.count()}")
    return case


def statements(client, case, agent):
    page(client, case, agent)  # the first request of a session writes it
    url = reverse("complaints:complaint", args=[case.number])
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_query_counts(client, new_complaint, lin, now):
    small = filled(new_complaint(order={"order_number": "S"}), lin, now, events=1, items=1, sums=1)
    large = filled(new_complaint(order={"order_number": "L"}), lin, now, events=60, items=6, sums=5)
    few, many = statements(client, small, lin), statements(client, large, lin)
    assert few == many
    assert many <= MOST_STATEMENTS


def test_the_statement_written_once_is_asked_anew_for_every_complaint(client, new_complaint, lin, now):
    small = filled(new_complaint(order={"order_number": "S"}), lin, now, events=1, items=1, sums=1)
    large = filled(new_complaint(order={"order_number": "L"}), lin, now, events=30, items=1, sums=3)
    shown = [page(client, case, lin).context for case in (small, large, small)]
    assert [context["c"].last_event for context in shown] == [
        case.events.latest("pk").pk for case in (small, large, small)
    ]
    for context, case in zip(shown, (small, large, small), strict=True):
        assert context["purse"] == Complaint.objects.get(pk=case.pk).money_for(lin)
        assert sum(row["n"] for row in context["c"].event_counts) == case.events.count()


def test_the_money_on_the_page_counts_the_whole_family(client, new_complaint, lin, zhao, now):
    order = {"order_number": "F-1", "order_amount": Decimal("800")}
    first = filled(new_complaint(order=order), lin, now, events=1, items=1, sums=2)
    second = intake.accept(new_complaint(order=order), by=lin, now=now)
    third = intake.accept(new_complaint(), by=lin, now=now)
    merging.merge(third, by=zhao, now=now, master=first, reason="同一件事")
    for case in (first, second, third):
        fresh = Complaint.objects.get(pk=case.pk)
        assert page(client, case, lin).context["purse"] == fresh.money_for(lin)
        assert fresh.money_for(lin).spent == Decimal("20")


def test_query_counts_of_a_fresh_complaint(client, complaint, lin):
    assert statements(client, complaint, lin) <= FRESH


def test_articles_and_the_tactic_card_come_after_the_page(client, complaint, lin):
    url = reverse("complaints:beside", args=[complaint.number])
    assert f'hx-get="{url}"' in text(page(client, complaint, lin))
    assert 'id="reference"' in text(client.get(url))
    assert "<html" not in text(client.get(url, headers={"HX-Request": "true"}))
