"""A count in the forms in which headings are numbered: 十二, ③, IV."""

from collections.abc import Callable

BULLETS = frozenset({"bullet", "none"})
"""Forms that show no count."""
_DIGITS = "零一二三四五六七八九"


def written(value: int, form: str) -> str:
    """``value`` in one of WordprocessingML's forms (17.18.59); in Arabic digits where the form is not known.

    >>> written(12, "chineseCounting"), written(3, "decimalEnclosedCircle"), written(4, "upperRoman")
    ('十二', '③', 'IV')
    """
    writer = _FORMS.get(form)
    return writer(value) if writer else str(value)


def _chinese(value: int) -> str:
    """Up to 九千九百九十九, as headings are counted; beyond, digits."""
    if not 0 < value < 10_000:
        return str(value)
    words, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return words.removeprefix("一") if words.startswith("一十") else words


def _legal(value: int) -> str:
    return _chinese(value).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))


def _digit_by_digit(value: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))


def _circled(value: int) -> str:
    return chr(0x2460 + value - 1) if 1 <= value <= 20 else str(value)


def _letter(value: int) -> str:
    """a…z, then aa, bb, … as the standard has it."""
    repeat, place = divmod(value - 1, 26)
    return chr(ord("a") + place) * (repeat + 1) if value > 0 else str(value)


def _roman(value: int) -> str:
    words = ""
    for size, name in _ROMAN:
        words += name * (value // size)
        value %= size
    return words


def _fullwidth(value: int) -> str:
    return str(value).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "chineseLegalSimplified": _legal,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "koreanCounting": _chinese,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _fullwidth,
    "decimalFullWidth2": _fullwidth,
    "decimalZero": lambda value: f"{value:02d}",
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperRoman": _roman,
}
