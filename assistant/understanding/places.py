"""The places that a text names, and which of them may be what a question asks for."""

import re

_PLACE = re.compile(
    r"^\**(?!各|全|我|要|同|当|这|今|上|下|一|二|三|四|五)[^\W\d_]{2,3}(?=要|将|须|应|力争|打造)|"
    r"(?!各|全|我|该|本)[^\W\d_，。、和与及在]{1,6}?(?:县|市|区|镇|乡|州|省|村|街道|园区|经开区|高新区|新区|城市群|大湾区|三角洲)"
)
_VAGUE_PLACE = re.compile(
    r"(?:我|全|本|各|市|县|省|区|州|乡|该|个别|个|相关|有关|其余|除)+(?:县|市|区|镇|乡|州|省|村)|县市区?|地区|示范区|禁养区|保护区|功能区|老旧小区|小区|城区|市区|社区|山区|灾区|景区|"
    r"灌区|片区|林区|校区|厂区|工业园区|产业园区|化工园区|科技园区|物流园区|重灾区|县市区|库区|建成区|跨省|扩区|调区"
)
_LEVEL_ASKED = re.compile(r"哪(?:几|些|一|两|三|\d+)?个?([县市区镇乡州省村]+)(?!域)")
_NAMED_PLACE = re.compile(r"(?<![^\W\d_])([^\W\d_]{2})(?:县|市|区|镇|乡|州)(?!长|委|级|直|域|场|民|区|村|属)")
_ITEM = re.compile(r"[^，。；：、]+")
_NAME_BEHIND = re.compile(r"(?![县市区镇乡州]|[和与及等两三四五]|要|将|应)[^\W\d_]{2,8}(?<![县市区镇乡村园州])")
_VERBS = (
    r"推[进动行广]|落实|[办抓做搞]好|接待|加[快强大]|完[成善]|实[现施]|支持|组织|建[设成立]|开[展工通]|确保|坚持|紧扣|深化|提[升高]|促进|强化|争取|配合|"
    r"协调|依托|围绕|培[育训]|引[进导]|发展|健全|打造|创建|构建|统筹|鼓励|帮助|指导|督[促办]|要求|通[过报]|按照|根据|结合|经过|召开|参加|列入|"
    r"纳入|进入|成为|作为|获[得评批]|走进|服务|保障|覆盖|惠及|涉及|包括|整[治改合]|优化|规范|压[实减]|带动"
)
"""What stands before 县, 市, 乡 and names no place: 推进|市…, 接待|乡村…."""
_NOT_A_NAME = re.compile(
    r"[各全我该本的和与及在对市县区镇乡州省级新老城个地社山校园景灾库]|有关|相关|其他|部分|少数|多数|周边|重点|试点|其中|同时|目前|来自|[今去明上]年|"
    + _VERBS
)
_IN_A_PHRASE = re.compile(rf"{_VERBS}|要|将|把|向|由|对")


def place_names(text: str) -> frozenset[str]:
    """The bare names of the counties, cities, towns that ``text`` names in full somewhere.

    >>> sorted(place_names("泸溪县要重点发展新材料产业，全县、各县市区配合。"))
    ['泸溪']
    """
    found = (match.group(1) for match in _NAMED_PLACE.finditer(text))
    return frozenset(name for name in found if not _NOT_A_NAME.search(name))


def asks_for_a_level(question: str) -> bool:
    """Whether ``question`` says what kind of place it wants: 哪个县."""
    return bool(_LEVEL_ASKED.search(question))


def named_places(text: str, asked: str, names: frozenset[str]) -> list[tuple[int, int]]:
    """The spans of those of ``names`` in ``text``, in order, that the question ``asked`` does not name itself."""
    return sorted(
        match.span()
        for name in names
        if name not in asked
        for match in re.finditer(re.escape(name), text)
        if not _begins_another_name(text, *match.span(), asked)
    )


def told_places(text: str, asked: str) -> list[tuple[int, int]]:
    """The spans of what looks like the name of a place in ``text``, of the level ``asked`` for, and is not in ``asked``."""
    vague = [match.span() for match in _VAGUE_PLACE.finditer(text)]
    return [
        match.span()
        for match in _PLACE.finditer(text)
        if match.group() not in asked
        and not any(start < match.end() <= end for start, end in vague)
        and not _IN_A_PHRASE.search(match.group())
        and _is_of_the_level(asked, match.group())
    ]


def _begins_another_name(text: str, start: int, end: int, asked: str) -> bool:
    """Whether a place only begins the name of an item of a list (泸溪泰和美、永顺本草制药) that is not asked about."""
    begin = max(text.rfind(mark, 0, start) for mark in "，。；：、") + 1
    item = _ITEM.match(text, begin)
    if item is None or begin != start or "、" not in (text[begin - 1 : begin], text[item.end() : item.end() + 1]):
        return False
    rest = text[end : item.end()]
    return _NAME_BEHIND.fullmatch(rest) is not None and not any(rest[n : n + 2] in asked for n in range(len(rest) - 1))


def _is_of_the_level(asked: str, name: str) -> bool:
    """Whether ``name`` is of the kind of place that is asked for: a county where 哪个县 is."""
    level = _LEVEL_ASKED.search(asked)
    if level is None or name[-1] not in "县市区镇乡州省村":
        return True
    return name[-1] in level.group(1)
