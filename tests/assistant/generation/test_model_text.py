"""A model's answer taken apart: the same whatever pieces it came in, and in time that grows with its length."""

import re
import sys
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generation.model_text import AnswerParser, Draft, Part, Withdrawn, Written
from assistant.generation.plain import plain

FRAGMENTS = st.sampled_from(
    [
        *"增长。！？\n “”（）《》、，5%.!?-*#|<>[]【】()",
        "[k3f7]", "【m2d9】", "［ｑ８ｔ４］", "(k3f7)", "（k3f7、m2d9）", "[1]", "[k3f7", "k3f7]", "![", "](http://a/b)",
        "<think>", "</think>", "<b>", "</b>", "<br>", "<img src=x>", "No. 5", "It grew. ", "1.78%", "**经开区**", "1. ",
    ]
)  # fmt: skip
answers = st.lists(FRAGMENTS, max_size=60).map("".join)


def parsed(pieces: list[str]) -> list[Part]:
    parser = AnswerParser()
    parts = [part for piece in pieces for part in parser.feed(piece)]
    return [*parts, *parser.finish()]


def written(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(part.text, part.ids) for part in parsed([text]) if isinstance(part, Written)]


def work(text: str) -> int:
    """How many lines and calls of Python it takes to read ``text`` in pieces, and the length of what is given."""
    count = 0

    def tracer(*_: object) -> Any:
        nonlocal count
        count += 1
        return tracer

    pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        parts = parsed(pieces)
    finally:
        sys.settrace(before)
    return count + sum(len(part.text) for part in parts if not isinstance(part, Withdrawn))


def without_drafts(parts: list[Part]) -> list[Part]:
    return [part for part in parts if not isinstance(part, Draft)]


@given(answers, st.lists(st.integers(0, 400), max_size=8))
def test_the_pieces_make_no_difference(text: str, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    whole = without_drafts(parsed([text]))
    assert without_drafts(parsed(pieces)) == whole
    assert without_drafts(parsed(list(text))) == whole


@given(answers)
def test_drafts_are_the_sentence_that_they_become(text: str) -> None:
    drafts = ""
    for part in parsed(list(text)):
        if isinstance(part, Draft):
            drafts += part.text
        elif isinstance(part, Written):
            assert "".join(drafts.split()) == "".join(part.text.translate(str.maketrans("", "", "*#`~|")).split())
            drafts = ""
        else:
            drafts = ""


@given(answers)
def test_no_mark_and_no_tag_of_html_is_left_in_a_plain_sentence(text: str) -> None:
    for sentence, _ in written(text):
        shown = plain(sentence, "")
        assert not re.search(r"[\[【［]k3f7[\]】］]", shown)
        assert "<img src=x>" not in shown
        assert not re.search(r"\[[^\[\]]*\]\(http[^\s)]*\)", shown)


@pytest.mark.parametrize(
    "unit", ["[", "[k", "![", "<", "<b ", "(k3f7", "“", "。", "[k3f7]", "a. ", "<think>", "长", "]("]
)
def test_the_work_is_linear_in_the_length(unit: str) -> None:
    few, many = (work(unit * n) for n in (2_500, 10_000))
    assert many <= 4.2 * few


@pytest.mark.parametrize(
    "mark",
    [
        "[k3f7]",
        "【k3f7】",
        "［k3f7］",
        "〔k3f7〕",
        "(k3f7)",
        "（k3f7）",
        "［ｋ３ｆ７］",
        "[K3F7]",
        "[来源：k3f7]",
        "[[k3f7]]",
    ],
)
def test_brackets_of_all_kinds_are_marks(mark: str) -> None:
    ((text, ids),) = written(f"增长5%{mark}。")
    assert ids == ("k3f7",)
    assert plain(text, "") == "增长5%。"


@pytest.mark.parametrize(
    "mark", ["[k3f7，m2d9]", "[k3f7、m2d9]", "【k3f7, m2d9】", "[k3f7][m2d9]", "（k3f7；m2d9）", "[k3f7] [m2d9]"]
)
def test_several_ids_may_share_a_bracket(mark: str) -> None:
    assert written(f"增长5%{mark}。") == [("增长5%。", ("k3f7", "m2d9"))]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("甲[k3f7]。乙[m2d9]。", [("k3f7",), ("m2d9",)]),
        ("甲。[k3f7]乙。[m2d9]", [("k3f7",), ("m2d9",)]),
        ("甲。\n[k3f7]乙。", [("k3f7",), ()]),
        ("甲[k3f7]。\n[m2d9]乙。", [("k3f7",), ("m2d9",)]),
        ("甲！”[k3f7]乙", [("k3f7",), ()]),
        ("Grew 5% in No. 5 [k3f7]. Fell.[m2d9] End.", [("k3f7",), ("m2d9",), ()]),
    ],
)  # fmt: skip
def test_a_mark_belongs_to_the_sentence_before_it(text: str, ids: list[tuple[str, ...]]) -> None:
    assert [found for _, found in written(text)] == ids


