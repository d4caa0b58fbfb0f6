"""Whether a figure is that of another compound with the same head: 存款市场份额 is not 贷款市场份额.

What a figure measures is named by a compound whose last words are its head (市场份额, 吞吐量)
and whose first ones say of what. A text that has the head of the question's compound behind other words, and
the question's words nowhere, gives another figure.
"""

import re
from typing import Final

from assistant.understanding.keyword_query import FIGURE

_ASKED: Final = re.compile(
    r"([^\W\d_的是有达到]{4,14})(?:目前|现在|一共|总共|已经?)?(?:是|为|有|达到?|完成|实现|做到)?了?(?:多少|百分之|几|多大|[？?\s]|$)"
)
_HEAD: Final = 3
"""Characters that two compounds must have in common at their ends."""
_FIRST: Final = 2
"""Characters before those which tell of what."""
_VAGUE: Final = re.compile(
    r"[去今明上前本当全各我该年月季半市县省区州]|期间|累计|目前|现在|一共|总共|合计|实现|完成|达到|预计|计划|同比|平均|新增|实际|主要|其中|已经|大概|到底"
)
_INNER: Final = re.compile(r"[^\W\d_]+$")


def is_of_another(asked: str, said: str, context: str) -> bool:
    """Whether ``said``, the clause of a figure, has the head of the compound that is ``asked`` for behind other words.

    Args:
        asked: The question.
        said: The clause of the figure, with the one that it takes its subject from.
        context: The whole sentence with its headings; what it names is taken as said.

    >>> is_of_another("贷款市场份额达到多少？", "存款市场份额为27.6%", "各项存款余额862亿元，存款市场份额为27.6%")
    True
    """
    match = _ASKED.search(asked)
    if match is None:
        return False
    compound = match.group(1)
    if not FIGURE.search(compound):
        return False
    sizes = range(len(compound), _HEAD - 1, -1)
    head = next((compound[-size:] for size in sizes if compound[-size:] in said), "")
    if head in ("", compound):
        return False
    # The last pairs of characters before the head, and the one across: 贷款 and 存款 share their second.
    first = compound.removesuffix(head)[-_FIRST - 2 :] + head[0]
    named = [pair for n in range(len(first) - 1) if not _VAGUE.search(pair := first[n : n + 2])]
    if not named or any(pair in context for pair in named):
        return False
    before = [_INNER.search(said[: found.start()]) for found in re.finditer(re.escape(head), said)]
    return all(words and not _VAGUE.search(words.group()[-_FIRST:]) for words in before)
