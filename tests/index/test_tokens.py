"""Tokens: spellings of the same thing meet, and nothing else is invented."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import LONGEST, expand, lexical_tokens, normalise


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("百分之五", "5%"),
        ("百分之二十三点五", "23.5%"),
        ("百分之百", "100％"),
        ("二〇二五年", "2025年"),
        ("二零二三年", "２０２３年"),
        ("三十六个", "36个"),
        ("一千零一户", "1001户"),
        ("近三年", "近3年"),
        ("十年来", "10年来"),
        ("一千几百户", "1000几百户"),
        ("12,345.6万元", "12345.6万元"),
        ("GDP", "gdp"),
    ],
)
def test_spellings_of_the_same_number_or_word_are_equal(written: str, same: str) -> None:
    assert normalise(written) == normalise(same)
    assert lexical_tokens(written) == lexical_tokens(same)


@pytest.mark.parametrize("text", ["十五五规划", "万一", "千方百计", "十几个", "一是", "三农", "两会", "三五年"])
def test_words_that_only_look_like_numbers_stay(text: str) -> None:
    assert normalise(text) == text


def test_punctuation_and_line_ends_part_neighbours_but_spaces_do_not() -> None:
    assert "款增" not in lexical_tokens("贷款，增长")
    assert "款增" not in lexical_tokens("贷款\n增长")
    assert "8月" in lexical_tokens("8 月 16 日")


def test_expand_holds_every_lexical_token_and_the_words() -> None:
    text = "不良贷款率下降1.2个百分点"
    tokens = expand(text).split(" ")
    assert set(lexical_tokens(text)) <= set(tokens)
    assert "不良贷款" in tokens


def test_a_text_without_units_has_no_tokens() -> None:
    assert expand("，。！ \n") == ""
    assert lexical_tokens("") == []


@given(st.text(max_size=80))
def test_any_text_gives_tokens_without_white_space(text: str) -> None:
    tokens = expand(text)
    assert all(token and not token.isspace() for token in tokens.split(" ")) or tokens == ""
    assert tokens.split() == (tokens.split(" ") if tokens else [])
    assert len(tokens.split()) <= LONGEST * max(1, len(normalise(text)))


@given(st.text(alphabet="一二三两十百千零〇几数多来万亿点分之年月个半第.%5,", max_size=12))
def test_any_run_of_the_signs_of_numbers_is_read(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_a_question_takes_less_than_a_fifth_of_a_millisecond() -> None:
    question = "上半年全市不良贷款率是多少，比去年同期下降了几个百分点？"
    fastest = min(_seconds(question) for _ in range(200))
    assert fastest < 0.0002


def _seconds(question: str) -> float:
    start = time.perf_counter()
    lexical_tokens(question)
    return time.perf_counter() - start
