"""The names of things that are neither people nor places: which project, which of the problems, what brand."""

import re
from typing import Final

_KINDS: Final = (
    "项目|问题|工程|品牌|牌子|平台|产品|专业|作品|剧目|舞剧|歌剧|奖项|基金|课题|大桥|桥梁|桥|楼盘|航线|线路|学科|赛事|比赛|活动|"
    "品种|景区|景点|公园|课程|论坛|产业园|实验室|标准|药品|车型|机型|书|报告|文件|政策|制度|行动|计划|规划|方案|系统|协议|队伍|团队|办法|法规|条例"
)
_WHICH: Final = re.compile(
    rf"(?:哪|(?<=[是叫])(?:什么|啥))(?:一?[个项件条座处种款部支所道门类]|一)?(?P<kind>{_KINDS})|"
    r"(?:是|叫|指)(?:的)?哪一?[个项件条座处种款部支所道门]的?(?=[？?。]|$)|"
    r"哪一?[个项件条座处](?=[没未还][^，。；]{0,8}[？?]?$)"
)
_QUOTED: Final = re.compile(r"“[^”]{2,20}”|《[^》]+》")
_NOT_A_NAME: Final = re.compile(
    r"(?:[个项家些各该本此这那全总等的类种批件条座处了]|\d|多|建设|存在|涉及)$|"
    r"有关|相关|部分|重点|重大|主要|突出|其他|其余|所有|上述|以上|反馈|交办"
)
_REACH: Final = 8


def asks_which(question: str) -> bool:
    """Whether ``question`` wants the name of a thing: 是哪个项目, 是哪一个."""
    return bool(_WHICH.search(question))


def names(text: str, asked: str) -> list[tuple[int, int]]:
    """The spans of what names a thing in ``text``, of the kind that ``asked`` wants, and stands not in ``asked``.

    >>> names("“云智”巡检项目获奖，另有2个项目入围。", "获奖的是哪个项目？")
    [(0, 4), (4, 8)]
    """
    kind = _kind(asked)
    quoted = [match.span() for match in _QUOTED.finditer(text) if match.group() not in asked]
    if not kind:
        return quoted
    found = [span for span in quoted if kind in text[span[1] : span[1] + _REACH]]
    found += [
        match.span()
        for match in re.finditer(rf"[^\W\d_]{{2,{_REACH}}}?{kind}", text)
        if match.group() not in asked and not _NOT_A_NAME.search(match.group().removesuffix(kind))
    ]
    return sorted(found)


def _kind(asked: str) -> str:
    """The noun by which ``asked`` says what it wants the name of, which may stand before (督察的问题还剩一个，是哪一个)."""
    wanted = _WHICH.search(asked)
    before = re.findall(_KINDS, asked[: wanted.start()] if wanted else asked)
    return (wanted and wanted["kind"]) or (before[-1] if before else "")
