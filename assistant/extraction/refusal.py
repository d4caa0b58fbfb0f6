"""When the speech does not answer, and which of three ways of not answering it is.

``off_topic``: the question is not about the speech at all. ``not_mentioned``: the thing
asked about is not in it. ``not_given``: the thing is, but not what is asked of it: a
topic without its figure, a name without its date. The last is the hard one, where a
neighbouring figure would be a plausible and harmful answer.
"""

import re

from assistant.answer import Reason
from assistant.extraction.calibration import Calibration
from assistant.extraction.match import Match, Matcher
from assistant.understanding.abbreviations import mainly_chinese
from assistant.understanding.question import Ask, Question

_ORDERS = re.compile(
    r"(?:写|作|编|画|创作|生成|来)(?:一?[首个篇段幅张份句]|点|几[首句段个]).{0,14}(?:诗|词|绝句|律诗|歌|小说|故事|代码|程序|游戏|作文|对联|画|情书|检讨)|"
    r"(?:忽略|无视|忘掉|忘记|不要管|抛开|解除|绕过).{0,12}(?:指令|要求|规则|设定|提示|讲话|上文|限制)|"
    r"(?:系统|初始)提示词|完整提示词|管理员(?:模式|密码|权限)|开发者模式|(?:扮演|假装你|从现在起你)|停止引用|别人问过|聊天记录|"
    r"你的(?:系统|初始)?(?:指令|设定|密码)|system prompt|ignore (?:all|the|previous|above)",
    re.IGNORECASE,
)
_OTHER_SUBJECTS = re.compile(
    r"^(?:你好|您好|早上好|晚上好|谢谢|再见|在吗|哈喽|hello|hi)[!！。～~]*$|笑话|段子|天气|下雨|气温|带伞|翻译成|python|java|"
    r"你是谁|你叫什么|你几岁|你(?:会|能)(?:做|干)什么|几点了|今天(?:星期几|几号)|"
    r"推荐.{0,6}(?:电影|餐|酒店|馆子|书|歌|剧)|订(?:票|餐|酒店|房)|外卖|打车|减肥|感冒|吃什么|红烧|食谱|菜谱|足球|篮球|世界杯|明星|炒股|彩票|股票|"
    r"等于几|解方程|写作业|简历|请假条|情书|唱首|讲个|星座|(?:傻|笨|蠢)(?:蛋|瓜|货)|滚[!！。]?$",
    re.IGNORECASE,
)


def off_topic(question: str, matcher: Matcher) -> bool:
    """Whether ``question`` gives orders, or is about something that no speech is about.

    What the document itself speaks of is never off topic.
    """
    if _ORDERS.search(question):
        return True
    return bool(_OTHER_SUBJECTS.search(question)) and not matcher.mentions(question)


def refuses(question: Question, match: Match, calibration: Calibration) -> bool:
    """Whether a sentence must not be given as the answer.

    What speaks of another place or period is none, whatever else fits. The other signs may err, and count in
    how probable an answer is. Of a question in another script that can't be told, since
    the features count shared words: there each sign decides by itself.
    """
    if match.barred > 0:
        return True
    if not mainly_chinese(question.text):
        # The signs of a cause are too weak to refuse by alone.
        return match.contrast > 0 or (match.kind < 0 and Ask.WHY not in question.asks)
    return not calibration.accepts(question, match)


def reason_for(question: str, matcher: Matcher) -> Reason:
    """Why a refused question is refused: what it is about is in the document, or isn't."""
    return "not_given" if matcher.mentions(question) else "not_mentioned"
