"""Figures and dates as English states them: RMB 21.58 billion, 0.3 percentage points, by the end of September."""

import re
from decimal import Decimal
from typing import Final

from assistant.understanding.figures import DateMention
from assistant.verification.quantities import Quantity

_MONTHS: Final = ("january february march april may june july august september october november december").split()
_MONTH: Final = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_WORDS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS: Final = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
_UNITS: Final = (
    (re.compile(r"^\s*(?:%|per ?cent\b)(?!age)"), "%"),
    (re.compile(r"^\s*percentage points?|^\s*points?\b"), "个百分点"),
    (re.compile(r"^\s*(?:yuan|RMB|CNY|renminbi)\b", re.IGNORECASE), "元"),
    (re.compile(r"^\s*(?:mu)\b"), "亩"),
    (re.compile(r"^[\s-]*(?:km|kilomet(?:re|er)s?)\b"), "公里"),
    (re.compile(r"^[\s-]*(?:met(?:re|er)s?)\b"), "米"),
    (re.compile(r"^\s*hectares?\b"), "公顷"),
    (re.compile(r"^\s*(?:metric )?ton(?:ne)?s?\b"), "吨"),
    (re.compile(r"^\s*(?:to|-|–)\s*[\d,.]+ (?:yuan|RMB)\b"), "?元"),
)
_TO_BASE: Final = {
    "亩": ("平方米", Decimal("666.6666666667")),
    "公里": ("米", Decimal(1000)),
    "公顷": ("平方米", Decimal(10000)),
    "吨": ("千克", Decimal(1000)),
}
_NUMBER: Final = re.compile(
    rf"(?<![\w.])(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)|\b(?P<word>(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_WORDS[1:10])}))?|{'|'.join(reversed(_WORDS[2:]))})\b",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    rf"(?P<part>(?:the )?end of |early |mid-|late )?(?:\b(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?\b(?P<month>{_MONTH})\b\.?"
    r"(?: (?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!,\d{3}))?(?:,? (?P<year>(?:19|20)\d{2}))?",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(rf"(?P<from>{_MONTH})\s*(?:to|through|until|-|–|and)\s*(?P<to>{_MONTH})\b", re.IGNORECASE)
_HALVES: Final = {
    "(?:first half|first (?:six|6) months)": "上半年",
    "(?:second half|last (?:six|6) months)": "下半年",
    "first quarter": "一季度",
}
_SMALL_WORDS: Final = ("may", "mar", "one")


def english_dates(text: str) -> tuple[DateMention, ...]:
    """The dates in ``text``, as a Chinese text would give them."""
    found: list[DateMention] = []
    for match in _RANGE.finditer(text):
        first, last = (_month(match[name]) for name in ("from", "to"))
        found.append(DateMention(f"{first}-{last}月", *match.span()))
    for words, period in _HALVES.items():
        found += [DateMention(period, *match.span()) for match in re.finditer(words, text, re.IGNORECASE)]
    for match in _DATE.finditer(text):
        written = match["month"]
        if written.islower() or any(one.start <= match.start() < one.end for one in found):
            continue
        day, year, part = match["day"] or match["first"], match["year"], (match["part"] or "").lower()
        found.append(
            DateMention(
                match[0],
                *match.span(),
                year=int(year) if year else None,
                month=_month(written),
                day=int(day) if day else None,
                part="底" if "end" in part else "初" if "early" in part else "",
            )
        )
    return tuple(found)


def english_quantities(text: str) -> tuple[Quantity, ...]:
    """The figures in ``text`` that are no part of a date.

    A plain number has the unit "?", which agrees with any count; one in millions "?元",
    which may be money, too.
    """
    dates = [(date.start, date.end) for date in english_dates(text)]
    found = []
    for match in _NUMBER.finditer(text):
        if any(start <= match.start() < end for start, end in dates):
            continue
        value = Decimal(match["digits"].replace(",", "")) if match["digits"] else Decimal(_value(match["word"].lower()))
        end = match.end()
        unit = "元" if re.search(r"(?:RMB|CNY|¥|yuan)\s*$", text[: match.start()]) else "?"
        if scale := re.match(rf"\s*({'|'.join(_SCALES)})\b", text[end:]):
            value *= _SCALES[scale[1]]
            unit = unit if unit == "元" else "?元"
            end += scale.end()
        for pattern, name in _UNITS:
            if behind := pattern.match(text[end:]):
                unit, end = name, end + (0 if name == "?元" else behind.end())
                break
        base, factor = _TO_BASE.get(unit, (unit, Decimal(1)))
        found.append(Quantity(value * factor, base, match.start(), end, written=unit if unit in _TO_BASE else base))
    return tuple(found)


def _month(name: str) -> int:
    return next(n for n, full in enumerate(_MONTHS, start=1) if full.startswith(name.lower()[:3]))


def _value(word: str) -> int:
    tens, _, ones = word.partition("-")
    if tens in _TENS:
        return _TENS[tens] + (_WORDS.index(ones) if ones else 0)
    return _WORDS.index(word)
