"""Of which place, period and number a sentence speaks."""

import pytest

from assistant.evidence import Found
from assistant.extraction.outline_lookup import OutlineLookup
from assistant.extraction.scope import Scope
from assistant.extraction.words import DocumentWords
from assistant.understanding.question import read_question
from index.parse import parse_outline

OUTLINE = parse_outline(
    "在白石市半年工作会议上的讲话\n（2031年7月2日）\n同志们：\n"
    "一、上半年工作\n一季度，水质居全省第一。石门县、河口县的3个重点镇进展较快。贷款余额648亿元。白鹭镇、松岭镇先行先试。\n"
    "二、下半年工作\n石门县要抓好春耕。\n"
)
SCOPE = Scope(OUTLINE, DocumentWords(OUTLINE, OutlineLookup(OUTLINE)))


def found(words: str) -> Found:
    sentence = next(s for s in OUTLINE.sentences if words in OUTLINE.quote(s))
    return Found(sentence, OUTLINE.quote(sentence), 5.0, 0.5)


@pytest.mark.parametrize(
    ("asked", "words", "another"),
    [
        ("石门县有几个重点镇？", "重点镇", False),
        ("白鹭镇的贷款余额是多少？", "贷款余额", True),
        # Its own place, whose name stands over it, needs no naming.
        ("白石市的贷款余额是多少？", "贷款余额", False),
        ("二季度水质排第几？", "水质", True),
        ("一季度水质排第几？", "水质", False),
        # A number that names the thing, and stands elsewhere in the document.
        ("3个重点镇在哪里？", "贷款余额", False),
        ("3个重点镇是哪几个？", "春耕", True),
        ("5个重点镇是哪几个？", "春耕", False),
    ],
)
def test_a_sentence_of_another_place_or_number_is_told(asked: str, words: str, another: bool) -> None:
    question, sentence = read_question(asked), found(words)
    assert SCOPE.is_another(question, sentence, SCOPE.period(question, sentence)) is another


@pytest.mark.parametrize(
    ("asked", "words", "period"),
    [
        ("二季度水质排第几？", "水质", -1),
        ("一季度水质排第几？", "水质", 0),
        ("上半年贷款余额是多少？", "贷款余额", 1),
        ("下半年贷款余额是多少？", "贷款余额", -1),
    ],
)
def test_a_sentence_is_of_the_period_of_its_headings(asked: str, words: str, period: float) -> None:
    assert SCOPE.period(read_question(asked), found(words)) == period
