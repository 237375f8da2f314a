"""Anybody does anything in any order, and what domain.md 7.2 promises holds after every step.

Twelve stories of fifty steps run with the other tests; `STATE_MACHINE_RUNS=500` tells as many as one wants, others each
time. A step may be refused; it may do nothing else but what the table names.
"""

import os
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from complaints.actions import (
    archive,
    contact,
    disputes,
    eligibility,
    evidence,
    feedback,
    handover,
    high_tier,
    intake,
    linking,
    merging,
    outside,
    ownership,
    payer,
    payouts,
    proposals,
    recalling,
    routing,
    triage,
)
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.sweep import sweep
from complaints.enums import OPEN_STATES, OWNERLESS_STATES, TERMINAL_STATES, Flag, PayerWord, PayoutKind, Tier
from complaints.lifecycle import Refused, why_not
from complaints.models import Category, Complaint, Department, Event, Handover, Notice, Payout
from complaints.reports import clocks, money, stints
from complaints.reports import payer as payer_report
from complaints.roles import System
from complaints.tests.test_lifecycle_matrix import PAYOUT_NEXT, WHO, expected

pytestmark = pytest.mark.django_db
RUNS = int(os.environ.get("STATE_MACHINE_RUNS", "0"))
MEMBERS = ("lin", "wang", "gao", "zhao", "zhou", "wu", "chen", "he", "fang", "mei", "admin", "stranger")
WHO_IS = {
    "front_line": ("lin", "wang", "gao"),
    "lead": ("zhao", "wu"),
    "mid_office": ("zhou", "wu"),
    "arbiter": ("he",),
    "back_office": ("chen",),
    "legal": ("fang",),
    "consumer": ("consumer",),
    "system": ("system",),
}
TABLE = expected()
REPORT = {
    "cause": "运输破损",
    "scope": "一个批次",
    "measures": "已下架",
    "prevention": "换加固包装",
    "consumer_version": "我们查明了原因。",
}
CASE = st.sampled_from([0, 0, 0, 1])
LEAVING = {"withdraw", "escalate", "go_external", "refuse"}
# What is written before the next step, and by whom where it is not who has the work.
WANTED = {
    "registered": ["propose_refusal"],
    "investigating": ["add_evidence", "platform_evidence", "record_finding"],
    "proposing": ["draft_proposal"],
    "high_review": ["draft_proposal"],
    "mediation": ["draft_proposal", "fail_mediation"],
    "re_review": ["draft_proposal"],
    "arbitration": ["draft_proposal"],
    "executing": ["carry_out"],
    "resolved": ["answer_survey"],
}
DRAFTS = {"high_review": "chen", "mediation": "zhou", "re_review": "zhou", "arbitration": "he"}
AMOUNTS = [Decimal(n) for n in ("20", "120", "480", "500.01", "600", "2500", "12000")]


def options():
    """Something without money, or thirty yuan."""
    return [
        OptionDraft("补发", remedies=[RemedyDraft("redeliver")]),
        OptionDraft("补偿", remedies=[RemedyDraft("compensation", Decimal("30"))]),
    ]


