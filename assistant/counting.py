"""Counts that a model makes of what it lists: 共五个方面, 以下4项."""

import re
from typing import Final

from assistant.quantities import Quantity

_MARKS: Final = re.compile(r"(?:[一二三四五六七八九]是|第[一二三四五六七八九])")
_UNITS: Final = frozenset(["", *"个 项 条 件 类 大类 种 处 点 家 方面 次 门 份 批".split()])
_ANNOUNCED: Final = re.compile(r"方面|阶段|原则|环节|任务|措施|问题|领域|体系|保障|重点|部分|要求")


def counts_a_list(text: str, figure: Quantity, cited: int) -> bool:
    """Whether ``figure`` counts the items that ``text`` itself lists, or the sentences that it cites.

    >>> from assistant.quantities import quantities
    >>> text = "主要任务共3项:推进设施建设、严格生产管理和整治违规停放"
    >>> counts_a_list(text, quantities(text)[0], 1)
    True
    """
    if figure.unit not in _UNITS or figure.value != int(figure.value):
        return False
    behind, before = text[figure.end :], text[: figure.start]
    listed = {len(_MARKS.findall(behind))}
    for part in (behind, behind.partition(":")[2], before.rpartition(":")[2]):
        items = part.count("、") + 1
        listed |= {items, items + len(re.findall(r"[和及]", part)), part.count(";") + 1, part.count(",") + 1}
    if _ANNOUNCED.search(behind[:6]) and cited > 1:
        listed.add(cited)
    return int(figure.value) in listed - {0, 1}
