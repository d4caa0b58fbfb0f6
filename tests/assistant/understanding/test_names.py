"""The names of things that are neither people nor places."""

import pytest

from assistant.understanding.names import asks_which, names


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("获得一等奖的是哪个项目？", "“云智”无人机巡检项目获一等奖，另有2个项目入围。", ["“云智”", "无人机巡检项目"]),
        ("获得一等奖的是哪个项目？", "获科技进步一等奖1项，立项项目22个。", []),
        ("交办的问题还剩一个没销号，是哪一个？", "督察反馈的6个问题已经销号5个，“回头看”交办信访件39件。", []),
        ("哪个平台上线最早？", "“石门通”平台最早上线。", ["“石门通”"]),
        ("是哪一个？", "推广《石门办法》。", ["《石门办法》"]),
        # What the question names itself is no answer.
        ("“石门通”是哪个平台？", "“石门通”平台最早上线。", []),
        ("哪个工程最大？", "重点工程完成投资3亿元，其他工程有序推进。", []),
    ],
)
def test_a_thing_is_named_by_its_kind_or_in_quotation_marks(asked: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in names(text, asked)] == found


@pytest.mark.parametrize(
    ("question", "which"),
    [
        ("是哪个项目？", True),
        ("还剩一个，是哪一个？", True),
        ("是什么品牌？", True),
        ("哪个县？", False),
        ("为什么？", False),
    ],
)
def test_a_question_that_asks_which_thing_is_known(question: str, which: bool) -> None:
    assert asks_which(question) is which
