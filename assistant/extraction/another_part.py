"""Whether what a sentence gives stands in another part of it than what the question asks about.

Between semicolons an official sentence speaks of one thing after the other. 受原料涨价影响，建材产值增速回落；
纺织产值下降4.3% does not say why textiles fell, and 省财政厅牵头设立基金；新建平台3个 not who builds the platforms. Nor
does what tells an effect give its cause: 形象进度比计划滞后.
"""

import re
from collections.abc import Sequence
from typing import Final

from assistant.understanding.answer_type import Given
from assistant.understanding.clauses import clause_tokens, clauses
from assistant.understanding.question import Ask, Question

_STATE: Final = re.compile(r"不够|不足|不强|滞后|不高|缺乏|薄弱|难以")
"""What is a cause only of what comes after it."""
_WEAK: Final = re.compile(r"特殊|靠|随着|加上|有利于|造成")
"""Signs of a cause that often tell the effect itself."""
_GRAVE: Final = re.compile(
    r"[大难高重紧低少慢弱差降](?:$|了)|加[大剧重]|困难|艰巨|突出|严峻|紧张|明显|频发|多发|时有发生|缺口|瓶颈"
)
"""What tells how things stand."""
_TELLING: Final = 3
"""Tokens of the question in a part of the sentence from which that is what it asks about."""
_TELLING_SHARE: Final = 0.25


def stands_in_another_part(question: Question, text: str, things: Sequence[Given]) -> bool:
    """Whether all of the ``things`` in ``text`` are said of something else than the question asks about.

    False where there are none, and where it can't be told what part of the sentence is asked about.
    """
    spans = clauses(text)
    if not things or not spans:
        return False
    asked = clause_tokens(question.topic)
    overlaps = [len(asked & clause_tokens(text[start:end])) for start, end in spans]
    best = max(range(len(spans)), key=overlaps.__getitem__)
    if overlaps[best] < max(_TELLING, _TELLING_SHARE * len(asked)):
        return False
    start, end = spans[best]
    begin, until = text.rfind("；", 0, start) + 1, (text + "；").index("；", start)

    def tells(thing: Given) -> bool:
        words = text[thing.start : thing.end]
        if Ask.WHY in question.asks and thing.start >= start:
            return not (_STATE.fullmatch(words) or (thing.start < end and _WEAK.fullmatch(words)))
        return True

    return not any(begin <= thing.start < until and tells(thing) for thing in things)


def follows_its_cause(question: Question, text: str) -> bool:
    """Whether what is asked about comes last in its part of ``text``: what stands before may be its cause, without a sign.

    >>> from assistant.understanding.question import read_question
    >>> why = read_question("为什么收支平衡难度加大？")
    >>> follows_its_cause(why, "刚性支出不断增加，收支平衡难度加大。"), follows_its_cause(why, "收支平衡难度加大。")
    (True, False)
    """
    spans = clauses(text)
    asked = clause_tokens(question.topic)
    overlaps = [len(asked & clause_tokens(text[start:end])) for start, end in spans]
    best = max(range(len(spans)), key=overlaps.__getitem__, default=0)
    if (
        not best
        or 2 * overlaps[best - 1] > overlaps[best]
        or overlaps[best] < max(_TELLING, _TELLING_SHARE * len(asked))
    ):
        return False
    (_, before), (start, end) = spans[best - 1], spans[best]
    return (
        "；" not in text[before:start] and text[end : end + 1] in ("。", "；", "") and _tells_a_state(text[start:end])
    )


def _tells_a_state(clause: str) -> bool:
    return bool(_GRAVE.search(clause)) and not any(char.isdigit() for char in clause)
