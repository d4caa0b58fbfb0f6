"""Which figure or date carries which: converted, in words, in English."""

import pytest

from assistant.verification.english import english_dates, english_quantities
from assistant.verification.normal import normal
from assistant.verification.quantities import dates, quantities, same_time


@pytest.mark.parametrize(
    ("said", "source", "carried"),
    [
        ("99.2亿元", "992000万元", True),
        ("12000米", "12公里", True),
        ("80厘米", "0.8米", True),
        ("213000吨", "21.3万吨", True),
        ("15公顷", "225亩", True),
        ("一成", "10%", True),
        ("两成以上", "23.6%", True),
        ("两成以上", "31%", False),
        ("超过四分之三", "76.5%", True),
        ("一半", "50%", True),
        ("一半", "63%", False),
        ("二百一十九个", "219个", True),
        ("24项", "24个", True),
        ("24家", "24户", False),
        ("5.4%", "5.4个百分点", False),
        ("2150个", "2150家", True),
        ("0.3%", "-0.3%", False),
    ],
)
def test_a_figure_carries_its_other_forms_and_no_other(said: str, source: str, carried: bool) -> None:
    (one,), (other,) = quantities(normal(said)), quantities(normal(source))
    assert one.carried_by(other) is carried


@pytest.mark.parametrize(
    ("said", "source", "same"),
    [
        ("上半年", "1-6月", True),
        ("第一季度", "一季度", True),
        ("九月三十日", "9月底", True),
        ("2024年12月31日", "12月31日", True),
        ("8月初", "八月初", True),
        ("8月", "9月", False),
        ("上半年", "下半年", False),
        ("去年", "明年", False),
    ],
)
def test_a_time_is_the_same_in_its_other_forms_and_no_other(said: str, source: str, same: bool) -> None:
    (one,), (other,) = dates(normal(said)), dates(normal(source))
    assert same_time(one, other) is same


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("RMB 21.58 billion", "215.8亿元"),
        ("21.58 billion yuan", "215.8亿元"),
        ("1.78 percent", "1.78%"),
        ("0.3 percentage points", "0.3个百分点"),
        ("15,000 jobs", "1.5万"),
        ("twenty-four", "24"),
        ("8,000 mu", "8000亩"),
    ],
)
def test_english_figures_are_read(said: str, source: str) -> None:
    (one,), (other,) = english_quantities(said), quantities(normal(source))
    assert one.value == other.value
    assert one.unit in (other.unit, "?")


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("by the end of September", "9月底前"),
        ("On July 2", "7月2日"),
        ("from January to June", "1-6月"),
        ("in the first half", "上半年"),
        ("until December 31, 2024", "2024年12月31日"),
    ],
)
def test_english_dates_are_read(said: str, source: str) -> None:
    (one,), (other,) = english_dates(said), dates(normal(source))
    assert same_time(one, other)


def test_an_english_date_is_no_figure() -> None:
    assert [str(item.value) for item in english_quantities("On July 2, 24 projects may start.")] == ["24"]


def test_a_whole_that_is_parted_gives_shares_and_one_of_nothing_none() -> None:
    assert [(one.value, one.unit) for one in quantities("按5:3:2比例分担")] == [(50, "%"), (30, "%"), (20, "%")]
    assert all(one.unit != "%" for one in quantities("按0:0比例分担"))
