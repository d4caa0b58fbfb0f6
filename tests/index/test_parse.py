"""From whole documents to their outlines: the speech, and layouts made up to be awkward."""

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given

from index.outline import Outline
from index.parse import parse_outline

from .strategies import Written, fast, texts, written

SPEECH = Path(__file__).parents[2] / "index" / "corpus" / "speech.txt"


@pytest.fixture(scope="module")
def speech() -> Outline:
    """The outline of the speech that the program comes with."""
    return parse_outline(SPEECH.read_bytes().decode())


def sections(outline: Outline) -> list[str]:
    """The addresses of the sections."""
    return [section.address for section in outline.sections[1:]]


def said(outline: Outline, address: str) -> str:
    """What stands at ``address``."""
    return outline.quote(outline.find(address))


def below(outline: Outline, address: str) -> list[str]:
    """The paragraphs that belong to the section at ``address`` itself."""
    number = next(section.number for section in outline.sections if section.address == address)
    return [outline.quote(paragraph) for paragraph in outline.paragraphs if paragraph.section == number]


def test_the_speech_has_two_parts_of_five_sections(speech: Outline) -> None:
    parts = [f"（{number}）" for number in "一二三四五"]
    assert sections(speech) == ["一", *(f"一{mark}" for mark in parts), "二", *(f"二{mark}" for mark in parts)]
    titles = {section.address: section.title for section in speech.sections}
    assert titles["一"] == "关于上半年经济工作"
    assert titles["二（一）"] == "加快项目建设，扭转投资下行态势"


@pytest.mark.parametrize(
    ("address", "begins", "ends"),
    [
        ("开头·第1句", "同志们：", "同志们："),
        ("一", "一、关于上半年经济工作", "一、关于上半年经济工作"),
        ("一·第1段·第2句", "总体来看，", "总体来看，"),
        ("一·第1段一是·第1句", "一是外部环境趋紧。", "一是外部环境趋紧。"),
        ("一（一）二是·第3句", "1-6月，银行不良贷款率为1.78%，", "监管红线。"),
        ("一（四）·第2句", "1-6月，一般性公共预算支出较去年同期下降5.4个百分点，", "占比达到63.5%。"),
        ("一·第3段五是·第2句", "少数干部还不适应", "有待提升。"),
        ("二（一）", "（一）加快项目建设，扭转投资下行态势。", "态势。"),
        ("二（五）三要·第3句", "9月底前，市内5个黑臭水体整治项目全部开工，", "取得阶段性成果。"),
        ("结尾·第1句", "同志们，做好下半年经济工作", "责任重大。"),
        ("结尾·第2句", "全市各级各部门", "胜利召开！"),
    ],
)
def test_addresses_of_the_speech_lead_where_a_reader_would_look(
    speech: Outline, address: str, begins: str, ends: str
) -> None:
    assert said(speech, address).startswith(begins)
    assert said(speech, address).endswith(ends)


def test_words_in_the_speech_that_look_like_points_are_none(speech: Outline) -> None:
    assert [point.mark for point in speech.points if speech.quote(point).startswith(("第一要务", "一带一部"))] == []
    assert {point.mark[-1] for point in speech.points if point.mark} == {"是", "要"}
    assert sum(bool(point.mark) for point in speech.points) == 36


def test_the_paragraph_of_problems_belongs_to_its_part(speech_text: str) -> None:
    outline = parse_outline(speech_text)
    assert below(outline, "一")[-1].startswith("工作中还存在一些困难和问题。")
    assert said(outline, "一·第2段一是·第2句") == "项目资金缺口1.2亿元。"
    assert said(outline, "一（二）一是·第1句") == "一是加快公路建设。"
    last = next(section for section in outline.sections if section.address == "一（二）")
    assert outline.quote(last).endswith("由县交通局负责。")


@pytest.mark.parametrize("line", ["同志们，让我们努力！", "各位代表：让我们努力！", "各位同志，努力！"])
def test_an_address_to_the_audience_closes_the_document(line: str) -> None:
    outline = parse_outline(f"一、甲\n（一）子。正文。\n{line}\n谢谢大家！\n")
    assert said(outline, "结尾·第1句") == line
    assert said(outline, "结尾·第2句") == "谢谢大家！"
    assert outline.quote(outline.sections[1]).endswith("正文。")


