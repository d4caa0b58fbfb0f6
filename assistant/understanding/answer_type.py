"""Whether a text holds the kind of thing that a question asks for, and where.

A text that is about the right topic but holds no figure cannot answer "多少"; nor can
one whose only figure the question already states. This is what tells a near miss
from an answer where a score of relevance cannot.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.understanding.figures import Figure, fold, read_dates, read_figures
from assistant.understanding.names import names as thing_names
from assistant.understanding.people import people, wants_a_thing
from assistant.understanding.places import asks_for_a_level, named_places, told_places
from assistant.understanding.question import Ask, Measure, Question

_GENERIC = frozenset(
    "个 家 户 项 处 件 所 座 名 人 条 笔 宗 起 种 类 大类 批 位 份 次 台 套 辆 头 只 艘 场 轮 册 枚 组".split()
)
_ALIKE = (
    frozenset(("家", "户", "个")),
    frozenset(("件", "个", "起", "宗", "项")),
    frozenset(("处", "个", "所", "座", "项")),
    frozenset(("条", "项", "个")),
    frozenset(("人", "名", "位", "个", "人次")),
    frozenset(("种", "类", "大类", "个")),
    frozenset(("笔", "个")),
    frozenset(("次", "回", "起", "场", "轮", "期")),
    frozenset(("台", "套", "辆", "架", "部")),
    frozenset(("公里", "千米", "米")),
    frozenset(("吨", "公斤", "千克", "斤")),
    frozenset(("亩", "公顷", "平方公里")),
    frozenset(("度", "千瓦时")),
    frozenset(("支", "个")),
    frozenset(("栋", "幢", "座")),
)
_OF_PEOPLE = frozenset("人名位")
_PEOPLE_BEHIND = re.compile(r"人|员|者|工|师|生|户")
_REACH = 6
_CURRENCY = re.compile(r"多少[十百千万亿]*(美元|欧元|日元|英镑|港元|港币|卢布)")
_PAID = re.compile(
    r"(?:掏|花|挣|赚|赔|亏|交|缴|付|罚|捐|筹|募|欠|卖|贷|借|领|拿|报销|补贴?|奖|投)(?:掉|[了到出上进下])?[去来]?(?:多少|几)(?=[钱块？?]|$)"
)
"""What is told in money, or as a share of it."""
_HALVES = re.compile(r"一半|过半|[超近]半|半数|翻(?:了?一)?番|[二三四五]分之[一二三四]")
_FREQUENCY = re.compile(r"每(?:半?个?[天日周月年]|季度|两[天周月]|[^，。；]{0,2}[天日周月年])")
_GRADED = frozenset("类级等")
_GRADE = re.compile(r"[Ⅰ-Ⅻ][类级等]|[IV]{1,4}[类级等]")
_DURATIONS = frozenset(("天", "小时", "分钟", "工作日", "个", "年", "周", "月", "日"))
_OF_TIME = re.compile(r"\s*(?:月|小时|工作日|季度|星期|半年)")
_RANK = re.compile(
    r"第[一二三四五六七八九十\d]+(?![季部章条阶产个批期轮次届号要])|排[第在名]*[一二三四五六七八九十\d]+|首位|前[一二三四五十\d]+[名位]?|末位|倒数"
)
_OTHER_DATE = re.compile(
    r"每(?:个?[月周年]|季度?)[^，。；]{0,6}?\d{1,2}[日号](?:至\d{1,2}[日号])?(?:之?前)?|"
    r"(?:元旦|春节|元宵|清明|五一|端午|中秋|国庆)节?(?:期间|之?[前后])|"
    r"[一二两三四五六七八九十\d]+(?:个月|年|周|天)(?:以后|之后|后|内)|"
    r"(?:主?汛期|[供采]暖季|开学|入[冬汛]|春耕|秋收|雨季|高考|换届)(?:之?前|期间|之?后)|即日起|(?<![\d一二三四五六七八九十每])月底前|[本下]个?[周月](?!初|末|[1-9])|"
    r"(?<=[在于保必须])[^，。；、\d在于]{2,8}(?<![目之提以])前(?=[全基完竣建交投启开整])"
)
"""When something is due, in words that name no day of the calendar."""
_OF_DATA = re.compile(r"截[至止]|数据|统计")
_AS_OF = re.compile(r"截[至止]到?$")
_NAMES_A_DAY = re.compile(r"\d[日号]")
_TO_THE_DAY = re.compile(r"几号|哪一?[天日]|几日|什么日子|几月(?=几)")
_TO_THE_YEAR = re.compile(r"哪一?年|几几年|年份")
_OF_CHANGE = re.compile(
    r"[增降升涨跌减超差压砍缩翻滑]|提高|变化|高出|收窄|扩大|拉动|贡献|[多少高低快慢掉]了|(?<!占)比(?![例重])|个点|百分点"
)
"""What asks how much a share has changed; a question without it asks for the share, which has no percentage points."""
_ASPECTS = re.compile(r"(?:方面|问题|重点|环节|领域|层面|关键|要求|阶段|特点|原则)")
"""What is counted to order a text (三个方面), and measures nothing."""
_AMOUNT = re.compile(
    r"(?:额|量|收入|支出|利润|结余|人数|产值|面积|贷款|存款|规模)(?:一共|总共|目前|现在)?(?:是|为|有|达到?|完成)?了?(?:多少(?!个?百分)|多大|[？?\s]|$)"
)
"""What asks for an amount, which no share is."""
_NAME = re.compile(r"“[^”]{1,10}”|《[^》]*》")
"""Short words in quotation marks and titles are names: “六个100%” counts nothing."""
_LISTING = re.compile(r"、|[^\W\d]和[^\W\d]|以及|与|；|《[^》]+》")
_CAUSE = re.compile(
    r"因为|(?<!确)因[^此而素]|由于|受.{1,30}(?:影响|制约|冲击|挤压|拉动|带动|拖累)|影响下|主要(?:受|是|考虑)|为了|随着|加上|(?:是|正是).{1,30}(?:结果|原因|所致)|导致|造成|所致|[引诱]发|"
    r"原因|缘于|在于|不够|不足|不强|滞后|不高|有利于|缺乏|薄弱|难以|之年|特殊|靠|得益于|取决于|关键在|根子"
)
_CAUSE_HINT = re.compile(
    r"事关|关系到?|关乎|源于|出于|基于|鉴于|考虑到|加之|叠加|症结|根源|归因|才能|旨在|目的是|以便|背景下|形势下"
)


@dataclass(frozen=True, slots=True)
class Given:
    """A thing of the asked kind: its span in the text that was searched."""

    start: int
    end: int


def given(question: Question, text: str, names: Mapping[str, str] = {}) -> tuple[Given, ...] | None:
    """The things in ``text`` of the kind that ``question`` asks for, in order.

    Things that the question itself states are left out. ``names`` are places by their
    bare names, with their levels (:func:`assistant.understanding.places.place_names`). None means that the kind
    (how, which ones, a summary, ...) cannot be told from the words of a text.
    """
    if Ask.FIGURE in question.asks:
        return tuple(_figures(question, text))
    if Ask.DATE in question.asks:
        return tuple(sorted(_dates(question, text), key=lambda item: item.start))
    if Ask.WHO in question.asks:
        found = thing_names if wants_a_thing(question.text) else people
        return tuple(Given(*span) for span in found(text, question.text))
    if Ask.PLACE in question.asks:
        named = named_places(text, question.text, names)
        listed = Ask.LIST in question.asks and not asks_for_a_level(question.text)
        if not named and listed and lists_something(text, question.text, names=True):
            return None
        return tuple(Given(*span) for span in named or told_places(text, question.text))
    if Ask.WHY in question.asks:
        return tuple(_matches(_CAUSE, text, ""))
    return None


def hints_at_a_cause(text: str) -> bool:
    """Whether ``text`` may tell a cause or a purpose, by words that mostly do something else."""
    return bool(_CAUSE_HINT.search(text))


def lists_something(text: str, stated: str, *, names: bool = False) -> bool:
    """Whether ``text`` names several things that ``stated`` does not, as a list does; with ``names``, none with figures."""
    fresh = [piece for piece in re.split(r"[，。；：]", text) if _LISTING.search(piece)]
    items = [[item for item in re.split(r"、|和|以及|与", piece) if item not in stated] for piece in fresh]
    if names:
        return any(sum(not re.search(r"\d", item) for item in row) > 1 for row in items)
    return any(items)


def _figures(question: Question, text: str) -> Iterator[Given]:
    if question.measure is Measure.DURATION:
        yield from _matches(_FREQUENCY, text, question.text)
    if question.measure is Measure.RATE:
        yield from _matches(_HALVES, text, question.text)
    if question.counter in _GRADED:
        yield from _matches(_GRADE, text, question.text)
    if question.measure is Measure.RANK:
        yield from _matches(_RANK, fold(text), "")
        return
    stated = read_figures(question.text)
    names = [match.span() for match in _NAME.finditer(text)]
    for figure in read_figures(text):
        if any(start < figure.start < end for start, end in names):
            continue
        if question.measure is Measure.ANY and _ASPECTS.match(text, figure.end):
            continue
        known = any(_restates(figure, other) for other in stated)
        if not known and _measures(figure, question, text):
            yield Given(figure.start, figure.end)


def _restates(figure: Figure, stated: Figure) -> bool:
    return figure.value == stated.value and (figure.unit == stated.unit or not stated.unit)


def _measures(figure: Figure, question: Question, text: str) -> bool:
    """Whether ``figure`` is of the measure, currency and counter that the question names."""
    if currency := _CURRENCY.search(question.text):
        return text[figure.start : figure.end].endswith(currency.group(1))
    if question.measure is Measure.MONEY:
        scaled = figure.unit == "" and text[figure.start : figure.end].endswith(("万", "亿"))
        return figure.kind == "money" or scaled
    if question.measure is Measure.RATE:
        if figure.kind == "point":
            return bool(_OF_CHANGE.search(question.text))
        return "百分点" not in question.counter and (figure.kind == "percent" or figure.unit == "成")
    if question.measure is Measure.DURATION:
        return figure.unit in _DURATIONS and (figure.unit != "个" or bool(_OF_TIME.match(text, figure.end)))
    if question.measure is Measure.COUNT:
        return figure.kind == "count" and _counts_the_same(question.counter, figure, text)
    if _PAID.search(question.text) and figure.kind == "count":
        return False
    share = figure.kind in ("percent", "point")
    return not share or not _AMOUNT.search(question.text) or bool(_OF_CHANGE.search(question.text))


def _counts_the_same(counter: str, figure: Figure, text: str) -> bool:
    """Whether ``figure`` has the measure word ``counter``, or one that is used for the same."""
    if figure.unit == "个" and counter != "个":
        behind = text[figure.end : figure.end + _REACH]
        if behind.startswith("月") or (counter in _OF_PEOPLE and not _PEOPLE_BEHIND.search(behind)):
            return False
    return _same_counter(counter, figure.unit)


def _same_counter(asked: str, found: str) -> bool:
    if asked == found or (asked == "个" and found in _GENERIC):
        return True
    return any(asked in group and found in group for group in _ALIKE)


def _dates(question: Question, text: str) -> Iterator[Given]:
    stated = read_dates(question.text)
    to_the_day, to_the_year = _TO_THE_DAY.search(question.text), _TO_THE_YEAR.search(question.text)
    others = tuple(_matches(_OTHER_DATE, fold(text), fold(question.text)))
    yield from (item for item in others if not to_the_day or _NAMES_A_DAY.search(text, item.start, item.end))
    for date in read_dates(text):
        if any(other.start <= date.start < other.end for other in others):
            continue
        known = any(date.equals(other) or date.text == other.text for other in stated)
        if _AS_OF.search(text, 0, date.start) and not _OF_DATA.search(question.text):
            continue  # 截至6月底 is when the figures were taken, and dates nothing.
        vague = to_the_day and date.month is None and not any(char.isdigit() for char in date.text)
        vague = vague or (to_the_year and "年" not in date.text)
        if not known and not vague:
            yield Given(date.start, date.end)


def _matches(pattern: "re.Pattern[str]", text: str, stated: str) -> Iterator[Given]:
    for match in pattern.finditer(text):
        if not stated or match.group() not in stated:
            yield Given(*match.span())
