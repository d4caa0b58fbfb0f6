"""Whether what stands in a sentence is something else than what was asked for.

A total is not what was added, what is planned not what is done, the date of opening
not the date of completion, berth no. 1 not berth no. 2, and the cost of one project
not that of its neighbour. Each check looks at a distinction that official language
draws, and holds a figure or date back where question and text fall on different sides.
"""

import re

from assistant.extraction.binding import Binding
from assistant.understanding.figures import read_figures
from assistant.understanding.question import Ask, Question
from index.tokens import lexical_tokens

_NEW = r"新(?:增|建|认定|培育|组建|招|引进|发展|改建|投放|注册|签)|净增|增加"
_PAIRS = (
    # what the question asks for / what the text gives instead
    (r"一共|总共|共有|总数|目前有|现有|现在有|合计|总计|加起来|累计", _NEW),
    (r"新增|净增|(?:增加|多)了(?:多少|几)", r"达到|总数|累计|共有|总量"),
    (
        r"到位|到账|实际|已经?(?:完成|建成|整改|销号|开工|发放|花)|兑现了|目前完成",
        r"签|协议|计划|目标|确保|力争|预计|合同|批复",
    ),
    (r"现在|目前|眼下|如今", r"推动|力争|确保|目标|争取|要进入"),
    (r"还剩|余额|结余|剩下|尚有|还有多少", r"化解|减少|完成|偿还|下降"),
    (r"总投资|一共.{0,4}投|造价|总额|概算", r"完成投资|累计完成"),
    (r"(?:完成|到位).{0,4}(?:投资|资金)", r"总投资|批复|计划投资"),
    (r"总面积|总长|全长|总里程", r"恢复|新增|新建|改造|建设"),
    (
        r"(?:提高|增加|上涨|涨|降|下降|减少|降低)了?(?:多少|几)|比.{0,8}(?:提高|增加|多|少|涨|降)",
        r"(?:提高|增加|上升|降|下降|减少|降低)到|达到",
    ),
    (r"城[镇市区]", r"农村|乡村"),
    (r"农村|乡村", r"城[镇市区]"),
    (r"全省(?!.{0,5}[第排位前首])", r"(?:全|我)[市州县区]"),
    (r"全国(?!.{0,5}[第排位前首])", r"(?:全|我)[省市州县区]"),
    (r"去年|上年", r"力争|确保|目标"),
    (r"现在|已经|目前|如今", r"[月年]\d*[日底中]?[前内]|年底前"),
    (r"前年|去年同期|上年同期", r"^(?!.*(?:前年|同期))"),
)
_CONTRASTS = tuple((re.compile(asked), re.compile(stated)) for asked, stated in _PAIRS)
MILESTONES = tuple(
    re.compile(pattern)
    for pattern in (
        r"立项|批复|获批|批下来|审批|核准",
        r"开工|动工|破土|启动|开建",
        r"建成|竣工|完工|完成|建好|修好|封顶",
        r"通车|投产|投用|投入使用|投入运[行营]|运营|试运行|开放|开业|通航|启用|投运|开馆",
        r"贯通",
        r"开幕|举办|举行",
        r"闭幕|结束",
        r"蓄水",
        r"上线",
    )
)
_ATTRIBUTE = re.compile(
    r"([^\W\d_]{0,2}(?:全长|总长|里程|面积|库容|容量|产值|产量|总量|余额|投资|造价|收入|支出|工资|价格|单价|标准|增速|增幅|降幅|占比|"
    r"比重|比例|客流|工期|[^\W\d_]率))(?:目前|现在|一共|总共)?(?:是|为|有|达到?|呢)?(?:多少|百分之几|几|[？?\s]|$)"
)
_SIGNS = (
    (r"增速|增幅", r"增长|提高|上升|增加|增速|增幅|涨"),
    (r"降幅", r"下降|减少|降低|回落|降"),
    (r"占比|比重|比例", r"占|比|率|分之|%"),
    (r"投资|造价", r"投资|造价|资金"),
    (r"产量|总量", r"[产总]量|达到|完成"),
    (r"率$", r"率|比例|占"),
)
"""Attributes and the words by which a text gives them; any other must be named by its own last two characters."""
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
_LABEL = re.compile(r"([一二三四五六七八九十\d]+|[东西南北左右上下])(号|期|标段|段|洞|岸|桥|游|中学|小学|阶段)")
_OWNER = re.compile(r"^(?:左右|以上)?的([^，。；、]{2,16})")
_AMONG = re.compile(r"[^，。；]{0,8}(?:里头?|里面|当中|之中|中)[，,]?[^，。；]{1,12}哪")
"""A counted group of which only some are asked for: 20件实事里进度滞后的是哪几件."""
_LIST_ITEM = re.compile(r"、|和|及|与")