def test_an_address_to_the_audience_closes_a_part_where_another_follows() -> None:
    outline = parse_outline("一、甲\n（一）子。正文。\n1.孙。正文。\n同志们，以上是第一部分。\n二、乙\n正文。\n")
    assert below(outline, "一") == ["同志们，以上是第一部分。"]
    quotes = {section.address: outline.quote(section) for section in outline.sections}
    assert quotes["一"].endswith("以上是第一部分。")
    assert quotes["一（一）"] == "（一）子。正文。\n1.孙。正文。"
    assert quotes["一（一）1."] == "1.孙。正文。"


def test_one_section_alone_keeps_the_lines_behind_its_first() -> None:
    outline = parse_outline("一、甲\n（一）子。正文。\n又一段。\n")
    assert below(outline, "一（一）") == ["正文。", "又一段。"]


def test_sections_of_several_lines_keep_the_last_one_too() -> None:
    outline = parse_outline("一、甲\n（一）子。正文。\n又一段。\n（二）丑。正文。\n末段。\n")
    assert below(outline, "一（二）") == ["正文。", "末段。"]
    assert below(outline, "一") == []


def test_the_four_levels_of_the_standard_nest() -> None:
    outline = parse_outline(
        "一、大\n（一）中\n1.小\n（1）细\n内容。\n（2）微\n内容。\n2．次\n内容。\n（二）末\n内容。\n"
    )
    assert sections(outline) == [
        "一",
        "一（一）",
        "一（一）1.",
        "一（一）1.（1）",
        "一（一）1.（2）",
        "一（一）2.",
        "一（二）",
    ]
    assert [section.level for section in outline.sections] == [0, 1, 2, 3, 4, 4, 3, 2]
    assert outline.quote(outline.sections[3]) == "1.小\n（1）细\n内容。\n（2）微\n内容。"


def test_levels_that_are_skipped_hang_below_what_is_there() -> None:
    outline = parse_outline("一、大\n1.小\n内容。\n（1）细\n内容。\n（一）中\n内容。\n二、次\n（1）微\n内容。\n")
    assert sections(outline) == ["一", "一1.", "一1.（1）", "一（一）", "二", "二（1）"]


def test_sections_before_the_first_part_stand_on_their_own() -> None:
    assert sections(parse_outline("（一）早\n内容。\n一、晚\n（一）里\n内容。\n")) == ["（一）", "一", "一（一）"]


def test_headings_alone_or_run_in_give_the_same_sentences() -> None:
    alone = parse_outline("一、大\n（一）水库建设。\n新建3座。\n（二）公路。\n新建5公里。\n")
    run_in = parse_outline("一、大\n（一）水库建设。新建3座。\n（二）公路。新建5公里。\n")
    packed = parse_outline("一、大\n（一）水库建设。新建3座。（二）公路。新建5公里。\n")
    expected = [(s.address, s.heading, alone.quote(s)) for s in alone.sentences]
    assert [(s.address, s.heading, run_in.quote(s)) for s in run_in.sentences] == expected
    assert [(s.address, s.heading, packed.quote(s)) for s in packed.sentences] == expected
    assert [section.title for section in packed.sections] == ["", "大", "水库建设", "公路"]


def test_a_document_without_numbers_comes_as_paragraphs() -> None:
    outline = parse_outline("大家好。今天开会。\n1.5亿元资金已到位。\n会议到此结束。\n")
    assert not outline.structured
    assert [p.address for p in outline.paragraphs] == ["正文·第1段", "正文·第2段", "正文·第3段"]
    assert said(outline, "正文·第2段·第1句") == "1.5亿元资金已到位。"


