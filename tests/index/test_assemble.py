"""Addresses, and that the parts of an outline hold the whole text between them."""

import pytest
from hypothesis import given

from index.parse import parse_outline
from index.sentences import is_blank

from .strategies import fast, texts


def addresses(text: str) -> list[str]:
    """The addresses of the sentences of ``text``, in order."""
    return [sentence.address for sentence in parse_outline(text).sentences]


def points(text: str) -> list[str]:
    """The addresses of the points of ``text``, in order."""
    return [point.address for point in parse_outline(text).points]


def test_a_section_of_one_paragraph_leaves_the_paragraph_out() -> None:
    assert addresses("一、甲\n一句。二句。\n") == ["一", "一·第1句", "一·第2句"]


def test_a_section_of_several_paragraphs_counts_sentences_in_each() -> None:
    assert addresses("一、甲\n一句。\n二句。三句。\n") == ["一", "一·第1段·第1句", "一·第2段·第1句", "一·第2段·第2句"]


def test_opening_and_closing_count_their_sentences_through() -> None:
    text = "同志们：\n现在开会。请坐。\n一、甲\n正文。\n同志们，完了。\n谢谢！\n"
    assert addresses(text) == ["开头·第1句", "开头·第2句", "开头·第3句", "一", "一·第1句", "结尾·第1句", "结尾·第2句"]


def test_a_point_stands_in_the_address_of_its_sentences() -> None:
    text = "一、甲\n（一）子。总的好。一是稳。很稳。二是进。\n"
    assert addresses(text)[2:] == ["一（一）·第1句", "一（一）一是·第1句", "一（一）一是·第2句", "一（一）二是·第1句"]
    assert points(text) == ["一（一）·总起", "一（一）一是", "一（一）二是"]


def test_points_within_points_carry_both_marks() -> None:
    assert points("一、甲\n一要快。一是早。二是赶。二要稳。\n") == ["一一要", "一一要一是", "一一要二是", "一二要"]


def test_two_lists_of_one_section_are_told_apart_by_their_paragraphs() -> None:
    text = "一、甲\n一是稳。二是进。\n困难有：一是钱少。二是人少。\n"
    assert points(text) == ["一·第1段一是", "一·第1段二是", "一·第2段·总起", "一·第2段一是", "一·第2段二是"]


def test_two_lists_of_one_paragraph_are_told_apart_by_count() -> None:
    text = "一、甲\n一是稳。二是进。困难有，一是钱少。很少。二是人少。\n"
    assert points(text) == ["一一是", "一二是", "一一是〔2〕", "一二是〔2〕"]
    assert addresses(text)[-3:] == ["一一是〔2〕·第1句", "一一是〔2〕·第2句", "一二是〔2〕·第1句"]


def test_a_number_that_comes_again_is_told_apart_by_count() -> None:
    text = "一、甲\n（一）子\n正文。\n（一）丑\n正文。\n一、乙\n（一）寅\n正文。\n"
    outline = parse_outline(text)
    assert [section.address for section in outline.sections[1:]] == [
        "一",
        "一（一）",
        "一（一）〔2〕",
        "一〔2〕",
        "一〔2〕（一）",
    ]
    assert outline.quote(outline.find("一〔2〕（一）")) == "（一）寅"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("一、 关于水利。\n正文。", "关于水利"),
        ("（一）\u200b\u00a0水利\u3000\n正文。", "水利"),
        ("1.抓“两不愁。”\n正文。", "抓“两不愁。”"),
        ("二、怎么办？\n正文。", "怎么办？"),
    ],
)
def test_a_title_is_the_heading_without_number_blanks_and_full_stop(text: str, title: str) -> None:
    assert parse_outline(text).sections[1].title == title


@fast
@given(texts())
def test_each_character_that_shows_is_in_exactly_one_sentence(text: str) -> None:
    sentences = parse_outline(text).sentences
    covered = [place for sentence in sentences for place in range(sentence.start, sentence.end)]
    assert covered == sorted(set(covered))
    assert all(is_blank(text[place]) for place in set(range(len(text))) - set(covered))


@fast
@given(texts())
def test_no_sentence_begins_or_ends_with_a_blank(text: str) -> None:
    outline = parse_outline(text)
    for sentence in outline.sentences:
        quote = outline.quote(sentence)
        assert quote == text[sentence.start : sentence.end]
        assert quote
        assert not is_blank(quote[0])
        assert not is_blank(quote[-1])


@fast
@given(texts())
def test_parts_are_numbered_in_document_order_and_lie_in_what_they_name(text: str) -> None:
    outline = parse_outline(text)
    for parts in (outline.sections, outline.paragraphs, outline.points, outline.sentences):
        assert [part.number for part in parts] == list(range(len(parts)))
        assert [part.start for part in parts] == sorted(part.start for part in parts)
    for sentence in outline.sentences:
        assert (sentence.point is None) == (sentence.paragraph is None) == sentence.heading
        if sentence.point is not None:
            point = outline.points[sentence.point]
            assert point.start <= sentence.start < sentence.end <= point.end
            assert (point.paragraph, point.section) == (sentence.paragraph, sentence.section)
    for point in outline.points:
        paragraph = outline.paragraphs[point.paragraph]
        assert paragraph.start <= point.start < point.end <= paragraph.end
        assert point.section == paragraph.section
        assert text[point.start : point.end].startswith(point.mark)


@fast
@given(texts())
def test_addresses_are_unique_and_lead_back(text: str) -> None:
    outline = parse_outline(text)
    sections = [section.address for section in outline.sections[1:]]
    assert len(set(sections)) == len(sections)
    assert all(outline.find(sentence.address) == sentence for sentence in outline.sentences)
    # A point that is a whole unmarked paragraph goes by the paragraph's address.
    assert all(outline.find(point.address) == point for point in outline.points)
    assert len({paragraph.address for paragraph in outline.paragraphs}) == len(outline.paragraphs)
    bodies = {s.address for s in outline.sentences if not s.heading}
    assert bodies.isdisjoint(section.address for section in outline.sections)
    assert bodies.isdisjoint(paragraph.address for paragraph in outline.paragraphs)
    assert bodies.isdisjoint(point.address for point in outline.points)


@fast
@given(texts())
def test_the_same_text_has_the_same_outline_each_time(text: str) -> None:
    assert parse_outline(text) == parse_outline("".join(text))
