"""Follow-ups, and what they take from the questions before them."""

import pytest

from assistant.understanding.condense import Condensed, condense_question, read_condensed
from assistant.understanding.question import Ask, read_question

BEFORE = "白鹭镇要重点发展什么产业？"


@pytest.mark.parametrize("history", [[], ["", "  "]])
def test_the_first_question_stands_by_itself(history: list[str]) -> None:
    assert condense_question(" 那松岭镇呢？ ", history) == Condensed("那松岭镇呢？", "那松岭镇呢？")


def test_a_question_that_stands_by_itself_takes_nothing_from_before() -> None:
    question = "上半年地方财政收入完成了多少亿元？"
    assert condense_question(question, [BEFORE]) == Condensed(question, question)


@pytest.mark.parametrize("question", ["那松岭镇呢？", "松岭镇呢", "还有松岭镇呢？", "那么松岭镇呢?", "松岭镇"])
def test_another_subject_takes_over_what_was_asked(question: str) -> None:
    condensed = condense_question(question, [BEFORE])
    assert condensed.text == f"松岭镇：{BEFORE}"
    assert condensed.background == BEFORE
    assert Ask.LIST in read_question(condensed.asking).asks


@pytest.mark.parametrize("question", ["那总投资是多少？", "它的总投资是多少？", "这个项目的总投资是多少？"])
def test_another_question_takes_over_only_the_subject(question: str) -> None:
    condensed = condense_question(question, ["石门水库什么时候开工？"])
    assert "石门水库" in condensed.text
    assert "总投资" in condensed.text
    assert read_question(condensed.asking).asks == {Ask.FIGURE}


def test_a_follow_up_of_a_follow_up_goes_back_to_the_question_that_stands() -> None:
    condensed = condense_question("那河口镇呢？", ["石门水库什么时候开工？", BEFORE, "那松岭镇呢？"])
    assert condensed.text == f"河口镇：{BEFORE}"


def test_follow_ups_alone_lean_on_the_oldest() -> None:
    assert condense_question("那河口镇呢？", ["那白鹭镇呢？", "那松岭镇呢？"]).background == "那白鹭镇呢？"


@pytest.mark.parametrize("question", ["What about Songling?", "and Songling?"])
def test_english_follow_ups_are_understood(question: str) -> None:
    before = "Which industries does Bailu develop?"
    assert condense_question(question, [before]).text == f"Songling：{before}"


@pytest.mark.parametrize(
    ("question", "before", "asking"),
    [
        ("那松岭镇呢？", "上半年白鹭镇的种植面积是多少？", "上半年松岭镇的种植面积是多少？"),
        ("那新增贷款呢？", "上半年不良贷款率是多少？", "新增贷款是多少？"),
        ("那松岭呢？", "白鹭的种植面积是多少？", "松岭：白鹭的种植面积是多少？"),
        ("那青石大桥呢？", "石门水库什么时候竣工？", "青石大桥：石门水库什么时候竣工？"),
        ("那松岭镇呢？", "种植面积是多少？", "松岭镇：种植面积是多少？"),
    ],
)
def test_a_town_replaces_a_town_and_a_quantity_one_of_a_like_name(question: str, before: str, asking: str) -> None:
    condensed = condense_question(question, [before])
    assert condensed.asking == asking
    assert condensed.text.endswith(f"：{before}")


def test_a_follow_up_that_asks_something_of_its_own_is_about_the_earlier_subject_too() -> None:
    condensed = condense_question("那总投资是多少？", ["石门水库什么时候竣工？"])
    question = read_condensed(condensed.text, condensed.asking)
    assert question.asks == {Ask.FIGURE}
    assert "石门水库" in question.topic


def test_a_question_of_its_own_is_about_nothing_else() -> None:
    condensed = condense_question("石门水库总投资是多少？", [])
    assert read_condensed(condensed.text, condensed.asking).about == ""
