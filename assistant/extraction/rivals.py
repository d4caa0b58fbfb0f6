"""Whether a figure or a date is said of another thing than the one that the question names.

Of 不良贷款率为1.78%，远低于5%的监管红线 the second figure is the limit's; 2号线日均15.4万人次，同比
增长17.8%；3号线日均9.5万人次 has no growth for line 3; and what 鼎岳铝业、晟禾化工等18家企业 bought
together is not what one of them bought.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from assistant.extraction.labels import is_behind_another_label
from assistant.extraction.periods import is_of_another_year
from assistant.understanding.answer_type import Given
from assistant.understanding.figures import read_figures
from assistant.understanding.question import Ask, Measure, Question
from index.tokens import lexical_tokens

_OWNER = re.compile(r"^(?:左右|以上)?的([^，。；、]{2,16})")
_KINDS = (
    "经开区|高新区|开发区|示范区|产业园|工业园|园区|新区|街道|县|市|区|州|镇|乡|村",
    "集团|公司|银行",
    "医院|院区|分院",
    "大学|学院|中学|小学",
    "号线|高铁|铁路|高速",
    "水库|水电站|电站",
    "港区|港|机场|码头|车站",
)
"""By which a name tells what it is of; a question that names one asks of no other of the kind."""
_NO_NAME = "，。；、：的和与及等各全我本该哪几某这那每由在对向从到把将为给是有让往"
_NAMES = tuple(
    re.compile(rf"(?P<stem>[^\W\da-zA-Z_{_NO_NAME}]{{2}}|[一二三四五六七八九十\d]+)(?:{kind})(?![^\W\d_]?[长委级域])")
    for kind in _KINDS
)
_QUOTED = re.compile(r"“(?P<stem>[^”]{2,12})”")
_VAGUE = re.compile(
    r"[个两三四五六七八九十]|城[市镇区]|[社山灾地景小]区|有关|相关|重点|省级|国家|[农乡]村|市县|县市|城乡|行政|贫困|其他|其余|部分|试点"
)
"""What stands before such a word, or with it, and names nothing."""
_TOGETHER = re.compile(r"[、和与及]")
_COUNTED = re.compile(
    r"等|合计|累计|共|(?:[两三四五六七八九十\d]+)(?:大|个)?[家个支类项所条座处种级名只户大方部市县区省镇乡村]"
)
"""The end of an enumeration that is spoken of as a whole."""
_APART = re.compile(r"分别|各|均|都|每|其中|\d[^、]*、")
_ASKS_TOGETHER = re.compile(r"等|一共|总共|合计|加起来|这些|(?:[两三四五六七八九十\d]+)[家个支类]")
_ITEMS = re.compile(r"、|(?<=”)(?=“)")
_CORE: Final = 4
"""Characters at the end of an item by which it is named again."""
_ENDS: Final = (4, 3, 2)
"""Characters at the end of an item by which 其中 may take it up."""
_OWN: Final = 3
"""Those by which the item that the question names is known behind 其中."""
_IN_A_ROW = re.compile(r"(?:和|与|及|、)[^，。；、\d]{1,6}")
_PART: Final = "其中"
_ITEM: Final = 8
"""Characters at the end of an item in which its name stands."""
_SAME: Final = 0.5
"""Share of a name's pairs of characters from which the question names it."""
_FAR: Final = 20
"""Characters behind a figure in which 分别 says that each has its own."""


class Setting(NamedTuple):
    """A sentence with what it takes as said (its headings and the lead of its point), and the document it stands in."""

    text: str
    above: str
    document: str


def own_things(question: Question, setting: Setting, things: Sequence[Given]) -> Sequence[Given]:
    """``things`` of the sentence without those said of another, where the same clause has one that is not.

    What belongs to an owner that the question does not name is left out where any other is left.
    """
    asked, text = question.text, setting.text
    if Ask.FIGURE in question.asks and question.measure is not Measure.DURATION:
        things = [thing for thing in things if not _has_another_owner(asked, text[thing.end :])] or things
    things = [thing for thing in things if not _is_the_wholes(asked, setting, thing)] or things
    own = [thing for thing in things if not is_of_another(question, setting, thing)]
    if len(own) == len(things):
        return things
    return [thing for thing in things if thing in own or not any(_in_one_clause(text, thing, other) for other in own)]


def _in_one_clause(text: str, one: Given, other: Given) -> bool:
    return not re.search(r"[，；。：]", text[min(one.end, other.end) : max(one.start, other.start)])


def is_of_another(question: Question, setting: Setting, thing: Given) -> bool:
    """Whether ``thing`` is said of something else than the question names: of its owner, of a rival, of a whole group."""
    asked, text = question.text, setting.text
    if _another_item_is_named(asked, text, thing) or _is_the_wholes(asked, setting, thing):
        return True
    if Ask.FIGURE in question.asks:
        lasting = question.measure is Measure.DURATION
        if (not lasting and _has_another_owner(asked, text[thing.end :])) or _is_a_groups(asked, text, thing):
            return True
        if is_of_another_year(asked, text, thing.start) or _is_a_siblings(asked, text, thing):
            return True
        if is_behind_another_label(asked, text, thing.start):
            return True
    elif not question.asks & {Ask.DATE, Ask.WHY}:
        return False
    return _is_another_quoted_names(asked, text, thing) or any(
        _is_a_rivals(asked, setting, thing, names) for names in _NAMES
    )


def _has_another_owner(asked: str, behind: str) -> bool:
    """Whether the figure is said *of* something (总投资15亿元的…项目) that the question does not name."""
    match = _OWNER.match(behind)
    if match is None:
        return False
    owner = {token for token in lexical_tokens(match.group(1)) if len(token) > 1}
    return not owner & set(lexical_tokens(asked))


