"""Tokens of Chinese text, for lexical scores and for the embedding model.

Text is normalised only to match: what is cited is always the text as it stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from operator import add

from index.numerals import ordinal

LONGEST = 4
"""The longest token, in units: 不良贷款 is one token, 不良贷款率 is made of two."""

_DIGIT = "〇零一二三四五六七八九"
_NUMERAL = "一二三四五六七八九两十百千零"
_COUNTED = "年月日号个项条件家户人名次天倍成万亿吨"
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_PERCENT = re.compile(rf"百分之([{_NUMERAL}〇]+|\d+)(?:[点.]([{_DIGIT}]+|\d+))?")
_YEAR = re.compile(rf"(?<![{_DIGIT}])[{_DIGIT}]{{4}}(?=年)")
_LARGE = re.compile(
    rf"(?<![{_NUMERAL}])(?=[一二三四五六七八九两][十百千]|十[一二三四五六七八九])"
    rf"(?:[{_NUMERAL}]千)?零?(?:[{_NUMERAL}]百)?零?(?:[二三四五六七八九一]?十)?[一二三四五六七八九]?(?![{_NUMERAL}])"
)
_SMALL = re.compile(rf"(?<![{_NUMERAL}几数])[二三四五六七八九两十](?=[{_COUNTED}])")
_CJK = r"㐀-䶿一-鿿豈-﫿𠀀-𲎯"
_UNIT = re.compile(rf"[{_CJK}]|\d+(?:\.\d+)?|[^\W\d_{_CJK}]+|[%‰]")
_RUN = re.compile(rf"(?:(?:{_UNIT.pattern})[^\S\n]*)+")
_PIECE = re.compile(rf"{_UNIT.pattern}|\S")


def normalise(text: str) -> str:
    """``text`` in the one form in which spellings of the same thing are equal.

    Compatibility characters (NFKC), lower case, numbers in Arabic digits without
    thousands separators. Offsets into the result mean nothing in ``text``.

    >>> normalise("百分之五点三，二〇二五年，三十六个，２，０００万元")
    '5.3%,2025年,36个,2000万元'
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = _THOUSANDS.sub("", text)
    text = _PERCENT.sub(_percent, text)
    text = _YEAR.sub(lambda match: _digits(match[0]), text)
    text = _LARGE.sub(_number, text)
    return _SMALL.sub(_number, text)


def lexical_tokens(text: str) -> list[str]:
    """Units and pairs of neighbouring units, in reading order, repeats kept.

    A unit is a Chinese character, a number, a word of another script, or a per
    cent sign; units are neighbours unless punctuation or a line end parts them.

    >>> lexical_tokens("贷款增长 5.3%，GDP")
    ['贷', '贷款', '款', '款增', '增', '增长', '长', '长5.3', '5.3', '5.3%', '%', 'gdp']
    """
    return [token for run in _runs(normalise(text)) for token in _grams(run, 2)]


def pieces(text: str) -> list[str]:
    """The units of ``text``, and each of its other signs, in reading order.

    >>> pieces("贷款增长5.3%，GDP")
    ['贷', '款', '增', '长', '5.3', '%', ',', 'gdp']
    """
    return _PIECE.findall(normalise(text))


def expand(text: str) -> str:
    """The tokens of ``text`` with a space between them: what the model reads.

    Runs of one to ``LONGEST`` units; the model's vocabulary decides which of them
    are words worth a vector, and its tokenizer drops the others.

    >>> expand("不良贷款")
    '不 不良 不良贷 不良贷款 良 良贷 良贷款 贷 贷款 款'
    """
    return " ".join(token for run in _runs(normalise(text)) for token in _grams(run, LONGEST))


def _runs(text: str) -> Iterator[list[str]]:
    """The units of ``text`` in lists of neighbours."""
    for match in _RUN.finditer(text):
        yield _UNIT.findall(match[0])


def _grams(run: list[str], longest: int) -> Iterator[str]:
    """Every token of one to ``longest`` neighbouring units, by where it starts."""
    columns = [run]
    for step in range(1, longest):
        columns.append(list(map(add, columns[-1], run[step:])))
    return (token for row in zip_longest(*columns) for token in row if token)


def _percent(match: re.Match[str]) -> str:
    whole, part = match[1], match[2]
    return str(ordinal(whole)) + (f".{_digits(part)}" if part else "") + "%"


def _number(match: re.Match[str]) -> str:
    return str(ordinal(match[0]))


def _digits(text: str) -> str:
    """Digits read one by one: 二〇二五 is 2025."""
    return "".join(char if char.isdecimal() else str(ordinal(char)) for char in text)
