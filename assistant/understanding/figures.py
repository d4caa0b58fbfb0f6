"""Figures and dates in official text: read, normalised, compared.

Two figures are equal when they state the same quantity: 99.2亿元 and 992000万元 are,
5.2% and 5.2个百分点 are not, and 51个 is not 51家.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from index.numerals import ordinal

Kind = Literal["percent", "point", "money", "count"]

_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_COUNTERS = (
    "平方公里|平方米|立方米|公里|千米|公顷|千瓦时|千瓦|兆瓦|"
    "人次|户次|批次|周岁|小时|分钟|工作日|大类|部委|"
    "个|家|户|人|件|项|条|名|处|所|座|栋|幢|笔|宗|起|次|批|类|种|级|倍|成|亩|吨|米|度|只|头|辆|台|套|"
    "间|张|份|期|轮|届|位|岁|天|周|年|月|日|小时|斤|股|支|镇|村|乡|县|市|省|区|字|点|分(?=[钟以左上]|$|[^\u4e00-\u9fff])|门|方面|"
    "平方|立方|床|班|片|段|枚|架|艘|列|部|册|幅|场|盏|万里|里"
)
_CHINESE = "一二三四五六七八九十百千万亿零两〇"
_SIGN = r"(?:负|(?<![\dA-Za-z年月日号%元个万亿])[-−])?"
"""A minus; between two numbers or dates the same character is a range (2021-2025, 1-6月)."""
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?P<percent>百分之(?P<pc>{_NUMBER}|[{_CHINESE}]+(?:点[{_CHINESE}]+)?))"
    rf"|(?P<number>(?<![\d.]){_SIGN}{_NUMBER})(?P<rest>\s*(?P<scale>(?:个(?=[万亿](?!元)))?(?:[十万亿]|千(?![瓦米克卡帕伏])|百(?!分))*)(?:(?P<more>多|余)(?P<scale2>[万亿]*))?"
    rf"(?P<unit>%|‰|个百分点|百分点|(?:人民币|美)?元|美元|{_COUNTERS})?)"
    rf"|(?P<chinese>[{_CHINESE}]+)(?P<more2>多|余)?(?P<unit2>个百分点|美元|元|{_COUNTERS})"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})年"
_MONTH_DAY = (
    r"(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?"
    r"(?:(?P<day>3[01]|[12]\d|[1-9])[日号])?"
)
_DATE = re.compile(rf"(?:{_YEAR}|(?<![\d.])(?<!\d[-—–~～至到]))(?:{_MONTH_DAY})(?P<part>底|初|末|中旬|上旬|下旬)?")
_PERIOD = re.compile(
    r"(?P<from>\d{1,2})月?[-—–~～至到](?P<to>\d{1,2})月"
    r"|[上下]半年|[一二三四]季度|第[一二三四1-4]季度|前[一二三]季度"
    r"|(?:今|去|明|前|后|当|本)年(?:[底初末])?|年[底初末中]|近年来|近[两三几]年|"
    r"本月|上月|下月|本周|[早中晚]期|“?十[一二三四五六]五”?(?:期间|末)|(?:19|20)\d{2}年[底末]?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: ``value`` in ``unit`` (scales resolved), at ``start`` to ``end``.

    ``unit`` is "%", "‰", "个百分点", "元", "美元", a counter, or "" where none is written.
    ``approximate`` tells of 多 or 余 behind the number.
    """

    value: Decimal
    unit: str
    kind: Kind
    start: int
    end: int
    approximate: bool = False

    @property
    def quantity(self) -> tuple[Decimal, str]:
        """What is stated, without how and where: the value and its unit."""
        return self.value, self.unit

    def equals(self, other: "Figure") -> bool:
        """Whether both state the same quantity in the same unit."""
        return self.quantity == other.quantity


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period as written; the parts that are not written are None."""

    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""

    def equals(self, other: "DateMention") -> bool:
        """Whether both name the same time; a missing year agrees with any."""
        if self.month is None or other.month is None:
            return (self.year, self.text) == (other.year, other.text) or (
                self.year is not None and self.year == other.year and self.month == other.month
            )
        years = self.year == other.year or None in (self.year, other.year)
        same = (self.month, self.day, self.part) == (other.month, other.day, other.part)
        return years and same


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """``text`` with full-width digits and signs in ASCII, every offset kept.

    >>> fold("１．７８％，５")
    '1.78%,5'
    """
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", text)
    if len(folded) == len(text):
        return folded
    return "".join(one if len(one := unicodedata.normalize("NFKC", char)) == 1 else char for char in text)


@lru_cache(maxsize=8192)
def read_figures(text: str) -> tuple[Figure, ...]:
    """The quantities in ``text``, in order; parts of dates and 一 as an article left out.

    >>> [(str(f.value), f.unit) for f in read_figures("总投资2600多亿元，增长5.2%、0.3个百分点")]
    [('260000000000', '元'), ('5.2', '%'), ('0.3', '个百分点')]
    """
    folded = fold(text)
    dates = [(d.start, d.end) for d in read_dates(folded)]
    found = []
    for match in _FIGURE.finditer(folded):
        if any(start <= match.start() < end for start, end in dates):
            continue
        figure = _figure(match, folded)
        if figure:
            found.append(figure)
    return tuple(found)


@lru_cache(maxsize=8192)
def read_dates(text: str) -> tuple[DateMention, ...]:
    """The dates and periods in ``text``, in order, none inside another.

    >>> [d.text for d in read_dates("1-6月完成；9月底前开工，明年通车，2017年以来")]
    ['1-6月', '9月底', '明年', '2017年']
    """
    folded = fold(text)
    found: list[DateMention] = []
    for match in sorted(
        [*_DATE.finditer(folded), *_PERIOD.finditer(folded)],
        key=lambda m: (m.start(), -m.end()),
    ):
        if found and match.start() < found[-1].end:
            continue
        found.append(_date(match, text))
    return tuple(found)


def _date(match: "re.Match[str]", text: str) -> DateMention:
    parts = match.groupdict()
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    return DateMention(
        text=text[match.start() : match.end()],
        start=match.start(),
        end=match.end(),
        year=int(year) if year else None,
        month=ordinal(month) if month else None,
        day=int(day) if day else None,
        part=parts.get("part") or "",
    )


def _figure(match: "re.Match[str]", text: str) -> Figure | None:
    span = (match.start(), match.end())
    if match.group("percent"):
        return Figure(_number(match.group("pc")), "%", "percent", *span)
    if match.group("number"):
        value = _number(match.group("number"))
        for char in match.group("scale").lstrip("个") + (match.group("scale2") or ""):
            value *= _SCALES[char]
        unit = (match.group("unit") or "").replace("人民币", "")
        return Figure(value, _unit(unit), _kind(unit), *span, bool(match.group("more")))
    written, unit = match.group("chinese"), match.group("unit2")
    if written in ("一", "十", "百", "千", "万", "亿") or text[span[0] - 1 : span[0]] == "第":
        return None
    try:
        value = _number(written)
    except ValueError:
        return None
    return Figure(value, _unit(unit), _kind(unit), *span, bool(match.group("more2")))


def _unit(unit: str) -> str:
    return {"百分点": "个百分点", "周岁": "岁"}.get(unit, unit)


def _kind(unit: str) -> Kind:
    if unit in ("%", "‰"):
        return "percent"
    if unit.endswith("百分点"):
        return "point"
    return "money" if unit.endswith("元") else "count"


def _number(written: str) -> Decimal:
    """The value of Arabic digits, or of Chinese numerals such as 二十 or 三点五.

    Raises:
        ValueError: the characters do not make a number.
    """
    if written[0] in "负-−":
        return -_number(written[1:])
    if written[0].isdecimal():
        return Decimal(written.replace(",", ""))
    whole, _, part = written.partition("点")
    total = Decimal(_chinese(whole))
    for place, char in enumerate(part, start=1):
        total += Decimal(ordinal(char)).scaleb(-place)
    return total


def _chinese(written: str) -> int:
    for char in "亿万":
        high, found, low = written.partition(char)
        if found:
            return _chinese(high or "一") * _SCALES[char] + (_chinese(low) if low else 0)
    return ordinal(written)
