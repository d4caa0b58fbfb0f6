"""Things told apart by a number, a side or a level."""

import pytest

from assistant.extraction.labels import is_behind_another_label, is_of_another_label, is_of_another_level


@pytest.mark.parametrize(
    ("asked", "text", "another"),
    [
        ("一号楼何时完工？", "2号楼年底完工。", True),
        ("十一号线投多少？", "推进11号线改造。", False),
        ("东岸何时完工？", "西岸年底完工。", True),
        ("何时完工？", "西岸年底完工。", False),
    ],
)
def test_a_label_of_the_kind_must_be_the_one_asked_for(asked: str, text: str, another: bool) -> None:
    assert is_of_another_label(asked, text) is another


@pytest.mark.parametrize(
    ("asked", "words", "behind"),
    [("一期总投资多少？", "78亿元", True), ("二期总投资多少？", "78亿元", False), ("一期装了几台？", "41台", False)],
)
def test_a_figure_belongs_to_the_last_label_before_it(asked: str, words: str, behind: bool) -> None:
    text = "石门一期已吊装41台；白鹭一期完工，二期获得核准，总投资78亿元"
    assert is_behind_another_label(asked, text, text.index(words)) is behind


@pytest.mark.parametrize(
    ("asked", "said", "another"),
    [
        ("县级田长有多少名？", "聘任田长2316名，其中村级1127名", True),
        ("省级龙头企业有几家？", "新增国家级龙头企业3家、省级12家", False),
        ("省定实事有几件？", "市定20件民生实事", True),
        ("省级龙头企业有几家？", "龙头企业达到88家", False),
        ("龙头企业有几家？", "县级龙头企业88家", False),
    ],
)
def test_a_level_must_be_the_one_asked_for(asked: str, said: str, another: bool) -> None:
    assert is_of_another_level(asked, said) is another
