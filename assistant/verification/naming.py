"""Names in a model's sentence that the sentences it cites do not have."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.verification.normal import normal
from assistant.verification.persons import misplaced_person
from assistant.verification.substitutes import FUNCTION, HAN, foreign_item, foreign_word, other_opening
from index.numerals import ordinal

_JOINING: Final = "由和及与是为即给向归让请的会被对把在年月日前报个家次"
"""Characters that end what stands before a name."""
_TITLE: Final = re.compile(r"《([^》]+)》")
_QUOTED: Final = re.compile(r"[“\"「『]([^”\"」』]{1,30})[”\"」』]")
_BODY: Final = re.compile(
    rf"({HAN}{{2}})(?:委员会|办公室|指挥部|领导小组|管委会|[支大总]队|公司|集团|银行|中心|协会|联合会|联社|联盟|基金会|理事会|法院|检察院|医院|学院|大学|中学|小学|"
    r"幼儿园|研究院|研究所)(?!长)"
)
_OFFICE: Final = re.compile(
    rf"(?:(?<=[省市县区州旗])(?<![全各我本该城]{HAN})((?:(?![{_JOINING}]){HAN}){{1,10}}?(?:{{bureau}}(?![部面势限域长])|{{hall}}|(?<![部党常各])委(?![员托会派书常])|{{office}}(?![理好事学案公法结托医园])))"
    rf"|(?:(?<!{HAN})|(?<=[由和及与、同]))((?:(?![{_JOINING}]){HAN}){{1,10}}?(?:{{bureau}}|{{hall}}|(?<![部党常各])委|{{office}}))(?:(?<={HAN}{{4}}局)|(?<={HAN}{{4}}厅)|(?=$|[^\u4e00-\u9fff]|[牵负配会和与及要应将联的等组])))".replace(
        "{bureau}", "(?<![开布格结全大当时破僵变危])局"
    )
    .replace("{hall}", "(?<![大客餐歌展门舞影])厅")
    .replace("{office}", "(?<![举承主协兴公民创督交领代帮经申合快严查包催补停好难通联])办")
)
"""局, 厅, 委 and 办 by themselves make many words (布局, 举办): a name has its level before it, or its verb behind."""
_PARTY: Final = re.compile(rf"(?<=[省市县区州旗党]委)({HAN}{{2,3}}?(?:部|办|局))(?![门署分长])")
_INSIDE: Final = "长委级直域场民里内外政财城办"
"""Behind 县 or 市 these make another word of it."""
_PLACE: Final = re.compile(
    rf"({HAN}{{2}})(地区|自治州|城市群|大湾区|三角洲|高新区|经开区|新区|街道|县|市|区|镇|乡|村|旗)(?![{_INSIDE}])"
)
_LEVEL: Final = "(?:[县市区镇乡村旗]|街道)"
_FEATURE: Final = re.compile(
    rf"((?:(?![{FUNCTION}]){HAN}){{1,3}})(湖|江|河|岛|港|水库|大桥|隧道|电站|机场|车站|码头|高速|景区|古镇|古城|产业园|广场|大道|[寨屯庄谷湾寺塔坝])(?![道流口长畔岸区东西南北])"
)
_GENERIC: Final = re.compile(r"管理|服务|救援|保障|警察|执法|监督|发展|建设|工作|推进|运营|指导|事务|资源|事业")
"""What many bodies have in their names: it takes the words before to tell them apart."""
_OF_COMPANIES: Final = re.compile(r"投资|控股|开发|发展|建设|实业|产业|管理|运营|担保|资产")
"""What many companies have in their names."""
_CONNECTIVE: Final = re.compile(
    r"(?:^|(?<=[,;。:]))(?:同时|另外|并且|此外|而且|其中|目前|当前|随后|接着|因此|所以|但是?|不过|然而|还有|而|并|且|则|今年|去年|明年|上半年|下半年)+"
)
"""What joins a clause to the one before: no part of the name that it may begin with."""
_VERBS: Final = (
    "推动|推进|加快|支持|建设|打造|实现|完成|开展|组织|加强|深化|强化|提升|提高|落实|实施|建立|健全|完善|优化|统筹|指导|督促|鼓励|引导|带动|促进|保障|"
    "联系|覆盖|惠及|涉及|包括|位于|来自|前往|进驻|走访|依托|围绕|聚焦|针对|面向|通过|发展|引进|扶持|协调|会同|联合|配合"
)
"""The verbs that most often stand before a place or its bodies (推动市, 支持县)."""
_NO_NAME: Final = re.compile(
    rf"[{FUNCTION}全该农实两多小、,。]|老旧|公办|民办|公立|私立|寄宿|新城|城镇|上级|下级|有关|相关|部分|少数|周边|重点|试点|工业|产业|园区|社区|小区|辖区|示范|保护|禁养|"
    rf"功能|山区|景区|化工|物流|科技|建成|自然|城市|都市|超大|上市|入市|投资|承接|转移|集中|职能|主管|{_VERBS}|报$|政务|服务|牵头|责任|成员|人民|基层"
)
_SHORTEST: Final = 3
_NO_PLACE: Final = re.compile(
    r"城市|都市|市县|县市|[乡市县城村][镇县村区乡市]|[省地]市|[市小社园城辖景山灾片库林校厂]区"
)
_SUBJECT: Final = re.compile(r"(?:^|[;。])([\u4e00-\u9fff]{2,3})(?=要|将|须|应|力争|确保)")
_OWN_WORDS: Final = re.compile(
    r"^(?:[省市县区州镇乡村]里|各地|当地|讲话|报告|方案|通知|文件|原文|全市|全县|全省|上半|下半|今年|去年|目前|其中|同时|此外|另外|总体|根据)"
)


@dataclass(frozen=True, slots=True)
class Body:
    """Who does something, or where, by the name in the text."""

    name: str
    start: int
    end: int

    def same(self, other: "Body") -> bool:
        """Whether one name ends as the other, as 工信局 does 市工信局."""
        return self.name.endswith(other.name[-4:]) or other.name.endswith(self.name[-4:])

    def listed(self, text: str) -> bool:
        """Whether it is one of several in ``text``, of which the same is said."""
        before, behind = text[: self.start].rstrip("*")[-1:], text[self.end :].lstrip("*")[:1]
        return bool({before, behind} & set("、和与及"))


_START: Final = rf"(?:(?<!{HAN})|(?<=[由和及与])|(?<=会同))((?:(?![{_JOINING}]){HAN}){{2,12}}?"
_NAMED: Final = (
    re.compile(
        rf"{_START}(?:局|委员会|支队|公司|集团|中心|银行|联合会|指挥部|管委会|医院)(?:(?<=局){HAN}{{2,6}}?(?:支队|大队|分局))?)(?!长)"
    ),
    re.compile(rf"{_START}(?:县|市|区|镇|乡|旗|街道))(?![{_INSIDE}])"),
)


@lru_cache(maxsize=4096)
def bodies(text: str) -> tuple[Body, ...]:
    """The bodies that ``text``, which is normal, names, and the places outside their names."""
    found: list[Body] = []
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            apart = all(match.end(1) <= one.start or one.end <= match.start(1) for one in found)
            if apart and not _NO_PLACE.fullmatch(match[1][-2:]):
                found.append(Body(match[1], *match.span(1)))
    return tuple(sorted(found, key=lambda one: one.start))


def unfounded_name(said: str, cited: str, scope: str, others: Iterable[str]) -> str:
    """The first name in ``said`` that the text does not have; "" if there is none.

    ``cited`` is the normal text of what it cites, ``scope`` that with the headings, ``others`` the
    sentences that it does not cite. Who does something must be named in what is cited itself, if
    that names anybody.
    """
    text = _CONNECTIVE.sub("", normal(said).replace("”", ""))
    bare = scope.replace("”", "").replace(" ", "")
    named = cited.replace("”", "") if _BODY.search(cited) or _OFFICE.search(cited) else bare
    for pattern in (_TITLE, _QUOTED):
        for match in pattern.finditer(said):
            if normal(match[1]).replace("”", "").replace(" ", "") not in bare and not _sums_up(match[1], bare):
                return match[0]
    return (
        next(_unfounded(text, named, bare), "")
        or misplaced_person(text, bare)
        or other_opening(text, bare, others)
        or foreign_word(text, bare)
        or foreign_item(text, bare)
    )


def _sums_up(name: str, scope: str) -> bool:
    """Whether ``name`` counts what ``scope`` repeats: 五进 of 进企业, 进农村 and so on."""
    match = re.fullmatch(f"([二三四五六七八九])({HAN}{{1,2}})", name)
    return match is not None and scope.count(match[2]) >= ordinal(match[1])


def _unfounded(text: str, named: str, scope: str) -> Iterator[str]:
    yield from (match[0] for match in _BODY.finditer(text) if not _has_body(match, text, named))
    for match in _OFFICE.finditer(text):
        # Without its level, what stands before the last characters of a name may be no part of it.
        known = match[2] and match[2][-_SHORTEST:] in named and not _GENERIC.search(match[2][-_SHORTEST:])
        if not known and not _names(match[1] or match[2], named):
            yield match[0]
    yield from (match[0] for match in _PARTY.finditer(text) if match[1] not in named)
    for match in (*_PLACE.finditer(text), *_SUBJECT.finditer(text)):
        if not _is_no_name(match) and (match[1] not in scope or _is_of_another_level(match, scope)):
            yield match[0]
    for match in _FEATURE.finditer(text):
        # Of the same kind as one in the text, and another one. In 创建矮寨 the name has one character, a verb before it.
        verb = re.search(f"(?:{_VERBS}|创建|治理|疏浚|整治|修复)$", text[: match.end(1) - 1])
        short = len(match[2]) == 1 and verb and f"{match[1][-1]}{match[2]}" in scope
        if match[2] in scope and match[1][-2:] not in scope and not short and not _NO_NAME.search(match[1]):
            yield match[0]


def _is_of_another_level(match: "re.Match[str]", scope: str) -> bool:
    """Whether ``scope`` has the name only as another kind of place: 青禾乡 where ``match`` is 青禾镇."""
    named = match.re is _PLACE and match[0] not in scope
    return named and re.search(f"{re.escape(match[1])}{_LEVEL}", scope) is not None


def _has_body(match: "re.Match[str]", text: str, scope: str) -> bool:
    core, generic = match[1], _GENERIC.fullmatch(match[1])
    before = text[max(0, match.start() - 2) : match.start()]
    company = match[0][2:] in ("公司", "集团")
    if company and _OF_COMPANIES.fullmatch(core) and _is_another(before, match[0], scope):
        return False
    if (_NO_NAME.search(core) or (company and core in scope)) and not generic:
        return True
    return _names(match[0], scope) and _is_same_kind(core, before, scope)


def _is_another(before: str, name: str, scope: str) -> bool:
    """Whether ``scope`` has ``name`` (投资集团) with other words ``before`` it: 国有资产投资集团 is not 城市建设投资集团."""
    there = re.findall(f"({HAN}{{2}}){name}", scope)
    plain = len(before) < 2 or re.search(f"[{_JOINING}省市县区]|组建|成立|设立|支持|推动|扶持", before)
    return bool(there) and before not in there and not plain and not _names(before + name, scope)


def _is_no_name(match: "re.Match[str]") -> bool:
    """Whether what looks like a place or a person by its surroundings is made of everyday words."""
    return any(pattern.search(match[0]) for pattern in (_NO_PLACE, _OWN_WORDS)) or bool(_NO_NAME.search(match[1]))


def _names(name: str, scope: str) -> bool:
    """Whether ``scope`` has the name, in full or in its long form (县人力资源和社会保障局 for 人社局)."""
    own = name.lstrip("全市县区省州该本我")
    return re.search("[^,;。、]{0,4}".join(map(re.escape, own)), scope) is not None


def _is_same_kind(core: str, before: str, scope: str) -> bool:
    """Whether what stands before a core that many names have (应急 before 管理) is in ``scope``, where it is part of the name."""
    if not _GENERIC.fullmatch(core) or len(before) < 2 or _NO_NAME.search(before):
        return True
    return before in scope
