"""The thing that would be given, of those that a sentence has."""

import pytest

from assistant.extraction.bound import all_of_another, bound_thing
from assistant.extraction.rivals import Setting
from assistant.understanding.answer_type import given
from assistant.understanding.question import read_question


@pytest.mark.parametrize(
    ("asked", "text", "thing", "other"),
    [
        ("不良贷款率是多少？", "不良贷款率为1.42%，远低于5%的监管红线。", "1.42%", False),
        ("白石县治理了多少亩？", "其中石门县2120亩、白石县1680亩。", "1680亩", False),
        ("白石县的治理率是多少？", "石门县治理率达到64%；白石县正在治理。", "64%", True),
        ("平台什么时候上线？", "年底前接入算力，9月底前上线运行。", "9月底", False),
        ("门票收入是多少？", "23家景区接待游客186万人次，门票收入4310万元。", "4310万元", False),
        ("谁牵头？", "加快建设。", None, False),
    ],
)
def test_of_several_things_the_one_that_answers_is_bound(asked: str, text: str, thing: str | None, other: bool) -> None:
    question, setting = read_question(asked), Setting(text, "", text + "白石县、石门县。")
    things = given(question, text) or ()
    bound = bound_thing(question, setting, things)
    assert (bound.thing and text[bound.thing.start : bound.thing.end]) == thing
    assert all_of_another(question, setting, things) is other
