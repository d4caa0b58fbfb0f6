"""Parts of a document found by number and by words, and what they consist of."""

import pytest

from assistant.extraction.outline_lookup import OutlineLookup
from index.outline import Sentence
from index.parse import parse_outline
from tests.assistant.county import TEXT

LOOKUP = OutlineLookup(parse_outline(TEXT))
PROBLEMS = [
    "一是产业结构不优，传统产业占比偏高。",
    "二是要素保障不足，项目用地矛盾突出。",
    "三是干部作风不实，推诿扯皮时有发生。",
]
RISKS = ["一要防范债务风险。", "二要防范安全生产风险。", "三要防范生态环境风险。"]


def quotes(items: tuple[Sentence, ...], lookup: OutlineLookup = LOOKUP) -> list[str]:
    return [lookup.outline.quote(item) for item in items]


def sentence(words: str) -> Sentence:
    return next(s for s in LOOKUP.outline.sentences if words in LOOKUP.outline.quote(s))


@pytest.mark.parametrize("query", ["概括第二部分", "第2部分讲了什么", "第二大部分的主要内容"])
def test_a_part_is_found_by_its_number_and_gives_its_sections(query: str) -> None:
    assert quotes(LOOKUP.named_items(query))[::2] == [
        "（一）全力推进项目建设。",
        "（二）大力发展特色产业。",
        "（三）坚决防范化解风险。",
    ]


def test_a_section_of_a_part_comes_with_the_sentence_that_it_opens_with() -> None:
    assert quotes(LOOKUP.named_items("概括第一部分"))[:4] == [
        "（一）项目建设提速提质。",
        "一是重点项目进展顺利。",
        "（二）财税金融运行平稳。",
        "上半年，地方财政收入完成12.3亿元，同比增长5.2%。",
    ]


@pytest.mark.parametrize("query", ["总结一下困难和问题", "困难和问题", "工作中存在哪些困难、问题"])
def test_a_list_is_found_by_the_words_that_announce_it(query: str) -> None:
    assert quotes(LOOKUP.named_items(query)) == PROBLEMS


@pytest.mark.parametrize("query", ["概括防范化解风险的内容", "归纳如何防范风险"])
def test_a_section_is_found_by_the_words_of_its_heading(query: str) -> None:
    assert quotes(LOOKUP.named_items(query)) == RISKS


@pytest.mark.parametrize("query", ["概括全文", "这篇讲话讲了什么", "通篇的主要内容", "Summarise the whole speech"])
def test_the_whole_document_comes_as_its_upper_headings(query: str) -> None:
    found = quotes(LOOKUP.named_items(query))
    assert [item[:4] for item in found] == [
        *("一、上半", "（一）项", "（二）财", "（三）民"),
        *("二、下半", "（一）全", "（二）大", "（三）坚"),
    ]


def test_a_part_that_there_is_not_names_nothing() -> None:
    assert LOOKUP.named_items("概括第九部分") == ()


def test_words_that_stand_nowhere_name_nothing() -> None:
    assert LOOKUP.named_items("xyz") == ()


def test_a_section_without_points_comes_as_its_sentences() -> None:
    section = next(s for s in LOOKUP.outline.sections if "特色产业" in s.title)
    assert [item[:3] for item in quotes(LOOKUP.items(section))] == ["白鹭镇", "松岭镇", "河口镇"]


def test_the_siblings_of_a_lead_are_its_list() -> None:
    assert quotes(LOOKUP.siblings(sentence("二要防范安全"))) == RISKS
    assert quotes(LOOKUP.siblings(sentence("一是产业结构"))) == PROBLEMS


@pytest.mark.parametrize("words", ["全年化解政府债务", "（三）坚决", "白鹭镇", "同志们："])
def test_what_leads_no_item_has_no_siblings(words: str) -> None:
    assert LOOKUP.siblings(sentence(words)) == ()


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        ("（三）坚决", True),
        ("一要防范债务", True),
        ("全年化解政府债务", False),
        ("一是产业结构", False),  # nothing follows it: it says all there is
        ("白鹭镇", False),
    ],
)
def test_a_lead_only_announces_what_is_behind_it(words: str, lead: bool) -> None:
    assert LOOKUP.is_lead(sentence(words)) is lead


def test_lists_of_another_section_with_the_same_marks_stay_apart() -> None:
    text = "一、甲\n（一）水利。一是修库。好。二是修渠。好。\n（二）公路。一是修路。好。二是修桥。好。"
    lookup = OutlineLookup(parse_outline(text))
    lead = next(s for s in lookup.outline.sentences if "修路" in lookup.outline.quote(s))
    assert quotes(lookup.siblings(lead), lookup) == ["一是修路。", "二是修桥。"]


@pytest.mark.parametrize("text", ["", "只有一句话。", "第一句。第二句。\n第三句。"])
def test_a_document_without_headings_gives_its_sentences(text: str) -> None:
    lookup = OutlineLookup(parse_outline(text))
    assert "".join(quotes(lookup.named_items("概括全文"), lookup)) == text.replace("\n", "")


def test_a_title_in_quotation_marks_names_its_part_exactly() -> None:
    assert quotes(LOOKUP.named_items("“坚决防范化解风险”讲了什么？")) == RISKS
    assert quotes(LOOKUP.named_items("“防范债务风险”讲了什么？")) == ["全年化解政府债务6.4亿元。"]
