"""Standard options: versions by four eyes, a proposal that begins with one, departures with their reasons (DP-08)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from complaints.actions import intake, proposals, routing, standards, versions
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.lifecycle import Refused
from complaints.models import Category, Complaint, Proposal, StandardOption
from complaints.reports.figures import deviations
from complaints.reports.figures.rates import Rate

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
WORDS = {
    "remedy": "refund",
    "title_zh": "全额退款，不用寄回",
    "title_en": "Full refund, nothing to send back",
    "words_zh": "订单 {order} 的问题属实，退回 {price}。",
    "words_en": "Order {order} is upheld: {price} back.",
    "because": "破损件寄回没有意义",
}


def handed_in(by, now, code="F02", **more):
    facts = WORDS | {"share": 100} | more
    return standards.propose_standard(by=by, now=now, category=Category.objects.get(pk=code), **facts)


@pytest.fixture
def standard(zhao, mei, now):
    """A broken parcel is refunded in full: in force for two days."""
    return versions.approve(handed_in(zhao, now - 2 * DAY), by=mei, now=now - 2 * DAY)


@pytest.fixture
def proposing(complaint, lin, now):
    """A broken cup for ¥168.00 whose owner writes the letter."""
    return routing.solve_now(intake.accept(complaint, by=lin, now=now), by=lin, now=now)


def offer(kind="refund", amount="168.00"):
    return OptionDraft("退款", remedies=[RemedyDraft(kind, amount and Decimal(amount))])


def write(case, by, now, *options, **more):
    facts = {"what_we_did": "看了照片。", "reasons": "运输破损。"} | more
    return proposals.draft_proposal(case, by=by, now=now, options=list(options), **facts)


# Versions by four eyes


def test_nobody_puts_an_own_version_into_force(mei, zhao, now):
    mine = handed_in(mei, now)
    with pytest.raises(Refused):
        versions.approve(mine, by=mei, now=now)
    with pytest.raises(Refused):
        versions.approve(mine, by=zhao, now=now)  # a lead writes, but does not decide
    with pytest.raises(IntegrityError, match="standard_by_four_eyes"), transaction.atomic():
        StandardOption.objects.filter(pk=mine.pk).update(approved_by=mei, approved_at=now)


def test_the_next_version_ends_the_one_before(standard, zhao, chen, now):
    newer = versions.approve(handed_in(zhao, now, share=80), by=chen, now=now)
    standard.refresh_from_db()
    assert (standard.number, standard.ended_at, newer.number, newer.is_in_force) == (1, now, 2, True)


def test_a_colleague_is_told_and_led_to_it(client, zhao, mei, now):
    handed_in(zhao, now)
    notice = mei.notices.get(event="standard_waits")
    assert not zhao.notices.filter(event="standard_waits").exists()
    client.force_login(mei)
    response = client.post(reverse("complaints:open_alert", args=[notice.pk]))
    assert response.url == reverse("complaints:standard", args=["F02"])


@pytest.mark.parametrize(
    "more",
    [
        {"share": None},
        {"share": 50, "amount": Decimal("20.00")},
        {"remedy": "redeliver", "share": 100},
        {"words_zh": "签收即视为认可。"},
        {"because": " "},
    ],
)
def test_what_makes_no_sense_is_refused(zhao, now, more):
    with pytest.raises(Refused):
        handed_in(zhao, now, **more)
    assert not StandardOption.objects.exists()


def test_front_line_reads_and_does_not_write(client, lin, standard):
    client.force_login(lin)
    url = reverse("complaints:standard", args=["F02"])
    assert "全额退款，不用寄回" in client.get(url).content.decode()
    assert client.post(url, WORDS | {"share": "100"}).status_code == 403
    with pytest.raises(Refused):
        handed_in(lin, timezone.now())


def test_written_and_put_into_force_on_the_page(client, zhao, mei):
    url = reverse("complaints:standard", args=["F02"])
    client.force_login(zhao)
    assert client.post(url, WORDS | {"share": ""}).status_code == 422
    assert client.post(url, WORDS | {"share": "100"}).status_code == 302
    row = StandardOption.objects.get()
    step = reverse("complaints:standard_step", args=[row.pk, "approve"])
    client.post(step)
    row.refresh_from_db()
    assert row.is_waiting
    client.force_login(mei)
    client.post(step)
    row.refresh_from_db()
    assert row.is_in_force
    assert "F02" in client.get(reverse("complaints:standards") + "?show=set").content.decode()


# Which one counts


def test_the_version_of_the_day_of_the_order_counts(standard, proposing, zhao, chen, now):
    newer = versions.approve(handed_in(zhao, now + DAY, share=80), by=chen, now=now + DAY)
    assert standards.standard_of(proposing, now + 2 * DAY) == standard
    Complaint.objects.filter(pk=proposing.pk).update(order_paid_at=now - 30 * DAY)  # before there was any
    later = Complaint.objects.get(pk=proposing.pk)
    assert standards.standard_of(later, now + 2 * DAY) == newer


def test_the_code_counts_before_its_group(standard, proposing, zhao, mei, now):
    group = versions.approve(handed_in(zhao, now - 2 * DAY, code="F"), by=mei, now=now - 2 * DAY)
    assert standards.standard_of(proposing, now) == standard
    versions.end(standard, by=mei, now=now - DAY)
    assert standards.standard_of(proposing, now) == group


# A proposal that begins with it


def test_a_letter_begins_with_the_standard(client, standard, proposing, lin):
    client.force_login(lin)
    shown = client.get(reverse("complaints:draft_proposal", args=[proposing.number])).content.decode()
    assert 'value="全额退款，不用寄回"' in shown
    assert 'value="168.00"' in shown
    assert "订单 D-1001 的问题属实，退回 ¥168.00。" in shown
    assert reverse("complaints:standard", args=["F02"]) in shown


@pytest.mark.parametrize(
    ("options", "deviation"),
    [
        ([offer()], "same"),
        ([offer(amount="100.00")], "below"),
        ([offer(), offer(amount="100.00")], "same"),
        ([OptionDraft("退款并补偿", remedies=[*offer().remedies, *offer("goodwill", "20.00").remedies])], "above"),
        ([offer("redeliver", None)], "other"),
    ],
)
def test_how_a_draft_departs(standard, proposing, lin, now, options, deviation):
    proposal = write(proposing, lin, now, *options, deviates_because="婚宴没用上")
    assert (proposal.standard, proposal.deviation) == (standard, deviation)
    assert proposal.deviates_because == ("" if deviation == "same" else "婚宴没用上")


def test_a_departure_says_why(standard, proposing, lin, now):
    with pytest.raises(Refused):
        write(proposing, lin, now, offer(amount="100.00"))
    proposal = write(proposing, lin, now, offer())
    with pytest.raises(IntegrityError, match="proposal_deviation_has_a_reason"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(deviation="above")


def test_on_the_page_the_reason_is_asked_for_at_its_field(client, standard, proposing, lin):
    client.force_login(lin)
    soon = f"{timezone.localtime() + timedelta(days=3):%Y-%m-%dT%H:%M}"
    facts = {"what_we_did": "看了照片。", "reasons": "运输破损。", "rule_note": "破损规则", "next_step": "三天内办完。"}
    facts |= {"next_step_by": soon, "option0-title": "退一半", "option0-kind_0": "refund", "option0-amount_0": "84"}
    url = reverse("complaints:draft_proposal", args=[proposing.number])
    response = client.post(url, facts)
    assert "deviates_because" in response.context["form"].errors
    assert client.post(url, facts | {"deviates_because": "消费者自己提出只要一半"}).status_code == 302
    assert proposing.proposals.get().deviation == "below"


def test_without_a_standard_nothing_is_asked(proposing, lin, now):
    proposal = write(proposing, lin, now, offer(amount="1.00"))
    assert (proposal.standard, proposal.deviation) == (None, "")


# The figures


@pytest.fixture
def sent(new_complaint, lin, now):
    """sent("100.00", is_taken=True): a proposal of another broken cup, sent, and answered or not; `more` remedies."""

    def send(amount, *more, is_taken=None, by=lin):
        case = new_complaint(order={"order_number": f"D-{Complaint.objects.count()}"})
        case = routing.solve_now(intake.accept(case, by=by, now=now), by=by, now=now)
        offered = offer(amount=amount)
        offered.remedies += more
        write(case, by, now, offered, deviates_because="各有各的缘故")
        case = proposals.send_proposal(Complaint.objects.get(pk=case.pk), by=by, now=now)
        if is_taken:
            option = case.proposals.get().options.get()
            proposals.choose_option(case, by=case.consumer, now=now, option=option)
        elif is_taken is False:
            case.proposals.update(answered_at=now)

    return send


def test_departures_are_counted_with_direction_and_outcome(standard, sent, lin, wang, now):
    sent("168.00", is_taken=True)
    sent("100.00", is_taken=False)
    sent("168.00", RemedyDraft("goodwill", Decimal("32.00")), is_taken=True)
    sent("50.00", by=wang)
    span = now - DAY, now + DAY
    total = deviations.everything(span)
    assert (total.departs, total.above, total.below, total.other) == (Rate(3, 4), 1, 2, 0)
    assert (total.taken, total.taken_same) == (Rate(1, 2), Rate(1, 1))
    assert [(row.key, row.departs) for row in deviations.by_category(span)] == [("F02", Rate(3, 4))]
    assert [(row.key, row.departs) for row in deviations.by_agent(span)] == [("lin", Rate(2, 3)), ("wang", Rate(1, 1))]
    below = deviations.records(span, {"category": "F02", "author": "lin", "way": "below"})
    assert [row.options.get().remedies.get().amount for row in below] == [Decimal("100.00")]


def test_what_was_sent_outside_the_days_or_without_a_standard_is_left_out(standard, sent, proposing, lin, now):
    sent("100.00")
    assert deviations.everything((now + DAY, now + 2 * DAY)).departs == Rate(0, 0)


def test_the_page_opens_the_records_behind_a_figure(client, standard, sent, mei, now):
    sent("100.00", is_taken=False)
    client.force_login(mei)
    days = f"since={now.date()}&until={now.date()}"
    url = reverse("complaints:deviations")
    shown = client.get(f"{url}?{days}").content.decode()
    assert "way=below#records" in shown
    shown = client.get(f"{url}?{days}&category=F02&way=below").content.decode()
    assert "各有各的缘故" in shown
    assert Complaint.objects.get().number in shown
