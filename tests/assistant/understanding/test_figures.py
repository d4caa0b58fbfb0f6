"""Figures and dates as official text writes them: the same quantity in many forms, and forms that only look alike."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.figures import Figure, fold, read_dates, read_figures

SCALES = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
FULL_WIDTH = str.maketrans("0123456789.%,", "０１２３４５６７８９．％，")
amounts = st.integers(1, 10**14).map(lambda cents: Decimal(cents) / 100)


def only(text: str) -> Figure:
    """The one figure in ``text``."""
    (figure,) = read_figures(text)
    return figure


def same(one: str, other: str) -> bool:
    return only(one).equals(only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("99.2亿元", "992000万元"),
        ("99.2亿元", "９９．２亿元"),
        ("1,200户", "1200户"),
        ("１，２００户", "1200户"),
        ("5.2%", "百分之五点二"),
        ("5.2%", "百分之5.2"),
        ("5.2%", "５．２％"),
        ("0.3个百分点", "0.3百分点"),
        ("12个", "十二个"),
        ("35户", "三十五户"),
        ("一亿两千万元", "1.2亿元"),
        ("1.8万亩", "18000亩"),
        ("100万元", "100万元人民币"),
        ("−0.3%", "-0.3%"),
        ("负0.3%", "－0.3％"),
        ("1.62亿千瓦时", "16200万千瓦时"),
        ("3千千瓦", "3000千瓦"),
    ],
)
def test_one_quantity_in_two_forms_is_equal(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5.2%", "5.2个百分点"),
        ("51个", "51家"),
        ("99.2亿元", "99.2万元"),
        ("100万元", "100万美元"),
        ("3.5‰", "3.5%"),
        ("118公里", "118平方公里"),
        ("3.8%", "3.08%"),
        ("5元", "5"),
        ("-0.3%", "0.3%"),
        ("负2.1个百分点", "2.1个百分点"),
    ],
)
def test_what_only_looks_alike_is_not_equal(one: str, other: str) -> None:
    assert not same(one, other)


@given(amounts, st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(SCALES)), st.booleans(), st.booleans())
def test_an_amount_is_the_same_however_it_is_written(
    amount: Decimal, scale: str, other: str, commas: bool, full_width: bool
) -> None:
    def written(unit: str) -> str:
        number = f"{amount / SCALES[unit]:{',' if commas else ''}f}"
        return (number.translate(FULL_WIDTH) if full_width else number) + unit

    assert only(written(scale)).value == amount
    assert same(written(scale), written(other))


@given(st.integers(0, 10**7).map(lambda hundredths: Decimal(hundredths) / 100), st.sampled_from(["%", "个百分点"]))
def test_a_rate_is_the_same_in_full_width(rate: Decimal, unit: str) -> None:
    narrow = f"{rate}{unit}"
    assert only(narrow).value == rate
    assert same(narrow, narrow.translate(FULL_WIDTH))


@given(amounts, amounts, st.sampled_from(sorted(SCALES)))
def test_two_amounts_are_equal_only_if_their_values_are(one: Decimal, other: Decimal, unit: str) -> None:
    assert same(f"{one:f}{unit}", f"{other:f}{unit}") == (one == other)


@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    spans = [(item.start, item.end) for item in read_figures(text)] + [(d.start, d.end) for d in read_dates(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("text", ["2600多亿元", "2600余亿元"])
def test_more_than_a_number_is_read_as_approximate(text: str) -> None:
    figure = only(text)
    assert (figure.value, figure.unit, figure.approximate) == (Decimal(260_000_000_000), "元", True)
    assert not only("2600亿元").approximate


def test_a_figure_lies_where_it_stands_in_the_text() -> None:
    text = "同比增长５．２％，其中贷款16.5亿元"
    assert [text[item.start : item.end] for item in read_figures(text)] == ["５．２％", "16.5亿元"]


@pytest.mark.parametrize(
    "text", ["一个", "第三个", "第一要务", "二十大", "一带一部", "2031年9月30日", "1-6月", "9月底"]
)
def test_articles_ordinals_and_dates_are_no_figures(text: str) -> None:
    assert read_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("截至6月底，就业3260人", ["6月底"]),
        ("1-6月，完成投资", ["1-6月"]),
        ("1至6月完成", ["1至6月"]),
        ("9月底前开工，明年建成", ["9月底", "明年"]),
        ("上半年增长，下半年回落", ["上半年", "下半年"]),
        ("2031年9月30日前", ["2031年9月30日"]),
        ("十月中旬验收", ["十月中旬"]),
        ("共3260人", []),
    ],
)
def test_dates_and_periods_are_read_as_written(text: str, dates: list[str]) -> None:
    assert [date.text for date in read_dates(text)] == dates


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("9月底", "2031年9月底", True),
        ("九月底", "9月底", True),
        ("6月", "6月底", False),
        ("6月30日", "6月底", False),
        ("2030年6月", "2031年6月", False),
        ("上半年", "下半年", False),
        ("1-6月", "6月", False),
    ],
)
def test_dates_are_equal_where_they_name_the_same_time(one: str, other: str, equal: bool) -> None:
    assert read_dates(one)[0].equals(read_dates(other)[0]) is equal


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("5-10%", ["5", "10"]),
        ("30−50人", ["30", "50"]),
        ("500元-3000元", ["500", "3000"]),
        ("3万-5万人", ["30000", "50000"]),
        ("1-6月增长5%", ["5"]),
        ("2021-2025年", ["2021"]),
        ("同比-4.3%，环比2%", ["-4.3", "2"]),
    ],
)
def test_a_range_is_no_minus(text: str, values: list[str]) -> None:
    assert [str(figure.value) for figure in read_figures(text)] == values