@pytest.mark.parametrize("text", ["", " ", "\ufeff", "\r\n\u3000\n\u00a0"])
def test_a_text_with_nothing_to_read_has_no_sentences(text: str) -> None:
    outline = parse_outline(text)
    assert not outline.sentences + outline.points + outline.paragraphs
    assert outline.quote(outline.sections[0]) == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("某县2019年工作报告\n一、甲\n正文。\n", "某县2019年工作报告"),
        ("\ufeff\u00a0 某县报告 \r\n\r\n同志们：\r\n", "某县报告"),
        ("同志们：\n一、甲\n正文。\n", ""),
        ("今天开会。\n一、甲\n", ""),
        ("一、甲\n正文。\n", ""),
        ("长" * 61 + "\n正文。\n", ""),
        ("只有一行", ""),
    ],
)
def test_a_short_first_line_without_a_stop_is_the_title(text: str, title: str) -> None:
    outline = parse_outline(text)
    assert outline.title == title
    assert [outline.quote(s) for s in outline.sentences if s.address == "标题"] == [title] * bool(title)


def test_a_heading_that_nothing_stands_below_is_a_sentence_of_its_section() -> None:
    outline = parse_outline("一、任务\n1.完成投资3亿元。\n2.新建公路56公里\n")
    assert [(s.address, s.heading) for s in outline.sentences] == [
        ("一", True),
        ("一1.·第1句", False),
        ("一2.·第1句", False),
    ]
    assert said(outline, "一2.·第1句") == "2.新建公路56公里"


def test_a_number_before_one_long_sentence_opens_a_section_without_heading() -> None:
    long = "（一）" + "加快推进各项重点工程建设" * 5 + "。"
    outline = parse_outline(f"一、甲\n{long}后文。\n（二）短。后文。\n")
    assert said(outline, "一（一）·第1句") == long
    assert [section.title for section in outline.sections[1:]] == ["甲", "", "短"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n", "\u00a0\n\u3000\u3000"])
def test_newlines_blanks_and_a_byte_order_mark_change_offsets_only(speech_text: str, newline: str) -> None:
    plain, other = parse_outline(speech_text), parse_outline("\ufeff" + speech_text.replace("\n", newline))
    assert [(s.address, plain.quote(s)) for s in plain.sentences] == [
        (s.address, other.quote(s)) for s in other.sentences
    ]
    assert other.sentences[0].start == 1


@fast
@given(written())
def test_a_well_formed_document_comes_apart_as_it_was_put_together(document: Written) -> None:
    outline = parse_outline(document.text)
    assert tuple((section.address, section.title) for section in outline.sections[1:]) == document.sections
    assert tuple(point.address for point in outline.points if point.mark) == document.points
    assert outline.title == "某县半年工作报告"


@fast
@given(texts())
def test_sections_lie_within_the_one_above_and_beside_each_other(text: str) -> None:
    outline = parse_outline(text)
    for section in outline.sections[1:]:
        assert section.parent is not None
        above = outline.sections[section.parent]
        assert above.start <= section.start < section.end <= above.end
        assert above.level < section.level
        inner = outline.children(section.number)
        assert all(one.end <= other.start for one, other in pairwise(inner))
    for sentence in outline.sentences:
        holder = outline.sections[sentence.section]
        assert holder.start <= sentence.start < sentence.end <= holder.end


@pytest.mark.parametrize(
    ("text", "sections", "sentences"),
    [("（一）" * 50_000, 1, 1), ("一是" * 50_000, 0, 1), ("一是，" * 50_000, 0, 1), ("“" * 50_000 + "。", 0, 1)],
    ids=["brackets", "points", "clauses", "quotes"],
)
def test_a_mark_repeated_without_end_is_prose(text: str, sections: int, sentences: int) -> None:
    outline = parse_outline(text)
    assert (len(outline.sections) - 1, len(outline.sentences)) == (sections, sentences)


@pytest.mark.parametrize(
    "unit",
    [
        *("（一）\n", "。（一）", "一是甲。二是乙。\n", "一是甲。", "一是，二要，", "一、甲\n同志们，好。\n", "甲。\n"),
        *("（一）短。正文。\n又一段。\n", "1.甲\n（1）乙。丙。\n", "（甲。", "“甲。”", "）甲。（"),
    ],
)
def test_twice_the_text_takes_twice_the_steps(unit: str) -> None:
    assert steps(lambda: parse_outline(unit * 800)) < 2.3 * steps(lambda: parse_outline(unit * 400))


def steps(work: Callable[[], Any]) -> int:
    """How many lines of the program ``work`` runs through: the same on any machine."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
