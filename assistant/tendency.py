"""Which way a figure goes, and what it measures: up or down, at least or at most, by or to, new or in all."""

import re
from enum import Enum
from typing import Final

_UP: Final = (
    r"增长|提高|上升|增加|回升|上涨|扩大|加快|强劲|好于|优于|增强|改善|高于|多于|大于|超出|递增|提升|增幅|增收|只增不减"
)
_DOWN: Final = r"下降|降低|减少|回落|下滑|压减|压缩|缩减|缩短|下跌|疲软|差于|低于|少于|小于|递减|放缓|减退|恶化|降幅|减收|只减不增|减税"
_TENDENCY: Final = re.compile(
    rf"(?P<up>只增不减|{_UP}|\b(?:up|rose|rise|increase[ds]?|grew|growth|higher|above|exceed\w*|more than)\b)"
    rf"|(?P<down>只减不增|{_DOWN}|\b(?:down|fell|fall|decrease[ds]?|decline[ds]?|dropped|lower|below|less than)\b)",
    re.IGNORECASE,
)
_CURB: Final = re.compile(r"控制|遏制|防止|抑制|扭转")
"""What turns a growth behind it around."""
_LEAST: Final = re.compile(r"至少|不少于|不低于|不小于|最少|(?<!不)(?<!不得)超过|突破")
_MOST: Final = re.compile(r"至多|不超过|不得超过|不高于|不大于|不多于|最多|控制在")
_BEHIND: Final = re.compile(r"\s*[\u4e00-\u9fff]{0,2}?(?:(?P<least>以上)|(?P<most>以下|以内|之内))")
_THRESHOLD: Final = re.compile(r"([\u4e00-\u9fff\d%]{2})(以上|以下|以内)")
_ALLOWED: Final = re.compile(r"可以|允许|准许|放开|鼓励")
_FORBIDDEN: Final = re.compile(r"严禁|禁止|不得|不准|不许|不允许|不能|绝不|不可以|不再允许")
_CHANGE: Final = re.compile(
    r"(?:提高|增加|增长|上升|下降|降低|减少|压缩|压减|缩短|回落|上涨)(?P<how>[^\d到至为]{0,8}?)(?P<to>[到至为])?[^\d到至为]{0,6}$"
)
_LEVEL: Final = re.compile(r"(?:为|是|达到?|共|共计|总计|有)[^\d]{0,3}$")
_REACHED: Final = re.compile(r"达到?$|达到[^\d,，]{0,4}$")
_NEW: Final = re.compile(r"新增|净增|再增加|增加|新建|新认定|多增|new(?:ly)?\b", re.IGNORECASE)
_TOTAL: Final = re.compile(
    r"总数|总量|共有|共补|共计|现有|已有|总计|累计|全院|存量|余额|合计|床位共|总共|共(?=\d)|\btotal\b", re.IGNORECASE
)


class Way(Enum):
    """Up or down."""

    UP = "up"
    DOWN = "down"


def way(clause: str, place: int) -> Way | None:
    """Which way the figure at ``place`` of ``clause`` goes: by the last word before it, else the first behind it."""
    before = list(_TENDENCY.finditer(clause, 0, place))
    match = before[-1] if before else _TENDENCY.search(clause, place)
    if match is None:
        return None
    return Way.UP if match["up"] else Way.DOWN


def ways(clause: str) -> frozenset[Way]:
    """Every way that ``clause`` speaks of."""
    curb = _CURB.search(clause)
    return frozenset(
        Way.UP if match["up"] and not (curb and curb.start() < match.start()) else Way.DOWN
        for match in _TENDENCY.finditer(clause)
    )


def bounds_differ(said: str, span: tuple[int, int], source: str, there: tuple[int, int]) -> bool:
    """Whether one says at least where the other says at most, of the figures at the two places."""
    return {_bound(said, span), _bound(source, there)} == {"least", "most"}


def threshold_differs(said: str, source: str) -> bool:
    """Whether ``said`` has 亿元以下 where ``source`` has 亿元以上."""
    stated = set(_THRESHOLD.findall(source))
    return any(
        (name, side) not in stated
        and any(name == other and (side == "以上") != (way_ == "以上") for other, way_ in stated)
        for name, side in _THRESHOLD.findall(said)
    )


def _bound(clause: str, span: tuple[int, int]) -> str:
    if match := _BEHIND.match(clause[span[1] :]):
        return "least" if match["least"] else "most"
    marks = [(match.start(), "least") for match in _LEAST.finditer(clause[: span[0]])]
    marks += [(match.start(), "most") for match in _MOST.finditer(clause[: span[0]])]
    return max(marks)[1] if marks else ""


def allowed_differs(said: str, source: str) -> bool:
    """Whether ``said`` allows what ``source`` forbids."""
    return bool(_ALLOWED.search(said) and not _FORBIDDEN.search(said) and _FORBIDDEN.search(source))


def measure_differs(said: str, at: int, source: str, there: int) -> bool:
    """Whether one figure is a change (提高5.2个百分点) where the other is a level (提高到, 为)."""
    ours, theirs = _measure(said, at), _measure(source, there)
    return {ours, theirs} == {"by", "to"}


def count_differs(said: str, source: str) -> bool:
    """Whether one counts what is new where the other counts all; by the last word before the figure."""
    ours, theirs = _count(said), _count(source)
    return {ours, theirs} == {"new", "all"}


def level_differs(said: str, source: str, before: str) -> bool:
    """Whether ``said``, up to a figure, counts what is new where ``source`` tells what is reached."""
    return bool(_NEW.search(said)) and bool(_REACHED.search(source)) and not re.search(r"新|增", before + source)


def _measure(clause: str, place: int) -> str:
    head = clause[:place]
    if change := _CHANGE.search(head):
        return "to" if change["to"] else "by"
    if re.search(r"提高|增|下降|降|减|压|缩|涨|升|落", head):
        return ""
    return "to" if _LEVEL.search(head) else ""


def _count(head: str) -> str:
    marks = [(match.start(), "new") for match in _NEW.finditer(head)]
    marks += [(match.start(), "all") for match in _TOTAL.finditer(head)]
    return max(marks)[1] if marks else ""