# What each verb of the table needs, beside who and when.
STEPS = {
    "accept": lambda c, **w: intake.accept(c, **w),
    "ask_info": lambda c, **w: eligibility.ask_info(c, items="照片", **w),
    "give_info": lambda c, **w: eligibility.give_info(c, text="补充", **w),
    "refuse": lambda c, **w: eligibility.refuse(c, **w),
    "object": lambda c, **w: eligibility.object(c, because="不服", **w),
    "dispatch": lambda c, **w: routing.dispatch(c, department=desk("LOGISTICS"), reason="查件", **w),
    "solve_now": lambda c, **w: routing.solve_now(c, **w),
    "start": lambda c, **w: routing.start(c, **w),
    "bounce": lambda c, **w: routing.bounce(c, department=desk("AFTERSALES"), reason="不归我们", **w),
    "rule_desk": lambda c, **w: routing.rule_desk(c, department=desk("LOGISTICS"), reason="归物流", **w),
    "finish_check": lambda c, **w: routing.finish_check(c, **w),
    "send_proposal": lambda c, **w: proposals.send_proposal(c, **w),
    "ask_review": lambda c, **w: proposals.ask_review(c, **w),
    "approve_proposal": lambda c, **w: proposals.approve_proposal(c, **w),
    "return_proposal": lambda c, **w: proposals.return_proposal(c, review_note="写清依据", **w),
    "escalate": lambda c, **w: routing.escalate(c, reason="媒体来电", **w),
    "issue_report": lambda c, **w: proposals.issue_report(c, **w),
    "recall_letter": lambda c, **w: recalling.recall_letter(c, **w),
    "choose_option": lambda c, **w: proposals.choose_option(c, option=an_option(c), consent="电话录音 12:01", **w),
    "ask_mediation": lambda c, **w: disputes.ask_mediation(c, because="太少", consent="录音", **w),
    "ask_re_review": lambda c, **w: disputes.ask_re_review(c, because="没看全", consent="录音", **w),
    "propose_settlement": lambda c, **w: disputes.propose_settlement(c, **w),
    "refer_to_arbitration": lambda c, **w: disputes.refer_to_arbitration(c, because="谈不拢", consent="录音", **w),
    "award": lambda c, **w: disputes.award(c, reasons="证据充分", rule_version="v1", both_heard=True, **w),
    "dismiss": lambda c, **w: disputes.dismiss(c, reasons="证据不足", rule_version="v1", both_heard=True, **w),
    "go_external": lambda c, **w: outside.go_external(
        c, body="12315", reference="R-1", started_on=w["now"].date(), reason="已受理", **w
    ),
    "resume_external": lambda c, **w: outside.resume_external(c, result="settled", reason="调解书", **w),
    "close_external": lambda c, **w: outside.close_external(c, result="against", reason="不予支持", **w),
    "resolve": lambda c, **w: proposals.resolve(c, **w),
    "fail_execution": lambda c, **w: proposals.fail_execution(c, reason="缺货", **w),
    "close": lambda c, **w: feedback.close(c, closing_code="accepted_nonmoney", handling_minutes=5, **w),
    "reopen": lambda c, **w: feedback.reopen(c, because="又坏了", **w),
    "withdraw": lambda c, **w: feedback.withdraw(c, because="自己解决", consent="录音", **w),
    "undo_withdraw": lambda c, **w: feedback.undo_withdraw(c, **w),
    "undo_merge": lambda c, **w: merging.undo_merge(c, reason="不是一件事", **w),
    "archive": lambda c, **w: archive.archive(
        c, summary="办结", root_cause="transport", responsible_party="carrier", has_lesson=False, **w
    ),
}
# What else people do meanwhile.
FACTS = {
    "draft_proposal": lambda c, **w: proposals.draft_proposal(
        c, what_we_did="查了仓库。", reasons="运输破损。", options=options(), **REPORT, **w
    ),
    "record_finding": lambda c, **w: evidence.record_finding(
        c,
        party="carrier",
        share=100,
        grounds="外箱破损",
        root_cause="transport",
        is_contested=False,
        rule_note="售后规则",
        **w,
    ),
    "propose_refusal": lambda c, **w: eligibility.propose_refusal(
        c, reason_code="not_ours", letter="不是本平台的订单。", routes=["12315"], **w
    ),
    "add_evidence": lambda c, **w: evidence.add_evidence(
        c, side="consumer", kind="photo", title="照片", says="碎", **w
    ),
    "platform_evidence": lambda c, **w: evidence.add_evidence(
        c, side="platform", kind="order", title="订单记录", says="已签收", **w
    ),
    "send_report": lambda c, **w: high_tier.send_report(c, **REPORT, **w),
    "fail_mediation": lambda c, **w: disputes.fail_mediation(c, because="差 200 元没有谈拢", **w),
    "reply": lambda c, **w: contact.reply(c, body="您好，正在查，今天十八点前回复您。", **w),
    "hear_consumer": lambda c, **w: contact.hear_consumer(c, body="还没好吗", **w),
    "low": lambda c, **w: triage.set_tier(c, tier=Tier.LOW, reason="核实后降级", **w),
    "high": lambda c, **w: triage.set_tier(c, tier=Tier.HIGH, reason="媒体关注", **w),
    "flag": lambda c, **w: triage.raise_flag(c, flag=Flag.MEDIA, reason="记者来电", **w),
    "reclassify": lambda c, **w: triage.reclassify(c, category=Category.objects.get(pk="F01"), reason="迟到", **w),
    "assign": lambda c, **w: routing.assign(c, agent=w["by"], reason="我来", **w),
    "answer_survey": lambda c, **w: feedback.answer_survey(c, satisfaction=2, felt_heard=False, **w),
    "carry_out": lambda c, **w: [proposals.carry_out_remedy(r, proof="P-1", **w) for r in due_remedies(c)],
    "fail_remedy": lambda c, **w: [proposals.fail_remedy(r, reason="缺货", **w) for r in due_remedies(c)[:1]],
}
PAYOUT_STEPS = {
    "approve": lambda p, **w: payouts.approve(p, note="同意", **w),
    "endorse": lambda p, **w: payouts.endorse(p, note="同意", **w),
    "reject": lambda p, **w: payouts.reject(p, note="缺依据", **w),
    "cancel": lambda p, **w: payouts.cancel(p, reason="不付了", **w),
    "pay": lambda p, **w: payouts.pay(p, **w),
    "mark_paid": lambda p, **w: payouts.mark_paid(p, reference="B-1", **w),
    "fail": lambda p, **w: payouts.fail(p, failure="销户", **w),
    "retry": lambda p, **w: payouts.retry(p, **w),
    "confirm": lambda p, **w: payouts.confirm(p, **w),
    "reverse": lambda p, **w: payouts.reverse(p, reason="多付", **w),
}


