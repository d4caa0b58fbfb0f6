"""Text brought to one form before figures and dates are read: no offsets survive."""

import re
from functools import lru_cache

from assistant.understanding.figures import fold
from index.numerals import ordinal

_NUMERAL = "零一二三四五六七八九十两〇"
_MONTH_OR_DAY = re.compile(rf"([{_NUMERAL}]{{1,3}})(?=[月日号](?!子|常|报))")
_DECIMAL = re.compile(rf"(?<!百分之)(?<![{_NUMERAL}百])([{_NUMERAL}百]+)点([{_NUMERAL}]+)(?=[万亿%个元米吨公平倍度])")
_YEAR = re.compile(rf"([{_NUMERAL}]{{4}})(?=年)")
_RULES = (
    (re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"), r"\1年\2月\3日"),
    (re.compile(r"(?<=年)0(?=\d月)|(?<=月)0(?=\d日)"), ""),
    (re.compile(r"(\d{1,2}月)(\d{1,2}日)[-—–~～至到](\d{1,2}日)"), r"\1\2至\1\3"),
    (re.compile(r"每个?月的?"), "每月"),
    (re.compile(r"(月\d{1,2})号"), r"\1日"),
    (re.compile(r"前(?:6|六)个月"), "上半年"),
    (re.compile(r"上年|过去(?:的)?一年"), "去年"),
    (re.compile(r"[比较与同]去年同期(?:相比)?"), "同比"),
    (re.compile(r"(?<=[今明去\d])年年"), "年"),
    (re.compile(r"(?<=[年月])末"), "底"),
    (re.compile(r"(?<=[月日年底初])(?:之前|以前)"), "前"),
    (re.compile(r"(?<=年)的(?=\d)"), ""),
    (re.compile(r"(?<=\d)[至到—–~～](?=\d{1,2}月)"), "-"),
    (re.compile(r"(?<=月)份(?=[底初末以之\d]|$|[，。、])"), ""),
    (re.compile(r"第([一二三四1-4])季度"), r"\1季度"),
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), ""),
    (re.compile(r"[“”\"「」『』]"), "”"),
)


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """``text`` with half-width digits, dates in Arabic numerals and one way to say before.

    >>> normal("九月三十日之前，今年１至６月完成3,200户")
    '9月30日前,今年1-6月完成3200户'
    """
    text = fold(text)
    text = _DECIMAL.sub(lambda match: f"{ordinal(match[1])}.{''.join(str(ordinal(char)) for char in match[2])}", text)
    text = _YEAR.sub(lambda match: "".join(str(ordinal(char)) for char in match.group()), text)
    text = _MONTH_OR_DAY.sub(lambda match: str(ordinal(match.group())), text)
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text
