"""Sentences: where they end, and that nothing is lost between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import is_blank, split_sentences, trim

from .strategies import fast, texts


def split(text: str) -> list[str]:
    """What the sentences of ``text`` say."""
    return [text[start:end] for start, end in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("要快。要稳！行吗？好", ["要快。", "要稳！", "行吗？", "好"]),
        ("第一，要快；第二，要稳：都要。", ["第一，要快；第二，要稳：都要。"]),
        ("真的吗？！是的……吧。", ["真的吗？！", "是的……吧。"]),
        ("增长1.78%，投资2.4亿元。下降5.4个百分点。", ["增长1.78%，投资2.4亿元。", "下降5.4个百分点。"]),
        ("1-6月完成。**机场开工。", ["1-6月完成。", "**机场开工。"]),
    ],
)
def test_a_sentence_ends_at_its_full_stop(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("他说“行。不过要快。”大家同意。散会。", ["他说“行。不过要快。”大家同意。", "散会。"]),
        ("见《意见（试行。）》第三条。完。", ["见《意见（试行。）》第三条。", "完。"]),
        ("要落实（见附件。）完。", ["要落实（见附件。）完。"]),
        ("大家说：行。”散会。", ["大家说：行。”", "散会。"]),
        ("(见附件。)完。", ["(见附件。)", "完。"]),
    ],
)
def test_a_full_stop_in_brackets_or_quotation_marks_does_not_end_what_is_around_them(
    text: str, sentences: list[str]
) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("坚持”四个意识“。要抓好落实。要加强领导。", ["坚持”四个意识“。", "要抓好落实。", "要加强领导。"]),
        ("他说“行。大家同意。散会。", ["他说“行。", "大家同意。", "散会。"]),
        ("1）要快。2）要稳。（3", ["1）要快。", "2）要稳。", "（3"]),
        ("（甲“乙）丙”。丁。", ["（甲“乙）丙”。", "丁。"]),
    ],
)
def test_brackets_that_do_not_close_in_order_hold_no_sentence_together(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_sentences_are_found_within_the_span_alone() -> None:
    text = "前文。（要快。要稳。）后文。"
    assert [text[a:b] for a, b in split_sentences(text, 4, 10)] == ["要快。", "要稳。"]


@pytest.mark.parametrize("char", [" ", "\u3000", "\u00a0", "\t", "\ufeff", "\u200b", "\u2060"])
def test_blanks_around_a_sentence_are_in_none(char: str) -> None:
    assert is_blank(char)
    assert split(f"{char}要快。{char}{char}要稳。{char}") == ["要快。", "要稳。"]
    assert split(char * 3) == []


def test_trimming_blanks_alone_leaves_an_empty_span() -> None:
    start, end = trim(" \u3000\ufeff ", 0, 4)
    assert start == end


@fast
@given(texts(), st.data())
def test_each_character_that_shows_is_in_one_sentence_of_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = list(split_sentences(text, start, end))
    covered = [place for a, b in spans for place in range(a, b)]
    assert covered == sorted(set(covered))
    assert all(start <= place < end for place in covered)
    assert all(is_blank(text[place]) for place in set(range(start, end)) - set(covered))
    assert all(not is_blank(text[a]) and not is_blank(text[b - 1]) for a, b in spans)
