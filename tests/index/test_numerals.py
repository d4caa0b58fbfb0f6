"""Chinese numerals, against a writer of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.numerals import ordinal

from .strategies import fast

_DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """``number``, 1 to 9,999, as it is written in full: 1,003 is 一千零三."""
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += _DIGITS[digit] + name
        elif text and not text.endswith("零") and number % unit:
            text += "零"
    return text


@fast
@given(st.integers(1, 9999))
def test_a_number_written_out_comes_back(number: int) -> None:
    assert ordinal(in_chinese(number)) == number
    assert ordinal(str(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("一百一十", 110),
        ("两百", 200),
        ("〇", 0),
        ("１２", 12),
    ],
)
def test_short_and_other_forms_are_read_too(text: str, number: int) -> None:
    assert ordinal(text) == number


@pytest.mark.parametrize("text", ["甲", "一点五", "1.5", "第一", "-1", "²", "十2"])
def test_what_is_no_numeral_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a numeral: ") as caught:
        ordinal(text)
    assert repr(text) in str(caught.value)
