"""Whether what stands in a sentence is something else than what was asked for.

A total is not what was added, what is planned not what is done, the date of opening
not the date of completion, berth no. 1 not berth no. 2, and the cost of one project
not that of its neighbour. Each check looks at a distinction that official language
draws, and holds a figure or date back where question and text fall on different sides.
"""

import re
from collections.abc import Sequence

from assistant.extraction.binding import Binding
from assistant.extraction.change import is_of_the_other
from assistant.extraction.labels import is_of_another_label, is_of_another_level
from assistant.extraction.members import only_counts_them
from assistant.understanding.answer_type import Given
from assistant.understanding.clauses import clauses
from assistant.understanding.question import Ask, Question

_NEW = r"新(?:增|建|认定|培育|组建|招|引进|发展|改建|投放|注册|签)|净增|增加"
_OPPOSED = (
    # what the question asks for / what the text gives instead
    (r"新增|净增|(?:增加|多)了(?:多少|几)", r"达到|总数|累计|共有|总量"),
    (
        r"到位|到账|实际|已经?(?:完成|建成|整改|销号|开工|发放|花|投)|兑现了|目前完成|[花用投](?:掉|出去|进去?)",
        r"签|协议|计划|目标|确保|力争|预计|合同|批复|总投资|引资|总经费|概算",
    ),
    (
        r"现在|目前|眼下|如今|已经",
        r"推动|力争|确保|目标|争取|要进入|年内|明年|不[低少]于|不超过|(?:压缩|降|提高|达)到[^，]*以[内上下]",
    ),
    (
        r"总投资|(?:一共|总共|拢共|统共).{0,4}[投花要]|(?:修|建|盖)完[^，。]{0,6}花|造价|总额|概算",
        r"完成投资|累计完成",
    ),
    (r"总面积|总长|全长|总里程", r"恢复|新增|新建|改造|建设"),
    (r"城[镇市区]", r"农村|乡村"),
    (r"农村|乡村", r"城[镇市区]"),
    (r"去年|上年", r"力争|确保|目标"),
    (r"前年|去年同期|上年同期", r"^(?!.*(?:前年|同期))"),
)
"""Sides of a distinction that exclude each other."""
_COUNTERPARTS = (
    (r"收入(?!.{0,6}差)", r"支出"),
    (r"支出", r"收入"),
    (r"进口(?!额?和出口)", r"(?<!进)出口"),
    (r"(?<!进)出口", r"进口"),
    (r"存款", r"贷款"),
    (r"贷款", r"存款"),
    (r"职工", r"居民"),
    (r"居民(?!楼|小区)", r"职工"),
    (r"(?:完成|到位).{0,4}(?:投资|资金)", r"总投资|批复|计划投资"),
)
"""What stands beside one another in a report: of two figures the one that is asked for is given."""
_UNLIKE = (
    (r"一共|总共|共有|总数|目前有|现有|现在有|合计|总计|加起来|累计", _NEW),
    (r"还剩|余额|结余|剩下|尚有|还有多少", r"化解|减少|完成|偿还|下降"),
    (
        r"(?:提高|增加|上涨|涨|降|下降|减少|降低)了?(?:多少|几)|比.{0,8}(?:提高|增加|多|少|涨|降)",
        r"(?:提高|增加|上升|降|下降|减少|降低)到|达到",
    ),
    (r"全省(?!.{0,5}[第排位前首])", r"(?:全|我)[市州县区]"),
    (r"全国(?!.{0,5}[第排位前首])", r"(?:全|我)[省市州县区]"),
    (r"现在|已经|目前|如今|眼下", r"[月年]\d*[日底中]?[前内]|年底前"),
)
"""Sides of one that may meet now and then."""


_Sides = tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


def _compiled(pairs: tuple[tuple[str, str], ...]) -> _Sides:
    return tuple((re.compile(asked), re.compile(stated)) for asked, stated in pairs)


