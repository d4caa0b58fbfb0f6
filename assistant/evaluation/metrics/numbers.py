"""Numbers in answers, written one way.

The evaluation reads numbers with code of its own: if it shared the assistant's, a number that both misread would
count as right.
"""

import re
import unicodedata
from decimal import Decimal

from index.numerals import ordinal

_MARK = re.compile(r"[\[【]\d+[\]】]")
_SPACE = re.compile(r"\s+")
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)")
_DIGIT = "零〇一二三四五六七八九两"
# 百 before 分 belongs to 百分点.
_CHINESE = rf"[{_DIGIT}十](?:[{_DIGIT}十千]|百(?!分))*"
_FIGURE = re.compile(
    rf"(?P<of100>百分之)?(?P<number>\d+(?:\.\d+)?|{_CHINESE}(?:点[零〇一二三四五六七八九]+)?)"
    r"(?P<scale>(?:[十千]|百(?!分))?(?:万亿|万|亿)?)(?P<kind>%|‰|个?百分点)?"
)
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_KINDS = {"%": "%", "‰": "‰", "百分点": "百分点", "个百分点": "百分点"}
_NAME = re.compile(r"[十百千][一二三四五六七八九两]{2}|[一二三四五六七八九两]{2}[十百千]")
_ASSERTED = re.compile(r"\d|百分之|[二三四五六七八九]?十[一二三四五六七八九]?[万亿]?[个项条家人户次件元天年月日]")


def without_marks(text: str) -> str:
    """`text` without its citation marks [n] and 【n】, in full or normal width."""
    return _MARK.sub("", unicodedata.normalize("NFKC", text))


def normalise(text: str) -> str:
    """`text` in normal width (NFKC) and lower case, without white space and commas inside numbers.

    >>> normalise("完成投资 １，２００ 亿元")
    '完成投资1200亿元'
    """
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return _GROUPED.sub(lambda match: match.group().replace(",", ""), plain)


def with_figures(text: str) -> str:
    """Normalised `text` with each number as ⟨value⟩, so that equal numbers are equal strings and no others are.

    A percentage, a per-mille and percentage points are three kinds; other units stay where they are.

    >>> with_figures("新增1.5万人，下降百分之五")
    '新增⟨15000⟩人，下降⟨5%⟩'
    >>> with_figures("回落5.4个百分点")
    '回落⟨5.4百分点⟩'

    Digits side by side after a unit are a name, not a number, and stay as they are:

    >>> with_figures("“十四五”规划")
    '“十四五”规划'
    """
    return _FIGURE.sub(_written, text)


def has_figure(text: str) -> bool:
    """Whether `text` states a number: digits, a percentage in words, or a number in words with a unit.

    Marks are no figures; neither are single words such as 一 and 两, which Chinese uses for much besides counting.
    """
    return bool(_ASSERTED.search(without_marks(text)))


def _written(match: re.Match[str]) -> str:
    if _NAME.search(match["number"]):
        return match.group()
    value = _number(match["number"])
    for char in match["scale"]:
        value *= _SCALES[char]
    kind = "%" if match["of100"] else _KINDS.get(match["kind"] or "", "")
    return f"⟨{value.normalize():f}{kind}⟩"


def _number(text: str) -> Decimal:
    """The value of digits, or of Chinese numerals: counted (二十三), or digit by digit (二〇一九)."""
    if text[0].isdecimal():
        return Decimal(text)
    whole, _, fraction = text.partition("点")
    digits = "".join(str(ordinal(char)) for char in fraction)
    if len(whole) > 1 and not re.search("[十百千]", whole):
        return Decimal("".join(str(ordinal(char)) for char in whole) + (f".{digits}" if digits else ""))
    return Decimal(f"{ordinal(whole)}.{digits}" if digits else str(ordinal(whole)))