def desk(code):
    return Department.objects.get(pk=code)


def an_option(case):
    """An option of the newest proposal, whether it was sent or not."""
    proposal = case.proposals.order_by("-version").first()
    if proposal is None:
        raise Refused("nothing was ever offered")
    return proposal.options.last()


def due_remedies(case):
    return [
        remedy
        for proposal in case.proposals.all()
        for option in proposal.options.all()
        for remedy in option.remedies.filter(status="due", payouts=None)
    ]


class Story(RuleBasedStateMachine):
    """Two complaints of one consumer about one order, and everybody. One run is one transaction that is undone."""

    register = cast = start = None  # of the test that tells it

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now = self.start
        self.cases = [
            self.register(at=self.start).pk,
            self.register("杯子到货就是碎的", at=self.start, channel="app").pk,
        ]
        self.first_owner, self.committed, self.seen = {}, {}, 0

    def teardown(self):
        try:
            for report in (money, payer_report, clocks, stints):
                assert not [str(lie) for lie in report.lies() if not lie.is_remark and "not cleared up" not in str(lie)]
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    # --- steps

    def case(self, n):
        return Complaint.objects.get(pk=self.cases[n])

    def actor(self, name, case):
        return {"consumer": case.consumer, "system": System()}.get(name) or self.cast[name]

    def attempt(self, act, row, by, told):
        """Do it whole or not at all; only a refusal may stand against it."""
        try:
            with transaction.atomic():
                act(row, by=by, now=self.now)
        except Refused as refused:
            note(f"{told}: no. {refused.reason}")
        else:
            note(told)

    @rule(n=CASE, turns=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=3, max_size=9))
    def it_goes_on(self, n, turns):
        """Several turns: what is wanted before a step, then a step of the table by one whose hat it is."""
        for pick, who in turns:
            case = self.case(n)
            worker = case.handler or case.owner or self.cast["lin"]
            for verb in WANTED.get(case.state, ()):
                by = self.actor(DRAFTS[case.state], case) if case.state in DRAFTS else worker
                self.attempt(FACTS[verb], case, by, f"{verb} by {by} in {case.state}")
            self.step(n, sorted(set(TABLE.get(case.state, {})) & set(STEPS) - LEAVING), pick, who)

    @rule(n=CASE, pick=st.integers(0, 99), who=st.integers(0, 99))
    def another_road(self, n, pick, who):
        """It is withdrawn, escalated or taken outside; or, that done, brought back."""
        case = self.case(n)
        self.step(n, sorted(set(TABLE.get(case.state, {})) & set(STEPS) & LEAVING), pick, who)

    def step(self, n, verbs, pick, who):
        """One of the verbs, by one of those whose hat it is."""
        if verbs:
            case, verb = self.case(n), verbs[pick % len(verbs)]
            names = [name for role in sorted(WHO[verb]) for name in WHO_IS[role]]
            name = names[who % len(names)]
            self.attempt(STEPS[verb], case, self.actor(name, case), f"{verb} by {name} in {case.state}")

    @rule(n=CASE, verb=st.sampled_from(sorted(STEPS)), who=st.sampled_from((*MEMBERS, "consumer")))
    def whatever_comes_to_mind(self, n, verb, who):
        case = self.case(n)
        self.attempt(STEPS[verb], case, self.actor(who, case), f"{verb} by {who} in {case.state}")

    @rule(n=CASE, verb=st.sampled_from(sorted(FACTS)), who=st.integers(0, 99))
    def facts(self, n, verb, who):
        case = self.case(n)
        names = ("lin", "wang", "zhao", "zhou", "chen", "he", "consumer")
        by = self.actor(names[who % len(names)], case)
        before = {name: getattr(case, name) for name in ("respond_by", "dispatch_by")}
        if case.planned_at is None:  # a plan that was sent is no report: the high tier then begins its clock anew
            before["plan_by"] = case.plan_by
        self.attempt(FACTS[verb], case, by, f"{verb} by {by}")
        if verb in ("low", "high", "flag", "reclassify"):
            self.no_clock_is_later(case, before)

    def no_clock_is_later(self, case, before):
        fresh = Complaint.objects.get(pk=case.pk)
        for name, was in before.items():
            assert was is None or getattr(fresh, name) is None or getattr(fresh, name) <= was

    @rule(n=CASE, amount=st.sampled_from(AMOUNTS), kind=st.sampled_from(PayoutKind.values))
    def ask_for_money(self, n, amount, kind):
        case = self.case(n)
        key = f"{self.now.isoformat()}-{n}-{amount}-{kind}"

        def act(row, **who):
            payouts.propose_payout(row, amount=amount, kind=kind, reason="补偿", idempotency_key=key, **who)

        self.attempt(act, case, case.handler or case.owner or self.cast["lin"], f"ask for {amount} {kind}")

    @rule(verb=st.sampled_from(sorted(PAYOUT_STEPS)), who=st.integers(0, 99), pick=st.integers(0, 99))
    def one_step_of_money(self, verb, who, pick):
        rows = list(Payout.objects.filter(complaint__in=self.cases).order_by("pk"))
        if rows:
            payout = rows[pick % len(rows)]
            verbs = sorted(PAYOUT_NEXT[payout.state]) or [verb]
            verb = verbs[pick % len(verbs)] if pick % 3 else verb
            names = ("lin", "zhao", "zhou", "wu", "chen", "fang", "consumer", "system")
            by = self.actor(names[who % len(names)], payout.complaint)
            self.attempt(PAYOUT_STEPS[verb], payout, by, f"{verb} {payout} by {by}")

    @rule(word=st.sampled_from(PayerWord.values), reference=st.sampled_from(["B-1", "B-2"]), pick=st.integers(0, 9))
    def the_payment_system_says(self, word, reference, pick):
        rows = list(Payout.objects.filter(complaint__in=self.cases, reverses=None).order_by("pk"))
        if rows:
            payer.take_word(rows[pick % len(rows)], word, now=self.now, reference=reference, reason="银行")

    @rule(n=CASE, who=st.sampled_from(["lin", "zhao", "zhou"]), to=st.sampled_from(["wang", "zhao"]))
    def hand_over(self, n, who, to):
        case = self.case(n)
        offered = Handover.objects.filter(complaint=case, status="offered").first()
        if offered:
            self.attempt(handover.take_handover, offered, self.cast[to], f"{to} takes it over")
        else:
            self.attempt(
                lambda row, **w: handover.offer_handover(
                    row, to_agent=self.cast[to], reason="load", story="杯子碎了", **w
                ),
                case,
                self.cast[who],
                f"{who} offers it to {to}",
            )

    @rule(n=CASE, to=st.sampled_from(["lin", "wang"]))
    def change_owner(self, n, to):
        self.attempt(
            lambda row, **w: ownership.change_owner(row, to_agent=self.cast[to], cause="wish", **w),
            self.case(n),
            self.cast["zhao"],
            f"owner becomes {to}",
        )

    @rule(who=st.sampled_from(["lin", "zhao"]), rarely=st.integers(0, 7))
    def merge_or_link(self, who, rarely):
        first, second = self.case(0), self.case(1)
        if rarely:
            return
        if who == "zhao":
            self.attempt(
                lambda row, **w: merging.merge(row, master=first, reason="同一件", **w), second, self.cast[who], "merge"
            )
        else:
            self.attempt(
                lambda row, **w: linking.link(row, first, reason="同一批", **w), second, self.cast[who], "link"
            )

    @rule(hours=st.sampled_from([1, 1, 3, 20, 200]))
    def time_goes_by(self, hours):
        self.now += timedelta(hours=hours)
        sweep(now=self.now)

    # --- what holds

    @invariant()
    def the_edges_are_those_of_the_table(self):
        steps = Event.objects.filter(complaint__in=self.cases, payout=None, pk__gt=self.seen).order_by("pk")
        for event in steps:
            self.seen = event.pk
            if event.from_state in TABLE and event.to_state in TABLE and event.from_state != event.to_state:
                target = TABLE[event.from_state].get(event.verb)
                assert target in (event.to_state, "*"), f"{event.verb}: {event.from_state} -> {event.to_state}"
            if event.verb in ("refuse", "approve", "endorse"):
                assert event.agent_id, "a machine never refuses or pays alone"

    @invariant()
    def somebody_answers_for_it_and_the_first_owner_stays(self):
        for case in Complaint.objects.filter(pk__in=self.cases):
            if case.state in OPEN_STATES and case.state not in OWNERLESS_STATES:
                assert case.owner_id
            assert self.first_owner.setdefault(case.pk, case.first_owner_id) in (None, case.first_owner_id)
            self.first_owner[case.pk] = case.first_owner_id

    @invariant()
    def who_decides_is_no_party(self):
        for payout in Payout.objects.filter(complaint__in=self.cases).exclude(approved_by=None):
            if payout.basis == Payout.Basis.LADDER:
                assert payout.approved_by_id != payout.proposed_by_id
        for case in Complaint.objects.filter(pk__in=self.cases):
            for proposal in case.proposals.exclude(reviewed_by=None):
                assert proposal.reviewed_by_id != proposal.author_id
            for dispute in case.disputes.exclude(officer=None).exclude(kind="external"):
                assert dispute.officer_id != case.first_owner_id

    @invariant()
    def no_mediation_is_skipped(self):
        for event in Event.objects.filter(complaint__in=self.cases, from_state="mediation", to_state="arbitration"):
            mediation = event.complaint.disputes.get(kind="mediation", closed_at=event.at)
            assert mediation.result_reasons or event.at >= mediation.due_by

    @invariant()
    def no_money_is_asked_for_when_it_has_ended(self):
        for case in Complaint.objects.filter(pk__in=self.cases):
            count = case.payouts.filter(reverses=None).count()
            state, known = self.committed.get(case.pk, (case.state, count))
            if state in TERMINAL_STATES and case.state in TERMINAL_STATES:
                assert count <= known
            self.committed[case.pk] = (case.state, count)

    @invariant()
    def nothing_closes_without_a_word_to_the_consumer(self):
        for case in Complaint.objects.filter(pk__in=self.cases, state="closed"):
            assert Notice.objects.filter(complaint=case, channel="page", created_at__gte=case.closed_at).exists()

    @invariant()
    def a_machine_may_not_refuse(self):
        for case in Complaint.objects.filter(pk__in=self.cases, state__in=("registered", "need_info")):
            assert why_not(case, "refuse", System(), self.now)


def test_whatever_anybody_does_the_promises_hold(new_complaint, cast, now):
    run_state_machine_as_test(
        type("Told", (Story,), {"register": staticmethod(new_complaint), "cast": cast, "start": now}),
        settings=settings(
            max_examples=RUNS or 12,
            stateful_step_count=50,
            derandomize=not RUNS,
            phases=[Phase.generate],  # shrinking takes longer than reading
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