def differs(question: Question, text: str, bound: Binding) -> bool:
    """Whether the thing in ``text`` that would be given surely answers another question."""
    asked = question.text
    if _other_label(asked, text) or (Ask.LIST in question.asks and _list_is_missing(asked, text)):
        return True
    if bound.thing is None:
        return False
    clause = text[slice(*bound.clause)]
    if bound.apart and question.asks & _BOUND_KINDS and not clause.startswith(_PART_OF_IT):
        return True
    if Ask.DATE in question.asks:
        return _other_milestone(asked, clause)
    if Ask.FIGURE not in question.asks:
        return False
    named = bound.matched >= _ON_SUBJECT and _other_attribute(asked, bound.said)
    return named or _belongs_to_another(asked, text[bound.thing.end :])


def contrasts(question: Question, text: str, bound: Binding) -> bool:
    """Whether it seems to, by signs that err now and then."""
    if _MEANING.search(question.text) and not _explains_the_name(question.text, text):
        return True
    if bound.thing is None:
        return False
    if Ask.DATE in question.asks:
        return bound.barely
    clause = text[slice(*bound.clause)]
    return Ask.FIGURE in question.asks and any(
        _differs(question.text, bound.said, clause, *pair) for pair in _CONTRASTS
    )


def _explains_the_name(asked: str, text: str) -> bool:
    """Whether ``text`` tells what the name in the question stands for, right behind it if it is a quoted one."""
    name = _NAMED.search(asked)
    place = text.find(name.group()) if name else -1
    return bool(_EXPLAINED.search(text[place : place + _NEXT] if place >= 0 else text))


def _differs(asked: str, said: str, clause: str, wanted: "re.Pattern[str]", instead: "re.Pattern[str]") -> bool:
    """Whether the question is on one side of a distinction and the clause on the other alone."""
    return bool(
        wanted.search(asked) and not instead.search(asked) and not wanted.search(said) and instead.search(clause)
    )


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
    named = asked.replace("完成", "")
    wanted = [pattern for pattern in MILESTONES if pattern.search(named)]
    return bool(wanted) and not any(pattern.search(clause) for pattern in wanted)


def _other_label(asked: str, text: str) -> bool:
    """Whether the question names 二号 and the text only 一号."""
    labels = set(_LABEL.findall(text))
    kinds = {kind for _, kind in labels}
    return any(kind in kinds and (n, kind) not in labels for n, kind in _LABEL.findall(asked))


def _list_is_missing(asked: str, text: str) -> bool:
    """Whether the question wants the members of a counted group, and the text has but its count."""
    for figure in read_figures(asked):
        if figure.kind != "count" or not figure.unit or not 1 < figure.value < 100 or _AMONG.search(asked, figure.end):
            continue
        restated = any(figure.equals(other) for other in read_figures(text))
        longest = max(len(_LIST_ITEM.split(clause)) for clause in re.split(r"[，。；：]", text))
        if restated and longest < min(int(figure.value), 6):
            return True
    return False


def _belongs_to_another(asked: str, behind: str) -> bool:
    """Whether the figure is said *of* something (总投资15亿元的…项目) that the question does not name."""
    match = _OWNER.match(behind)
    if match is None:
        return False
    owner = {token for token in lexical_tokens(match.group(1)) if len(token) > 1}
    return not owner & set(lexical_tokens(asked))
