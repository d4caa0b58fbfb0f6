"""Up and down, at least and at most, by and to: pairs that exclude each other, in any words."""

import pytest

from assistant.verification.tendency import (
    amount_differs,
    bounds_differ,
    comparison_differs,
    english_amount_differs,
    threshold_differs,
    unfounded_change,
    way,
)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("客运量延长到45天", "up"),
        ("审批时间缩短到3天", "down"),
        ("单价由1.1元升到1.8元", "up"),
        ("增速回落1.7个百分点", "down"),
        ("降幅收窄到2%", "down"),
        ("减税退税3.7亿元", None),
        ("落实降费政策12项", None),
    ],
)
def test_the_last_word_of_growth_or_decline_tells_the_way(clause: str, expected: str | None) -> None:
    place = next(n for n, char in enumerate(clause) if char.isdigit())
    last = max(n for n, char in enumerate(clause) if char.isdigit())
    assert way(clause, last if "到1.8" in clause else place) == expected


@pytest.mark.parametrize(
    ("said", "source", "differs"),
    [
        ("开放不得超过12小时", "开放不得少于12小时", True),
        ("开放不少于12小时", "开放至少12小时", False),
        ("检查不得少于2次", "检查不得超过2次", True),
        ("到位率不足40%", "到位率不到40%", False),
        ("补助最高80元", "补助不超过80元", False),
        ("补助80元以上", "补助80元以内", True),
        ("3分钟之后到场", "3分钟内到场", True),
    ],
)
def test_a_comparative_with_a_negation_is_the_other_bound(said: str, source: str, differs: bool) -> None:
    spans = []
    for text in (said, source):
        digits = [n for n, char in enumerate(text) if char.isdigit()]
        behind = 2 if "分钟" in text else 1
        spans.append((digits[0], digits[-1] + 1 + (behind if "分钟" in text else 0)))
    assert bounds_differ(said, spans[0], source, spans[1]) is differs


@pytest.mark.parametrize(
    ("said", "before", "source", "differs"),
    [
        (("企业新增",), "", ("企业增加到",), True),
        (("企业总数为",), "", ("企业新认定",), True),
        (("工资提高了",), "", ("工资提高到",), True),
        (("就业人数为",), "", ("新增就业",), True),
        (("面积为",), "新建农田,", ("新建农田",), False),
        (("新识别",), "", ("累计识别",), True),
        (("新校区有",), "", ("学校共有",), False),
        (("提高后每月",), "", ("提高到每月",), False),
        (("东区总数为",), "", ("其中东区", "新增端口4万个"), True),
        (("东区为",), "", ("其中东区", "新增端口4万个"), False),
    ],
)
def test_what_was_added_is_not_all_there_is(
    said: tuple[str, ...], before: str, source: tuple[str, ...], differs: bool
) -> None:
    assert amount_differs(said, before, source) is differs


@pytest.mark.parametrize(
    ("said", "source", "differs"),
    [
        ("a total of 28 firms", ("新增企业",), True),
        ("28 new firms", ("新增企业",), False),
        ("cost fell from 1.8 to 28 yuan", ("成本降到",), False),
        ("cost fell by 28 yuan", ("成本降到",), True),
    ],
)
def test_english_tells_totals_from_additions(said: str, source: tuple[str, ...], differs: bool) -> None:
    assert english_amount_differs(said, said.index("28"), source) is differs


def test_a_comparison_is_turned_by_its_negation() -> None:
    assert comparison_differs("满意率低于全市", "满意率高于全市")
    assert not comparison_differs("满意率不低于全市", "满意率高于全市")
    assert comparison_differs("no less than 20 degrees", "不高于20度")


def test_a_threshold_and_a_change_must_be_the_texts() -> None:
    assert threshold_differs("亿元以下项目", "亿元以上项目")
    assert unfounded_change("价格上升", "价格为5元")
    assert not unfounded_change("收入减少", "收入少收约5元")
