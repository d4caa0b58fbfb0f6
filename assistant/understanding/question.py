"""What a question asks for, read from its words.

A question asks for one or several things of a kind (a figure, a date, who, where,
which ones, how, why, yes or no, a summary), about a topic. The topic is what is
looked for in the speech; the kind is what must stand where the topic was found.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.understanding import asking, keyword_query
from assistant.understanding.figures import fold
from assistant.understanding.names import asks_which
from assistant.understanding.parts import Part, divide
from assistant.understanding.topic import COUNTER, topic


class Ask(StrEnum):
    """The kind of thing that is asked for."""

    FIGURE = "figure"
    DATE = "date"
    WHO = "who"
    PLACE = "place"
    LIST = "list"
    HOW = "how"
    WHY = "why"
    YES_NO = "yes_no"
    SUMMARY = "summary"
    OPEN = "open"


class Measure(StrEnum):
    """What a figure that is asked for must measure."""

    ANY = "any"
    MONEY = "money"
    RATE = "rate"
    RANK = "rank"
    COUNT = "count"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read: what it asks for, and of what measure if a figure.

    ``counter`` is the counted thing's measure word (家, 个, 公里) where one is named.
    ``parts`` are the questions that it is made of, itself alone if it is one; ``about``
    is the whole question that a part was taken from.
    """

    text: str
    asks: frozenset[Ask]
    measure: Measure = Measure.ANY
    counter: str = ""
    parts: tuple[Part, ...] = ()
    about: str = ""

    def questions(self) -> tuple["Question", ...]:
        """The questions that it is made of."""
        if len(self.parts) == 1:
            return (self,)
        return tuple(read_question(part.text, part.about or self.about) for part in self.parts)

    @property
    def topic(self) -> str:
        """The words to look for: the question's own, and those of the whole it is a part of."""
        return topic(self.about or self.text)


_WHETHER = re.compile(r"(?:[后前头近]+|这|那|过)几个?[天日周月年]|(?:能不能|可不可以|能否|可否)几[家户个人]")
"""A vague number (后头几个月会不会好转), which asks for none."""
_RANK = re.compile(r"第几|排几|老几|排第|名次|位次|排名(?![前第])|rank", re.IGNORECASE)
_DURATION = re.compile(
    r"多久|多长时间|(?<!哪)(?:几|多少)(?:天(?!然)|个?小时|个?钟头|个?工作日|分钟|个月|年|周)(?![初底末份])|how long",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?:几|多少)个点")
_RATE = re.compile(
    r"百分之(?:几|多少)|百分点|几成|比例|比重|占比|占到|占(?![地用道]).{0,6}多少|增速|增幅|降幅|增长率|涨幅|[^效]率(?!先)|percent|proportion|share|rate|ratio",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?<!哪)(?:多少|几)(?:块|毛|角)|多少(?:万|亿|块|)*(?:元|钱|资金|投资|经费|贷款|奖金|补贴)|钱|金额|亿元|万元|投资额|总投资|注册资金|经费|造价|"
    r"how much (?:money|funding|investment)|investment|yuan|capital"
)
_MONEY_NOUN = re.compile(
    r"(?:收入|支出|利润|损失|余额|债务|经费|资金|保费|造价|产值|股本|结余|成交额|交易额|销售额|进出口额?|出口额|产业增加值|生产总值)(?:总额|总计|总数)?(?:目前|现在|一共|总共|合计)?"
    r"(?:(?:是|为|有|达到?|做到|到)?了?(?:多少(?!个?百分|[家户人件个])|多大)|[？?\s]*$)"
)
"""What is told in money."""
_OF_CHANGE = re.compile(r"(?:便宜|[压砍省降涨减升]|下调|上调|提高)了?(?:掉|下)?(?:多少|几)(?![十百千万亿]*[元块钱])")
"""How much more or less money: it may be told in percent."""
_HEADS = re.compile(r"(?:多少|几)[十百千万]*[号个]人(?![家大员才])")
"""多少号人, 几个人: it is people that are counted."""
_ASKED_COUNTER = re.compile(
    rf"(?:多少|几)[十百千万亿]*({COUNTER})|(?<![用住农商贫客账租散大])(个|家|户|座|所|栋|台|套|条|艘|辆|架)数(?:量|目)?(?=[？?\s]*$)"
)
_SOURCE = re.compile(r"(?:钱|资金|经费|款项?)[^，。；]{0,4}(?:从|打)?哪里?来")
"""Where money comes from is no place."""
_HOW_MUCH = re.compile(
    r"(?:率|额|量|增速|增幅|降幅|收入|支出|投资|产值|利润|余额|占比|比重|排名|同比|变化)的?(?:变化)?(?:情况|水平)?(?:是|到底)?(?:如何|怎样|怎么样|咋样)[？?]?$"
)
"""How it stands with an amount, which a figure tells."""
_KEYWORDS = {
    Ask.FIGURE: keyword_query.FIGURE,
    Ask.WHO: keyword_query.WHO,
    Ask.PLACE: keyword_query.PLACE,
    Ask.DATE: keyword_query.DATE,
    Ask.WHY: keyword_query.WHY,
}


