"""Letters of statistics and the words that official text has for them."""

import pytest

from assistant.understanding.abbreviations import LONG_FORMS, lacks_a_term, mainly_chinese, written_out

SPELT_OUT = "地区生产总值、居民消费价格、研发投入"


def test_a_search_has_the_long_form_behind_the_question() -> None:
    assert written_out("上半年GDP增长多少？", SPELT_OUT) == "上半年GDP增长多少？ 地区生产总值"
    assert written_out("cpi涨了吗", SPELT_OUT) == "cpi涨了吗 居民消费价格"
    assert written_out("R&D投入", SPELT_OUT) == "R&D投入 研发"


def test_a_text_that_uses_the_short_form_itself_needs_no_long_one() -> None:
    assert written_out("上半年GDP增长多少？", "GDP增速稳定") == "上半年GDP增长多少？"


@pytest.mark.parametrize("question", ["水库总投资多少？", "5G基站有多少个？", "", "GDPR怎么执行？"])
def test_a_question_without_a_known_abbreviation_stays_as_it_is(question: str) -> None:
    assert written_out(question, SPELT_OUT) == question


@pytest.mark.parametrize("text", ["GDP增长5%", "gdp增长5%", "地区生产总值增长5%", "生产总值增长5%"])
def test_a_text_names_a_term_by_its_letters_or_its_words(text: str) -> None:
    assert not lacks_a_term("GDP增长多少？", text)


def test_a_text_with_neither_is_about_something_else() -> None:
    assert lacks_a_term("GDP增长多少？", "税收增长5%")
    assert lacks_a_term("5G基站有多少个？", "新建基站30个")
    assert not lacks_a_term("5G基站有多少个？", "新建5G基站30个")


def test_an_english_question_names_nothing_by_its_letters() -> None:
    assert not lacks_a_term("How many reservoirs?", "新建水库3座")
    assert not lacks_a_term("How long is the canal of 石门水库?", "石门水库干渠长18公里")


def test_terms_are_looked_up_in_lower_case() -> None:
    assert all(term == term.lower() and forms for term, forms in LONG_FORMS.items())


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("水库总投资多少？", True),
        ("上半年GDP和CPI各是多少？", True),
        ("GDP？", False),
        ("How many reservoirs?", False),
        ("When will the dam of 石门 be completed?", False),
    ],
)
def test_the_script_of_a_question_is_told_by_what_most_of_it_is(question: str, chinese: bool) -> None:
    assert mainly_chinese(question) is chinese
