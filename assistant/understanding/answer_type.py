"""Whether a text holds the kind of thing that a question asks for, and where.

A text that is about the right topic but holds no figure cannot answer "多少"; nor can
one whose only figure the question already states. This is what tells a near miss
from an answer where a score of relevance cannot.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.understanding.figures import Figure, fold, read_dates, read_figures
from assistant.understanding.places import asks_for_a_level, named_places, told_places
from assistant.understanding.question import Ask, Measure, Question

_GENERIC = frozenset("个 家 户 项 处 件 所 座 名 人 条 笔 宗 起 种 类 大类 批 位 份 次 台 套 辆".split())
_ALIKE = (
    frozenset(("家", "户", "个")),
    frozenset(("件", "个", "起", "宗", "项")),
    frozenset(("处", "个", "所", "座", "项")),
    frozenset(("条", "项", "个")),
    frozenset(("人", "名", "位", "个")),
    frozenset(("种", "类", "大类", "个")),
    frozenset(("笔", "个")),
    frozenset(("次", "回", "起", "场")),
    frozenset(("度", "千瓦时")),
    frozenset(("支", "个")),
    frozenset(("栋", "幢", "座")),
)
_FREQUENCY = re.compile(r"每(?:半?个?[天日周月年]|季度|两[天周月]|[^，。；]{0,2}[天日周月年])")
_GRADED = frozenset("类级等")
_GRADE = re.compile(r"[Ⅰ-Ⅻ][类级等]|[IV]{1,4}[类级等]")
_DURATIONS = frozenset(("天", "小时", "分钟", "工作日", "个", "年", "周", "月", "日"))
_OF_TIME = re.compile(r"\s*(?:月|小时|工作日|季度|星期|半年)")
_RANK = re.compile(
    r"第[一二三四五六七八九十\d]+(?![季部章条阶产个批期轮次届号要])|排[第在名]*[一二三四五六七八九十\d]+|首位|前[一二三四五十\d]+[名位]?|末位|倒数"
)
_ROLE = (
    r"部门|单位|机关|机构|委员会|办公室|指挥部|专班|工作组|领导小组|政府|党委|纪委|法院|检察院|公安|"
    r"[^\W\d]{1,6}局|[^\W\d]{1,5}委(?!托|屈)|[^\W\d]{1,5}办(?![理法公结事])|集团|公司|企业|协会|"
    r"书记|市长|县长|区长|州长|局长|主任|秘书长|领导|干部|党员|负责人|责任人|指挥长|乡镇|街道|支队|中心|群众|居民"
)
_WHO = re.compile(_ROLE)
_BODY = re.compile(
    r"部门|单位|机关|委员会|办公室|指挥部|专班|工作组|领导小组|政府|党委|纪委|法院|检察院|支队|中心|银行|大队|"
    r"[^\W\d]{1,6}局|[^\W\d]{1,5}委(?!托|屈)|[^\W\d]{1,5}办(?![理法公结事])|乡镇|街道|县区|县市|公司|集团|供销社|管委会|协会|"
    r"由[^，。；]{2,12}(?:牵头|负责|统筹|组建|承担|组织|会同)|[^，。；由]{2,10}(?:牵头|负责)"
)
_ANY_BODY = re.compile(
    r"[^\W\d_]{1,12}(?:组织|集团|公司|委员会|小组|机构|企业|部门|人大|政协|海关|公安|消防|税务|"
    r"发改|财政|人社|工信|督察|巡视|人员|同志|代表|专家|力量|学校|家庭|大户|农户|业主|县市|市县|县区|中心|群众|居民|"
    r"(?:厅|局|委|办|部|署|院|行|社|站|所|队|处|科|室|组|会)(?=[，。；、：和与及同要将应须来负牵承组统主制定等共]|$))|书记|长(?=[，。、牵负])|党员|干部|领导"
)
_PEOPLE = ("人员", "同志", "代表", "专家", "家庭", "大户", "农户", "业主", "群众", "居民", "力量")
"""Who is no department where one is asked for."""
_COMPANY = re.compile(r"[^\W\d]{2,8}(?:公司|集团|厂(?![房区址])|研究院|设计院|银行|医院|学校|大学|学院|院团)")
_OTHER_DATE = re.compile(
    r"每(?:个?[月周年]|季度?)[^，。；]{0,6}?\d{1,2}[日号](?:至\d{1,2}[日号])?(?:之?前)?|"
    r"(?:元旦|春节|元宵|清明|五一|端午|中秋|国庆)节?(?:期间|之?[前后])|"
    r"[一二两三四五六七八九十\d]+(?:个月|年|周|天)(?:以后|之后|后|内)"
)
"""When something is due, in words that name no day of the calendar."""
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
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范"
    "廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃戴莫孔汤"
)
_PERSON = re.compile(
    rf"(?:书记|[省市县区州局院处科厅镇乡村]长|主任|秘书长|指挥长|负责人|工程师|联系人|同志|经理|主席)[：:]?([{_SURNAMES}](?:[^\W\d_，。、牵负主分]{{1,2}}|[×X*]{{1,3}}))"
)
_ROLE_ASKED = re.compile(r"副?(?:书记|[省市县区州局院处科厅镇乡村]长|主任|秘书长|指挥长|负责人|联系人|经理|主席)")
_ASKS_PERSON = re.compile(
    r"叫什么|叫啥|名字|姓名|(?:书记|[省市县区州局院处科厅镇乡村]长|主任|秘书长|指挥长|负责人|联系人|经理|主席|一把手)(?:是|叫)?(?:谁|哪位|哪个)"
)
_ASKS_COMPANY = re.compile(
    r"(?:哪|什么|啥)(?:几|些|个|一)?家?(?:建设|施工)?(?:公司|企业|集团|厂|银行)|哪(?:一|几|[两二三四五六七八九十\d]+)?家|施工方|业主|(?:施工|设计|监理)单位|负责施工|承建|中标"
)
_ASKS_BODY = re.compile(r"部门|单位|机构|机关|哪个?(?:局|委|办)|牵头|body|department|bureau|office")
_NAME = re.compile(r"“[^”]{1,10}”|《[^》]*》")
"""Short words in quotation marks and titles are names: “六个100%” counts nothing."""
_LISTING = re.compile(r"、|[^\W\d]和[^\W\d]|以及|与|；|《[^》]+》")
_CAUSE = re.compile(
    r"因为|因[^此而素]|由于|受.{1,30}(?:影响|制约|冲击|挤压|拉动|带动|拖累)|影响下|主要(?:受|是|考虑)|为了|随着|加上|(?:是|正是).{1,30}(?:结果|原因|所致)|导致|造成|"
    r"原因|缘于|在于|不够|不足|不强|滞后|不高|有利于|缺乏|薄弱|难以|之年|特殊|靠|得益于|取决于|关键在|根子"
)


@dataclass(frozen=True, slots=True)
class Given:
    """A thing of the asked kind: its span in the text that was searched."""

    start: int
    end: int


def given(question: Question, text: str, names: frozenset[str] = frozenset()) -> tuple[Given, ...] | None:
    """The things in ``text`` of the kind that ``question`` asks for, in order.

    Things that the question itself states are left out. ``names`` are places by their
    bare names (:func:`assistant.understanding.places.place_names`). None means that the kind
    (how, which ones, a summary, ...) cannot be told from the words of a text.
    """
    if Ask.FIGURE in question.asks:
        return tuple(_figures(question, text))
    if Ask.DATE in question.asks:
        return tuple(sorted(_dates(question, text), key=lambda item: item.start))
    if Ask.WHO in question.asks:
        return tuple(_people(question.text, text))
    if Ask.PLACE in question.asks:
        named = named_places(text, question.text, names)
        listed = Ask.LIST in question.asks and not asks_for_a_level(question.text)
        if not named and listed and lists_something(text, question.text):
            return None
        return tuple(Given(*span) for span in named or told_places(text, question.text))
    if Ask.WHY in question.asks:
        return tuple(_matches(_CAUSE, text, ""))
    return None


def lists_something(text: str, stated: str) -> bool:
    """Whether ``text`` names several things that ``stated`` does not, as a list does."""
    fresh = [piece for piece in re.split(r"[，。；：]", text) if _LISTING.search(piece)]
    return any(item not in stated for piece in fresh for item in re.split(r"、|和|以及|与", piece))


def _people(question: str, text: str) -> Iterator[Given]:
    """Who is named in ``text``; where a role's holder is asked for, the holder of that role."""
    pattern = _who(question)
    role = _ROLE_ASKED.search(question) if pattern is _PERSON else None
    for item in _matches(pattern, text, question):
        clause = re.split(r"[，；。]", text[: item.start])[-1] + re.split(r"[，；。]", text[item.start :])[0]
        if role is None or re.search(rf"(?<!副){role.group()}", clause):
            yield item