_OF_COUNTERPARTS, _CONTRASTS = _compiled(_COUNTERPARTS), _compiled(_UNLIKE)
_SURE_CONTRASTS = _compiled(_OPPOSED) + _OF_COUNTERPARTS
MILESTONES = tuple(
    re.compile(pattern)
    for pattern in (
        r"立项|批复|获批|批下来|审批|核准",
        r"开的?工|动的?工|破土|启动|开建",
        r"建成|竣工|完工|完成|建好|建立|修好|封顶|[治理改换建修装办搬盖]完(?!善|备)",
        r"通车|投产|投用|投入使用|投入运[行营]|运营|试运行|开放|开业|通航|启用|投运|开馆",
        r"贯通",
        r"达产|满产",
        r"试生产|试产",
        r"停的?[产工]",
        r"复[产工]",
        r"开幕|举办|举行",
        r"闭幕|结束",
        r"蓄水",
        r"上线",
    )
)
_COMPLETED = next(pattern for pattern in MILESTONES if pattern.search("竣工"))
_DONE = re.compile(r"到位|清零|销号|办结|交付")
"""Further words for what is completed; in a question they name the thing (办结的信访件)."""
_LEVEL = re.compile(r"余额|标准|限额|单价|工资|水平|库存|存量|还剩|[能可]领|最[高低]")
_CHANGE = re.compile(r"[增降升涨减]|提高|变化|[多少高低]了")
_CHANGED_BY = re.compile(r"(?:提高|增加|上升|增长|降低|下降|减少|回落|[上下]调)了?[约近]?$")
_UTMOST = re.compile(r"最|第[一二三\d]|首位|居首|领先|率先|垫底|末位|倒数|榜首")
_ASKS_THE_UTMOST = re.compile(r"(?:最[^，。]{1,4}|第一|倒数第[一二三]|垫底)的?(?:到底)?(?:是|在)?(?:哪|谁)")
_STATE = re.compile(
    r"[未没已](?:能|有|经)?(?:开工|动工|建成|竣工|完工|投产|投用)|审批(?=时间|时限|周期|流程|制度|事项|服务|权)"
)
"""Words of a step that name the thing, and not what is dated: 未开工项目."""
_ATTRIBUTE = re.compile(
    r"([^\W\d_]{0,2}(?:全长|总长|里程|面积|库容|容量|产值|产量|总量|余额|投资|造价|收入|支出|工资|价格|单价|标准|增速|增幅|降幅|占比|"
    r"比重|比例|客流|工期|[^\W\d_]率))(?:目前|现在|一共|总共)?(?:是|为|有|达到?|呢)?(?:多少|百分之几|几|[？?\s]|$)"
)
_SIGNS = (
    (r"增速|增幅|增长率|涨幅", r"增长|提高|上升|增加|增速|增幅|涨"),
    (r"降幅", r"下降|减少|降低|回落|降"),
    (r"占比|比重|比例", r"占|比|率|分之|%"),
    (r"投资|造价", r"投资|造价|资金"),
    (r"产量|总量", r"[产总]量|总[值额]|达到|完成"),
    (r"面积", r"面积|亩|公顷|平方"),
    (r"标准", r"标准|[每按补奖]"),
    (r"完成率", r"完成|率"),
    (r"率$", r"率|比例|占"),
)
"""Attributes and the words by which a text gives them; any other must be named by its own last two characters."""
_NAME_ALONE = 5
"""Characters beside a figure, up to which a clause tells but whose it is."""
_ON_SUBJECT = 0.2
"""Share of the question's tokens from which a clause is about its subject, in the text's own words."""
_MEANING = re.compile(r"指的?(?:是)?(?:什么|啥|哪)|具体指|什么意思|是哪[三四五六七八九十](?!个?[县市区镇乡])")
_EXPLAINED = re.compile(r"即|就是|是指|分别是|包括|：|—|（|、|[一二三四五六七八九十]是")
"""Questions for what a name stands for (“三联”制度指的是哪三联), and the signs of a text that tells."""
_NAMED = re.compile(r"“[^”]{1,12}”")
_NEXT = 20
"""Characters from a quoted name in which a text tells what it stands for."""
_PART_OF_IT = "其中"
_BOUND_KINDS = frozenset((Ask.DATE, Ask.FIGURE, Ask.PLACE))


def as_asked(question: Question, text: str, things: Sequence[Given]) -> Sequence[Given]:
    """Those of ``things`` that give the attribute or date the step that the question names; all, if none does."""
    if Ask.DATE in question.asks:
        return [thing for thing in things if not _other_milestone(question.text, _clause_of(text, thing))] or things
    if Ask.FIGURE in question.asks:
        things = [thing for thing in things if not is_of_the_other(question, text, thing)] or things
        things = [thing for thing in things if not _other_attribute(question.text, _said_of(text, thing))] or things
        return [thing for thing in things if not _is_the_counterparts(question.text, text, thing)] or things
    return things


