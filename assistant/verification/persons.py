"""Persons in a claim: whether the text gives that rank to that name."""

import re
from typing import Final

_HAN: Final = "[\u4e00-\u9fff]"
_RANK: Final = r"(?:联系人|负责人|书记|[省市县区州局院处科厅镇乡村组]长|主任|工程师|同志|经理|主席)"
_NAMED: Final = re.compile(rf"{_RANK}(?:是|为|叫|:|：)+([\u4e00-\u9fff]{{2,3}})(?=$|[,;。、])")
_DEPUTY: Final = re.compile(
    r"(副?)([省市县区州局院处科厅镇乡校所队站部]长(?![期远效三江久途足度])|主任|书记|主席|总经理|秘书长)"
)
"""A rank and its deputy's."""
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙陶黎贺顾毛郝龚邵"
)
"""The most frequent ones: what stands behind a rank and begins with another is rarely a name."""
_RANKED: Final = re.compile(rf"({_RANK})([{_SURNAMES}]{_HAN}{{1,2}})")
_BEHIND_A_NAME: Final = "任负牵担兼主出作带指说表强要在对同和与为是分联介讲等将应组"
_LONG: Final = 2
"""Characters of a short name; what stands behind may look like a third."""


def misplaced_person(text: str, scope: str) -> str:
    """A person in ``text`` to whom ``scope`` gives another rank, or another name, or a deputy's rank; "" if there is none.

    >>> misplaced_person("副局长罗敏负责联系", "副局长杨启文牵头联系,总工程师罗敏负责监督")
    '局长罗敏'
    """
    for match in _NAMED.finditer(text):
        if match[1] not in scope:
            return match[0]
    offices = set(_DEPUTY.findall(scope))
    for deputy, rank in _DEPUTY.findall(text):
        if (deputy, rank) not in offices and ("" if deputy else "副", rank) in offices:
            return f"{deputy}{rank}"
    ranked = {(rank, _person(name)) for rank, name in _RANKED.findall(scope)}
    people = {person for _, person in ranked}
    for rank, name in _RANKED.findall(text):
        person = _person(name)
        if (rank, person) not in ranked and (person in people or any(one[0] == person[0] for one in people)):
            return f"{rank}{person}"
    return ""


def _person(name: str) -> str:
    """``name`` without what stands behind a name of two characters."""
    return name[:-1] if len(name) > _LONG and name[-1] in _BEHIND_A_NAME else name
