"""What a figure measures, by the words before the head of its name."""

import pytest

from assistant.extraction.compound import is_of_another


@pytest.mark.parametrize(
    ("asked", "said", "another"),
    [
        ("贷款市场份额是多少？", "存款市场份额为27.6%", True),
        ("上半年货物吞吐量是多少？", "完成集装箱吞吐量68.2万标箱", True),
        ("工伤保险基金收入是多少？", "养老保险基金收入486亿元", True),
        ("存款市场份额是多少？", "存款市场份额为27.6%", False),
        # Words of time and scope, and no name of an amount, tell nothing.
        ("上半年市场份额是多少？", "存款市场份额为27.6%", False),
        ("全市一般公共预算收入完成多少？", "一般公共预算收入92.6亿元", False),
        ("比去年同期下降了多少？", "较去年同期下降5.4%", False),
        ("为什么下滑？", "存款市场份额为27.6%", False),
    ],
)
def test_the_same_head_behind_other_words_is_another_figure(asked: str, said: str, another: bool) -> None:
    assert is_of_another(asked, said, said) is another


def test_what_the_headings_name_is_said_of_the_figure() -> None:
    assert not is_of_another("贷款市场份额是多少？", "存款市场份额为27.6%", "二、贷款：存款市场份额为27.6%")
