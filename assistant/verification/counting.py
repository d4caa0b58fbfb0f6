"""Counts that a model makes of what it lists: 共五个方面, 以下4项."""

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.verification.quantities import Quantity, quantities

_MARKS: Final = re.compile(r"(?:[一二三四五六七八九]是|第[一二三四五六七八九])")
_NO_COUNT: Final = frozenset(
    "% ‰ 元 美元 个百分点 米 平方米 千克 分钟 千瓦 日 月 年 工作日 小时 成 倍 岁 次 人次 户次 轮 届 批 批次 期 场 周 天 户 起 度".split()
)
_MOST: Final = 30
_LEVELS: Final = 6
"""两级财政, 四级大厅: levels of government, not a figure of anything."""
_THESE: Final = re.compile(r"(?:这|上述|(?:^|[,;:。])以上)$")
_SUMS_UP: Final = re.compile(rf"(?:等|共有?|共计|一共|合计)$|{_THESE.pattern}")
_AMONG: Final = re.compile(r"[\u4e00-\u9fff]{0,2}(?:[之当]中|中(?=[,;的有]|[\u4e00-\u9fff]{2,3}[区县市镇乡村]|$))")
_OF_THEM: Final = re.compile(rf"{_AMONG.pattern}|[\u4e00-\u9fff]{{0,2}}(?:都(?!市)|均|皆)")
"""这两个区, 两处都要, 三个区中: what the sentence has named."""
_PARTS: Final = frozenset("项 个 类 种 方面 部分 块".split())


def counts_a_list(text: str, figure: Quantity, cited: int) -> bool:
    """Whether ``figure`` counts the items that ``text`` itself lists, or the sentences that it cites.

    >>> from assistant.verification.quantities import quantities
    >>> text = "主要任务共3项:推进设施建设、严格生产管理和整治违规停放"
    >>> counts_a_list(text, quantities(text)[0], 1)
    True
    """
    if figure.unit in _NO_COUNT or figure.value != int(figure.value) or figure.value > _MOST:
        return False
    if figure.unit == "级" and figure.value < _LEVELS:
        return True
    behind, before = text[figure.end :], text[: figure.start]
    if (_THESE.search(before) or _OF_THEM.match(behind)) and figure.value <= _named(text, before, behind):
        return True
    listed = {len(_MARKS.findall(behind))}
    parts = [behind, behind.partition(":")[2]]
    if _SUMS_UP.search(before):
        parts.append(before.rpartition(":")[2])
    for part in parts:
        items = part.count("、") + 1
        listed |= {
            items,
            items + len(re.findall(r"[和及]", part)),
            part.count(";") + 1,
        }
        if figure.unit not in ("人", "名"):
            listed |= {part.count(",") + 1, items + part.count(",")}
    if cited > 2:
        listed.add(cited)
    return int(figure.value) in listed - {0, 1}


def parts_of_a_whole(text: str, figure: Quantity, source: str) -> bool:
    """Whether ``figure`` counts, as 三项用途中 does, the figures of one kind in ``source``, their sum left out or not."""
    if not _AMONG.match(text[figure.end :]) or figure.unit not in _PARTS:
        return False
    kinds: dict[str, list[Decimal]] = defaultdict(list)
    for one in quantities(source):
        kinds[one.unit].append(one.value)
    return any(figure.value == len(own) - _has_sum(own) for own in kinds.values() if len(own) > 1)


def _has_sum(values: Sequence[Decimal]) -> bool:
    """Whether the largest of ``values`` is what they are parts of: no less than the others together."""
    return 2 * max(values) >= sum(values)


def _named(text: str, before: str, behind: str) -> int:
    """How many of the kind that ``behind`` begins with ``text`` names; of anything else, how many parts stand ``before``."""
    if kind := re.match("[区县市镇乡村]", behind):
        han = "[\u4e00-\u9fff]"
        return len(set(re.findall(f"(?<!{han}){han}{{2,3}}{kind[0]}|(?<=[在和与及、于比]){han}{{2}}{kind[0]}", text)))
    return 1 + len(re.findall("[,;、]", before))
