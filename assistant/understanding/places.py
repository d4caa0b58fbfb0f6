"""The places that a text names, and which of them may be what a question asks for."""

import re
from collections.abc import Mapping

_PLACE = re.compile(
    r"^\**(?!各|全|我|要|同|当|这|今|上|下|一|二|三|四|五)[^\W\d_]{2,3}(?=要|将|须|应|力争|打造)|"
    r"(?!各|全|我|该|本)[^\W\d_，。、和与及在]{1,6}?(?:县|市|区|镇|乡|州|省|村|街道|园区|经开区|高新区|新区|城市群|大湾区|三角洲)(?<![县市区镇乡州省村](?=[级域委直长]))"
)
_VAGUE_PLACE = re.compile(
    r"(?:我|全|本|各|市|县|省|区|州|乡|该|个别|个|相关|有关|其余|除)+(?:县|市|区|镇|乡|州|省|村)|县市区?|地区|示范区|禁养区|保护区|功能区|老旧小区|小区|城区|市区|社区|山区|灾区|景区|"
    r"灌区|片区|林区|校区|厂区|工业园区|产业园区|化工园区|科技园区|物流园区|重灾区|县市区|库区|建成区|跨省|扩区|调区"
)
_LEVEL_ASKED = re.compile(r"哪(?:几|些|一|两|三|\d+)?个?([县市区镇乡州省村]+)(?!域)")
_OTHER = (
    "国家|国(?!际)|城市|车站|水库|口岸|高校|大学|学校|医院|大厦|酒店|展馆|景区|公园|林场|农场|牧场|大道|隧道|园区|产业园|工业园|开发区|海域|水域|工地|院区|校区|厂区|站点|站(?!所)|路段|路(?!子|径)|街(?!道)|码头|港口|机场|广场|小区|社区|片区|流域|地段|"
    "区域|地域|方位|地带|山头|河段|岛|场所|场馆|地点|地址|场地"
)
"""Kinds of places that have no head: none of the counties, cities and towns."""
OTHER_ASKED = rf"(?:哪|什么|啥)(?:[一几些两二三四五六七八九十]|\d+)?[个座片条段处块]?(?P<kind>{_OTHER})"
"""A question for one of these, as a pattern."""
_COUNTRY = re.compile(
    r"日本|印度|印尼|印度尼西亚|越南|老挝|柬埔寨|马来西亚|新加坡|菲律宾|泰国|缅甸|文莱|俄罗斯|乌克兰|德国|法国|英国|美国|韩国|"
    r"朝鲜|蒙古|巴基斯坦|孟加拉|尼泊尔|斯里兰卡|哈萨克斯坦|乌兹别克斯坦|吉尔吉斯斯坦|塔吉克斯坦|土库曼斯坦|伊朗|伊拉克|沙特|阿联酋|阿曼|卡塔尔|科威特|土耳其|以色列|"
    r"埃及|摩洛哥|阿尔及利亚|尼日利亚|肯尼亚|埃塞俄比亚|坦桑尼亚|南非|赞比亚|安哥拉|刚果|加纳|意大利|西班牙|葡萄牙|荷兰|比利时|瑞士|瑞典|挪威|芬兰|丹麦|波兰|匈牙利|"
    r"捷克|奥地利|希腊|塞尔维亚|爱尔兰|加拿大|墨西哥|巴西|阿根廷|智利|秘鲁|哥伦比亚|古巴|澳大利亚|新西兰"
)
_HELD_IN = re.compile(
    r"(?:在|于|赴|落户|设在|建在)(?![全各我本上下内此其该今去明]|[境国海省市]外|当地|外地)([^\W\d_]{2,8}?)(?=举[办行]|召开|开[幕业设]|设立|落[地户成]|签约|建[成设])"
)
"""A town of any country is told by what is held or set up there."""
_NO_STEM = re.compile(r"(?:[个座条处段片类各该本此每全多两]|有关|相关|部分|重点|主要|所有|上述)$")
_KNOWN = 3
"""Characters at the end of a name by which the question has it (那个零碳园区)."""
_BELOW = frozenset("镇乡村")
"""Levels below a county."""
_NAMED_PLACE = re.compile(r"(?<![^\W\d_])([^\W\d_]{2})(县|市|区|镇|乡|州)(?!长|委|级|直|域|场|民|区|村|属)")
_FULL_NAME = re.compile(r"(?=([^\W\d_]{2})(县|市|区|镇|乡|州)(?!长|委|级|直|域|场|民|属))")
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


