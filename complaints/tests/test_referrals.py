"""Reports to authorities: written, sent, answered, asked back and closed, each with who waits for whom (DP-16)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from complaints.actions import evidence, intake, referrals
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused, why_not
from complaints.models import Notice, Referral
from complaints.reports import risk as report

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SAYS = {"authority": "market", "office": "杭州市市场监管局", "subject": "仿冒运动鞋", "says": "三名消费者收到仿品。"}


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def owned(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def photo(owned, lin, now):
    return evidence.add_evidence(owned, by=lin, now=now, side="consumer", kind="photo", title="假鞋照片", says="鞋标")


@pytest.fixture
def draft(owned, photo, lin, now):
    return referrals.draft_referral(owned, by=lin, now=now, evidence=[photo], **SAYS)


@pytest.fixture
def sent(draft, fang, now):
    facts = {"channel": "portal", "sent_at": now, "reference": "", "due_by": now + 10 * DAY}
    return referrals.send_referral(draft, by=fang, now=now, **facts)


def text(answer):
    return answer.content.decode()


def told(event):
    return {notice.agent.username for notice in Notice.objects.filter(event=event, channel="in_app")}


def test_it_is_written_with_evidence_and_legal_hears(draft, owned, photo):
    assert (draft.state, list(draft.evidence.all())) == ("draft", [photo])
    assert told("referral_drafted") == {"fang"}
    assert owned.events.get(verb="draft_referral").data == {"referral": draft.pk, "authority": "market"}


@pytest.mark.parametrize("name", ["office", "subject", "says"])
def test_to_whom_about_what_in_words(owned, lin, now, name):
    with pytest.raises(Refused):
        referrals.draft_referral(owned, by=lin, now=now, **(SAYS | {name: " "}))
    assert not Referral.objects.exists()


def test_evidence_of_another_case_does_not_go_along(owned, new_complaint, lin, now):
    other = intake.accept(new_complaint(order={"order_number": "D-8"}), by=lin, now=now)
    item = evidence.add_evidence(other, by=lin, now=now, side="consumer", kind="photo", title="别案", says="x")
    with pytest.raises(Refused, match="Only evidence of this case"):
        referrals.draft_referral(owned, by=lin, now=now, evidence=[item], **SAYS)


def test_the_front_line_writes_and_others_send(draft, lin, now):
    assert "Only these may do this" in why_not(draft, "send_referral", lin, now)


def test_nothing_is_sent_in_the_future(draft, fang, now):
    facts = {"channel": "portal", "due_by": now + 10 * DAY}
    with pytest.raises(Refused, match="Nothing is sent in the future"):
        referrals.send_referral(draft, by=fang, now=now, sent_at=now + DAY, **facts)


def test_the_whole_way(sent, lin, fang, now):
    assert (sent.state, sent.sent_by, sent.channel) == ("sent", fang, "portal")
    row = referrals.hear_authority(
        sent, by=lin, now=now + DAY, answer="已受理", reference="杭市监 12 号", due_by=now + 20 * DAY
    )
    assert (row.state, row.reference, row.answer) == ("sent", "杭市监 12 号", "已受理")
    row = referrals.take_demand(row, by=lin, now=now + 2 * DAY, demand="请补进货单", due_by=now + 5 * DAY)
    assert (row.state, row.due_by) == ("asked", now + 5 * DAY)
    assert "fang" in told("referral_asked")
    row = referrals.answer_authority(row, by=fang, now=now + 3 * DAY, answer="已寄出进货单", due_by=now + 30 * DAY)
    assert (row.state, row.our_answer) == ("sent", "已寄出进货单")
    row = referrals.close_referral(row, by=fang, now=now + 9 * DAY, result="sanction", outcome="罚款两万元")
    assert (row.state, row.result, row.ended_by, row.clock) == ("closed", "sanction", fang, None)
    rows = sent.complaint.events.filter(data__referral=sent.pk).order_by("at", "pk")
    verbs = ["draft_referral", "send_referral", "hear_authority", "take_demand", "answer_authority", "close_referral"]
    assert list(rows.values_list("verb", flat=True)) == verbs


@pytest.mark.parametrize("verb", ["hear_authority", "take_demand", "answer_authority", "close_referral"])
def test_what_was_not_sent_is_not_answered(draft, fang, now, verb):
    assert "Not possible in the state" in why_not(draft, verb, fang, now)


def test_a_draft_is_changed_and_a_sent_one_is_not(draft, photo, lin, fang, now):
    row = referrals.change_referral(draft, by=lin, now=now, **(SAYS | {"subject": "仿冒跑鞋"}))
    assert (row.subject, row.evidence.count()) == ("仿冒跑鞋", 0)
    facts = {"channel": "mail", "sent_at": now, "due_by": now + 10 * DAY}
    sent = referrals.send_referral(row, by=fang, now=now, **facts)
    with pytest.raises(Refused, match="stays as it was sent"):
        referrals.change_referral(sent, by=lin, now=now, **SAYS)


def test_a_report_not_sent_ends_with_a_reason(draft, lin, now):
    row = referrals.drop_referral(draft, by=lin, now=now, why="商家已自行召回")
    assert (row.state, row.outcome) == ("dropped", "商家已自行召回")


# What falls due


def test_who_waits_for_whom_is_called_by_its_time(sent, lin, now):
    sweep(now=now + 9 * DAY)
    assert told("referral_silent") == set()
    sweep(now=now + 10 * DAY)
    assert told("referral_silent") == {"lin", "fang"}
    referrals.take_demand(sent, by=lin, now=now + 11 * DAY, demand="补材料", due_by=now + 12 * DAY)
    sweep(now=now + 12 * DAY)
    assert told("referral_due") == {"lin", "fang"}


def test_a_draft_with_a_time_is_called_too(owned, lin, now):
    referrals.draft_referral(owned, by=lin, now=now, due_by=now + DAY, **SAYS)
    sweep(now=now + DAY)
    assert "lin" in told("referral_due")


# Walls


def test_what_was_sent_stays_as_it_was_sent(sent, photo, now):
    for change in ({"says": "改过"}, {"authority": "police"}, {"sent_at": now - DAY}, {"subject": "别的"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Referral.objects.filter(pk=sent.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        sent.evidence.remove(photo)
    with pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.filter(pk=sent.pk).delete()
    assert list(sent.evidence.all()) == [photo]


def test_no_state_without_its_facts(draft):
    for state in ("sent", "asked", "closed", "dropped"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.filter(pk=draft.pk).update(state=state)


# The pages


def test_the_lists_say_who_waits_for_whom(draft, fang, zhou, lin, now):
    def tabs():
        return {name: rows.count() for name, rows in report.referrals_of(lin, {}).items()}

    assert tabs() == {"us": 1, "them": 0, "closed": 0}
    facts = {"channel": "portal", "sent_at": now, "due_by": now + 10 * DAY}
    row = referrals.send_referral(draft, by=fang, now=now, **facts)
    assert tabs() == {"us": 0, "them": 1, "closed": 0}
    row = referrals.take_demand(row, by=zhou, now=now, demand="补材料", due_by=now + DAY)
    assert tabs() == {"us": 1, "them": 0, "closed": 0}
    referrals.close_referral(row, by=fang, now=now, result="no_action", outcome="不立案")
    assert tabs() == {"us": 0, "them": 0, "closed": 1}
    assert report.referrals_of(lin, {"authority": "police"})["closed"].count() == 0


def test_from_the_complaint_to_the_answer(client, owned, photo, lin, fang):
    client.force_login(lin)
    url = reverse("complaints:draft_referral", args=[owned.number])
    page = text(client.get(url))
    assert "假鞋照片" in page
    assert client.post(url, SAYS | {"says": ""}).status_code == 422
    assert client.post(url, SAYS | {"evidence": [photo.pk]}).status_code == 302
    row = Referral.objects.get()
    assert list(row.evidence.all()) == [photo]
    address = reverse("complaints:referral", args=[row.pk])
    assert address in text(client.get(reverse("complaints:complaint", args=[owned.number])))
    client.force_login(fang)
    assert address in text(client.get(reverse("complaints:referrals")))
    step = reverse("complaints:referral_step", args=[row.pk, "send_referral"])
    facts = {"channel": "portal", "sent_at": "2026-11-20T10:00", "reference": "A-1", "due_by": "2030-01-01T10:00"}
    assert client.post(step, facts | {"channel": ""}).status_code == 422
    assert client.post(step, facts).status_code == 302
    assert "A-1" in text(client.get(address))


def test_a_stranger_gets_404(client, draft, gao):
    client.force_login(gao)
    assert client.get(reverse("complaints:referral", args=[draft.pk])).status_code == 404
