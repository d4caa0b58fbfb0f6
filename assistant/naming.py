"""Names in a model's sentence that the sentences it cites do not have."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.abbreviations import LONG_FORMS
from assistant.normal import normal

_TITLE: Final = re.compile(r"《([^》]+)》")
_QUOTED: Final = re.compile(r"[“\"「『]([^”\"」』]{1,30})[”\"」』]")
_BODY: Final = re.compile(
    r"([\u4e00-\u9fff]{2})(局|厅|委员会|办公室|指挥部|支队|大队|公司|集团|银行|中心|协会|联合会|联社|法院|检察院|人民医院|委|办)"
    r"(?![公理法结事托部面])"
)
_PART_OF_NAME: Final = re.compile(
    r"(?:(?![全市县区省州该本我由和及与是为即给向归让请的报送到在对把被会同各等按照负责牵头经据])[\u4e00-\u9fff]){2}"
)
_NAMED_BODY: Final = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[由和及与])|(?<=会同))"
    r"((?:(?![由和及与是为即给向归让请])[\u4e00-\u9fff]){2,12}?(?:局|委员会|支队|公司|集团|中心|银行|联合会|指挥部|管委会))(?!长)"
)
_PLACE: Final = re.compile(
    r"([\u4e00-\u9fff]{2})(地区|自治州|城市群|大湾区|三角洲|高新区|经开区|新区|县|市|区|镇|乡|村)(?!长|委|级|直|域|场|民|里|内|外|政|财)"
)
_NO_NAME: Final = re.compile(
    r"[各全我该本和与及在对由为让使到从于向是有的地得把将要会等年月日期个农实一二两三四五六七八九十几多、,。]|老旧|新城|城镇|上级|下级|"
    r"有关|相关|其他|其余|部分|少数|多数|周边|重点|试点|工业|产业|园区|社区|小区|辖区|示范|保护|禁养|功能|山区|景区|"
    r"化工|物流|科技|建成|自然|城市|都市|超大|上市|入市|投资|承接|转移|集中|农业|农产|职能|主管|政务|服务|牵头|责任|成员"
)
_NO_PLACE: Final = re.compile(
    r"城市|都市|市县|县市|乡镇|城乡|省市|地市|城镇|县区|村镇|市区|小区|社区|园区|城区|辖区|景区|山区|灾区|片区|库区|林区|校区|厂区"
)
_SUBJECT: Final = re.compile(r"(?:^|[;。])([\u4e00-\u9fff]{2,3})(?=要|将|须|应|力争|确保)")
_PERSON: Final = re.compile(
    r"(?:联系人|负责人|书记|[省市县区州局院处科厅镇乡村]长|主任|工程师|同志|经理|主席)(?:是|为|叫|:|：)+([\u4e00-\u9fff]{2,3})(?=$|[,;。、])"
)
_FOREIGN_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ\u0400-\u04ff][A-Za-z0-9À-ÿ\u0400-\u04ff.@-]*")
_ITEM: Final = re.compile(r"、|以及")
_ITEM_EDGE: Final = re.compile(r"(?:等|这|及其|产业|工作|方面|项目|企业|地区).*$")
_OWN_WORDS: Final = re.compile(
    r"^(?:讲话|报告|方案|通知|文件|原文|全市|全县|全省|上半|下半|今年|去年|目前|其中|同时|此外|另外|总体|根据)"
)


@dataclass(frozen=True, slots=True)
class Body:
    """Who does something, by the name in the text."""

    name: str
    start: int
    end: int

    def same(self, other: "Body") -> bool:
        """Whether one name ends as the other, as 工信局 does 市工信局."""
        return self.name.endswith(other.name[-4:]) or other.name.endswith(self.name[-4:])


@lru_cache(maxsize=4096)
def bodies(text: str) -> tuple[Body, ...]:
    """The bodies that ``text``, which is normal, names."""
    return tuple(Body(match[1], *match.span(1)) for match in _NAMED_BODY.finditer(text))


def unfounded_name(said: str, cited: str, scope: str) -> str:
    """The first name in ``said`` that the text does not have; "" if there is none.

    ``cited`` is the normal text of what it cites, ``scope`` that with the headings. Who
    does something must be named in what is cited itself, if that names anybody.
    """
    text = normal(said).replace("”", "")
    bare = scope.replace("”", "").replace(" ", "")
    named = cited.replace("”", "") if _BODY.search(cited) else bare
    for pattern in (_TITLE, _QUOTED):
        for match in pattern.finditer(said):
            if normal(match[1]).replace("”", "").replace(" ", "") not in bare:
                return match[0]
    for match in _BODY.finditer(text):
        if not _NO_NAME.search(match[1]) and not (_names(match[0], named) and _is_same_kind(text, match, named)):
            return match[0]
    for match in (*_PLACE.finditer(text), *_SUBJECT.finditer(text), *_PERSON.finditer(text)):
        if not _is_no_name(match) and match[1] not in bare:
            return match[0]
    return _foreign_word(text, bare) or _foreign_item(text, bare)


def _is_no_name(match: "re.Match[str]") -> bool:
    """Whether what looks like a place or a person by its surroundings is made of everyday words."""
    return any(pattern.search(match[0]) for pattern in (_NO_PLACE, _OWN_WORDS)) or bool(_NO_NAME.search(match[1]))


def _names(name: str, scope: str) -> bool:
    """Whether ``scope`` has the name, in full or in its long form (县人力资源和社会保障局 for 人社局)."""
    own = name.lstrip("全市县区省州该本我")
    return re.search("[^,;。、]{0,4}".join(map(re.escape, own)), scope) is not None


def _is_same_kind(text: str, match: "re.Match[str]", scope: str) -> bool:
    """Whether what stands before a name's core (应急 before 管理局) is in ``scope``, where it is part of the name."""
    before = text[max(0, match.start() - 2) : match.start()]
    return len(before) < 2 or not _PART_OF_NAME.fullmatch(before) or before in scope


def _foreign_word(text: str, scope: str) -> str:
    folded = scope.lower()
    for match in _FOREIGN_WORD.finditer(text):
        word = match[0].lower()
        known = word in folded or any(form in folded for form in LONG_FORMS.get(word, ()))
        if len(word) > 1 and not known:
            return match[0]
    return ""


def _foreign_item(text: str, scope: str) -> str:
    """The first item of an enumeration that is not in ``scope``: what a model adds to a list from elsewhere."""
    for clause in re.split(r"[,;:。!?()]", text):
        items = _ITEM.split(clause)
        if len(items) < 2:
            continue
        for place, item in enumerate(items):
            name = item[-_ITEM_LENGTH:] if place == 0 else _ITEM_EDGE.sub("", re.split(r"[和与及]", item)[0])
            if not re.fullmatch("[\u4e00-\u9fff]*", name):
                continue
            pairs = [name[n : n + 2] for n in range(len(name) - 1)]
            if len(name) >= _ITEM_LENGTH and sum(pair in scope for pair in pairs) < _ITEM_SHARE * len(pairs):
                return name
    return ""


_ITEM_LENGTH: Final = 3
_ITEM_SHARE: Final = 0.4
