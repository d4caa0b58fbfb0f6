"""What a figure is said of, and what stands only beside it."""

import pytest

from assistant.extraction.binding import bind
from assistant.extraction.reach import (
    lacks_a_quoted_name,
    lacks_the_part,
    named_numbers,
    of_another_scope,
    out_of_reach,
    within_reach,
)
from assistant.understanding.answer_type import given
from assistant.understanding.question import read_question

LINE = "5月18日，茶叶园建成投产；物流中心总投资3.2亿元，主体完工；截至6月底，污水厂完成80%，古镇修缮完成62%。"


def reach(question: str, text: str = LINE) -> str:
    asked = read_question(question)
    return within_reach(text, bind(text, asked.topic, given(asked, text) or ()))


def test_a_figure_reaches_as_far_back_as_its_semicolon() -> None:
    assert reach("物流中心总投资多少？") == "5月18日物流中心总投资3.2亿元"


def test_a_bare_date_reaches_over_all_that_follows_in_its_part() -> None:
    text = "全面治污，截至6月底，污水厂完成80%，古镇修缮完成62%；茶叶园投产。"
    assert reach("污水厂的数据统计到什么时候？", text).endswith("古镇修缮完成62%")


@pytest.mark.parametrize(
    ("named", "is_out"), [(["茶叶园"], True), (["物流中"], False), (["高铁站"], False), ([], False)]
)
def test_what_is_named_in_the_sentence_alone_but_not_in_reach_is_out_of_it(named: list[str], is_out: bool) -> None:
    assert out_of_reach(named, LINE, reach("物流中心总投资多少？")) is is_out


def test_one_thing_in_reach_is_enough() -> None:
    assert not out_of_reach(["茶叶园", "总投资"], LINE, reach("物流中心总投资多少？"))


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("受理的投诉里，无证导游的有多少件？", True),
        ("受理的投诉里，购物类的有多少件？", False),
        ("一年里头天气好的日子有几天？", False),
    ],
)
def test_a_part_that_is_asked_for_must_be_named(question: str, lacks: bool) -> None:
    assert lacks_the_part(question, "受理旅游投诉2840件，其中购物类投诉占四成。") is lacks


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("42个未开工的项目何时动工？", {42}),
        ("24个项目里的3家企业怎么办？", {24, 3}),
        ("是哪42个项目？", set()),
        ("“42个一”是什么？", set()),
        ("2031年动工几个？", set()),
    ],
)
def test_a_question_names_its_thing_by_numbers(question: str, values: set[int]) -> None:
    assert {value for value, _ in named_numbers(question)} == values


def test_the_country_is_not_the_city() -> None:
    assert of_another_scope("全国集装箱吞吐量增速是多少？", "鹤嘴港集装箱吞吐量增长11.3%。")
    assert not of_another_scope("全省增速是多少？", "增速高于全省平均水平0.6个百分点。")
    assert not of_another_scope("增速是多少？", "增长11.3%。")


def test_a_name_in_quotation_marks_must_stand_in_the_sentence_where_the_document_has_it() -> None:
    document = "新增高新技术企业28家。一批“四上”企业入规。"
    assert lacks_a_quoted_name("新增“四上”企业多少家？", document, "新增高新技术企业28家。")
    assert not lacks_a_quoted_name("新增“四上”企业多少家？", document, "一批“四上”企业入规。")
    assert not lacks_a_quoted_name("新增“五上”企业多少家？", document, "新增高新技术企业28家。")
