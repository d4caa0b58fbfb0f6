"""Which way a figure goes, and what it measures: up or down, at least or at most, by or to.

Each is a pair of closed classes of the language: the morphemes of growth and of decline, the
comparatives with and without a negation, the words for what was added and for what there is.
"""

import re
from collections.abc import Sequence
from typing import Final, Literal

Way = Literal["up", "down"]
Bound = Literal["least", "most", ""]
Amount = Literal["by", "to"]

_UP: Final = (
    r"只增不减|有增无减|上调|上浮|调高|(?<!负)增(?!值|减|城|补|效|设)|提高|[提回上攀递跃抬]升|升(?=[到至高了])|涨|扩[大张]|加[大快剧重深长宽]|"
    r"延长|拉长|拓宽|改善|走高|好转|强劲"
)
_DOWN: Final = (
    r"只减不增|负增长|下调|下浮|调低|降(?!费|雨|水|级|温|噪)|减(?!税|费|灾|排|免|震|贫|速带|振|河)|缩|跌|回落|下滑|收窄|[放减趋]缓|压[减降低]|缓解|"
    r"趋紧|疲软|恶化|萎缩|走低"
)
_TENDENCY: Final = re.compile(
    rf"(?P<down>只减不增|负增长|\b(?:down|fell|fall|decrease[ds]?|decline[ds]?|dropped|cuts?|reduc\w*)\b)"
    rf"|(?P<up>{_UP}|\b(?:up|rose|rise|increase[ds]?|grew|growth)\b)|(?P<down2>{_DOWN})",
    re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(r"[长大]?的(?!趋势|态势|势头|局面|走势|情况|形势)")
_CURB: Final = re.compile(r"控制|遏制|防止|抑制|扭转")
"""What turns a growth behind it around."""
_ANY_CHANGE: Final = re.compile(r"[增升涨扩减降落缩跌压延翻由从变转]|恶化|改善|好转|提高|[高低多少大小]于|[多少]收")
_CHANGED: Final = re.compile(
    r"(?:上升|提高|增长|增加|下降|降低|减少|回落)(?:了)?[^\d到至为]{0,2}$|\b(?:rose|fell|grew|increased|decreased|declined|dropped)(?: by)? *(?:RMB *)?$"
)

_TURN: Final = re.compile(r"(?:提[升高]|[上下]降|恶化|改善|好转|降低?|增加|减少|扩大|缩小|延长|缩短|回落|升)[到至为]")
_NO: Final = r"(?:不|没有?|未|无)(?:得|能|可|应|许|准|会|允许)?"
_LESS_WORD, _MORE_WORD = "[少低小短差弱]于|不[到足满及如]|未[到满达]", "[多高大长好优强]于|超[过出]?|突破|逾(?!期)"
_THAN, _BY = "比[^,;]{1,15}?", r"(?=[\d出了约近上下整])"
_BOUND: Final = re.compile(
    rf"(?P<least>{_NO}(?:{_LESS_WORD})|至少|最少(?![,;。的])|最[低短小早](?=[\d不])|不下|下限|底线|\b(?:no|not) (?:less|fewer|lower|below|under)\b|\bat least\b)"
    rf"|(?P<most>{_NO}(?:{_MORE_WORD})|至多|最多(?![,;。的])|最[高长大晚迟](?=[\d不])|控制在|封顶|上限|\b(?:no|not) (?:more|higher|above|over|exceed\w*)\b|\bat most\b|\bup to\b)"
    rf"|(?P<less>{_LESS_WORD}|{_THAN}(?<![降减缩])[低少短慢小]{_BY}|\b(?:lower|below|less(?= than))\b)|(?P<more>{_MORE_WORD}|{_THAN}(?<![提增加扩延])[高多长快大]{_BY}|\b(?:higher|above|more(?= than))\b)"
)
_BEHIND: Final = re.compile(
    r"\s*[\u4e00-\u9fff]{0,2}?(?:(?P<least>以上|[以之]?后(?![备续]))|(?P<most>以下|[以之]?内(?![部容地外])))"
)
_REACH: Final = 12
"""Characters between a bound and the figure that it bounds."""
_SIDES: Final = re.compile(r"([\u4e00-\u9fff\d%]{2})(以上|以下|以内|前(?!述|提|景|期|来|往)|[之以]?后(?!备|续|勤))")

_NEW_NOUN: Final = r"能|材|区|城|型|馆|校|房|闻|兴|一|时|农|生|楼|址|站|村|路|动|业|征|局|台|突|机|形|发|理|格|高|风|篇|气|质|综|企|产|技|模|经|常|院|旧|老|的|综"
"""Behind 新 these begin a noun (新能源, 新校区): any other begins what was done anew (新识别, 新开通)."""
_GROW: Final = r"增[加长](?!值)|提高|提升|上升|上涨|下降|降低|减少|压缩|压减|缩短|缩小|延长|回落|扩大"
_AMOUNT: Final = re.compile(
    rf"(?P<to>(?:{_GROW})[^\d,;、到至]{{0,8}}?[到至]|(?:{_GROW}|调整)为|[增降升缩减压涨扩][到至]|总数|总量|共有|共计|现有|已有|拥有|保有|总额|一共|总计|"
    rf"累计|存量|余额|合计|总共|共$|\btotal\b)"
    rf"|(?P<by>净增|再增|多增|新(?!{_NEW_NOUN})|(?:{_GROW})(?!后)|增[速幅]|[降涨]幅|\bnew(?:ly)?\b)",
    re.IGNORECASE,
)
_LEVEL: Final = re.compile(r"(?:达到?|有|(?<![标务划期])[为是])[^\d,;、]{0,4}$")
"""What is told as there is; an aim (目标是) may be of either kind."""


_IN_ALL: Final = re.compile(r"\b(?:total|altogether|in all|overall)\b", re.IGNORECASE)
_ADDED: Final = re.compile(r"\b(?:new|newly|added|additional|extra|more)\b(?! than)", re.IGNORECASE)
_BY_TO: Final = re.compile(r"\b(by|to) (?:(?:about|around|over|nearly|some|RMB|CNY|a|¥) ?)*$", re.IGNORECASE)


def way(clause: str, place: int) -> Way | None:
    """Which way the figure at ``place`` of ``clause`` goes: by the last word before it, else the first behind it."""
    before = list(_TENDENCY.finditer(clause, 0, place))
    match = before[-1] if before else _TENDENCY.search(clause, place)
    return None if match is None else _way(match)


def ways(clause: str) -> frozenset[Way]:
    """Every way that ``clause`` speaks of."""
    curb = _CURB.search(clause)
    return frozenset(
        "down" if curb and curb.start() < match.start() else _way(match)
        for match in _TENDENCY.finditer(clause)
        # 拉动经济增长的投资 names what rises or falls: it tells neither.
        if not _ATTRIBUTE.match(clause, match.end())
    )


def _way(match: "re.Match[str]") -> Way:
    return "up" if match["up"] else "down"


def unfounded_change(head: str, source: str) -> bool:
    """Whether ``head`` ends in a change (上升) by the figure behind it where the text tells of none."""
    return bool(_CHANGED.search(head)) and not _ANY_CHANGE.search(source)


def unfounded_turn(said: str, source: str) -> bool:
    """Whether ``said`` tells of a change to something (恶化到Ⅱ类) where the text tells of none."""
    return bool(_TURN.search(said)) and not _ANY_CHANGE.search(source)


def comparison_differs(said: str, source: str) -> bool:
    """Whether one is above where the other is below; a comparison that only one makes tells nothing."""
    return {_compared(said), _compared(source)} == {"least", "most"}


def _compared(clause: str) -> Bound:
    sides = {_side(match) for match in _BOUND.finditer(clause)}
    return sides.pop() if len(sides) == 1 else ""


def bounds_differ(said: str, span: tuple[int, int], source: str, there: tuple[int, int]) -> bool:
    """Whether one says at least where the other says at most, of the figures at the two places."""
    return {_bound(said, span), _bound(source, there)} == {"least", "most"}


def _bound(clause: str, span: tuple[int, int]) -> Bound:
    if match := _BEHIND.match(clause[span[1] :]):
        return "least" if match["least"] else "most"
    marks = list(_BOUND.finditer(clause, max(0, span[0] - _REACH), span[0]))
    return _side(marks[-1]) if marks else ""


def _side(match: "re.Match[str]") -> Bound:
    return "least" if match["least"] or match["more"] else "most"


def threshold_differs(said: str, source: str) -> bool:
    """Whether ``said`` has 亿元以下 where ``source`` has 亿元以上."""
    stated = set(_SIDES.findall(source))
    return any(
        (name, side) not in stated and any(name == other and _opposed(side, there) for other, there in stated)
        for name, side in _SIDES.findall(said)
    )


def _opposed(one: str, other: str) -> bool:
    sides = {"以上": 1, "以下": -1, "以内": -1, "前": 2}
    return sides.get(one, -2) == -sides.get(other, -2)


def amount_differs(said: Sequence[str], before: str, source: Sequence[str]) -> bool:
    """Whether one figure is a change (提高5.2个百分点, 新增22家) where the other is what there is (提高到, 总数, 为).

    Of each, what stands before it: first in its clause, then in what that goes on with. A bare
    为 tells nothing by itself where the change is named anywhere ``before``.
    """
    ours, theirs = _amount(said), _amount(source)
    if {ours, theirs} == {"by", "to"}:
        return True
    if ours is None and _amount((before,)) is None:
        return _amount(source[:1]) == "by" and bool(_LEVEL.search(said[0]))
    return theirs is None and ours == "by" and bool(_LEVEL.search(source[0]))


def _amount(heads: Sequence[str]) -> Amount | None:
    for head in heads:
        marks = list(_AMOUNT.finditer(head))
        if marks:
            # 新增就业达到… is new; 达到 in a part of its own tells of all there is.
            apart = re.search(r"[、和]", head[marks[-1].end() :]) and _LEVEL.search(head)
            return "to" if marks[-1]["to"] or apart else "by"
    return None


def english_amount_differs(said: str, place: int, source: Sequence[str]) -> bool:
    """Whether ``said`` tells in English, at ``place``, of a total where the figure of ``source`` is of what was added, or the reverse."""
    by, to = _BY_TO.search(said[:place]), _IN_ALL.search(said)
    stands = _amount(source)
    if by:
        return {by[1].lower(), stands} in ({"by", "to"},)
    added = _ADDED.search(said)
    return bool((to and not added and stands == "by") or (added and not to and stands == "to"))