def _is_a_rivals(asked: str, setting: Setting, thing: Given, names: "re.Pattern[str]") -> bool:
    """Whether the last of ``names`` before the thing, in its part of the sentence, is another than the question's."""
    own = [name for name in _named(names, asked) if name.group() in setting.document]
    if not own or (any(name.group() in setting.above for name in own) and len(set(_stems(names, setting.above))) == 1):
        return False
    text = setting.text
    begin = text.rfind("；", 0, thing.start) + 1
    last = next(reversed(_named(names, text, begin, thing.start)), None)
    if last is None or last.group() in asked:
        return False
    if any("，" + name.group().removeprefix(name["stem"]) in text[last.end() : thing.start] for name in own):
        return False  # 国投公司接收17户，集团负债率… goes on with the group that was named.
    nearest = max(text.rfind(name.group(), begin, thing.start) for name in own)
    # In 嵩阳市、澄江新区要加快建设 it is said of both.
    between = text[nearest : last.start()] if nearest >= 0 else "，"
    return nearest < last.start() and (not _TOGETHER.search(between) or bool(re.search(r"[，。：]", between)))


def _stems(names: "re.Pattern[str]", text: str) -> list[str]:
    return [name.group() for name in _named(names, text)]


def _named(names: "re.Pattern[str]", text: str, begin: int = 0, end: int | None = None) -> list[re.Match[str]]:
    found = names.finditer(text, begin, len(text) if end is None else end)
    return [match for match in found if not _VAGUE.search(match.group())]


def _is_another_quoted_names(asked: str, text: str, thing: Given) -> bool:
    """Whether the question has one of the names in quotation marks, and the last before the thing is another."""
    begin = text.rfind("；", 0, thing.start) + 1
    names = list(_QUOTED.finditer(text, begin, thing.start))
    own = [name for name in names if name["stem"] in asked]
    return bool(own) and own[-1] is not names[-1] and "，" in text[own[-1].end() : names[-1].start()]


class _Enumeration(NamedTuple):
    """Several items (A、B和C), what stands behind the mark of the last in its clause, and where that ends."""

    items: list[str]
    rest: str
    end: int


def _enumerations(text: str, place: int) -> Iterator[_Enumeration]:
    """Those before ``place`` in its part of ``text``."""
    begin = max(text.rfind(mark, 0, place) for mark in "；。：") + 1
    for piece in re.finditer(r"[^，]+", text[begin:place]):
        *items, rest = _ITEMS.split(piece.group())
        if items:
            yield _Enumeration(items, rest, begin + piece.end())


def _is_a_groups(asked: str, text: str, thing: Given) -> bool:
    """Whether the figure is what several things enumerated before it have together, of which the question names one."""
    if _ASKS_TOGETHER.search(asked) or re.search("分别|各", text[thing.end : thing.end + _FAR]):
        return False
    for items, rest, end in _enumerations(text, thing.start):
        counted = _COUNTED.search(rest) or _COUNTED.match(text[end + 1 : thing.start])
        listed = "、".join(items) + rest + text[end : thing.start]
        if counted is None or _APART.search(listed):
            continue
        named = [item for item in (*items, _uncounted(rest)) if _is_named(item, asked)]
        if len(named) == 1 and named[0][-_CORE:] not in text[end : thing.start]:
            return True
    return False


def _another_item_is_named(asked: str, text: str, thing: Given) -> bool:
    """Whether of things enumerated before, of which the question names one, another is taken up again (其中…)."""
    for items, rest, end in _enumerations(text, thing.start):
        _, mark, part = text[end : thing.start].rpartition(_PART)
        if not mark:
            continue
        named = [item for item in (*items, _uncounted(rest)) if _is_named(item, asked)]
        taken_up = [item for item in items if any(part.startswith(item[-size:]) for size in _ENDS if size <= len(item))]
        if len(named) == 1 and taken_up and named[0][-_OWN:] not in part:
            return True
    return False


def _is_the_wholes(asked: str, setting: Setting, thing: Given) -> bool:
    """Whether the thing is said of a whole, and a place that the question names comes up only after it, as a part (其中…)."""
    text = setting.text
    part = text.find(_PART, thing.end, (text + "；").index("；", thing.end))
    if part < 0:
        return False
    places = [name.group() for name in _named(_NAMES[0], asked) if name.group() in text[part:]]
    return bool(places) and not any(name in setting.above + text[:part] for name in places)


def _is_a_siblings(asked: str, text: str, thing: Given) -> bool:
    """Whether the figure stands in a row with the one that names what is asked about (省定12件和市定20件)."""
    stated = read_figures(asked)
    for figure in read_figures(text):
        first, last = (figure.end, thing.start) if figure.end <= thing.start else (thing.end, figure.start)
        if _IN_A_ROW.fullmatch(text[first:last]) and any(figure.equals(other) and figure.unit for other in stated):
            return True
    return False


def _uncounted(rest: str) -> str:
    """The last item of an enumeration, without what counts it: 晨禾化工 of 晨禾化工等18家企业."""
    counted = _COUNTED.search(rest)
    return rest[: counted.start()] if counted else rest[:_ITEM]


def _is_named(item: str, asked: str) -> bool:
    return _share_named(item, asked) >= _SAME


def _share_named(item: str, asked: str) -> float:
    name = item[-_ITEM:]
    pairs = {name[n : n + 2] for n in range(len(name) - 1)}
    return sum(pair in asked for pair in pairs) / max(1, len(pairs))
