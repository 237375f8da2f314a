"""Classification: the rules by a few words each, then lexicon and examples beside each other."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from complaints.classify import Matcher, Rule, alike, classify
from complaints.classify.likeness import examples
from complaints.enums import Flag, Priority, Tier
from complaints.seeds import keyword_rules, load_taxonomy

NOW = datetime(2026, 11, 11, 12, tzinfo=UTC)
TAXONOMY = load_taxonomy()
RULES = Matcher(keyword_rules(TAXONOMY), [SimpleNamespace(**row) for row in TAXONOMY["categories"]])


@dataclass(frozen=True)
class Window:
    """A promotion window outside the database."""

    name: str = "11.11"
    codes: tuple = ("F",)
    starts_at: datetime = datetime(2026, 11, 10, tzinfo=UTC)
    ends_at: datetime = datetime(2026, 11, 14, tzinfo=UTC)
    priority_delta: int = 1


def seen(text, *rules, **facts):
    """The text under a few rules, or under the seeded ones and the examples."""
    if rules:
        return classify(text, Matcher(rules), **{"now": NOW} | facts)
    return classify(text, RULES, **{"now": NOW, "likeness": alike} | facts)


def rule(term, code="G03", **fields):
    return Rule(term, category_code=code, **{"weight": 4, "priority": "P2", "tier": "medium"} | fields)


# -- scenario 5 --


def test_scenario_5_broken_cup():
    answer = seen("收到的杯子破损")

    assert (answer.category, answer.group) == ("F02", "F")
    assert answer.priority in ("P1", "P2")
    assert answer.matched_words[0] == "破损"


def test_scenario_5_a_sellers_promise_is_no_hit():
    answer = seen("商家说绝对不是假货,包装有点皱")

    assert answer.group != "G"
    assert "假货" not in answer.matched_words
    assert "check" in answer.flags
    assert answer.check


@pytest.mark.parametrize(
    "variant", ["收到的杯子破損", "收到的杯子破\u200b损", "收　到的杯子破损", "\ufeff收到的杯子破\u00ad損"]
)
def test_scenario_5_holds_in_other_spellings(variant):
    answer, plain = seen(variant), seen("收到的杯子破损")

    assert (answer.category, answer.priority, answer.tier, answer.flags) == (
        plain.category,
        plain.priority,
        plain.tier,
        plain.flags,
    )


@pytest.mark.parametrize("variant", ["商家說絕對不是假貨，包裝有點皺", "商家说绝对不是假\u200d货，包装有点皱"])
def test_scenario_5_promise_in_other_spellings(variant):
    assert seen(variant).flags == ("check",)
    assert seen(variant).category == seen("商家说绝对不是假货,包装有点皱").category


def test_words_are_shown_as_typed():
    assert seen("杯子破損").matched_words == ("破損",)
    assert seen("This is ＦＡＫＥ", rule("fake")).matched_words == ("ＦＡＫＥ",)
    assert seen("破\u200b损", rule("破损")).matched_words == ("破损",)


# -- matching --


def test_the_longest_match_wins():
    assert seen("不是正品", rule("正品", "O01"), rule("不是正品")).category == "G03"
    assert seen("退款没到", rule("退款", "A01"), rule("退款没到", "A06", weight=1)).category == "A06"
    assert seen("退款没到", rule("退款", "A01"), rule("退款没到", "A06")).matched_words == ("退款没到",)


def test_latin_words_match_whole():
    assert seen("a beautiful lake", rule("fake"), rule("use")).category == "O02"
    assert seen("FAKE!", rule("fake")).category == "G03"
    assert seen("they leaked it", rule("leak*")).category == "G03"
    assert seen("买到fake货", rule("fake")).category == "G03"


def test_a_term_with_a_gap_stays_in_one_sentence():
    gapped = rule("充电…发烫", "G04")

    assert seen("充电的时候很发烫", gapped).matched_words == ("充电…发烫",)
    assert seen("充电正常。发烫没有", gapped).category == "O02"
    assert seen("充电的时候放在桌上好好的一点都没事后来发烫", gapped).category == "O02"


def test_a_word_said_twice_counts_once():
    rules = rule("慢", "F01", weight=2), rule("假货", weight=3)

    assert seen("慢慢慢慢慢,假货", *rules).category == "G03"


def test_rules_have_dates():
    dated = rule("假货", active_from=NOW, active_to=NOW + timedelta(days=1))

    assert seen("假货", dated).category == "G03"
    assert seen("假货", dated, now=NOW - timedelta(seconds=1)).category == "O02"
    assert seen("假货", dated, now=NOW + timedelta(days=1)).category == "O02"


# -- denial and quotation --


@pytest.mark.parametrize(
    "text", ["不是假货", "没有任何假货", "并非假货", "未见假货", "不会是假货", "it is not fake", "isn't really fake"]
)
def test_a_denial_halves_the_weight_and_asks_for_a_check(text):
    other = rule("色差", "G01", weight=3, priority="P3"), rule("colour", "G01", weight=3, priority="P3")
    answer = seen(f"{text}; 色差 colour", rule("假货"), rule("fake"), *other)

    assert (answer.category, answer.priority, answer.check) == ("G01", "P3", True)
    assert answer.secondary == ("G03",)


@pytest.mark.parametrize(
    "text", ["没想到是假货", "是不是假货", "不是假货就是旧货", "没几天,假货", "没有回音。假货", "not only fake"]
)
def test_what_only_looks_like_a_denial_is_none(text):
    assert not seen(text, rule("假货"), rule("fake")).check


def test_a_term_may_begin_with_a_negation():
    answer = seen("专柜说不是正品", rule("不是正品"))

    assert (answer.category, answer.check) == ("G03", False)


@pytest.mark.parametrize(
    "text", ["客服说不会坏", "卖家保证没有任何破损", "the seller said it is not fake", "店家承诺绝对不是假货"]
)
def test_a_quoted_promise_is_no_hit(text):
    answer = seen(text, rule("假货"), rule("坏"), rule("破损"), rule("fake"))

    assert (answer.category, answer.flags, answer.matched_words) == ("O02", ("check",), ())


def test_what_follows_a_promise_counts():
    assert seen("客服说不会坏,结果两天就坏了", rule("坏")).category == "G03"
    assert seen("客服说不会坏结果两天就坏了", rule("坏")).category == "G03"
    assert seen("客服说不退", rule("不退", "A01")).category == "A01"
    assert seen("我说不是假货了吗", rule("假货")).category == "G03"


def test_praise_in_the_sellers_mouth_asks_for_a_check():
    assert seen("卖家说是正品").check
    assert seen("seller claims it is genuine").check


def test_a_danger_is_silenced_only_by_a_denial_that_touches_it():
    danger = rule("爆炸", "G04", flag="safety", priority="P1")

    assert seen("没有爆炸", danger).priority == "P3"
    assert seen("没管它会爆炸", danger).priority == "P1"
    assert seen("没有在那爆炸", danger).priority == "P1"
    assert seen("没有在那爆炸", danger).check


# -- urgency --


def test_danger_decides_the_code_whatever_the_weights():
    rules = rule("漏电", "G04", weight=1, flag="safety"), rule("假货", weight=5), rule("仿品", weight=5)
    answer = seen("假货仿品还漏电", *rules)

    assert (answer.category, answer.priority, answer.tier, answer.flags) == ("G04", "P1", "high", ("safety",))


def test_weights_then_priority_then_code_decide():
    assert seen("甲乙丙", rule("甲", "G01"), rule("乙", "F01", weight=2), rule("丙", "F01", weight=3)).category == "F01"
    assert seen("甲乙", rule("甲", "G01", priority="P3"), rule("乙", "T01", priority="P2")).category == "T01"
    assert seen("甲乙", rule("甲", "G01"), rule("乙", "F01")).category == "F01"


def test_the_words_of_the_source_are_high_priority():
    assert seen("客服没人回,没人理,不回复,还发来假货").priority == "P2"
    assert seen("假货").category == "G03"


def test_flags_raise_one_step_and_not_into_p1():
    flags = [Rule(word, flag=flag) for word, flag in (("奶奶", "vulnerable"), ("记者", "media"), ("生日", "gift"))]
    answer = seen("奶奶生日,记者,旧", rule("旧", priority="P4", tier="low"), *flags)

    assert (answer.priority, answer.tier) == ("P3", "high")
    assert answer.flags == ("media", "vulnerable", "gift")
    assert seen("奶奶旧", rule("旧", priority="P2"), *flags).priority == "P2"


def test_abuse_buys_no_speed():
    answer = seen("傻逼客服", Rule("傻逼", flag="abuse"))

    assert (answer.priority, answer.flags) == ("P3", ("abuse",))


def test_spoiled_perishables_are_p1():
    assert seen("臭了", known_flags=[Flag.PERISHABLE]).priority == "P1"
    assert seen("发霉了", known_flags=["perishable"]).priority == "P1"
    assert seen("牛奶发霉了").priority == "P1"
    assert seen("鞋子发霉了").priority == "P2"


def test_what_is_asked_for_does_not_hide_that_food_is_spoiled():
    """Scenario 1 in Chinese: the refund asked for and the refused payment had decided the code."""
    answer = seen("冰鲜大虾晚到 26 小时，打开臭了，客服说不在赔付范围，我要退款")
    assert answer.category in ("G05", "F08")
    assert answer.priority == "P1"


def test_a_self_harm_hint_is_p1_in_any_category():
    answer = seen("退款再不到我真的不想活了")

    assert (answer.priority, answer.tier, answer.group) == ("P1", "high", "A")
    assert "self_harm" in answer.flags


def test_a_strong_emotion_raises_one_step():
    late = rule("延误", "F01", priority="P3")

    assert [seen("延误", late, intensity=value).priority for value in (None, 0, 4, 5, 10)] == [
        "P3",
        "P3",
        "P3",
        "P2",
        "P2",
    ]


def test_scenario_11_a_promotion_raises_its_groups_while_it_lasts():
    late, fake = rule("延误", "F01", priority="P3"), rule("色差", "G01", priority="P3")
    window = Window()

    assert seen("延误", late, windows=[window]).priority == "P2"
    assert seen("色差", fake, windows=[window]).priority == "P3"
    assert seen("延误", late, windows=[window], now=window.starts_at - timedelta(seconds=1)).priority == "P3"
    assert seen("延误", late, windows=[window], now=window.ends_at).priority == "P3"
    assert seen("延误", late, windows=[window]).reasons[-1].params == {"name": "11.11", "steps": 1}


def test_overlapping_promotions_do_not_add_up():
    late = rule("延误", "F01", priority="P4")

    assert seen("延误", late, windows=[Window(), Window(priority_delta=2)]).priority == "P2"


@pytest.mark.parametrize("text", ["", "   ", "你好", "\u200b"])
def test_nothing_found_is_unclassified(text):
    answer = seen(text)

    assert (answer.category, answer.priority, answer.tier, answer.matched_words) == ("O02", "P3", "low", ())
    assert answer.reasons[0].code == "unclassified"


def test_reasons_name_the_words():
    codes = {reason.code: reason.params for reason in seen("不是假货,但是鞋子开胶").reasons}

    assert codes["words"] == {"category": "G02", "words": ["开胶"]}
    assert codes["denied"] == {"words": ["假货"]}


# -- the seeded taxonomy --


def test_the_taxonomy_is_whole():
    taxonomy = load_taxonomy()
    departments = {row["code"] for row in taxonomy["departments"]}

    assert len(taxonomy["categories"]) == 48
    assert {row["group"] for row in taxonomy["categories"]} == {row["code"] for row in taxonomy["groups"]}
    assert {row["code"] for row in taxonomy["flags"]} == {flag.value for flag in Flag}
    assert all(set(row["departments"]) <= departments for row in taxonomy["categories"])


def test_every_seeded_rule_can_be_a_row():
    rules = keyword_rules(load_taxonomy())

    assert len({(rule.term, rule.category_code, rule.flag) for rule in rules}) == len(rules)
    assert all(1 <= rule.weight <= 5 and len(rule.term) <= 80 and rule.language in ("zh", "en") for rule in rules)
    assert all(
        rule.priority in (*Priority, "") and rule.tier in (*Tier, "") and rule.flag in (*Flag, "") for rule in rules
    )


# -- likeness --


def test_likeness_suggests_where_no_word_fires_and_says_so():
    answer = seen("包裹坐牛车来的吧,都快过年了")

    assert (answer.category, answer.matched_words) == ("F01", ())
    assert 0 < answer.confidence < 1
    (reason,) = [reason for reason in answer.reasons if reason.code == "similar"]
    assert reason.params["category"] == "F01"
    assert reason.params["example"] in {example.text for example in examples()}
    assert reason.params["share"] == round(answer.confidence * 100)


def test_likeness_alone_makes_nothing_urgent():
    answer = seen("甲乙丙丁", likeness=lambda text: Suspicion(scores={"X02": 0.9}))

    assert (answer.category, answer.priority, answer.tier) == ("X02", "P2", "medium")


@dataclass(frozen=True)
class Suspicion:
    """A second opinion that is set by the test."""

    scores: dict
    danger: float = 0.0

    def nearest(self, code="", *, danger=False):
        return "an example"


def test_what_is_very_like_a_danger_is_p1_without_a_word_of_the_rules():
    answer = seen("甲乙丙丁", likeness=lambda text: Suspicion(scores={"G02": 0.5}, danger=0.9))

    assert (answer.category, answer.priority, answer.tier, answer.flags) == ("G02", "P1", "high", ("safety",))
    assert "similar_danger" in [reason.code for reason in answer.reasons]


def test_little_likeness_names_no_category():
    answer = seen("甲乙丙丁", likeness=lambda text: Suspicion(scores={"G02": 0.05}))

    assert (answer.category, answer.reasons[0].code) == ("O02", "unclassified")


def test_clear_words_need_no_second_opinion():
    def never(text):
        raise AssertionError(text)

    assert seen("充电的时候起火了", likeness=never).category == "G04"
    assert seen("要求假一赔十,这是假货", likeness=never).category == "G03"


def test_likeness_brings_back_nothing_that_a_promise_took_away():
    answer = seen("商家说绝对不是假货,包装有点皱", likeness=lambda text: Suspicion(scores={"G03": 0.9, "F02": 0.3}))

    assert answer.category == "F02"


def test_likeness_suggests_no_category_that_was_switched_off():
    few = Matcher([], [SimpleNamespace(code="A04", priority="P3", tier="low")])
    answer = classify("甲乙", few, now=NOW, likeness=lambda text: Suspicion(scores={"G02": 0.9, "A04": 0.2}))

    assert answer.category == "A04"


def test_the_examples_cover_every_category():
    codes = [example.code for example in examples()]

    assert {row["code"] for row in TAXONOMY["categories"]} == set(codes)
    assert min(codes.count(code) for code in set(codes)) >= 15
    assert {example.code for example in examples() if example.is_danger} <= {"G04", "G05"}


@pytest.mark.parametrize(
    "text",
    [
        "Used this face cream and got a red rash",
        "I used the lotion twice and got a swollen face",
    ],
)
def test_who_has_used_a_thing_was_neither_sold_a_used_one_nor_got_another(text):
    """Scenario 9: an allergy is no wrong item and nothing sold as new."""
    assert {"G08", "F04"}.isdisjoint({seen(text).category, *seen(text).secondary})


@pytest.mark.parametrize("text", ["The phone was already used when I got it", "They sent me a used laptop sold as new"])
def test_a_used_thing_sold_as_new_is_still_known(text):
    assert seen(text).category == "G08"
