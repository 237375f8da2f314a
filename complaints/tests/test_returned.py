"""A proposal sent back by the mid-office: the next version, the reason beside the fields, who hands it in (DP-02)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from complaints.actions import intake, proposals, routing
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.models import Complaint, Notice

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WHY = "请补上仓库的出库检验记录，再写清为什么不换货。"


def write(case, by, now, reasons="运输破损。"):
    option = OptionDraft("补发一只", remedies=[RemedyDraft("redeliver")])
    return proposals.draft_proposal(case, by=by, now=now, what_we_did="看了照片。", reasons=reasons, options=[option])


@pytest.fixture
def proposing(complaint, lin, now):
    return routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)


@pytest.fixture
def returned(proposing, lin, zhou, now):
    """Handed in, and sent back with a reason."""
    write(proposing, lin, now)
    case = proposals.ask_review(proposing, by=lin, now=now)
    return proposals.return_proposal(case, by=zhou, now=now + HOUR, review_note=WHY)


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


def editor(client, case, agent):
    client.force_login(agent)
    return client.get(reverse("complaints:draft_proposal", args=[case.number]))


def desk(client, case, agent):
    client.force_login(agent)
    return client.get(reverse("complaints:complaint", args=[case.number])).context["steps"]


def test_a_draft_keeps_its_number_until_it_comes_back(proposing, lin, now):
    assert [write(proposing, lin, now + n * HOUR).version for n in range(3)] == [1, 1, 1]


def test_what_follows_a_return_is_the_next_version(returned, lin, zhou, now):
    assert [write(returned, lin, now + n * HOUR, "补上记录。").version for n in (2, 3)] == [2, 2]
    case = proposals.ask_review(fresh(returned), by=lin, now=now + 4 * HOUR)
    case = proposals.return_proposal(case, by=zhou, now=now + 5 * HOUR, review_note=WHY)
    assert write(fresh(case), lin, now + 6 * HOUR).version == 3


def test_the_editor_shows_the_reason_above_the_earlier_words(client, returned, lin, now):
    shown = editor(client, returned, lin)
    page = shown.content.decode()
    assert WHY in page
    assert "周岚" in page
    assert "第 2 版" in page
    assert shown.context["form"]["reasons"].value() == "运输破损。"
    write(returned, lin, now + 2 * HOUR, "补上记录。")
    page = editor(client, returned, lin).content.decode()
    assert WHY in page
    assert "退回了第 1 版" in page


def test_the_second_look_sees_what_was_asked_for(client, returned, lin, zhou, now):
    write(returned, lin, now + 2 * HOUR, "补上记录。")
    proposals.ask_review(fresh(returned), by=lin, now=now + 3 * HOUR)
    client.force_login(zhou)
    page = client.get(reverse("complaints:approve_proposal", args=[returned.number])).content.decode()
    assert WHY in page
    proposal = fresh(returned).proposals.get()
    assert proposal.version == 2
    page = client.get(reverse("complaints:approval", args=["proposals", proposal.pk])).content.decode()
    assert WHY in page


def test_a_letter_that_went_out_has_no_old_reason_over_the_next_one(client, returned, lin, now):
    write(returned, lin, now + 2 * HOUR)
    case = proposals.send_proposal(fresh(returned), by=lin, now=now + 3 * HOUR)
    proposals.choose_option(case, by=case.consumer, now=now + 4 * HOUR, option=case.proposals.get().options.get())
    remedy = case.proposals.get().options.get().remedies.get()
    proposals.fail_remedy(remedy, by=lin, now=now + 5 * HOUR, reason="缺货")
    case = proposals.fail_execution(fresh(case), by=lin, now=now + 5 * HOUR, reason="缺货")
    assert write(case, lin, now + 6 * HOUR).version == 3
    assert WHY not in editor(client, case, lin).content.decode()


def test_an_author_of_the_mid_office_reads_who_hands_it_in(client, proposing, lin, zhou, now):
    write(proposing, zhou, now)
    (why,) = [step.why for step in desk(client, proposing, zhou).blocked if step.verb == "ask_review"]
    assert "林晓" in why
    assert "提交" in why
    assert why in editor(client, proposing, zhou).content.decode()
    assert Notice.objects.filter(agent=lin, event="draft_written", channel="in_app").count() == 1
    assert "ask_review" in {step.verb for step in desk(client, proposing, lin).possible}
