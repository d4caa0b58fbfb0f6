"""A level, and how much it has changed."""

import pytest

from assistant.extraction.change import is_change, is_of_the_other
from assistant.understanding.answer_type import Given
from assistant.understanding.question import read_question


def at(text: str, words: str) -> Given:
    start = text.index(words)
    return Given(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "change"),
    [
        ("存款余额862亿元，增长6.3%", "6.3%", True),
        ("存款余额862亿元，增长6.3%", "862亿元", False),
        ("就业率93%，提高2个百分点", "93%", False),
        ("就业率93%，提高2个百分点", "2个百分点", True),
        ("比例由28%提高到35%", "35%", False),
        ("绿电比例不低于80%", "80%", False),
        ("超载率高达15.3%", "15.3%", False),
        ("药品平均降价56%", "56%", True),
        ("税收分别增长6.2%、5.7%和5.1%", "5.1%", True),
        ("生产总值增速，石门县为8.1%", "8.1%", True),
        ("减少税费收入11亿元", "11亿元", True),
    ],
)
def test_a_change_is_told_from_a_level(text: str, words: str, change: bool) -> None:
    assert is_change(text, at(text, words)) is change


@pytest.mark.parametrize(
    ("asked", "text", "words", "other"),
    [
        ("接诊量比上年涨了几成？", "全年接诊39万人次，占总量的7.8%", "7.8%", True),
        ("接诊量比上年涨了几成？", "全年接诊39万人次，增长7.8%", "7.8%", False),
        ("个人自付比例降到多少？", "个人自付比例下降1.9个百分点", "1.9个百分点", True),
        ("个人自付比例降到多少？", "个人自付比例降到21.4%", "21.4%", False),
        ("就业率是多少？", "就业率提高2个百分点", "2个百分点", True),
        ("就业率是多少？", "就业率达到93%", "93%", False),
        # The place in a ranking, and what is new, are no changes.
        ("增速排第几？", "增速居全省第4位", "第4位", False),
        ("新增了多少家企业？", "新增企业28家", "28家", False),
        ("最多多少天？", "审批压缩到20个工作日", "20个工作日", False),
    ],
)
def test_a_question_wants_the_one_or_the_other(asked: str, text: str, words: str, other: bool) -> None:
    assert is_of_the_other(read_question(asked), text, at(text, words)) is other
