"""Words of which a text uses one or another before the same word: 省级 or 市级, 左 or 右, 周 or 月.

One that stands where the text has its counterpart says another thing.
"""

import re
from collections.abc import Iterator
from typing import Final

_HAN: Final = "[\u4e00-\u9fff]"
_SETS: Final = (
    # the counterparts, and how many characters behind them must be the same
    ("国家级 省级 市级 县级 区级 州级 乡级 镇级 村级", 1),
    ("国定 省定 市定 县定 区定 州定", 1),
    ("高级 中级 初级", 1),
    ("大型 中型 小型", 1),
    ("一等 二等 三等", 1),
    ("甲级 乙级 丙级", 1),
    ("第一 第二 第三 第四 第五 第六 首", 1),
    ("公办 民办", 1),
    ("省政府 市政府 县政府 区政府 州政府 镇政府 乡政府", 0),
    ("进口 出口", 2),
    ("男 女", 1),
    ("左 右", 1),
    ("东 西 南 北", 1),
    ("日 天 周 旬 月 季 年", 2),
)
_LEVELS: Final = re.compile("([省市县区州镇乡]{2,})政府")
"""省市县政府: the government of each level."""
_EQUAL: Final = ({"日", "天"}, {"第一", "首"})


def exchanged_word(said: str, source: str) -> str:
    """A word of ``said``, with what stands behind it, for which ``source`` has its counterpart; "" if there is none."""
    source = _LEVELS.sub(lambda match: "".join(f"{level}政府" for level in match[1]), source)
    for words in _COMPILED:
        stated = set(words.findall(source))
        for word, after in words.findall(said):
            if not any(after == other and _same(word, own) for own, other in stated) and any(
                after == other for _, other in stated
            ):
                return f"{word}{after}"
    return ""


def _same(one: str, other: str) -> bool:
    return one == other or any({one, other} <= group for group in _EQUAL)


def _patterns() -> Iterator["re.Pattern[str]"]:
    for words, behind in _SETS:
        yield re.compile(rf"(?<![\d上下今明去本])({'|'.join(words.split())})(?=({_HAN}{{{behind}}}))")


_COMPILED: Final = tuple(_patterns())
