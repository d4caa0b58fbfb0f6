"""What a model's sentence is by its words: a refusal, or one in another language than was asked in."""

import re
from typing import Final

from assistant.understanding.abbreviations import mainly_chinese

_REFUSAL: Final = re.compile(
    r"(?:讲话|原文|文中|材料|文件|报告|资料|文本|上述内容|所给内容|提供的?内容)(?:里|中|内)?(?:并|均|都)?"
    r"(?:没有?|未)(?:有|明确|直接|具体)?(?:提到|提及|说明|涉及|给出|说到|包含|回答|谈到|找到|指出)|"
    r"(?:无法|不能)(?:根据|从).{0,10}(?:回答|得知|确定)|"
    r"does(?:n['’]t| not) (?:mention|say|give|state|contain|specify|provide|answer)|no (?:mention|information)|not mentioned",
    re.IGNORECASE,
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_ENOUGH: Final = 12


def is_refusal(text: str) -> bool:
    """Whether ``text`` says that the speech does not say.

    >>> is_refusal("讲话没有提到这个问题。"), is_refusal("没有完成的项目要加快推进。")
    (True, False)
    """
    return _REFUSAL.search(text) is not None


def other_language(text: str, question: str) -> bool:
    """Whether ``text`` is in English where ``question`` is in Chinese, or the other way round.

    >>> other_language("The rate was 1.78 percent.", "不良贷款率是多少？")
    True
    """
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if mainly_chinese(question):
        return latin >= _ENOUGH and han * 4 < latin
    return han >= _ENOUGH and latin < han
