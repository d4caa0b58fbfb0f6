"""What a question asks for, read from its words.

A question asks for one or several things of a kind (a figure, a date, who, where,
which ones, how, why, yes or no, a summary), about a topic. The topic is what is
looked for in the speech; the kind is what must stand where the topic was found.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.understanding.figures import fold
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


_FIGURE = re.compile(
    rf"(?:(?<!哪)几|多)(?:{COUNTER})|几号人|百分之几|几成|多大|多高|多长|多远|几分之|"
    r"第几|排几|排老几|老几|排第(?![一二三\d])|名次|几倍|多久|(?<!哪)几[块毛]|多少|(?<!哪)(?:几|多少)(?:天(?!然)|个?小时|个?钟头|个?工作日|分钟|个月|年|周)(?![初底末份])|"
    r"how (?:much|many|large|big|high|long is)|what (?:percentage|proportion|share|rate|number|amount|ratio)",
    re.IGNORECASE,
)
_FIGURE_NOUN = re.compile(
    r"(?:率|额|总数|数量|数目|金额|比例|比重|占比|增速|增幅|降幅|投资|[总产储流销用]量|吞吐量|客流量|产值|面积|名额|规模|标准|里程|资金|造价|价格|"
    r"[个人户次件座站台项家]数|人次|户次|长度|宽度|高度|深度|预算|经费|损失|收入|支出|利润|结余|余额|得分|排名)(?:情况)?(?:是|为|呢|？|\?|$|\s)"
)
_DATE = re.compile(
    r"什么时[候侯间]|啥时[候侯间]|何时|几时|哪几?天|哪一天|哪几?日|几号(?!人)|几月|哪个?月|哪一?年|年份|(?<![近过前后这那])几年|哪个?(?:季度|时段|时间)|"
    r"(?:时限|期限|截止|时间节点|日期|(?<!多长)时间)(?:是|到|为|？|\?|$)|最迟|最晚|什么日子|时间要求|哪个时候|"
    r"\bwhen\b|what (?:date|year|month|time)|which (?:year|month|quarter)|by when|since which|deadline",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"谁|哪位|哪(?:一|几|[两二三四五六七八九十\d]+)?家|(?:施工|承建|设计|监理|运营|主办|承办|实施|建设)(?:单位|方)(?:是|叫|[？?\s]|$)|(?:哪|什么|啥)(?:几|些|个|一|家)?(?:个)?(?:部门|单位|机构|机关|局|委|办|领导|主体|公司|企业负责)|"
    r"由哪|归哪|牵头(?:部门|单位|人)?(?:是|\?|？|$)|负责人|叫什么|叫啥|姓名|[长记任人]是哪个|责任单位|\bwho\b|which (?:department|body|bureau|agency|"
    r"office)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"哪里|哪儿|在哪(?=[里儿？?。呢]|$|个?[县市区镇乡村州省])|(?:什么|啥|哪个?)位置|位于|选址|所在(?:地|县|市|区|乡|镇|村|位置)|哪一[块带片]|(?<!如)何处(?!理)|都在哪些|啥地方|什么地方|哪(?:几|些|个|"
    r"一)?(?:个)?(?:县|市|区|镇|乡|地方|地区|州|省|村|园区|街道)|哪[一二两三四五六七八九十\d]+个?(?:县|市|区|镇|乡|村|街道|地)|\bwhere\b|which (?:county|city|"
    r"place|district|area)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"哪些|哪几|哪[两二三四五六七八九十\d]|名称|名单|明细|有什么|有啥|分别|几个方面|几方面|几点|列出|列举|包括|都有|什么(?:产业|行业|措施|要求|任务|项目)|"
    r"\bwhich\b|\bwhat (?:are|three|two|four|kinds|measures)\b|list ",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"为什么|为何|为啥|(?:什么|啥|何种?|哪些)(?:主要)?(?:原因|缘故)|原因(?:何在|是|在|有|呢|[？?]|$)|凭(?:什么|啥)|[卡难]在(?:哪|何处|什么|啥)|"
    r"(?:怎么|咋)(?:会|还(?![款原])|就|这么|那么|越来越|一下子|突然|不(?!断)|没|[^，。；？?]{0,8}(?:[少多低高慢差]了|不景气|掉|降了|涨了|下降|下滑|上升|变))|(?:怎么|咋)(?:回事|(?:引起|造成|导致|来)的)|因为什么|(?:根子|症结|毛病|问题|根源)(?:出)?在(?:哪|什么)|"
    r"得益于(?:什么|哪)|\bwhy\b|reason",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"怎么|如何|怎样|咋|靠的?(?:是)?(?:什么|啥)|什么(?:办法|措施|要求|举措|做法)|啥(?:办法|措施|要求)|怎么办|\bhow\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"吗|是不是|是否|有没有|能不能|要不要|可不可以|会不会|可以不|行不行|了没|^(?:is|are|does|do|did|will|has|have|was|were) ",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"(?:[后前头近]+|这|那|过)几个?[天日周月年]|(?:能不能|可不可以|能否|可否)几[家户个人]")
"""A vague number (后头几个月会不会好转), which asks for none."""
_SUMMARY = re.compile(
    r"概括|总结|归纳|概述|综述|梳理|主要内容|讲了(?:些)?(?:什么|啥)|说了(?:些)?(?:什么|啥)|要点|大意|提纲|summar|outline|main points",
    re.IGNORECASE,
)
_RANK = re.compile(r"第几|排几|老几|排第|名次|位次|rank", re.IGNORECASE)
_DURATION = re.compile(
    r"多久|多长时间|(?<!哪)(?:几|多少)(?:天(?!然)|个?小时|个?钟头|个?工作日|分钟|个月|年|周)(?![初底末份])|how long",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?:几|多少)个点")
_RATE = re.compile(
    r"百分之几|百分点|几成|比例|比重|占比|占到|占(?![地用道]).{0,6}多少|增速|增幅|降幅|增长率|涨幅|[^效]率(?!先)|percent|proportion|share|rate|ratio",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?<!哪)(?:多少|几)(?:块|毛|角)|多少(?:万|亿|块|)*(?:元|钱|资金|投资|经费|贷款|奖金|补贴)|钱|金额|亿元|万元|投资额|总投资|注册资金|经费|造价|"
    r"how much (?:money|funding|investment)|investment|yuan|capital"
)
_OF_CHANGE = re.compile(r"(?:便宜|[压砍省降涨减升]|下调|上调|提高)了?(?:掉|下)?(?:多少|几)(?![十百千万亿]*[元块钱])")
"""How much more or less money: it may be told in percent."""
_ASKED_COUNTER = re.compile(rf"(?:多少|几)[十百千万亿]*({COUNTER})")


def read_question(text: str, about: str = "") -> Question:
    """What ``text`` asks for; ``about`` is the whole that it is asked in, where it leaves its subject to that.

    >>> q = read_question("上半年不良贷款率是多少？")
    >>> sorted(q.asks), q.measure
    ([<Ask.FIGURE: 'figure'>], <Measure.RATE: 'rate'>)
    """
    folded = fold(text)
    asks = _asks(folded)
    found = _ASKED_COUNTER.search(folded)
    counter = found.group(1) if found else ""
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
        Ask.SUMMARY: _SUMMARY,
        Ask.DATE: _DATE,
        Ask.WHO: _WHO,
        Ask.PLACE: _PLACE,
        Ask.WHY: _WHY,
        Ask.LIST: _LIST,
        Ask.YES_NO: _YES_NO,
    }
    asks = {ask for ask, pattern in patterns.items() if pattern.search(text)}
    how = _HOW.search(text)
    figure = _FIGURE.search(_WHETHER.sub("", text))
    if figure or (not asks and not how and _FIGURE_NOUN.search(text)):
        asks.add(Ask.FIGURE)
    if Ask.WHY in asks:
        asks.discard(Ask.PLACE)
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
    return Measure.MONEY if _MONEY.search(text) and not _OF_CHANGE.search(text) else Measure.ANY