def read_question(text: str, about: str = "") -> Question:
    """What ``text`` asks for; ``about`` is the whole that it is asked in, where it leaves its subject to that.

    >>> q = read_question("上半年不良贷款率是多少？")
    >>> sorted(q.asks), q.measure
    ([<Ask.FIGURE: 'figure'>], <Measure.RATE: 'rate'>)
    """
    folded = fold(text)
    asks = _asks(folded)
    found = _ASKED_COUNTER.search(folded)
    counter = "人" if _HEADS.search(folded) else found[found.lastindex or 0] if found else ""
    return Question(
        text=text,
        asks=asks,
        measure=_measure(folded, counter) if Ask.FIGURE in asks else Measure.ANY,
        # A scale alone (多少万以上) may count anything.
        counter=counter if counter not in ("万", "亿") else "",
        parts=divide(text),
        about=about,
    )


def _asks(text: str) -> frozenset[Ask]:
    patterns = {
        Ask.SUMMARY: asking.SUMMARY,
        Ask.DATE: asking.DATE,
        Ask.WHO: asking.WHO,
        Ask.PLACE: asking.PLACE,
        Ask.WHY: asking.WHY,
        Ask.LIST: asking.LIST,
        Ask.YES_NO: asking.YES_NO,
    }
    asks = {ask for ask, pattern in patterns.items() if pattern.search(text)}
    source = _SOURCE.search(text)
    how = asking.HOW.search(text) or source
    if source:
        asks.discard(Ask.PLACE)
    figure = asking.FIGURE.search(_WHETHER.sub("", text))
    if figure or _HOW_MUCH.search(text):
        asks.add(Ask.FIGURE)
    if not asks and not how and asks_which(text):
        asks.add(Ask.WHO)
    if not asks and not how and (noun := keyword_query.wanted(text)):
        asks.add(next(ask for ask, pattern in _KEYWORDS.items() if pattern.search(noun)))
    if Ask.WHY in asks:
        asks -= {Ask.PLACE, Ask.FIGURE}
    if how and not asks & {Ask.WHY, Ask.FIGURE}:
        asks.add(Ask.HOW)
    return frozenset(asks or {Ask.OPEN})


def _measure(text: str, counter: str) -> Measure:
    if _DURATION.search(text):
        return Measure.DURATION
    if _RANK.search(text):
        return Measure.RANK
    if counter.endswith(("元", "亿")):
        return Measure.MONEY
    if counter in ("个百分点", "百分点", "成") or _POINTS.search(text):
        return Measure.RATE
    if counter and counter != "万":
        return Measure.COUNT
    if _RATE.search(text):
        return Measure.RATE
    if (noun := _MONEY_NOUN.search(text)) and "多少" not in text[: noun.start()]:
        return Measure.MONEY
    return Measure.MONEY if _MONEY.search(text) and not _OF_CHANGE.search(text) else Measure.ANY
