"""Folding and bigrams: one spelling per word, one lexeme per token, nothing invisible."""

import sys
import unicodedata

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from complaints.text import bigrams, fold, origins, query_tokens, search_query, tokens


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("收到的杯子破損", "收到的杯子破损"),
        ("ＦＡＫＥ　手機", "fake 手机"),
        ("破\u200b损\ufeff", "破损"),
        ("退\u00ad款\u2060没到", "退款没到"),
        ("  多\t个\n\n空 格 ", "多 个 空 格"),
        ("It’s “broken”", 'it\'s "broken"'),
        ("妳們說甚麼著", "你们说甚么着"),
        ("\ud800坏\x00了", "坏了"),
    ],
)
def test_fold_gives_one_spelling(typed, folded):
    assert fold(typed) == folded


def test_fold_removes_every_invisible_character():
    invisible = [
        chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Cf", "Cc", "Cs")
    ]

    assert [character for character in invisible if fold(character)] == []


@given(st.text())
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)


def test_origins_point_into_the_original():
    text = "  杯子\u200b破損 ＯＫ "
    start = fold(text).index("破损")

    found = origins(text)

    assert [text[index] for index in found[start : start + 2]] == ["破", "損"]


@given(st.text())
def test_origins_are_as_many_as_folded_characters(text):
    found = origins(text)

    assert found is None or len(found) == len(fold(text))


def test_tokens_are_pairs_of_chinese_and_whole_latin_words():
    assert tokens("杯子破损,iPhone15 坏") == ["杯子", "子破", "破损", "损", "iphone15", "坏"]
    assert query_tokens("杯子破损 iPhone15 坏") == ["杯子", "子破", "破损", "iphone15", "坏"]


def test_an_overlong_word_is_cut():
    assert tokens("a" * 5000) == ["a" * 64]


def test_search_query_is_a_phrase_from_three_characters_on():
    assert search_query("破损") == "('破损')"
    assert search_query("杯子破损") == "('杯子' <-> '子破' <-> '破损')"
    assert search_query("坏 iph") == "'坏':* & 'iph':*"
    assert search_query(" ,。") == ""


def lexemes(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT lexeme FROM unnest(to_tsvector('simple', %s))", [bigrams(text)])
        return {row[0] for row in cursor.fetchall()}


def is_found(words, text):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_tsvector('simple', %s) @@ to_tsquery('simple', %s)", [bigrams(text), search_query(words)]
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_postgresql_keeps_every_token_as_it_is():
    han = "".join(chr(code) for code in range(0x4E00, 0xA000))
    others = (
        "〇々 ﾊﾝｶｸ カタカナ 한국어 ประเด็น 𠀀𪚥 é ñandú Ελληνικά Привет مرحبا 1e5 007 3.5 a-b x@y.com http://a.cn/b?c=1"
    )

    for text in (han, others):
        assert lexemes(text) == set(tokens(text))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["破损", "破損", "杯子破", "到", "了", "iphone", "IPHONE15", "收到的杯子", "坏了 破损", "ＣＤ20261121"]
)
def test_words_of_a_text_are_found(words):
    assert is_found(words, "收到的杯子破损,iPhone15 坏了! cd20261121")


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["子破收", "杯子坏了", "phone", "损坏"])
def test_words_a_text_does_not_have_are_not_found(words):
    assert not is_found(words, "收到的杯子破损,iPhone15 坏了!")
