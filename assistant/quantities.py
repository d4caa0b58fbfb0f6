"""Whether a figure or a date that a model states is the one that the speech states.

Looser than :meth:`assistant.figures.Figure.equals` where a paraphrase may be: units of
one dimension are converted, 一半 is 50%, 两成以上 holds of 23.6%, 上半年 is 1-6月.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from assistant.figures import DateMention, Figure, read_dates, read_figures

_BASES: Final[dict[str, tuple[str, Decimal]]] = {
    name: (base, Decimal(factor))
    for base, units in {
        "米": {"厘米": "0.01", "毫米": "0.001", "公里": "1000", "千米": "1000"},
        "平方米": {"亩": "666.6666666667", "公顷": "10000", "平方公里": "1000000"},
        "千克": {"公斤": "1", "斤": "0.5", "吨": "1000"},
        "分钟": {"小时": "60"},
        "千瓦": {"兆瓦": "1000"},
    }.items()
    for name, factor in units.items()
}
_SAME: Final = (
    frozenset(("个", "项", "")),
    frozenset(("个", "家", "")),
    frozenset(("个", "处", "")),
    frozenset(("个", "所", "")),
    frozenset(("个", "种", "")),
    frozenset(("类", "大类", "")),
    frozenset(("项", "件", "条", "")),
    frozenset(("起", "件", "")),
    frozenset(("人", "名", "位", "")),
    frozenset(("笔", "项", "")),
)
_CENTIMETRES: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(厘米|毫米|公斤|千克)")
_LONGER: Final = re.compile(r"工作日|小时|月|星期|季度|学时")
"""What 个 counts by itself: 15个工作日 are not 15个 of anything."""
_TENTHS: Final = re.compile(
    r"(?:(?P<half>一半|半数)|(?P<tenths>[一二两三四五六七八九])成(?!立|果|功|员|本|为|效|长|都)|(?P<whole>[二三四五六八九十])分之(?P<part>[一二三四五六七八九]))"
)
_OVER: Final = re.compile(r"(?:超过|多于|高于|超|逾|近|约|大约|不到|达)$")
_OVER_BEHIND: Final = re.compile(r"^(?:多|以上|有余|左右|出头|强)")
_DIGIT: Final = {char: n for n, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_PERIODS: Final = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
}
_FREE: Final = re.compile(r"^(?:今年|本年|当年|目前)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in the base unit of its dimension; ``rough``, by how much it may be more (两成多: 10 points)."""

    value: Decimal
    unit: str
    start: int
    end: int
    rough: int = 0
    written: str = ""

    def carried_by(self, other: "Quantity") -> bool:
        """Whether ``other``, of the speech, is this quantity or within what this says."""
        if self.unit != other.unit and not any(self.unit in group and other.unit in group for group in _SAME):
            return False
        if self.rough:
            return self.value <= other.value < self.value + self.rough
        rounding = _ROUNDED if self.written != other.written else _ROUNDING
        return abs(self.value - other.value) <= abs(other.value) * rounding

    def like(self, other: "Quantity") -> bool:
        """Whether both measure in the same way, so that one may be taken for the other."""
        return self.unit == other.unit or any(self.unit in group and other.unit in group for group in _SAME)


_ROUNDED: Final = Decimal("0.002")
"""Of a figure that was converted into another unit, and then written with few places."""
_ROUNDING: Final = Decimal("0.0000001")
"""Of a conversion that doesn't come out even; no figure that is stated differs by so little."""


@lru_cache(maxsize=8192)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of ``text``, which is :func:`assistant.normal.normal`, in reading order."""
    found = [_fraction(match, text) for match in _TENTHS.finditer(text)]
    found += [_base(Quantity(Decimal(match[1]), match[2], *match.span())) for match in _CENTIMETRES.finditer(text)]
    taken = [(item.start, item.end) for item in found]
    for figure in read_figures(text):
        if not any(start < figure.end and figure.start < end for start, end in taken):
            found.append(_base(_own(figure, text)))
    return tuple(sorted(found, key=lambda item: item.start))


def _own(figure: Figure, text: str) -> Quantity:
    if figure.unit == "个" and (longer := _LONGER.match(text, figure.end)):
        return Quantity(figure.value, longer[0], figure.start, longer.end())
    return Quantity(figure.value, "日" if figure.unit == "天" else figure.unit, figure.start, figure.end)


def _base(item: Quantity) -> Quantity:
    base, factor = _BASES.get(item.unit, (item.unit, Decimal(1)))
    return Quantity(item.value * factor, base, item.start, item.end, item.rough, item.unit)


def _fraction(match: "re.Match[str]", text: str) -> Quantity:
    over = _OVER.search(text[: match.start()]) or _OVER_BEHIND.search(text[match.end() :])
    if match["half"]:
        value = Decimal(50)
    elif match["tenths"]:
        value = Decimal(_DIGIT[match["tenths"]] * 10)
    else:
        value = Decimal(100 * _DIGIT[match["part"]]) / _DIGIT[match["whole"]]
    return Quantity(value, "%", *match.span(), rough=(10 if match["tenths"] else 25) if over else 0)


def same_time(said: DateMention, source: DateMention) -> bool:
    """Whether ``said`` names the time of ``source``: a missing year agrees, a month's last day is its 底."""
    if _FREE.match(said.text):
        return True
    if (period := _months(said.text)) and period == _months(source.text):
        return True
    if said.month is None or source.month is None:
        return said.text == source.text or said.equals(source)
    years = said.year == source.year or None in (said.year, source.year)
    less = said.day is None and not said.part and source.day is not None
    return years and said.month == source.month and (less or _day(said) == _day(source))


def compared(text: str, date: DateMention) -> bool:
    """Whether ``date`` is only what something is compared with (较去年同期)."""
    return text[max(0, date.start - 1) : date.start] in ("较", "比", "同") or text[date.end :].startswith("同期")


def dates(text: str) -> tuple[DateMention, ...]:
    """The dates and periods of ``text``, which is normal."""
    return read_dates(text)


def _day(date: DateMention) -> tuple[int | None, str]:
    last = monthrange(date.year or 2023, date.month or 1)[1]
    if date.part in ("底", "末") or date.day == last:
        return None, "底"
    return date.day, date.part


def _months(text: str) -> tuple[int, int] | None:
    if match := re.fullmatch(r"(\d{1,2})月?-(\d{1,2})月", text):
        return int(match[1]), int(match[2])
    return _PERIODS.get(text.removeprefix("今年"))
