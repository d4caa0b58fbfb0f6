"""Passages: the points, long ones divided at sentences."""

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.parse import parse_outline
from index.passages import LIMIT, Passage, content_hash, divide

from .strategies import fast, texts


def passages(text: str, limit: int = LIMIT) -> tuple[Passage, ...]:
    """The passages of ``text``."""
    return divide(parse_outline(text), limit)


def test_each_point_is_a_passage_below_its_headings(speech_text: str) -> None:
    by_address = {passage.address: passage for passage in passages(speech_text)}
    found = by_address["一（一）二是"]
    assert speech_text[found.start : found.end] == "二是整治河道。整治河道18公里，水质达标率为93.5%。"
    assert found.context == "关于上半年工作 水利建设有力推进"
    assert by_address["一·第2段二是"].context == "关于上半年工作"
    assert by_address["结尾·第1段"].context == ""


def test_a_long_point_is_divided_at_sentences_into_like_parts() -> None:
    text = "一、甲\n一是快。" + "".join(f"第{n}项工作已经完成。" for n in range(1, 6)) + "二是稳。\n"
    first, second, last = passages(text, limit=40)
    assert text[first.start : first.end] == "一是快。第1项工作已经完成。第2项工作已经完成。第3项工作已经完成。"
    assert text[second.start : second.end] == "第4项工作已经完成。第5项工作已经完成。"
    assert [passage.address for passage in (first, second, last)] == [
        "一一是·第1句至第4句",
        "一一是·第5句至第6句",
        "一二是",
    ]


def test_a_later_piece_of_a_point_is_read_with_what_the_point_opens_with() -> None:
    text = "一、甲\n一是快。" + "要抓紧每一项工作。" * 5 + "二是稳。\n"
    first, second, _ = passages(text, limit=40)
    assert (first.context, second.context) == ("甲", "甲 一是快。")


def test_a_later_piece_of_unmarked_text_is_read_with_its_headings_alone() -> None:
    text = "一、甲\n" + "要抓紧每一项工作。" * 8
    assert {passage.context for passage in passages(text, limit=40)} == {"甲"}


def test_a_sentence_longer_than_the_limit_stays_whole() -> None:
    text = "一、甲\n短句。" + "长" * 60 + "。短句。\n"
    assert [text[p.start : p.end] for p in passages(text, limit=40)] == ["短句。", "长" * 60 + "。", "短句。"]
    assert passages(text, limit=40)[1].address == "一·第2句"


def test_a_heading_is_in_the_context_of_passages_and_in_none() -> None:
    outline = parse_outline("某县报告\n一、甲\n（一）子\n正文。\n")
    (passage,) = divide(outline)
    assert outline.quote(passage) == "正文。"
    assert passage.context == "甲 子"


def test_a_heading_that_is_all_its_section_says_is_a_passage() -> None:
    outline = parse_outline("一、任务\n1.完成投资3亿元。\n")
    assert [(outline.quote(p), p.context) for p in divide(outline)] == [("1.完成投资3亿元。", "任务")]


@pytest.mark.parametrize("text", ["", "\ufeff\n", "一、\n"])
def test_next_to_nothing_gives_at_most_one_passage(text: str) -> None:
    assert len(passages(text)) == bool(text.strip("\ufeff\n"))


@fast
@given(texts(), st.integers(1, 60))
def test_passages_are_disjoint_in_order_and_hold_each_sentence_but_headings_once(text: str, limit: int) -> None:
    outline = parse_outline(text)
    found = divide(outline, limit)
    assert [passage.number for passage in found] == list(range(len(found)))
    assert all(one.end <= other.start for one, other in pairwise(found))
    held = [number for passage in found for number in passage.sentences]
    assert held == [sentence.number for sentence in outline.sentences if not sentence.heading]
    assert len({passage.address for passage in found}) == len(found)


@fast
@given(texts(), st.integers(1, 60))
def test_a_passage_is_whole_sentences_of_one_point_within_the_limit(text: str, limit: int) -> None:
    outline = parse_outline(text)
    for passage in divide(outline, limit):
        own = [outline.sentences[number] for number in passage.sentences]
        assert (passage.start, passage.end) == (own[0].start, own[-1].end)
        assert len({sentence.point for sentence in own}) == 1
        assert passage.end - passage.start <= limit or len(own) == 1


def test_the_hash_is_that_of_the_text_in_utf_8() -> None:
    assert content_hash("讲话\r\n") == hashlib.sha256("讲话\r\n".encode()).hexdigest()
    assert content_hash("讲话\r\n") != content_hash("讲话\n")
    assert len(content_hash("\ud800")) == 64
