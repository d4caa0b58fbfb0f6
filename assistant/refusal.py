"""When the speech does not answer, and which of three ways of not answering it is.

``off_topic``: the question is not about the speech at all. ``not_mentioned``: the thing
asked about is not in it. ``not_given``: the thing is, but not what is asked of it: a
topic without its figure, a name without its date. The last is the hard one, where a
neighbouring figure would be a plausible and harmful answer.
"""

import re

from assistant.answer import Reason
from assistant.calibration import Calibration
from assistant.match import Match, Matcher
from assistant.question import Question

_OFF_TOPIC = re.compile(
    r"(?:写|作|编|画|创作|生成).{0,14}(?:诗|词|绝句|律诗|歌|小说|故事|代码|程序|游戏|作文|对联|图)|笑话|段子|天气|下雨|气温|带伞|"
    r"翻译成|python|java|代码|你是谁|你叫什么|你几岁|你(?:会|能)(?:做|干)什么|"
    r"(?:忽略|无视|忘掉|忘记|不要管|抛开|解除|绕过).{0,12}(?:指令|要求|规则|设定|提示|讲话|上文|限制)|"
    r"(?:系统|初始)?提示词|管理员(?:模式|密码|权限)|开发者模式|扮演|聊天机器人|停止引用|别人问过|聊天记录|"
    r"system prompt|ignore (?:all|the|previous|above)|password|密码|"
    r"^(?:你好|您好|早上好|晚上好|谢谢|再见|在吗|哈喽|hello|hi)[!！。～~]*$|几点了|今天(?:星期几|几号)|"
    r"推荐.{0,6}(?:电影|餐|酒店|馆子|书|歌|剧)|订(?:票|餐|酒店|房)|外卖|打车|减肥|感冒|吃什么|红烧|食谱|足球|篮球|世界杯|明星|炒股|"
    r"等于几|解方程|写作业|简历|请假条|情书|假装你|从现在起你|你的(?:系统|初始)?(?:指令|设定|密码)|"
    r"(?:傻|笨|蠢|滚|垃圾)(?:蛋|瓜|货|东西)?[!！。]?$|彩票|股票代码|菜谱|做菜|唱首|讲个|星座|电影推荐",
    re.IGNORECASE,
)


def off_topic(question: str) -> bool:
    """Whether ``question`` asks for something that no speech answers, or gives orders."""
    return bool(_OFF_TOPIC.search(question))


def refuses(question: Question, match: Match, calibration: Calibration) -> bool:
    """Whether the best sentence must not be given as the answer.

    It must not where it lacks the kind of thing that is asked for or measures another
    one, and where it is too improbable an answer. Of a question in another script the
    features can't tell how probable it is: they count shared words.
    """
    if match.kind < 0 or match.contrast > 0:
        return True
    if question.text.isascii():
        return False
    return calibration.probability(match) < calibration.threshold


def reason_for(question: str, matcher: Matcher) -> Reason:
    """Why a refused question is refused: what it is about is in the document, or isn't."""
    return "not_given" if matcher.mentions(question) else "not_mentioned"
