"""Looking things up in an outline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import AddressNotFound, SpeechError
from index.outline import Outline, Paragraph, Point, Section, Sentence
from index.parse import parse_outline

from .strategies import fast, texts


@pytest.fixture(scope="module")
def outline(speech_text: str) -> Outline:
    """The made-up speech."""
    return parse_outline(speech_text)


@pytest.mark.parametrize(
    ("address", "kind", "quote"),
    [
        ("二（一）一要·第2句", Sentence, "9月底前建成石门水库。"),
        ("二（一）一要", Point, "一要建成水库。9月底前建成石门水库。"),
        ("二（一）·第1段", Paragraph, "一要建成水库。9月底前建成石门水库。二要保障供水。"),
        ("一（二）二是·第2句", Sentence, "养护公路310公里，由县交通局负责。"),
        ("一·第1段", Point, "今年上半年，重点抓了两个方面。"),
    ],
)
def test_an_address_leads_to_its_part(outline: Outline, address: str, kind: type, quote: str) -> None:
    part = outline.find(address)
    assert isinstance(part, kind)
    assert outline.quote(part) == quote


def test_the_address_of_a_section_leads_to_its_heading(outline: Outline) -> None:
    part = outline.find("一（一）")
    assert isinstance(part, Sentence)
    assert part.heading
    assert outline.quote(part) == "（一）水利建设有力推进。"


def test_the_address_of_a_section_without_heading_leads_to_the_section() -> None:
    outline = parse_outline("一、任务\n（一）完成投资3亿元。\n（二）正文。\n")
    assert isinstance(outline.find("一（一）"), Section)


@pytest.mark.parametrize(
    "address", ["", "三", "一（三）", "一（一）一是·第3句", "一（一）一是·第2", " 一", "一(一)", "结尾"]
)
def test_an_address_that_leads_nowhere_is_an_error_that_names_it(outline: Outline, address: str) -> None:
    with pytest.raises(AddressNotFound) as caught:
        outline.find(address)
    assert isinstance(caught.value, SpeechError)
    assert caught.value.params == {"address": address}


def test_the_path_of_a_section_runs_from_its_part_down(outline: Outline) -> None:
    numbers = {section.address: section.number for section in outline.sections}
    assert [section.address for section in outline.path(numbers["二（一）"])] == ["二", "二（一）"]
    assert outline.path(0) == ()


def test_the_children_of_a_section_are_those_directly_below(outline: Outline) -> None:
    assert [section.address for section in outline.children(0)] == ["一", "二"]
    assert [section.address for section in outline.children(1)] == ["一（一）", "一（二）"]
    assert outline.children(2) == ()


def test_sentences_within_a_section_take_in_its_heading_and_all_below(outline: Outline) -> None:
    first = outline.sections[1]
    inner = outline.sentences_within(first)
    assert (inner[0].address, inner[-1].address) == ("一", "一·第2段二是·第1句")
    assert "一（二）二是·第2句" in [sentence.address for sentence in inner]


def test_a_place_between_sentences_is_in_none(outline: Outline, speech_text: str) -> None:
    newline = speech_text.index("\n")
    before, after = outline.sentence_at(newline - 1), outline.sentence_at(newline + 1)
    assert (before, after) == outline.sentences[:2]
    assert outline.sentence_at(newline) is None


@pytest.mark.parametrize("offset", [-1, 10_000])
def test_a_place_outside_the_text_is_in_no_sentence(outline: Outline, offset: int) -> None:
    assert outline.sentence_at(offset) is None


def test_no_place_of_an_empty_text_is_in_a_sentence() -> None:
    assert parse_outline("").sentence_at(0) is None


@fast
@given(texts(), st.data())
def test_the_sentence_at_a_place_is_the_one_that_holds_it(text: str, data: st.DataObject) -> None:
    outline = parse_outline(text)
    offset = data.draw(st.integers(-1, len(text) + 1))
    holding = [sentence for sentence in outline.sentences if sentence.start <= offset < sentence.end]
    assert outline.sentence_at(offset) == (holding[0] if holding else None)