def test_ids_that_words_stand_between_are_groups_of_their_own() -> None:
    (part,) = without_drafts(parsed(["甲[k3f7][m2d9]，乙[q8t4]。"]))
    assert isinstance(part, Written)
    assert part.groups == (("k3f7", "m2d9"), ("q8t4",))


@pytest.mark.parametrize(
    "text",
    [
        "（不是标记）",
        "【重点】",
        "5G（第五代）",
        "H1N1(H1N1)",
        "甲（一）乙",
        "国发〔2019〕5号",
        "国发[2019]5号",
        "【GDP】",
        "[5G]网络",
        "【2024年】",
        "[1.42%]",
        "［PM2.5］",
    ],
)
def test_brackets_around_words_are_text(text: str) -> None:
    assert [(plain(sentence, ""), ids) for sentence, ids in written(f"{text}。")] == [(f"{text}。", ())]


@pytest.mark.parametrize(
    "mark",
    ["[1]", "【12】", "[1, 3]", "[1-3]", "[^2]", "[句12]", "[第12句]", "【来源：句子3】", "[a1b2]", "[z9z9；x7]", "[s12]",
     "［ｚ９ｚ９］", "[k3f]", "[source: abc]", "[ref 4]"],
)  # fmt: skip
def test_what_is_meant_as_a_mark_is_never_shown(mark: str) -> None:
    ((text, ids),) = written(f"增长5%{mark}。")
    assert plain(text, "") == "增长5%。"
    assert ids


def test_a_full_stop_in_quotation_marks_does_not_end_the_sentence() -> None:
    assert [text for text, _ in written("他说“行。不过要快。”大家同意！散会")] == [
        "他说“行。不过要快。”大家同意！",
        "散会",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<think>想[k3f7]。</think>答。", ["答。"]),
        ("<THINK>\n想\n</THINK>\n\n答。", ["答。"]),
        ("<think>想[k3f7]。", []),
        ("甲。<think>想。</think>乙。", ["甲。", "乙。"]),
        ("<thinking>a < b</thinking>答。", ["答。"]),
    ],
)  # fmt: skip
def test_thoughts_are_not_shown(text: str, shown: list[str]) -> None:
    assert [sentence for sentence, _ in written(text)] == shown


def test_what_turns_out_to_be_a_thought_is_withdrawn() -> None:
    parts = without_drafts(parsed(["想[k3f7]。</think>答[m2d9]。"]))
    assert parts == [Written("想。", (("k3f7",),)), Withdrawn(), Written("答。", (("m2d9",),))][-len(parts) :]
    assert parts[-1] == Written("答。", (("m2d9",),))
    hidden = AnswerParser(thinking=True)
    assert [*hidden.feed("想。</think>答。"), *hidden.finish()][-1] == Written("答。", ())


@pytest.mark.parametrize(
    ("text", "document", "shown"),
    [
        ("- **一是**加快建设。", "", "一是加快建设。"),
        ("## 标题", "", "标题"),
        ("1. 加快建设。", "", "加快建设。"),
        ("**经开区要发展电子信息。", "其中**经开区要发展", "**经开区要发展电子信息。"),
        ("见`代码`[z9z9]。", "", "见代码。"),
        ("没有写完[k3", "", "没有写完"),
        ("1.5万人。", "", "1.5万人。"),
    ],
)  # fmt: skip
def test_markdown_becomes_plain_text(text: str, document: str, shown: str) -> None:
    assert plain(text, document) == shown
