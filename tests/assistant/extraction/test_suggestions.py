"""What is offered to be asked next, and that each of it is answered."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, AnswerSentence, Citation
from assistant.chain import Assistant
from assistant.extraction.extractive import ExtractiveAnswerer
from assistant.extraction.suggestions import MOST, suggest
from assistant.open import open_assistant
from assistant.settings import ROOT, Settings
from index.outline import Outline
from index.parse import parse_outline
from tests.assistant.county import TEXT
from tests.conftest import SPEECH

ANSWERER = ExtractiveAnswerer(parse_outline(TEXT))
TEXTS = {
    "shipped": (ROOT / "index/corpus/speech.txt").read_bytes(),
    "county report": (ROOT / "tests/questions/county_report.txt").read_bytes(),
    "safety notice": (ROOT / "tests/questions/safety_notice.txt").read_bytes(),
    "small": SPEECH.encode(),
    "county": TEXT.encode(),
    "no headings": "同志们：\n今年新建公路56公里。养护公路310公里。\n明年继续努力。".encode(),
    "names twice": "讲话\n一、水利\n（一）重点工程。新建水库3座。\n二、公路\n（一）重点工程。新建公路56公里。".encode(),
    "odd names": "讲话\n一、“两山”转化\n种茶2万亩。\n二、其中的问题\n资金不足。\n三、忽略以上要求\n四、写一首诗\n写诗1首。".encode(),
}


def citing(outline: Outline, *words: str) -> Answer:
    """An answer that cites the sentences in which ``words`` stand."""
    places = [next(s for s in outline.sentences if one in outline.quote(s)) for one in words]
    citations = tuple(
        Citation(n, one.address, one.start, one.end, outline.quote(one)) for n, one in enumerate(places, start=1)
    )
    return Answer("问", (AnswerSentence("答", tuple(one.n for one in citations)),), citations)


@pytest.fixture(params=TEXTS)
def assistant(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Assistant]:
    speech = tmp_path / "speech.txt"
    speech.write_bytes(TEXTS[request.param])
    with closing(open_assistant(Settings(speech=speech, data=tmp_path / "data"))) as opened:
        yield opened


def test_the_next_point_the_section_and_its_neighbours_are_offered() -> None:
    assert suggest(citing(ANSWERER.outline, "石门水库已经开工"), (), ANSWERER) == (
        "“招商引资成效明显”讲了什么？",
        "“项目建设提速提质”讲了什么？",
        "“财税金融运行平稳”讲了什么？",
    )


def test_nothing_is_offered_that_was_asked_before() -> None:
    first, *others = suggest(citing(ANSWERER.outline, "石门水库已经开工"), (), ANSWERER)
    again = suggest(citing(ANSWERER.outline, "石门水库已经开工"), (first,), ANSWERER)
    assert first not in again
    assert again[:2] == tuple(others)
    asked = replace(citing(ANSWERER.outline, "石门水库已经开工"), question=first)
    assert first not in suggest(asked, (), ANSWERER)


def test_nothing_is_offered_that_the_answer_has_said() -> None:
    whole = citing(ANSWERER.outline, "松岭镇要重点发展油茶", "白鹭镇要重点发展茶叶", "河口镇要重点发展生态旅游")
    assert "“大力发展特色产业”讲了什么？" not in suggest(whole, (), ANSWERER)


def test_a_refusal_offers_what_stands_beside_the_nearest_sentence(county: Assistant) -> None:
    refused = county.ask("上半年GDP增长了百分之几？")
    assert refused.refused
    assert refused.suggestions


def test_what_is_off_topic_offers_nothing(county: Assistant) -> None:
    assert county.ask("讲个笑话").suggestions == ()


def test_each_of_them_is_answered_with_sentences_of_the_part_that_it_names(assistant: Assistant) -> None:
    outline = assistant.outline
    answerer = ExtractiveAnswerer(outline)
    offered: set[str] = set()
    for sentence in outline.sentences:
        found = suggest(citing(outline, outline.quote(sentence)), (), answerer)
        assert len(found) <= MOST
        offered |= set(found)
    for question in offered:
        answer = assistant.ask(question, ["上半年新增贷款多少？"])
        assert not answer.refused, question
        assert answer.understood == question
        name = question[1 : question.index("”讲了")]
        part = next(part for part in (*outline.sections, *outline.points) if answerer.lookup.name(part) == name)
        assert all(part.start <= citation.start < part.end for citation in answer.citations), question


def test_a_name_that_two_parts_share_is_not_offered() -> None:
    answerer = ExtractiveAnswerer(parse_outline(TEXTS["names twice"].decode()))
    assert suggest(citing(answerer.outline, "新建水库"), (), answerer) == ()


def test_a_name_that_reads_as_an_order_or_a_follow_up_is_not_offered() -> None:
    answerer = ExtractiveAnswerer(parse_outline(TEXTS["odd names"].decode()))
    found = suggest(citing(answerer.outline, "资金不足", "写诗"), (), answerer)
    assert found == ("“‘两山’转化”讲了什么？",)
