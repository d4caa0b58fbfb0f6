"""Whether a figure or a date that a model states is the one that the speech states.

Looser than :meth:`assistant.understanding.figures.Figure.equals` where a paraphrase may be: units of
one dimension are converted, 一半 is 50%, 两成以上 holds of 23.6%, 上半年 is 1-6月.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from assistant.understanding.figures import DateMention, Figure, read_dates, read_figures

_BASES: Final[dict[str, tuple[str, Decimal]]] = {
    name: (base, Decimal(factor))
    for base, units in {
        "米": {"厘米": "0.01", "毫米": "0.001", "公里": "1000", "千米": "1000"},
        "平方米": {"亩": "666.6666666667", "公顷": "10000", "平方公里": "1000000"},
        "千克": {"公斤": "1", "斤": "0.5", "吨": "1000"},
        "分钟": {"小时": "60", "秒": "0.0166666666667"},
        "千瓦": {"兆瓦": "1000"},
    }.items()
    for name, factor in units.items()
}
_ANY: Final = frozenset("项 家 处 所 种 类 大类 条 名 位 支 门 间 场 人 镇 村 乡 县 市 省 区".split())
"""Classifiers for which 个, or none, can stand; of what is told apart by its own (座, 辆, 户) it can't."""
_SAME: Final = tuple(
    frozenset(group.split()) for group in ("类 大类 种", "项 件 条", "起 件 宗", "人 名 位", "笔 项", "场 次")
)
_CENTIMETRES: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(厘米|毫米|公斤|千克|秒)")
_LONGER: Final = re.compile(r"工作日|小时|月|星期|季度|学时")
"""What 个 counts by itself: 15个工作日 are not 15个 of anything."""
_MONEY: Final = re.compile(r"[万亿]以[上下内]$")
"""A size without a unit is of money: 5000万以上项目."""
_TENTHS: Final = re.compile(
    r"(?:(?P<half>一半|半数)|(?P<tenths>[一二两三四五六七八九])成(?P<more>[一二三四五六七八九](?![个家项名年月]))?(?!立|果|功|员|本|为|效|长|都)|(?P<whole>[二三四五六八九十])分之(?P<part>[一二三四五六七八九]))"
)
_OVER: Final = re.compile(r"(?:超过|多于|高于|超|逾|达)了?$")
_NEAR: Final = re.compile(r"(?:接近|将近|近|不到|不足|差不多)$")
_ABOUT: Final = re.compile(r"(?:大?约|大概)$")
_BARE_MONEY: Final = re.compile(r"(?<![\d一二三四五六七八九十百千万亿多余几数])([万亿])元")
_OVER_BEHIND: Final = re.compile(r"^(?:多|以上|有余|左右|出头|强)")
_RATIO: Final = "分之"
_DIGITS: Final = re.compile(r"\d+")
_SHARES: Final = re.compile(r"(?<![\d:∶])\d{1,2}(?:[:∶比]\d{1,2})+(?=的?比例|分[担配摊成])")
_SCALE: Final = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_DIGIT: Final = {char: n for n, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_PERIODS: Final = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
}
_OFFSETS: Final = {"去年": -1, "明年": 1}
_DECEMBER: Final = 12
_FREE: Final = re.compile(r"^(?:今年|本年|当年|目前)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in the base unit of its dimension.

    ``rough`` and ``less`` tell by how much it may be more (两成多: 10 points) or less (近两成).
    """

    value: Decimal
    unit: str
    start: int
    end: int
    rough: Decimal = Decimal(0)
    less: Decimal = Decimal(0)
    written: str = ""

    def carried_by(self, other: "Quantity") -> bool:
        """Whether ``other``, of the speech, is this quantity or within what this says."""
        if not self.like(other) and not self._counts_as(other):
            return False
        if self.rough or self.less:
            return self.value - self.less <= other.value <= self.value + self.rough
        rounding = _ROUNDED if self.written not in (other.written, _RATIO) else _ROUNDING
        return abs(self.value - other.value) <= abs(other.value) * rounding

    def like(self, other: "Quantity") -> bool:
        """Whether both measure in the same way, so that one may be taken for the other."""
        return self.unit == other.unit or any(self.unit in group and other.unit in group for group in _SAME)

    def is_ratio(self, part: "Quantity", whole: "Quantity") -> bool:
        """Whether this, in words (六分之五), is what ``part`` is of ``whole``."""
        if self.written != _RATIO or not whole.value or not part.like(whole):
            return False
        return Quantity.carried_by(self, Quantity(100 * part.value / whole.value, "%", part.start, part.end))

    def _counts_as(self, other: "Quantity") -> bool:
        """Whether one is counted by 个, or by nothing, which stands for the classifier of the other."""
        units = {self.unit, other.unit}
        return bool(units & {"", "个"}) and units - {"", "个"} <= _ANY


_ROUNDED: Final = Decimal("0.002")
"""Of a figure that was converted into another unit, and then written with few places."""
_ROUNDING: Final = Decimal("0.0000001")
"""Of a conversion that doesn't come out even; no figure that is stated differs by so little."""


@lru_cache(maxsize=8192)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of ``text``, which is :func:`assistant.verification.normal.normal`, in reading order."""
    found = [_fraction(match, text) for match in _TENTHS.finditer(text)]
    found += [Quantity(_SCALE[match[1]], "元", *match.span()) for match in _BARE_MONEY.finditer(text)]
    found += [_base(Quantity(Decimal(match[1]), match[2], *match.span())) for match in _CENTIMETRES.finditer(text)]
    for match in _SHARES.finditer(text):
        found += _shares(match)
    taken = [(item.start, item.end) for item in found]
    for figure in read_figures(text):
        if not any(start < figure.end and figure.start < end for start, end in taken):
            found.append(_base(_own(figure, text)))
    return tuple(sorted(found, key=lambda item: item.start))


def _shares(match: "re.Match[str]") -> Iterator[Quantity]:
    """What each has of a whole that is parted 4:6, in percent."""
    parts = [
        (Decimal(part[0]), part.start() + match.start(), part.end() + match.start())
        for part in _DIGITS.finditer(match[0])
    ]
    whole = sum(value for value, _, _ in parts)
    for value, start, end in parts if whole else ():
        yield Quantity(100 * value / whole, "%", start, end, written=_RATIO)


def _own(figure: Figure, text: str) -> Quantity:
    if figure.unit == "个" and (longer := _LONGER.match(text, figure.end)):
        return Quantity(figure.value, longer[0], figure.start, longer.end())
    if not figure.unit and _MONEY.search(text, figure.start, figure.end + 2):
        return Quantity(figure.value, "元", figure.start, figure.end)
    return Quantity(figure.value, "日" if figure.unit == "天" else figure.unit, figure.start, figure.end)


def _base(item: Quantity) -> Quantity:
    base, factor = _BASES.get(item.unit, (item.unit, Decimal(1)))
    return Quantity(item.value * factor, base, item.start, item.end, written=item.unit)


def _fraction(match: "re.Match[str]", text: str) -> Quantity:
    head = text[: match.start()]
    step = Decimal(10 if match["tenths"] else 25)
    over = _OVER.search(head) or _OVER_BEHIND.search(text[match.end() :])
    near, about = _NEAR.search(head), _ABOUT.search(head)
    if match["half"]:
        value = Decimal(50)
    elif match["tenths"]:
        value = Decimal(_DIGIT[match["tenths"]] * 10 + _DIGIT.get(match["more"] or "", 0))
    else:
        value = Decimal(100 * _DIGIT[match["part"]]) / _DIGIT[match["whole"]]
    rough = step if over else step / 4 if about else Decimal(0)
    less = Decimal(10) if near else step / 4 if about else Decimal(0)
    return Quantity(value, "%", *match.span(), rough=rough, less=less, written=_RATIO)


def same_time(said: DateMention, source: DateMention, year: int = 0) -> bool:
    """Whether ``said`` names the time of ``source``: a missing year agrees, a month's last day is its 底.

    ``year`` is the document's own, from which 去年 and 明年 count; 0 where it is not known.
    """
    if _FREE.match(said.text):
        return True
    if (months := _months(said.text)) and months == _months(source.text):
        return True
    if _is_years_end(said) or _is_years_end(source):
        return _is_years_end(said) and _is_years_end(source) and _years_agree(said, source)
    if source.year and said.text == f"{source.year}年":
        return True
    if year and said.text in _OFFSETS and source.text[:4].isdigit():
        return source.text == f"{year + _OFFSETS[said.text]}年"
    if said.month is None or source.month is None:
        return said.text == source.text or said.equals(source)
    years_agree = said.year == source.year or None in (said.year, source.year)
    less = said.day is None and not said.part and source.day is not None
    return years_agree and said.month == source.month and (less or _day(said) == _day(source))


def period(date: DateMention) -> tuple[int, int] | None:
    """The first and the last month of ``date``, where it is a period of several."""
    return _months(date.text)


def _is_years_end(date: DateMention) -> bool:
    if date.month is None:
        return re.fullmatch(r"(?:今|\d{4})?年[底末]", date.text) is not None
    return date.month == _DECEMBER and _day(date)[1] == "底"


def compared(text: str, date: DateMention) -> bool:
    """Whether ``date`` is only what something is compared with (较去年同期)."""
    return text[max(0, date.start - 1) : date.start] in ("较", "比", "同") or text[date.end :].startswith("同期")


def dates(text: str) -> tuple[DateMention, ...]:
    """The dates and periods of ``text``, which is normal."""
    return read_dates(text)


def _years_agree(one: DateMention, other: DateMention) -> bool:
    years = [date.year or int(date.text[:4] if date.text[:4].isdigit() else 0) for date in (one, other)]
    return 0 in years or years[0] == years[1]


def _day(date: DateMention) -> tuple[int | None, str]:
    last = monthrange(date.year or 2023, date.month or 1)[1]
    if date.part in ("底", "末") or date.day == last:
        return None, "底"
    return date.day, date.part


def _months(text: str) -> tuple[int, int] | None:
    if match := re.fullmatch(r"(\d{1,2})月?-(\d{1,2})月", text):
        return int(match[1]), int(match[2])
    return _PERIODS.get(text.removeprefix("今年"))
