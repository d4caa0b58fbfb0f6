"""Which of a sentence's figures and dates answers for what the question is about."""

import pytest

from assistant.extraction.binding import Binding, bind
from assistant.understanding.answer_type import given
from assistant.understanding.question import read_question

GOVERNED = "9月底前，石门水库实现截流，青石大桥建成通车，3个标准厂房项目全部竣工。"


def bound(question: str, text: str) -> Binding:
    asked = read_question(question)
    return bind(text, asked.topic, given(asked, text) or ())


def thing(question: str, text: str) -> str:
    found = bound(question, text).thing
    return text[found.start : found.end] if found else ""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("税收增长多少？", "4.3%"),
        ("贷款增长多少？", "18.2%"),
        ("存款增长百分之几？", "7.1%"),
    ],
)
def test_of_several_figures_the_one_beside_what_is_asked_about_is_given(question: str, expected: str) -> None:
    assert thing(question, "税收增长4.3%，贷款增长18.2%，存款增长7.1%。") == expected


def test_a_figure_takes_its_subject_from_the_clause_before_it() -> None:
    found = bound("地方财政收入增长百分之几？", "地方财政收入完成12.3亿元，同比增长5.2%。")
    assert "地方财政收入" in found.said
    assert found.share == 1.0
    assert not found.later


def test_a_clause_after_a_semicolon_takes_no_subject_from_before_it() -> None:
    text = "贷款增长18.2%；存款增长7.1%。"
    assert bound("存款增长百分之几？", text).said == "存款增长7.1%"


@pytest.mark.parametrize("subject", ["石门水库什么时候截流？", "青石大桥什么时候通车？", "标准厂房什么时候竣工？"])
def test_the_date_that_governs_a_sentence_belongs_to_each_requirement(subject: str) -> None:
    found = bound(subject, GOVERNED)
    assert thing(subject, GOVERNED) == "9月底"
    assert GOVERNED[slice(*found.clause)][:2] in subject or "标准厂房" in GOVERNED[slice(*found.clause)]


def test_a_date_of_its_own_goes_before_the_one_that_governs() -> None:
    text = "9月底前，石门水库实现截流；青石大桥10月底前建成通车。"
    assert thing("青石大桥什么时候通车？", text) == "10月底"


def test_a_figure_before_what_is_asked_about_is_a_neighbours() -> None:
    found = bound("非税收入增长多少？", "税收增长4.3%，非税收入有所下降。")
    assert found.later
    assert found.share < 1


def test_without_a_thing_the_best_matching_clause_is_bound() -> None:
    text = "税收持续增长，非税收入有所下降。"
    found = bound("非税收入多少？", text)
    assert found.thing is None
    assert text[slice(*found.clause)] == "非税收入有所下降"


@pytest.mark.parametrize("text", ["", "。", "水"])
def test_any_text_can_be_bound(text: str) -> None:
    assert bound("总投资多少？", text).thing is None
