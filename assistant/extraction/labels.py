"""By which number, side or level a thing is told from others of its kind: 二期, 东岸, 县级."""

import re
from typing import Final

from index.numerals import ordinal

_LABEL: Final = re.compile(
    r"([一二三四五六七八九十]+|\d+|(?P<side>[东西南北左右上下](?![类批轮届级])))(?P<kind>号|期|标段|段|洞|岸|桥|游|中学|小学|阶段|等奖|类|批|轮|届|级)"
)
_LEVEL: Final = re.compile(r"(?P<of>国家|自治区|[省市州县区盟旗乡镇村])(?P<kind>[级定属直])(?!接|到|辖)")


def is_of_another_label(asked: str, text: str) -> bool:
    """Whether the question names 二号 and ``text`` only 一号."""
    found, wanted = _labels(text), _labels(asked)
    kinds = {kind for _, kind in found}
    return any(label[1] in kinds and label not in found for label in wanted)


def is_behind_another_label(asked: str, text: str, place: int) -> bool:
    """Whether the last label of a kind that the question names, before ``place`` in its part of ``text``, is another.

    >>> line = "一期已经开工，二期总投资78亿元"
    >>> is_behind_another_label("一期总投资多少？", line, line.index("78")), is_behind_another_label("二期呢？", line, 10)
    (True, False)
    """
    begin = text.rfind("；", 0, place) + 1
    for label in _labels(asked):
        before = [match for match in _LABEL.finditer(text, begin, place) if match["kind"] == label[1]]
        if before and _read(before[-1]) != label and label in _labels(text):
            return True
    return False


def is_of_another_level(asked: str, said: str) -> bool:
    """Whether the question names a level (县级) and ``said`` only others of the kind.

    >>> is_of_another_level("县级田长有多少名？", "聘任田长2316名，其中村级1127名")
    True
    """
    wanted, found = _levels(asked), _levels(said)
    kinds = {kind for _, kind in found}
    return bool(wanted) and not wanted & found and all(kind in kinds for _, kind in wanted)


def _labels(text: str) -> set[tuple[str, str]]:
    """What the labels in ``text`` say, and of which kind: 十一号 and 11号 alike."""
    return {_read(match) for match in _LABEL.finditer(text)}


def _read(match: re.Match[str]) -> tuple[str, str]:
    return match["side"] or str(ordinal(match[1])), match["kind"]


def _levels(text: str) -> set[tuple[str, str]]:
    return {(match["of"], match["kind"]) for match in _LEVEL.finditer(text)}