def place_names(text: str) -> dict[str, str]:
    """The bare names of the counties, cities, towns that ``text`` names in full somewhere, each with its level.

    >>> place_names("泸溪县要重点发展新材料产业，全县、各县市区配合。")
    {'泸溪': '县'}
    """
    found = (match.groups() for match in _NAMED_PLACE.finditer(text))
    return {name: level for name, level in found if not _NOT_A_NAME.search(name)}


def places_of(asked: str, text: str) -> list[str]:
    """The counties, cities, towns that ``asked`` names in full, and that ``text`` has somewhere, by their full names."""
    return [
        name + level
        for name, level in _FULL_NAME.findall(asked)
        if name + level in text and not _NOT_A_NAME.search(name)
    ]


def asks_for_a_level(question: str) -> bool:
    """Whether ``question`` says what kind of place it wants: 哪个县."""
    return bool(_LEVEL_ASKED.search(question))


def named_places(text: str, asked: str, names: Mapping[str, str]) -> list[tuple[int, int]]:
    """The spans of those of ``names`` in ``text``, in order, that the question ``asked`` does not name itself.

    Where it wants a town or a village, the name of a county is none.
    """
    level = _LEVEL_ASKED.search(asked)
    below = level is not None and not set(level.group(1)) - _BELOW
    return sorted(
        match.span()
        for name in names
        if name not in asked and not (below and names[name] not in _BELOW)
        for match in re.finditer(re.escape(name), text)
        if not _begins_another_name(text, *match.span(), asked)
    )


def told_places(text: str, asked: str) -> list[tuple[int, int]]:
    """The spans of what looks like the name of a place in ``text``, of the level ``asked`` for, and is not in ``asked``."""
    kind = re.search(OTHER_ASKED, asked)
    if kind and (found := _of_another_kind(text, kind["kind"], asked)):
        return found
    vague = [match.span() for match in _VAGUE_PLACE.finditer(text)]
    return [
        match.span()
        for match in _PLACE.finditer(text)
        if match.group()[-_KNOWN:] not in asked
        and not any(start < match.end() <= end for start, end in vague)
        and not _IN_A_PHRASE.search(match.group())
        and _is_of_the_level(asked, match.group())
    ]


def _of_another_kind(text: str, kind: str, asked: str) -> list[tuple[int, int]]:
    """The spans of the places of a ``kind`` without a head (countries, sites, seas) that stand not in ``asked``."""
    if kind in ("国", "国家"):
        found = [match.span() for match in _COUNTRY.finditer(text)]
    else:
        named = re.finditer(rf"[^\W\d_和与及在于的从到]{{2,8}}?{kind}", text)
        found = [match.span() for match in named if not _NO_STEM.search(match.group().removesuffix(kind))]
    if kind in ("国", "国家", "城市"):
        found += [match.span(1) for match in _HELD_IN.finditer(text)]
    return sorted(span for span in found if text[slice(*span)] not in asked)


def _begins_another_name(text: str, start: int, end: int, asked: str) -> bool:
    """Whether a place only begins the name of an item of a list (泸溪泰和美、永顺本草制药) that is not asked about."""
    begin = max(text.rfind(mark, 0, start) for mark in "，。；：、") + 1
    item = _ITEM.match(text, begin)
    if item is None or begin != start or "、" not in (text[begin - 1 : begin], text[item.end() : item.end() + 1]):
        return False
    rest = text[end : item.end()].partition("等")[0]
    return _NAME_BEHIND.fullmatch(rest) is not None and not any(rest[n : n + 2] in asked for n in range(len(rest) - 1))


def _is_of_the_level(asked: str, name: str) -> bool:
    """Whether ``name`` is of the kind of place that is asked for: a county where 哪个县 is."""
    level = _LEVEL_ASKED.search(asked)
    if level is None or name[-1] not in "县市区镇乡州省村":
        return True
    return name[-1] in level.group(1)