def differs(question: Question, text: str, bound: Binding) -> bool:
    """Whether the thing in ``text`` that would be given surely answers another question."""
    asked = question.text
    if is_of_another_label(asked, text) or _only_names_it(asked, text):
        return True
    if only_counts_them(question, text):
        return True
    if bound.thing is None:
        return False
    if Ask.DATE in question.asks:
        return _other_milestone(asked, text[slice(*bound.clause)])
    if Ask.FIGURE not in question.asks:
        return False
    if is_of_the_other(question, text, bound.thing):
        return True
    if bound.matched >= _ON_SUBJECT and _other_attribute(asked, _said_of(text, bound.thing)):
        return True
    return _is_on_the_other_side(asked, bound.said, text[slice(*bound.clause)], _SURE_CONTRASTS)


def contrasts(question: Question, text: str, bound: Binding) -> bool:
    """Whether it seems to, by signs that err now and then."""
    if _MEANING.search(question.text) and not _EXPLAINED.search(text):
        return True
    if bound.thing is None:
        return False
    clause = text[slice(*bound.clause)]
    if (
        question.asks & {Ask.PLACE, Ask.WHO}
        and _ASKS_THE_UTMOST.search(question.text)
        and not _UTMOST.search(bound.said)
    ):
        return True
    if bound.apart and question.asks & _BOUND_KINDS and not clause.startswith(_PART_OF_IT):
        return True
    if Ask.DATE in question.asks:
        return bound.barely
    if Ask.FIGURE not in question.asks:
        return False
    return (
        _gives_the_change(question.text, text[: bound.thing.start])
        or is_of_another_level(question.text, bound.said)
        or _is_on_the_other_side(question.text, bound.said, clause, _CONTRASTS)
    )


def _gives_the_change(asked: str, before: str) -> bool:
    """Whether the question wants a level (余额, 标准) and the figure behind ``before`` is how much it has changed."""
    return bool(_LEVEL.search(asked) and not _CHANGE.search(asked) and _CHANGED_BY.search(before))


def _only_names_it(asked: str, text: str) -> bool:
    """Whether the question wants what a quoted name stands for, and ``text`` has the name without telling.

    It tells right behind it (“三联”制度，即…), or enumerates before it (房源、资金、方案“三到位”).
    """
    name = _NAMED.search(asked) if _MEANING.search(asked) else None
    place = text.find(name.group()) if name else -1
    if place < 0:
        return False
    before = re.split(r"[，。；：]", text[:place])[-1][-_NEXT:]
    return "、" not in before and not _EXPLAINED.search(text[place : place + _NEXT])


def _is_on_the_other_side(asked: str, said: str, clause: str, sides: _Sides) -> bool:
    """Whether the question is on one of the ``sides`` of a distinction and ``clause``, that of a thing, on the other alone.

    ``said`` is the clause with what it takes its subject from: what names the question's side is on it, too.
    """
    return any(
        wanted.search(asked) and not instead.search(asked) and not wanted.search(said) and instead.search(clause)
        for wanted, instead in sides
    )


def _is_the_counterparts(asked: str, text: str, thing: Given) -> bool:
    """Whether ``thing`` is said of the counterpart of what the question names: of deposits where loans are asked for."""
    return _is_on_the_other_side(asked, _said_of(text, thing), _clause_of(text, thing), _OF_COUNTERPARTS)


def _clause_of(text: str, thing: Given) -> str:
    return next((text[start:end] for start, end in clauses(text) if start <= thing.start < end), text)


def _said_of(text: str, thing: Given) -> str:
    """The clause of ``thing`` with the one before it; where it has but a name (丹坞县3.87%), all that stands before."""
    spans = clauses(text)
    home = next((n for n, (start, end) in enumerate(spans) if start <= thing.start < end), 0)
    start, end = spans[home] if spans else (0, len(text))
    if end - start - (thing.end - thing.start) <= _NAME_ALONE:
        return text[:end]
    return text[spans[home - 1][0] if home else start : end]


def _other_attribute(asked: str, said: str) -> bool:
    """Whether the question names the attribute whose figure it wants, and ``said`` gives another one's."""
    match = _ATTRIBUTE.search(asked)
    if match is None:
        return False
    name = match.group(1)
    signs = next((signs for names, signs in _SIGNS if re.search(names, name)), re.escape(name[-2:]))
    return not re.search(signs, said)


def _other_milestone(asked: str, clause: str) -> bool:
    """Whether ``clause`` dates another step of a project than the one asked for."""
    named = _STATE.sub("", asked.replace("完成", ""))
    wanted = [pattern for pattern in MILESTONES if pattern.search(named)]
    done = _COMPLETED in wanted and bool(_DONE.search(clause))
    return bool(wanted) and not done and not any(pattern.search(clause) for pattern in wanted)