def _who(question: str) -> "re.Pattern[str]":
    if _ASKS_PERSON.search(question):
        return _PERSON
    if _ASKS_COMPANY.search(question):
        return _COMPANY
    return _BODY if _ASKS_BODY.search(question) else _WHO


def asks_for_a_holder(question: str) -> bool:
    """Whether ``question`` wants the name of who holds an office (指挥长是谁): nothing but a name will do."""
    return bool(_ROLE_ASKED.search(question) and _ASKS_PERSON.search(question))


def may_name_somebody(question: str, said: str) -> bool:
    """Whether ``said`` speaks of some body or people, of a kind without a sure sign.

    Where a person's or a company's name is asked for, only a name will do.
    """
    named = _ASKS_PERSON.search(question) or _ASKS_COMPANY.search(question)
    found = [match.group() for match in _ANY_BODY.finditer(said) if match.group() not in question]
    if _ASKS_BODY.search(question):
        found = [body for body in found if not body.endswith(_PEOPLE)]
    return not named and bool(found)


def _figures(question: Question, text: str) -> Iterator[Given]:
    if question.measure is Measure.DURATION:
        yield from _matches(_FREQUENCY, text, question.text)
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
    """Whether ``figure`` is of the measure and counter that the question names."""
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
        return figure.kind == "count" and _same_counter(question.counter, figure.unit)
    share = figure.kind in ("percent", "point")
    return not share or not _AMOUNT.search(question.text) or bool(_OF_CHANGE.search(question.text))


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
        vague = to_the_day and date.month is None and not any(char.isdigit() for char in date.text)
        vague = vague or (to_the_year and "年" not in date.text)
        if not known and not vague:
            yield Given(date.start, date.end)


def _matches(pattern: "re.Pattern[str]", text: str, stated: str) -> Iterator[Given]:
    for match in pattern.finditer(text):
        if not stated or match.group() not in stated:
            yield Given(*match.span())
