"""What a question is about: its words without those that only ask, and those next to the one that asks."""

import re
from functools import lru_cache
from typing import Final

_REMEMBERED: Final = 256
"""Questions whose words are kept in mind: each is looked at for every sentence that may answer it."""
COUNTER: Final = (
    "大类|个百分点|百分点|亿元|万元|元|家|户|个|项|件|处|条|人(?!才)|名|所|座|笔|宗|起|次|批|类|种|"
    "亿|万|公里|亩|吨|平方米|公顷|米|倍|成|台|套|辆|期|级|岁|间|张|份|位|层|道|度|支|栋|幢|回|只|头|斤|架|艘|场"
)
"""Measure words, as a pattern."""
_STOP: Final = re.compile(
    r"请问|麻烦(?:问下|你)?|帮我|给我|我想(?:问|知道)(?:一下)?|问一下|想问|请|告诉我|"
    rf"什么时候|啥时候|何时|为什么|为何|为啥|怎么样|怎么办|怎么|如何|怎样|(?:多少|几)(?:{COUNTER})?|是不是|有没有|"
    r"哪[一几两二三四五]?个?(?:县|市|区(?!域)|镇|乡|村|州|省)+|"
    r"哪些|哪几个|哪个|哪家|哪里|哪儿|什么|啥|吗|呢|呀|吧|一下|到底|究竟|具体|分别"
)
ASKING: Final = re.compile(
    rf"多少(?:{COUNTER})?|(?:哪)?几个?(?:{COUNTER}|月份?|号|天|年)?|什么时候|啥时候|何时|哪天|哪一?年|多久|百分之几|多大|多高|"
    r"谁|哪个?(?:部门|单位|局|机构|公司|企业)|哪里|哪儿|哪个?(?:县|市|区|镇|乡|地方|地区)|为什么|为何|为啥|哪些|怎么|如何"
)
"""The word that asks."""
LINK: Final = re.compile(
    r"(?:一共|总共|目前|现在|到底|究竟|具体|分别|大概|大约|已经|又|共|是|有|为|达到|达|了|到|的|在|由|归|要)+$"
)
"""What stands between a thing and the word that asks for it."""
_LINK_AFTER: Final = re.compile(r"^(?:的|了|是|要|能|会|才|得|来|去|个)+|(?:的|了|呢|啊|吗|呀)+$")


@lru_cache(_REMEMBERED)
def topic(text: str) -> str:
    """``text`` without the words that only ask: what is looked for in the speech."""
    return _STOP.sub(" ", text).strip(" ？?。，,！!") or text


@lru_cache(_REMEMBERED)
def focus(text: str) -> str:
    """The characters next to the word that asks: 总投资 in 总投资是多少, 开工 in 何时开工."""
    match = ASKING.search(text)
    if match is None:
        return ""
    before = LINK.sub("", re.split(r"[，。；：？?、\s]", text[: match.start()])[-1])
    after = re.split(r"[，。；：？?、\s]", text[match.end() :])[0]
    return before[-4:] + "|" + _LINK_AFTER.sub("", after)[:4]
