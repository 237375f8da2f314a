"""Declared relations: what fits a case, what is blocked, who reads and who ends them (DP-19, domain.md 7.3)."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import translation

from complaints import rules
from complaints.actions import eligibility, handover, intake, ownership, payouts, proposals, recoveries, routing, ties
from complaints.actions.payouts import propose_payout
from complaints.lifecycle import Refused, why_not
from complaints.models import Agent, Complaint, Event, Tie
from complaints.reports import dossier
from complaints.reports.ties import cases_to_give_away

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def declare(now):
    """declare(lin, name="陆瑶"): that agent is close to somebody from now on."""

    def declare(agent, **facts):
        return ties.declare_tie(by=agent, now=now, **({"kind": "friend"} | facts))

    return declare


@pytest.fixture
def owned(new_complaint, lin, now):
    """A case of lin about the merchant 海味行; the consumer is 陆瑶, reached by phone."""
    return intake.accept(new_complaint(name="陆瑶", email="lu.yao@mail.example"), by=lin, now=now)


def ask(case, by, now, amount="50", key="k"):
    facts = {"kind": "goodwill", "reason": "晚到", "idempotency_key": key}
    return propose_payout(case, by=by, now=now, amount=Decimal(amount), **facts)


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        ({"phone": "13800006027"}, True),
        ({"phone": "+86 138-0000-6027"}, True),
        ({"phone": "008613800006027"}, True),
        ({"phone": "１３８００００６０２７"}, True),
        ({"phone": "13800006028"}, False),
        ({"email": "LU.Yao@Mail.example"}, True),
        ({"email": "lu@mail.example"}, False),
        ({"name": "陆瑶"}, True),
        ({"name": " 陸 瑶"}, True),
        ({"name": "陆遥"}, False),
        ({"name": "陆瑶", "phone": "13900000000"}, False),  # somebody else of that name
        ({"name": "陆遥", "phone": "13800006027"}, True),
        ({"merchant": "海味行"}, True),
        ({"merchant": " 海味行 "}, True),
        ({"merchant": "海味"}, False),
    ],
)
def test_what_fits_a_case(owned, declare, lin, facts, fits):
    assert declare(lin, **facts).fits(owned) is fits
    assert bool(rules.is_not_a_relative(owned, lin)) is not fits


def test_an_empty_merchant_fits_no_empty_merchant(new_complaint, declare, lin):
    case = new_complaint(order={"merchant": "", "order_number": "D-2"})
    assert rules.is_not_a_relative(case, declare(lin, name="陆瑶").agent)


def test_the_work_address_counts_as_before(owned, lin):
    lin.email = "lu.yao@MAIL.example"
    assert not rules.is_not_a_relative(owned, lin)


@pytest.mark.parametrize("name", ["陆", "陆女士", "王老师"])
def test_a_title_is_no_name(declare, lin, name):
    with pytest.raises(Refused, match="whole name"):
        declare(lin, name=name)


def test_nobody_named_is_nothing_declared(declare, lin):
    with pytest.raises(Refused, match="Name the person or the merchant"):
        declare(lin)


def test_the_refusal_names_colleagues_and_nothing_of_the_relation(owned, declare, lin, wang):
    declare(lin, name="陆瑶", phone="13800006027", merchant="海味行")
    why = rules.may_propose_payout(owned, lin).why
    assert why == "The rule of impartiality keeps you from deciding and paying here. 王芳 could take it: hand it over."


def test_a_colleague_who_is_close_too_is_not_named(owned, declare, lin, wang):
    declare(lin, merchant="海味行")
    declare(wang, merchant="海味行")
    assert "ask your lead" in rules.may_propose_payout(owned, lin).why


def test_who_is_close_neither_settles_nor_offers_nor_asks_for_money(owned, declare, lin, now):
    declare(lin, merchant="海味行")
    with pytest.raises(Refused, match="impartiality"):
        ask(owned, lin, now)
    with pytest.raises(Refused, match="impartiality"):
        routing.solve_now(owned, by=lin, now=now)
    assert not owned.payouts.exists()


def test_a_draft_and_its_sending_are_blocked(owned, declare, lin, now):
    case = routing.solve_now(owned, by=lin, now=now)
    declare(lin, phone="13800006027")
    drafts = [proposals.OptionDraft("补发", "三天", [proposals.RemedyDraft("redeliver")])]
    with pytest.raises(Refused, match="impartiality"):
        proposals.draft_proposal(case, by=lin, now=now, what_we_did="看了照片", reasons="破损", options=drafts)


def test_who_is_close_neither_approves_nor_rejects(owned, declare, lin, zhao, now):
    payout = ask(owned, lin, now, "600")
    declare(zhao, merchant="海味行")
    for act, note in ((payouts.approve, "同意补偿六百元，情况属实"), (payouts.reject, "同意补偿六百元，情况不实")):
        with pytest.raises(Refused, match="impartiality"):
            act(payout, by=zhao, now=now, note=note)
    assert payout.history.count() == 1


def test_who_is_close_writes_down_no_payment_and_takes_none_back(owned, declare, lin, zhao, now):
    payout = ask(owned, lin, now)
    declare(lin, merchant="海味行")
    with pytest.raises(Refused, match="impartiality"):
        payouts.mark_paid(payout, by=lin, now=now, reference="B-1")
    paid = payouts.mark_paid(payout, by=zhao, now=now, reference="B-1")
    declare(zhao, merchant="海味行")
    assert "impartiality" in why_not(paid, "reverse", zhao, now)


def test_who_is_close_to_the_merchant_gives_no_claim_up(owned, declare, lin, zhao, now):
    facts = {"kind": "liability", "reason": "破损", "idempotency_key": "c"}
    payout = propose_payout(owned, by=lin, now=now, amount=Decimal("50"), **facts)
    claim = recoveries.open_recovery(
        payout, by=lin, now=now, party="merchant", amount=Decimal("50"), grounds="商家发错货"
    )
    declare(zhao, merchant="海味行")
    with pytest.raises(Refused, match="impartiality"):
        recoveries.give_up_recovery(claim, by=zhao, now=now, why="金额小")


def test_who_is_close_refuses_no_complaint(complaint, declare, lin, now):
    declare(lin, merchant="海味行")
    facts = {"reason_code": "no_dispute", "letter": "说明", "routes": ["12315"]}
    assert "impartiality" in rules.may_propose_refusal(complaint, lin).why
    with pytest.raises(Refused):
        eligibility.propose_refusal(complaint, by=lin, now=now, **facts)


def test_the_consumer_and_the_sweep_are_never_relatives(owned, declare, lin):
    from complaints.roles import System

    declare(lin, merchant="海味行")
    assert rules.is_not_a_relative(owned, owned.consumer)
    assert rules.is_not_a_relative(owned, System())


def test_an_approver_reads_only_that_somebody_else_has_to_ask(owned, declare, lin, zhao, now):
    payout = ask(owned, lin, now, "600")
    declare(lin, name="陆瑶", merchant="海味行")
    line = dossier.relative_line(type(payout).objects.get(pk=payout.pk))
    assert (line.tone, line.sentence) == ("red", "The author must not ask here: have somebody else ask for it.")


# What is kept


def test_of_a_contact_only_a_mask_and_a_code_are_kept(declare, lin):
    tie = declare(lin, name="陆瑶", phone="13800006027", email="lu.yao@mail.example")
    with connection.cursor() as cursor:
        for table in ("complaints_tie", "complaints_historicaltie"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
            (kept,) = cursor.fetchone()
            assert kept
            assert "13800006027" not in kept
            assert "lu.yao" not in kept
            assert ("陆瑶" in kept) is (table == "complaints_tie")
    assert tie.phone_mask == "138****6027"


def test_what_was_declared_is_never_rewritten_or_taken_out(declare, lin, wang):
    tie = declare(lin, name="陆瑶")
    for changed in ({"name": "别人"}, {"agent": wang}, {"kind": "family"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Tie.objects.filter(pk=tie.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        Tie.objects.filter(pk=tie.pk).delete()


# Ending it


def test_a_lead_ends_it_and_the_case_is_open_again(owned, declare, lin, zhao, now):
    tie = declare(lin, merchant="海味行")
    ended = ties.end_tie(tie, by=zhao, now=now, because="两年前已转让店铺")
    assert (ended.ended_by, ended.history.first().history_user) == (zhao, zhao)
    assert ask(owned, Agent.objects.get(pk=lin.pk), now).state == "approved"
    with pytest.raises(Refused, match="ended already"):
        ties.end_tie(ended, by=zhao, now=now, because="再来一次")


def test_nobody_ends_an_own_relation(declare, zhao, mei, now):
    tie = declare(zhao, name="陆瑶")
    with pytest.raises(Refused, match="Nobody ends an own relation"):
        ties.end_tie(tie, by=zhao, now=now, because="不再来往")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tie.objects.filter(pk=tie.pk).update(ended_at=now, ended_by=zhao, ended_because="绕过规则")
    assert ties.end_tie(tie, by=mei, now=now, because="不再来往").ended_at == now


def test_without_a_reason_it_goes_on(declare, lin, zhao, now):
    with pytest.raises(Refused, match="Give the reason"):
        ties.end_tie(declare(lin, name="陆瑶"), by=zhao, now=now, because=" ")


# The pages


def test_one_declares_on_the_own_page(client, owned, lin):
    client.force_login(lin)
    url = reverse("complaints:ties")
    facts = {"kind": "friend", "name": "陆瑶", "phone": "138 0000 6027", "email": "", "merchant": ""}
    assert client.post(url, facts).status_code == 302
    page = text(client.get(url))
    assert "138****6027" in page
    assert "13800006027" not in page
    assert f'data-number="{owned.number}"' in page
    assert reverse("complaints:offer_handover", args=[owned.number]) in page


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(client, lin):
    client.force_login(lin)
    answer = client.post(reverse("complaints:ties"), {"kind": "friend", "name": "陆女士", "merchant": "海味行"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"] == ["Write the whole name: a title is not compared."]
    assert 'value="海味行"' in text(answer)
    assert not Tie.objects.exists()


def test_only_cases_that_a_relation_touches_are_to_be_given_away(owned, new_complaint, declare, lin, now):
    intake.accept(
        new_complaint(order={"order_number": "D-7", "merchant": "别家"}, phone="13900000001"), by=lin, now=now
    )
    assert cases_to_give_away(lin) == []
    declare(lin, merchant="海味行")
    assert cases_to_give_away(lin) == [owned]


def test_a_lead_sees_how_many_and_reads_whom_on_record(client, declare, lin, zhao):
    declare(lin, name="陆瑶", merchant="海味行")
    client.force_login(zhao)
    assert "陆瑶" not in text(client.get(reverse("complaints:team_ties")))
    assert not Event.objects.filter(verb="read_ties").exists()
    page = text(client.post(reverse("complaints:read_ties", args=[lin.pk])))
    assert "陆瑶" in page
    event = Event.objects.get(verb="read_ties")
    assert (event.agent, event.kind, event.data) == (zhao, "privacy", {"name": "林晓", "rows": 1})


def test_the_own_ones_are_not_read_here(client, declare, zhao):
    declare(zhao, name="陆瑶")
    client.force_login(zhao)
    answer = client.post(reverse("complaints:read_ties", args=[zhao.pk]))
    assert answer.url == reverse("complaints:team_ties")
    assert not Event.objects.filter(verb="read_ties").exists()


def test_a_lead_ends_one_on_the_page(client, declare, lin, zhao):
    tie = declare(lin, name="陆瑶")
    client.force_login(zhao)
    url = reverse("complaints:end_tie", args=[tie.pk])
    assert client.post(url, {"because": ""}).status_code == 422
    assert client.post(url, {"because": "已绝交"}).status_code == 302
    assert Tie.objects.get(pk=tie.pk).ended_because == "已绝交"


def test_work_is_not_given_to_who_is_close(new_complaint, owned, declare, wang, zhao, now):
    declare(wang, name="陆瑶", phone="13800006027")
    new = new_complaint(name="陆瑶", order={"order_number": "D-3"})
    with pytest.raises(Refused, match="choose somebody else"):
        routing.assign(new, by=zhao, now=now, agent=wang, reason="午班")
    with pytest.raises(Refused, match="choose somebody else"):
        ownership.change_owner(owned, by=zhao, now=now, to_agent=wang, cause="wish")
    with pytest.raises(Refused, match="choose somebody else"):
        handover.offer_handover(
            owned, by=owned.owner, now=now, to_agent=wang, reason="leave", story="快递延误", next_step="回电"
        )
    owners = dict(Complaint.objects.values_list("pk", "owner__username"))
    assert (owners[new.pk], owners[owned.pk]) == (None, "lin")
