import re
from html import unescape
from pathlib import Path

import pytest

from assistant.web.panel import render_panel
from index.parse import parse_outline

CORPUS = Path(__file__).parents[3] / "index" / "corpus" / "speech.txt"


def words(html: str) -> str:
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]*>", "", html)))


@pytest.mark.parametrize(
    "text",
    [
        CORPUS.read_bytes().decode(),
        "只有一段话，没有标题。第二句。",
        "在会议上的讲话\n一、工作\n1. 水利。加快水库建设。\n（1）河道。整治河道。",
    ],
    ids=["the shipped speech", "no headings", "deep levels"],
)
def test_the_whole_text_stands_in_the_panel_in_its_order(text: str) -> None:
    sheet = render_panel(parse_outline(text), "").split('<div class="sheet">')[1]
    assert words(sheet) == re.sub(r"\s", "", text)


def test_each_sentence_has_its_id_and_its_address(speech_text: str) -> None:
    outline = parse_outline(speech_text)
    html = render_panel(outline, "")
    for sentence in outline.sentences:
        assert f'id="s{sentence.number}" data-address="{sentence.address}"' in html
    assert len(re.findall(r'id="s\d+"', html)) == len(outline.sentences)


def test_points_and_paragraphs_can_be_found_by_address(speech_text: str) -> None:
    html = render_panel(parse_outline(speech_text), "")
    assert 'class="point" data-address="一（一）一是"' in html
    assert '<p data-address="一·第1段">' in html


def test_the_outline_lists_each_section_as_it_is_headed(speech_text: str) -> None:
    html = render_panel(parse_outline(speech_text), "")
    assert re.findall(r'data-goto="([^"]*)">([^<]*)<', html)[:3] == [
        ("一", "一、关于上半年工作"),
        ("一（一）", "（一）水利建设有力推进"),
        ("一（二）", "（二）公路建设全面提速"),
    ]


def test_a_text_without_headings_has_no_outline_beside_it() -> None:
    assert "contents" not in render_panel(parse_outline("只有一段话，没有标题。第二句。"), "")


def test_the_text_of_a_document_is_escaped() -> None:
    html = render_panel(parse_outline("<b onclick=x>标题</b>\n一、<script>工作\n正文<img src=x>。"), "<i>")
    assert "<script" not in html
    assert "<img" not in html
    assert "<b onclick" not in html
