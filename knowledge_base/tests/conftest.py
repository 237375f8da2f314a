"""A closed case and the knowledge written about it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from complaints.actions import contact, feedback, intake, payouts, proposals, routing
from complaints.actions.proposals import OptionDraft, RemedyDraft
from knowledge_base.actions import articles, reviews

WORDS = "我叫陆小曼，电话 13800006027，收到的杯子破损，盒子都压扁了。"


@pytest.fixture
def close_case(new_complaint, lin, now):
    """Take a complaint from its first word to its close: close_case("杯子破损")."""

    def close(text=WORDS, *, days_ago=3, **facts):
        start = now - timedelta(days=days_ago)
        case = new_complaint(text, at=start, name="陆小曼", **facts)
        case = intake.accept(case, by=lin, now=start + timedelta(minutes=5))
        contact.reply(case, by=lin, now=start + timedelta(minutes=7), body="您好，我来处理。")
        contact.read_emotion(
            case,
            by=lin,
            now=start + timedelta(minutes=6),
            emotion="anger",
            intensity=6,
            basis="words",
            note="陆小曼说再不处理就曝光",
        )
        case = routing.solve_now(case, by=lin, now=start + timedelta(minutes=9))
        option = [OptionDraft("退款", remedies=[RemedyDraft("refund", Decimal("100.00"))])]
        proposals.draft_proposal(
            case, by=lin, now=start, what_we_did="看了照片。", reasons="运输破损。", options=option
        )
        case = proposals.send_proposal(case, by=lin, now=start + timedelta(minutes=20))
        option = case.proposals.get().options.get()
        case = proposals.choose_option(case, by=case.consumer, now=start + timedelta(hours=1), option=option)
        payout = payouts.propose_payout(
            case,
            by=lin,
            now=start + timedelta(minutes=70),
            amount=Decimal("100.00"),
            kind="refund",
            reason="陆小曼的杯子破损",
            idempotency_key=f"close-{case.pk}",
            remedy=option.remedies.get(),
        )
        payouts.mark_paid(payout, by=lin, now=start + timedelta(hours=2), reference="B-1")
        case = proposals.resolve(case, by=lin, now=start + timedelta(hours=2))
        case = feedback.answer_survey(
            case, by=case.consumer, now=start + timedelta(hours=3), satisfaction=5, felt_heard=True
        )
        return feedback.close(case, by=lin, now=start + timedelta(hours=4))

    return close


@pytest.fixture
def closed(close_case):
    return close_case()


@pytest.fixture
def write(lin, now):
    """A draft by lin: write("标题", "正文", "G05")."""

    def write(title="生鲜变质", body="先赔，再查。", *codes, by=None, **facts):
        facts = {"kind": "playbook", "review_by": (now + timedelta(days=90)).date()} | facts
        return articles.write(by=by or lin, now=now, title=title, body=body, categories=codes, **facts)

    return write


@pytest.fixture
def published(write, lin, zhao, now):
    """An article by lin that zhao has published: published("标题", "正文", "G05")."""

    def publish(*args, **facts):
        article = write(*args, **facts)
        articles.hand_in(article, by=article.owner, now=now)
        return articles.publish(article, by=zhao, now=now, note="第一版")

    return publish


@pytest.fixture
def review(closed, lin, now):
    """The closed case, nominated by lin."""
    return reviews.nominate(
        closed, by=lin, now=now, title="陆小曼的杯子", selection_reason="success", why_selected="陆小曼最后道谢"
    )


@pytest.fixture
def meeting(review, su, lin, wang, zhao, now):
    """The same, in its meeting since an hour."""
    return reviews.schedule(
        review,
        by=su,
        now=now,
        held_at=now - timedelta(hours=1),
        minutes=50,
        facilitator=su,
        presenter=lin,
        recorder=wang,
        questioners=[zhao],
    )
