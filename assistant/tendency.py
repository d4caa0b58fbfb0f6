"""Which way a figure goes, and what it measures: up or down, at least or at most, by or to, new or in all."""

import re
from enum import Enum
from typing import Final

_UP: Final = r"增长|提高|上升|增加|回升|上涨|扩大|加快|强劲|增强|改善|递增|提升|增幅|增收|加大|增大|加剧|加重|只增不减"
_DOWN: Final = r"下降|降低|减少|回落|下滑|压减|压缩|缩减|缩短|下跌|疲软|递减|放缓|减退|恶化|降幅|减收|缓解|减轻|趋缓|趋紧|只减不增|减税"
_TENDENCY: Final = re.compile(
    rf"(?P<up>只增不减|{_UP}|\b(?:up|rose|rise|increase[ds]?|grew|growth)\b)"
    rf"|(?P<down>只减不增|{_DOWN}|\b(?:down|fell|fall|decrease[ds]?|decline[ds]?|dropped|cuts?|reduc\w*)\b)",
    re.IGNORECASE,
)
_CURB: Final = re.compile(r"控制|遏制|防止|抑制|扭转")
"""What turns a growth behind it around."""
_LEAST: Final = re.compile(r"至少|不少于|不低于|不小于|最少|(?<!不)(?<!不得)超过|突破")
_MOST: Final = re.compile(r"至多|不超过|不得超过|不高于|不大于|不多于|最多|控制在")
_BEHIND: Final = re.compile(r"\s*[\u4e00-\u9fff]{0,2}?(?:(?P<least>以上)|(?P<most>以下|以内|之内))")
_THRESHOLD: Final = re.compile(r"([\u4e00-\u9fff\d%]{2})(以上|以下|以内|前(?!述|提|景|期|来|往)|[之以]?后(?!备|续|勤))")
_NOT: Final = re.compile(
    r"(?:不(?!断|仅|但|少|低|超|高|大|小|多|良|动产|同|确定|合理|准|得|能|许|允许|再|足|强|是|必)|未(?!来)|没有|无需|无须|暂缓|并非|停止)"
)
_NONE: Final = re.compile(r"不|未|没|无|暂缓|停|禁|除|艰巨?难|仅|只")
_ALL: Final = re.compile(r"全部|所有|均(?!衡|价|等)|全都|一律|悉数|无一例外")
_PART: Final = re.compile(r"大部分|多数|部分|个别|基本|初步|除[^,]{0,8}外|一些|少数|逐步")
_CHANGED: Final = re.compile(
    r"(?:上升|提高|增长|增加|下降|降低|减少|回落)(?:了)?[^\d到至为]{0,2}$|\b(?:rose|fell|grew|increased|decreased|declined|dropped)(?: by)? *(?:RMB *)?$"
)
_ALLOWED: Final = re.compile(r"可以|允许|准许|放开|鼓励")
_FORBIDDEN: Final = re.compile(r"严禁|禁止|不得|不准|不许|不允许|不能|绝不|不可以|不再允许")
_CHANGE: Final = re.compile(
    r"(?:提高|增加|增长|上升|下降|降低|减少|压缩|压减|缩短|回落|上涨)(?P<how>[^\d到至为]{0,8}?)(?P<to>[到至为])?[^\d到至为]{0,6}$"
)
_LEVEL: Final = re.compile(r"(?:为|是|达到?|共|共计|总计|有)[^\d]{0,3}$")
_REACHED: Final = re.compile(r"达到?$|达到[^\d,，]{0,4}$")
_NEW: Final = re.compile(r"新增|净增|再增加|增加(?!值)|新建|新认定|多增|new(?:ly)?\b", re.IGNORECASE)
_TOTAL: Final = re.compile(
    r"总数|总量|共有|共补|共计|现有|已有|拥有|保有|总额|一共|总计|累计|全院|存量|余额|合计|床位共|总共|共(?=\d)|\btotal\b",
    re.IGNORECASE,
)


_MORE: Final = re.compile(r"[高多大好优]于|超出|\b(?:higher|above|more)\b")
_LESS: Final = re.compile(r"[低少小差]于|不及|\b(?:lower|below|less)\b")


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


def comparison_differs(said: str, source: str) -> bool:
    """Whether one is above where the other is below; a comparison that only one makes tells nothing."""
    ours = bool(_MORE.search(said)) - bool(_LESS.search(said))
    theirs = bool(_MORE.search(source)) - bool(_LESS.search(source))
    return ours * theirs < 0


def bounds_differ(said: str, span: tuple[int, int], source: str, there: tuple[int, int]) -> bool:
    """Whether one says at least where the other says at most, of the figures at the two places."""
    return {_bound(said, span), _bound(source, there)} == {"least", "most"}


def threshold_differs(said: str, source: str) -> bool:
    """Whether ``said`` has 亿元以下 where ``source`` has 亿元以上."""
    stated = set(_THRESHOLD.findall(source))
    return any(
        (name, side) not in stated and any(name == other and _opposed(side, there) for other, there in stated)
        for name, side in _THRESHOLD.findall(said)
    )


def polarity_differs(said: str, source: str, before: str) -> bool:
    """Whether ``said`` denies what ``source`` says, or says of all what that says of most."""
    if bool(_NOT.search(said)) != bool(_NOT.search(source)) and not _NONE.search(source if _NOT.search(said) else said):
        return True
    scope = (
        before.rpartition(",")[2] + source
        if not before.endswith(",")
        else before.rstrip(",").rpartition(",")[2] + source
    )
    return bool(
        _ALL.search(said) and not _PART.search(said) and _PART.search(scope) and not re.search(r"其余|其他", said)
    )


def unfounded_change(head: str, source: str) -> bool:
    """Whether ``head`` ends in a change (上升) by the figure behind it where the text tells of none."""
    return bool(_CHANGED.search(head)) and not re.search(r"增|升|涨|提高|扩|减|降|落|缩|压|[高低多少]于|跌", source)


def _opposed(one: str, other: str) -> bool:
    sides = {"以上": 1, "以下": -1, "以内": -1, "前": 2}
    a, b = sides.get(one, -2), sides.get(other, -2)
    return a == -b


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
    place, kind = max(marks, default=(0, ""))
    # 新增就业达到… is new; 达到 in a clause of its own tells of all there is.
    if _REACHED.search(head) and re.search(r"[,;，；、]", head[place:] if marks else ","):
        return "all"
    return kind
